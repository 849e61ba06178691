"""Agents that a source identifies: the node of the site that all records with the identifier share, and links to others.

Agents are merged on identifiers, never on names: what the record says of its own node (role, affiliation) stays there.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.identifiers import property_value
from ld.mapping.work import Work
from ld.namespaces import DCTERMS, FOAF, OWL, RDF, RDFS, SCHEMA
from ld.normalize.identifiers import Identifier
from ld.record import Agent, AgentKind

CLASSES = {
    AgentKind.PERSON: (SCHEMA.Person, DCTERMS.Agent),
    AgentKind.ORGANIZATION: (SCHEMA.Organization, DCTERMS.Agent),
    AgentKind.FAMILY: (FOAF.Group, DCTERMS.Agent),
    # Neither person nor body is known, and schema.org has no class above the two.
    AgentKind.AGENT: (FOAF.Agent, DCTERMS.Agent),
}
# Their IRIs name the person or body itself; those of the others name a record about it in an authority file.
_REAL_WORLD = frozenset({"orcid", "isni", "viaf", "gnd", "ror", "wikidata"})
_LOC_AGENTS = "http://id.loc.gov/rwo/agents/"


def identify(work: Work, node: NamedNode, agent: Agent, identifier: Identifier) -> None:
    """Tie the record's node of an agent to the identifier's own IRI, and to the site's node for it."""
    if identifier.iri is None:
        return
    there, source = NamedNode(identifier.iri), agent.identified_by or agent.source
    shared = work.iris.shared("agent", f"{identifier.scheme}-{identifier.value}")
    work.say(node, SCHEMA.sameAs, there, source)
    work.say(node, SCHEMA.sameAs, shared, source)
    for class_ in CLASSES[agent.kind]:
        work.share(shared, RDF.type, class_, source)
    work.share(shared, RDFS.label, Literal(agent.label), source)
    work.share(shared, SCHEMA.name, Literal(agent.name), source)
    work.share(shared, SCHEMA.sameAs, there, source)
    if identifier.scheme in _REAL_WORLD or identifier.iri.startswith(_LOC_AGENTS):
        work.share(shared, OWL.sameAs, there, source)
    work.share(shared, SCHEMA.identifier, _value_of(work, shared, identifier, source), source)


def _value_of(work: Work, shared: NamedNode, identifier: Identifier, source: str) -> NamedNode:
    value = NamedNode(f"{shared.value.partition('#')[0]}#id-{identifier.scheme}")
    property_value(work, value, identifier, source, say=work.share)
    return value


__all__ = ["CLASSES", "identify"]
