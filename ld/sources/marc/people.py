"""Persons, families, bodies and meetings that had a part in the work, as a MARC 21 record enters them.

Source: MARC 21 bibliographic, X00, X10, X11, 720; appendix A ($0, $1); MARC code list for relators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.names import Name, corporate_name, parse_name
from ld.normalize.roles import role
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Contribution, Text
from ld.sources.marc import scripts
from ld.sources.marc.access_points import NAME_CODES, access_point, name_pairs, personal_name
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.numbers import authorities
from ld.sources.marc.parsing import Parts

_MAIN = frozenset({"100", "110", "111"})
_ENTRIES = ("100", "110", "111", "700", "710", "711", "720")
_ROLE_CODES = {"00": "e4", "10": "e4", "11": "j4", "20": "e4"}
"""Of a meeting $e is a subordinate unit, and $j its role."""
_SCHEMES = frozenset({"fast", "fundref", "gnd", "isni", "lcnaf", "orcid", "ror", "viaf", "wikidata"})
_KINDS = {"person": AgentKind.PERSON, "organization": AgentKind.ORGANIZATION}
_INVERTED = "12"
"""First indicators of a name under the family name; 2 was that of a double one, before 1996."""
_FORENAME = "0"
_FAMILY = "3"
_SEVERAL = re.compile(r"\s*(?:,|;|/|&| and | und | et )\s*")
_NOT_OF_THE_NAME = {
    "2": "source-of-the-heading",
    "3": "materials-specified",
    "f": "year-of-another-work",
    "i": "relationship-in-words",
    "k": "form-of-another-work",
    "x": "not-of-this-field",
}


def people(fields: Fields, parts: Parts) -> None:
    """Everyone who had a part in the work, in the record's order; those of 7XX with $t made another work.

    Adds to `contributions`; needs the tags of `scripts`.
    """
    found: list[Contribution] = []
    for field in fields.ordered(_ENTRIES):
        if field.tag in _MAIN or not field.has("t"):
            found += _contribution(fields, field, parts)
    parts["contributions"] = (*parts.get("contributions", ()), *found)


def _contribution(fields: Fields, field: Field, parts: Parts) -> Iterator[Contribution]:
    agent = uncontrolled(field) if field.tag == "720" else agent_of(field, parts)
    if agent is None:
        field.drop_all("no-name")
        return
    field.drop_by(_NOT_OF_THE_NAME)
    codes = _ROLE_CODES[field.tag[1:]]
    roles = roles_of(fields, field, codes)
    source = f"{agent.source}+{field.source(codes)}" if roles else agent.source
    yield Contribution(agent, roles, main=field.tag in _MAIN, source=source)


def agent_of(field: Field, parts: Parts, *, identified: bool = True) -> Agent | None:
    """The agent that a heading names: X00, X10 or X11, also of 6XX, and of 7XX and 8XX with $t.

    Args:
        field: its name subfields, those before $t, are taken, and $u.
        parts: for the tags of the form in another script.
        identified: $0 and $1 name the agent, not the whole heading or a title; they are taken.
    Returns:
        None where there is no letter and no digit.
    """
    label = access_point(field)
    if not label:
        return None
    kind = _kind(field)
    codes = NAME_CODES[field.tag[1:]]
    name = _name(field, label) if kind is AgentKind.PERSON else corporate_name(label)
    found = _agent(
        kind, name, field.source(codes), _in_other_script(field, codes, parts), _affiliations(field)
    )
    return _identified(found, field) if identified else found


def _identified(agent: Agent, field: Field) -> Agent:
    """The agent with the identifiers of $1 and $0."""
    stated = authorities(field, _SCHEMES) if field.has("0") or field.has("1") else ()
    if not stated:
        return agent
    source = "+".join(dict.fromkeys([agent.source, *(one.source for one in stated)]))
    return replace(agent, identifiers=tuple(one.value for one in stated), source=source)


def _kind(field: Field) -> AgentKind:
    if field.tag[1:] != "00":
        return AgentKind.ORGANIZATION
    return AgentKind.FAMILY if field.ind1 == _FAMILY else AgentKind.PERSON


def _agent(
    kind: AgentKind,
    name: Name,
    source: str,
    alternates: tuple[Text, ...] = (),
    affiliations: tuple[Agent, ...] = (),
) -> Agent:
    if kind is not AgentKind.PERSON:
        return Agent(kind, name.label, name.label, source, alternates, affiliations=affiliations)
    own = (name.alternate if name.alternate != name.name else None, name.fuller)
    return Agent(
        kind,
        name.label,
        name.name,
        source,
        (*(Text(form, source) for form in own if form), *alternates),
        name.family,
        name.given,
        name.suffix,
        name.birth,
        name.death,
        affiliations=affiliations,
    )


def named(value: str, source: str) -> Agent | None:
    """An agent of which no tag says what it is, by the name test: $a of 76X–78X, 720 $a; None without letters."""
    name = _by_its_form(strip_isbd(value))
    if not any(char.isalnum() for char in name.label):
        return None
    return _agent(_KINDS.get(name.kind, AgentKind.AGENT), name, source)


def uncontrolled(field: Field) -> Agent | None:
    """The agent of 720, whose first indicator may say that it is a person, in whatever order the name is."""
    value = strip_isbd(" ".join(field.take("a")))
    if field.ind1 != "1" or not any(char.isalnum() for char in value):
        return named(value, field.source("a"))
    return _agent(AgentKind.PERSON, _person(value, inverted="," in value), field.source("a"))


@lru_cache(maxsize=4096)
def _by_its_form(value: str) -> Name:
    return parse_name(value)


@lru_cache(maxsize=8192)
def _person(value: str, *, inverted: bool) -> Name:
    return parse_name(value, inverted=inverted)


def _name(field: Field, label: str) -> Name:
    """The parts of a personal name; one under the forename is what $a and $b hold, and $c is what follows it."""
    inverted = field.ind1 in _INVERTED
    name = _person(label, inverted=inverted)
    if field.has("d") and not name.dates:  # in words that we cannot read: "v384-v322"
        undated = personal_name([(code, value) for code, value in name_pairs(field) if code != "d"])
        name = replace(_person(undated, inverted=inverted), label=label) if undated.strip(" ,.") else name
    titles = field.peek("c")
    if field.ind1 != _FORENAME or not titles or not any(field.peek("ab")):
        return name
    bare = strip_isbd(" ".join(field.peek("ab")))
    title = strip_isbd(" ".join(titles))
    epithet = title[:1].islower()  # "Bernart, de Ventadorn"
    return Name(
        "person",
        name.label,
        f"{strip_isbd(bare)} {title}" if epithet else bare,
        name.alternate,
        suffix=None if epithet else title,
        dates=name.dates,
        birth=name.birth,
        death=name.death,
    )


def _in_other_script(field: Field, codes: str, parts: Parts) -> tuple[Text, ...]:
    """The name in the 880, not inverted; of a person without dates, like the other forms of the name."""
    twin = field.twin
    if not twin:
        return ()
    found = scripts.alternates(field, codes, parts, _as_given)
    if field.tag[1:] == "00":
        twin.derive("d", "same-as-its-twin")
    twin.derive("e4j01u", "same-as-its-twin")
    return found


def _as_given(field: Field) -> str:
    if field.tag[1:] != "00":
        return access_point(field)
    return strip_isbd(" ".join(value for code, value in name_pairs(field) if code != "d"))


def _affiliations(field: Field) -> tuple[Agent, ...]:
    names = (corporate_name(value).label for value in field.take("u"))
    return tuple(Agent(AgentKind.ORGANIZATION, name, name, field.source("u")) for name in names if name)


def roles_of(fields: Fields, field: Field, codes: str) -> tuple[str, ...]:
    """The relator codes of some subfields, each once, in order; what is no role of the list is a finding.

    Args:
        codes: of a term ($e, of a meeting $j) and of a code or IRI ($4).
    """
    found: dict[str, None] = {}
    for code, value in field.pairs(codes):
        read = _roles(value)
        if read is None:
            fields.remark(
                "role-unknown",
                Severity.INFO,
                f"{field.name}${code}",
                value,
                "No MARC relator is known for this role; use a code or term of the MARC relator list.",
            )
            field.drop_value(code, value, "role-unknown")
        elif set(read) <= found.keys():
            field.derive_value(code, value, "repeated")
        else:
            found |= dict.fromkeys(read)
    return tuple(found)


@lru_cache(maxsize=2048)
def _roles(value: str) -> tuple[str, ...] | None:
    """The codes of ``author``, ``ed. and tr.``, ``editor, translator``; None if part of it is no role that is known."""
    parts = [part for part in _SEVERAL.split(value) if part]
    return (_known(parts) if len(parts) > 1 else None) or _known([value])


def _known(parts: list[str]) -> tuple[str, ...] | None:
    try:
        return tuple(code for part in parts if (code := role(part)))
    except LexicalError:
        return None


__all__ = ["agent_of", "named", "people", "roles_of", "uncontrolled"]
