"""MARC's codes of countries and of geographic areas, discontinued ones included.

A discontinued code is no fault of the record: it names what the country was when the work was published.

Source: MARC code list for countries, https://id.loc.gov/vocabulary/countries.html; MARC code list for geographic areas,
https://id.loc.gov/vocabulary/geographicAreas.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ld.errors import LexicalError
from ld.normalize.tsv import rows

_COUNTRIES = "http://id.loc.gov/vocabulary/countries/"
_AREAS = "http://id.loc.gov/vocabulary/geographicAreas/"
_NOWHERE = frozenset({"", "xx", "vp"})
_FILL = str.maketrans(dict.fromkeys("|#^", " "))
"""Fill characters, and two ways in which documentation writes a blank that found their way into records."""
_AREA = 7


@dataclass(frozen=True, slots=True)
class CodedPlace:
    """What a code of one of the two lists stands for.

    Attributes:
        label: of the list, in English; two names of one area stand there with ``;`` between them.
        iri: at id.loc.gov.
        current: False if the code is discontinued.
    """

    code: str
    label: str
    iri: str
    current: bool


def country(code: str) -> CodedPlace | None:
    """The country, state or province of a MARC country code.

    Args:
        code: of 2 or 3 characters, with or without the blanks that fill 008/15-17; case does not matter.
    Returns:
        None for what says no one place: blank, fill characters, ``xx`` (unknown), ``vp`` (various places).
    Raises:
        LexicalError: the list has no such code.
    Source: MARC 21 bibliographic, 008/15-17 and 044 $a.

    >>> country("is ").label, country("xxr").current, country("vp "), country("|||")
    ('Israel', False, None, None)
    """
    text = code.translate(_FILL).strip().lower() if len(code) <= _AREA else code
    if text in _NOWHERE:
        return None
    found = _countries().get(text)
    if found is None:
        raise LexicalError(code, "a code of the MARC list of countries")
    return found


def geographic_area(code: str) -> CodedPlace:
    """The area of a MARC geographic area code.

    Args:
        code: 7 characters, filled up with hyphens.
    Raises:
        LexicalError: it is not of 7 characters, or the list has no such code.
    Source: MARC 21 bibliographic, 043 $a.

    >>> geographic_area("e-fr---").iri, geographic_area("n-us-ny").label
    ('http://id.loc.gov/vocabulary/geographicAreas/e-fr', 'New York')
    """
    text = code.strip().lower() if len(code) <= _AREA + 2 else ""
    found = _areas().get(text.rstrip("-")) if len(text) == _AREA else None
    if found is None:
        raise LexicalError(code, "a code of seven characters of the MARC list of geographic areas")
    return found


@cache
def _countries() -> dict[str, CodedPlace]:
    return _table("marc-countries", _COUNTRIES)


@cache
def _areas() -> dict[str, CodedPlace]:
    return _table("marc-geographic-areas", _AREAS)


@cache
def bodies() -> frozenset[str]:
    """Names of celestial bodies, case-folded: the areas that are not on Earth.

    >>> "mars" in bodies(), "france" in bodies()
    (True, False)
    """
    return frozenset(place.label.casefold() for code, place in _areas().items() if code.startswith("z"))


def _table(name: str, base: str) -> dict[str, CodedPlace]:
    return {
        row["code"]: CodedPlace(row["code"], row["label"], base + row["code"], row["status"] == "current")
        for row in rows(name)
    }


__all__ = ["CodedPlace", "bodies", "country", "geographic_area"]
