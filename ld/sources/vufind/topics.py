"""Subjects, genres, places, periods and class numbers of a Solr document.

VuFind's index has lost the indicators and runs subdivisions together, so a heading stays a literal here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.callnumbers import ddc_class, lcc_class
from ld.normalize.dates import interval_year
from ld.normalize.places import envelope
from ld.normalize.subjects import genre
from ld.normalize.text import fold, one_line, strip_isbd
from ld.record import Agent, Classification, Concept, Period, Place, Text
from ld.sources.vufind.fields import Fields

_CALL_NUMBERS = (
    ("callnumber-raw", "lcc", lcc_class),
    ("callnumber", "lcc", lcc_class),  # of VuFind 1, without spaces
    ("dewey-raw", "ddc", ddc_class),
)
# `topic` and `geographic` are whole fields, so they begin with $6 where another script stands beside the heading.
_LINK = re.compile(r"^880-\d\d(?:/\S+)? ")
_SOURCE_CODE = re.compile(r" (?:fast|lcsh|mesh|gnd|local)$")


def keywords(fields: Fields) -> tuple[Text, ...]:
    """`topic`, and the whole headings of `geographic` that say more than the place."""
    found = [Text(_heading(value), "topic") for value in fields.take("topic")]
    named = {fold(value) for value in fields.take("geographic_facet")}
    for value in fields.take("geographic"):
        if not named:
            continue  # `places` takes them
        heading = _heading(value)
        if fold(heading) in named:
            fields.derive("geographic", "same-as-facet", value)
        else:
            found.append(Text(heading, "geographic"))
    return _distinct(found)


def _heading(value: str) -> str:
    """A heading without the link to its form in another script and without final marks."""
    return strip_isbd(
        _LINK.sub("", one_line(value), count=1) if value.startswith("880-") else one_line(value)
    )


def _distinct(found: Iterable[Text]) -> tuple[Text, ...]:
    return tuple({text.value: text for text in reversed(list(found)) if text.value}.values())[::-1]


def genres(fields: Fields) -> Iterator[Concept]:
    """VuFind runs $2 and $0 into the genre: ``Documentary films lcgft``."""
    for value in fields.take("genre"):
        parsed = genre(one_line(value))
        yield Concept(parsed.label, "genre", parsed.scheme, parsed.iri)


def places(fields: Fields) -> Iterator[Place]:
    """Clean place names of the facet, else the headings; then the drawn areas."""
    field = "geographic_facet" if fields.take("geographic_facet") else "geographic"
    for name in {_heading(value): None for value in fields.take(field)}:
        yield Place(name, field)
    yield from _areas(fields)


def _areas(fields: Fields) -> Iterator[Place]:
    labels, displays = fields.take("long_lat_label"), fields.take("long_lat_display")
    for n, value in enumerate(fields.take("long_lat")):
        try:
            area = envelope(value)
        except LexicalError as error:
            fields.remark(
                "coordinates",
                Severity.WARNING,
                "long_lat",
                value,
                f"{error}; give west, east, north, south in degrees.",
            )
            fields.drop("long_lat", "invalid-coordinates", value)
            continue
        label, named_by = (labels[n], "+long_lat_label") if n < len(labels) else (value, "")
        if not named_by and n < len(displays):
            label, named_by = displays[n], "+long_lat_display"
        yield Place(one_line(label), f"long_lat{named_by}", area)
    if labels:
        for value in displays:
            fields.derive("long_lat_display", "same-as-coordinates", value)


def periods(fields: Fields, agents: Iterable[Agent]) -> Iterator[Period]:
    """Periods; `era_facet` also holds life dates of persons (600 $d), which are no subject."""
    lives = " ".join([*(agent.label for agent in agents), *fields.take("topic")])
    field = "era_facet" if fields.take("era_facet") else "era"
    seen: set[str] = set()
    for value in fields.take(field):
        label = strip_isbd(_SOURCE_CODE.sub("", one_line(value)))
        if f", {label}" in lives:
            fields.drop(field, "life-dates", value)
        elif label in seen:
            fields.derive(field, "repeated", value)
        elif label:
            seen.add(label)
            yield Period(label, field, interval_year(label.replace(" - ", "-")))
        else:
            fields.drop(field, "blank", value)
    if field == "era_facet":
        for value in fields.take("era"):
            fields.derive("era", "same-as-facet", value)


def classifications(fields: Fields) -> Iterator[Classification]:
    """The class part of a call number; the shelf mark belongs to the item."""
    for field, scheme, class_of in _CALL_NUMBERS:
        seen: set[str] = set()
        for value in fields.take(field):
            try:
                notation = class_of(value)
            except LexicalError:
                fields.drop(field, "no-class", value)
                continue
            if notation in seen:
                fields.derive(field, "repeated", value)
            else:
                seen.add(notation)
                yield Classification(scheme, notation, field)
