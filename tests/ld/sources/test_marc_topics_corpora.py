"""Numbers, subjects and places of real MARC 21 records: nothing fails, and whatever counts as mapped is in the record."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ld.findings import Outcome
from ld.record import BibRecord
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.marc import parse, read

pytestmark = pytest.mark.shared

TAGS = (
    "010 013 015 016 017 020 022 024 027 028 030 032 034 035 036 037 043 044 045 050 055 060 072 080 082 083 084 086 088"
    " 600 610 611 630 647 648 650 651 653 654 655 656 657 658 662 751 752 856"
)
SAMPLES = (
    "loc-books/loc-books-sample.mrc",
    "solrmarc/test/data/records/uva_001_2000.mrc",
    "marc2bibframe2/dataset/dnb.xml",
    "marc2bibframe2/dataset/nlm.xml",
)
MANY = 400


def sample(path: Path) -> list[BibRecord]:
    """Every so many-th record of a file, parsed; checks on the way what holds for each of them."""
    records, tags = [], tuple(TAGS.split())
    with path.open("rb") as stream:
        for source in itertools.islice(read(stream, path.name), 0, None, 7):
            if not isinstance(source, SourceRecord):
                continue
            parsed = parse(source, ParseOptions())
            if parsed.record is None:
                continue
            named = set(names(parsed.record))
            mapped = {
                one.field
                for one in parsed.coverage
                if one.outcome is Outcome.MAPPED and one.field.startswith(tags)
            }
            assert mapped <= named, source.id
            assert [
                one for one in parsed.coverage if one.field.startswith(tags) and one.reason == "unmapped"
            ] == []
            records.append(parsed.record)
            if len(records) == MANY:
                break
    return records


def names(value: object) -> Iterator[str]:
    """Every subfield that some value of a record names as its source: ``650$a``."""
    if isinstance(value, tuple):
        for entry in value:
            yield from names(entry)
    elif dataclasses.is_dataclass(value):
        for part in getattr(value, "source", "").split("+"):
            tag, *codes = part.split("$")
            yield from (f"{tag}${code}" for code in codes)
        for field in dataclasses.fields(value):
            yield from names(getattr(value, field.name))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_counts_as_mapped_is_in_the_record(shared: Path, name: str) -> None:
    records = sample(shared / "corpora" / name)
    assert records
    for record in records:
        headings = [(one.label, one.scheme, one.iri) for one in (*record.subjects, *record.genres)]
        assert all(label for label, _, _ in headings)
        assert len(set(headings)) >= len(record.subjects)
        numbers = Counter((one.value.scheme, one.value.value) for one in record.identifiers)
        assert not numbers or max(numbers.values()) == 1
        assert len({isbn.value for isbn in record.isbns}) == len(record.isbns)


def test_headings_of_the_dnb_have_their_iris(shared: Path) -> None:
    records = sample(shared / "corpora/marc2bibframe2/dataset/dnb.xml")
    gnd = [one for record in records for one in record.subjects if one.scheme == "gnd"]
    assert gnd
    assert all(one.iri and one.iri.startswith("https://d-nb.info/gnd/") for one in gnd)


def test_the_worked_example(shared: Path) -> None:
    """Library of Congress 00290045."""
    with (shared / "corpora/loc-books/loc-books-sample.mrc").open("rb") as stream:
        found = (
            one for one in read(stream, "books") if isinstance(one, SourceRecord) and one.id == "00290045"
        )
        record = parse(next(found), ParseOptions()).record
    assert record is not None
    assert [(one.value.scheme, one.value.value) for one in record.identifiers] == [
        ("lccn", "00290045"),
        ("org:CStRLIN", "DCLH00-B540"),
    ]
    assert [one.notation for one in record.classifications] == ["DS109"]
    assert [(place.label, place.about) for place in record.places] == [
        ("Jerusalem", True),
        ("Palestine", True),
        ("Israel", False),
    ]
    assert [agent.label for agent in record.subject_agents] == ["Frankl, Ludwig August, 1810-1894"]
    assert len(record.subjects) == 4
