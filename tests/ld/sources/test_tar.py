"""Tar archives: what the standard library writes is read back; what is broken says so after what came before."""

from __future__ import annotations

import contextlib
import gzip
import io
import tarfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError, TruncatedSourceError
from ld.sources.compression import LIMITS, Limits
from ld.sources.opening import open_sources
from ld.sources.tar import is_tar, tar_members

FORMATS = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]
ZSTD = zstandard.ZstdCompressor().compress


def packed(files: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))


def unpacked(data: bytes, limits: Limits = LIMITS) -> dict[str, bytes]:
    return {
        name.removeprefix("a.tar/"): member.read()
        for name, member in tar_members(stream(data), "a.tar", limits)
    }


@pytest.mark.parametrize("form", FORMATS)
def test_files_come_in_the_order_of_the_archive(form: int) -> None:
    files = {"b/2.xml": b"two" * 1000, "a.xml": b"", "c.xml": bytes(range(256)) * 700, "d": b"x" * 512}
    assert unpacked(packed(files, form)) == files
    assert list(unpacked(packed(files, form))) == list(files)


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_and_names_beyond_ascii(form: int) -> None:
    files = {"långt/" + "x" * 300 + ".xml": b"1", "日本/" + "ü" * 120: b"2", "short": b"3"}
    assert unpacked(packed(files, form)) == files


def test_a_name_in_two_halves() -> None:
    name = "/".join(["folder" * 5] * 5) + "/a.xml"
    assert 100 < len(name) < 256
    assert unpacked(packed({name: b"1"}, tarfile.USTAR_FORMAT)) == {name: b"1"}


def test_only_wanted_regular_files_are_given() -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, kind in (
            ("d", tarfile.DIRTYPE),
            ("l", tarfile.SYMTYPE),
            ("h", tarfile.LNKTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "a"
            archive.addfile(info)
        for name in (".hidden", "x/.git/y", "__MACOSX/a", "./._a", "../up.xml", "/etc/passwd", "./a"):
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"abc"))
    # Nothing is written to disk, so a name that leads out of the archive does no harm.
    assert list(unpacked(made.getvalue())) == ["../up.xml", "/etc/passwd", "./a"]


def test_global_attributes_and_attributes_of_size() -> None:
    made = io.BytesIO()
    with tarfile.open(
        fileobj=made, mode="w", format=tarfile.PAX_FORMAT, pax_headers={"comment": "c"}
    ) as archive:
        info = tarfile.TarInfo("a")
        info.size, info.pax_headers = 5, {"size": "5", "path": "b/ö"}
        archive.addfile(info, io.BytesIO(b"abcde"))
    assert unpacked(made.getvalue()) == {"b/ö": b"abcde"}


def test_members_that_are_compressed_are_decompressed() -> None:
    files = {"a.gz": gzip.compress(b"one"), "b.zst": ZSTD(b"two"), "c": b"three"}
    assert list(unpacked(packed(files)).values()) == [b"one", b"two", b"three"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, ZSTD])
def test_archives_are_opened_whatever_their_name(tmp_path: Path, pack: object) -> None:
    (tmp_path / "data").write_bytes(pack(packed({"x/a": b"1", "b": b"2"})))  # type: ignore[operator] # one of the three
    found = [(opened.path, opened.stream.read()) for opened in open_sources([str(tmp_path / "data")])]
    assert found == [(f"{tmp_path}/data/x/a", b"1"), (f"{tmp_path}/data/b", b"2")]


def test_members_need_not_be_read() -> None:
    data = packed({str(n): bytes([n]) * 100_000 for n in range(5)})
    names = [name for name, _ in tar_members(stream(data), "a", LIMITS)]
    assert names == [f"a/{n}" for n in range(5)]
    firsts = [member.read(1) for _, member in tar_members(stream(data), "a", LIMITS)]
    assert firsts == [bytes([n]) for n in range(5)]


def test_without_the_empty_blocks_at_the_end_it_is_whole() -> None:
    assert unpacked(packed({"a": b"1"})[:1024]) == {"a": b"1"}


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04" * 200, bytes(10_240), b"<record/>" * 100, b"00714cam a2200205 a 4500" * 50]
)
def test_what_is_none(data: bytes) -> None:
    assert not is_tar(stream(data))


def test_an_archive_of_nothing_wanted_is_an_error() -> None:
    with pytest.raises(SourceError, match=r"a\.tar: the archive holds no files"):
        unpacked(packed({".hidden": b"1"}))


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_cut_off_it_says_so_after_what_came_before(tmp_path: Path, pack: object) -> None:
    data = pack(packed({f"{n}": bytes([65 + n]) * 3000 for n in range(3)}))  # type: ignore[operator] # one of the two
    for end in [*range(600, len(data) if pack is gzip.compress else 7 * 1024, 97)] or [len(data) // 2]:
        (tmp_path / "a").write_bytes(data[:end])
        whole = []
        with contextlib.suppress(TruncatedSourceError):
            for opened in open_sources([str(tmp_path / "a")]):
                text = opened.stream.read()
                assert set(text) == {65 + len(whole)}
                whole.append(text)
            raise AssertionError("no error")
        assert all(len(text) == 3000 for text in whole)
        assert (
            pack is gzip.compress
            or len(whole) == (end - 512) // 3584
            or len(whole) == (end - 512 - 3000) // 3584 + 1
        )


def test_damage_names_the_file() -> None:
    data = bytearray(packed({"a": b"1", "b": b"2"}))
    data[1024 + 3] ^= 1
    with pytest.raises(
        SourceError, match=r"a\.tar: the tar archive is damaged near byte 1,536 \(the checksum"
    ):
        unpacked(bytes(data))


def test_a_header_of_gigabytes_is_refused() -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = b"L", 1 << 31
    with pytest.raises(SourceError, match="2,147,483,648 bytes describe one file"):
        unpacked(info.tobuf(tarfile.GNU_FORMAT) + bytes(4096))


def test_a_file_with_holes_is_refused() -> None:
    info = tarfile.TarInfo("sparse")
    info.type = b"S"
    with pytest.raises(SourceError, match="with holes"):
        unpacked(info.tobuf(tarfile.GNU_FORMAT) + bytes(1024))


def test_bombs_inside_are_refused() -> None:
    with pytest.raises(SourceError, match="bomb"):
        unpacked(packed({"a.gz": gzip.compress(bytes(1 << 20))}), Limits(free=1000))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text("abcdefghijkäöü日 /", min_size=1, max_size=150).filter(
            lambda name: all(part.strip() for part in name.split("/")) and name.strip() == name
        ),
        # Members that begin like a compressed file are decompressed, so these begin like none.
        st.binary(max_size=1500).map(lambda content: b"-" + content),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(FORMATS[1:]),
)
def test_what_was_packed_comes_out(files: dict[str, bytes], form: int) -> None:
    assert unpacked(packed(files, form)) == files


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.integers(0, 2000), st.sampled_from(FORMATS))
def test_any_damage_is_an_error_or_none(damage: bytes, place: int, form: int) -> None:
    data = bytearray(packed({"a" * 120: b"1" * 700, "b": b"2"} if form else {"a": b"1"}, form))
    data[place : place + len(damage)] = damage
    if is_tar(stream(bytes(data))):
        with contextlib.suppress(SourceError):
            unpacked(bytes(data))
