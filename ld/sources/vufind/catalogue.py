"""What the catalogue itself says of a record: who holds it, since when, what it is a part of, its formats and cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ld.findings import Severity
from ld.iris import id_fault
from ld.normalize.formats import format_row
from ld.normalize.text import one_line
from ld.record import Text
from ld.sources.vufind import people, years
from ld.sources.vufind.fields import Fields

_PREVIOUS = "previous_id_str_mv"


def provenance(fields: Fields, parts: dict[str, Any]) -> None:
    """Of the record itself: who holds it, since when."""
    parts.update(
        collections=tuple(Text(one_line(value), "collection") for value in fields.take("collection")),
        providers=tuple(people.provider(value, "institution") for value in fields.take("institution")),
        created=years.timestamp(fields, "first_indexed"),
        modified=years.timestamp(fields, "last_indexed"),
    )


def previous_ids(fields: Fields, record_id: str) -> Iterator[Text]:
    """Ids under which the record went before. They state nothing: VuFind looks an unknown id up there, and so do we."""
    known = {record_id}
    for value in fields.take(_PREVIOUS):
        if id_fault(value):
            fields.drop(_PREVIOUS, "unservable", value)
        elif value in known:
            fields.derive(_PREVIOUS, "same-as-id" if value == record_id else "repeated", value)
        else:
            known.add(value)
            fields.derive(_PREVIOUS, "leads-to-the-record", value)
            yield Text(value, _PREVIOUS)


def formats(fields: Fields) -> Iterator[Text]:
    """Labels of VuFind's format vocabulary; any other is dropped."""
    for value in fields.take("format"):
        if format_row(value) is None:
            fields.remark(
                "format-unmapped",
                Severity.INFO,
                "format",
                value,
                "No class is known for this format; it becomes a CreativeWork. Use a format of VuFind's list or map it in the settings.",
            )
            fields.drop("format", "format-unmapped", value)
        else:
            yield Text(value, "format")


def record_format(fields: Fields) -> str:
    """What `record_format` (`recordtype` of older indexes) says of the collection; it states nothing of the record."""
    values = [value for name in ("record_format", "recordtype") for value in fields.take(name)]
    for name in ("record_format", "recordtype"):
        for value in fields.take(name):
            fields.derive(name, "selects-the-profile", value)
    return values[0].casefold() if values else ""


__all__ = ["formats", "previous_ids", "provenance", "record_format"]
