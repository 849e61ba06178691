"""What the nodes of a graph are called: people know them by that, not by their IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ld.findings import excerpt
from shapes import terms
from shapes.plain import Stated

_PREDICATES: Final = ("<http://www.w3.org/2000/01/rdf-schema#label>", "<https://schema.org/name>")
_NAMING: Final = re.compile(rf'^(<[^>\n]*>) ({"|".join(_PREDICATES)}) "((?:[^"\\\n]|\\.)*)"', re.M)
_LONGEST: Final = 80
_FEW: Final = 8


class Labels:
    """The labels, or else the names, of the nodes of one graph; of documents' main entities the names, or else the labels.

    A few are looked for one by one, which takes a few microseconds each; for more the text is read once.

    Args:
        triples: N-Triples, a statement a line.
        stated: if somebody has looked at them, the statements with a label or name by their property, see :data:`shapes.plain.Stated`.

    >>> Labels('<http://x/1> <https://schema.org/name> "Emma"@en .').of("http://x/1")
    'Emma'
    """

    def __init__(self, triples: str, stated: Stated | None = None) -> None:
        self._triples = triples
        self._stated = stated
        self._known: dict[str, str] = {}
        self._all: dict[tuple[str, str], str] | None = None

    def of(self, node: str) -> str:
        """What a node is called, cut; "" if it is called nothing.

        Of several the first in the order of code points, whatever that of the statements.

        Args:
            node: IRI.
        """
        if node not in self._known:
            found = self._found(f"<{node}>")
            self._known[node] = "" if found is None else excerpt(terms.unescaped(found), _LONGEST)
        return self._known[node]

    def _found(self, node: str) -> str | None:
        # A work has a name and no label: to look for that first spares reading the whole text.
        for predicate in reversed(_PREDICATES) if node.endswith("#it>") else _PREDICATES:
            if len(self._known) >= _FEW:
                text = self._every().get((node, predicate))
            else:
                text = min(self._few(node, predicate), default=None)
            if text is not None:
                return text
        return None

    def _few(self, node: str, predicate: str) -> Iterator[str]:
        if self._stated is None:
            return _texts(f'{node} {predicate} "', self._triples)
        rests = (rest for subject, rest in self._stated[predicate] if subject == node)
        return (rest[1 : rest.rindex('"')] for rest in rests if rest[0] == '"')

    def _every(self) -> dict[tuple[str, str], str]:
        if self._all is None:
            self._all = {}
            for node, predicate, text in _NAMING.findall(self._triples):
                before = self._all.setdefault((node, predicate), text)
                self._all[node, predicate] = min(before, text)
        return self._all


def _texts(start: str, triples: str) -> Iterator[str]:
    """The lexical forms of the statements that begin so, escaped."""
    at = triples.find(start)
    while at >= 0:
        end = triples.find("\n", at)
        statement = triples[at + len(start) : end if end >= 0 else None]
        yield statement[: statement.rindex('"')]
        at = triples.find(start, at + len(start))


__all__ = ["Labels"]
