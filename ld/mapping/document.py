"""The record as a document, and its tie to the thing it describes."""

from __future__ import annotations

from pyoxigraph import Literal

from ld.mapping.agents import describe_agent
from ld.mapping.work import Work, date, types
from ld.namespaces import DCMITYPE, DCTERMS, FOAF, RDF, RDFS, SCHEMA, VOID
from ld.normalize.slugs import slug
from ld.record import Text


def document(record_work: Work) -> None:
    """The catalogue record is an information resource of its own, with the thing as its topic (Cool URIs §4.1)."""
    work, record = record_work, record_work.record
    types(work, work.doc, SCHEMA.ItemPage, FOAF.Document, source="")
    work.say(work.doc, SCHEMA.mainEntity, work.thing, "")
    work.say(work.doc, FOAF.primaryTopic, work.thing, "")
    work.say(work.doc, VOID.inDataset, work.iris.dataset, "")
    work.it(SCHEMA.mainEntityOfPage, work.doc, "")
    work.say(work.doc, DCTERMS.identifier, Literal(record.id), record.id_source)
    for name in record.identifiers_of_record:
        work.say(work.doc, DCTERMS.identifier, Literal(name.value), name.source)


def provenance(work: Work) -> None:
    """Who holds the record, in which collection, since when: of the record, not of the work."""
    record = work.record
    for provider in record.providers:
        work.say(work.doc, SCHEMA.provider, describe_agent(work, provider), provider.source)
    for collection in record.collections:
        _collection(work, collection)
    if record.created:
        work.say(work.doc, SCHEMA.dateCreated, date(record.created.value), record.created.source)
        work.say(work.doc, DCTERMS.created, date(record.created.value), record.created.source)
    if record.modified:
        work.say(work.doc, SCHEMA.dateModified, date(record.modified.value), record.modified.source)
        work.say(work.doc, DCTERMS.modified, date(record.modified.value), record.modified.source)


def _collection(work: Work, name: Text) -> None:
    node = work.iris.shared("collection", slug(name.value))
    work.say(work.doc, SCHEMA.isPartOf, node, name.source)
    work.say(work.doc, DCTERMS.isPartOf, node, name.source)
    label = Literal(name.value)
    work.share(node, RDF.type, SCHEMA.Collection, name.source)
    work.share(node, RDF.type, DCMITYPE.Collection, name.source)
    for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title):
        work.share(node, predicate, label, name.source)
