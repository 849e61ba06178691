"""A page of a list as data: a Hydra collection, and the view of it that the page is. No blank nodes.

Spec: https://www.hydra-cg.com/spec/latest/core/ (Collections)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.links import Link
from flask_app.pages import Value
from ld.namespaces import HYDRA, RDF, SCHEMA, XSD

_LINKS = {"first": HYDRA.first, "prev": HYDRA.previous, "next": HYDRA.next, "last": HYDRA.last}


def collection(
    iri: str, page: str, total: int, members: Iterable[tuple[str, Value]], links: Iterable[Link]
) -> Iterator[Quad]:
    """What a page says of a list.

    Args:
        iri: of the list.
        page: address of the page.
        total: how many members the list has.
        members: IRIs of those on the page, with what they are called.
        links: to other pages, by their relation types.

    >>> found = collection("http://x/list#it", "http://x/list", 1, [("http://x/1#it", Value("Emma"))], [])
    >>> len({quad.subject for quad in found})
    3
    """
    the_list, view = NamedNode(iri), NamedNode(page)
    yield Quad(the_list, RDF.type, HYDRA.Collection)
    yield Quad(the_list, HYDRA.totalItems, Literal(str(total), datatype=XSD.integer))
    yield Quad(the_list, HYDRA.view, view)
    yield Quad(view, RDF.type, HYDRA.PartialCollectionView)
    for link in links:
        if link.rel in _LINKS:
            yield Quad(view, _LINKS[link.rel], NamedNode(link.target))
    for member, name in members:
        thing = NamedNode(member)
        yield Quad(the_list, HYDRA.member, thing)
        text = Literal(name.text, language=name.language) if name.language else Literal(name.text)
        yield Quad(thing, SCHEMA.name, text)


__all__ = ["collection"]
