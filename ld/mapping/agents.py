"""Persons and bodies: who did what, and how this record names them."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.identities import CLASSES, identify
from ld.mapping.roles import Ties, ties
from ld.mapping.work import Work, date, text, types
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA, member
from ld.record import Agent, AgentKind

_PREFIX = {
    AgentKind.PERSON: "person",
    AgentKind.ORGANIZATION: "org",
    AgentKind.FAMILY: "family",
    AgentKind.AGENT: "agent",
}


def contributions(work: Work) -> None:
    """Each contribution by its role in both vocabularies, then the authors in the source's order."""
    authors: dict[NamedNode, str] = {}
    for contribution in work.record.contributions:
        node = describe_agent(work, contribution.agent)
        tie = ties(contribution, work.kind)
        _tie(work, node, tie, contribution.source)
        if SCHEMA.author in tie.properties:
            authors.setdefault(node, contribution.agent.source)
    if authors and work.kind.is_document:
        _author_list(work, authors)


def publishers(work: Work) -> None:
    """Publishers are record-scoped: names are not identity."""
    for publisher in work.record.publishers:
        work.both(SCHEMA.publisher, DCTERMS.publisher, describe_agent(work, publisher), publisher.source)


def subjects(work: Work) -> None:
    """Persons and bodies that the work is about."""
    for agent in work.record.subject_agents:
        work.both(SCHEMA.about, DCTERMS.subject, describe_agent(work, agent), agent.source)


def _tie(work: Work, node: NamedNode, tie: Ties, source: str) -> None:
    for property_ in tie.properties:
        work.it(property_, node, source)
    for class_ in tie.classes:
        work.say(node, RDF.type, class_, source)


def _author_list(work: Work, authors: dict[NamedNode, str]) -> None:
    """Order is data: an rdf:Seq, whose members need no blank nodes (BIBO 1.3, range of bibo:authorList)."""
    node = work.hash("authors")
    source = next(iter(authors.values()))
    work.it(BIBO.authorList, node, source)
    work.say(node, RDF.type, RDF.Seq, source)
    for n, (author, field) in enumerate(authors.items(), start=1):
        work.say(node, member(n), author, field)


def describe_agent(work: Work, agent: Agent) -> NamedNode:
    """The record's node for an agent, described the first time it is met."""
    node = work.node(_PREFIX[agent.kind], agent.label)
    if work.first(node):
        types(work, node, *CLASSES[agent.kind], source=agent.source)
        _names(work, node, agent)
        _dates(work, node, agent)
    for alternate in agent.alternates:  # of one name there may be several forms in another script
        work.say(node, SCHEMA.alternateName, text(alternate), alternate.source)
    for identifier in agent.identifiers:
        identify(work, node, agent, identifier)
    for affiliation in agent.affiliations:
        work.say(node, SCHEMA.affiliation, describe_agent(work, affiliation), affiliation.source)
    return node


def _names(work: Work, node: NamedNode, agent: Agent) -> None:
    source = agent.source
    work.say(node, RDFS.label, Literal(agent.label), source)
    work.say(node, SCHEMA.name, Literal(agent.name), source)
    if agent.family_name:
        work.say(node, SCHEMA.familyName, Literal(agent.family_name), source)
    if agent.given_name:
        work.say(node, SCHEMA.givenName, Literal(agent.given_name), source)
    if agent.suffix:
        work.say(node, SCHEMA.honorificSuffix, Literal(agent.suffix), source)


def _dates(work: Work, node: NamedNode, agent: Agent) -> None:
    if agent.birth:
        work.say(node, SCHEMA.birthDate, date(agent.birth), agent.source)
    if agent.death:
        work.say(node, SCHEMA.deathDate, date(agent.death), agent.source)
