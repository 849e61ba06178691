"""What statements add to the counts of an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

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
    properties, classes, linked = dict[str, int](), dict[str, int](), dict[tuple[str, str], int]()
    named, heads, head, quads = set(), BY_HEAD, HEAD, 0
    # One pass that keeps nothing of a line: this runs for every statement there is.
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        quads += 1
        named.add(subject)
        properties[predicate] = properties.get(predicate, 0) + 1
        if rest[0] != "<":
            continue
        if predicate == _TYPE:
            classes[rest] = classes.get(rest, 0) + 1
        elif rest[head] in heads:
            key, start = heads[rest[head]]
            if rest.startswith(start):
                linked[key, predicate] = linked.get((key, predicate), 0) + 1
    counts = {_key(_PROPERTY, name): n for name, n in properties.items()}
    counts |= {_key(_CLASS, name): n for name, n in classes.items()}
    if links:
        counts |= {_key(_LINK, name, key): n for (key, name), n in linked.items()}
    counts[Kind.QUADS, ""] = quads
    if subjects:
        counts[Kind.SUBJECTS, ""] = len(named)
    return Counter(counts)


@lru_cache(maxsize=4096)
def _key(kind: Kind, term: str, target: str = "") -> tuple[str, str]:
    """The key of a number: one object for all records, which would else make dozens each.

    Args:
        term: in N-Triples, with or without what is behind it.
    """
    name = term[1 : term.index(">")]
    return kind, f"{target} {name}" if target else name


def link_of(name: str) -> tuple[str, str]:
    """Key of the target and IRI of the property that a name of :attr:`Kind.LINK` is made of.

    >>> link_of("doi https://schema.org/sameAs")
    ('doi', 'https://schema.org/sameAs')
    """
    key, _, predicate = name.partition(" ")
    return key, predicate


__all__ = ["Kind", "Tally", "census", "link_of"]
