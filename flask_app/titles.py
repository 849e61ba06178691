"""Records as entries of lists: title, address, what it is."""

from __future__ import annotations

from collections.abc import Iterable

from flask_app.pages import Site, Value, record_titles
from flask_app.pages.reading import Reading
from ld.editions import Edition


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


__all__ = ["entries", "entry"]
