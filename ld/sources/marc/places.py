"""Places: the areas that the thing covers, drawn or coded, and the places where it was published.

Source: MARC 21 bibliographic, 008/15-17, 034, 043, 044, 255, 751, 752.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize import marc_codes
from ld.normalize.places import Box, Point, area, coordinate
from ld.normalize.text import strip_isbd
from ld.record import Place, Publication
from ld.sources.marc import scripts
from ld.sources.marc.headings import number_of
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_COUNTRY = slice(15, 18)
_CORNERS = "defg"
"""Westernmost, easternmost, northernmost, southernmost coordinate."""

_HIERARCHY = "abcdfgh"
"""Country, state, county, city, part of a city, other region, extraterrestrial area of 752."""

_PUBLICATION = frozenset(
    {
        "pup",
        "place of publication",
        "publication place",
        "erscheinungsort",
        "verlagsort",
        "lieu de publication",
    }
)
_SCHEMES = frozenset({"fast", "gnd", "lcsh", "lcnaf", "viaf", "wikidata"})
_DEGREE = re.compile("₋p0₋s|⁰|º")
"""MARC-8 writes the sign as a zero on high; the first form is what became of its escapes in some files."""

_ON_EARTH = frozenset({"", "earth"})


def places(fields: Fields, parts: Parts) -> None:
    """Areas covered: those drawn on a map, then those coded; after the headings, which the group `subjects` has found.

    Adds to `places`, and to the places of `publication`, which the group of the dates has made.
    """
    found = (*_drawn(fields), *_coded(fields))
    parts["places"] = (*parts.get("places", ()), *found)
    _more_of_publication(fields, parts)


def _drawn(fields: Fields) -> Iterator[Place]:
    """034 and the 255 that stands in the same place of its row; what the map says ($c) is the label."""
    statements = [field for field in fields.get("255") if field.has("c")]
    drawings = [field for field in fields.get("034") if any(field.has(code) for code in _CORNERS)]
    for drawing, statement in zip_longest(drawings, statements):
        if drawing is None:
            statement.drop("c", "coordinates-in-words-only")
            continue
        shape = _shape(fields, drawing)
        if shape is None and statement:
            statement.drop("c", "no-coded-coordinates")
        elif shape:
            yield _labelled(drawing, statement, shape)
    for field in fields.get("034"):
        field.drop("abch", "coded-scale")
        field.drop("jkmnp", "celestial")
        field.drop("st", "outline")
        field.drop("rxy023", "coded-detail")


def _shape(fields: Fields, field: Field) -> Box | Point | None:
    if field.has("z") and _body(field) not in _ON_EARTH and _body(field) in marc_codes.bodies():
        field.drop(f"{_CORNERS}z", "not-on-earth")
        return None
    west, east, north, south = (" ".join(field.peek(code)) for code in _CORNERS)
    try:
        shape = area(coordinate(west), coordinate(east), coordinate(north), coordinate(south))
    except LexicalError as error:
        shown = f"{west} {east} {north} {south}"
        message = f"{error}; give west, east, north and south in degrees."
        fields.remark("coordinates", Severity.WARNING, field.source(_CORNERS), shown, message)
        field.drop(f"{_CORNERS}z", "invalid-coordinates")
        return None
    field.take(_CORNERS)
    return shape


def _body(field: Field) -> str:
    return " ".join(field.peek("z")).casefold()


def _labelled(drawing: Field, statement: Field | None, shape: Box | Point) -> Place:
    """The area by the words of 255 $c; else by $z, in which records of areas name them, or by its numbers."""
    source = drawing.source(_CORNERS)
    words = _DEGREE.sub("°", strip_isbd(" ".join(statement.take("c"))).strip("() ")) if statement else ""
    if words and statement:
        return Place(words, f"{source}+{statement.source('c')}", shape)
    name = " ".join(drawing.take("z"))
    if name:
        return Place(name, drawing.source(f"{_CORNERS}z"), shape)
    label = shape.box if isinstance(shape, Box) else f"{shape.latitude} {shape.longitude}"
    return Place(label, source, shape)


def _coded(fields: Fields) -> Iterator[Place]:
    """The areas of 043 by their IRIs; local and ISO codes would need another list."""
    seen: set[str] = set()
    for field in fields.get("043"):
        for value in field.take("a"):
            found = _area(fields, field, value)
            if found and found.iri in seen:
                field.derive_value("a", value, "repeated")
            elif found:
                seen.add(found.iri)
                yield Place(found.label, "043$a", iri=found.iri)
        field.drop("b2", "local-area-code")
        field.drop("c", "iso-code")
        field.drop("0", "same-as-code")


def _area(fields: Fields, field: Field, value: str) -> marc_codes.CodedPlace | None:
    try:
        return marc_codes.geographic_area(value)
    except LexicalError as error:
        fields.remark("invalid-code", Severity.INFO, "043$a", value, f"{error}; it is left out.")
        field.drop_value("a", value, "invalid-code")
        return None


def country(fields: Fields) -> Place | None:
    """The country of publication in 008/15-17; None where the code says none or is unknown."""
    code = fields.control("008")[_COUNTRY]
    return _country(fields, code, "008")


def _country(fields: Fields, code: str, source: str) -> Place | None:
    try:
        found = marc_codes.country(code)
    except LexicalError as error:
        fields.remark("invalid-code", Severity.INFO, source, code, f"{error}; it is left out.")
        return None
    return Place(found.label, source, iri=found.iri, country=True) if found else None


def _more_of_publication(fields: Fields, parts: Parts) -> None:
    """Add to `publication` what 044 says besides 008, and the added entries 752 and 751; 008's and the imprint's are there."""
    event = parts.get("publication")
    known = {place.iri or place.label for place in event.places} if event else set()
    further: dict[str, Place] = {}
    for field in fields.get("044"):
        further |= _further_countries(fields, field, known)
    for field in fields.get("752", "751"):
        place = _added_entry(field, parts)
        if place and (place.iri or place.label) not in known:
            further[place.iri or place.label] = place
    if not further:
        return
    added = tuple(further.values())
    event = event or Publication("+".join(dict.fromkeys(place.source for place in added)))
    parts["publication"] = replace(event, places=(*event.places, *added))


def _further_countries(fields: Fields, field: Field, known: set[str]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for value in field.take("a"):
        place = _country(fields, value, "044$a")
        if place is None or place.iri is None:
            field.drop_value("a", value, "no-country")
        elif place.iri in known or place.iri in found:
            field.derive_value("a", value, "same-as-008")
        else:
            found[place.iri] = place
    field.drop("b2", "local-area-code")
    field.drop("c", "iso-code")
    return found


def _added_entry(field: Field, parts: Parts) -> Place | None:
    """A place in its hierarchy. 751 names places of all kinds of relation, 752 mostly that of publication."""
    relations = {
        value.casefold().strip(" .").removeprefix("http://id.loc.gov/vocabulary/relators/")
        for value in field.peek("e4")
    }
    if not (relations & _PUBLICATION or (field.tag == "752" and not relations)):
        field.drop(f"{_HIERARCHY}e4201", "no-place-of-publication")
        return None
    codes = _HIERARCHY if field.tag == "752" else "a"
    label = hierarchy(field, codes)
    if not label:
        return None
    field.take("4e")
    number = number_of(field, _SCHEMES)
    iri = number.iri if number else None
    field.drop("2", "source-of-the-name")
    others = scripts.alternates(field, codes, parts, lambda twin: hierarchy(twin, codes))
    return Place(label, field.source(f"{codes}e401" if iri else f"{codes}e4"), iri=iri, alternates=others)


def hierarchy(field: Field, codes: str = _HIERARCHY) -> str:
    """A place from the largest part to the smallest: ``France -- Paris``; the subfields are taken."""
    return " -- ".join(filter(None, map(strip_isbd, field.take(codes))))


__all__ = ["country", "hierarchy", "places"]
