"""What the work is about, and its genres: MARC 21 fields 600 to 688.

A name with subdivisions gives two things: the heading as a whole, which is a concept of its scheme, and the person, body, work or place
that it is about.
Source: MARC 21 bibliographic, 6XX.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as new

from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Concept, Place, RelatedWork, Relation, Text
from ld.sources.marc import headings, scripts
from ld.sources.marc.access_points import NAME_CODES
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.numbers import authorities
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import agent_of
from ld.sources.marc.periods import periods
from ld.sources.marc.places import hierarchy
from ld.sources.marc.works import UNIFORM, uniform_title

_ENTITY_SCHEMES = frozenset({"fast", "gnd", "lcsh", "lcnaf", "viaf", "wikidata"})
_HIERARCHY = "abcdfgh"
_OF_EDITIONS = frozenset("fghklmnoprs")
_UNUSED = {
    "4": "role-of-a-subject",
    "h": "medium-of-another-work",
    "3": "materials-specified",
    "i": "relationship-in-words",
}
_OF_MEETINGS = {**_UNUSED, "j": "role-of-a-subject"}
_OF_OTHERS = {**_UNUSED, "e": "role-of-a-subject"}
"""Why subfields are dropped that say how a thing is a subject, or describe an edition of it; $e of a meeting is a unit of it."""


@dataclass(slots=True)
class _About:
    """What the fields are about so far, each once."""

    concepts: dict[tuple[str, str | None, str | None], Concept] = new(default_factory=dict)
    agents: dict[tuple[AgentKind, str], Agent] = new(default_factory=dict)
    works: dict[tuple[str, str], RelatedWork] = new(default_factory=dict)
    places: dict[str, Place] = new(default_factory=dict)


def subjects(fields: Fields, parts: Parts) -> None:
    """Headings, and the agents, works, places and periods that the work is about; genres; keywords.

    Order is the record's. The same heading of another scheme is another concept, and stays. Adds to `related` and `places`.
    """
    about = _About()
    for field in fields.ordered(_READERS):
        _READERS[field.tag](fields, field, parts, about)
        _leave(field)
    parts.update(
        subjects=tuple(about.concepts.values()),
        subject_agents=tuple(about.agents.values()),
        genres=_genres(fields, parts),
        keywords=(*parts.get("keywords", ()), *_keywords(fields, parts)),
        related=(*parts.get("related", ()), *about.works.values()),
        places=(*parts.get("places", ()), *about.places.values()),
    )
    periods(fields, parts)


def _leave(field: Field) -> None:
    """What says how a thing is a subject, or describes an edition of it, is no part of the heading."""
    field.drop_by(_OF_MEETINGS if field.tag == "611" else _OF_OTHERS)


def _heading(fields: Fields, field: Field, parts: Parts, about: _About) -> None:
    """The heading as a concept."""
    found = headings.concept(fields, field, parts)
    if found:
        _once(about.concepts, found, field)
    else:
        field.drop_all("no-heading")


def _once(concepts: dict[tuple[str, str | None, str | None], Concept], found: Concept, field: Field) -> None:
    key = (found.label, found.scheme, found.iri)
    if key in concepts:
        field.derive(headings.codes(field), "repeated")
    concepts.setdefault(key, found)


def _name(fields: Fields, field: Field, parts: Parts, about: _About) -> None:
    """600, 610, 611: with a title a work, else an agent; with subdivisions the whole heading too.

    A heading for laws or treaties (obsolete $k without $t) names neither; it stays a concept.
    """
    whole, formal = headings.subdivided(field), field.has("k") and not field.has("t")
    if not formal:
        _agent_or_work(field, parts, about, whole=whole)
    if whole or formal:
        _heading(fields, field, parts, about)
    else:
        _unnamed_scheme(field)


def _agent_or_work(field: Field, parts: Parts, about: _About, *, whole: bool) -> None:
    titled = field.has("t")
    agent = agent_of(field, parts, identified=not (whole or titled))
    if titled:
        _work(field, parts, about, (agent,) if agent else (), whole=whole)
    elif agent:
        _merge(about.agents, _with_numbers(field, agent))
    else:
        field.drop_all("no-heading")
    field.drop("".join(_OF_EDITIONS.difference(NAME_CODES[field.tag[1:]], UNIFORM)), "of-an-edition")


def _with_numbers(field: Field, agent: Agent) -> Agent:
    return replace(agent, source=f"{agent.source}+{field.source('01')}") if agent.identifiers else agent


def _merge(agents: dict[tuple[AgentKind, str], Agent], agent: Agent) -> None:
    """One agent for the headings of one name in a record, with what each of them adds."""
    key = (agent.kind, agent.label)
    known = agents.get(key)
    if known:
        agent = replace(
            known,
            source="+".join(dict.fromkeys(f"{known.source}+{agent.source}".split("+"))),
            identifiers=tuple(dict.fromkeys((*known.identifiers, *agent.identifiers))),
            alternates=tuple(dict.fromkeys((*known.alternates, *agent.alternates))),
        )
    agents[key] = agent


def _unnamed_scheme(field: Field) -> None:
    field.drop("2", "scheme-of-an-entity")


def _uniform_title(fields: Fields, field: Field, parts: Parts, about: _About) -> None:
    """630: a work by its title; with subdivisions the whole heading too."""
    whole = headings.subdivided(field)
    _work(field, parts, about, (), whole=whole)
    if whole:
        _heading(fields, field, parts, about)
    else:
        _unnamed_scheme(field)


def _work(field: Field, parts: Parts, about: _About, creators: tuple[Agent, ...], *, whole: bool) -> None:
    """A work, called by what is the same in all its editions, as by the group `works`."""
    label = uniform_title(field)
    if not any(map(str.isalnum, label)):
        field.drop_all("no-heading")
        return
    found = RelatedWork(
        Relation.ABOUT,
        label,
        field.source(UNIFORM),
        scripts.alternates(field, UNIFORM, parts, uniform_title),
        creators,
        identifiers=() if whole else authorities(field, _ENTITY_SCHEMES),
    )
    about.works.setdefault((label, creators[0].label if creators else ""), found)


def _place(fields: Fields, field: Field, parts: Parts, about: _About) -> None:
    """651: a place; with subdivisions the whole heading too, and then $0 names that."""
    whole = headings.subdivided(field)
    if whole:
        _heading(fields, field, parts, about)
    else:
        _unnamed_scheme(field)
    _placed(field, parts, about, "abg", _geographic, whole=whole)


def _geographic(field: Field) -> str:
    return strip_isbd(" ".join(field.take("abg")))


def _hierarchical(_: Fields, field: Field, parts: Parts, about: _About) -> None:
    """662: a place from the country down."""
    _unnamed_scheme(field)
    _placed(field, parts, about, _HIERARCHY, hierarchy, whole=False)


def _placed(
    field: Field, parts: Parts, about: _About, codes: str, name: Callable[[Field], str], *, whole: bool
) -> None:
    label = name(field)
    if not any(map(str.isalnum, label)):
        field.drop_all("no-heading")
        return
    number = None if whole else headings.number_of(field, _ENTITY_SCHEMES)
    iri = number.iri if number else None
    others = scripts.alternates(field, codes, parts, name)
    source = field.source(codes + ("01" if iri else ""))
    known = about.places.get(iri or label)
    if known:
        others = tuple(dict.fromkeys((*known.alternates, *others)))
    about.places[iri or label] = (
        replace(known, alternates=others)
        if known
        else Place(label, source, iri=iri, alternates=others, about=True)
    )


_READERS: Mapping[str, Callable[[Fields, Field, Parts, _About], None]] = {
    "600": _name,
    "610": _name,
    "611": _name,
    "630": _uniform_title,
    "651": _place,
    "662": _hierarchical,
} | dict.fromkeys(("647", "650", "654", "656", "657", "658", "688"), _heading)


def _genres(fields: Fields, parts: Parts) -> tuple[Concept, ...]:
    """655, each once in a scheme."""
    found: dict[tuple[str, str | None, str | None], Concept] = {}
    for field in fields.get("655"):
        genre = headings.concept(fields, field, parts)
        if genre:
            _once(found, genre, field)
        else:
            field.drop_all("no-heading")
        field.drop("c", "facet")
        _leave(field)
    return tuple(found.values())


def _keywords(fields: Fields, parts: Parts) -> tuple[Text, ...]:
    """653: terms of no list, one a subfield, in either script; each once."""
    found: dict[tuple[str, str | None], Text] = {}
    for base in fields.get("653"):
        for field in (base, base.twin) if base.twin else (base,):
            language = scripts.tag(field, parts)
            for value in field.take("a"):
                term = strip_isbd(value)
                key = (term, language)
                if not term:
                    field.drop_value("a", value, "blank")
                elif key in found:
                    field.derive_value("a", value, "repeated")
                else:
                    found[key] = Text(term, field.source("a"), language)
            field.drop("01", "term-of-no-list")
    return tuple(found.values())


__all__ = ["subjects"]
