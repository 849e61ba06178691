"""Linksets: how many statements lead from the dataset to each known dataset of others (https://www.w3.org/TR/void/ §5).

The numbers are kept: see :func:`ld.register.census.census` and :data:`ld.targets.TARGETS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from pyoxigraph import Literal, NamedNode, Triple

from ld.dumps.partitions import integer, partitions
from ld.iris import Iris
from ld.namespaces import DCTERMS, FOAF_OF_DATASET, RDF, RDFS, VOID
from ld.targets import TARGETS, Target

_Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]


def linked(iris: Iris, links: Mapping[str, Mapping[str, int]]) -> list[tuple[Target, Mapping[str, int]]]:
    """The targets that there are links to, each with its properties and numbers; those with the most links first.

    A site whose own addresses are in the space of a target does not link to itself.

    >>> [target.title for target, _ in linked(Iris("https://example.org"), {"doi": {"https://schema.org/sameAs": 7}})]
    ['Digital Object Identifiers']
    """
    found = [
        (target, links[target.key])
        for target in TARGETS
        if links.get(target.key) and not f"{iris.base}/".startswith(target.space)
    ]
    return sorted(found, key=lambda item: -sum(item[1].values()))


def linksets(iris: Iris, links: Mapping[str, Mapping[str, int]]) -> list[Triple]:
    """The linksets of ``{base}/dataset#it``, each with its target, the properties of its links and their numbers.

    Args:
        links: see :attr:`ld.register.model.Counts.links`.
    """
    described = (_linkset(iris, target, numbers) for target, numbers in linked(iris, links))
    return list(chain.from_iterable(described))


def _linkset(iris: Iris, target: Target, numbers: Mapping[str, int]) -> Iterator[Triple]:
    name = f"links-{target.key}"
    node = NamedNode(f"{iris.base}/dataset#{name}")
    other = NamedNode(f"{iris.base}/dataset#target-{target.key}")
    yield Triple(iris.dataset, VOID.subset, node)
    yield from (Triple(node, *pair) for pair in _links(iris, target, other, numbers))
    yield from partitions(node, "property", numbers, VOID.triples, name=name)
    yield from (Triple(other, *pair) for pair in _target(target))


def _links(iris: Iris, target: Target, other: NamedNode, numbers: Mapping[str, int]) -> _Pairs:
    yield RDF.type, VOID.Linkset
    yield RDFS.label, Literal(f"Links to {target.title}", language="en")
    yield VOID.target, iris.dataset
    yield VOID.target, other
    yield VOID.subjectsTarget, iris.dataset
    yield VOID.objectsTarget, other
    yield VOID.triples, integer(sum(numbers.values()))
    for predicate in numbers:
        yield VOID.linkPredicate, NamedNode(predicate)


def _target(target: Target) -> _Pairs:
    yield RDF.type, VOID.Dataset
    yield DCTERMS.title, Literal(target.title)
    yield VOID.uriSpace, Literal(target.space)
    yield FOAF_OF_DATASET.homepage, NamedNode(target.homepage)


__all__ = ["linked", "linksets"]
