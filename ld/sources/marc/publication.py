"""Publishers, distributors and places of publication: 260, 264, the country of 008 and 044.

Source: MARC 21 bibliographic, 260 $a $b, 264 $a $b by ind2.
"""

from __future__ import annotations

from dataclasses import dataclass

from ld.findings import Severity
from ld.normalize.imprint_places import imprint_places
from ld.normalize.publishers import distributor, is_generic, publisher_named, publishers
from ld.record import Agent, AgentKind, Contribution, Place, Publication, Text
from ld.sources.marc.dates import imprint_date, imprint_fields
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.places import country
from ld.sources.marc.scripts import tag

_NOT_OF_PUBLICATION = {"0": "production", "3": "manufacture"}
_DISTRIBUTOR = "dst"


@dataclass(slots=True)
class _Imprint:
    """The names in one statement, in order."""

    places: list[str]
    publishers: list[str]
    distributors: list[str]


def publication(fields: Fields, parts: Parts) -> None:
    """Sets `publishers` and `publication`; adds distributors to `contributions`. Needs dates, languages and scripts."""
    places: list[Place] = []
    agents: dict[str, Agent] = {}
    distributors: list[Agent] = []
    for field in imprint_fields(fields):
        found = _imprint(field)
        twin = _imprint(field.twin) if field.twin else None
        places += _places(field, found, twin, parts)
        for agent in _agents(field, found.publishers, twin.publishers if twin else None, parts):
            agents.setdefault(agent.label, agent)
        distributors += _agents(field, found.distributors, twin.distributors if twin else None, parts)
        _settle(field)
    for field in fields.get("264"):
        distributors += _other(field, parts)
    parts["publishers"] = tuple(agents.values())
    _remark_generic(fields, parts["publishers"])
    parts["contributions"] = (*parts.get("contributions", ()), *_distribution(distributors))
    parts["publication"] = _event(fields, parts, places)


def _imprint(field: Field) -> _Imprint:
    """What the subfields $a and $b name; a place before a distributor is where that one is."""
    found = _Imprint([], [], [])
    pending: list[str] = []
    for code, value in field.pairs("ab"):
        if code == "a":
            names = imprint_places(value)
            pending += names
            if not names:
                field.drop_value("a", value, "place-unknown")
            continue
        name = distributor(value)
        names = publishers(name if name is not None else publisher_named(value))
        if not names:
            field.drop_value("b", value, "name-unknown")
        if name is not None:
            found.distributors += names
            if found.publishers:
                pending.clear()
        else:
            found.publishers += names
        found.places += [place for place in pending if place not in found.places]
        pending.clear()
    found.places += [place for place in pending if place not in found.places]
    return found


def _places(field: Field, found: _Imprint, twin: _Imprint | None, parts: Parts) -> list[Place]:
    others = _parallel(field, "a", found.places, twin.places if twin else None, parts)
    return [
        Place(name, field.source("a"), alternates=alternates)
        for name, alternates in zip(found.places, others, strict=True)
    ]


def _agents(field: Field, names: list[str], twins: list[str] | None, parts: Parts) -> list[Agent]:
    others = _parallel(field, "b", names, twins, parts)
    return [
        Agent(AgentKind.ORGANIZATION, name, name, field.source("b"), alternates=alternates)
        for name, alternates in zip(names, others, strict=True)
    ]


def _parallel(
    field: Field, code: str, names: list[str], twins: list[str] | None, parts: Parts
) -> list[tuple[Text, ...]]:
    """For each name its form in the other script, where there is one for each."""
    none: list[tuple[Text, ...]] = [()] * len(names)
    if not twins or not field.twin:
        return none
    if len(twins) != len(names):
        field.twin.drop_mapped(code, "not-parallel")
        return none
    source, language = field.twin.source(code), tag(field.twin, parts)
    return [
        () if twin == name else (Text(twin, source, language),)
        for name, twin in zip(names, twins, strict=True)
    ]


def _settle(field: Field) -> None:
    """What else stands in a statement of publication."""
    field.drop("efg", "manufacture")
    field.drop("d3", "imprint-detail")
    if field.twin:
        field.twin.drop("efg", "manufacture")
        field.twin.drop("d3", "imprint-detail")
        field.twin.derive("c", "same-date")


def _other(field: Field, parts: Parts) -> list[Agent]:
    """264 of production and manufacture is dropped; of distribution, its agents."""
    reason = _NOT_OF_PUBLICATION.get(field.ind2, "")
    for form in (field, field.twin) if field.twin else (field,):
        if reason:
            form.drop("abcefg3", reason)
        elif field.ind2 == "2":
            form.drop("acefg3", "distribution")
        elif field.ind2 == "4":
            form.drop("abefg3", "not-of-a-copyright-date")
            if form is not field:
                form.derive("c", "same-date")
    if field.ind2 != "2":
        return []
    names, twins = _names(field), _names(field.twin) if field.twin else None
    return _agents(field, names, twins, parts)


def _names(field: Field) -> list[str]:
    """Names in $b of a statement of distribution."""
    found: list[str] = []
    for value in field.take("b"):
        stated = distributor(value)
        names = publishers(value if stated is None else stated)
        if not names:
            field.drop_value("b", value, "name-unknown")
        found += names
    return found


def _remark_generic(fields: Fields, agents: tuple[Agent, ...]) -> None:
    for agent in agents:
        if is_generic(agent.name):
            fields.remark(
                "publisher-generic",
                Severity.WARNING,
                agent.source,
                agent.name,
                "The publisher is named by its kind only; give its full name.",
            )


def _distribution(agents: list[Agent]) -> list[Contribution]:
    once = {agent.label: agent for agent in reversed(agents)}
    return [Contribution(agent, (_DISTRIBUTOR,), False, agent.source) for agent in reversed(once.values())]


def _event(fields: Fields, parts: Parts, places: list[Place]) -> Publication | None:
    """Where, by whom, when; nothing where only the date is known, which stands on the thing."""
    land = country(fields)
    named = list({place.label: place for place in reversed(places)}.values())[::-1]
    where = (*named, *((land,) if land else ()))
    by = parts["publishers"]
    if not where and not by:
        return None
    date = parts.get("issued") or imprint_date(fields) or parts.get("start")
    sources = (place.source for place in where), (agent.source for agent in by)
    names = dict.fromkeys(name for group in sources for source in group for name in source.split("+"))
    return Publication("+".join(names), places=where, publishers=by, date=date)


__all__ = ["publication"]
