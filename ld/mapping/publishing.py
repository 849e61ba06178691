"""The event of publishing: where, by whom, when."""

from __future__ import annotations

from ld.mapping.agents import describe_agent
from ld.mapping.subjects import describe_place
from ld.mapping.work import Work, date, types
from ld.namespaces import SCHEMA


def event(work: Work) -> None:
    """Places of publication belong to the event: under dcterms:spatial they would be its topic."""
    found = work.record.publication
    if not found:
        return
    node = work.hash("publication")
    work.it(SCHEMA.publication, node, found.source)
    types(work, node, SCHEMA.PublicationEvent, source=found.source)
    for place in found.places:
        work.say(node, SCHEMA.location, describe_place(work, place), place.source)
    for publisher in found.publishers:
        work.say(node, SCHEMA.publishedBy, describe_agent(work, publisher), publisher.source)
    if found.date and found.date.value.datatype != "edtf":
        work.say(node, SCHEMA.startDate, date(found.date.value), found.date.source)


__all__ = ["event"]
