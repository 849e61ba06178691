"""Decompression: what it gives, and what it refuses."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import random
import zipfile

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError, TruncatedSourceError
from ld.sources.compression import LIMITS, ChunkStream, Limits, plain
from ld.sources.zip import is_zip, zip_members

TEXT = b"".join(b'{"id": "%d", "title": "%x"}\n' % (n, random.Random(n).getrandbits(64)) for n in range(4000))


def opened(data: bytes, limits: Limits = LIMITS) -> io.BufferedReader:
    return plain(io.BufferedReader(io.BytesIO(data)), "a.dat", limits)


def drain(stream: io.BufferedReader, into: bytearray | None = None) -> None:
    """Read to the end, bit by bit."""
    while chunk := stream.read1(1000 if into is not None else 1 << 17):
        if into is not None:
            into += chunk


def zstd(data: bytes, **options: object) -> bytes:
    return zstandard.ZstdCompressor(**options).compress(data)


def streamed_zstd(data: bytes) -> bytes:
    """As the command line tool makes it of a pipe: no content size in the frame."""
    compressor = zstandard.ZstdCompressor(write_checksum=True).compressobj()
    return compressor.compress(data) + compressor.flush()


SKIPPABLE = b"\x5a\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"extra"


@pytest.mark.parametrize(
    "packed",
    [
        TEXT,
        gzip.compress(TEXT),
        gzip.compress(TEXT[:1000]) + gzip.compress(b"") + gzip.compress(TEXT[1000:]),
        gzip.compress(TEXT) + bytes(5000),
        gzip.compress(TEXT[:7]) + bytes(300_000) + gzip.compress(TEXT[7:]),
        zstd(TEXT),
        zstd(TEXT[:5]) + zstd(TEXT[5:]),
        zstd(TEXT, write_content_size=False),
        zstd(TEXT, write_checksum=True, level=19),
        streamed_zstd(TEXT),
        SKIPPABLE + zstd(TEXT) + SKIPPABLE,
        zstd(b"") + zstd(TEXT),
    ],
)
def test_what_was_packed_comes_out(packed: bytes) -> None:
    with opened(packed) as stream:
        assert stream.read() == TEXT


@settings(max_examples=40)
@given(
    st.lists(st.binary(max_size=3000) | st.binary(max_size=20).map(lambda b: b * 9000), max_size=4),
    st.sampled_from([gzip.compress, zstd, streamed_zstd]),
)
def test_members_and_frames_of_any_size(parts: list[bytes], pack: object) -> None:
    packed = b"".join(pack(part) for part in parts)  # type: ignore[operator] # one of the three
    with opened(packed) as stream:
        assert stream.read() == b"".join(parts)


@pytest.mark.parametrize(
    "packed", [gzip.compress(TEXT), zstd(TEXT), streamed_zstd(TEXT)], ids=["gzip", "zstd", "zstd-stream"]
)
def test_cut_off_anywhere_it_says_so_after_what_came_before(packed: bytes) -> None:
    for end in [*range(5, 40), *range(1000, len(packed), 1000), *range(len(packed) - 12, len(packed))]:
        got = bytearray()
        with (
            opened(packed[:end]) as stream,
            pytest.raises(TruncatedSourceError, match=r"a\.dat: the compressed data ends early"),
        ):
            drain(stream, got)
        assert TEXT.startswith(bytes(got))
        assert len(got) > len(TEXT) * (end - 70_000) / len(packed)


@pytest.mark.parametrize("pack", [gzip.compress, streamed_zstd])
def test_damage_is_an_error_that_names_the_file(pack: object) -> None:
    packed = bytearray(pack(TEXT))  # type: ignore[operator] # a function
    packed[len(packed) // 2] ^= 0xFF
    with (
        opened(bytes(packed)) as stream,
        pytest.raises(SourceError, match=r"a\.dat: the compressed data is damaged near byte"),
    ):
        stream.read()


@pytest.mark.parametrize("tail", [b"and more", b"\x1f", gzip.compress(b"x")[:4] + b"?"])
@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_what_follows_compressed_data_is_not_lost_silently(pack: object, tail: bytes) -> None:
    with opened(pack(TEXT) + tail) as stream, pytest.raises(SourceError, match="compressed data"):  # type: ignore[operator] # a function
        stream.read()


def rle_bomb(blocks: int) -> bytes:
    """A zstd frame in which each four bytes stand for 128 KiB."""
    block = (0b010 | (1 << 17) << 3).to_bytes(3, "little") + b" "
    return b"\x28\xb5\x2f\xfd\x00\x38" + block * blocks + (1).to_bytes(3, "little")


@pytest.mark.parametrize(
    "packed", [gzip.compress(bytes(3 << 20)), rle_bomb(24), zstd(bytes(3 << 20))], ids=["gzip", "rle", "zstd"]
)
def test_bombs_are_refused_and_told_from_small_files(packed: bytes) -> None:
    with opened(packed) as stream:
        assert len(stream.read()) == 3 << 20
    with (
        opened(packed, Limits(free=1 << 20)) as stream,
        pytest.raises(SourceError, match=r"a\.dat: its first [\d,]+ bytes expand to more than .* bomb"),
    ):
        drain(stream)


def test_a_great_bomb_stops_early() -> None:
    with opened(rle_bomb(1_000_000)) as stream, pytest.raises(SourceError, match="bomb"):
        drain(stream)  # it would be 128 GB


def test_a_window_that_is_too_large_is_refused() -> None:
    with (
        opened(b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00") as stream,
        pytest.raises(SourceError, match="damaged"),
    ):
        stream.read()


def test_a_skippable_frame_does_not_fill_the_memory() -> None:
    with (
        opened(b"\x50\x2a\x4d\x18\xff\xff\xff\xff" + bytes(500_000)) as stream,
        pytest.raises(TruncatedSourceError),
    ):
        stream.read()


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (bz2.compress(TEXT), "bzip2"),
        (bz2.compress(b""), "bzip2"),
        (lzma.compress(TEXT), "xz"),
        (b"7z\xbc\xaf\x27\x1c..", "7-zip"),
        (b"Rar!\x1a\x07\x01", "RAR"),
    ],
)
def test_other_compression_is_refused_by_name(packed: bytes, name: str) -> None:
    with (
        io.BufferedReader(io.BytesIO(packed)) as file,
        pytest.raises(SourceError, match=f"compressed by {name}.*decompress it first"),
    ):
        plain(file, "a.dat")


def test_text_that_begins_like_bzip2_is_text() -> None:
    with opened(b"BZh is a name") as stream:
        assert stream.read() == b"BZh is a name"


def test_closing_closes_the_file() -> None:
    file = io.BufferedReader(io.BytesIO(gzip.compress(TEXT)))
    plain(file, "a").close()
    assert file.closed


def test_a_failing_disk_is_an_error_of_the_source() -> None:
    def chunks() -> object:
        yield b"abc"
        raise SourceError("gone")

    stream = ChunkStream(chunks())  # type: ignore[arg-type] # a generator of bytes
    assert stream.read(2) == b"ab"
    assert stream.read(2) == b"c"
    for _ in range(2):
        with pytest.raises(SourceError, match="gone"):
            stream.read(2)
    stream.close()


def archive(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BufferedReader:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return io.BufferedReader(io.BytesIO(data.getvalue()))


def test_zip_members_sorted_without_hidden_ones() -> None:
    file = archive(
        {"b.json": b"two", "a/": b"", "a/c.gz": gzip.compress(b"one"), ".x": b"", "__MACOSX/b.json": b"?"}
    )
    assert is_zip(file)
    found = [(name, stream.read()) for name, stream in zip_members(file, "z.zip", Limits())]
    assert found == [("z.zip/a/c.gz", b"one"), ("z.zip/b.json", b"two")]


def test_zip_bombs_are_refused() -> None:
    for _, stream in zip_members(archive({"a": bytes(3 << 20)}), "z.zip", Limits(free=1 << 20)):
        with stream, pytest.raises(SourceError, match=r"z\.zip/a: .*bomb"):
            stream.read()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_members_in_other_ways_are_refused(method: int) -> None:
    with pytest.raises(SourceError, match="not read here"):
        list(zip_members(archive({"a": TEXT}, method), "z.zip", Limits()))


def test_zip_damage() -> None:
    data = archive({"a": TEXT}).read()
    with pytest.raises(SourceError, match=r"z\.zip: the zip archive is damaged or cut off"):
        list(zip_members(io.BytesIO(data[:-30]), "z.zip", Limits()))
    with pytest.raises(SourceError, match="holds no files"):
        list(zip_members(archive({}), "z.zip", Limits()))
    broken = bytearray(data)
    broken[len(data) // 2] ^= 0xFF
    for _, stream in zip_members(io.BytesIO(bytes(broken)), "z.zip", Limits()):
        with stream, pytest.raises(SourceError, match=r"z\.zip/a: the compressed data is damaged"):
            stream.read()


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"\x50\x2a\x4d\x18"]),
)
def test_any_bytes_are_read_or_refused(tail: bytes, magic: bytes) -> None:
    with io.BufferedReader(io.BytesIO(magic + tail)) as file, contextlib.suppress(SourceError):
        stream = plain(file, "a")
        data = (
            b"".join(s.read() for _, s in zip_members(stream, "a", LIMITS))
            if is_zip(stream)
            else stream.read()
        )
        assert isinstance(data, bytes)
