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
    FINDING = "finding"
    SEVERITY = "severity"
    PACK = "pack"  # papers of a pack that are still referred to


def census(lines: Iterable[str], *, subjects: bool = True) -> Tally:
    """Statements, subjects, and instances and statements by class and property.

    Args:
        lines: N-Triples, each once.
        subjects: whether their subjects count; not for statements about what is counted elsewhere.

    >>> census(['<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://b> .'])[Kind.CLASS, "http://b"]
    1
    """
    tally: Tally = Counter()
    seen = set()
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        seen.add(subject)
        tally[Kind.PROPERTY, predicate[1:-1]] += 1
        if predicate == _TYPE:
            tally[Kind.CLASS, rest[1:-3]] += 1
        tally[Kind.QUADS, ""] += 1
    if subjects:
        tally[Kind.SUBJECTS, ""] += len(seen)
    return tally


__all__ = ["Kind", "Tally", "census"]
