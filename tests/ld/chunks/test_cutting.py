"""Cutting sources into chunks, here and in another process."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.chunks.apart import cut_apart
from ld.chunks.cutting import Item, cut, items_of
from ld.errors import SourceError, TruncatedSourceError
from ld.findings import Finding, Severity
from ld.sources.base import Origin, SourceRecord
from ld.sources.reading import Reading

texts = st.text(st.characters(), max_size=20)
records = st.builds(
    SourceRecord,
    id=texts,
    origin=st.builds(Origin, st.text(st.characters(exclude_categories=["Cs"]), max_size=9), st.integers(1, 9), st.none() | st.integers(0, 9)),
    raw=st.binary(max_size=30),
    media_type=st.just("application/json"),
    format=st.just("vufind"),
    deleted=st.booleans(),
)  # fmt: skip
findings = st.builds(
    lambda text: Finding("a.b", Severity.INFO, "", "", text, "A message."), st.text(max_size=9)
)


@given(st.lists(records | findings, max_size=9), st.integers(1, 4), st.integers(1, 400))
def test_chunks_hold_all_items_in_their_order(items: list[Item], size: int, most: int) -> None:
    chunks = list(cut(items, size, most_bytes=most))
    assert [chunk.number for chunk in chunks] == list(range(len(chunks)))
    assert all(1 <= chunk.items <= size for chunk in chunks)
    found = [item for chunk in chunks for item in items_of(chunk.payload)]
    assert found == [item if isinstance(item, SourceRecord) else written(item) for item in items]


def written(finding: Finding) -> Finding:
    """Lone surrogates are shown as escapes."""
    return Finding(
        "a.b", Severity.INFO, "", "", finding.value.encode("utf-8", "backslashreplace").decode(), "A message."
    )


def test_a_name_tells_content_and_version() -> None:
    (one,), (other,) = cut([record(1)], 9), cut([record(2)], 9)
    assert len({one.name(b"1"), one.name(b"2"), other.name(b"1")}) == 3
    assert next(cut([record(1)], 9)).name(b"1") == one.name(b"1")


def record(number: int) -> SourceRecord:
    return SourceRecord(str(number), Origin("a", number), b"{}", "application/json", "vufind")


def test_chunks_are_lazy() -> None:
    taken: list[int] = []

    def several() -> object:
        for number in range(10):
            taken.append(number)
            yield record(number)

    next(cut(several(), 4))  # type: ignore[call-overload]
    assert taken == [0, 1, 2, 3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "many.ndjson"
    path.write_text("".join(f'{{"id": "{n}", "title": "T"}}\n' for n in range(5000)))
    return path


def test_another_process_cuts_alike(file: Path) -> None:
    reading = Reading([str(file)])
    assert list(cut_apart(reading, 700)) == list(cut(reading, 700))


def test_what_breaks_off_there_breaks_off_here(file: Path) -> None:
    file.with_suffix(".gz").write_bytes(b"\x1f\x8b\x08\x00" + bytes(20))
    with pytest.raises((TruncatedSourceError, SourceError), match=r"many\.gz"):
        list(cut_apart(Reading([str(file.with_suffix(".gz"))]), 700))


def test_a_reader_that_is_killed_is_an_error(file: Path) -> None:
    chunks = cut_apart(Reading([str(file)]), 10)
    next(chunks)
    for child in active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
    with pytest.raises(SourceError, match="has ended before it was done"):
        list(chunks)
