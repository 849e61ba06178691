"""What an article cites, what corrects or retracts it, and who paid for it."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.agents import describe_agent
from ld.mapping.identifiers import property_value
from ld.mapping.work import Work, text, types
from ld.namespaces import DCTERMS, RDF, RDFS, SCHEMA
from ld.normalize.identifiers import Identifier
from ld.record import AgentKind, Grant, Notice, NoticeKind

_RETRACTED = Literal("Retracted")
_AWARD = "org:award"
_SCHEMA_AGENTS = frozenset({AgentKind.PERSON, AgentKind.ORGANIZATION})


def references(work: Work) -> None:
    """Cited works by their IRI in both vocabularies; one that is only described as text, for dcterms:references takes none."""
    for reference in work.record.references:
        if reference.iri:
            node = NamedNode(reference.iri)
            work.both(SCHEMA.citation, DCTERMS.references, node, reference.source)
            work.share(node, RDF.type, SCHEMA.CreativeWork, reference.source)
        elif reference.text:
            work.it(SCHEMA.citation, Literal(reference.text), reference.source)


def notices(work: Work) -> None:
    """Corrections, retractions and versions, from the side of the article and from that of the notice."""
    for notice in work.record.notices:
        if notice.kind in {NoticeKind.CORRECTED_BY, NoticeKind.RETRACTED_BY}:
            _corrected(work, notice)
        elif notice.iri:
            _other(work, notice, NamedNode(notice.iri))
        elif notice.text:  # of what it corrects no more is known than these words
            work.it(SCHEMA.citation, Literal(notice.text), notice.source)


def _corrected(work: Work, notice: Notice) -> None:
    if notice.iri:
        node = NamedNode(notice.iri)
        work.both(SCHEMA.correction, DCTERMS.isReferencedBy, node, notice.source)
        work.share(node, RDF.type, SCHEMA.CreativeWork, notice.source)
    elif notice.text:  # schema:correction takes text as well
        work.it(SCHEMA.correction, Literal(notice.text), notice.source)
    if notice.kind is NoticeKind.RETRACTED_BY:
        work.it(SCHEMA.creativeWorkStatus, _RETRACTED, notice.source)


def _other(work: Work, notice: Notice, node: NamedNode) -> None:
    """This is the notice, or another version; the target learns of it too, for it may be in nobody's catalogue."""
    work.share(node, RDF.type, SCHEMA.CreativeWork, notice.source)
    if notice.kind is NoticeKind.REPLACES:
        work.it(DCTERMS.replaces, node, notice.source)
    elif notice.kind is NoticeKind.REPLACED_BY:
        work.it(DCTERMS.isReplacedBy, node, notice.source)
    elif notice.kind is NoticeKind.RELATED:
        work.it(DCTERMS.relation, node, notice.source)
    else:
        work.it(DCTERMS.references, node, notice.source)
        work.share(node, SCHEMA.correction, _self(work), notice.source)
        if notice.kind is NoticeKind.RETRACTS:
            work.share(node, SCHEMA.creativeWorkStatus, _RETRACTED, notice.source)


def _self(work: Work) -> NamedNode:
    """The thing as others know it: by its DOI or PMID, else by its own IRI."""
    known = {stated.value.scheme: stated.value.iri for stated in work.record.identifiers if stated.value.iri}
    found = next((known[scheme] for scheme in ("doi", "pmid", "pmcid") if scheme in known), None)
    return NamedNode(found) if found else work.thing


def grants(work: Work) -> None:
    """Each award under a node of its own, with who gave it; support without a number by its funders or in words."""
    for n, grant in enumerate(work.record.grants, start=1):
        node = work.hash(f"grant-{n}")
        work.it(SCHEMA.funding, node, grant.source)
        types(work, node, SCHEMA.Grant, source=grant.source)
        work.say(node, RDFS.label, Literal(_label(grant)), grant.source)
        if grant.number:
            value = work.hash(f"grant-{n}-id")
            work.say(node, SCHEMA.identifier, value, grant.source)
            property_value(work, value, Identifier(_AWARD, grant.number, None), grant.source)
        for funder in grant.funders:
            if funder.kind in _SCHEMA_AGENTS:
                work.say(node, SCHEMA.funder, describe_agent(work, funder), funder.source)
        if grant.description:
            work.say(node, SCHEMA.description, text(grant.description), grant.description.source)


def _label(grant: Grant) -> str:
    return grant.number or next((funder.label for funder in grant.funders), "Funding")


__all__ = ["grants", "notices", "references"]
