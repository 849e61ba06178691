"""Who made, published, provides and owns what a Dublin Core record describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ld.errors import LexicalError
from ld.normalize.identifiers import Identifier, from_url
from ld.normalize.names import corporate_name, parse_name
from ld.normalize.publishers import publishers as split_publishers
from ld.normalize.roles import role
from ld.record import Agent, AgentKind, Contribution, Text
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts
from ld.sources.xml import local_name

_KINDS = {"person": AgentKind.PERSON, "organization": AgentKind.ORGANIZATION}
_AGENTS = frozenset({"orcid", "isni", "viaf", "gnd", "lcnaf", "ror", "wikidata", "fundref"})
_PROVIDERS = ("dataProvider", "provider")
_NO_NAME = re.compile(r"(?:https?|ftp|info|urn|mailto|email|orcid|isni|doi):\S", re.IGNORECASE)
"""Repositories list numbers and addresses of their authors beside their names, and nobody can tell whose they are."""


def people(statements: Statements, parts: Parts) -> None:
    """Creators, then contributors, in the record's order."""
    creators = list(_names(statements, "creator"))
    credited = [
        *(_contribution(value, main=True, roles=()) for value in creators),
        *_authors(statements),
        *_contributors(statements, {value.text for value in creators}),
    ]
    seen: dict[tuple[str, bool, tuple[str, ...]], Contribution] = {}
    for contribution in credited:
        seen.setdefault((contribution.agent.label, contribution.main, contribution.roles), contribution)
    parts["contributions"] = tuple(seen.values())


def _contributors(statements: Statements, creators: set[str]) -> Iterator[Contribution]:
    """Contributors; DSpace gives its ``dc.contributor.author`` as creator and contributor alike, which says nothing more."""
    for value in _names(statements, "contributor"):
        roles = _roles(value)
        if value.text in creators and not roles:
            statements.derive(value, "same-as-creator")
        else:
            yield _contribution(value, main=False, roles=roles)


def _names(statements: Statements, name: str) -> Iterator[Value]:
    """Names, each once; what has neither letter nor digit, or is but an address, names nobody."""
    seen: set[str] = set()
    for value in statements.take(name):
        label = value.text.strip(" ;")
        if label in seen:
            statements.derive(value, "repeated")
        elif _NO_NAME.match(label) or not any(char.isalnum() for char in label):
            statements.drop(value, "not-a-name")
        else:
            seen.add(label)
            yield value


def _contribution(value: Value, *, main: bool, roles: tuple[str, ...]) -> Contribution:
    return Contribution(agent(value), roles, main=main, source=value.source)


def _roles(value: Value) -> tuple[str, ...]:
    """What the qualifier of a contributor says: ``<contributor type="editor">``."""
    try:
        found = role(value.scheme)
    except LexicalError:
        return ()
    return (found,) if found else ()


def agent(value: Value) -> Agent:
    """An agent by the name test: a person only if the form shows it."""
    name = parse_name(value.text.strip(" ;"))
    kind = _KINDS.get(name.kind, AgentKind.AGENT)
    identifiers = _identifiers(value.address)
    if kind is AgentKind.AGENT and any(one.scheme == "orcid" for one in identifiers):
        kind = AgentKind.PERSON  # only persons have one
    if kind is not AgentKind.PERSON:
        return Agent(kind, name.label, name.label, value.source, identifiers=identifiers)
    inverted = name.alternate if name.alternate != name.name else None
    return Agent(
        kind,
        name.label,
        name.name,
        value.source,
        alternates=tuple(Text(form, value.source) for form in (inverted, name.fuller) if form),
        family_name=name.family,
        given_name=name.given,
        suffix=name.suffix,
        birth=name.birth,
        death=name.death,
        identifiers=identifiers,
    )


def _identifiers(address: str) -> tuple[Identifier, ...]:
    found = from_url(address) if address else None
    return (found,) if found and found.scheme in _AGENTS else ()


def _authors(statements: Statements) -> Iterator[Contribution]:
    """Authors of learning objects in schema.org's manner: ``author/person/name``, ``author/organization/legalName``."""
    for author in statements.nested("author"):
        for element in author.iter("{*}name", "{*}legalName"):
            value = statements.value(element)
            if value:
                yield Contribution(_named_by_parent(value, element), (), main=True, source=value.source)


def _named_by_parent(value: Value, element: etree._Element) -> Agent:
    parent = element.getparent()
    kind = local_name(parent) if parent is not None else ""
    if kind == "organization":
        return body(value.text, value.source)
    found = agent(value)
    return found if found.kind is AgentKind.PERSON or kind != "person" else _person(found)


def _person(found: Agent) -> Agent:
    return Agent(AgentKind.PERSON, found.label, found.name, found.source)


def body(name: str, source: str) -> Agent:
    """A body of which nothing but the name is known."""
    label = corporate_name(name).label
    return Agent(AgentKind.ORGANIZATION, label, label, source)


def publishers(statements: Statements, parts: Parts) -> None:
    """Publishers by name; "s.n." and its kin say that there is none."""
    found: dict[str, Agent] = {}
    for value in statements.take("publisher"):
        names = split_publishers(value.text)
        if not names:
            statements.drop(value, "name-unknown")
        elif all(name in found for name in names):
            statements.derive(value, "repeated")
        for name in names:
            found.setdefault(
                name,
                Agent(
                    AgentKind.ORGANIZATION,
                    name,
                    name,
                    value.source,
                    identifiers=_identifiers(value.address),
                ),
            )
    parts["publishers"] = tuple(found.values())


def providers(statements: Statements, parts: Parts) -> None:
    """Who provides the record: the institution, then its aggregator (Europeana Data Model, edm:dataProvider, edm:provider)."""
    found: dict[str, Agent] = {}
    for value in statements.take(*_PROVIDERS):
        if value.text in found:
            statements.derive(value, "repeated")
        else:
            found[value.text] = body(value.text, value.source)
    parts["providers"] = tuple(found.values())


def holders(statements: Statements, parts: Parts) -> None:
    """Who owns the rights."""
    found = {value.text.strip(" ;"): agent(value) for value in _names(statements, "rightsHolder")}
    parts["rights_holders"] = tuple(found.values())


__all__ = ["agent", "body", "holders", "people", "providers", "publishers"]
