"""What the catalogue itself says of a record: who holds it, since when, what it is a part of, its formats and cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ld.findings import Severity
from ld.normalize.formats import format_row
from ld.normalize.text import one_line
from ld.record import Text
from ld.sources.vufind import people, years
from ld.sources.vufind.fields import Fields


def provenance(fields: Fields, parts: dict[str, Any]) -> None:
    """Of the record itself: who holds it, since when."""
    parts.update(
        collections=tuple(Text(one_line(value), "collection") for value in fields.take("collection")),
        providers=tuple(people.provider(value, "institution") for value in fields.take("institution")),
        created=years.timestamp(fields, "first_indexed"),
        modified=years.timestamp(fields, "last_indexed"),
    )


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


__all__ = ["formats", "provenance", "record_format"]
