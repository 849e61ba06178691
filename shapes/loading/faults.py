"""What is wrong with a shapes file, and on which line of it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

import orjson
from rdflib import RDF, BNode, Graph
from rdflib.term import Node

_SHOWN: Final = 5  # line numbers of one fault
_MATCHES: Final = 20  # places that are looked at
_IRI: Final = re.compile(r"[A-Za-z][\w+.-]*:\S+$")

# Comments of Turtle; strings and IRIs, in which "#" begins none, are matched first.
_COMMENT: Final = re.compile(
    r'("""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>)|#[^\n]*'
)


class Fault(NamedTuple):
    """One thing that is wrong with a shapes file.

    Attributes:
        message: a sentence that names the shape and the feature.
        spec: address of the clause.
        clues: what the file has at the place, the most telling first: IRIs, or pieces of strings.
    """

    message: str
    spec: str
    clues: tuple[str, ...] = ()


def owner(graph: Graph, node: Node) -> Node:
    """The shape that a node belongs to: itself, or the nearest one with an IRI that leads to it.

    >>> shapes = Graph().parse(
    ...     data="<http://x/s> <http://x/p> [ <http://x/q> 1 ] .", publicID="http://x/"
    ... )
    >>> owner(shapes, next(node for node in shapes.subjects() if isinstance(node, BNode)))
    rdflib.term.URIRef('http://x/s')
    """
    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        parents = sorted(
            (s for s, p in graph.subject_predicates(node) if p != RDF.type),
            key=lambda parent: (isinstance(parent, BNode), str(parent)),
        )
        node = parents[0] if parents else node
    return node


def name(graph: Graph, node: Node) -> str:
    """The shape that a node belongs to, for people.

    >>> name(Graph(), BNode())
    'a shape without IRI'
    """
    shape = owner(graph, node)
    return "a shape without IRI" if isinstance(shape, BNode) else f"<{shape}>"


def clue(graph: Graph, node: Node) -> str:
    """What to look for in the text to find the shape of a node."""
    return str(owner(graph, node))


def lines(text: str, clues: tuple[str, ...]) -> tuple[int, ...]:
    """The lines on which the first clue stands that stands on any.

    Args:
        text: of a file: Turtle, N-Triples, JSON-LD or RDF/XML.
        clues: see :class:`Fault`.
    Returns:
        line numbers from 1, at most 5; none if nothing is found. Of an IRI the lines that begin with it, if there are such:
        there it is described.

    >>> lines("@prefix x: <http://x/> .\\n# x:s\\nx:t x:p x:s .\\nx:s x:minCuont 1 .", ("http://x/s",))
    (4,)
    >>> lines('x:s sh:pattern "^\\\\\\\\d$" .', ("^\\\\d$", "http://x/s"))
    (1,)
    """
    plain = _without_comments(text)
    for wanted in clues:
        found = _lines(plain, wanted)
        if found:
            return tuple(found[:_SHOWN])
    return ()


@lru_cache(maxsize=4)
def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: match[1] or "", text)


def _lines(text: str, wanted: str) -> list[int]:
    form = _iri(wanted) if _IRI.match(wanted) else _string(wanted)
    for pattern in (rf"^[ \t]*(?:{form})", form):
        matches = islice(re.finditer(pattern, text, re.M), _MATCHES)
        numbers = dict.fromkeys(text.count("\n", 0, match.end()) + 1 for match in matches)
        if numbers:
            return list(numbers)
    return []


def _iri(iri: str) -> str:
    """An IRI in full, relative, or with a prefix."""
    local = re.escape(re.split(r"[#/]", iri)[-1] or iri)
    return rf"(?:<?{re.escape(iri)}|<[^<>\s]{{0,200}}[#/]{local}|(?<![\w.-])[\w.-]{{0,60}}:{local})(?![\w-])"


def _string(text: str) -> str:
    """Text as it is, as in a long string, or with escapes."""
    escaped = orjson.dumps(text.encode(errors="replace").decode()).decode()[1:-1]
    return f"{re.escape(text)}|{re.escape(escaped)}"


__all__ = ["Fault", "clue", "lines", "name", "owner"]
