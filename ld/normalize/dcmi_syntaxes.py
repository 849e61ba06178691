"""DCMI's own syntaxes for places and periods: ``name=…; northlimit=…``, ``start=1999; end=2001``.

Source: DCMI Box, DCMI Point and DCMI Period Encoding Schemes (2006).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ld.errors import LexicalError
from ld.normalize.calendar_dates import iso_date, last_year
from ld.normalize.places import Box, Point, area

_MAX = 1000
_PART = re.compile(r"\s*([A-Za-z]{3,12})\s*=\s*((?:[^;\\]|\\.)*)(?:;|$)")
_ESCAPED = re.compile(r"\\(.)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,12})?")
_PLACE = frozenset({"east", "north", "northlimit", "eastlimit", "southlimit", "westlimit"})


@dataclass(frozen=True, slots=True)
class DcmiPlace:
    """A place: its name, or else the value as it stands; its area, where that is in degrees."""

    label: str
    area: Box | Point | None


@dataclass(frozen=True, slots=True)
class DcmiPeriod:
    """A period: its name, or else its years; the interval in ISO 8601, where both ends are dates or one is open."""

    label: str
    interval: str | None


def dcmi_place(value: str) -> DcmiPlace | None:
    """A place in the syntax of DCMI Box or DCMI Point; None if `value` is of neither.

    >>> dcmi_place("name=Western Australia; northlimit=-13.5; southlimit=-35.5; westlimit=112.5; eastlimit=129").area
    Box(south='-35.5', west='112.5', north='-13.5', east='129')
    >>> dcmi_place("east=148.26218; north=-36.45746; name=Mt. Kosciusko")
    DcmiPlace(label='Mt. Kosciusko', area=Point(latitude='-36.45746', longitude='148.26218'))
    """
    parts = _parts(value)
    if _PLACE.isdisjoint(parts):
        return None
    north, east = (parts.get(f"{name}limit") or parts.get(name) for name in ("north", "east"))
    south, west = parts.get("southlimit") or north, parts.get("westlimit") or east
    return DcmiPlace(parts.get("name") or value.strip(), _area(parts, west, east, north, south))


def _area(
    parts: dict[str, str], west: str | None, east: str | None, north: str | None, south: str | None
) -> Box | Point | None:
    """In degrees only: other units and projections are not those of the web."""
    degrees = parts.get("units", "signed decimal degrees").casefold() == "signed decimal degrees"
    if not degrees or parts.get("projection"):
        return None
    corners = [Decimal(text) for text in (west, east, north, south) if text and _NUMBER.fullmatch(text)]
    try:
        return area(*corners) if len(corners) == 4 else None
    except (LexicalError, InvalidOperation):
        return None


def dcmi_period(value: str) -> DcmiPeriod | None:
    """A period in the syntax of DCMI Period; None if `value` is not in it.

    >>> dcmi_period("name=The Great Depression; start=1929; end=1939;")
    DcmiPeriod(label='The Great Depression', interval='1929/1939')
    >>> dcmi_period("scheme=W3C-DTF; start=2001-02;")
    DcmiPeriod(label='2001-02–', interval='2001-02/..')
    """
    parts = _parts(value)
    start, end = parts.get("start", ""), parts.get("end", "")
    if not (start or end) or not _PLACE.isdisjoint(parts):
        return None
    limit = last_year(None)
    dates = [iso_date(text, limit) if text else None for text in (start, end)]
    known = all(date or not text for date, text in zip(dates, (start, end), strict=True))
    first, last = (date.lexical[:10] if date else ".." for date in dates)
    ordered = ".." in (first, last) or first <= last
    return DcmiPeriod(parts.get("name") or f"{start}–{end}", f"{first}/{last}" if known and ordered else None)


def _parts(value: str) -> dict[str, str]:
    """The components by name, in lower case; none if the value is not made of such."""
    text = value.strip()
    if "=" not in text or len(text) > _MAX:
        return {}
    found, place = {}, 0
    while place < len(text):
        part = _PART.match(text, place)
        if part is None:
            return {}
        found[part[1].lower()] = _ESCAPED.sub(r"\1", part[2]).strip()
        place = part.end()
        while place < len(text) and text[place] in "; ":
            place += 1
    return found


__all__ = ["DcmiPeriod", "DcmiPlace", "dcmi_period", "dcmi_place"]
