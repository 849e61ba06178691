"""Dates of a Solr document: when it was published, indexed, and which years a serial covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize import dates
from ld.normalize.dates import Date
from ld.normalize.text import one_line
from ld.record import Stated, Text
from ld.sources.vufind.fields import Fields

T = TypeVar("T")


def published(fields: Fields) -> tuple[Stated[Date] | None, Stated[Date] | None, tuple[Stated[Date], ...]]:
    """The earliest date is when it was issued; the others, and what only EDTF can say, are dcterms:date."""
    field = "publishDate"
    read = [found for value in fields.take(field) if (found := _parsed(fields, field, value, dates.parse))]
    issued = sorted((found.issued for found in read if found.issued), key=lambda date: date.lexical)
    rights = next((found.copyright for found in read if found.copyright), None)
    others = dict.fromkeys([*issued[1:], *(found.edtf for found in read if found.edtf)])
    first = issued[0] if issued else rights
    return (
        Stated(first, field) if first else None,
        Stated(rights, field) if rights else None,
        tuple(Stated(date, field) for date in others if date != first),
    )


def _parsed(fields: Fields, field: str, value: str, parser: Callable[[str], T]) -> T | None:
    try:
        return parser(value)
    except LexicalError as error:
        fields.remark("date", Severity.WARNING, field, value, f"{error}; it is left out.")
        fields.drop(field, "not-a-date", value)
        return None


def timestamp(fields: Fields, field: str) -> Stated[Date] | None:
    """When the index got the record, or got it anew."""
    value = fields.first(field)
    found = _parsed(fields, field, value, dates.parse_timestamp) if value else None
    return Stated(found, field) if found else None


def span(
    fields: Fields, *, serial: bool
) -> tuple[Stated[Date] | None, Stated[Date] | None, tuple[Stated[Date], ...]]:
    """First and last year of a serial, from the text of its numbering (MARC 362)."""
    field = "dateSpan"
    for value in fields.take(field) if serial else ():
        try:
            span = dates.parse_span(value)
        except LexicalError:
            continue
        return (
            Stated(span.start, field) if span.start else None,
            Stated(span.end, field) if span.end else None,
            (Stated(span.edtf, field),) if span.edtf else (),
        )
    return None, None, ()


def span_notes(fields: Fields, *understood: object) -> Iterator[Text]:
    """Numbering that no year can be read from is published as a note."""
    if not any(understood):
        yield from (Text(one_line(value), "dateSpan") for value in fields.take("dateSpan"))
