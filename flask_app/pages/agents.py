"""Who did what: each agent of a thing once, with every role it has."""

from __future__ import annotations

from pyoxigraph import NamedNode

from flask_app.pages.reading import Reading, iri
from flask_app.pages.values import Value
from flask_app.pages.vocabulary import RELATORS, ROLES
from ld.namespaces import RELATORS as RELATORS_IRI

# Properties from a thing to an agent, those that say more before those that say less.
_SPECIFIC = (
    "author", "composer", "lyricist", "creator", "editor", "translator", "illustrator", "director", "actor", "byArtist", "readBy",
    "sourceOrganization",
)  # fmt: skip
_GENERIC = {
    iri("schema:contributor"): ROLES["contributor"],
    iri("dcterms:creator"): ROLES["creator"],
    iri("dcterms:contributor"): ROLES["contributor"],
}
_ROLES = (
    {iri(f"schema:{name}"): ROLES[name] for name in _SPECIFIC}
    | {iri("bibo:distributor"): ROLES["distributor"]}
    | {f"{RELATORS_IRI}{code}": term for code, term in RELATORS.items()}
)
_OTHERS = frozenset({iri("schema:publisher"), iri("dcterms:publisher"), iri("schema:funder")})


def agents(reading: Reading, thing: str) -> tuple[Value, ...]:
    """The agents of a thing, authors first, each with its roles as note.

    A generic role is shown only where no other is known: whoever translates is a contributor too.
    """
    said = reading.said(thing)
    roles: dict[str, dict[str, None]] = {}
    generic: dict[str, str] = {}
    for predicate in (*_ROLES, *_GENERIC):
        for value in said.get(predicate, ()):
            if type(value) is NamedNode and predicate in _ROLES:
                roles.setdefault(value.value, {})[_ROLES[predicate]] = None
            elif type(value) is NamedNode:
                generic.setdefault(value.value, _GENERIC[predicate])
    found = {agent: ", ".join(names) for agent, names in roles.items()}
    return tuple(_agent(reading, agent, role) for agent, role in (found | _missing(generic, found)).items())


def _missing(generic: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    return {agent: role for agent, role in generic.items() if agent not in found}


def _agent(reading: Reading, agent: str, role: str) -> Value:
    value = reading.value(NamedNode(agent), names=("schema:name",))
    return value._replace(note=", ".join(part for part in (_life(reading, agent), role) if part))


def _life(reading: Reading, agent: str) -> str:
    """Years of a life, as catalogues write them.

    They tell namesakes apart; the rest of a date is in the statements.
    """
    years = [reading.literals(agent, f"schema:{name}Date")[:1] for name in ("birth", "death")]
    birth, death = ("".join(literal.value[:4] for literal in found) for found in years)
    return f"{birth}–{death}" if birth or death else ""


__all__ = ["agents"]
