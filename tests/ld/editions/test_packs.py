"""Source packs give back what was put in, or say that they are damaged."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import DamagedEditionError
from ld.findings import FieldOutcome, Finding, Outcome, Severity
from ld.packs import PackReader, PackWriter, Place
from ld.papers import FRAME_BYTES, Papers, decode, encode
from ld.sources.base import Origin, SourceRecord

hostile = st.text(st.characters(exclude_categories=[]), max_size=20)  # lone surrogates and controls too
papers = st.builds(
    Papers,
    st.builds(
        SourceRecord,
        hostile,
        st.builds(Origin, hostile, st.integers(1, 2**40), st.none() | st.integers(0, 2**40)),
        st.binary(max_size=50),
        hostile,
        hostile,
        st.booleans(),
    ),
    st.lists(
        st.builds(Finding, hostile, st.sampled_from(Severity), hostile, hostile, hostile, hostile), max_size=2
    ).map(tuple),
    st.lists(
        st.builds(FieldOutcome, hostile, st.sampled_from(Outcome), hostile, st.integers(1, 9), hostile),
        max_size=2,
    ).map(tuple),
)


def sheet(number: int, raw: bytes = b"{}") -> Papers:
    return Papers(SourceRecord(str(number), Origin("a.json", number), raw, "application/json", "cards"))


def write(folder: Path, sheets: list[Papers]) -> list[Place]:
    pack = PackWriter(folder, 1)
    places = [pack.add(one) for one in sheets]
    pack.close()
    return places


@settings(max_examples=100)
@given(papers)
def test_round_trip(one: Papers) -> None:
    assert decode(encode(one)) == one


def test_frames_hold_what_fits_and_large_records_are_alone(tmp_path: Path) -> None:
    sheets = [sheet(n, bytes([n]) * (FRAME_BYTES // 3)) for n in range(7)]
    sheets.insert(3, sheet(99, bytes(range(256)) * (FRAME_BYTES // 32)))
    places = write(tmp_path, sheets)
    assert [place.item for place in places] == [0, 1, 0, 0, 0, 1, 0, 1]
    assert len({place.frame for place in places}) == 5
    with PackReader(tmp_path) as reader:
        assert [reader.read(place) for place in reversed(places)] == sheets[::-1]


def test_the_open_frame_can_be_read_too(tmp_path: Path) -> None:
    pack = PackWriter(tmp_path, 1)
    first = pack.add(sheet(1))
    assert pack.read(first) == sheet(1)
    pack.seal()
    assert pack.read(first) is None
    second = pack.add(sheet(2))
    assert second.item == 0
    assert second.frame > first.frame
    pack.abandon()
    with PackReader(tmp_path) as reader:
        assert reader.read(first) == sheet(1)
        with pytest.raises(DamagedEditionError, match="byte"):
            reader.read(second)


@pytest.mark.parametrize(
    "place", [Place(2, 0, 0), Place(1, 3, 0), Place(1, 0, 2), Place(1, 10**9, 0), Place(1, 0, 10**6)]
)
def test_wrong_places_are_damage(tmp_path: Path, place: Place) -> None:
    write(tmp_path, [sheet(1), sheet(2)])
    with PackReader(tmp_path) as reader, pytest.raises(DamagedEditionError):
        reader.read(place)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_flipped_byte_is_noticed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("pack")
    places = write(folder, [sheet(n, b"some text " * n) for n in range(5)])
    content = bytearray((folder / "000001.pack").read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    (folder / "000001.pack").write_bytes(content)
    with PackReader(folder) as reader:
        for number, place in enumerate(places):
            with suppress(DamagedEditionError):  # or nothing that matters was hit
                assert reader.read(place) == sheet(number, b"some text " * number)
