"""Dates of publication as cataloguers write them: ``[1999?]``, ``c1984``, ``Heisei 2 [1990]``, ``199-``, ``1998-<2003>``.

Source: AACR2 1.4F, RDA 2.8.6 (brackets, question marks, ``i.e.``, ``between … and …``); EDTF levels 0 and 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ld.immutable import immutable
from ld.normalize.calendar_dates import FIRST_YEAR, Date, iso_date
from ld.normalize.written_dates import written_date


@immutable
class ParsedDate:
    """What a date of publication says.

    Attributes:
        issued: the (first) date of publication in XSD precision.
        copyright: the year of copyright, where it is given as such.
        edtf: what `issued` cannot say: uncertainty, a span, an unknown digit, a further date; None if it says all.
    """

    issued: Date | None = None
    copyright: Date | None = None
    edtf: Date | None = None


_IE = re.compile(r".*\bi\. ?e\.?,? (?=.*[0-9]{4})|.*\bi\.?e\.?,? (?=.*[0-9]{4})")
_GREGORIAN = re.compile(r"\[([^\[\]]*(?<![0-9])[0-9]{4}(?![0-9])[^\[\]]*)\]?")
_TWO_CALENDARS = re.compile(r"[0-9]{1,4}\?? ?\[([0-9]{4})\](?=-)(.*)\[([0-9]{4})\]")
_SECONDARY = re.compile(
    r"\s*(?:[©℗(-]|[cp] ?[0-9]|copyright|cop\b|printed|printing|impr|repr|d\. ?l|i\. ?l)", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"(?<![^\W\d_])(?:©|℗|\([cp]\)|copyright|cop\.?|[cp]) ?([0-9]{4})(?![0-9])(?:\??-\[?[cp]?[0-9]{2,4}(?![0-9]))?",
    re.IGNORECASE,
)
_RIGHTS_AS_END = re.compile(r"(?<=[0-9\]?])-(\[?)[cp©]([0-9]{4})")
_NOISE = re.compile(
    r"[\[\]()<>]|(?:\bprinting|\bprinted in the year|\banno|\bthe year)(?![^\W\d_])", re.IGNORECASE
)
_YEARS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_ALTERNATIVE = re.compile(r"([0-9]{4})\?? or [0-9]{1,4}\??")

_Reading = Callable[[re.Match[str], int], ParsedDate | None]


def imprint(text: str, limit: int) -> ParsedDate | None:
    """Read a date of publication; None if no date is found in it.

    Args:
        text: with ASCII digits and single spaces.
        limit: the latest year allowed.

    >>> imprint("2542 [1999]", 2026)
    ParsedDate(issued=Date(lexical='1999', datatype='gYear'), copyright=None, edtf=None)
    >>> imprint("1999-<2003>", 2026).edtf
    Date(lexical='1999/2003', datatype='edtf')
    """
    text = _gregorian(_IE.sub("", text).replace("<", "").replace(">", ""))
    copyright_, rest = _copyright(text, limit)
    rest = " ".join(_NOISE.sub("", rest).split()).strip(" ,.;:")
    found = _read(rest, limit)
    if found:
        return ParsedDate(found.issued, copyright_, found.edtf)
    return ParsedDate(copyright_, copyright_) if copyright_ else None


def _gregorian(text: str) -> str:
    """Of a date in two calendars, or a wrong one with its correction, the part in brackets."""
    spans = _TWO_CALENDARS.search(text)
    if spans:
        return f"{spans[1]}-{spans[3]}"
    bracket = _GREGORIAN.search(text)
    if not bracket or _SECONDARY.match(bracket[1]):
        return text
    before, after = text[: bracket.start()].rstrip(), text[bracket.end() :].rstrip(" .")
    dated_otherwise = any(char.isalnum() for char in _RIGHTS.sub("", before))
    if dated_otherwise and after == "-":
        return f"{bracket[1]}-"
    # A hyphen that touches a bracket makes it one end of a span; before a bracket that has its own it does not.
    if (text[: bracket.start()].endswith("-") and "-" not in bracket[1]) or after.startswith("-"):
        return text
    return bracket[1] if dated_otherwise else text


def _copyright(text: str, limit: int) -> tuple[Date | None, str]:
    """The first year of copyright, and the text without any."""
    text = _RIGHTS_AS_END.sub(r"-\1\2", text)
    found = _RIGHTS.search(text)
    if not found:
        return None, text
    return iso_date(found[1], limit), _RIGHTS.sub(" ", text)


def _read(text: str, limit: int) -> ParsedDate | None:
    exact = iso_date(text, limit)
    if exact:
        return ParsedDate(exact)
    for form, reading in _FORMS:
        found = form.fullmatch(text)
        read = reading(found, limit) if found else None
        if read:
            return read
    written = written_date(text, limit)
    if written:
        return _season(written) if written.datatype == "edtf" else ParsedDate(written)
    return _only_year(text, limit)


def _season(written: Date) -> ParsedDate:
    return ParsedDate(Date(written.lexical[:4], "gYear"), edtf=written)


def _only_year(text: str, limit: int) -> ParsedDate | None:
    """In running text, the year that stands alone: ``in the yere of our lorde 1527``."""
    years = [year for year in _YEARS.findall(text) if iso_date(year, limit)]
    return ParsedDate(Date(years[0], "gYear")) if len(set(years)) == 1 and "-" not in text else None


def _decade(found: re.Match[str], limit: int) -> ParsedDate | None:
    known = found[1] or found[2] or found[3]
    lexical = known.ljust(4, "X")
    first = int(known.ljust(4, "0"))
    return ParsedDate(edtf=Date(lexical, "edtf")) if FIRST_YEAR <= first <= limit else None


def _qualified(found: re.Match[str], limit: int) -> ParsedDate | None:
    """One year, uncertain or approximate."""
    year = iso_date(found["year"], limit)
    return (
        ParsedDate(year, edtf=Date(f"{year.lexical}{'~' if found['about'] else '?'}", "edtf"))
        if year
        else None
    )


def _span(found: re.Match[str], limit: int) -> ParsedDate | None:
    """From one year to another; an abbreviated end has the century of the start, ``9999`` has not come."""
    start, end = found[1], found[3]
    end = "" if end == "9999" else f"{start[: 4 - len(end)]}{end}"
    if not iso_date(start, limit) or (end and not iso_date(end, limit)):
        return None
    first = Date(start, "gYear")
    if start == end:
        return ParsedDate(first, edtf=Date(f"{start}?", "edtf") if found[2] else None)
    if end and end < start:
        return None
    until = f"{end}{found[4]}" if end else ".."
    return ParsedDate(first, edtf=Date(f"{start}{found[2]}/{until}", "edtf"))


def _open(found: re.Match[str], limit: int) -> ParsedDate | None:
    start = iso_date(found[1], limit)
    return ParsedDate(start, edtf=Date(f"{start.lexical}{found[2]}/..", "edtf")) if start else None


def _until(found: re.Match[str], limit: int) -> ParsedDate | None:
    end = iso_date(found[1], limit)
    return ParsedDate(edtf=Date(f"/{end.lexical}{found[2]}", "edtf")) if end else None


def _one_of(found: re.Match[str], limit: int) -> ParsedDate | None:
    """``1981 or 82``, ``between 1981 and 1984``: published in one of these years, and nobody knows in which."""
    start, end = found[1], found[1][: 4 - len(found[2])] + found[2]
    if not iso_date(start, limit) or not iso_date(end, limit) or start >= end:
        return None
    return ParsedDate(edtf=Date(f"[{start}..{end}]", "edtf"))


def _one_sided(found: re.Match[str], limit: int) -> ParsedDate | None:
    """``not before 1800``, ``before 1800``."""
    year = iso_date(found[2], limit)
    earliest = found[1].lower() in {"not before", "after"}
    return (
        ParsedDate(edtf=Date(f"[{year.lexical}..]" if earliest else f"[..{year.lexical}]", "edtf"))
        if year
        else None
    )


def _several(found: re.Match[str], limit: int) -> ParsedDate | None:
    """``1995, 1997``: the earliest, and the next of the others."""
    years = sorted(set(_YEARS.findall(found[0])))
    dates = [date for year in years if (date := iso_date(year, limit))]
    return ParsedDate(dates[0], edtf=dates[1] if len(dates) > 1 else None) if dates else None


def _interval(found: re.Match[str], limit: int) -> ParsedDate | None:
    """An interval of ISO 8601 or EDTF level 1, with or without an open end."""
    start, end = (iso_date(part, limit) if part not in ("", "..") else None for part in found.groups())
    if (
        (found[1] not in ("", "..") and not start)
        or (found[2] not in ("", "..") and not end)
        or not (start or end)
    ):
        return None
    if start and end and start.lexical > end.lexical:
        return None
    return ParsedDate(start, edtf=Date(found[0], "edtf"))


def _approximate_span(found: re.Match[str], limit: int) -> ParsedDate | None:
    """A span of which an end is one of two years."""
    return _read(_ALTERNATIVE.sub(r"\1?", found[0]), limit)


def _month_span(found: re.Match[str], limit: int) -> ParsedDate | None:
    """``1998 Dec-1999 Jan``, ``1978 Jul-Sep``: the first month is the date of issue."""
    year, start, end_year, end = found.groups()
    first, last = (written_date(text, limit) for text in (f"{year} {start}", f"{end_year or year} {end}"))
    if not first or not last or first.lexical >= last.lexical:
        return None
    if first.datatype == "edtf":
        return _season(first)
    return ParsedDate(first, edtf=Date(f"{first.lexical}/{last.lexical}", "edtf"))


def _day_span(found: re.Match[str], limit: int) -> ParsedDate | None:
    """``2001 May 22-29``, ``1998 Dec 28-1999 Jan 3``: the first day is the date of issue."""
    year, month, day, end_year, end_month, end_day = found.groups()
    first = written_date(f"{year} {month} {day}", limit)
    last = written_date(f"{end_year or year} {end_month or month} {end_day}", limit)
    if not first or not last or first.lexical >= last.lexical:
        return None
    return ParsedDate(first, edtf=Date(f"{first.lexical}/{last.lexical}", "edtf"))


_Y = r"([0-9]{4})(\??)"
_ISO = r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?|\.\.|)"
_FORMS: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(form, re.IGNORECASE), reading)
    for form, reading in (
        (r"([0-9]{3})[-Xxu?]\??|([0-9]{2})(?:--|XX|uu|\?\?|-\?)\??|([0-9]{3})0['’]?s", _decade),
        (r"(?P<year>[0-9]{4})(?P<about>)\?", _qualified),
        (
            r"(?P<about>ca?\.|ca|circa|approximately|approx\.?|about|um|vers|~)? ?(?P<year>[0-9]{4})\??",
            _qualified,
        ),
        (r"(?P<year>[0-9]{4})(?P<about>~)", _qualified),
        (rf"{_Y} ?[-/] ?([0-9]{{4}}|[0-9]{{2}})(\??)", _span),
        (rf"{_Y}\.? ?-+(?: ?present)?", _open),
        (rf"-+ ?{_Y}", _until),
        (r"([0-9]{4})\??,? or,? ([0-9]{4}|[0-9]{1,2})\??", _one_of),
        (r"between ([0-9]{4})\?? (?:and|-) ([0-9]{4}|[0-9]{2})\??", _one_of),
        (r"\[([0-9]{4})\.\.([0-9]{4})\]", _one_of),
        (r"(not before|not after|before|after) ([0-9]{4})\??", _one_sided),
        (r"[0-9]{4}(?:[,;] ?[0-9]{4}){1,20}", _several),
        (rf"{_ISO}/{_ISO}", _interval),
        (
            r"[0-9]{4}(?=.*\bor\b)(?:\?? or [0-9]{1,4})?\?? ?-(?: ?[0-9]{4}(?:\?? or [0-9]{1,4})?\??)?",
            _approximate_span,
        ),
        (r"([0-9]{4}) ([^\W\d_]{3,}\.?)[-/](?:([0-9]{4}) )?([^\W\d_]{3,}\.?)", _month_span),
        (
            r"([0-9]{4}) ([^\W\d_]{3,}\.?) ([0-9]{1,2})-(?:(?:([0-9]{4}) )?([^\W\d_]{3,}\.?) )?([0-9]{1,2})",
            _day_span,
        ),
    )
)

__all__ = ["ParsedDate", "imprint"]
