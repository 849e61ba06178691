"""Blank nodes of shapes under IRIs: an engine that copies its terms for each record copies IRIs at a tenth of the price."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rdflib import SH

GENID: Final = "urn:ldpub:genid:"
_PATH: Final = f"<{SH.path}>"

_Triple = tuple[str, str, str]


def skolemized(ntriples: str) -> str:
    """Shapes with IRIs for all blank nodes but those of paths.

    What a shape means does not depend on whether it has an IRI (SHACL §2.1), and no result names an inner one. A path is a
    property if it is an IRI (SHACL §2.3.1), so paths keep theirs.

    Args:
        ntriples: shapes, as :func:`shapes.catalog.for_engines` writes them.
    Returns:
        the same with ``urn:ldpub:genid:…`` for ``_:…``.

    >>> sh = "http://www.w3.org/ns/shacl#"
    >>> print(skolemized(f"<http://x/s> <{sh}not> _:a .\\n_:a <{sh}path> _:p .\\n_:p <{sh}inversePath> <http://x/q> .\\n"), end="")
    <http://x/s> <http://www.w3.org/ns/shacl#not> <urn:ldpub:genid:a> .
    <urn:ldpub:genid:a> <http://www.w3.org/ns/shacl#path> _:p .
    _:p <http://www.w3.org/ns/shacl#inversePath> <http://x/q> .

    Spec: https://www.w3.org/TR/rdf11-concepts/#section-skolemization
    """
    triples = [_split(line) for line in ntriples.split("\n") if line]
    kept = _of_paths(triples)
    return "".join(f"{_iri(s, kept)} {p} {_iri(o, kept)} .\n" for s, p, o in triples)


def _split(line: str) -> _Triple:
    subject, predicate, value = line.removesuffix(" .").split(" ", 2)
    return subject, predicate, value


def _of_paths(triples: Iterable[_Triple]) -> frozenset[str]:
    """The blank nodes that paths are made of."""
    below: dict[str, list[str]] = {}
    todo = []
    for subject, predicate, value in triples:
        if value.startswith("_:"):
            below.setdefault(subject, []).append(value)
            if predicate == _PATH:
                todo.append(value)
    found: set[str] = set()
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo += below.get(node, ())
    return frozenset(found)


def _iri(term: str, kept: frozenset[str]) -> str:
    return f"<{GENID}{term[2:]}>" if term.startswith("_:") and term not in kept else term


__all__ = ["GENID", "skolemized"]
