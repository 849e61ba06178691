"""How the numbers in $a of MARC 21 fields 010 to 088 are read, field by field.

Numbers of organizations and registries without a scheme at id.loc.gov get one of ours, ``org:{name}``.
Source: MARC 21 bibliographic, 01X-08X; https://www.loc.gov/standards/sourcelist/standard-identifier.html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ld.errors import LexicalError
from ld.normalize.identifiers import SCHEMES, Identifier, from_control_number, from_url, lccn
from ld.normalize.standard_numbers import standard_number
from ld.normalize.text import strip_isbd
from ld.sources.marc.model import Field
from ld.sources.marc.own_numbers import book_number

_MAX_NAME = 80
"""Characters of a name of an organization; longer ones are addresses (037 $b)."""

_STANDARD = {"0": "isrc", "1": "upc", "2": "ismn", "3": "ean", "4": "sici"}
"""Schemes by the first indicator of 024."""

_SOURCE_IN_2 = "7"
_OF_AGENTS = frozenset({"orcid", "isni", "ror"})
_SPELLINGS = {"hdl": "handle"}
_DOCUMENTS = {"0": "SuDocs", "1": "Government of Canada Publications"}
"""Classifications of government documents by the first indicator of 086."""

_CANADA = "CaOONL"
"""MARC organization code of Library and Archives Canada, whose numbers 016 holds unless $2 names another agency."""


_CANCELLED = {"z": "cancelled"}
_QUALIFIER = {"q": "qualifier"}
_NO_NUMBERS = {**_CANCELLED, **_QUALIFIER}


class Rule(NamedTuple):
    """How the numbers in $a of a field are read.

    Attributes:
        naming: subfields that name the scheme, unless the first indicator is one of `named`.
        code: of the finding about a number that is none.
        drops: reasons for the other subfields, by code.
    """

    tag: str
    read: Callable[[Field, str], Identifier | None]
    code: str
    naming: str = ""
    named: str = ""
    drops: Mapping[str, str] = _NO_NUMBERS


def named(name: str, value: str, otherwise: str) -> Identifier:
    """A number of an organization or of a list that has no scheme of its own."""
    scheme = strip_isbd(name)
    if not scheme or len(scheme) > _MAX_NAME:
        scheme = otherwise
    return Identifier(f"org:{scheme}", value, None)


def first_of(field: Field, code: str) -> str:
    """The first value of a subfield, not taken; empty if there is none."""
    return next(iter(field.peek(code)), "")


NO_SCHEME = "a control number with its organization"
"""How the fault of a number begins of which nobody knows whose it is."""


def _lccn(_: Field, value: str) -> Identifier:
    return lccn(value)


def _patent(field: Field, value: str) -> Identifier:
    return Identifier("org:Patent number", " ".join([*field.peek("b")[:1], value]), None)


def _national_bibliography(field: Field, value: str) -> Identifier:
    return named(first_of(field, "2"), value, "National bibliography number")


def _national_agency(field: Field, value: str) -> Identifier:
    """The agency's number with its organization before it: $2, or that of Canada where none is named."""
    if value.startswith("("):
        return from_control_number(value)
    agency = first_of(field, "2") if field.ind1 == _SOURCE_IN_2 else _CANADA
    return from_control_number(f"({agency}){value}")


def _legal_deposit(field: Field, value: str) -> Identifier:
    return named(first_of(field, "b"), value, "Legal deposit number")


def _other_standard(field: Field, value: str) -> Identifier | None:
    """024: the scheme by its first indicator or $2; None where it is an ISBN, which is told elsewhere."""
    code = _STANDARD.get(field.ind1) or first_of(field, "2").lower().strip(" .")
    if code == "ean" and book_number(value):
        return None
    if not code:
        known = from_url(value)
        if known is None:
            raise LexicalError(value, f"{NO_SCHEME} or source (first indicator of 024, $2)")
        return known
    if code in _OF_AGENTS:
        raise LexicalError(value, "an identifier of a thing; those of agents belong to $1 of their fields")
    scheme = _SPELLINGS.get(code, code)
    return (
        standard_number(scheme, value) if scheme in SCHEMES else from_url(value) or named(code, value, code)
    )


def _technical_report(_: Field, value: str) -> Identifier:
    return standard_number("strn", value)


def _coden(_: Field, value: str) -> Identifier:
    return Identifier("org:CODEN", value, None)


def _postal(field: Field, value: str) -> Identifier:
    return named(first_of(field, "b"), value, "Postal registration number")


def _control_number(_: Field, value: str) -> Identifier:
    return from_control_number(value)


def _study(field: Field, value: str) -> Identifier:
    return named(first_of(field, "b"), value, "Study number")


def _stock(field: Field, value: str) -> Identifier:
    source = strip_isbd(first_of(field, "b"))
    return (
        named(source, value, "") if 0 < len(source) <= _MAX_NAME else standard_number("stock-number", value)
    )


def _document(field: Field, value: str) -> Identifier:
    return named(_DOCUMENTS.get(field.ind1) or first_of(field, "2"), value, "Government document number")


def _report(_: Field, value: str) -> Identifier:
    return Identifier("org:Report number", value, None)


_TERMS = dict.fromkeys("cfgn", "terms-of-availability")
_REGISTERED = {**_CANCELLED, "d": "date-of-registration", "i": "label"}
_PRICED = {**_NO_NUMBERS, "c": "terms-of-availability", "d": "price-code"}
RULES = (
    Rule("010", _lccn, "lccn", drops={**_CANCELLED, "b": "other-file"}),
    Rule("013", _patent, "identifier", "b", drops=dict.fromkeys("cdef", "coded-detail")),
    Rule("015", _national_bibliography, "identifier", "2"),
    Rule("016", _national_agency, "control-number", "2", " "),
    Rule("017", _legal_deposit, "identifier", "b", drops=_REGISTERED),
    Rule("024", _other_standard, "identifier", "2", "01234", drops=_PRICED),
    Rule("027", _technical_report, "identifier"),
    Rule("030", _coden, "identifier"),
    Rule("032", _postal, "identifier", "b"),
    Rule("035", _control_number, "control-number"),
    Rule("036", _study, "identifier", "b"),
    Rule("037", _stock, "identifier", "b", drops={**_TERMS, "3": "materials-specified"}),
    Rule("086", _document, "identifier", "2", "01"),
    Rule("088", _report, "identifier"),
)
"""The fields in the order in which their identifiers are written."""


__all__ = ["NO_SCHEME", "RULES", "Rule", "first_of", "named"]
