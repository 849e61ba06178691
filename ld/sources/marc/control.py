"""What a MARC 21 record says of itself: 001, 003, 005."""

from __future__ import annotations

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.dates import Date, parse_timestamp
from ld.normalize.text import line
from ld.record import Stated, Text
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts


def control(fields: Fields, parts: Parts) -> None:
    """Sets `identifiers_of_record`, ``({003}){001}``, and `modified`; the id itself is 001.

    Source: MARC 21 bibliographic, 001, 003, 005.
    """
    number, agency = line(fields.control("001")), line(fields.control("003"))
    if number and agency:
        parts["identifiers_of_record"] = (Text(f"({agency}){number}", "003+001"),)
    elif agency:
        fields.drop_control("003", "of-no-control-number")
    parts["modified"] = _modified(fields)


def _modified(fields: Fields) -> Stated[Date] | None:
    """005, ``yyyymmddhhmmss.f`` without a zone."""
    value = fields.control("005")
    if not value:
        return None
    if not any(char.isdigit() and char != "0" for char in value):
        fields.drop_control("005", "not-a-date")
        return None
    try:
        return Stated(parse_timestamp(value.strip()), "005")
    except LexicalError as error:
        fields.remark("date", Severity.WARNING, "005", value, f"{error}; it is left out.")
        fields.drop_control("005", "not-a-date")
        return None


__all__ = ["control"]
