"""Shapes without what a record cannot meet, given which properties and classes it has.

An engine looks for every target, follows every alternative of every path and copies all terms of the shapes for each record.
Of the some 500 properties and classes that the shapes name, a record has 70: most of that finds nothing, and can find nothing
in any other record of the same catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, TypeAlias

from rdflib import RDF, RDFS, SH

_TARGETS: Final = frozenset({f"<{SH.targetClass}>", f"<{SH.targetSubjectsOf}>"})
_ALTERNATIVES, _OR, _CLASS = (f"<{term}>" for term in (SH.alternativePath, SH["or"], SH["class"]))
_TYPE, _FIRST, _REST, _NIL = (f"<{term}>" for term in (RDF.type, RDF.first, RDF.rest, RDF.nil))
_IMPLICIT: Final = (_TYPE, f"<{RDFS.Class}>")
_LEAST: Final = {_ALTERNATIVES: 2, _OR: 1}
"""Members that a list keeps in any case: a choice of one is no path (SHACL §2.3.1.4), a choice of none no constraint of ours."""

_Pairs: TypeAlias = list[tuple[str, str]]
_Shapes: TypeAlias = Mapping[str, _Pairs]


def trimmed(ntriples: str, terms: Collection[str], *, without: Collection[str] = ()) -> str:
    """Shapes that find the same in every record with no other properties and classes than these.

    Left out are targets that no node is of, alternatives of paths that no statement has, members of ``sh:or`` that only ask
    for a class that nothing is of; then what is not referred to any more. Results name paths without those alternatives.

    Args:
        ntriples: shapes, whose targets are those that :mod:`shapes.loading.lint` lets pass.
        terms: in N-Triples; all that a record has, entailed ones too, and that there is no ``rdfs:subClassOf`` is presumed.
        without: shapes that are not asked at all, in N-Triples.

    >>> sh = "http://www.w3.org/ns/shacl#"
    >>> shapes = f"<x:a> <{sh}targetClass> <x:C> .\\n<x:a> <{sh}nodeKind> <{sh}IRI> .\\n<x:b> <{sh}targetClass> <x:D> .\\n"
    >>> print(trimmed(shapes, {"<x:C>"}), end="")
    <x:a> <http://www.w3.org/ns/shacl#targetClass> <x:C> .
    <x:a> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .

    Spec: https://www.w3.org/TR/shacl/#targets
    """
    shapes = _by_subject(ntriples)
    for shape, pairs in shapes.items():
        left = () if shape in without else terms
        pairs[:] = [(p, o) for p, o in pairs if p not in _TARGETS or o in left]
    for pairs in list(shapes.values()):
        for at, (predicate, value) in enumerate(pairs):
            if predicate in _LEAST:
                pairs[at] = predicate, _cut(shapes, predicate, value, terms)
    return "".join(_reached(shapes))


def named(ntriples: str) -> frozenset[str]:
    """IRIs that shapes name, in N-Triples: what else a record has makes no difference to what is left out.

    >>> sorted(named("<x:s> <x:p> <x:C> .\\n"))
    ['<x:C>', '<x:p>', '<x:s>']
    """
    shapes = _by_subject(ntriples)
    found = {term for pairs in shapes.values() for pair in pairs for term in pair}
    return frozenset(term for term in found.union(shapes) if term.startswith("<"))


def _by_subject(ntriples: str) -> dict[str, _Pairs]:
    shapes: dict[str, _Pairs] = {}
    for line in filter(None, ntriples.split("\n")):
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        shapes.setdefault(subject, []).append((predicate, value))
    return shapes


def _cut(shapes: _Shapes, predicate: str, head: str, terms: Collection[str]) -> str:
    """Takes the members out of a list that cannot be met, and gives its new head; again it would take out nothing."""
    cells = list(_cells(shapes, head))
    met = [cell for cell in cells if _may_be_met(shapes, predicate, _member(shapes, cell), terms)]
    others = [cell for cell in cells if cell not in met][: max(0, _LEAST[predicate] - len(met))]
    kept = [cell for cell in cells if cell in met or cell in others]
    for cell, after in zip(kept, (*kept[1:], _NIL), strict=True):
        shapes[cell][:] = [(_FIRST, _member(shapes, cell)), (_REST, after)]
    return kept[0]


def _cells(shapes: _Shapes, cell: str) -> Iterator[str]:
    while cell != _NIL:
        yield cell
        cell = dict(shapes[cell])[_REST]


def _member(shapes: _Shapes, cell: str) -> str:
    return dict(shapes[cell])[_FIRST]


def _may_be_met(shapes: _Shapes, predicate: str, member: str, terms: Collection[str]) -> bool:
    """Whether a path may lead by this property, or a node be of the class that is all that a shape asks for."""
    if predicate == _ALTERNATIVES:
        return member in terms or not member.startswith("<")
    asked = shapes.get(member, [])
    return any(name != _CLASS for name, _ in asked) or all(value in terms for _, value in asked)


def _reached(shapes: _Shapes) -> Iterator[str]:
    """Lines of all shapes that have targets, or are classes (SHACL §2.1.3.3), and of what they refer to."""
    todo = [
        shape for shape, pairs in shapes.items() if _IMPLICIT in pairs or any(p in _TARGETS for p, _ in pairs)
    ]
    seen = set(todo)
    while todo:
        subject = todo.pop()
        for predicate, value in shapes[subject]:
            yield f"{subject} {predicate} {value} .\n"
            if value in shapes and value not in seen:
                seen.add(value)
                todo.append(value)


__all__ = ["named", "trimmed"]
