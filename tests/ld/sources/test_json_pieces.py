"""Documents inside lists and answers, found by their brackets."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError, TruncatedSourceError
from ld.sources import json_pieces
from ld.sources.json_pieces import Answer, Document, Stray, pieces


def found(text: bytes | str) -> list[Document | Stray | Answer]:
    data = text.encode() if isinstance(text, str) else text
    result = list(pieces(io.BytesIO(data), "a.json"))
    for piece in result:
        if not isinstance(piece, Answer):
            assert data[piece.offset :].startswith(piece.raw)
    return result


def documents(text: bytes | str) -> list[bytes]:
    return [piece.raw for piece in found(text) if isinstance(piece, Document)]


A, B = '{"id":"a"}', '{"id":"b","x":[{"y":["]"]}]}'


@pytest.mark.parametrize(
    "text",
    [
        f"[{A},{B}]",
        f"\ufeff [ {A} ,\n\t{B}\r\n]\n",
        f"{A}{B}",
        f"{A},\n{B},\n",
        f"{A}\n\ufeff{B}",
        f"\x1e{A}\n\x1e{B}\n",
        f"[{A}][{B}]",
        f'{{"response":{{"numFound":2,"docs":[{A},{B}]}}}}',
        f'{{"responseHeader":{{"params":{{"docs":"x","fq":["a"]}}}},"response":{{"docs":[{A},{B}]}},"facets":{{"a":[{{"b":[{{}}]}}]}}}}',
        f'{{"resultCount":2,"records":[{A},{B}],"status":"OK","facets":[{{"x":[{{}}]}}]}}',
        f'{{"facets":{{"records":[{{"no":1}}]}},"records" :\n [{A},{B}]}}',
        f'{{"docs":[{A},{B}]}}',
        f'[{{"response":{{"docs":[{A}]}}}},{{"x":1,"records":[{B}]}}]',
        f'{{"records":[{A}]}}\n{{"records":[{B}]}}\n',
        f'{{"records":[{A}]}}\n{B}',
    ],
)
@pytest.mark.parametrize("chunk", [1, 2, 7, 64, 1 << 18])
def test_two_documents_in_any_wrapping(text: str, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "_CHUNK", chunk)
    assert documents(text) == [A.encode(), B.encode()]
    assert not [piece for piece in found(text) if isinstance(piece, Stray)]


@pytest.mark.parametrize("text", ["", " \n", "[]", "[ ]", "[][]"])
def test_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"response":{"docs":[]}}',
        '{"records":[],"resultCount":0}',
        '{"error":{"msg":"x","trace":["a",{}]}}',
    ],
)
def test_what_has_no_documents_is_given_whole(text: str) -> None:
    assert documents(text) == [text.encode()]


def test_answers_say_how_much_there_is() -> None:
    text = f'{{"response":{{"numFound":9,"start":4,"docs":[{A}]}}}} {{"records":[{A},{B}],"resultCount":7}} {{"resultCount":8,"records":[{B}]}}'
    assert [piece for piece in found(text) if isinstance(piece, Answer)] == [
        Answer(9, 4, 1),
        Answer(None, 0, 2),
        Answer(8, 0, 1),
    ]


@pytest.mark.parametrize(
    ("text", "strays", "count"),
    [
        (f"[1,{A},null]", [b"1,", b",null"], 1),
        (f'["a {{ b",{A}]', [b'"a { b",'], 1),
        (f"[{A}}},{B}]", [b"},"], 2),
        (f"{A}]{B}", [b"]"], 2),
        (f"nonsense {A}", [b"nonsense "], 1),
        (f"{A} nonsense", [b" nonsense"], 1),
        (f'{{"response":{{"docs":[{A} x {B}]}}}}', [b" x "], 2),
        ("[1,2]", [b"1,2"], 0),
        ('"text"', [b'"text"'], 0),
    ],
)
def test_what_is_no_document_is_given_too(text: str, strays: list[bytes], count: int) -> None:
    assert [piece.raw for piece in found(text) if isinstance(piece, Stray)] == strays
    assert len(documents(text)) == count


@pytest.mark.parametrize(
    "broken",
    ['{"id":NaN}', '{"id" "x"}', '{"a":"x"],"b":1}', '{"a":[1}', "[1,2]", "[[],[]]", '{"a":"line\nbreak"}', '{"a":"open\n, "b":"x"}', '{"a":"open\n}', '{a}', '{"a":\x00}', '{"a":"\\\nx"}'],
)  # fmt: skip
@pytest.mark.parametrize("wrapping", ["[…]", '{"response":{"docs":[…]}}'])
@pytest.mark.parametrize("chunk", [1, 1 << 18])
def test_a_broken_document_costs_only_itself(
    broken: str, wrapping: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_pieces, "_CHUNK", chunk)
    text = wrapping.replace("…", f"{A},{broken},{B}")
    raws = documents(text)
    assert raws[0] == A.encode()
    assert raws[-1] == B.encode()
    assert len(raws) == 3


@pytest.mark.parametrize(
    "text", [f"[{A},{B}]", f'{{"response":{{"docs":[{A},{B}]}},"facets":{{"a":[1,2]}}}}', f"{B}"]
)
def test_cut_off_anywhere(text: str) -> None:
    whole = documents(text)
    for end in range(1, len(text)):
        got: list[bytes] = []
        with pytest.raises(TruncatedSourceError, match=r"a\.json: it ends"):
            got.extend(
                piece[0]
                for piece in pieces(io.BytesIO(text[:end].encode()), "a.json")
                if isinstance(piece, Document)
            )
        assert got == [] or got == whole[: len(got)]


def test_the_error_says_where_the_record_began() -> None:
    with pytest.raises(TruncatedSourceError, match="in the middle of record 2, which begins at byte 12"):
        found(f"[{A},{B[:-2]}")
    with pytest.raises(TruncatedSourceError, match="before its last bracket, after 1 records"):
        found(f"[{A}")


def test_a_document_without_end_fills_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_pieces, "MAX_DOCUMENT", 1 << 18)
    for text in (
        '[{"a":"' + "x" * (1 << 20),
        '[{"a":[' + "1," * (1 << 20),
        "[" + " " * (1 << 20),
        "[" * (1 << 20),
    ):
        with pytest.raises(SourceError, match="no document ends in the 262,144 bytes after byte"):
            found(text)


def test_a_long_answer_head_is_no_document() -> None:
    head = '"responseHeader":{"params":{"q":"' + "x" * 700_000 + '"}}'
    assert documents(f'{{{head},"response":{{"docs":[{A}]}}}}') == [A.encode()]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 100_000 + "1" + "}" * 100_000,
        "[{" + '"a":[{' * 50_000 + "}]" * 50_000 + "}]",
    ],
)
def test_nesting_without_end(text: str) -> None:
    assert len(documents(text)) == 1


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=10)
    | st.text('{}[]",:\\\n ', max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
RECORD = st.dictionaries(
    st.text(max_size=8).filter(lambda name: name not in {"response", "records", "docs"}), JSON, max_size=5
)


@settings(max_examples=200)
@given(
    st.lists(RECORD, max_size=5),
    st.booleans(),
    st.sampled_from([None, 1, "\t"]),
    st.sampled_from(["list", "solr", "rest", "lines"]),
    st.integers(1, 50),
)
def test_documents_come_out_as_they_went_in(
    records: list[dict[str, Any]], ascii_: bool, indent: int | str | None, form: str, chunk: int
) -> None:
    wrapped: Any = {
        "list": records,
        "solr": {"responseHeader": {"a": [{}]}, "response": {"docs": records}, "facets": [{"a": [{}]}]},
        "rest": {"records": records, "x": [[{}]]},
    }
    text = (
        "\n".join(json.dumps(record) for record in records)
        if form == "lines"
        else json.dumps(wrapped[form], ensure_ascii=ascii_, indent=indent)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_pieces, "_CHUNK", chunk)
        raws = documents(text.encode("utf-8", "surrogatepass"))
    read = [json.loads(raw) for raw in raws]
    if not records and form in {
        "solr",
        "rest",
    }:  # an answer without documents: its end alone, or the whole of it
        assert read in ([], [wrapped[form]])
    else:
        assert read == records


@settings(max_examples=200)
@given(
    st.binary(max_size=100)
    | st.lists(
        st.sampled_from(
            [
                b"{",
                b"}",
                b"[",
                b"]",
                b'"',
                b"\\",
                b",",
                b":",
                b"\n",
                b"1",
                b'"records":',
                b'"response":',
                b'"docs":',
            ]
        )
    ).map(b"".join),
    st.integers(1, 9),
)
def test_any_bytes_are_all_accounted_for(data: bytes, chunk: int) -> None:
    """Outside of answers, every byte is in a document, stray, or of the frame."""
    results = []
    for size in (chunk, 1 << 18):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(json_pieces, "_CHUNK", size)
            try:
                results.append(found(data))
            except TruncatedSourceError:
                results.append([])
    assert results[0] == results[1]
    if results[1] and not any(isinstance(piece, Answer) for piece in results[1]):
        rest = data
        for piece in results[1]:
            assert not isinstance(piece, Answer)
            rest = rest.replace(piece.raw, b"", 1)
        assert not rest.strip(b" \t\r\n,[]\x1e\xef\xbb\xbf")
