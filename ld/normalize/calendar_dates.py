"""A date in the precision that its source gives, and the forms of ISO 8601.

Source: XSD 1.1 Part 2 §3.3.7-12 (dateTime, date, gYearMonth, gYear); ISO 8601-1; EDTF
https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Literal

from ld.errors import LexicalError
from ld.immutable import immutable

Datatype = Literal["gYear", "gYearMonth", "date", "dateTime", "edtf"]

FIRST_YEAR = 1000
_AHEAD = 2
_MAX_LENGTH = 200

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,12}))?)?"
    r" ?(?:(Z)|([+-][0-9]{2}):?([0-9]{2})?)?"
)
_MARC_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:\.([0-9]))?()()()")
_YEAR = re.compile(r"[0-9]{4}")


@immutable
class Date:
    """A date as a literal.

    Attributes:
        lexical: canonical for its datatype.
        datatype: local name in XSD, or ``edtf`` for http://id.loc.gov/datatypes/edtf/EDTF.

    >>> Date("2017-08-30", "date").year, Date("19XX", "edtf").year
    (2017, None)
    """

    lexical: str
    datatype: Datatype

    @property
    def year(self) -> int | None:
        """The year it begins with, if it begins with one."""
        found = _YEAR.match(self.lexical)
        return int(found[0]) if found else None


def last_year(today: datetime.date | None) -> int:
    """The latest year that can be true of a publication: two years from `today`."""
    return (today or datetime.datetime.now(datetime.UTC)).year + _AHEAD


def bounded(value: str, expected: str) -> str:
    """`value` with ASCII digits and hyphens, single spaces.

    Raises:
        LexicalError: over 200 characters: whatever it is, it is not a date.
    """
    if len(value) > _MAX_LENGTH:
        raise LexicalError(value, f"{expected} (of at most {_MAX_LENGTH} characters)")
    text = value if value.isascii() else value.translate(_DIGITS)
    return " ".join(text.split())


class _Digits(dict[int, str]):
    """Decimal digits of any script as ASCII, and every dash as a hyphen."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        dash = unicodedata.category(char) == "Pd" or char == "−"
        self[code] = "-" if dash else str(unicodedata.decimal(char, char))
        return self[code]


_DIGITS = _Digits()


def iso_date(text: str, limit: int) -> Date | None:
    """``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, ``YYYYMMDD`` or a dateTime as a date; None if it is none of these.

    Args:
        limit: the latest year allowed; the earliest is 1000. Days are checked against the calendar.

    >>> iso_date("20170830", 2026), iso_date("2017-13", 2026)
    (Date(lexical='2017-08-30', datatype='date'), None)
    """
    parts = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if parts:
        return (
            calendar_date(int(parts[1]), int(parts[2] or 0), int(parts[3] or 0), limit)
            if _proper(parts)
            else None
        )
    return _timestamp(text, limit)


def _proper(parts: re.Match[str]) -> bool:
    """``2017-00`` is no way to write 2017."""
    return parts[2] != "00" and parts[3] != "00"


def calendar_date(year: int, month: int, day: int, limit: int) -> Date | None:
    """The date of a year, month and day, of which a 0 is unknown; None if there is no such day or year.

    >>> calendar_date(1900, 2, 29, 2026) is None
    True
    """
    if not FIRST_YEAR <= year <= limit or month > 12:
        return None
    if not month:
        return Date(f"{year}", "gYear")
    if not day:
        return Date(f"{year}-{month:02}", "gYearMonth")
    try:
        return Date(datetime.date(year, month, day).isoformat(), "date")
    except ValueError:
        return None


def parse_timestamp(value: str, *, today: datetime.date | None = None) -> Date:
    """When something was done to a record: ISO 8601 with or without time, or MARC 21 field 005.

    Args:
        value: ``2012-09-27T17:00:08Z``, ``2012-09-27``, ``20050605163513.0``; time zones other than Z are converted.
    Returns:
        a dateTime in canonical form (in UTC where the source has a zone, without one where it has none), or a date.
    Raises:
        LexicalError: anything else, days that the calendar lacks, years before 1000 or more than two ahead.
    Source: XSD 1.1 Part 2 §3.3.7; MARC 21 bibliographic, 005.

    >>> parse_timestamp("2012-09-27T19:00:08.50+02:00")
    Date(lexical='2012-09-27T17:00:08.5Z', datatype='dateTime')
    """
    found = iso_date(bounded(value, "a time"), last_year(today))
    if found is None or found.datatype not in ("date", "dateTime"):
        raise LexicalError(value, "a date with or without a time (ISO 8601)")
    return found


def _timestamp(text: str, limit: int) -> Date | None:
    parts = _TIME.fullmatch(text) or _MARC_TIME.fullmatch(text)
    if not parts:
        return None
    year, month, day, hour, minute, second = [int(part or 0) for part in parts.groups()[:6]]
    midnight = (hour, minute, second) == (24, 0, 0)
    try:
        moment = datetime.datetime(year, month, day, 0 if midnight else hour, minute, second)  # noqa: DTZ001 - the zone may be unknown
        if midnight or parts[9]:
            moment += datetime.timedelta(days=midnight) - _offset(parts[9], parts[10])
    except (ValueError, OverflowError):
        return None
    if not FIRST_YEAR <= moment.year <= limit:
        return None
    fraction = (parts[7] or "").rstrip("0")
    zone = "Z" if parts[8] or parts[9] else ""
    return Date(f"{moment.isoformat()}{'.' if fraction else ''}{fraction}{zone}", "dateTime")


def _offset(hours: str | None, minutes: str | None) -> datetime.timedelta:
    """Distance from UTC; ValueError beyond the 14 hours of XSD 1.1 Part 2 §3.3.7.2."""
    if not hours:
        return datetime.timedelta()
    size = datetime.timedelta(hours=int(hours[1:]), minutes=int(minutes or 0))
    if size > datetime.timedelta(hours=14) or int(minutes or 0) > 59:
        raise ValueError(hours)
    return -size if hours[0] == "-" else size


__all__ = ["Datatype", "Date", "bounded", "calendar_date", "iso_date", "last_year", "parse_timestamp"]
