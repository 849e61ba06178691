"""What a page of a fragment says of itself: of what it is a part, how much there is, where the other pages are, how to ask for another
pattern. No blank nodes.

Spec: https://linkeddatafragments.org/specification/triple-pattern-fragments/ (metadata, hypermedia controls, paging), and Quad Pattern
Fragments for the graph
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from flask_app.fragments.selection import PAGE, Total
from flask_app.links import Link
from ld.namespaces import FOAF, HYDRA, HYDRA_OF_FRAGMENTS, RDF, RDF_OF_FRAGMENTS, SD, VOID, XSD

PATH = "/fragments"
_LINKS = {"first": HYDRA.first, "prev": HYDRA.previous, "next": HYDRA.next}
_PLACES = {
    "subject": RDF_OF_FRAGMENTS.subject,
    "predicate": RDF_OF_FRAGMENTS.predicate,
    "object": RDF_OF_FRAGMENTS.object,
    "graph": SD.graph,
}


def template(base: str) -> str:
    """The addresses of all patterns (RFC 6570). The graph is always there: empty, it is a variable, as the others are where they are missing.

    >>> template("https://example.org")
    'https://example.org/fragments?graph={graph}{&subject,predicate,object}'
    """
    return f"{base}{PATH}?graph={{graph}}{{&subject,predicate,object}}"


def union(base: str) -> str:
    """IRI of the union of all graphs, as the description of the SPARQL service has it.

    >>> union("https://example.org")
    'https://example.org/sparql#union'
    """
    return f"{base}/sparql#union"


def controls(
    base: str, fragment: str, page: str, total: Total, links: Iterable[Link], dataset: NamedNode
) -> list[Quad]:
    """What is said of a page, in a graph of its own.

    Args:
        base: of the site.
        fragment: its address, which is also that of its first page.
        page: address of the page.
        total: of statements of the fragment.
        links: to other pages, by their relation types.
        dataset: of which the fragment is a part.

    >>> found = controls("http://x", "http://x/fragments", "http://x/fragments", Total(7), [], NamedNode("http://x/dataset#it"))
    >>> {quad.graph_name.value for quad in found}
    {'http://x/fragments#metadata'}
    """
    graph, whole, part = (NamedNode(iri) for iri in (f"{page}#metadata", fragment, page))
    triples = [
        Triple(graph, FOAF.primaryTopic, whole),
        Triple(dataset, RDF.type, VOID.Dataset),
        Triple(dataset, VOID.subset, whole),
        *_whole(whole, part, total),
        *_part(part, links),
        *_form(base, dataset),
        # Without it a client that knows graphs takes the default graph for empty; Comunica looks for it at the address it has asked.
        *(Triple(node, SD.defaultGraph, NamedNode(union(base))) for node in (dataset, part)),
    ]
    return [Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]


def _whole(whole: NamedNode, part: NamedNode, total: Total) -> Iterator[Triple]:
    """Of the fragment; no `void:Dataset`, because Comunica would then estimate by VoID instead of asking for the numbers."""
    number = Literal(str(total.number), datatype=XSD.integer)
    yield Triple(whole, RDF.type, HYDRA.Collection)
    # Of the first page too: a client finds the graph of what is said by the subset that the page is of its topic.
    yield Triple(whole, VOID.subset, part)
    yield Triple(whole, HYDRA.view, part)
    yield Triple(whole, VOID.triples, number)
    yield Triple(whole, HYDRA.totalItems, number)


def _part(part: NamedNode, links: Iterable[Link]) -> Iterator[Triple]:
    yield Triple(part, RDF.type, HYDRA.PartialCollectionView)
    yield Triple(part, HYDRA_OF_FRAGMENTS.itemsPerPage, Literal(str(PAGE), datatype=XSD.integer))
    for link in links:
        yield Triple(part, _LINKS[link.rel], NamedNode(link.target))


def _form(base: str, dataset: NamedNode) -> Iterator[Triple]:
    form = NamedNode(f"{base}{PATH}#search")
    yield Triple(dataset, HYDRA_OF_FRAGMENTS.search, form)
    yield Triple(form, RDF.type, HYDRA_OF_FRAGMENTS.IriTemplate)
    yield Triple(form, HYDRA_OF_FRAGMENTS.template, Literal(template(base)))
    yield Triple(form, HYDRA_OF_FRAGMENTS.variableRepresentation, HYDRA_OF_FRAGMENTS.ExplicitRepresentation)
    for name, term in _PLACES.items():
        mapping = NamedNode(f"{base}{PATH}#{name}")
        yield Triple(form, HYDRA_OF_FRAGMENTS.mapping, mapping)
        yield Triple(mapping, RDF.type, HYDRA_OF_FRAGMENTS.IriTemplateMapping)
        yield Triple(mapping, HYDRA_OF_FRAGMENTS.variable, Literal(name))
        yield Triple(mapping, HYDRA_OF_FRAGMENTS.property, term)


__all__ = ["PATH", "controls", "template", "union"]
