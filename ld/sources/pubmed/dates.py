"""When an article was published, submitted and accepted, and when its record was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.calendar_dates import calendar_date, last_year
from ld.normalize.dates import Date, ParsedDate, months, parse
from ld.record import Stated
from ld.sources.pubmed.citation import Citation, child, children

_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_SEASONS: Final = 21
"""From this number on a name of :func:`months` is a season."""

_HISTORY: Final = {"received": "submitted", "accepted": "accepted"}


def published(citation: Citation, parts: dict[str, Any]) -> None:
    """The earlier of the electronic date and that of the issue; the latter is kept for the issue, of which citations give it."""
    path = f"{citation.prefix}Journal/JournalIssue/PubDate"
    issue = child(child(child(citation.article, "Journal"), "JournalIssue"), "PubDate")
    read = issue_date(citation, issue, path)
    parts["issue_date"] = Stated(read.issued, path) if read and read.issued else None
    electronic = _electronic(citation)
    parts["issued"] = earliest(filter(None, (parts["issue_date"], *electronic.values())))
    if read and read.edtf and (not parts["issued"] or parts["issued"].source == path):
        parts["dates"] = (Stated(read.edtf, path),)
    for element, date in electronic.items():
        if date and date is not parts["issued"]:
            citation.drop(element, "not-the-earliest")


def _electronic(citation: Citation) -> dict[etree._Element, Stated[Date] | None]:
    path = f"{citation.prefix}ArticleDate"
    return {element: day(citation, element, path) for element in children(citation.article, "ArticleDate")}


def earliest(dates: Iterable[Stated[Date]]) -> Stated[Date] | None:
    """The earliest date; of two that do not contradict each other the more exact one; of two that are equal the first.

    >>> earliest([Stated(Date("2024-01", "gYearMonth"), "a"), Stated(Date("2024-01-02", "date"), "b")]).source
    'b'
    """
    found: Stated[Date] | None = None
    for date in dates:
        if found is None:
            found = date
            continue
        known, new = found.value.lexical, date.value.lexical
        if len(new) > len(known) if new.startswith(known) else new < known and not known.startswith(new):
            found = date
    return found


def issue_date(citation: Citation, element: etree._Element, path: str) -> ParsedDate | None:
    """A date of an issue or book: day, month, season, or in NLM's words (``2000 Spring``, ``1998 Dec-1999 Jan``)."""
    by_name = {part.tag: (part.text or "").strip() for part in element}
    words = by_name.get("MedlineDate") or " ".join(filter(None, (by_name.get("Year"), by_name.get("Season"))))
    if "MedlineDate" not in by_name and "Season" not in by_name:
        exact = day(citation, element, path)
        return ParsedDate(exact.value) if exact else None
    citation.take(element)
    try:
        return parse(words)
    except LexicalError as error:
        return _only_year(citation, element, words, str(error))


def _only_year(citation: Citation, element: etree._Element, words: str, fault: str) -> ParsedDate | None:
    found = _YEAR.search(words)
    year = calendar_date(int(found[0]), 0, 0, last_year(None)) if found else None
    if year is None:
        _drop(citation, element, words, fault)
        return None
    citation.remark("date", Severity.INFO, element, words, "Of these words only the year can be read.")
    return ParsedDate(year)


def day(citation: Citation, element: etree._Element, path: str) -> Stated[Date] | None:
    """A date of ``Year``, ``Month`` (number or name) and ``Day``, as exact as it is; taken as a whole."""
    year = month = number = ""
    for part in element:
        if part.tag == "Year":
            year = (part.text or "").strip()
        elif part.tag == "Month":
            month = (part.text or "").strip()
        elif part.tag == "Day":
            number = (part.text or "").strip()
    if not (year or month or number):
        citation.drop(element, "blank")
        return None
    found = _calendar(year, month, number)
    if found is None:
        _drop(citation, element, f"{year} {month} {number}", "this is no date")
        return None
    if len(found.lexical) < (10 if number else 7 if month else 4):
        citation.remark(
            "date",
            Severity.WARNING,
            element,
            f"{year} {month} {number}",
            f"No such day; {found.lexical} is published.",
        )
    citation.take(element)
    return Stated(found, path)


def _calendar(year: str, month: str, number: str) -> Date | None:
    """What the calendar has of a date: without its day, then its month, if they are impossible."""
    if not _is_number(year, 4):
        return None
    months_ = int(month) if _is_number(month, 2) else months().get(month.lower().rstrip("."), 0)
    days = int(number) if _is_number(number, 2) else 0
    limit = last_year(None)
    months_ = 0 if months_ >= _SEASONS else months_
    return (
        calendar_date(int(year), months_, days if months_ else 0, limit)
        or calendar_date(int(year), months_, 0, limit)
        or calendar_date(int(year), 0, 0, limit)
    )


def _is_number(text: str, digits: int) -> bool:
    return 0 < len(text) <= digits and text.isascii() and text.isdigit()


def _drop(citation: Citation, element: etree._Element, value: str, fault: str) -> None:
    citation.drop(element, "invalid-date")
    citation.remark("date", Severity.WARNING, element, value, f"{fault}; it is left out. Correct it.")


def history(citation: Citation, parts: dict[str, Any]) -> None:
    """Received and accepted, the first of each; of the record itself, when it was last revised."""
    name = "PubmedBookData" if citation.is_book else "PubmedData"
    path = f"{name}/History/PubMedPubDate"
    for element in children(citation.data, "History", "PubMedPubDate"):
        status = element.get("PubStatus", "").strip().lower()
        what = _HISTORY.get(status)
        if what is None:
            citation.drop(element, "revision" if status == "revised" else "processing")
        elif parts.get(what):
            citation.drop(element, "repeated")
        else:
            parts[what] = day(citation, element, path)
    for element in children(citation.citation, "DateRevised"):
        if parts.get("modified"):
            citation.drop(element, "repeated")
        else:
            parts["modified"] = day(citation, element, "DateRevised")
    for name in ("DateCompleted", "DateCreated"):
        for element in children(citation.citation, name):
            citation.drop(element, "processing")


__all__ = ["day", "earliest", "history", "issue_date", "published"]
