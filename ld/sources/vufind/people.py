"""Authors, contributors and publishers of a Solr document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.names import Name, corporate_name, parse_name
from ld.normalize.publishers import distributor, is_generic, publisher_named
from ld.normalize.publishers import publishers as split_publishers
from ld.normalize.roles import role
from ld.normalize.text import fold, one_line
from ld.record import Agent, AgentKind, Contribution, Text
from ld.sources.vufind.fields import Fields

_DISTRIBUTOR = "dst"
_NEXT_NAME = re.compile(r" [:;] ")
_CREATOR_ROLES = frozenset({"aut", "cre", "dis", "cmp", "art", "pht"})


def contributions(fields: Fields, *, marc: bool) -> Iterator[Contribution]:
    """Everyone who had a part in the work, creators first, in the source's order."""
    heading = fold(fields.first("author_sort") or "") if marc else ""
    if marc and heading:
        fields.derive("author_sort", "tells-the-main-entry", heading)
    authors: set[str] = set()
    for name, roles in _with_roles(fields, "author"):
        authors.add(fold(name))
        yield _contribution(_agent(name, "author", person=marc), roles, main=True)
    for name, roles in _with_roles(fields, "author_corporate"):
        main = bool(heading) and fold(name) == heading and (not roles or not _CREATOR_ROLES.isdisjoint(roles))
        yield _contribution(_body(name), roles, main=main)
    for name, roles in _with_roles(fields, "author2"):
        if marc and not roles and fold(name) in authors:
            fields.drop(
                "author2", "name-title", name
            )  # 700 $t: the author of another work that is in this one
        else:
            yield _contribution(_agent(name, "author2"), roles, main=False)


def _contribution(agent: Agent, roles: tuple[str, ...], *, main: bool) -> Contribution:
    source = f"{agent.source}+{agent.source}_role" if roles else agent.source
    return Contribution(agent, roles, main=main, source=source)


def _with_roles(fields: Fields, field: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names with the roles of the parallel array; if the two are not of one length, nobody knows whose the roles are."""
    names, roles = fields.take(field), fields.slots(f"{field}_role")
    if roles and len(roles) != len(names):
        fields.remark(
            "role-count",
            Severity.WARNING,
            f"{field}_role",
            "; ".join(roles),
            f"{field} has {len(names)} names but {len(roles)} roles; the roles are left out.",
        )
        for value in filter(None, roles):
            fields.drop(f"{field}_role", "role-count", value)
        roles = ()
    for n, name in enumerate(names):
        yield one_line(name), _roles(fields, f"{field}_role", roles[n]) if roles and roles[n] else ()


def _roles(fields: Fields, field: str, value: str) -> tuple[str, ...]:
    """Relator codes of a role text such as ``ed. and tr.``."""
    codes = []
    for part in value.replace(" and ", " & ").replace("/", " & ").split(" & "):
        try:
            codes.append(role(part))
        except LexicalError:
            fields.remark(
                "role-unknown",
                Severity.INFO,
                field,
                value,
                "No MARC relator is known for this role; use a code or term of the MARC relator list.",
            )
            fields.drop(field, "role-unknown", value)
            return ()
    return tuple(dict.fromkeys(code for code in codes if code))


def additional(fields: Fields) -> tuple[list[Contribution], list[Text]]:
    """Names in contents notes (505 $r): persons if they are inverted, else part of the statement of responsibility."""
    people, credits_ = [], []
    for value in fields.take("author_additional"):
        name = one_line(value).removesuffix("--").strip()
        parsed = parse_name(name)
        if parsed.kind == "person":
            people.append(
                _contribution(_from_name(parsed, "author_additional", AgentKind.PERSON), (), main=False)
            )
        elif name:
            credits_.append(Text(name, "author_additional"))
        else:
            fields.drop("author_additional", "blank", value)
    return people, credits_


def publishers(fields: Fields) -> Iterator[Agent]:
    """Publishers by name; "s.n." and its kin say that there is none."""
    seen: set[str] = set()
    for value in fields.take("publisher"):
        published, distributed = _imprint(value)
        if not published and not distributed:
            fields.drop("publisher", "name-unknown", value)
        for name in published:
            if is_generic(name):
                fields.remark(
                    "publisher-generic",
                    Severity.WARNING,
                    "publisher",
                    name,
                    "The publisher is named by its kind only; give its full name.",
                )
            if name not in seen:
                seen.add(name)
                yield Agent(AgentKind.ORGANIZATION, name, name, "publisher")


def distributors(fields: Fields) -> Iterator[Contribution]:
    """Who distributes: "Distributed by Publishers Group West" stands among the publishers (MARC 260 $b)."""
    for name in dict.fromkeys(name for value in fields.take("publisher") for name in _imprint(value)[1]):
        agent = Agent(AgentKind.ORGANIZATION, name, name, "publisher")
        yield Contribution(agent, (_DISTRIBUTOR,), main=False, source="publisher")


def _imprint(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Publishers and distributors of one value, which may be several $b of 260 joined: "Knopf : Distributed by Random House"."""
    text = one_line(value)
    stated = _NEXT_NAME.split(text)
    told = [distributor(part) for part in stated]
    if not any(name is not None for name in told):
        return split_publishers(publisher_named(text)), ()
    others = (publisher_named(part) for part, name in zip(stated, told, strict=True) if name is None)
    return _names(others), _names(name for name in told if name is not None)


def _names(stated: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for part in stated for name in split_publishers(part))


def provider(name: str, field: str) -> Agent:
    """An institution that holds or provides the record."""
    return Agent(AgentKind.ORGANIZATION, one_line(name), one_line(name), field)


def _body(name: str) -> Agent:
    return _from_name(corporate_name(name), "author_corporate", AgentKind.ORGANIZATION)


def _agent(name: str, field: str, *, person: bool = False) -> Agent:
    """By the name test: a person only if the form shows it, or if the field holds persons only (MARC 100)."""
    parsed = parse_name(name)
    kinds = {"person": AgentKind.PERSON, "organization": AgentKind.ORGANIZATION}
    kind = kinds.get(parsed.kind, AgentKind.AGENT)
    if kind is AgentKind.AGENT and person:
        kind = AgentKind.FAMILY if parsed.label.casefold().endswith(" family") else AgentKind.PERSON
    return _from_name(parsed, field, kind)


def _from_name(name: Name, field: str, kind: AgentKind) -> Agent:
    if kind is not AgentKind.PERSON:
        return Agent(kind, name.label, name.label, field)
    inverted = name.alternate if name.alternate != name.name else None
    return Agent(
        kind,
        name.label,
        name.name,
        field,
        alternates=tuple(Text(form, field) for form in (inverted, name.fuller) if form),
        family_name=name.family,
        given_name=name.given,
        suffix=name.suffix,
        birth=name.birth,
        death=name.death,
    )
