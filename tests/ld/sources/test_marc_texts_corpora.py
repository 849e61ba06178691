"""Kinds, dates, imprints and texts of real records: nothing crashes, every subfield has its outcome."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ld.findings import Outcome
from ld.record import BibRecord
from ld.sources import SourceRecord, read
from ld.sources.base import ParsedRecord, ParseOptions
from ld.sources.marc.conductor import parse

pytestmark = pytest.mark.shared

_NOT_OURS = frozenset({"541", "546", "561", "583"})
_OURS = {
    *(
        "001",
        "003",
        "005",
        "006",
        "007",
        "008",
        "041",
        "250",
        "254",
        "255",
        "256",
        "260",
        "264",
        "300",
        "306",
    ),
    *("310", "321", "336", "337", "338", "351", "362"),
    *(str(tag) for tag in range(500, 590) if str(tag) not in _NOT_OURS),
}


@pytest.fixture(scope="module")
def parsed(shared: Path) -> dict[str, ParsedRecord]:
    """Every fourth record of the Library of Congress, and some by name."""
    path = shared / "corpora" / "loc-books" / "loc-books-sample.mrc"
    wanted = {"00290045", "00393219"}
    found = (record for record in read([str(path)]) if isinstance(record, SourceRecord))
    return {
        record.id: parse(record, ParseOptions())
        for n, record in enumerate(found)
        if n % 4 == 0 or record.id in wanted
    }


def record_of(parsed: dict[str, ParsedRecord], record_id: str) -> BibRecord:
    record = parsed[record_id].record
    assert record
    return record


def test_every_subfield_is_mapped_or_left_out_for_a_reason_that_means_something(
    parsed: dict[str, ParsedRecord],
) -> None:
    outcomes: Counter[Outcome] = Counter()
    unknown: Counter[str] = Counter()
    for one in parsed.values():
        for found in one.coverage:
            if found.field[:3] in _OURS:
                outcomes[found.outcome] += found.count
                if found.reason == "unmapped":
                    unknown[found.field] += found.count
    assert len(parsed) > 1500
    assert unknown.total() <= outcomes.total() / 1000
    assert outcomes[Outcome.MAPPED] > 0.85 * outcomes.total()


def test_nearly_every_record_has_a_date_of_publication(parsed: dict[str, ParsedRecord]) -> None:
    records = [one.record for one in parsed.values() if one.record]
    dated = sum(bool(record.issued or record.start or record.dates or record.made) for record in records)
    assert dated > 0.99 * len(records)
    assert all(not record.issued or record.issued.value.datatype != "edtf" for record in records)


def test_the_worked_example(parsed: dict[str, ParsedRecord]) -> None:
    record = record_of(parsed, "00290045")
    assert [text.value for text in record.formats] == ["Book"]
    assert [text.value for text in record.identifiers_of_record] == ["(DLC)00290045"]
    assert record.modified
    assert record.modified.value.lexical == "2009-10-17T08:13:05"
    assert [stated.value.bcp47 for stated in record.languages] == ["he"]
    assert record.issued
    assert record.copyrighted
    assert (record.issued.value.lexical, record.copyrighted.value.lexical) == ("1999", "1999")
    assert [(extent.label, extent.pages) for extent in record.extents] == [("503 p. : port. ; 18 cm.", 503)]
    assert record.publication
    assert [place.label for place in record.publication.places] == ["Yerushalayim", "Israel"]
    (publisher,) = record.publishers
    assert [(text.value, text.language) for text in publisher.alternates] == [("אריאל", "he-hebr")]
