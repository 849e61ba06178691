"""Findings as CSV (RFC 4180), for pages and commands alike."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from ld.editions.quality import Found
from ld.register.model import FindingSum
from shapes.paths import compact, compact_term
from shapes.site import SiteShapes

_SUMS = (
    *("code", "severity", "property", "field", "format", "collection"),
    *("findings", "records", "withheld", "findings_before", "what_must_be_so"),
)
_RECORDS = ("record", "address", "state", "severity", "field", "property", "value", "message")


def sums_sheet(sums: Iterable[FindingSum], shapes: SiteShapes, language: str) -> str:
    """A line for each kind of finding."""
    rows = (
        (*one.kind._replace(property=compact(one.kind.property)), one.n, one.records, one.withheld, one.n_before,
         shapes.label(one.kind.code, language))
        for one in sums
    )  # fmt: skip
    return _sheet(_SUMS, rows)


def records_sheet(found: Iterable[Found], shapes: SiteShapes, language: str) -> str:
    """A line for each finding of each record."""
    rows = (
        (one.record_id, one.address or "", one.state, finding.severity, finding.source_field,
         compact(finding.property), compact_term(finding.value), shapes.message(finding, language))
        for one in found
        for finding in one.findings
    )  # fmt: skip
    return _sheet(_RECORDS, rows)


def _sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """What a spreadsheet would take for a formula stands behind an apostrophe."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


__all__ = ["records_sheet", "sums_sheet"]
