"""Licences, and the graph of statements recovered from an index by-product."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.agents import describe_agent
from ld.mapping.work import Statement, Work, date, text, types
from ld.namespaces import BIBO, DCTERMS, PROV, RDF, RDFS, SCHEMA, XSD
from ld.record import AgentKind, Rights, RightsKind, Text


def licence(work: Work) -> None:
    """A licence the source states, in its canonical form."""
    stated = work.record.licence
    if stated:
        node = NamedNode(stated.value)
        work.both(SCHEMA.license, DCTERMS.license, node, stated.source)
        work.share(node, RDF.type, DCTERMS.LicenseDocument, stated.source)
        work.share(node, RDF.type, SCHEMA.CreativeWork, stated.source)


def statements(work: Work) -> None:
    """What the source says of rights that is no licence: as text for schema.org, as a node for Dublin Core (its range)."""
    for n, stated in enumerate(work.record.rights, start=1):
        node = NamedNode(stated.iri) if stated.iri else work.hash(f"rights-{n}")
        schema, dcterms = _KINDS[stated.kind]
        work.it(dcterms, node, stated.source)
        if stated.iri:
            work.share(node, RDF.type, DCTERMS.RightsStatement, stated.source)
        else:
            types(work, node, DCTERMS.RightsStatement, source=stated.source)
        if stated.kind is RightsKind.USE:  # schema:usageInfo takes a work or an address, no text
            work.it(schema, node, stated.source)
            (work.share if stated.iri else work.say)(node, RDF.type, SCHEMA.CreativeWork, stated.source)
        if stated.text:
            _in_words(work, node, stated, stated.text)


_KINDS = {
    RightsKind.COPYRIGHT: (SCHEMA.copyrightNotice, DCTERMS.rights),
    RightsKind.ACCESS: (SCHEMA.conditionsOfAccess, DCTERMS.accessRights),
    RightsKind.USE: (SCHEMA.usageInfo, DCTERMS.rights),
}


def _in_words(work: Work, node: NamedNode, stated: Rights, words: Text) -> None:
    if stated.kind is not RightsKind.USE:
        work.it(_KINDS[stated.kind][0], text(words), words.source)
    if not stated.iri:
        work.say(node, DCTERMS.description, text(words), words.source)


def holders(work: Work) -> None:
    """Who owns the rights, and whether it is free to read."""
    for holder in work.record.rights_holders:
        node = describe_agent(work, holder)
        work.it(DCTERMS.rightsHolder, node, holder.source)
        if holder.kind in {AgentKind.PERSON, AgentKind.ORGANIZATION}:
            work.it(SCHEMA.copyrightHolder, node, holder.source)
    free = work.record.free
    if free:
        value = Literal("true" if free.value else "false", datatype=XSD.boolean)
        work.it(SCHEMA.isAccessibleForFree, value, free.source)


def metadata_licence(work: Work) -> None:
    """The licence of the record itself: of the document, not of what it describes."""
    stated = work.record.metadata_licence
    if stated:
        node = NamedNode(stated.value)
        work.say(work.doc, SCHEMA.sdLicense, node, stated.source)
        work.say(work.doc, DCTERMS.license, node, stated.source)
        work.share(node, RDF.type, DCTERMS.LicenseDocument, stated.source)
        work.share(node, RDF.type, SCHEMA.CreativeWork, stated.source)


def recovered(work: Work) -> tuple[list[Statement], list[Statement]]:
    """The residue's statements: (those of the graph ``#recovered``, those that say where that graph is from).

    They stand apart because an index by-product's order is no contract: whoever trusts it may ask for the graph.
    """
    found = work.record.recovered
    if not found:
        return [], []
    inner = Work(work.record, work.iris)
    source = found.source
    if found.issued:
        inner.both(SCHEMA.datePublished, DCTERMS.issued, date(found.issued), source)
    if found.container:
        _container(inner, found.container, source)
    if found.licence:
        inner.both(SCHEMA.license, DCTERMS.license, NamedNode(found.licence), source)
    if found.rights:
        _rights(inner, found.rights, source)
    if found.harvested:
        inner.say(inner.doc, DCTERMS.modified, date(found.harvested), source)
    return inner.own, _provenance(work, source)


def _container(work: Work, name: str, source: str) -> None:
    node = work.hash("container")
    work.both(SCHEMA.isPartOf, DCTERMS.isPartOf, node, source)
    types(work, node, SCHEMA.Periodical, BIBO.Periodical, source=source)
    for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title):
        work.say(node, predicate, Literal(name), source)


def _rights(work: Work, statement: str, source: str) -> None:
    node = work.hash("rights")
    work.it(SCHEMA.copyrightNotice, Literal(statement), source)
    work.it(DCTERMS.rights, node, source)
    types(work, node, DCTERMS.RightsStatement, source=source)
    work.say(node, DCTERMS.description, Literal(statement), source)


def _provenance(work: Work, source: str) -> list[Statement]:
    graph = work.hash("recovered")
    activity = work.iris.shared("activity", "spelling-residue-v1")
    return [(graph, PROV.wasDerivedFrom, work.doc, source), (graph, PROV.wasGeneratedBy, activity, source)]
