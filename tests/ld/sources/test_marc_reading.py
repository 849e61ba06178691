"""ISO 2709: records cut, taken apart and repaired; each fault costs its own record only."""

from __future__ import annotations

import io
from pathlib import Path

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.marc import iso2709 as module
from ld.sources.marc import read as read_any
from ld.sources.marc.decoding import decode
from ld.sources.marc.directory import dissect
from ld.sources.marc.iso2709 import cuts, decode_iso2709, read_iso2709
from ld.sources.marc.remarks import MarcFault
from tests.ld.sources.marc_bytes import EMMA, bad, good, iso2709, numbered, read

DATA = Path(__file__).resolve().parents[2] / "data" / "marc"
A, B, C = numbered("a1"), numbered("b2"), numbered("c3")


def ids(data: bytes) -> list[str]:
    return [record.id for record in good(data)]


@pytest.mark.parametrize(
    "data",
    [
        A + B + C,
        A + b"\n" + B + b"\r\n\r\n" + C + b"\n",
        b"\xef\xbb\xbf" + A + B + C,
        b"\n\n  " + A + B + C,
        A + b"\0\0\0" + B + b"\x1a" + C + b"\0" * 500,
        A + b"\x1d" + B + b"\x1e\x1d" + C,
        A + B + C[:-1],  # no terminator at the end
        A[:-1] + B + C,  # nor in the middle
        A[:-1] + b"\n" + B + C,
    ],
)
def test_filling_and_missing_terminators_cost_nothing(data: bytes) -> None:
    assert ids(data) == ["a1", "b2", "c3"]
    assert not bad(data)


@pytest.mark.parametrize(
    "length", [b"00040", b"00001", b"00000", b"99999", b"00500", b"abcde", b"     ", b"-0001"]
)
def test_lying_lengths(length: bytes) -> None:
    data = A + length + B[5:] + C
    assert ids(data) == ["a1", "b2", "c3"]
    assert good(data)[1].raw == length + B[5:]


def test_a_length_that_covers_the_next_record() -> None:
    both = b"%05d" % (len(A) + len(B)) + A[5:] + B + C
    assert ids(both) == ["a1", "b2", "c3"]


def test_raw_is_exactly_the_record_and_its_place_is_told() -> None:
    records = good(b"\n" + A + b"\r\n" + B)
    assert [record.raw for record in records] == [A, B]
    assert [(record.origin.number, record.origin.offset) for record in records] == [(1, 1), (2, len(A) + 3)]
    assert {record.media_type for record in records} == {"application/marc"}


def test_a_truncated_file() -> None:
    assert ids(A + B[:-20]) == ["a1"]
    (fault,) = bad(A + B[:-20])
    assert fault.message.startswith(
        f"a.mrc, record 2, byte {len(A)}: this record cannot be read: it is cut off"
    )


def test_a_record_that_is_cut_off_in_the_middle_of_the_file() -> None:
    data = A + B[:-30] + C
    assert ids(data) == ["a1", "c3"]
    assert len(bad(data)) == 1


def test_what_is_no_record() -> None:
    data = b"Records exported on Monday\n" + A + b"-- next file --\n" + B + b"end"
    assert ids(data) == ["a1", "b2"]
    assert [fault.value for fault in bad(data)] == [
        "Records exported on Monday",
        "-- next file --",
        "end",
    ]


@pytest.mark.parametrize("data", [b"", b"\n", b"\0\0", b"\xef\xbb\xbf", b"\x1d"])
def test_nothing(data: bytes) -> None:
    assert read(data) == []


def test_a_stray_record_terminator_inside_of_a_record() -> None:
    raw = iso2709([("001", b"a1"), ("245", b"10\x1faEm\x1dma")])
    (record, after) = good(raw + B)
    assert record.raw == raw
    assert decode_iso2709(record.raw).fields[1].subfields == [("a", "Em\x1dma")]
    assert after.id == "b2"


def test_the_address_of_the_fields_is_wrong() -> None:
    raw = A[:12] + b"00012" + A[17:]
    assert decode_iso2709(raw).fields == decode_iso2709(A).fields


def test_a_directory_in_another_order() -> None:
    entries = [A[24 + n : 36 + n] for n in range(0, 48, 12)]
    raw = A[:24] + b"".join(reversed(entries)) + A[72:]
    assert [field.tag for field in decode_iso2709(raw).fields] == ["650", "245", "008", "001"]
    assert decode_iso2709(raw).remarks == ()
    assert good(raw)[0].id == "a1"


def test_lengths_that_count_characters() -> None:
    title = "10\x1faÀ la récherche du temps perdu".encode()
    raw = iso2709([("001", b"a1"), ("245", title), ("500", b"  \x1faNote")])
    size = len(title) + 1
    lying = raw.replace(b"245%04d" % size, b"245%04d" % (size - 2)).replace(
        b"500000800%03d" % (3 + size), b"500000800%03d" % (1 + size)
    )
    assert lying != raw
    record = decode_iso2709(b"%05d" % (len(raw) - 2) + lying[5:])
    assert record.fields[1].subfields == [("a", "À la récherche du temps perdu")]
    assert [remark.code for remark in record.remarks] == ["marc.directory"]
    assert ids(b"%05d" % (len(raw) - 2) + lying[5:] + B) == ["a1", "b2"]


def test_a_record_over_99999_bytes() -> None:
    rows = [("001", b"a1"), *[("500", b"  \x1fa" + b"x" * 5000)] * 30, ("650", b" 0\x1faWomen")]
    raw = iso2709(rows)
    assert raw[:6].isdigit()  # six digits: the leader has grown
    raw = b"99999" + raw[6:]
    assert ids(A + raw + B) == ["a1", "a1", "b2"]
    record = decode_iso2709(raw)
    assert [field.tag for field in record.fields] == [tag for tag, _ in rows]
    assert record.fields[-1].subfields == [("a", "Women")]


def test_a_field_over_9999_bytes() -> None:
    raw = iso2709([("001", b"a1"), ("520", b"  \x1fa" + b"x" * 12000), ("650", b" 0\x1faWomen")])
    assert [field.tag for field in decode_iso2709(raw).fields] == ["001", "520", "650"]
    modulo = raw.replace(b"52012005", b"5202005")
    assert modulo != raw
    assert [field.tag for field in decode_iso2709(modulo).fields] == ["001", "520", "650"]


def test_numbers_of_the_directory_that_are_none() -> None:
    raw = A[:28] + b"??" + A[30:]
    assert decode_iso2709(raw).fields == decode_iso2709(A).fields


def test_a_directory_without_its_first_character() -> None:
    raw = A[:24] + A[25:]
    assert decode_iso2709(raw).fields == decode_iso2709(A).fields
    assert ids(raw + B) == ["a1", "b2"]


def test_a_stray_field_terminator_inside_of_a_field() -> None:
    raw = iso2709([("001", b"a1"), ("245", b"10\x1faEmma\x1eor so"), ("650", b" 0\x1faWomen")])
    fields = decode_iso2709(raw).fields
    assert [field.tag for field in fields] == ["001", "245", "650"]
    assert fields[1].subfields == [("a", "Emma or so")]


@pytest.mark.parametrize(
    ("raw", "cause"),
    [
        (b"00030nam a2200025 a 4500\x1e\x1d", "no directory"),
        (b"00024nam a2200025 a 4500", "no complete leader"),
        (A[:24] + b"\xff" * 48 + A[72:], "no directory"),
        (A[:40] + A[43:], "directory is damaged"),
        (
            iso2709([("001", b"a1"), ("245", b"10\x1faEmma"), ("650", b" 0\x1faA\x1e 0\x1faB")]),
            "names 3 fields, and there are 4",
        ),
        (b"\x1d", "no complete leader"),
    ],
)
def test_what_cannot_be_repaired(raw: bytes, cause: str) -> None:
    with pytest.raises(MarcFault, match=cause):
        dissect(raw)
    if len(raw) > 30:
        assert ids(A + raw + C) == ["a1", "c3"]
        assert cause in bad(A + raw + C)[0].message


def test_indicators_and_codes_that_are_wrong() -> None:
    rows = [
        ("245", b"1\x1faEmma"),
        ("500", b"\x1faNote"),
        ("501", b"123\x1faWith"),
        ("502", b"text"),
        ("503", b"  \x1f\x1fa"),
    ]
    fields = decode_iso2709(iso2709(rows)).fields
    assert [(field.indicators, list(field.subfields)) for field in fields] == [
        ("1", [("a", "Emma")]),
        ("", [("a", "Note")]),
        ("12", [("a", "With")]),
        ("te", [("?", "xt")]),
        ("  ", [("a", "")]),
    ]


def test_leader() -> None:
    record = decode_iso2709(iso2709(leader=b"nam \x1422"))
    assert record.leader[9] == " "
    assert [remark.code for remark in record.remarks] == ["marc.leader"]


def test_ids() -> None:
    def id_of(*numbers: bytes) -> str:
        return good(iso2709([*(("001", number) for number in numbers), *EMMA[1:]]))[0].id

    assert id_of(b"  a 1  ") == "a 1"
    assert id_of() == ""
    assert id_of(b"a1", b"b2") == "a1"
    assert id_of("ä".encode()) == "ä"
    assert id_of(b"a\x00b") == "a\x00b"  # unservable, not changed


def test_deleted() -> None:
    assert [record.deleted for record in good(iso2709(leader=b"dam a22") + A)] == [True, False]


def test_bytes_are_read_as_they_come() -> None:
    """One byte a read: nothing depends on where the source is cut."""

    class Slow(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._stream = io.BytesIO(data)

        def read(self, size: int = -1) -> bytes:
            return self._stream.read(1)

    data = b"\n" + A + b"junk\n" + B[:-1] + C + b"\n"
    assert list(cuts(Slow(data))) == list(cuts(io.BytesIO(data)))  # type: ignore[arg-type] # reads bytes


def test_no_end_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RECORD", 2000)
    monkeypatch.setattr(module, "_CHUNK", 500)
    found = read(A + b"x" * 20_000 + B)
    assert [record.id for record in found if isinstance(record, SourceRecord)] == ["a1", "b2"]


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    for record in read(data):
        if isinstance(record, SourceRecord):
            decode(record.media_type, record.raw)


@given(st.data())
def test_a_good_record_survives_any_neighbour(data: st.DataObject) -> None:
    """Whatever is broken in one record, those before and after it are read."""
    broken = bytearray(B)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(broken) - 2))
        broken[place] = data.draw(st.integers(0, 255).filter(lambda byte: byte != 0x1D))
    found = ids(A + bytes(broken) + C)
    assert found[0] == "a1"
    assert found[-1] == "c3"


FIELD_TEXT = st.text(
    st.characters(exclude_characters="\x1b\x1d\x1e\x1f", exclude_categories=["Cs", "Cc"]), max_size=20
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["010", "245", "650", "880", "LKR"]), st.lists(FIELD_TEXT, min_size=1, max_size=4)
        ),
        min_size=1,
    )
)
def test_what_is_written_comes_back(rows: list[tuple[str, list[str]]]) -> None:
    raw = iso2709(
        [(tag, b"1 " + b"".join(b"\x1fa" + value.encode() for value in values)) for tag, values in rows]
    )
    record = decode_iso2709(raw)
    assert [(field.tag, [value for _, value in field.subfields]) for field in record.fields] == rows
    assert not [remark for remark in record.remarks if remark.code == "marc.directory"]


def test_bad_records_of_pymarc() -> None:
    """Eight records; pymarc reads two of them."""
    found = list(read_iso2709(io.BytesIO((DATA / "bad_records.mrc").read_bytes()), "bad_records.mrc"))
    faults = [finding.message for finding in found if isinstance(finding, Finding)]
    assert len(found) == 8
    assert len(faults) == 2
    assert faults[0].startswith("bad_records.mrc, record 5, byte 509: ")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "records", "unreadable"),
    [
        ("loc-books/loc-books-sample.mrc", 6181, 0),
        ("solrmarc/test/data/records/uva_001_2000.mrc", 2000, 0),
        ("marc4j/test/resources/bad_hathi_records.mrc", 5, 0),
        ("marc4j/test/resources/bad_too_long_plus_2.mrc", 3, 0),
        ("marc4j/test/resources/bad_oversize_field_bad_directory.mrc", 5, 0),
        ("marc4j/test/resources/datos-20161010-slice.mrc", 1, 0),
        ("marc4j/test/resources/pride-and-prejudice-with-many-errors.mrc", 383, 0),
        ("marc4j/test/resources/unordered-directory-entries.mrc", 1, 0),
        ("marc4j/test/resources/bad-characters-in-various-fields.mrc", 1, 0),
        ("marc4j/test/resources/bad_leaders_10_11.mrc", 1, 0),
        ("marc4j/test/resources/008008027.mrc", 18, 1),
        ("Catmandu-MARC/t/bu_bibs.mrc", 92, 8),
    ],
)
def test_corpora(shared: Path, name: str, records: int, unreadable: int) -> None:
    with (shared / "corpora" / name).open("rb") as stream:
        found = list(read_any(stream, name))
    assert sum(isinstance(one, SourceRecord) for one in found) == records
    assert sum(isinstance(one, Finding) for one in found) == unreadable


@pytest.mark.shared
def test_the_same_as_pymarc(shared: Path) -> None:
    """Where pymarc reads a record, ours has the same fields (a thousand records of the Library of Congress)."""
    data = (shared / "corpora" / "loc-books" / "loc-books-sample.mrc").read_bytes()[:900_000]
    theirs = [record for record in pymarc.MARCReader(io.BytesIO(data)) if record]
    for record, own in zip(theirs, good(data), strict=False):
        decoded = decode(own.media_type, own.raw)
        assert str(record.leader) == decoded.leader
        assert len(record.fields) == len(decoded.fields)
        for field, raw in zip(record.fields, decoded.fields, strict=True):
            assert field.tag == raw.tag
            assert (field.data or "") == raw.text
            assert [tuple(subfield) for subfield in field.subfields] == list(raw.subfields)
