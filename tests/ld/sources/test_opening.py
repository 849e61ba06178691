"""Files, folders, patterns and pipes."""

from __future__ import annotations

import gzip
import io
import os
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from ld.errors import SourceError
from ld.sources.compression import Limits
from ld.sources.opening import open_sources, peek


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """a/1.json, a/2.json.gz, b.json, and what is to be left out."""
    (tmp_path / "a").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.json").write_bytes(b"hidden")
    (tmp_path / "a" / ".DS_Store").write_bytes(b"hidden")
    (tmp_path / "a" / "1.json").write_bytes(b"one")
    (tmp_path / "a" / "2.json.gz").write_bytes(gzip.compress(b"two"))
    (tmp_path / "b.json").write_bytes(b"three")
    return tmp_path


def contents(*arguments: object) -> list[bytes]:
    return [opened.stream.read() for opened in open_sources([str(argument) for argument in arguments])]


def test_a_folder_is_read_sorted_without_hidden_files(folder: Path) -> None:
    assert contents(folder) == [b"one", b"two", b"three"]
    assert next(opened.path for opened in open_sources([str(folder)])) == str(folder / "a" / "1.json")


def test_arguments_keep_their_order(folder: Path) -> None:
    assert contents(folder / "b.json", folder / "a") == [b"three", b"one", b"two"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.json", [b"three"]),
        ("**/*.json", [b"one", b"three"]),
        ("a/[12].json*", [b"one", b"two"]),
        ("?", [b"one", b"two"]),
    ],
)
def test_patterns(folder: Path, pattern: str, expected: list[bytes]) -> None:
    assert contents(folder / pattern) == expected


def test_a_name_that_looks_like_a_pattern_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "a[1].json").write_bytes(b"here")
    assert contents(tmp_path / "a[1].json") == [b"here"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.json", "no such file or folder"),
        ("*.xml", "no file matches this pattern"),
        ("empty", "the folder holds no files"),
        ("nul\0.json", "no such file or folder"),
        ("x" * 5000, "no such file or folder"),
        ("b.json/c", "no such file or folder"),
    ],
)
def test_what_names_nothing_is_an_error_before_anything_is_opened(
    folder: Path, name: str, message: str
) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(SourceError, match=message):
        next(open_sources([str(folder / "b.json"), str(folder / name)]))


def test_an_empty_argument_names_nothing() -> None:
    with pytest.raises(SourceError, match="no such file"):
        next(open_sources([""]))


def test_no_arguments_no_sources() -> None:
    assert list(open_sources([])) == []


def test_a_link_that_leads_back_is_not_followed(folder: Path) -> None:
    (folder / "a" / "loop").symlink_to(folder)
    (folder / "a" / "gone").symlink_to(folder / "nowhere")
    (folder / "a" / "3.json").symlink_to(folder / "b.json")
    assert contents(folder / "a") == [b"one", b"two", b"three"]


def test_streams_close_when_the_next_is_asked_for(folder: Path) -> None:
    sources = open_sources([str(folder)])
    first = next(sources)
    assert not first.stream.closed
    next(sources)
    assert first.stream.closed
    sources.close()  # type: ignore[attr-defined] # a generator


def test_opened_closes_itself(folder: Path) -> None:
    sources = open_sources([str(folder / "a" / "2.json.gz")])
    with next(sources) as opened:
        assert opened.stream.read() == b"two"
    assert opened.stream.closed


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(b"piped"))))
    (opened,) = ((o.path, o.stream.read()) for o in open_sources(["-"]))
    assert opened == ("-", b"piped")


def test_standard_input_can_be_read_from_any_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"piped")))
    for opened in open_sources(["-"]):
        opened.stream.seek(2)
        assert opened.stream.read() == b"ped"


def test_without_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SourceError, match="no standard input"):
        next(open_sources(["-"]))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_spooled(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"x" * 200_000,))
    writer.start()
    for opened in open_sources([str(pipe)]):
        opened.stream.seek(199_990)
        assert opened.stream.read() == b"x" * 10
    writer.join()


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> io.FileIO:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(io, "FileIO", refuse)
    with pytest.raises(
        SourceError, match=r"b\.json: cannot be opened: .*Permission denied.*check its permissions"
    ):
        next(open_sources([str(folder / "b.json")]))


def test_a_file_that_goes_before_its_turn(folder: Path) -> None:
    sources = open_sources([str(folder)])
    next(sources)
    (folder / "a" / "2.json.gz").unlink()
    with pytest.raises(SourceError, match=r"2\.json\.gz: cannot be opened"):
        next(sources)


def test_zip_archives_open_into_their_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "data", "w") as archive:
        archive.writestr("b", b"two")
        archive.writestr("a", b"one")
    found = [(opened.path, opened.stream.read()) for opened in open_sources([str(tmp_path / "data")])]
    assert found == [(f"{tmp_path}/data/a", b"one"), (f"{tmp_path}/data/b", b"two")]


def test_limits_are_handed_on(tmp_path: Path) -> None:
    (tmp_path / "bomb").write_bytes(gzip.compress(bytes(1 << 20)))
    for opened in open_sources([str(tmp_path)], limits=Limits(free=1000)):
        with pytest.raises(SourceError, match="bomb"):
            opened.stream.read()


@pytest.mark.parametrize("size", [0, 1, 9, 70_000, 300_000])
def test_peek_takes_nothing(tmp_path: Path, size: int) -> None:
    data = bytes(n % 251 for n in range(size))
    (tmp_path / "plain").write_bytes(data)
    (tmp_path / "packed").write_bytes(gzip.compress(data))
    for opened in open_sources([str(tmp_path)]):
        for _ in range(2):
            assert peek(opened.stream) == data[: 1 << 16]
        assert opened.stream.read() == data


def test_peek_needs_a_stream_that_can() -> None:
    class Pipe(io.RawIOBase):
        """Goes forward only."""

    with pytest.raises(SourceError, match="cannot look ahead"):
        peek(Pipe())  # type: ignore[arg-type] # that is the point
