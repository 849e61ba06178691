"""What only `spelling` still holds: VuFind's stored copy of all that was harvested, as one text.

An index by-product whose order is no contract: off by default, published in a graph of its own, and only what unmistakable
patterns show in the residue, which is the text without every value that another field has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.dates import Date, parse
from ld.normalize.licences import find_licence
from ld.record import BibRecord, Recovered
from ld.sources.vufind.fields import Fields

_GAP = "\x00"  # cleaned text holds no NUL
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_RIGHTS = re.compile(r"©|\(c\) \d{4}|creativecommons\.org|rightsstatements\.org", re.IGNORECASE)
_MAX_CONTAINER = 120
_KNOWN = (
    "id",
    "title",
    "title_full",
    "author",
    "author2",
    "topic",
    "description",
    "publisher",
    "container_title",
    "format",
)


def recover(fields: Fields, record: BibRecord) -> BibRecord:
    """The record with what the residue of `spelling` shows."""
    text = " ".join(fields.take("spelling"))
    pieces = _residue(text, _known(fields))
    dates = [piece for piece in pieces if _DATE.fullmatch(piece)]
    harvested = dates[0] if dates and text.startswith(record.id + dates[0]) else None
    issued = [date for date in dates if date != harvested or dates.count(date) > 1]
    rights = next((piece for piece in pieces if _RIGHTS.search(piece)), None)
    found = Recovered(
        source="spelling",
        issued=_date(issued[0]) if len(set(issued)) == 1 else None,
        licence=find_licence(rights) if rights else None,
        rights=rights,
        container=None if record.container else _container(text, fields),
        harvested=_date(harvested) if harvested else None,
    )
    if not any((found.issued, found.rights, found.container, found.harvested)):
        for value in fields.take("spelling"):
            fields.derive("spelling", "nothing-new", value)
        return record
    fields.remark(
        "recovered",
        Severity.INFO,
        "spelling",
        "; ".join(pieces),
        "Statements recovered from the index's copy of all fields; they are in a graph of their own.",
    )
    return replace(record, recovered=found)


def _known(fields: Fields) -> list[str]:
    values = [value for name in _KNOWN for value in fields.take(name)]
    for url in fields.take("url"):
        values += [url, urlsplit(url).path]
    return sorted({value for value in values if len(value) > 1}, key=len, reverse=True)


def _residue(text: str, known: Iterable[str]) -> list[str]:
    for value in known:
        text = text.replace(value, _GAP)
    return [piece for part in text.split(_GAP) if (piece := part.strip())]


def _container(text: str, fields: Fields) -> str | None:
    """The words between the last author and the first topic: where a harvested article has its journal."""
    authors, sections = fields.take("author"), fields.take("topic")
    if not authors or not sections:
        return None
    _, _, rest = text.partition(authors[-1])
    between, found, _ = rest.partition(f" {sections[0]} ")
    name = between.strip()
    return name if found and name and len(name) <= _MAX_CONTAINER else None


def _date(value: str) -> Date | None:
    try:
        return parse(value).issued
    except LexicalError:
        return None
