"""The dates of 008/06-14: what each type of date says.

Source: MARC 21 bibliographic, 008/06, 008/07-10, 008/11-14; EDTF https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ld.immutable import immutable
from ld.normalize.calendar_dates import Date, calendar_date, last_year

_GOES_ON = "9999"
_VAGUE = re.compile(r"[0-9]{2}(?:[0-9]{2}|[0-9]u|uu)")
_SERIALS = frozenset("cdu")
"""Types of date of continuing resources: currently published, ceased, status unknown."""


@immutable
class CodedDates:
    """What 008/06-14 says.

    Attributes:
        type: 008/06.
        issued, copyrighted, start, end: in XSD precision.
        original: when what is reprinted was published; may be EDTF.
        made: of creation, a year or an interval.
        span: what `issued` or `start` cannot say.
    """

    type: str = ""
    issued: Date | None = None
    copyrighted: Date | None = None
    original: Date | None = None
    made: Date | None = None
    start: Date | None = None
    end: Date | None = None
    span: Date | None = None


def coded_dates(fixed: str, *, serial: bool) -> CodedDates:
    """Read 008/06-14.

    Args:
        fixed: 008.
        serial: whether leader/07 says that it is a serial.

    >>> coded_dates("      t19991998", serial=False).copyrighted
    Date(lexical='1998', datatype='gYear')
    >>> coded_dates("      c19799999", serial=True).span
    Date(lexical='1979/..', datatype='edtf')
    """
    return _coded(fixed[6:7].lower(), fixed[7:11].lower(), fixed[11:15].lower(), serial, last_year(None))


@lru_cache(maxsize=4096)
def _coded(kind: str, first: str, second: str, serial: bool, limit: int) -> CodedDates:
    if serial and (kind in _SERIALS or kind not in _BY_TYPE):
        return _serial(kind, first, second, limit)
    return _BY_TYPE.get(kind, _none)(kind, first, second, limit)


def _none(kind: str, _first: str, _second: str, _limit: int) -> CodedDates:
    """``n``, ``b``, ``|``: no dates given, before Christ, not coded."""
    return CodedDates(kind)


def _single(kind: str, first: str, _second: str, limit: int) -> CodedDates:
    """``s``: one date, known or probable."""
    return CodedDates(kind, issued=_year(first, limit), span=_digits_missing(first))


def _serial(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``c``, ``d``, ``u`` of a serial: it began, goes on, ended."""
    start, end = _year(first, limit), _year(second, limit)
    if start and end and start.lexical > end.lexical:
        return CodedDates(kind, start=start)
    return CodedDates(kind, start=start, end=end, span=_interval(first, second, limit, goes_on=kind == "c"))


def _several(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``m``, and ``c``, ``d``, ``u`` of what is no serial: published over years.

    Before 1988 ``c`` of a book meant dates of publication and copyright (46 records of solrmarc); only serials go on.
    """
    issued, other = _year(first, limit), _year(second, limit)
    if kind == "c" and issued and other:
        return CodedDates(kind, issued=issued, copyrighted=other)
    if first == second or not second.strip(" |#"):
        return CodedDates(kind, issued=issued, span=_digits_missing(first))
    return CodedDates(kind, issued=issued, span=_interval(first, second, limit, goes_on=False))


def _collected(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``i``, ``k``: inclusive or bulk dates of a collection, which is not published."""
    if first == second or not second.strip(" |#"):
        return CodedDates(kind, made=_year(first, limit) or _digits_missing(first))
    return CodedDates(kind, made=_interval(first, second, limit, goes_on=False) or _year(first, limit))


def _released(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``p``: released, after it was recorded or produced."""
    made = _year(second, limit) or _digits_missing(second)
    return CodedDates(kind, issued=_year(first, limit), made=made, span=_digits_missing(first))


def _reprinted(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``r``: reprinted, and when the original was published."""
    original = _year(second, limit) or _digits_missing(second)
    return CodedDates(kind, issued=_year(first, limit), original=original, span=_digits_missing(first))


def _with_copyright(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``t``: published, and copyrighted."""
    return CodedDates(
        kind, issued=_year(first, limit), copyrighted=_year(second, limit), span=_digits_missing(first)
    )


def _detailed(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``e``: year, then month and day."""
    month, day = (int(part) if part.isascii() and part.isdigit() else 0 for part in (second[:2], second[2:]))
    year = _year(first, limit)
    exact = calendar_date(int(first), month, day if month else 0, limit) if year else None
    return CodedDates(kind, issued=exact or year, span=_digits_missing(first))


def _questionable(kind: str, first: str, second: str, limit: int) -> CodedDates:
    """``q``: in one of these years. An interval would claim all of them."""
    bounds = sorted(
        (
            first.replace("u", "0") if _VAGUE.fullmatch(first) else "",
            second.replace("u", "9") if _VAGUE.fullmatch(second) else "",
        )
    )
    if all(_year(bound, limit) for bound in bounds) and bounds[0] != bounds[1]:
        return CodedDates(kind, span=Date(f"[{bounds[0]}..{bounds[1]}]", "edtf"))
    year = _year(first, limit)
    doubt = Date(f"{year.lexical}?", "edtf") if year else _digits_missing(first)
    return CodedDates(kind, issued=year, span=doubt)


_BY_TYPE: dict[str, Callable[[str, str, str, int], CodedDates]] = {
    "c": _several,
    "d": _several,
    "e": _detailed,
    "i": _collected,
    "k": _collected,
    "m": _several,
    "p": _released,
    "q": _questionable,
    "r": _reprinted,
    "s": _single,
    "t": _with_copyright,
    "u": _several,
}


def _year(text: str, limit: int) -> Date | None:
    return (
        calendar_date(int(text), 0, 0, limit)
        if len(text) == 4 and text.isascii() and text.isdigit()
        else None
    )


def _digits_missing(text: str) -> Date | None:
    """``19uu`` as EDTF ``19XX``; nothing of a year that is whole, or of which the century is unknown."""
    if "u" not in text or not _VAGUE.fullmatch(text) or text < "10":
        return None
    return Date(text.replace("u", "X"), "edtf")


def _interval(first: str, second: str, limit: int, *, goes_on: bool) -> Date | None:
    """From one to the other; ``..`` is an end that has not come, nothing an end that is not known."""
    start, end = (_year(text, limit) or _digits_missing(text) for text in (first, second))
    if not start and not end:
        return None
    if start and end and start.lexical.replace("X", "0") > end.lexical.replace("X", "9"):
        return None
    until = end.lexical if end else ".." if goes_on or second == _GOES_ON else ""
    return Date(f"{start.lexical if start else ''}/{until}", "edtf")


__all__ = ["CodedDates", "coded_dates"]
