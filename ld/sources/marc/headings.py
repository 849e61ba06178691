"""What the subject and genre fields have in common: the heading as one string, its scheme, its IRI, its form in another script.

Source: MARC 21 bibliographic, 6XX general information (second indicator, $2, $0, $1, subdivisions); LCSH manual H 1075.
"""

from __future__ import annotations

import re

from ld.findings import Severity
from ld.normalize.identifiers import Identifier, authority
from ld.normalize.subjects import HEADING_SCHEMES, heading, scheme_of
from ld.record import Concept
from ld.sources.marc import scripts
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

SUBDIVISIONS = "vxyz"
NAME_CODES = {
    "600": "abcdfgjklmnopqrst",
    "610": "abcdfgklmnoprst",
    "611": "acdefgklnpqst",
    "630": "adfgklmnoprst",
    "647": "acdg",
    "648": "a",
    "650": "abcdg",
    "651": "abg",
    "654": "ab",
    "655": "ab",
    "656": "ak",
    "657": "a",
    "658": "ab",
    "688": "ag",
}
"""Subfields of the name or term; $h, a medium, and $e, $j and $4, roles, are no part of a heading."""

_CODES = {tag: f"{codes}{SUBDIVISIONS}" for tag, codes in NAME_CODES.items()}
_SCHEME_IN_2 = frozenset({"654", "658"})
"""Fields whose second indicator says nothing."""

_IN_2 = "7"
_CODE = re.compile(r"[a-z][a-z0-9]*(?:[-/.][a-z0-9]+)*")
_MAX_CODE = 30
_INSIDE = {"gnd-content": "gnd", "gnd-carrier": "gnd", "gnd-music": "gnd", "swd": "gnd", "lcsh/ger": "lcsh"}
"""Schemes whose headings have IRIs of another one, of which they are a part or which has taken them over."""


def concept(fields: Fields, field: Field, parts: Parts) -> Concept | None:
    """The whole heading of a field, its subdivisions behind `` -- ``, with its scheme and IRI; None without a letter or digit."""
    label = _text(field)
    if not label:
        return None
    scheme = scheme_in(fields, field)
    number = number_of(field, HEADING_SCHEMES, scheme and _INSIDE.get(scheme, scheme))
    source = field.source(codes(field) + (_naming(field) if scheme else "") + ("01" if number else ""))
    named = scheme or (number.scheme if number else None)
    return Concept(
        label,
        source,
        named,
        number.iri if number else None,
        alternates=scripts.alternates(field, codes(field), parts, _text),
    )


def codes(field: Field) -> str:
    """Subfields of the heading of a field."""
    return _CODES[field.tag]


def _text(field: Field) -> str:
    label = heading(field.take(NAME_CODES[field.tag]), field.take(SUBDIVISIONS))
    return label if any(map(str.isalnum, label)) else ""


def subdivided(field: Field) -> bool:
    """Whether the heading says more than the name of an entity; its $0 then names the whole of it."""
    return any(field.has(code) for code in SUBDIVISIONS)


def _naming(field: Field) -> str:
    return "2" if field.tag in _SCHEME_IN_2 or field.ind2 == _IN_2 else ""


def scheme_in(fields: Fields, field: Field) -> str | None:
    """The code of the scheme by the second indicator or $2, which is taken where it counts; None for a heading of no scheme."""
    if not _naming(field):
        field.drop("2", "scheme-by-indicator")
        return scheme_of(field.ind2)
    stated = field.take("2")
    code = scheme_of(_IN_2, stated[0] if stated else None)
    if code is None:
        field.drop("2", "no-scheme")
        return None
    if len(code) <= _MAX_CODE and _CODE.fullmatch(code):
        return code
    message = "This is no code of a subject scheme; give one of MARC's source codes."
    fields.remark("subject-scheme", Severity.INFO, f"{field.name}$2", code, message)
    field.drop("2", "no-scheme")
    return None


def number_of(field: Field, schemes: frozenset[str], scheme: str | None = None) -> Identifier | None:
    """What $0, else $1 names; further ones and those of files that we do not know are dropped.

    Args:
        schemes: of which it may be.
        scheme: of which it must be, if that has IRIs: another one's number says that the headings are alike, not the same.
    """
    wanted = schemes if scheme is None else schemes & {scheme}
    found = None
    for code, value in field.pairs("01"):
        known = authority(value)
        if found is None and known and known.iri and known.scheme in wanted:
            found = known
        else:
            field.drop_value(code, value, "another-number" if known else "authority-unknown")
    return found


__all__ = ["NAME_CODES", "SUBDIVISIONS", "codes", "concept", "number_of", "scheme_in", "subdivided"]
