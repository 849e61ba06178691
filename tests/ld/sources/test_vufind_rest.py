"""Records of VuFind's API under the names of the index."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.sources.base import SourceRecord
from ld.sources.vufind.documents import read_documents
from ld.sources.vufind.rest import FIELDS, dumps, index_document, is_rest
from ld.sources.vufind.schema import is_field


def renamed(record: dict[str, Any]) -> dict[str, Any]:
    document = index_document(orjson.dumps(record))
    assert orjson.loads(dumps(document)) == document
    return document


FULL = {
    "id": "a/1",
    "title": "Water and law",
    "shortTitle": "Water",
    "subTitle": "and law",
    "authors": {
        "primary": {"Meier, Anna": {"role": ["aut", "ill"]}, "Koch, Jan": {"role": ["-"]}},
        "secondary": {"Zorn, Eva": {"role": ["edt"]}},
        "corporate": [],
    },
    "formats": ["Book", {"value": "0/Online/", "translated": "Im Netz"}],
    "languages": ["English"],
    "series": [{"name": "Studies", "number": "7"}, {"name": "Papers"}, "Plain"],
    "subjects": [["Water", "Law and legislation"], ["Rivers"]],
    "urls": [{"url": "https://a.example/", "desc": "Text"}],
    "isbns": ["978-3-16-148410-0"],
    "cleanIsbn": "316148410X",
    "cleanDoi": "10.1234/x",
    "summary": ["Short.", "Long."],
    "publicationDates": ["1999"],
    "humanReadablePublicationDates": ["1999"],
    "containerTitle": "Journal",
    "hierarchyParentId": ["p"],
    "generalNotes": ["A note"],
    "recordPage": "/Record/a%2F1",
    "edition": "",
    "toc": [],
}


def test_a_record_under_the_names_of_the_index() -> None:
    assert renamed(FULL) == {
        "id": "a/1",
        "title": "Water and law",
        "title_short": "Water",
        "title_sub": "and law",
        "author": ["Meier, Anna", "Meier, Anna", "Koch, Jan"],
        "author_role": ["aut", "ill", ""],
        "author2": ["Zorn, Eva"],
        "author2_role": ["edt"],
        "format": ["Book", "0/Online/"],
        "language": ["English"],
        "series": ["Studies ; 7", "Papers", "Plain"],
        "topic": ["Water -- Law and legislation", "Rivers"],
        "url": ["https://a.example/"],
        "isbn": ["978-3-16-148410-0"],
        "cleanIsbn": "316148410X",
        "doi_str_mv": ["10.1234/x"],
        "description": ["Short.", "Long."],
        "publishDate": ["1999"],
        "container_title": "Journal",
        "hierarchy_parent_id": ["p"],
        "generalNotes": ["A note"],
        "recordPage": "/Record/a%2F1",
    }


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ({"primary": {"A": []}, "secondary": []}, {"author": ["A"]}),
        (
            {"primary": {"A": "aut"}, "secondary": {"B": ""}},
            {"author": ["A"], "author_role": ["aut"], "author2": ["B"]},
        ),
        ({"primary": {"A": ["aut", "edt"]}}, {"author": ["A", "A"], "author_role": ["aut", "edt"]}),
        (
            {"main": {"A": {"role": []}}, "corporate": {"C": {"role": ["spn"]}}},
            {"author": ["A"], "author_corporate": ["C"], "author_corporate_role": ["spn"]},
        ),
        ({"primary": ["A", "B"]}, {"author": ["A", "B"]}),
        ({"primary": [{"name": "A", "roles": ["aut"]}]}, {"author": ["A"], "author_role": ["aut"]}),
        ({"primary": [], "secondary": []}, {}),
        ({"tertiary": {"A": []}}, {"authors": {"tertiary": {"A": []}}}),
        ({"primary": [5]}, {"authors": {"primary": [5]}}),
        (["A"], {"authors": ["A"]}),
        ("A", {"authors": "A"}),
    ],
)
def test_authors(authors: object, expected: dict[str, Any]) -> None:
    assert renamed({"id": "1", "authors": authors}) == {"id": "1", **expected}


def test_plain_author_lists_stand_in_where_there_is_nothing_else() -> None:
    lists = {"primaryAuthors": ["A"], "secondaryAuthors": ["B"], "corporateAuthors": ["C"]}
    assert renamed({"id": "1", **lists}) == {
        "id": "1",
        "author": ["A"],
        "author2": ["B"],
        "author_corporate": ["C"],
    }
    both = renamed({"id": "1", "authors": {"primary": {"A": []}}, **lists, "primaryAuthors": ["A", "D"]})
    assert both == {
        "id": "1",
        "author": ["A"],
        "author2": ["B"],
        "author_corporate": ["C"],
        "primaryAuthors": ["A", "D"],
    }


def test_extended_subjects_are_told_apart() -> None:
    extended = [
        {"heading": ["Water", "History"], "type": "topic", "source": "lcsh"},
        {"heading": ["Nile"], "type": "geographic"},
        {"heading": ["19th century"], "type": "chronological"},
        {"heading": ["Maps"], "type": "genre/form"},
        {"heading": "Meier, Anna"},
    ]
    expected = {
        "topic": ["Water -- History", "Meier, Anna"],
        "geographic": ["Nile"],
        "era": ["19th century"],
        "genre": ["Maps"],
    }
    assert renamed({"id": "1", "subjects": [["Water", "History"]], "subjectsExtended": extended}) == {
        "id": "1",
        **expected,
    }
    assert renamed({"id": "1", "subjectsExtended": [{"type": "topic"}]}) == {
        "id": "1",
        "subjectsExtended": [{"type": "topic"}],
    }


def test_the_statement_of_responsibility_makes_the_full_title() -> None:
    assert (
        renamed({"id": "1", "title": "T", "titleSection": "Part 2", "titleStatement": "by A"})["title_full"]
        == "T Part 2 / by A"
    )
    assert renamed({"id": "1", "title": "T", "titleStatement": "by A"})["title_full"] == "T / by A"
    assert renamed({"id": "1", "titleStatement": "by A"}) == {"id": "1", "titleStatement": "by A"}


@pytest.mark.parametrize(("name", "field"), sorted(FIELDS.items()))
def test_every_name_has_a_field(name: str, field: str) -> None:
    assert is_field(field)
    assert renamed({name: ["v"], "languages": ["x"]} if name != "languages" else {name: ["v"]})[field] in (
        "v",
        ["v"],
    )


@pytest.mark.parametrize("value", [{"odd": 1}, [{"odd": 1}], [None], [True], [[1]], [[]]])
def test_what_has_no_known_form_stays(value: object) -> None:
    assert renamed({"id": "1", "formats": value}) == {"id": "1", "formats": value}


def test_raw_data_is_the_document() -> None:
    raw = {
        "id": "a",
        "title_short": "T",
        "building": ["x", {"value": "0/Y/", "translated": "Why"}],
        "odd": {"value": "x", "more": 1},
    }
    assert renamed({"id": "a", "title": "other", "rawData": raw}) == {**raw, "building": ["x", "0/Y/"]}
    assert renamed({"id": "a", "rawData": {"title": "T"}}) == {"id": "a", "title": "T"}
    assert renamed({"rawData": {"title": "T"}}) == {"title": "T"}
    assert renamed({"id": "a", "rawData": "?"}) == {"id": "a", "rawData": "?"}


def test_numbers_keep_their_digits() -> None:
    raw = b'{"rawData":{"id":12345678901234567890123,"_version_":1783260411856945152,"score":1.10000000000000000001,"x":1e-7,"y":-0}}'
    assert (
        dumps(index_document(raw))
        == b'{"id":12345678901234567890123,"_version_":1783260411856945152,"score":1.10000000000000000001,"x":1E-7,"y":0}'
    )
    with pytest.raises(TypeError):
        dumps({"x": object()})
    assert dumps({"x": Decimal("1E+5")}) == b'{"x":1E+5}'


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"id": "1", "title": "x"}, False),
        ({"id": "1", "formats": ["Book"]}, True),
        ({"id": "1", "rawData": {}, "record_format": "marc"}, True),
        ({"id": "1", "urls": [], "record_format": "marc"}, False),
        ({"id": "1", "series": [{"name": "x"}]}, True),
        ({"id": "1", "series": ["x"]}, False),
        ({"id": "1", "recordPage": "/"}, True),
        ({"id": "1", "edition": "2", "lccn": "x"}, False),
        ({}, False),
    ],
)
def test_telling_records_of_the_api(record: dict[str, Any], expected: bool) -> None:
    assert is_rest(record) is expected


@pytest.mark.parametrize("form", ["answer", "lines", "list"])
def test_read_in_any_form(form: str) -> None:
    plain, with_raw = (
        FULL,
        {"id": "b", "title": "x", "rawData": {"id": "b", "title": "raw", "fullrecord": "<r/>"}},
    )
    records = [plain, with_raw]
    text = {
        "answer": json.dumps({"resultCount": 2, "records": records, "status": "OK"}),
        "lines": "\n".join(map(json.dumps, records)),
        "list": json.dumps(records, indent=1),
    }[form]
    found = list(read_documents(io.BytesIO(text.encode()), "api.json"))
    assert [record.id for record in found if isinstance(record, SourceRecord)] == ["a/1", "b"]
    assert all(
        isinstance(record, SourceRecord) and "rawData" not in orjson.loads(record.raw) for record in found
    )


NAMES = st.sampled_from(
    [
        *FIELDS,
        "authors",
        "subjects",
        "subjectsExtended",
        "cleanIsbn",
        "primaryAuthors",
        "rawData",
        "titleStatement",
        "other",
    ]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "translated", "url", "name", "number", "heading", "type", "primary", "role", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=200)
@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_any_record_is_renamed_without_loss(record: dict[str, Any]) -> None:
    raw = json.dumps(record).encode()
    document = index_document(raw)
    if isinstance(record.get("rawData"), dict):
        return
    text = dumps(document).decode()
    # The typed headings stand for the untyped ones, which should be the same.
    untyped = {"subjects"} if "subjectsExtended" in record else set()
    for name, value in record.items():
        if isinstance(value, str) and value and name not in untyped:
            assert orjson.dumps(value).decode() in text or value in json.dumps(
                document, default=str, ensure_ascii=False
            )
    assert len(orjson.loads(text)) >= len(
        {name for name, value in record.items() if value not in (None, "", [], {})} & {"id", "title", "other"}
    )
