"""What is said of an entity that many records speak of: an agent, a periodical, a heading, a language.

Every record contributes the statements that it makes itself. What is published of the entity follows from all of them and
from how many records make each, in whatever order they came, so that an update and a rebuild agree. An entity has one
label: the form that most records give. The other forms remain as alternate names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from ld.namespaces import DCTERMS, RDFS, SCHEMA

_NAMING = frozenset(str(predicate) for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title))
_ALTERNATE = str(SCHEMA.alternateName)
_NAMING_ENDS = tuple(f" {predicate}" for predicate in sorted(_NAMING))
_ALTERNATE_END = f" {_ALTERNATE}"
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Form(NamedTuple):
    """What a record states of an entity, all together: most records that speak of it say the same.

    Attributes:
        graph: IRI of the graph that the statements belong to.
        subject: IRI of the entity.
        tails: N-Triples lines without their subject, sorted and unique, with newlines between.
    """

    graph: str
    subject: str
    tails: str

    @property
    def lines(self) -> list[str]:
        """The statements, N-Triples, sorted.

        >>> Form("http://g", "http://a", '<http://b> "c" .').lines
        ['<http://a> <http://b> "c" .']
        """
        return with_subject(self.subject, self.tails)

    @property
    def key(self) -> bytes:
        """16 bytes that no other form has."""
        return blake2b("\n".join(self).encode(), digest_size=16).digest()


def forms(shared: Iterable[tuple[str, str]]) -> list[Form]:
    """What a record states of entities, entity by entity.

    Args:
        shared: graph and N-Triples line, sorted and unique, as in :attr:`ld.graph.RecordGraph.shared`.

    >>> [form.tails for form in forms([("http://g", '<http://a> <http://b> "c" .')])]
    ['<http://b> "c" .']
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for graph, line in shared:
        end = line.index("> ")
        groups.setdefault((graph, line[1:end]), []).append(line[end + 2 :])
    return [Form(*about, "\n".join(tails)) for about, tails in groups.items()]


def with_subject(subject: str, tails: str) -> list[str]:
    """N-Triples lines of a subject.

    >>> with_subject("http://a", "")
    []
    """
    return [f"<{subject}> {tail}" for tail in tails.split("\n")] if tails else []


class _Statement(NamedTuple):
    """The parts of an N-Triples line, each as it is written there."""

    subject: str
    predicate: str
    object: str

    @property
    def tag(self) -> str:
        """Language tag in lower case; empty for a literal without one. (A tag or datatype holds no quotation mark.)"""
        suffix = self.object[self.object.rindex('"') + 1 :]
        return suffix[1:].lower() if suffix.startswith("@") else ""

    @property
    def value(self) -> str:
        """Lexical form of a literal, unescaped: escapes would change the order of the code points."""
        text = self.object[1 : self.object.rindex('"')]
        return _ESCAPE.sub(_unescape, text) if "\\" in text else text

    @property
    def names(self) -> bool:
        """Whether it is one of those of which an entity has one."""
        return self.predicate in _NAMING and self.object.startswith('"')

    def as_alternate(self) -> str:
        """The same name, as an alternate one."""
        return f"{self.subject} {_ALTERNATE} {self.object} ."


def subject_of(line: str) -> str:
    """IRI of the subject of an N-Triples line.

    >>> subject_of('<http://a> <http://b> "c" .')
    'http://a'
    """
    return line[1 : line.index(">")]


def is_name(line: str) -> bool:
    """Whether a line gives a label, name or title, of which an entity has one a language.

    >>> is_name('<http://a> <https://schema.org/name> "c" .')
    True
    """
    return _split(line).names


def counted(subject: str, stated: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many records make each statement about an entity.

    Args:
        subject: its IRI.
        stated: tails of its forms, and how many records have each form.

    >>> counted("http://a", [('<http://b> "c" .', 2), ('<http://b> "c" .\\n<http://b> "d" .', 1)])
    {'<http://a> <http://b> "c" .': 3, '<http://a> <http://b> "d" .': 1}
    """
    lines: dict[str, int] = {}
    for tails, refs in stated:
        for line in with_subject(subject, tails):
            lines[line] = lines.get(line, 0) + refs
    return lines


def resolve(contributed: Mapping[str, int]) -> tuple[str, ...]:
    """The published statements of entities, sorted.

    Args:
        contributed: N-Triples line to the number of records that state it; those of 0 count for nothing.

    Everything is published, except that of each of ``rdfs:label``, ``schema:name`` and ``dcterms:title`` one value a
    language survives: the one that most records give, and of equals the lowest in code-point order. The others become
    ``schema:alternateName``, unless they are the entity's label, name or title anyway.

    >>> label = '<http://a> <http://www.w3.org/2000/01/rdf-schema#label> "{}" .'
    >>> for line in resolve({label.format("Nature"): 2, label.format("Nature (London)"): 1}):
    ...     print(line)
    <http://a> <http://www.w3.org/2000/01/rdf-schema#label> "Nature" .
    <http://a> <https://schema.org/alternateName> "Nature (London)" .
    """
    return resolve_named(contributed)[0]


def resolve_named(contributed: Mapping[str, int]) -> tuple[tuple[str, ...], frozenset[str]]:
    """The published statements of entities, see :func:`resolve`, and those of them that survive as names, see :func:`winners`.

    >>> resolve_named({'<http://a> <https://schema.org/name> "b" .': 1})[1]
    frozenset({'<http://a> <https://schema.org/name> "b" .'})
    """
    lines = {line: refs for line, refs in contributed.items() if refs > 0}
    names, alternates = _naming(lines)
    # Nearly always there is one name of a kind, and no other: nothing is to be decided then.
    if not alternates:
        return tuple(sorted(lines)), frozenset(names.values())
    chosen = winners(lines)
    return tuple(sorted({*_published(lines, chosen), *chosen})), chosen


def _naming(lines: Iterable[str]) -> tuple[dict[str, str], bool]:
    """Subject and predicate of names with the last line that has them; whether anything else bears on which are published."""
    names: dict[str, str] = {}
    for line in lines:
        end = line.index("> ", line.index("> ") + 2) + 1
        about = line[:end]
        if about.endswith(_NAMING_ENDS) and line[end + 1] == '"':
            if about in names:
                return names, True
            names[about] = line
        elif about.endswith(_ALTERNATE_END):
            return names, True
    return names, False


def winners(contributed: Mapping[str, int]) -> frozenset[str]:
    """The naming lines that survive.

    >>> name = '<http://a> <https://schema.org/name> "{}" .'
    >>> sorted(winners({name.format("b"): 1, name.format("a"): 1}))
    ['<http://a> <https://schema.org/name> "a" .']
    """
    best: dict[tuple[str, str, str], tuple[int, str, str]] = {}
    for line, refs in contributed.items():
        statement = _split(line)
        if refs > 0 and statement.names:
            key = (statement.subject, statement.predicate, statement.tag)
            rank = (-refs, statement.value, line)
            best[key] = min(best.get(key, rank), rank)
    return frozenset(line for _, _, line in best.values())


def contribution(lines: Iterable[str], chosen: Collection[str]) -> tuple[str, ...]:
    """What one record shows of the entities it speaks of, sorted: a part of what is published of them.

    Args:
        lines: what the record states of them.
        chosen: the surviving label, name and title of each, see :func:`winners`.

    >>> label = '<http://a> <http://www.w3.org/2000/01/rdf-schema#label> "{}" .'
    >>> for line in contribution([label.format("Nature (London)")], [label.format("Nature")]):
    ...     print(line)
    <http://a> <http://www.w3.org/2000/01/rdf-schema#label> "Nature" .
    <http://a> <https://schema.org/alternateName> "Nature (London)" .
    """
    return tuple(sorted({*_published(lines, chosen), *chosen}))


def _published(lines: Iterable[str], chosen: Collection[str]) -> Iterator[str]:
    """The lines that stand as they are or as alternate names; the chosen ones are the caller's to add."""
    known = {(statement.subject, statement.object) for statement in map(_split, chosen)}
    for line in lines:
        statement = _split(line)
        naming = statement.names
        if not naming and statement.predicate != _ALTERNATE:
            yield line
        elif (statement.subject, statement.object) not in known:
            yield statement.as_alternate() if naming else line


def _split(line: str) -> _Statement:
    subject, predicate, rest = line.split(" ", 2)
    return _Statement(subject, predicate, rest[:-2])


def _unescape(match: re.Match[str]) -> str:
    """One escape of N-Triples §2.4 (ECHAR, UCHAR)."""
    short, long, char = match.groups()
    if char is not None:
        return _ESCAPED.get(char, char)
    return chr(int(short or long, 16))


__all__ = [
    "Form",
    "contribution",
    "counted",
    "forms",
    "is_name",
    "resolve",
    "resolve_named",
    "subject_of",
    "winners",
    "with_subject",
]
