"""Spans of time in catalogue text: the numbering of a serial, the life of a person, the period of a subject."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from ld.errors import LexicalError
from ld.normalize.calendar_dates import FIRST_YEAR, Date, bounded, last_year
from ld.normalize.written_dates import written_date, written_dates


@dataclass(frozen=True, slots=True)
class Span:
    """When a serial began and ended, as far as its numbering says.

    Attributes:
        start, end: years.
        edtf: the interval in the precision of the source: ``1956-02/..`` goes on, ``/1953`` began nobody knows when.
    """

    start: Date | None
    end: Date | None
    edtf: Date | None


_CEASED = re.compile(r"\b(?:ceased|ended)\b", re.IGNORECASE)
_SHORT_END = re.compile(
    r"(?<![0-9])([0-9]{2})([0-9]{2})-([0-9]{2})(?![0-9]|\.? [^\W\d_])"
)  # not "1791-25 août 1793"


_COMBINED = re.compile(r"[^\W\d_]{3,}\.?/(?=[^\W\d_]{3,})")
"""The first of two months: an issue for "May/Nov. 2010" runs to November."""


def parse_span(value: str, *, today: datetime.date | None = None) -> Span:
    """The years of a serial from its numbering, MARC 21 field 362 $a.

    Args:
        value: ``Vol. 1, no. 1 (fall 1983)-v. 5, no. 4 (winter 1987).``, ``1878-``, ``-Nr. 664 (30. Juli 1937).``
    Raises:
        LexicalError: there is no year in it, or the span would end before it begins.
    Source: MARC 21 bibliographic, 362; EDTF level 1 intervals.

    >>> parse_span("Vol. 1 (Feb. 1956)-")
    Span(start=Date(lexical='1956', datatype='gYear'), end=None, edtf=Date(lexical='1956-02/..', datatype='edtf'))
    """
    text = bounded(value, "the numbering of a serial").rstrip(" .")
    limit = last_year(today)
    left, hyphen, right = _halves(_SHORT_END.sub(r"\1\2-\1\3", text))
    start, end = _first(left, limit), _last(_COMBINED.sub("", right), limit)
    if _CEASED.search(text):
        start, end = None, _last(text, limit)
    elif not hyphen:
        end = None
    if not (start or end) or (start and end and start.lexical[: len(end.lexical)] > end.lexical):
        raise LexicalError(value, "a numbering with years (MARC 21, 362 $a)")
    goes_on = hyphen and not right.strip(" -")
    return Span(_year(start), _year(end), _interval(start, end, goes_on=goes_on))


def _halves(text: str) -> tuple[str, bool, str]:
    """What stands before and after the hyphen of the span: the last one if it ends the text, else the first outside brackets."""
    if text.endswith("-"):
        return text.rstrip("- "), True, ""
    depth = 0
    for place, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "-" and depth <= 0 and not text[place + 1 :].lstrip(" 0123456789").startswith("-"):
            return text[:place], True, text[place + 1 :]
    return text, False, ""


def _dates(text: str, limit: int) -> list[Date]:
    """Dates in the brackets, where there are some: the numbers outside may look like years (``no. 1664 (1937)``)."""
    found = list(written_dates(text, limit))
    inner = [date for start, _, date in found if text.rfind("(", 0, start) > text.rfind(")", 0, start)]
    return inner or [date for _, _, date in found]


def _first(text: str, limit: int) -> Date | None:
    return next(iter(_dates(text, limit)), None)


def _last(text: str, limit: int) -> Date | None:
    return next(iter(_dates(text, limit)[::-1]), None)


def _year(date: Date | None) -> Date | None:
    return Date(date.lexical[:4], "gYear") if date else None


def _interval(start: Date | None, end: Date | None, *, goes_on: bool) -> Date | None:
    """A season has no place in an interval of EDTF level 1; its year stands there."""
    first, last = (
        None if date is None else _year(date) if date.datatype == "edtf" else date for date in (start, end)
    )
    if not end and not goes_on:
        return None
    return Date(f"{first.lexical if first else ''}/{last.lexical if last else '..'}", "edtf")


_BIRTH = re.compile(r"(?:b\.|b|born|geb\.|né|née|n\.|\*) ?(?=[0-9])", re.IGNORECASE)
_DEATH = re.compile(r"(?:d\.|d|died|gest\.|m\.|†) ?(?=[0-9])", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?:active|fl|flourished|cent|centur(?:y|ies)|ca|circa|c|approximately|about|approx|or|before|after|between|[ab]\.? ?[cd])\b|[?/~]",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\s*(?:active|fl\.?|flourished)\b|.*\bcent(?:\.|ur)", re.IGNORECASE)


def life_dates(value: str, *, today: datetime.date | None = None) -> tuple[Date | None, Date | None]:
    """Dates of birth and death from MARC 21 X00 $d; what is uncertain is left out, its certain half kept.

    Args:
        value: ``1884-1920``, ``1950-``, ``-1521``, ``b. 1903``, ``ca. 1556-1626``, ``active 1849``.
    Returns:
        birth and death as years (or days, where the source has them); both None where all is uncertain, and for years
        before 1000.
    Raises:
        LexicalError: this is no date of a life, or the death comes first.
    Source: MARC 21 bibliographic, 100 $d; RDA 9.3.

    >>> life_dates("ca. 1556-1626")
    (None, Date(lexical='1626', datatype='gYear'))
    >>> life_dates("1937 April 4-")
    (Date(lexical='1937-04-04', datatype='date'), None)
    """
    limit = last_year(today)
    return _cached_life(value, limit) if len(value) <= _CACHED else _life(value, limit)


def _life(value: str, limit: int) -> tuple[Date | None, Date | None]:
    text = bounded(value, "dates of a life").strip(" .,;()[]")
    if _WHOLE.match(text) and any(char.isdigit() for char in text):
        return None, None
    before, hyphen, after = text.partition("-")
    if not hyphen:
        return _single(value, text, limit)
    birth, death = (_half(value, half.strip(" .,"), limit) for half in (before, after))
    if not (before.strip() or after.strip()) or (birth and death and birth.lexical[:4] > death.lexical[:4]):
        raise LexicalError(value, "dates of birth and death")
    return birth, death


_CACHED = 64
_cached_life = lru_cache(maxsize=4096)(_life)


def _single(value: str, text: str, limit: int) -> tuple[Date | None, Date | None]:
    """A date that says of itself what it is."""
    born, died = _BIRTH.match(text), _DEATH.match(text)
    marked = born or died
    if marked:
        date = _half(value, text[marked.end() :], limit)
        return (date, None) if born else (None, date)
    if _VAGUE.search(text) and any(char.isdigit() for char in text):
        return None, None
    raise LexicalError(value, "dates of birth and death")


def _half(value: str, text: str, limit: int) -> Date | None:
    """One end of a life: None if it is open, uncertain or too early for four digits."""
    marked = _BIRTH.match(text) or _DEATH.match(text)
    text = text[marked.end() :] if marked else text
    if not text or (text.isdigit() and int(text) < FIRST_YEAR) or _VAGUE.search(text):
        return None
    date = written_date(text, limit)
    if date is None or date.datatype == "edtf":
        raise LexicalError(value, "dates of birth and death")
    return date


_ERA = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


def interval_year(value: str) -> str | None:
    """A subject's period as an ISO 8601 year or interval, where it is given in years alone; None otherwise.

    Source: ISO 8601-1 §5.5.2; schema.org temporalCoverage.

    >>> interval_year("1939-1945."), interval_year("1945"), interval_year("Civil War, 1936-1939.")
    ('1939/1945', '1945', None)
    """
    found = _ERA.fullmatch(value.strip(" .")) if len(value) < 20 else None
    if not found or found[1] == "0000" or (found[2] and found[2] < found[1]):
        return None
    return f"{found[1]}/{found[2]}" if found[2] else found[1]


__all__ = ["Span", "interval_year", "life_dates", "parse_span"]
