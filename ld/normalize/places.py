"""Coordinates: boxes and points in decimal degrees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ld.errors import LexicalError

_DECIMAL = r"\s*([-+]?[0-9]{1,3}(?:\.[0-9]{1,20})?)\s*"
_ENVELOPE = re.compile(rf"ENVELOPE\({','.join([_DECIMAL] * 4)}\)", re.IGNORECASE)
_DEGREES = re.compile(r"([NSEW+-]?)\s?([0-9]{1,3}(?:\.[0-9]{1,20})?)", re.IGNORECASE)
_PACKED = re.compile(
    r"([NSEW+-]?)([0-9]{2,3})([0-9]{2})(?:\.([0-9]{1,10})|([0-9]{2})(?:\.([0-9]{1,10}))?)?", re.IGNORECASE
)
_PLACES = Decimal("0.00000001")
"""A millimetre; fractions of minutes and seconds do not end before that."""
_LATITUDE, _LONGITUDE = 90, 180


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the ground; canonical decimals, in degrees, WGS 84."""

    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in latitude and longitude; canonical decimals, in degrees. West may be greater than east: dateline."""

    south: str
    west: str
    north: str
    east: str

    @property
    def box(self) -> str:
        """As schema.org's GeoShape wants it: lower corner, upper corner, latitude first.

        >>> Box("10", "70", "55", "160").box
        '10 70 55 160'
        """
        return f"{self.south} {self.west} {self.north} {self.east}"


def envelope(value: str) -> Box | Point:
    """Read an area of Solr's spatial syntax, ``ENVELOPE(W,E,N,S)``.

    Returns:
        a point where the corners are equal.
    Raises:
        LexicalError: another syntax, out of range, south above north, or a line.
    Source: Solr reference guide, spatial search, RPT; OGC Well-Known Text has no envelope.

    >>> envelope("ENVELOPE(-7.6873641,-7.6873641,49.3997425,49.3997425)")
    Point(latitude='49.3997425', longitude='-7.6873641')
    >>> envelope("ENVELOPE(70,160,55,10)").box
    '10 70 55 160'
    """
    found = _ENVELOPE.fullmatch(value.strip()) if len(value) <= _MAX else None
    if not found:
        raise LexicalError(value, "an area ENVELOPE(west,east,north,south)")
    west, east, north, south = (Decimal(text) for text in found.groups())
    return area(west, east, north, south)


_MAX = 200


def area(west: Decimal, east: Decimal, north: Decimal, south: Decimal) -> Box | Point:
    """The box between four coordinates in degrees, or the point if they coincide.

    Raises:
        LexicalError: out of range, south above north, or a line, which is neither.

    >>> area(Decimal("70.0"), Decimal(160), Decimal(55), Decimal(10)).west
    '70'
    """
    shown = f"W {west} E {east} N {north} S {south}"
    if max(abs(west), abs(east)) > _LONGITUDE or max(abs(north), abs(south)) > _LATITUDE or south > north:
        raise LexicalError(shown, "an area within -180 to 180 and -90 to 90 degrees, south below north")
    if west == east and north == south:
        return Point(canonical(north), canonical(west))
    if west == east or north == south:
        raise LexicalError(shown, "an area or a point, but a line")
    return Box(canonical(south), canonical(west), canonical(north), canonical(east))


def coordinate(value: str) -> Decimal:
    """Decimal degrees from a subfield of MARC 21 field 034: ``W1780423``, ``E109.2953057``, ``+135.37478775``.

    Raises:
        LexicalError: not a coordinate, over 180 degrees, or minutes or seconds of 60 and more.
    Source: MARC 21 bibliographic, 034 $d-$g.

    >>> canonical(coordinate("W0785230")), canonical(coordinate("-10.83945484"))
    ('-78.875', '-10.83945484')
    """
    text = value.strip(" '\"").replace(" ", "") if len(value) <= _MAX else ""
    plain = _DEGREES.fullmatch(text)
    packed = None if plain else _PACKED.fullmatch(text)
    degrees = Decimal(plain[2]) if plain else _unpacked(packed) if packed else None
    if degrees is None or degrees > _LONGITUDE:
        raise LexicalError(value, "a coordinate (MARC 21, 034)")
    return -degrees if text[0].upper() in {"S", "W", "-"} else degrees


def _unpacked(packed: re.Match[str]) -> Decimal | None:
    """``dddmmss``, also with two digits of degrees, without seconds, or with a fraction of the last part."""
    minutes = Decimal(f"{packed[3]}.{packed[4] or 0}")
    seconds = Decimal(f"{packed[5] or 0}.{packed[6] or 0}")
    if minutes >= _SIXTY or seconds >= _SIXTY:
        return None
    return (Decimal(packed[2]) + minutes / 60 + seconds / 3600).quantize(_PLACES)


_SIXTY = 60


def canonical(number: Decimal) -> str:
    """The canonical form of an xsd:decimal: no exponent, no superfluous zero or sign (XSD 1.1 Part 2, F.1).

    >>> canonical(Decimal("-0.00")), canonical(Decimal("+12.500")), canonical(Decimal("160"))
    ('0', '12.5', '160')
    """
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", "0", ""} else text.removeprefix("+")


__all__ = ["Box", "Point", "area", "canonical", "coordinate", "envelope"]
