"""Every value of the catalogue fields of 8,860 real records: nothing but LexicalError, and few of those."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode

from ld.errors import LexicalError
from ld.normalize import (
    callnumbers,
    dates,
    formats,
    identifiers,
    languages,
    names,
    pages,
    places,
    publishers,
    roles,
    slugs,
    subjects,
    urls,
)
from ld.normalize.text import clean, line, strip_isbd

pytestmark = pytest.mark.shared

RATES: dict[str, tuple[str, Callable[[str], object], float]] = {
    # field of the index or MARC subfield → share of its occurrences that can be read, rounded down from what was measured
    "publishDate": ("solr", dates.parse, 1.0),
    "dateSpan": ("solr", dates.parse_span, 0.86),
    "isbn": ("solr", identifiers.isbn, 0.999),
    "issn": ("solr", identifiers.issn, 0.98),
    "lccn": ("solr", identifiers.lccn, 0.999),
    "oclc_num": ("solr", identifiers.oclc, 1.0),
    "ctrlnum": ("solr", identifiers.from_control_number, 0.98),
    "doi_str_mv": ("solr", identifiers.doi, 1.0),
    "url": ("solr", urls.http_iri, 0.99),
    "language": ("solr", languages.language, 1.0),
    "author_role": ("solr", roles.role, 0.98),
    "author2_role": ("solr", roles.role, 0.99),
    "author_corporate_role": ("solr", roles.role, 0.95),
    "callnumber-raw": ("solr", callnumbers.lcc_class, 0.84),
    "dewey-raw": ("solr", callnumbers.ddc_class, 0.92),
    "long_lat": ("fixtures", places.envelope, 1.0),
    "first_indexed": ("fixtures", dates.parse_timestamp, 1.0),
    "260c": ("marc", dates.parse, 0.995),
    "362a": ("marc", dates.parse_span, 0.86),
    "100d": ("marc", dates.life_dates, 0.99),
    "700d": ("marc", dates.life_dates, 0.99),
    "306a": ("marc", pages.playing_time, 1.0),
    "034d": ("marc", places.coordinate, 0.95),
}


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((folder / "corpora" / "vufind-solr").glob("*.ndjson.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def occurrences(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field, value in document.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.strip():
                yield field, one


def subfields(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in json.loads(document.get("fullrecord") or "{}").get("fields", []):
        for tag, content in field.items():
            for subfield in content["subfields"] if isinstance(content, dict) else []:
                yield from ((f"{tag}{code}", value) for code, value in subfield.items())


@pytest.fixture(scope="module")
def values(shared: Path) -> dict[str, dict[str, Counter[str]]]:
    """Occurrences of every value by field: of the index, of its MARC, of VuFind's own fixtures."""
    found: dict[str, dict[str, Counter[str]]] = {"solr": {}, "marc": {}, "fixtures": {}}
    for document in documents(shared):
        for source, read in (("solr", occurrences), ("marc", subfields)):
            for field, value in read(document):
                found[source].setdefault(field, Counter())[value] += 1
    with (shared / "corpora" / "vufind" / "vufind-solr-docs-from-fixtures.ndjson").open(
        encoding="utf-8"
    ) as lines:
        for document in map(json.loads, lines):
            for field, value in occurrences(document):
                found["fixtures"].setdefault(field, Counter())[value] += 1
    return found


@pytest.mark.parametrize("field", RATES)
def test_share_that_can_be_read(values: dict[str, dict[str, Counter[str]]], field: str) -> None:
    source, function, least = RATES[field]
    counted = values[source][field]
    read = sum(count for value, count in counted.items() if _reads(function, line(value)))
    assert read / counted.total() >= least, f"{read} of {counted.total()}"


def _reads(function: Callable[[str], object], value: str) -> bool:
    try:
        function(value)
    except LexicalError:
        return False
    return True


def test_names_are_told_apart(values: dict[str, dict[str, Counter[str]]]) -> None:
    kinds = {
        field: Counter(names.parse_name(line(value)).kind for value in values["solr"][field])
        for field in ("author", "author2", "author_corporate")
    }
    assert kinds["author"]["person"] / kinds["author"].total() > 0.97
    assert kinds["author"]["organization"] <= 5
    assert kinds["author2"]["person"] / kinds["author2"].total() > 0.98
    assert kinds["author2"]["organization"] <= 2
    assert kinds["author_corporate"]["organization"] / kinds["author_corporate"].total() > 0.83
    assert kinds["author_corporate"]["person"] / kinds["author_corporate"].total() < 0.04


def test_formats_publishers_and_genres(values: dict[str, dict[str, Counter[str]]]) -> None:
    solr = values["solr"]
    assert all(formats.format_row(label) for label in solr["format"])
    assert [
        line(value)
        for value in solr["publisher"]
        if not publishers.publishers(line(value)) and "s.n" not in value
    ] == []
    genres = [subjects.genre(line(value)) for value in solr["genre"].elements()]
    assert sum(genre.scheme is not None for genre in genres) / len(genres) > 0.8
    assert not any(genre.label.endswith((".", " lcgft", " fast", " gsafd")) for genre in genres)


def test_pages_of_books_can_be_read(values: dict[str, dict[str, Counter[str]]]) -> None:
    counted = values["marc"]["300a"]
    assert (
        sum(count for value, count in counted.items() if pages.physical(line(value)).pages) / counted.total()
        > 0.76
    )


def test_text_slugs_and_addresses_of_everything(values: dict[str, dict[str, Counter[str]]]) -> None:
    for field in ("title", "title_full", "author", "topic", "publisher", "contents", "geographic", "series"):
        for value in values["solr"][field]:
            text = line(value)
            assert unicodedata.is_normalized("NFC", text)
            assert text.isprintable()
            assert clean(text) == text or "&" in value
            assert strip_isbd(strip_isbd(text)) == strip_isbd(text)
            NamedNode(f"https://example.org/#{slugs.slug(text)}")
    for value in values["solr"]["url"]:
        if _reads(urls.http_iri, value):
            assert NamedNode(urls.http_iri(value)).value == urls.http_iri(value)
