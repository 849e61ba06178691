"""A MARC record as a whole: what is refused, what is local, what became of every field, and that nothing raises."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Outcome, Severity
from ld.record import Profile
from ld.sources import SOURCES
from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.marc import parse
from ld.sources.marc import read as read_any
from ld.sources.marc.conductor import GROUPS
from ld.sources.marc.decoding import decode
from ld.sources.marc.families import refusal
from ld.sources.marc.model import MAX_VALUE, Fields, RawField, RawRecord
from ld.sources.marc.untaken import local_reason, untaken
from tests.ld.sources.marc_bytes import EMMA, Rows, iso2709

DATA = Path(__file__).resolve().parents[2] / "data" / "marc"
OPTIONS = ParseOptions()


def parsed(raw: bytes, record_id: str = "a1", media_type: str = "application/marc") -> ParsedRecord:
    return parse(SourceRecord(record_id, Origin("a.mrc", 1), raw, media_type, "marc"), OPTIONS)


def codes(found: ParsedRecord) -> list[str]:
    return [finding.code for finding in found.findings]


def outcomes(found: ParsedRecord) -> dict[str, tuple[str, str]]:
    return {one.field: (str(one.outcome), one.reason) for one in found.coverage}


def with_rows(*rows: tuple[str, bytes]) -> Rows:
    return [*EMMA[:3], *rows]


def test_a_record() -> None:
    found = parsed(iso2709())
    assert found.record is not None
    assert found.record.id == "a1"
    assert found.record.profile is Profile.MARC
    assert [title.value for title in found.record.titles] == ["Emma"]
    assert sum(one.count for one in found.coverage) == 5


def test_groups_come_in_an_order_that_serves_their_needs() -> None:
    names = [group.__name__ for group in GROUPS]
    assert len(set(names)) == len(names)
    for first, second in [
        ("kinds", "titles"),
        ("languages", "scripts"),
        ("scripts", "dates"),
        ("dates", "publication"),
        ("publication", "places"),
        ("people", "works"),
        ("hosts", "identifiers"),
        ("texts", "notes"),
    ]:
        assert names.index(first) < names.index(second)


@pytest.mark.parametrize("record_id", ["", ".", "a\x00b", "x" * 600])
def test_ids_of_which_no_address_can_be_made(record_id: str) -> None:
    found = parsed(iso2709(), record_id)
    assert found.record is None
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.path) == ("id.unservable", Severity.VIOLATION, "001")
    assert {(one.outcome, one.reason) for one in found.coverage} == {(Outcome.DROPPED, "record-refused")}


@pytest.mark.parametrize(
    ("kind", "name"),
    [("z", "authority"), ("u", "holdings"), ("v", "holdings"), ("x", "holdings"), ("y", "holdings"), ("w", "classification"), ("q", "community information")],
)  # fmt: skip
def test_records_of_other_formats(kind: str, name: str) -> None:
    found = parsed(iso2709(leader=b"n%sm a22" % kind.encode()))
    assert found.record is None
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("marc.not-bibliographic", Severity.VIOLATION)
    assert (
        finding.message.startswith(f"This is a{'n' if name == 'authority' else ''} {name} record")
        or name in finding.message
    )


def test_unimarc_of_pymarc() -> None:
    (source,) = read_any(io.BytesIO((DATA / "testunimarc.dat").read_bytes()), "testunimarc.dat")
    assert isinstance(source, SourceRecord)
    found = parse(source, OPTIONS)
    assert found.record is None
    assert "marc.unimarc" in codes(found)


@pytest.mark.parametrize(
    ("fields", "unimarc"),
    [
        ([("100", "19990101d1998    u  y0frey50      ba"), ("200", "Titre"), ("801", "FR")], True),
        ([("200", "Titre"), ("210", "Paris"), ("215", "1 vol.")], True),
        ([("245", "Title"), ("200", "x"), ("210", "y"), ("801", "z")], False),
        ([("100", "Austen, Jane"), ("210", "Abbreviated title")], False),
        ([("200", "Titre")], False),
    ],
)
def test_unimarc(fields: list[tuple[str, str]], unimarc: bool) -> None:
    rows = tuple(RawField(tag, subfields=[("a", value)]) for tag, value in fields)
    found = refusal(RawRecord("00000nam a2200000 a 4500", rows))
    assert (found is not None) == unimarc


def test_raw_that_cannot_be_decoded() -> None:
    found = parsed(b"00030nam a2200025 a 4500\x1e\x1d")
    assert (found.record, codes(found), found.coverage) == (None, ["record.unreadable"], ())


def test_a_value_that_is_no_catalogue_data_withholds_the_record() -> None:
    raw = b'{"leader":"","fields":[{"001":"a1"},{"520":{"subfields":[{"a":"%s"},{"b":"rest"}]}}]}' % (
        b"x" * (MAX_VALUE + 1)
    )
    found = parsed(raw, media_type="application/marc-in-json")
    assert [(one.severity, one.path) for one in found.findings if one.code == "value.too-long"] == [
        ("violation", "520")
    ]
    assert outcomes(found)["520$a"] == ("dropped", "blank")


def test_what_is_of_one_copy_is_local() -> None:
    rows = with_rows(
        ("700", b"1 \x1faOwner, A.,\x1feformer owner.\x1f5DLC"),
        ("561", b"  \x1faFrom the library of a duke."),
        ("952", b"  \x1fashelf"),
        ("CAT", b"  \x1faME"),
        ("650", b" 0\x1faWomen\x1f9123"),
    )
    found = parsed(iso2709(rows))
    assert found.record is not None
    assert not found.record.contributions
    named = outcomes(found)
    assert named["700$a"] == ("local", "institution")
    assert named["561$a"] == ("local", "provenance-of-the-copy")
    assert named["952$a"] == ("local", "local-field")
    assert named["CAT$a"] == ("local", "field-of-the-system")
    assert named["650$9"] == ("local", "local-subfield")


def test_a_field_in_two_scripts_is_local_in_both() -> None:
    fields = Fields(
        RawRecord(
            "",
            (
                RawField("700", subfields=[("6", "880-01"), ("a", "Kogo"), ("5", "DLC")]),
                RawField("880", subfields=[("6", "700-01/(N"), ("a", "Кого")]),
                RawField("880", subfields=[("6", "590-00/(N"), ("a", "Наш")]),
            ),
        ),
        "a1",
    )
    fields.mark_local(local_reason)
    assert not fields.get("700", "590")
    assert not fields.in_scripts()
    assert {(one.field, one.reason) for one in fields.coverage(untaken)} == {
        ("700$6", "institution"),
        ("700$a", "institution"),
        ("700$5", "institution"),
        ("880$6", "institution"),
        ("880$a", "institution"),
        ("880$6", "local-field"),
        ("880$a", "local-field"),
    }


@pytest.mark.parametrize(
    ("tag", "code", "outcome", "reason"),
    [
        ("263", "a", "dropped", "projected-date"),
        ("365", "b", "dropped", "trade-price"),
        ("040", "a", "local", "cataloguing-source"),
        ("852", "h", "local", "holdings"),
        ("691", "a", "local", "local-field"),
        ("689", "a", "local", "not-in-marc-21"),
        ("0 2", "a", "dropped", "no-tag"),
        ("???", "a", "dropped", "no-tag"),
        ("245", "?", "dropped", "no-code"),
        ("490", "3", "dropped", "part-of-the-thing"),
        ("338", "2", "derivative", "names-the-source"),
        ("245", "8", "derivative", "linkage"),
        ("007", "", "dropped", "coded-detail"),
        ("009", "", "local", "local-number"),
        ("245", "z", "dropped", "unmapped"),
    ],
)
def test_what_nobody_takes(tag: str, code: str, outcome: str, reason: str) -> None:
    assert untaken(tag, code) == (outcome, reason)


TAGS = st.sampled_from(
    [
        "001",
        "003",
        "005",
        "006",
        "007",
        "008",
        *(f"{number:03d}" for number in range(10, 900, 2)),
        "245",
        "773",
        "785",
        "LKR",
        "???",
        "9",
        "",
    ]
)
TEXT = st.text(max_size=30) | st.from_regex(r"[0-9]{4}[-/:.,;()c\[\]? ]{0,3}[0-9]{0,4}", fullmatch=True)
FIELDS = st.builds(
    RawField,
    TAGS,
    TEXT,
    st.text(" 0123456789", max_size=2),
    st.lists(
        st.tuples(
            st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789?"),
            TEXT | st.just("880-01") | st.just("245-01/(N"),
        ),
        max_size=5,
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=24), st.lists(FIELDS, max_size=8))
def test_nothing_raises_and_every_occurrence_has_one_outcome(leader: str, rows: list[RawField]) -> None:
    fields = Fields(RawRecord(leader, tuple(rows)), "a1")
    fields.mark_local(local_reason)
    parts: dict[str, object] = {"id": "a1", "profile": Profile.MARC}
    for group in GROUPS:
        group(fields, parts)
    control = sum(row.tag < "010" and row.tag.isdigit() for row in rows)
    subfields = sum(len(row.subfields) for row in rows if not (row.tag < "010" and row.tag.isdigit()))
    found = fields.coverage(untaken)
    assert sum(one.count for one in found) == control + subfields
    assert all(one.reason for one in found if one.outcome is Outcome.DROPPED)


@given(st.binary(max_size=300))
def test_parse_of_any_bytes(raw: bytes) -> None:
    for media_type in (
        "application/marc",
        "application/marcxml+xml",
        "application/marc-in-json",
        "text/plain",
    ):
        assert isinstance(parsed(raw, media_type=media_type), ParsedRecord)


def test_the_row() -> None:
    row = SOURCES["marc"]
    assert row.parse is parse
    assert ("http://www.loc.gov/MARC21/slim", "record") in row.roots


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "solrmarc/test/data/records/uva_001-200.mrc",
        "marc2bibframe2/dataset/dnb.xml",
        "marc2bibframe2/dataset/princeton.xml",
        "marc4j/test/resources/bad_too_long_plus_2.mrc",
        "marc4j/test/resources/selectedRecs.mrc",
    ],
)
def test_coverage_of_the_corpora(shared: Path, name: str) -> None:
    """At least 99 of 100 occurrences are mapped, local, derivative, or dropped for a reason that means something."""
    tally: Counter[str] = Counter()
    with (shared / "corpora" / name).open("rb") as stream:
        for source in read_any(stream, name):
            assert isinstance(source, SourceRecord)
            raw = decode(source.media_type, source.raw)
            found = parse(source, OPTIONS)
            control = sum(field.tag < "010" and field.tag.isdigit() for field in raw.fields)
            total = control + sum(len(field.subfields) for field in raw.fields)
            assert sum(one.count for one in found.coverage) == total
            for one in found.coverage:
                tally[one.reason if one.reason == "unmapped" else "decided"] += one.count
    assert tally["unmapped"] <= 0.01 * tally.total()
