"""Worked example queries: the files of ``queries/``, in the order of their names.

A file is a SPARQL query that any tool can read. Lines of comments at its beginning say what it is, one line each:

    # title: Ten titles
    # question: What are ten of the works called?

Its name is ``{number}-{name}.rq``: the number gives the place in the list, the rest names the example for good. IRIs of the site are written
for the base :data:`WRITTEN_FOR`, a host that nobody can own (RFC 2606 §3), and take the site's own base when they are served.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from flask_app.sparql.guard import guard

WRITTEN_FOR = "https://catalog.example.org"
"""Base of the site's IRIs in the files."""
_FILE_NAME = re.compile(r"[0-9]+-([a-z0-9-]+)\.rq", re.ASCII)
_HEAD = re.compile(r"# title: (?P<title>\S.*)\n# question: (?P<question>\S.*\?)\n\n(?P<query>(?s:.+\n))")


@dataclass(frozen=True, slots=True)
class Example:
    """A query that is worth beginning with.

    Attributes:
        name: short and lasting, for addresses.
        title: in a few words.
        question: what it asks, as one sentence.
        query: SPARQL, with IRIs of the site as :data:`WRITTEN_FOR` has them.
    """

    name: str
    title: str
    question: str
    query: str

    @property
    def form(self) -> str:
        """``SELECT``, ``ASK`` or ``CONSTRUCT``."""
        return guard(self.query).form

    def at(self, base: str) -> str:
        """The query for a site.

        Args:
            base: its address, without a final slash.

        >>> Example("a", "A", "What?", "ASK { <https://catalog.example.org/record/1> ?p ?o }").at("http://127.0.0.1:8080")
        'ASK { <http://127.0.0.1:8080/record/1> ?p ?o }'
        """
        return self.query.replace(f"<{WRITTEN_FOR}/", f"<{base}/")

    def file(self, base: str) -> str:
        """The whole file for a site, with title and question."""
        return f"# title: {self.title}\n# question: {self.question}\n\n{self.at(base)}"


def read_example(file_name: str, text: str) -> Example:
    """An example from a file.

    Raises:
        ValueError: its name or its head is not as it must be.

    >>> read_example("07-any.rq", "# title: Any\\n# question: Is there anything?\\n\\nASK { ?s ?p ?o }\\n")
    Example(name='any', title='Any', question='Is there anything?', query='ASK { ?s ?p ?o }\\n')
    """
    named, head = _FILE_NAME.fullmatch(file_name), _HEAD.fullmatch(text)
    if named is None or head is None:
        msg = f"{file_name}: it must be called {{number}}-{{name}}.rq and begin with `# title:`, `# question:` and an empty line"
        raise ValueError(msg)
    return Example(named[1], **head.groupdict())


def _read(texts: Iterable[tuple[str, str]]) -> tuple[Example, ...]:
    return tuple(read_example(name, text) for name, text in sorted(texts))


EXAMPLES: tuple[Example, ...] = _read(
    (file.name, file.read_text(encoding="utf-8"))
    for file in (files("flask_app") / "sparql" / "queries").iterdir()
)
"""All of them; the first is the one that the form shows."""

__all__ = ["EXAMPLES", "WRITTEN_FOR", "Example", "read_example"]
