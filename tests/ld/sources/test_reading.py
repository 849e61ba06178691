"""From arguments to records, across formats."""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

import ld.sources
from ld.errors import SourceError, TruncatedSourceError, UnknownSourceFormatError
from ld.findings import Finding, Severity
from ld.sources import SourceRecord, read
from ld.sources.registry import SOURCES, Source

LINES = b"".join(b'{"id": "%d", "title_short": "T"}\n' % n for n in range(2000))
REST = b'{"resultCount": 1, "records": [{"id": "r", "languages": ["English"]}], "status": "OK"}'
PAGE = b"Laden\n_version_ 1\nid p\ntitle T\n"


def ids(*arguments: object, format: str = "auto") -> list[str]:
    found = list(read([str(argument) for argument in arguments], format=format))
    return [record.id for record in found if isinstance(record, SourceRecord)]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_any_form_in_any_packing(tmp_path: Path, pack: object) -> None:
    for name, data in (("a", LINES), ("b", REST), ("c", PAGE)):
        (tmp_path / name).write_bytes(pack(data))  # type: ignore[operator] # one of the three
    assert ids(tmp_path) == [*map(str, range(2000)), "r", "p"]
    assert ids(tmp_path, format="vufind") == ids(tmp_path)


def test_a_zip_of_all(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("a", LINES), ("b.gz", gzip.compress(REST)), ("c", PAGE)):
            archive.writestr(name, data)
    found = list(read([str(tmp_path / "x.zip")]))
    assert len(found) == 2002
    assert isinstance(found[-1], SourceRecord)
    assert found[-1].origin.path == f"{tmp_path}/x.zip/c"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(LINES))))
    assert len(ids("-")) == 2000


def test_empty_files_have_no_records(tmp_path: Path) -> None:
    for name, data in (("a", b""), ("b", b" \r\n\t\n"), ("c", b"\xef\xbb\xbf"), ("d", gzip.compress(b""))):
        (tmp_path / name).write_bytes(data)
    for format_ in ("auto", "vufind"):
        found = list(read([str(tmp_path)], format=format_))
        assert [one.code for one in found if isinstance(one, Finding)] == ["source.empty"] * 4


def test_a_damaged_file_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.ndjson").write_bytes(b'{"id": "1", "title": "A"}\n')
    (tmp_path / "b.gz").write_bytes(gzip.compress(LINES)[:2000])
    (tmp_path / "c.ndjson").write_bytes(b'{"id": "3", "title": "C"}\n')
    found = list(read([str(tmp_path)]))
    damaged = [one for one in found if isinstance(one, Finding)]
    assert [(one.code, one.severity) for one in damaged] == [("source.damaged", Severity.VIOLATION)]
    assert "b.gz: the compressed data ends early" in damaged[0].message
    read_ids = [one.id for one in found if isinstance(one, SourceRecord)]
    assert (read_ids[0], read_ids[-1]) == ("1", "3")


def page(start: int, total: int, *ids: str) -> bytes:
    docs = ",".join(f'{{"id": "{one}", "title": "T"}}' for one in ids)
    return f'{{"response": {{"numFound": {total}, "start": {start}, "docs": [{docs}]}}}}'.encode()


def test_pages_that_are_all_there_are_not_remarked_on(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_bytes(page(0, 3, "a", "b"))
    alone = [one.code for one in read([str(tmp_path)]) if isinstance(one, Finding)]
    (tmp_path / "2.json").write_bytes(page(2, 3, "c"))
    together = [one.code for one in read([str(tmp_path)]) if isinstance(one, Finding)]
    assert (alone, together) == (["source.partial"], [])


def test_another_format_than_told_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>")
    (finding,) = read([str(tmp_path)], format="jats")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity) == ("source.unknown-format", Severity.VIOLATION)
    assert "holds no record of" in finding.message


@pytest.mark.parametrize("format_", ["auto", "vufind"])
@pytest.mark.parametrize(
    "data",
    [
        b"<html><p>none</p></html>",
        b"a;b;c\n1;2;3\n",
        b"\x00\x01\x02" * 30_000,
        b"\x89PNG\r\n\x1a\n",
        b" " * 70_000,
    ],
)
def test_an_unknown_file_is_one_finding_and_the_rest_goes_on(
    tmp_path: Path, data: bytes, format_: str
) -> None:
    (tmp_path / "a").write_bytes(data)
    (tmp_path / "b").write_bytes(LINES)
    finding, *records = read([str(tmp_path)], format=format_)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity, finding.record_id) == (
        "source.unknown-format",
        Severity.VIOLATION,
        "",
    )
    said = finding.message.removeprefix(f"{tmp_path}/a: ")
    assert said.startswith(("not recognized by its content; ", "this is a "))
    assert said.endswith(
        "what is read: ldpub ingest --help"
        if format_ == "auto"
        else "VuFind: Solr documents, API answers, staff views"
    )
    assert len(records) == 2000


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<mods xmlns="http://www.loc.gov/mods/v3"/>', "MODS"),
        (b'<ead xmlns="http://ead3.archivists.org/schema/"/>', "EAD"),
        (b'<lido:lidoWrap xmlns:lido="http://www.lido-schema.org"/>', "LIDO"),
        (b"%PDF-1.4\n", "a PDF file"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "a").write_bytes(data)
    (finding,) = read([str(tmp_path)])
    assert isinstance(finding, Finding)
    assert f"/a: this is {kind}, which is not read here; " in finding.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("format_", ["auto", "vufind"])
def test_utf_16_is_named(tmp_path: Path, encoding: str, format_: str) -> None:
    (tmp_path / "a").write_bytes(LINES.decode().encode(encoding))
    (finding,) = read([str(tmp_path)], format=format_)
    assert isinstance(finding, Finding)
    assert "it is UTF-16: convert it" in finding.message


def test_a_format_that_nobody_knows(tmp_path: Path) -> None:
    with pytest.raises(UnknownSourceFormatError, match=r"'marcxlm' is not one of .*vufind"):
        next(read([str(tmp_path)], format="marcxlm"))


def test_json_of_another_kind_with_the_format_given_is_read_as_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b'{"nobody": "knows"}')
    assert ids(tmp_path, format="vufind") == [""]
    (finding,) = read([str(tmp_path)])
    assert isinstance(finding, Finding)


@pytest.mark.parametrize("step", [1000])
def test_a_file_cut_off_anywhere_gives_what_came_before_and_says_so(tmp_path: Path, step: int) -> None:
    packed = gzip.compress(LINES, 1)
    for end in range(100, len(packed), step):
        (tmp_path / "a.gz").write_bytes(packed[:end])
        got: list[str] = []
        with pytest.raises(TruncatedSourceError, match=r"a\.gz: the compressed data ends early"):
            got.extend(record.id for record in read([str(tmp_path)]) if isinstance(record, SourceRecord))
        streamed = count_until_error(tmp_path / "a.gz")
        assert streamed >= len(LINES.splitlines()) * (end - 1000) / len(packed) - 200


def count_until_error(path: Path) -> int:
    count = 0
    try:
        for _ in read([str(path)]):
            count += 1
    except TruncatedSourceError:
        return count
    raise AssertionError("no error")


def test_a_failing_disk_is_an_error_of_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.BytesIO):
        """Fails where a file on a failing disk would."""

        def readline(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(
        "ld.sources.opening.plain", lambda file, path, limits: (file.close(), Failing(LINES))[1]
    )
    (tmp_path / "a").write_bytes(LINES)
    with pytest.raises(SourceError, match=r"a: cannot be read any further: .*Input/output error"):
        list(read([str(tmp_path)]))


def test_rows_are_asked_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vufind = SOURCES["vufind"]
    greedy = Source("greedy", "All", lambda stream: "all", lambda stream, path: iter(()), vufind.parse)
    monkeypatch.setattr("ld.sources.reading.SOURCES", SimpleNamespace(rows=lambda: iter([vufind, greedy])))
    (tmp_path / "a").write_bytes(b"<other/>")
    (tmp_path / "b").write_bytes(LINES)
    assert ids(tmp_path) == [*map(str, range(2000))]
    assert list(read([str(tmp_path / "a")])) == []


def test_the_public_names() -> None:
    assert sorted(ld.sources.__all__) == sorted(set(ld.sources.__all__))
    for name in ld.sources.__all__:
        assert hasattr(ld.sources, name)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(
        [b"", b"{", b"[", b"_version_ 1\n", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"\x28\xb5\x2f\xfd"]
    ),
    st.sampled_from(["auto", "vufind"]),
)
def test_any_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, tail: bytes, head: bytes, format_: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(head + tail)
    with contextlib.suppress(SourceError):
        found = list(read([str(path)], format=format_))
        assert all(isinstance(one, SourceRecord | Finding) for one in found)
