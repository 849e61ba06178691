"""What statements add to the counts of an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from operator import itemgetter

from ld.namespaces import RDF
from ld.targets import BY_HEAD, HEAD

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
    LINK = "link"  # by target and property
    WORST = "worst"  # published records by the worst severity found
    PACK = "pack"  # papers of a pack that are still referred to


# Looking a member up costs as much as counting it.
_CLASS, _LINK, _PROPERTY = Kind.CLASS, Kind.LINK, Kind.PROPERTY
_predicate = itemgetter(1)


def census(lines: Iterable[str], *, subjects: bool = True, links: bool = True) -> Tally:
    """Statements, subjects, instances by class, statements by property, and links by target and property.

    Args:
        lines: N-Triples, each once.
        subjects: whether their subjects count; not for statements about what is counted elsewhere.
        links: whether statements count that lead to a dataset of others; not for what is said of IRIs that are not ours: a
            link joins what two datasets describe (VoID §5).

    >>> census(['<http://a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://b> .'])[Kind.CLASS, "http://b"]
    1
    >>> census(['<http://a> <http://b> <https://doi.org/10.1234/x> .'])[Kind.LINK, "doi http://b"]
    1
    """
    # Counted in C as far as that goes: this runs for every statement there is.
    parts = [line.split(" ", 2) for line in lines]
    counts = {(_PROPERTY, name[1:-1]): n for name, n in Counter(map(_predicate, parts)).items()}
    classes, linked = _resources(parts)
    counts |= {(_CLASS, rest[1:-3]): n for rest, n in Counter(classes).items()}
    if links:
        counts |= {(_LINK, f"{key} {name[1:-1]}"): n for (key, name), n in Counter(linked).items()}
    counts[Kind.QUADS, ""] = len(parts)
    if subjects:
        counts[Kind.SUBJECTS, ""] = len({subject for subject, _, _ in parts})
    return Counter(counts)


def _resources(parts: Iterable[Sequence[str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """Objects that are classes; key of the target and predicate of the others that are of a known target."""
    classes, linked, heads, head = [], [], BY_HEAD, HEAD
    for _, predicate, rest in parts:
        if rest[0] == "<":
            if predicate == _TYPE:
                classes.append(rest)
            elif rest[head] in heads:
                key, start = heads[rest[head]]
                if rest.startswith(start):
                    linked.append((key, predicate))
    return classes, linked


def link_of(name: str) -> tuple[str, str]:
    """Key of the target and IRI of the property that a name of :attr:`Kind.LINK` is made of.

    >>> link_of("doi https://schema.org/sameAs")
    ('doi', 'https://schema.org/sameAs')
    """
    key, _, predicate = name.partition(" ")
    return key, predicate


__all__ = ["Kind", "Tally", "census", "link_of"]
