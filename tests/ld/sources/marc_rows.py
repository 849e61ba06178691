"""MARC records written by hand, one row a field: ``650  0 $aCats $zFrance.``; a dollar sign of a value is written ``§``."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from ld.findings import Outcome
from ld.normalize.languages import language
from ld.record import Stated
from ld.sources.marc.model import Fields, RawField, RawRecord
from ld.sources.marc.parsing import Parts


def fields_of(*rows: str, leader: str = "00000nam a2200000 a 4500") -> Fields:
    """A record of these rows; a control field's text begins where indicators would, after the tag and a blank."""
    return Fields(RawRecord(leader, tuple(map(_field, rows))), "1")


def _field(row: str) -> RawField:
    if row[:3] < "010":
        return RawField(row[:3], row[4:])
    subfields = [(part[0], part[1:].replace("§", "$")) for part in row[6:].strip().split("$")[1:] if part]
    return RawField(row[:3], indicators=row[4:6], subfields=subfields)


def grouped(
    group: Callable[[Fields, Parts], None], *rows: str, languages: str = "eng", **leader: str
) -> tuple[Parts, Fields]:
    """The parts that a group makes of a record in some languages, and the record."""
    fields = fields_of(*rows, **leader)
    found = (language(code) for code in languages.split())
    parts: Parts = {"languages": tuple(Stated(one, "008") for one in found if one)}
    group(fields, parts)
    return parts, fields


def outcomes(fields: Fields) -> dict[str, str]:
    """What became of each subfield that is there once: ``mapped``, or the reason; ``?`` where nobody took it."""
    return {name: _told(found) for name, found, _ in fields.outcomes()}


def _told(found: tuple[Outcome, str] | None) -> str:
    return "?" if found is None else found[1] or found[0].value


def records(tags: list[str]) -> st.SearchStrategy[Fields]:
    """Records of these tags and 880 with whatever subfields, indicators, leader and text."""
    text = st.one_of(
        st.text(max_size=20),
        st.text(alphabet="0123456789-NSEWcd.:/()[]$?xX ", max_size=12),
        st.sampled_from(["(OCoLC)fst01423824", "http://id.loc.gov/authorities/names/n79021164", "fast", "."]),
    )
    subfield = st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), text)
    linked = st.sampled_from([f"{tag}-0{n}/(N" for tag in tags for n in (0, 1)])
    field = st.builds(
        RawField,
        st.sampled_from(tags),
        indicators=st.text(alphabet=" 0123456789x", max_size=3),
        subfields=st.lists(subfield, max_size=6),
    )
    twin = st.builds(
        lambda link, rest: RawField("880", indicators="1 ", subfields=[("6", link), *rest]),
        linked,
        st.lists(subfield, max_size=4),
    )
    control = st.builds(RawField, st.sampled_from(["001", "003", "008"]), st.text(max_size=45))
    rows = st.lists(st.one_of(field, field, twin, control), max_size=8)
    return st.builds(
        lambda leader, found: Fields(RawRecord(leader, tuple(found)), "1"),
        st.sampled_from(["", "00000cjm a2200000 a 4500", "00000naa a2200000 a 4500", "00000cas a22"]),
        rows,
    )
