"""The order in which statements are written: that in which a reader wants them, and always the same.

A graph has no order; equal graphs must give equal bytes. So the formats share one: the document first, the thing next,
then what they refer to as it is referred to; in a node its classes, then schema.org, then the rest; authors as in the
list of authors. The order of the statements handed in does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Quad

from ld.errors import UnsupportedFormatError
from ld.formats.names import prefixed
from ld.namespaces import BIBO, DCMITYPE, RDF, RDFS, SCHEMA

TYPE = RDF.type.value
Term = NamedNode | Literal

_READING_ORDER = """
    mainEntity creativeWorkStatus name headline alternativeHeadline alternateName familyName givenName honorificSuffix
    birthDate deathDate affiliation author creator composer lyricist editor translator illustrator director
    actor byArtist readBy contributor creditText datePublished dateCreated dateModified startDate endDate
    copyrightYear copyrightHolder copyrightNotice publisher publication publishedBy location
    recordLabel catalogNumber sourceOrganization inSupportOf inLanguage abstract description articleSection genre about keywords spatialCoverage
    temporalCoverage geo latitude longitude box isPartOf position volumeNumber issueNumber pageStart pageEnd
    pagination numberOfPages bookEdition bookFormat isbn issn duration contentUrl encodingFormat encoding size license usageInfo
    conditionsOfAccess isAccessibleForFree funding funder award identifier sameAs url propertyID value thumbnailUrl
    exampleOfWork translationOfWork workTranslation albumRelease isBasedOn hasPart correction citation subjectOf mainEntityOfPage
    provider
"""
_SCHEMA_ORDER = {f"{SCHEMA.iri}{term}": rank for rank, term in enumerate(_READING_ORDER.split())}
_AUTHOR_LIST = BIBO.authorList.value
_MEMBER = f"{RDF.iri}_"
_DIGITS = re.compile(r"[0-9]+")
# Of several identifiers of one thing, these three are those that readers follow, in this order.
_IDENTIFIERS = (
    re.compile(r"doi\.org/|#id-doi$"),
    re.compile(r"(?://pubmed\.|/pubmed/)|#id-pmid$"),
    re.compile(r"(?://pmc\.|/pmc/)|#id-pmcid$"),
)


class Nodes:
    """Statements grouped by subject and predicate.

    Args:
        start: IRI of the node with which reading begins.
        quads: statements; graph names are not looked at, what is said twice is kept once.
        guides: other statements, of which only the lists of authors are looked at, to put authors in order.

    Raises:
        UnsupportedFormatError: a blank node, a triple term or a literal with a base direction: we make none, and no two of
            the formats could hold them in the same way.
    """

    def __init__(self, start: str, quads: Iterable[Quad], guides: Iterable[Quad] = ()) -> None:
        self.start = start
        self._properties: dict[str, list[tuple[str, list[Term]]]] = {}
        self._nodes = self._grouped(quads)
        listing = (quad for quad in guides if _lists(quad.predicate.value))
        self._lists = self._grouped(listing) if guides else self._nodes

    @staticmethod
    def _grouped(quads: Iterable[Quad]) -> dict[str, dict[str, dict[Term, None]]]:
        nodes: dict[str, dict[str, dict[Term, None]]] = {}
        for quad in quads:
            subject, value = quad.subject, quad.object  # new objects at each look
            if type(subject) is not NamedNode or not _plain(value):
                raise UnsupportedFormatError(
                    f"not of IRIs and literals of RDF 1.1 alone: {quad.triple}"[:400]
                )
            nodes.setdefault(subject.value, {}).setdefault(quad.predicate.value, {})[value] = None
        return nodes

    def __contains__(self, subject: str) -> bool:
        return subject in self._nodes

    def properties(self, subject: str) -> list[tuple[str, list[Term]]]:
        """What is said of a node: predicates in order, each with its values in order.

        >>> from ld.namespaces import DCTERMS
        >>> it = NamedNode("http://x/1#it")
        >>> nodes = Nodes("http://x/1", [Quad(it, p, Literal(v)) for p, v in
        ...     [(DCTERMS.title, "A"), (SCHEMA.name, "A"), (SCHEMA.isbn, "10"), (SCHEMA.isbn, "9")]])
        >>> [(prefixed(p)[1], [v.value for v in values]) for p, values in nodes.properties("http://x/1#it")]
        [('name', ['A']), ('isbn', ['9', '10']), ('title', ['A'])]
        """
        if subject not in self._properties:
            node = self._nodes.get(subject, {})
            listing = self._lists.get(subject, {})
            authors = self._authors(listing) if _AUTHOR_LIST in listing else {}
            order = sorted(node, key=predicate_order)
            self._properties[subject] = [(p, _sorted(p, [*node[p]], authors)) for p in order]
        return self._properties[subject]

    def walk(self) -> list[str]:
        """Every subject once: those reached from the start in the order in which they are met, then the others."""
        seen: dict[str, None] = {}
        self._reach(self.start, seen)
        if rest := self._nodes.keys() - seen.keys():
            inner = {value.value for s in rest for value in self._references(s) if value.value != s}
            for subject in [*sorted(rest - inner, key=natural), *sorted(rest & inner, key=natural)]:
                self._reach(subject, seen)
        return [subject for subject in seen if subject in self._nodes]

    def _reach(self, start: str, seen: dict[str, None]) -> None:
        """Depth first, without recursion: a chain of nodes may be as long as a hostile record is."""
        stack = [start]
        while stack:
            subject = stack.pop()
            if subject not in seen:
                seen[subject] = None
                stack.extend(
                    v.value for v in reversed(list(self._references(subject))) if v.value not in seen
                )

    def _references(self, subject: str) -> Iterator[NamedNode]:
        """The IRIs that a node points at and of which something is said."""
        for _, values in self.properties(subject):
            for value in values:
                if type(value) is NamedNode and value.value in self._nodes:
                    yield value

    def _authors(self, node: dict[str, dict[Term, None]]) -> dict[str, str]:
        """Members of a node's lists of authors → place; as text, so that 10 follows 9 whatever the number."""
        return {
            member.value: natural(predicate)
            for seq in node[_AUTHOR_LIST]
            for predicate, members in self._lists.get(seq.value, {}).items()
            if predicate.startswith(_MEMBER)
            for member in members
        }


def _sorted(predicate: str, values: list[Term], authors: dict[str, str]) -> list[Term]:
    if len(values) > 1:  # few are
        values.sort(key=class_order if predicate == TYPE else _value_order(authors))
    return values


def _lists(predicate: str) -> bool:
    return predicate == _AUTHOR_LIST or predicate.startswith(_MEMBER)


def _plain(value: object) -> TypeGuard[Term]:
    kind = type(value)
    return kind is NamedNode or (kind is Literal and value.direction is None)  # type: ignore[attr-defined]  # it is one


def natural(text: str) -> str:
    """A sort key under which numbers inside a text count as numbers.

    >>> sorted(["#series-10", "#series-9"], key=natural)
    ['#series-9', '#series-10']
    """
    # Text, not int(): a run of digits may have any length, and int() refuses more than 4,300 of them.
    return _DIGITS.sub(lambda digits: digits[0].zfill(12), text)


@lru_cache(maxsize=4096)
def predicate_order(predicate: str) -> tuple[int, int, str]:
    """Classes, schema.org in an order for reading, the label, then prefixed names and other IRIs alphabetically."""
    if predicate == TYPE:
        return 0, 0, ""
    if predicate in _SCHEMA_ORDER:
        return 1, _SCHEMA_ORDER[predicate], ""
    name = prefixed(predicate)
    if name is None:
        return 5, 0, predicate
    if name[0] == "schema":
        return 2, 0, name[1]
    return 3 if predicate == RDFS.label.value else 4, 0, natural(":".join(name))


def class_order(value: Term) -> tuple[int, str, str]:
    """schema.org's classes, then the others by prefixed name."""
    iri = value.value
    return (0 if iri.startswith(SCHEMA.iri) else 1), _name(iri), str(value)


def _value_order(authors: dict[str, str]) -> Callable[[Term], tuple[str, int, int, str, str, str]]:
    """Authors by their place; IRIs before literals; DOI, PMID, PMCID before other identifiers; by language; by name."""

    def key(value: Term) -> tuple[str, int, int, str, str, str]:
        text = value.value
        if isinstance(value, NamedNode):
            return authors.get(text, "~"), 0, _rank(text), "", natural(_name(text)), text
        return "~", 1, _rank(text), value.language or "", natural(text), str(value)

    return key


def _rank(text: str) -> int:
    if text.startswith(DCMITYPE.iri):  # the broad type before the narrow one
        return 0
    for rank, pattern in enumerate(_IDENTIFIERS, start=1):
        if pattern.search(text[:200]):
            return rank
    return len(_IDENTIFIERS) + 1


def _name(iri: str) -> str:
    name = prefixed(iri)
    return ":".join(name) if name else iri


__all__ = ["TYPE", "Nodes", "Term", "class_order", "natural", "predicate_order"]
