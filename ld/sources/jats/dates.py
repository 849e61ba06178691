"""When an article was published, and received and accepted.

Source: JATS 1.3, `pub-date` with `@pub-type` (to 1.0) or `@date-type` and `@publication-format`, `history/date`,
`pub-history/event`, `@iso-8601-date`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.calendar_dates import calendar_date, last_year
from ld.normalize.dates import Date, ParsedDate, parse
from ld.normalize.text import line
from ld.record import Stated
from ld.sources.jats.article import Article, find_all
from ld.sources.xml.elements import inner_text

_PUBLICATION: Final = frozenset(
    {"", "epub", "epub-original", "epub-ppub", "original-pub", "original-publication", "ppub", "pub"}
)
_ISSUE: Final = frozenset({"collection", "issue-pub", "issue", "ppub", "epub-ppub"})
_PRINT: Final = frozenset({"ppub", "collection", "epub-ppub", "issue-pub", "issue"})
_UNUSED: Final = {
    "corrected": "date-of-a-correction",
    "ecorrected": "date-of-a-correction",
    "epreprint": "date-of-a-preprint",
    "pcorrected": "date-of-a-correction",
    "pmc-release": "release-in-pubmed-central",
    "preprint": "date-of-a-preprint",
    "retraction": "date-of-a-retraction",
    "retracted": "date-of-a-retraction",
    "eretracted": "date-of-a-retraction",
}
_HISTORY: Final = {"accepted": "accepted", "received": "submitted"}


class _Dated(NamedTuple):
    """A date of publication with its kind."""

    element: etree._Element
    kind: str
    parsed: ParsedDate


def dates(article: Article, parts: dict[str, Any]) -> None:
    """`issued`: the earliest of the article's own dates, in print or electronic, else that of its issue; `submitted`,
    `accepted` from its history; in `dates` what only EDTF can say of the date of issue (seasons, ranges of months).
    """
    found = list(_publication(article))
    own = [one for one in found if one.kind in _PUBLICATION] or [one for one in found if one.kind in _ISSUE]
    issued, issue = _earliest(own), _date_of_issue(found)
    parts["issued"] = _stated(article, issued)
    parts["issue_date"] = _stated(article, issue)
    parts["dates"] = tuple(
        Stated(one.parsed.edtf, article.path(one.element)) for one in [issued] if one and one.parsed.edtf
    )
    for one in found:
        if one is not issued and one is not issue:
            _leave(article, one)
    parts.update(_history(article))


def _publication(article: Article) -> Iterator[_Dated]:
    for element in find_all(article.meta, "pub-date"):
        kind = _kind(element)
        parsed = read_date(article, element)
        if parsed:
            yield _Dated(element, kind, parsed)


def _kind(element: etree._Element) -> str:
    """`@pub-type`, or what `@date-type` and `@publication-format` say instead of it."""
    kind = (element.get("pub-type") or element.get("date-type") or "").strip().lower()
    if kind == "pub":
        return {"print": "ppub", "electronic": "epub", "online": "epub"}.get(
            element.get("publication-format", "").strip().lower(), kind
        )
    return kind


def _earliest(found: Iterable[_Dated]) -> _Dated | None:
    """Of a month and a day in it the day is meant: the one says when, the other only about when."""
    known = [one for one in found if one.parsed.issued]
    return min(known, key=_order, default=None)


def _order(one: _Dated) -> tuple[str, int]:
    """Dates sort as their text does; the shorter ones behind all that begin so."""
    lexical = one.parsed.issued.lexical if one.parsed.issued else ""
    return lexical.ljust(10, "~"), -len(lexical)


def _date_of_issue(found: Iterable[_Dated]) -> _Dated | None:
    """In print, or of the collection: of the two the more precise."""
    known = [one for one in found if one.kind in _PRINT and one.parsed.issued]
    return max(
        known, key=lambda one: len(one.parsed.issued.lexical) if one.parsed.issued else 0, default=None
    )


def _stated(article: Article, one: _Dated | None) -> Stated[Date] | None:
    if one is None or one.parsed.issued is None:
        return None
    return Stated(one.parsed.issued, article.path(one.element))


def _leave(article: Article, one: _Dated) -> None:
    if one.kind in _PUBLICATION or one.kind in _ISSUE:
        article.derive(one.element, "later-date")
    else:
        article.drop(one.element, _UNUSED.get(one.kind, "not-the-publication"))


def read_date(article: Article, element: etree._Element) -> ParsedDate | None:
    """The date that an element holds in parts, in words, or as `@iso-8601-date`; a finding if none can be read.

    The element counts as mapped, or as dropped.
    """
    article.take(element)
    numbers = [_text(element, tag) for tag in ("year", "month", "day")]
    found = _in_numbers(*numbers) or _tried(element.get("iso-8601-date", "")) or _in_words(element)
    if found is None:
        value = " ".join(part for part in (inner_text(element).split()))
        article.drop(element, "invalid-date" if value else "blank")
        if value:
            message = "This is no date of the calendar from 1000 to two years ahead; correct it."
            article.remark("date-invalid", Severity.WARNING, element, value, message)
    return found


def _text(element: etree._Element, tag: str) -> str:
    part = next(element.iterchildren(tag), None)
    return "" if part is None else line(inner_text(part))


def _in_numbers(year: str, month: str, day: str) -> ParsedDate | None:
    """The usual form: three numbers, or fewer. Any other is read by the words."""
    if not all(text.isascii() and (text.isdigit() or not text) for text in (year, month, day)):
        return None
    if not 0 < len(year) <= 4 or len(month) > 2 or len(day) > 2:  # digits of a date
        return None
    date = calendar_date(int(year), int(month or 0), int(day or 0) if month else 0, last_year(None))
    return ParsedDate(date) if date else None


def _in_words(element: etree._Element) -> ParsedDate | None:
    """``Spring 2005``, ``Jul-Aug 2010``; if not even that, the year."""
    year, month, day, season, text = (
        _text(element, tag) for tag in ("year", "month", "day", "season", "string-date")
    )
    tried = (f"{day} {month} {year}" if day else "", f"{month or season} {year}", text, year)
    return next((found for words in tried if (found := _tried(words.strip()))), None)


def _tried(text: str) -> ParsedDate | None:
    try:
        return parse(text) if text else None
    except LexicalError:
        return None


def _history(article: Article) -> dict[str, Stated[Date]]:
    """When it was received and accepted, the first of each; revisions are not published."""
    found: dict[str, Stated[Date]] = {}
    elements = [
        *find_all(article.meta, "history", "date"),
        *find_all(article.meta, "history", "event", "date"),
        *find_all(article.meta, "pub-history", "event", "date"),
    ]
    for element in elements:
        name = _HISTORY.get(_step(element), "")
        if not name:
            continue
        parsed = read_date(article, element)
        if parsed and parsed.issued and name not in found:
            found[name] = Stated(parsed.issued, article.path(element))
        elif parsed:
            article.derive(element, "repeated")
    return found


def _step(element: etree._Element) -> str:
    """What happened on a date of the history: `@date-type`, or `@event-type` of the event it is in."""
    own, parent = element.get("date-type"), element.getparent()
    told = own if own or parent is None else parent.get("event-type")
    return (told or "").strip().lower()


__all__ = ["dates", "read_date"]
