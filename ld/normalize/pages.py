"""Pages of an article, and what the extent of a thing says of its pages and playing time."""

from __future__ import annotations

import re

from ld.errors import LexicalError
from ld.immutable import immutable

_MAX = 200
_MAX_PAGES = 100_000

_LABEL = re.compile(
    r"(?:pp?[.:\s]?|(?:pages?|pag|pág|ss?|seiten?|str|sid|с|стр)[.:\s])\s*(?=[0-9A-Za-z])", re.IGNORECASE
)
_PAGE = r"(?:[A-Za-z]{0,4}[0-9]{1,12}[A-Za-z]{0,3}|[ivxlcdm]{1,12}|[IVXLCDM]{1,12})"
_RANGE = re.compile(rf"(?<![\w.])({_PAGE})\s?[-‐‑‒–—−]+\s?({_PAGE})(?![\w-])")
_SINGLE = re.compile(
    r"(?:(?:[a-z]{0,4}[.-]?)?[0-9]{1,12}(?:[.-]?[a-z0-9]{1,6})?|[ivxlcdm]{1,12}|[a-z]{1,8}[0-9][0-9a-z]{0,12})(?![\w])",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([A-Za-z]*)([0-9]+)([A-Za-z]*)")


@immutable
class Pages:
    """Where an article stands.

    Attributes:
        start, end: as printed, ``S12`` and ``iii`` included; the end is written out. No end where there is one page;
            :func:`page_range` always gives a start.
        pagination: the whole statement, with every range written out and an en dash in it.
    """

    start: str | None
    end: str | None
    pagination: str


def pages(start: str, end: str | None = None) -> Pages:
    """The pages of an article of which first and last are given apart; nothing is an error.

    Args:
        start: ``150``, ``S12``, ``e1000123``; a range is taken as one if `end` is missing.
        end: may be abbreviated: 1213 and 9 are 1213 to 1219.
    Returns:
        no start and no end where `start` names no page; no end where `end` is the same page, an earlier one or none.

    >>> pages("1213", "9")
    Pages(start='1213', end='1219', pagination='1213–1219')
    >>> pages("in press")
    Pages(start=None, end=None, pagination='in press')
    """
    first, last = _tried(start), _tried(end) if end else None
    if first is None or first.start is None:
        return Pages(None, None, " ".join(start.split()))
    if first.end or last is None or last.start is None:
        return first
    written_out = _written_out(first.start, last.end or last.start)
    if written_out is None or written_out == first.start:
        return Pages(first.start, None, first.start)
    return Pages(first.start, written_out, f"{first.start}–{written_out}")


def _tried(value: str) -> Pages | None:
    try:
        return page_range(value)
    except LexicalError:
        return None


def page_range(value: str) -> Pages:
    """The first and last page of a statement of pages.

    Args:
        value: ``12-18``, ``S12-S18``, ``e1000123``, ``iii-x``, ``pp. 3278-3289.``, ``986-8; discussion 988-90``; an
            abbreviated end is written out by the digits it shares with the start.
    Raises:
        LexicalError: there are no pages in it.
    Source: NLM, MEDLINE/PubMed data element descriptions, Pagination.

    >>> page_range("986-8; discussion 988-90")
    Pages(start='986', end='988', pagination='986–988; discussion 988–990')
    """
    text = " ".join(value.split()).strip(" .,;:()[]") if len(value) <= _MAX else ""
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    found = _RANGE.search(text)
    end = _written_out(found[1], found[2]) if found else None
    if found and end:
        return Pages(found[1], end if end != found[1] else None, _RANGE.sub(_ranged, text))
    single = _SINGLE.match(text)
    if not single or (found and found.start() == 0):
        raise LexicalError(value, "pages")
    return Pages(single[0], None, text)


def _ranged(found: re.Match[str]) -> str:
    end = _written_out(found[1], found[2])
    return f"{found[1]}–{end}" if end else found[0]


def _written_out(start: str, end: str) -> str | None:
    """The last page in full; None if it would come before the first.

    >>> _written_out("S12", "8"), _written_out("iii", "x"), _written_out("18", "12")
    ('S18', 'x', None)
    """
    first, last = _NUMBERED.fullmatch(start), _NUMBERED.fullmatch(end)
    if not first or not last:
        return end
    missing = len(first[2]) - len(last[2])
    digits = first[2][:missing] + last[2] if missing > 0 and last[1] in ("", first[1]) else last[2]
    prefix = last[1] or first[1]
    if prefix == first[1] and int(digits) < int(first[2]):
        return None
    return f"{prefix}{digits}{last[3]}"


@immutable
class Physical:
    """What a physical description says of length.

    Attributes:
        pages: of one volume with one arabic sequence; None for anything else.
        duration: canonical xsd:duration such as ``PT1H30M``; None where there is none, or more than one.
    """

    pages: int | None
    duration: str | None


_SEQUENCE = re.compile(
    r"(?:[ivxlc]+, )?([0-9]{1,6})(?: unnumbered| numbered)? (?:p|pages?|pp|leaves|leaf|s|seiten?|bl|blatt|sivua|sidor|stron|oldal|str|с)\b",
    re.IGNORECASE,
)
_ONE_VOLUME = re.compile(
    r"1 (?:online[ -]resource|online-ressource|ressource en ligne|recurso en línea|v\.|vol\.|volume|ebook|e-book|pdf)[^(]{0,40}\(",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r"[0-9]\]? (?:unnumbered |folded )?(?:p|pages?|pp|leaves|leaf|l|s|seiten?|bl|v|vol|volumes?)\b\.?+(?! of plates| of music)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:(?P<h>[0-9]{1,3})\s?(?:h|hr|hrs|hours?|std|stunden?|heures?|horas?|ore|t|tim)\b\.?[,:]?\s?(?:and |und |et )?)?"
    r"(?P<m>[0-9]{1,4})\s?(?:min|mins|minutes?|minuten?|minutos?|minuti|minuuttia)\b\.?(?:[,:]?\s?(?P<s>[0-9]{1,2})\s?(?:s|sec|secs|seconds?|sek)\b\.?)?"
    r"|(?P<only>[0-9]{1,3})\s?(?:hr|hrs|hours?|stunden?|heures?)\b\.?",
    re.IGNORECASE,
)
_TIMED = re.compile("min|h|stunde", re.IGNORECASE)
"""What is in every unit of the times that stand alone; most descriptions have none of it."""

_CLOCK = re.compile(r"([0-9]{2,3})([0-9]{2})([0-9]{2})")


def physical(value: str) -> Physical:
    """Pages and playing time, where a physical description states them beyond doubt; nothing is an error.

    Source: MARC 21 bibliographic, 300 $a; AACR2 2.5B, RDA 3.4.5, 7.22.

    >>> physical("xiv, 92 p. : ill. ; 23 cm."), physical("2 v. (39, 1714, 45 p.)")
    (Physical(pages=92, duration=None), Physical(pages=None, duration=None))
    >>> physical("1 videodisc (90 min., 30 sec.) : sd., col.").duration
    'PT1H30M30S'
    """
    text = value[:_MAX].strip()
    return Physical(_one_sequence(text), _duration(text))


def _one_sequence(text: str) -> int | None:
    """The pages of one volume with one arabic sequence: group 2 of ``xiv, 92 p.``; plates do not count."""
    amount = re.split(r" [:;+] ?|; ", text, maxsplit=1)[0]
    opening = _ONE_VOLUME.match(amount)
    amount = amount[opening.end() :] if opening else amount
    found = _SEQUENCE.match(amount)
    if not found or _FURTHER.search(amount, found.end()):
        return None
    count = int(found[1])
    return count if 0 < count < _MAX_PAGES else None


def _duration(text: str) -> str | None:
    times = list(_TIME.finditer(text)) if _TIMED.search(text) else []
    if len(times) != 1:
        return None
    found = times[0]
    return _iso(int(found["h"] or found["only"] or 0), int(found["m"] or 0), int(found["s"] or 0))


def playing_time(value: str) -> str:
    """A duration from MARC 21 field 306 $a, ``hhmmss``.

    Raises:
        LexicalError: not six or seven digits, or no time at all.
    Source: MARC 21 bibliographic, 306.

    >>> playing_time("001542")
    'PT15M42S'
    """
    found = _CLOCK.fullmatch(value.strip())
    duration = _iso(*(int(part) for part in found.groups())) if found else None
    if duration is None:
        raise LexicalError(value, "a playing time hhmmss (MARC 21, 306)")
    return duration


def _iso(hours: int, minutes: int, seconds: int) -> str | None:
    """Canonical xsd:dayTimeDuration (XSD 1.1 Part 2 §3.4.27) without days; None for no time."""
    total = hours * 3600 + minutes * 60 + seconds
    days, hours, minutes, seconds = total // 86400, total // 3600 % 24, total // 60 % 60, total % 60
    clock = "".join(
        f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if count
    )
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"P{text}" if text else None


__all__ = ["Pages", "Physical", "page_range", "pages", "physical", "playing_time"]
