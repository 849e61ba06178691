"""Identifiers of the thing: MARC 21 fields 010 to 037, 086, 088, and addresses that are identifiers.

Each identifier once; what gives it again is derivative.
Source: MARC 21 bibliographic, 01X-08X, 856.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, from_url, ismn, oclc
from ld.normalize.standard_numbers import standard_number
from ld.record import Stated, UrlRole
from ld.sources.marc import own_numbers, urls
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.number_rules import NO_SCHEME, RULES, Rule, first_of, named
from ld.sources.marc.parsing import Parts

_PUBLISHER_NUMBERS = {
    "0": "issue-number",
    "1": "matrix-number",
    "2": "music-plate",
    "3": "music-publisher",
    "4": "videorecording-identifier",
}
"""Schemes by the first indicator of 028; the numbers of other kinds are those of whom $b names."""

_RULES = {rule.tag: rule for rule in RULES}
_OCLC = "OCoLC"
_PARTS = frozenset({"Article", "Book Chapter"})


class _Candidate(NamedTuple):
    """An identifier and the subfield that gives it; `value` is empty where the subfield says something else too."""

    identifier: Identifier
    source: str
    field: Field | None = None
    value: str = ""


def identifiers(fields: Fields, parts: Parts) -> None:
    """All numbers of the thing: its ISBNs, ISSNs, its release if it is a recording, and every other identifier.

    Needs `formats`, and `container` for the ISSN of a host.
    """
    candidates = list(_candidates(fields, parts))
    # After the candidates, for these mark what they take, and an EAN may be an ISBN.
    parts.update(
        isbns=own_numbers.isbns(fields),
        issns=own_numbers.issns(fields, parts),
        release=own_numbers.release(fields),
    )
    found: dict[tuple[str, str], Stated[Identifier]] = {}
    for candidate in candidates:
        key = (candidate.identifier.scheme, candidate.identifier.iri or candidate.identifier.value)
        if key not in found:
            found[key] = Stated(candidate.identifier, candidate.source)
        elif candidate.field:
            candidate.field.derive_value("a", candidate.value, "repeated")
    parts["identifiers"] = (*parts.get("identifiers", ()), *found.values())


def _candidates(fields: Fields, parts: Parts) -> Iterator[_Candidate]:
    for tag in fields.among(_RULES):
        for field in fields.get(tag):
            yield from _numbers(fields, field, _RULES[tag])
    yield from _music_in_020(fields)
    yield from _publisher_numbers(fields)
    yield from _record_number(fields)
    yield from _addresses(fields, parts)


def _numbers(fields: Fields, field: Field, rule: Rule) -> Iterator[_Candidate]:
    naming = "" if field.ind1 in rule.named else rule.naming
    found = [_read(fields, field, rule, value) for value in field.take("a")]
    for number, value in filter(None, found):
        yield _Candidate(number, field.source(f"a{naming}"), field, value)
    if naming and any(found):
        field.take(naming)
    elif naming:
        field.drop(naming, "without-number")
    elif "2" in rule.naming:
        field.drop("2", "scheme-by-indicator")
    field.drop_by(rule.drops)


def _read(fields: Fields, field: Field, rule: Rule, value: str) -> tuple[Identifier, str] | None:
    try:
        number = rule.read(field, value)
    except LexicalError as error:
        reason = "no-scheme" if error.expected.startswith(NO_SCHEME) else f"invalid-{rule.code}"
        fields.remark(rule.code, Severity.INFO, f"{field.name}$a", value, f"{error}; it is left out.")
        field.drop_value("a", value, reason)
        return None
    return (number, value) if number else None


def _music_in_020(fields: Fields) -> Iterator[_Candidate]:
    """Numbers of printed music that stand where ISBNs do."""
    for field in fields.get("020"):
        for value in field.peek("a"):
            if own_numbers.is_ismn(value):
                yield _Candidate(ismn(value), "020$a", field, value)


def _publisher_numbers(fields: Fields) -> Iterator[_Candidate]:
    """Publishers' and distributors' numbers that are not those of a recording's release."""
    released = own_numbers.release_fields(fields)
    for field in fields.get("028"):
        field.drop("q", "qualifier")
        if field in released:
            continue
        scheme = _PUBLISHER_NUMBERS.get(field.ind1)
        for value in field.take("a"):
            number = (
                standard_number(scheme, value)
                if scheme
                else named(first_of(field, "b"), value, "Publisher number")
            )
            yield _Candidate(number, field.source("a" if scheme else "ab"), field, value)
        if scheme:
            field.drop("b", "publisher-of-the-number")
        else:
            field.take("b")


def _record_number(fields: Fields) -> Iterator[_Candidate]:
    """The record's own number where it is OCLC's (001 with 003), which is how OCLC's own files give it."""
    if fields.control("003").strip() != _OCLC:
        return
    try:
        yield _Candidate(oclc(fields.control("001")), "001+003")
    except LexicalError:
        return  # of a copy that another system has numbered anew


def _addresses(fields: Fields, parts: Parts) -> Iterator[_Candidate]:
    """Addresses of the thing itself that are identifiers; an article is what its DOI names, in whatever form it is read."""
    part = any(label.value in _PARTS for label in parts.get("formats", ()))
    for address in urls.addresses(fields, parts):
        own = address.role is UrlRole.RESOURCE or (part and address.role is not UrlRole.ABOUT)
        known = from_url(address.value) if own else None
        if known:
            yield _Candidate(known, "856$u")


__all__ = ["identifiers"]
