"""Records as entries of lists: title, address, what it is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from pyoxigraph import NamedNode

from flask_app.pages import Site, Value, record_titles
from flask_app.pages.reading import Reading
from ld.editions import Edition

POINTING = 50
_LOOKED_AT = 5_000


def entries(edition: Edition, graphs: Iterable[str], site: Site) -> list[Value]:
    """Records by their documents, as a list shows them; reads no more of each than what is said of the thing itself."""
    return [entry(edition, graph, site) for graph in graphs]


def entry(edition: Edition, graph: str, site: Site) -> Value:
    """A record as an entry of a list."""
    thing = f"{graph}#it"
    reading = Reading(graph, edition.entity_quads(graph, thing), site)
    dates = reading.literals(thing, "schema:datePublished", "dcterms:issued")[:1]
    note = ", ".join([*reading.kinds(thing), *(date.value for date in dates)])
    title = record_titles(reading)[0]
    return title._replace(href=site.href(graph), note=note)


def pointing(edition: Edition, iri: str) -> tuple[list[str], bool]:
    """Documents that say something with an IRI as its object, and whether there are more than are given.

    Looks at a bounded number of statements: a heading may have a million records.
    """
    own = iri.partition("#")[0]
    found: dict[str, None] = {}
    quads = edition.store.quads_for_pattern(None, None, NamedNode(iri), None)
    for quad in islice(quads, _LOOKED_AT):
        graph = quad.graph_name
        if isinstance(graph, NamedNode) and graph.value.partition("#")[0] != own:
            found[graph.value.partition("#")[0]] = None
        if len(found) > POINTING:
            break
    return sorted(found)[:POINTING], len(found) > POINTING


__all__ = ["POINTING", "entries", "entry", "pointing"]
