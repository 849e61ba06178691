"""Periods that the work is about: headings of 648, and the coded dates of 045.

Source: MARC 21 bibliographic, 045, 648; ISO 8601-1 §4.3.2 (year 0 is 1 B.C.), §5.5.2 (intervals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ld.normalize.dates import interval_year
from ld.normalize.subjects import heading
from ld.record import Period
from ld.sources.marc.headings import NAME_CODES, SUBDIVISIONS
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_CENTURIES = {letter: century * 100 for century, letter in enumerate("efghijklmnopqrstuvwxy")}
"""First years of the centuries that 045 $a codes by a letter: e is 1-99, x the 1900s."""

_BEFORE = {"b": 2999, "c": 1999, "d": 999}
"""First years B.C. of the millennia, whose centuries a digit counts."""

_CODED = re.compile(r"([b-y])([0-9-])([b-y])([0-9-])")
_WRITTEN = re.compile(r"([cd])([0-9]{4})(0[1-9]|1[0-2])?(0[1-9]|[12][0-9]|3[01])?(?:[01][0-9]|2[0-3])?")
_RANGE = "2"
_GERMAN = re.compile(r"Geschichte\s*<?([0-9]{4}(?:\s*-\s*[0-9]{4})?)>?")

_MUSIC = "cdj"
"""Types of record of which 045 says when the music was composed."""

_Moment = tuple[str, str]
"""As ISO 8601 writes it, and for people."""


def periods(fields: Fields, parts: Parts) -> None:
    """Periods by name, then those coded only; each once."""
    found: dict[str, Period] = {}
    for field in fields.get("648"):
        for period in _named(field):
            found.setdefault(period.label, period)
    for field in fields.get("045"):
        if fields.leader[6] in _MUSIC:
            field.drop("ab", "date-of-composition")
            continue
        for period in _coded(field):
            found.setdefault(period.label, period)
    parts["periods"] = (*parts.get("periods", ()), *found.values())


def _named(field: Field) -> Iterator[Period]:
    """A heading; its years are an interval where it is nothing but years, or GND's ``Geschichte 1933-1941``."""
    label = heading(field.take(NAME_CODES["648"]), field.take(SUBDIVISIONS))
    if not label:
        return
    german = _GERMAN.fullmatch(label)
    interval = interval_year(re.sub(r"\s*-\s*", "-", german[1] if german else label))
    yield Period(label, field.source(f"a{SUBDIVISIONS}"), interval)
    field.drop("2", "scheme-of-a-period")
    field.drop("01", "record-of-a-period")


def _coded(field: Field) -> Iterator[Period]:
    written = [(value, _written(value)) for value in field.take("b")]
    for value, moment in written:
        if moment is None:
            field.drop_value("b", value, "invalid-date")
    moments = [moment for _, moment in written if moment]
    if moments:
        field.derive("a", "same-as-date")
        yield from _dated(field, moments)
        return
    for value in field.take("a"):
        span = _span(value)
        if span:
            yield _between("045$a", *span)
        else:
            field.drop_value("a", value, "invalid-code")


def _dated(field: Field, moments: list[_Moment]) -> Iterator[Period]:
    if field.ind1 == _RANGE and len(moments) > 1:
        yield _between("045$b", moments[0], moments[-1])
        return
    for iso, label in moments:
        yield Period(label, "045$b", iso)


def _between(source: str, start: _Moment, end: _Moment) -> Period:
    if start == end:
        return Period(start[1], source, start[0])
    plain = start[1].isdigit() and end[1].isdigit()
    return Period(f"{start[1]}{'-' if plain else ' - '}{end[1]}", source, f"{start[0]}/{end[0]}")


def _written(value: str) -> _Moment | None:
    """``d197609``: 1976-09; ``c0221``: 221 B.C.; the hour is left out."""
    found = _WRITTEN.fullmatch(value.strip())
    if not found:
        return None
    era, year, month, day = found.groups()
    if era == "c":
        return _before(int(year)) if int(year) and not month else None
    iso = "-".join(filter(None, (year, month, day)))
    return iso, iso if month else year.lstrip("0") or "0"


def _before(year: int) -> _Moment:
    """A year B.C.; ISO 8601 counts from year 0."""
    return f"-{year - 1:04}" if year > 1 else "0000", f"{year} B.C."


def _span(value: str) -> tuple[_Moment, _Moment] | None:
    """The first and last year of two codes of a decade or century: ``v6w3`` is 1760 to 1839."""
    found = _CODED.fullmatch(value.strip().lower())
    if not found:
        return None
    start, end = _years(found[1], found[2])[0], _years(found[3], found[4])[1]
    if start > end:
        return None
    return _moment(start), _moment(end)


def _years(letter: str, digit: str) -> tuple[int, int]:
    """First and last year, those B.C. as negative numbers."""
    if letter in _BEFORE:
        first = _BEFORE[letter] - (int(digit) * 100 if digit != "-" else 0)
        return -first, -(first - 99 if digit != "-" else first - 999) or -1
    first = _CENTURIES[letter]
    if digit == "-":
        return max(first, 1), first + 99
    return max(first + int(digit) * 10, 1), first + int(digit) * 10 + 9


def _moment(year: int) -> _Moment:
    return (f"{year:04}", str(year)) if year > 0 else _before(-year)


__all__ = ["periods"]
