"""From a relator code to properties: which ones the thing's class and the agent's class allow.

A role that schema.org has no property for stays visible as the MARC relator property beside dcterms:contributor, so that
nothing is lost.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from ld.mapping.kinds import Kind
from ld.namespaces import BIBO, DCTERMS, FOAF, RELATORS, SCHEMA
from ld.record import AgentKind, Contribution

_CREATORS = frozenset({"aut", "cre", "dis", "cmp", "art", "pht"})
_FUNDERS = frozenset({"fnd", "fnr", "spn", "fds"})
_PERFORMERS = frozenset({"prf", "sng", "itr", "act", "cnd"})
_SCHEMA_AGENTS = frozenset({AgentKind.PERSON, AgentKind.ORGANIZATION})


class Ties(NamedTuple):
    """Properties from the thing to an agent, and classes that they ask of the agent."""

    properties: tuple[NamedNode, ...]
    classes: tuple[NamedNode, ...] = ()


_CREATOR = Ties((SCHEMA.author, DCTERMS.creator))
_CONTRIBUTOR = Ties((SCHEMA.contributor, DCTERMS.contributor))


def ties(contribution: Contribution, kind: Kind) -> Ties:
    """How the thing is tied to the agent of a contribution."""
    return _ties(contribution.roles, contribution.agent.kind, contribution.main, kind)


@lru_cache(maxsize=4096)
def _ties(roles: tuple[str, ...], agent: AgentKind, main: bool, kind: Kind) -> Ties:
    if not roles:
        return _allowed(_CREATOR if main else _CONTRIBUTOR, agent)
    found = [_allowed(_of_role(role, agent, main, kind), agent) for role in roles]
    return Ties(
        tuple(dict.fromkeys(p for tie in found for p in tie.properties)),
        tuple(dict.fromkeys(c for tie in found for c in tie.classes)),
    )


def _allowed(tie: Ties, agent: AgentKind) -> Ties:
    """Without the schema.org properties where the agent is neither Person nor Organization, which their ranges ask for."""
    if agent in _SCHEMA_AGENTS:
        return tie
    return Ties(tuple(p for p in tie.properties if not p.value.startswith(SCHEMA.iri)), tie.classes)


def _of_role(role: str, agent: AgentKind, main: bool, kind: Kind) -> Ties:
    if role in _CREATORS:
        return _CREATOR
    if role == "pbl":
        return Ties((SCHEMA.publisher, DCTERMS.publisher))
    if role == "dst":
        return Ties((BIBO.distributor,), (FOAF.Agent,))
    if role in _FUNDERS and agent in _SCHEMA_AGENTS:
        return Ties((SCHEMA.funder,))
    if role in _PERFORMERS and main and kind.is_album and agent is AgentKind.ORGANIZATION:
        return Ties((SCHEMA.byArtist, DCTERMS.contributor), (SCHEMA.MusicGroup,))
    special = _special(role, agent, main, kind)
    if special:
        return Ties((special, DCTERMS.contributor))
    return Ties((*_CONTRIBUTOR.properties, NamedNode(RELATORS + role)))


def _special(role: str, agent: AgentKind, main: bool, kind: Kind) -> NamedNode | None:
    """The schema.org property of a contributor's role, where domain and range allow it (schema.org 30.0)."""
    person = agent is AgentKind.PERSON
    rows: dict[str, tuple[NamedNode, bool]] = {
        "edt": (SCHEMA.editor, person),
        "trl": (SCHEMA.translator, agent in _SCHEMA_AGENTS),
        "ill": (SCHEMA.illustrator, person and kind.is_book),
        "drt": (SCHEMA.director, person and "Movie" in kind.schema),
        "act": (SCHEMA.actor, person and "Movie" in kind.schema),
        "nrt": (SCHEMA.readBy, person and "Audiobook" in kind.schema),
        "dgg": (SCHEMA.sourceOrganization, agent is AgentKind.ORGANIZATION and kind.is_thesis),
    }
    property_, fits = rows.get(role, (SCHEMA.contributor, False))
    if role in _PERFORMERS and main and person and kind.is_album:
        return SCHEMA.byArtist
    return property_ if fits else None
