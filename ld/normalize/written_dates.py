"""Dates written out in words: ``Sept. 22, 1856``, ``22. Nov. 1882``, ``1998 Dec 12``, ``2000 Spring``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ld.normalize.calendar_dates import Date, calendar_date
from ld.normalize.tsv import rows

_FIRST_SEASON = 21
"""EDTF numbers the seasons 21 to 24, after the months."""

_WORD = r"(?P<month>[^\W\d_]{3,})\.?"
_YEAR = r"(?P<year>(?<![0-9])[0-9]{4}(?![0-9]))"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er)?"
_DATES = (
    re.compile(rf"{_YEAR},? {_WORD}(?: {_DAY}(?![0-9]))?"),
    re.compile(rf"{_WORD} {_DAY},? {_YEAR}"),
    re.compile(rf"(?:{_DAY}\.? (?:de )?)?{_WORD}(?:/[^\W\d_]{{3,}}\.?)?,? (?:de )?{_YEAR}"),
    re.compile(rf"(?P<month>)(?P<day>){_YEAR}"),
)


@cache
def months() -> dict[str, int]:
    """Names of months and seasons in the languages that catalogues are written in, lower case, with their number.

    >>> months()["août"], months()["fall"]
    (8, 23)
    """
    return {name: int(row["month"]) for row in rows("months") for name in row["names"].split()}


def written_date(text: str, limit: int) -> Date | None:
    """The one date that all of `text` is; None if it is something else.

    >>> written_date("13 July 1510", 2026)
    Date(lexical='1510-07-13', datatype='date')
    """
    for form in _DATES:
        found = form.fullmatch(text)
        date = _date(found, limit) if found else None
        if date:
            return date
    return None


def written_dates(text: str, limit: int) -> Iterator[tuple[int, int, Date]]:
    """Every date in `text`, in order, each with the place where it begins and ends.

    >>> [date.lexical for _, _, date in written_dates("no. 1 (Jan. 1966)-v.18 (1983)", 2026)]
    ['1966-01', '1983']
    """
    place = 0
    while True:
        candidates = ((found, _date(found, limit)) for form in _DATES if (found := form.search(text, place)))
        hits = [(found.start(), -found.end(), date) for found, date in candidates if date]
        if not hits:
            return
        start, end, date = min(hits, key=lambda hit: hit[:2])
        yield start, -end, date
        place = -end


def _date(found: re.Match[str], limit: int) -> Date | None:
    """The date of a match, or None if its word is no month or its day not in the calendar."""
    word = (found["month"] or "").lower()
    month = months().get(word, 0)
    if word and not month:
        return None
    year, day = int(found["year"]), int(found["day"] or 0)
    if month < _FIRST_SEASON:
        return calendar_date(year, month, day, limit)
    return Date(f"{year}-{month}", "edtf") if calendar_date(year, 0, 0, limit) and not day else None


__all__ = ["months", "written_date", "written_dates"]
