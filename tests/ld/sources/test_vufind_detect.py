"""Telling VuFind's forms apart, and from others."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.sources.opening import open_sources
from ld.sources.vufind.detect import detect, has_object_lines

SOLR = b'{"id": "1", "title": "A", "record_format": "marc"}'
REST = b'{"resultCount":1,"records":[{"id":"1","title":"A"}],"status":"OK"}'
PAGE = b"Cargando\n\n_version_ 1783260411856945152\nauthor A\nid 1\n"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (SOLR, "solr-json"),
        (b"\xef\xbb\xbf \r\n" + SOLR, "solr-json"),
        (b"[" + SOLR + b"]", "solr-json"),
        (SOLR + b"\r\n" + SOLR, "solr-json"),
        (b'{"responseHeader":{"status":0},"response":{"numFound":0,"docs":[]}}', "solr-json"),
        (b'{\n  "response":{"numFound":1,"docs":[', "solr-json"),
        (b'{"docs": [' + SOLR, "solr-json"),
        (b"# a remark\n" + SOLR + b"\n", "solr-json"),
        (b"{broken\n" + SOLR + b"\n", "solr-json"),
        (b'{"title": "' + b"x" * 100_000, None),
        (b'{"title_short": "' + b"x" * 100_000, "solr-json"),
        (b'{"id": "1", "isbn": []}', "solr-json"),
        (b'{"id": "1"}', None),
        (b'{"fullrecord": "{\\"leader\\":\\"x\\",\\"fields\\":[]}", "id": "1"}', "solr-json"),
        (b'{"leader": "00000cam", "fields": [{"001": "1"}]}', None),
        (b'{"leader": "00000cam", "fields": [{"001": "1"}], "id": 7, "title": "x"}', None),
        (b'{"name": "package", "version": "1"}', None),
        (b"[]", None),
        (b"{}", None),
        (REST, "rest-json"),
        (b'{"statusMessage": "Invalid", "status": "ERROR"}', "rest-json"),
        (PAGE, "staff-view"),
        (b"\xef\xbb\xbf" + PAGE, "staff-view"),
        (PAGE.replace(b" ", b"\t").replace(b"\n", b"\r\n"), "staff-view"),
        (b"author_facet A\nformat B\nid C\ntitle D\n", "staff-view"),
        (b"caf\xe9\n" + PAGE, "staff-view"),
        (b"<record/>", None),
        (b"00714cam a2200205 a 4500001001300000", None),
        (b"title,author,url\nA,B,C\n", None),
        (b"", None),
        (b" \n\t", None),
        (b"\xff\xfe{\x00", None),
    ],
)  # fmt: skip
def test_forms(data: bytes, form: str | None) -> None:
    stream = io.BytesIO(data)
    assert detect(stream) == form
    assert stream.read() == data


@pytest.mark.parametrize("data", [SOLR, REST, PAGE])
def test_compressed_sources_are_told_too(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(gzip.compress(data))
    for opened in open_sources([str(tmp_path)]):
        assert detect(opened.stream) == detect(io.BytesIO(data))
        assert opened.stream.read() == data


def test_only_the_first_lines_are_tried() -> None:
    assert has_object_lines(b"x\n" * 19 + b'{"a":1}\n')
    assert not has_object_lines(b"x\n" * 20 + b'{"a":1}\n')


@settings(max_examples=150)
@given(
    st.binary(max_size=300)
    | st.lists(st.sampled_from([SOLR, REST, PAGE, b"{", b"[", b"\n", b'"', b"\\", b"id ", b"\xff"])).map(
        b"".join
    )
)
def test_any_bytes(data: bytes) -> None:
    stream = io.BytesIO(data)
    assert detect(stream) in {"solr-json", "rest-json", "staff-view", None}
    assert stream.tell() == 0
