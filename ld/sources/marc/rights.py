"""Who may see a thing, what one may do with it, who owns it: 506, 540, 542.

Source: MARC 21 bibliographic, 506, 540, 542; COAR access rights http://purl.org/coar/access_right.
"""

from __future__ import annotations

from ld.errors import LexicalError
from ld.normalize.dates import Date, parse
from ld.normalize.licences import find_licence, licence, rights_statement
from ld.normalize.names import parse_name
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Rights, RightsKind, Stated
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.scripts import forms_by
from ld.sources.marc.texts import in_both, part_and_text

_OPEN_ACCESS = "http://purl.org/coar/access_right/c_abf2"
_UNRESTRICTED = frozenset({"unrestricted online access", "open access"})
_KINDS = {"person": AgentKind.PERSON, "organization": AgentKind.ORGANIZATION}
_PRIVATE = "0"


def rights(fields: Fields, parts: Parts) -> None:
    """Sets `rights`, `licence`, `free`, `rights_holders`; `copyrighted` where no other field did. Needs scripts."""
    found: list[Rights] = []
    for field in fields.get("506"):
        found += _access(field, parts)
    for field in fields.get("540"):
        found += _use(field, parts)
    holders: list[Agent] = []
    for field in fields.get("542"):
        found += _copyright(field, parts, holders)
    parts["rights"] = tuple(found)
    parts["rights_holders"] = tuple({agent.label: agent for agent in holders}.values())


def _access(field: Field, parts: Parts) -> list[Rights]:
    """506. Only the standard phrase, or ``Open access``, says that it is free to read; ind1=0 says so of access only."""
    phrase = next((value for value in field.peek("fa") if strip_isbd(value).casefold() in _UNRESTRICTED), "")
    iri = _OPEN_ACCESS if phrase else None
    if phrase and "free" not in parts:
        parts["free"] = Stated(True, field.source("af"))
    for form in in_both(field):
        form.drop("gqu02", "detail-of-access")
    return _statements(field, RightsKind.ACCESS, "abcdef", parts, iri)


def _use(field: Field, parts: Parts) -> list[Rights]:
    """540: a licence where an address or the text is one, else a statement."""
    code, stated = _licence(field)
    if stated and "licence" not in parts:
        field.take(code)
        parts["licence"] = stated
    iri = next((iri for value in field.peek("ufa") if (iri := rights_statement(value))), None)
    if iri:
        field.take("u")
    for form in in_both(field):
        form.drop("gq02", "detail-of-use")
        if form is not field or not (iri or stated):
            form.drop("u", "address-of-no-known-licence")
    if stated and not field.has("a"):
        return []
    return _statements(field, RightsKind.USE, "abcdf", parts, iri)


def _licence(field: Field) -> tuple[str, Stated[str] | None]:
    """The licence, and the subfield that names it."""
    for code in "ufa":
        for value in field.peek(code):
            try:
                return code, Stated(licence(value), field.source(code))
            except LexicalError:
                found = find_licence(value) if code == "a" else None
                if found:
                    return code, Stated(found, field.source(code))
    return "", None


def _statements(field: Field, kind: RightsKind, codes: str, parts: Parts, iri: str | None) -> list[Rights]:
    """The statement in its forms; an IRI stands with the first."""
    texts = forms_by(field, f"3{codes}", parts, lambda form: part_and_text(form, codes))
    if not texts:
        return [Rights(kind, field.source(f"u{codes}"), None, iri)] if iri else []
    return [Rights(kind, text.source, text, None if n else iri) for n, text in enumerate(texts)]


def _copyright(field: Field, parts: Parts, holders: list[Agent]) -> list[Rights]:
    """542: holders ($d), statement ($f), status ($l), note ($n), date ($g)."""
    if field.ind1 == _PRIVATE:
        for form in in_both(field):
            form.drop_all("not-for-the-public")
        return []
    holders += [agent for value in field.take("d") if (agent := _holder(field, value))]
    date = _date(field)
    if date and not parts.get("copyrighted"):
        parts["copyrighted"] = date
    elif date:
        field.derive("g", "same-date")
    iri = next((iri for value in field.peek("u") if (iri := rights_statement(value))), None)
    if iri:
        field.take("u")
    for form in in_both(field):
        form.drop("abcehijkmopqrst023", "copyright-detail")
        if form is not field:
            form.derive("dg", "same-in-another-script")
        if form is not field or not iri:
            form.drop("u", "address-of-no-known-statement")
    return _statements(field, RightsKind.COPYRIGHT, "fln", parts, iri)


def _holder(field: Field, value: str) -> Agent | None:
    """A person only if the form shows it; 542 does not say of which kind the holder is."""
    name = parse_name(value)
    if not name.label:
        return None
    kind = _KINDS.get(name.kind, AgentKind.AGENT)
    if kind is not AgentKind.PERSON:
        return Agent(kind, name.label, name.label, field.source("d"))
    return Agent(
        kind,
        name.label,
        name.name,
        field.source("d"),
        family_name=name.family,
        given_name=name.given,
        birth=name.birth,
        death=name.death,
    )


def _date(field: Field) -> Stated[Date] | None:
    for value in field.take("g"):
        try:
            found = parse(value)
        except LexicalError:
            field.drop_value("g", value, "not-a-date")
            continue
        date = found.copyright or found.issued
        if date:
            return Stated(date, field.source("g"))
    return None


__all__ = ["rights"]
