"""When what a Dublin Core record describes was made, published, and put under copyright."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.dates import Date, ParsedDate, parse
from ld.record import Stated
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, add

_TIMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+\s?(?:Z|[+-][0-9:]+)?")
_EMBARGO = "info:eu-repo/date/embargoend/"
_OWN = (("dateSubmitted", "submitted"), ("dateAccepted", "accepted"), ("dateCopyrighted", "copyrighted"))


class _Read(NamedTuple):
    """A value and the date that it is."""

    value: Value
    date: ParsedDate


def dates(statements: Statements, parts: Parts) -> None:
    """`issued`, else the earliest `date` that the record has, is when it was published; the others are further dates.

    Repositories give three dates in one element: of entry, of availability, of issue; the last is the earliest.
    """
    plain = list(_parsed(statements, "date"))
    issued = list(_parsed(statements, "issued")) or plain
    first = min(
        (read for read in issued if read.date.issued), key=lambda read: _lexical(read.date), default=None
    )
    chosen = first.date.issued if first else None
    parts["issued"] = Stated(chosen, first.value.source) if first and chosen else None
    _copyright(parts, [*issued, *plain])
    others = dict.fromkeys((*issued, *plain, *_parsed(statements, "available", "modified")))
    add(parts, "dates", _others(statements, list(others), first))
    parts["made"] = tuple(_made(statements))
    for term, name in _OWN:
        for read in _parsed(statements, term):
            one = read.date.issued or read.date.edtf
            if one and name not in parts:
                parts[name] = Stated(one, read.value.source)
            else:
                statements.drop(read.value, "single-valued")


def _lexical(date: ParsedDate) -> str:
    return date.issued.lexical if date.issued else ""


def _parsed(statements: Statements, *names: str) -> Iterator[_Read]:
    for value in statements.take(*names):
        text = value.text
        if text.casefold().startswith(_EMBARGO):
            statements.drop(value, "embargo")
            continue
        timed = _TIMED.fullmatch(text)
        try:
            yield _Read(value, parse(timed[1] if timed else text))
        except LexicalError as error:
            statements.remark("date", Severity.WARNING, value, f"{error}; it is left out.")
            statements.drop(value, "not-a-date")


def _copyright(parts: Parts, found: list[_Read]) -> None:
    for value, date in found:
        if date.copyright:
            parts.setdefault("copyrighted", Stated(date.copyright, value.source))


def _others(statements: Statements, found: list[_Read], first: _Read | None) -> Iterator[Stated[Date]]:
    """What the dates say besides the first: further days, and what only EDTF can say."""
    said = {first.date.issued} if first else set[Date | None]()
    for read in found:
        fresh = [date for date in (read.date.issued, read.date.edtf) if date and date not in said]
        if not fresh and read is not first and not read.date.copyright:
            statements.derive(read.value, "repeated")
        for date in fresh:
            said.add(date)
            yield Stated(date, read.value.source)


def _made(statements: Statements) -> Iterator[Stated[Date]]:
    seen: set[Date] = set()
    for read in _parsed(statements, "created"):
        date = read.date.edtf or read.date.issued
        if date is None or date in seen:
            statements.derive(read.value, "repeated")
        else:
            seen.add(date)
            yield Stated(date, read.value.source)


__all__ = ["dates"]
