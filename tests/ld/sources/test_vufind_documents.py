"""Index documents in JSON: each form, each fault."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError, TruncatedSourceError
from ld.findings import Finding, Severity
from ld.sources import json_pieces
from ld.sources.base import SourceRecord
from ld.sources.vufind import documents
from ld.sources.vufind.documents import read_documents


def read(data: bytes | str) -> list[SourceRecord | Finding]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_documents(io.BytesIO(raw), "a.json"))


def good(data: bytes | str) -> list[SourceRecord]:
    return [record for record in read(data) if isinstance(record, SourceRecord)]


def bad(data: bytes | str) -> list[Finding]:
    found = [finding for finding in read(data) if isinstance(finding, Finding)]
    assert all(
        finding.code == "record.unreadable" and finding.severity is Severity.VIOLATION for finding in found
    )
    return found


A = '{"id": "a", "title": "One"}'
B = '{"_version_":1783260411856945152,"id":"b","score":1.50,"topic":["x","y"]}'
FORMS = {
    "lines": f"{A}\n{B}\n",
    "lines without end": f"{A}\n{B}",
    "lines of Windows": f"{A}\r\n{B}\r\n",
    "blank lines": f"\n\n{A}\n \t\n\r\n{B}\n\n",
    "lines with blanks": f"  {A} \n\t{B}\t\n",
    "marked lines": f"\ufeff{A}\n\ufeff{B}\n",
    "JSON text sequence": f"\x1e{A}\n\x1e{B}\n",
    "list": f"[{A}, {B}]",
    "list by lines": f"[\n{A},\n{B}\n]\n",
    "marked list": f"\ufeff[{A},{B}]",
    "one after another": f"{A}{B}",
    "answer": f'{{"responseHeader":{{"status":0}},"response":{{"numFound":2,"start":0,"docs":[{A},{B}]}},"facet_counts":{{"a":[{{}}]}}}}',
    "indented answer": f'{{\n  "responseHeader":{{\n    "status":0}},\n  "response":{{"numFound":2,"docs":[\n      {A},\n      {B}]\n  }}}}\n',
    "answers": f'{{"response":{{"docs":[{A}]}}}}\n{{"response":{{"docs":[{B}]}}}}\n',
    "answer of the API": f'{{"resultCount":2,"records":[{A},{B}],"status":"OK"}}',
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_documents_as_they_stand(form: str) -> None:
    text = FORMS[form]
    found = read(text)
    assert [record.raw.decode() for record in good(text)] == [A, B]
    assert [(record.id, record.origin.path, record.origin.number) for record in good(text)] == [
        ("a", "a.json", 1),
        ("b", "a.json", 2),
    ]
    assert {(record.media_type, record.format, record.deleted) for record in good(text)} == {
        ("application/json", "vufind", False)
    }
    assert len(found) == 2
    for record in good(text):
        assert record.origin.offset is not None
        assert text.encode()[record.origin.offset :].startswith(record.raw)


@pytest.mark.parametrize("indent", [1, 4, "\t", None])
@pytest.mark.parametrize(
    "shape", [lambda docs: docs, lambda docs: {"response": {"docs": docs}}, lambda docs: docs[0]]
)
def test_indentation_does_not_matter(indent: int | str | None, shape: Callable[[list[Any]], Any]) -> None:
    docs = [{"id": str(n), "title_short": "x", "topic": ["a", "b"], "nested": {"a": [{}]}} for n in range(3)]
    text = json.dumps(shape(docs), indent=indent)
    ids = [record.id for record in good(text)]
    assert ids in (["0", "1", "2"], ["0"])
    assert [orjson.loads(record.raw) for record in good(text)] == docs[: len(ids)]


def test_one_document_over_several_lines_and_another() -> None:
    text = "\n".join(json.dumps({"id": str(n), "title": "x"}, indent=2) for n in range(3))
    assert [record.id for record in good(text)] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        " \r\n\n",
        "\ufeff",
        "[]",
        "[ ]\n",
        '{"response":{"numFound":0,"docs":[]}}',
        '{"resultCount":0,"records":[],"status":"OK"}',
        '{"resultCount":0,"status":"OK"}',
    ],
)
def test_nothing_is_no_record(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("value", "id_"),
    [
        ('"x"', "x"), ('" x\\n"', "x"), ("7", "7"), ("-7", "-7"), ("1.0", "1.0"), ("1e2", "1e2"), ("123456789012345678901234567890", "123456789012345678901234567890"),
        ('["x"]', "x"), ("[7]", "7"), ("[1.50]", "1.50"), ('["x","y"]', ""), ("[]", ""), ("null", ""), ("[null]", ""), ("true", ""), ("[false]", ""), ('{"a":1}', ""), ('[["x"]]', ""), ('""', ""),
        ('"\\u00e9/+%"', "é/+%"),
    ],
)  # fmt: skip
def test_ids(value: str, id_: str) -> None:
    assert [record.id for record in good(f'{{"id":{value},"title":"x"}}\n')] == [id_]
    assert [record.id for record in good(f'[{{"id":{value},"title":"x"}}]')] == [id_]


def test_a_document_without_an_id_is_a_record_without_one() -> None:
    assert [record.id for record in good('{"title":"x"}')] == [""]


FAULTS = {
    "text": ('"x"', "a document is an object"),
    "NaN": ('{"id":"x","score":NaN}', "not JSON at byte"),
    "infinity": ('{"id":"x","score":-Infinity}', "not JSON at byte"),
    "overflow": ('{"id":"x","score":1e999}', "not JSON at byte"),
    "lone surrogate": ('{"id":"x","title":"\\ud800"}', "not JSON at byte"),
    "wrong surrogates": ('{"id":"x","title":"\\udc00\\ud800"}', "not JSON at byte"),
    "NUL": ('{"id":"x","title":"a\x00b"}', "not JSON at byte"),
    "control": ('{"id":"x","title":"a\tb"}', "not JSON at byte"),
    "comma": ('{"id":"x",}', "not JSON at byte"),
    "quotes": ("{'id':'x'}", "not JSON at byte"),
    "comment": ('{"id":"x" /* id */}', "not JSON at byte"),
    "twice": ('{"id":"x","title":"a","title":"b"}', "title: twice in one object"),
    "id twice": ('{"id":"x","id":"y"}', "id: twice in one object"),
    "twice inside": ('{"id":"x","a":{"b":1,"b":2}}', "b: twice in one object"),
    "twice, spaced": ('{"id" : "x" , "t" : 1, "t" : 2}', "t: twice in one object"),
    "twice, escaped": ('{"id":"x","t":1,"\\u0074":2}', "t: twice in one object"),
    "deep": ('{"id":"x","a":' + "[" * 100_000 + "]" * 100_000 + "}", "depth limit exceeded"),
    "list": ("[1]", "a document is an object"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_line_costs_only_itself(fault: str) -> None:
    broken, message = FAULTS[fault]
    text = f"{A}\n{broken}\n{B}\n"
    first, finding, last = read(text)
    assert isinstance(first, SourceRecord)
    assert isinstance(last, SourceRecord)
    assert isinstance(finding, Finding)
    assert finding.message.startswith(f"a.json, record 2, byte {len(A) + 1}: ")
    assert message in finding.message
    assert last.origin.number == 3
    assert len(finding.value) <= 500


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("wrapping", ["[…]", '{"response":{"docs":[…]}}'])
def test_a_broken_document_in_a_list_costs_only_itself(fault: str, wrapping: str) -> None:
    broken, message = FAULTS[fault]
    found = read(wrapping.replace("…", f"{A},\n{broken},\n{B}"))
    assert [record.id for record in found if isinstance(record, SourceRecord)] == ["a", "b"]
    (finding,) = [finding for finding in found if isinstance(finding, Finding)]
    assert finding.message.startswith("a.json, record 2, byte ")
    assert message in finding.message or "between documents is what is none" in finding.message


@pytest.mark.parametrize("kind", ["null", "5", '"text"', "true", "[[1]]"])
def test_lines_that_are_no_objects(kind: str) -> None:
    (finding,) = bad(f"{A}\n{kind}\n")
    assert "a document is an object, this is a JSON" in finding.message


def test_the_place_of_a_fault_is_in_bytes_of_the_file() -> None:
    line = '{"id":"ü", "title":"äö"; }'
    (finding,) = bad(f"{A}\n{line}\n")
    place = len((A + "\n").encode()) + line.encode().index(b";")
    assert f"not JSON at byte {place}:" in finding.message


@pytest.mark.parametrize("wrapping", ["{}\n", "[{}]"])
def test_latin_1_is_a_finding_that_says_so(wrapping: str) -> None:
    data = (
        f'{A}\n{{"id":"x","title":"café"}}\n{B}\n'.encode("latin-1")
        if wrapping == "{}\n"
        else f'[{A},{{"id":"x","title":"café"}},{B}]'.encode("latin-1")
    )
    _, finding, last = read(data)
    assert isinstance(finding, Finding)
    assert (
        f"not UTF-8 at byte {data.index(0xE9)} (0xe9); if the source is Latin-1, convert it: iconv"
        in finding.message
    )
    assert isinstance(last, SourceRecord)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [A, f"[{A}]"])
def test_utf_16_is_a_finding_that_says_so(encoding: str, text: str) -> None:
    (finding,) = bad(text.encode(encoding))
    assert "it is UTF-16: convert it" in finding.message


def test_the_known_id_is_named() -> None:
    findings = bad(f'{A}\n{{"id":"x","t":1,"t":2}}\n{{"id":"x","id":"y"}}\n')
    assert [finding.record_id for finding in findings] == ["x", ""]


def test_the_last_line_cut_off() -> None:
    found = read(f"{A}\n{B[:-9]}")
    assert [type(one) for one in found] == [SourceRecord, Finding]


@pytest.mark.parametrize("text", [f"[{A},{B}]", f'{{"response":{{"docs":[{A},{B}]}}}}'])
def test_a_list_cut_off_is_an_error_after_what_came_before(text: str) -> None:
    got: list[SourceRecord | Finding] = []
    with pytest.raises(TruncatedSourceError, match=r"a\.json: it ends in the middle of record 2"):
        got.extend(read_documents(io.BytesIO(text.encode()[:-12]), "a.json"))
    for record in read_documents(io.BytesIO(text.encode()[:-12]), "a.json"):
        assert isinstance(record, SourceRecord)
        assert record.id == "a"
        break


@pytest.mark.parametrize("first", ["{broken", "not JSON", '{"id":"x"', "[1", '{"id":"x","title":"a"'])
def test_a_broken_first_line(first: str) -> None:
    if first.startswith("["):
        with pytest.raises(SourceError, match="cut off"):
            read(f"{first}\n{A}\n{B}\n")
    else:
        assert [record.id for record in good(f"{first}\nand more\n{A}\n{B}\n")] == ["a", "b"]


@pytest.mark.parametrize("length", [99, 100, 101, 250])
def test_a_line_that_is_too_long_is_passed_over(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_LINE", 100)
    line = json.dumps({"id": "x", "title": ""})
    line = line[:-2] + "y" * (length - len(line)) + '"}'
    text = f"{A}\n{line}\n{B}\n"
    found = read(text)
    assert [record.id for record in found if isinstance(record, SourceRecord)] == (
        ["a", "x", "b"] if length < 100 else ["a", "b"]
    )
    assert [record.origin.number for record in found if isinstance(record, SourceRecord)][-1] == 3
    last = found[-1]
    assert isinstance(last, SourceRecord)
    assert last.origin.offset == text.index(B)
    if length >= 100:
        assert isinstance(found[1], Finding)
        assert "the line is longer than" in found[1].message


def test_a_document_that_is_too_long_ends_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "MAX_DOCUMENT", 1000)
    with pytest.raises(SourceError, match="give the documents one a line"):
        read(f'[{A},{{"id":"x","title":"{"y" * 600_000}"}},{B}]')


def test_a_title_of_ten_megabytes() -> None:
    line = json.dumps({"id": "x", "title": "y" * 10_000_000})
    for text in (f"{line}\n{A}", f"[{line},{A}]"):
        assert [len(record.raw) for record in good(text)] == [len(line), len(A)]


def test_numbers_keep_their_digits() -> None:
    text = '{"id":"x","score":1.10000000000000000001,"_version_":123456789012345678901234567890}'
    for form in (text, f"[{text}]", f'{{"records":[{text}]}}'):
        assert [record.raw for record in good(form)] == [text.encode()]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{"responseHeader":{"status":400},"error":{"msg":"undefined field x","code":400}}',
            "undefined field x",
        ),
        ('{\n "error": {"trace": "java"},\n "responseHeader": {}}', "java"),
        ('{"status":"ERROR","statusMessage":"Permission denied"}', "Permission denied"),
        (f'[{A}]{{"responseHeader":{{}},"error":"gone"}}', "gone"),
    ],
)
def test_an_error_message_is_an_error(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(text)


def test_an_answer_that_is_not_all_is_remarked_upon() -> None:
    *records, remark = read(f'{{"response":{{"numFound":9000,"start":10,"docs":[{A},{B}]}}}}')
    assert len(records) == 2
    assert isinstance(remark, Finding)
    assert (remark.code, remark.severity) == ("source.partial", Severity.INFO)
    assert "2 of 9,000 records found (from 10 on)" in remark.message


@pytest.mark.parametrize(
    "extra",
    ['":', 'a":1', '\\":', "\\\\", '\\\\":', '{"a":1,"a":2}', ':"'],
)
def test_texts_that_look_like_names_are_not_repeated_names(extra: str) -> None:
    line = json.dumps({"id": "x", "a": extra, extra: [extra, {extra: extra}]})
    assert [record.raw.decode() for record in good(line)] == [line]


class Endless(io.RawIOBase):
    """`count` times `part` between `head` and `tail`, made as it is read."""

    def __init__(self, head: bytes, part: bytes, count: int, tail: bytes) -> None:
        super().__init__()
        self._parts: Iterator[bytes] = filter(None, chain([head], repeat(part, count), [tail]))
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        self._rest = self._rest or next(self._parts, b"")
        size = min(len(target), len(self._rest))
        target[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


LINE = json.dumps(
    {"id": "x", "title": "t" * 500, "fullrecord": '{"a": "\\"' + "f" * 2000, "topic": ["a", "b"]}
).encode()


def peak(head: bytes, separator: bytes, tail: bytes, count: int) -> int:
    stream = io.BufferedReader(Endless(head, LINE + separator, count, tail), 1 << 18)
    tracemalloc.start()
    try:
        assert sum(isinstance(record, SourceRecord) for record in read_documents(stream, "x")) >= count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("head", "separator", "tail"),
    [
        (b"", b"\n", b""),
        (b"[", b",", LINE + b"]"),
        (b'{"response":{"docs":[', b",\n", LINE + b"]}}"),
        (b'{"records":[', b",", LINE + b"]}"),
    ],
    ids=["lines", "list", "answer", "API"],
)
def test_memory_does_not_grow_with_the_source(head: bytes, separator: bytes, tail: bytes) -> None:
    """30 MB take no more than 3 MB."""
    small, large = (peak(head, separator, tail, count) for count in (1_200, 12_000))
    assert large < small + 400_000


RECORDS = st.lists(
    st.fixed_dictionaries(
        {"id": st.text(min_size=1, max_size=8).map(str.strip)},
        optional={
            "title_short": st.text(max_size=20),
            "topic": st.lists(st.text(max_size=8), max_size=3),
            "score": st.floats(allow_nan=False, allow_infinity=False),
            "_version_": st.integers(0, 1 << 63),
        },
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=100)
@given(RECORDS, st.sampled_from(["list", "lines", "answer", "api"]), st.sampled_from([None, 2]))
def test_every_form_says_the_same(records: list[dict[str, Any]], form: str, indent: int | None) -> None:
    shapes = {
        "list": records,
        "answer": {"responseHeader": {}, "response": {"docs": records}},
        "api": {"resultCount": len(records), "records": records},
    }
    text = "\n".join(map(json.dumps, records)) if form == "lines" else json.dumps(shapes[form], indent=indent)
    assert [orjson.loads(record.raw) for record in good(text)] == records
    assert [record.id for record in good(text)] == [record["id"].strip() for record in records]


@settings(max_examples=200)
@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                A.encode(),
                b"{",
                b"}",
                b"[",
                b"]",
                b'"',
                b"\n",
                b",",
                b"\xff",
                b"\x00",
                b'"records":',
                b'"error":',
                b"NaN",
                b"\\ud800",
            ]
        )
    ).map(b"".join)
)
def test_any_bytes_give_records_and_findings_or_one_error(data: bytes) -> None:
    try:
        found = read(data)
    except SourceError:
        return
    for number, one in enumerate(found, start=1):
        assert isinstance(one, SourceRecord | Finding)
        if isinstance(one, SourceRecord):
            assert one.origin.number == number or any(
                isinstance(other, Finding) and other.code == "source.partial" for other in found
            )
            assert isinstance(orjson.loads(one.raw), dict)
