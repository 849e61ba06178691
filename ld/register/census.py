"""What statements add to the counts of an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from ld.namespaces import RDF

_TYPE = str(RDF.type)

Tally = Counter[tuple[str, str]]
"""(kind, name) to number; names are empty where a kind has one number only."""


class Kind(StrEnum):
    """What is counted."""

    RECORDS = "records"  # by state
    STALE = "stale"
    QUADS = "quads"
    SUBJECTS = "subjects"
    FOREIGN = "foreign"
    ENTITIES = "entities"
    CLASS = "class"
    PROPERTY = "property"
    WORST = "worst"  # published records by the worst severity found
    PACK = "pack"  # papers of a pack that are still referred to


def census(lines: Iterable[str], *, subjects: bool = True) -> Tally:
    """Statements, subjects, and instances and statements by class and property.

    Args:
        lines: N-Triples, each once.
        subjects: whether their subjects count; not for statements about what is counted elsewhere.

    >>> census(['<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://b> .'])[Kind.CLASS, "http://b"]
    1
    """
    parts = [line.split(" ", 2) for line in lines]
    properties = Counter(
        [predicate for _, predicate, _ in parts]
    )  # counted in C: this runs for every statement there is
    tally: Tally = Counter({(Kind.PROPERTY, predicate[1:-1]): n for predicate, n in properties.items()})
    if _TYPE in properties:
        classes = Counter([rest for _, predicate, rest in parts if predicate == _TYPE])
        tally.update({(Kind.CLASS, rest[1:-3]): n for rest, n in classes.items()})
    tally[Kind.QUADS, ""] = len(parts)
    if subjects:
        tally[Kind.SUBJECTS, ""] = len({subject for subject, _, _ in parts})
    return tally


__all__ = ["Kind", "Tally", "census"]
