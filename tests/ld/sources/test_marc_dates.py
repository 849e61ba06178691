"""Control fields and dates: every type of 008/06, the imprint beside it, the years of serials, reprints."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.findings import Severity
from ld.normalize.dates import Date
from ld.record import Relation, Stated
from ld.sources.marc.coded_dates import coded_dates
from ld.sources.marc.control import control
from ld.sources.marc.dates import dates
from ld.sources.marc.model import Fields, RawField, RawRecord
from ld.sources.marc.parsing import Parts


def fields_of(coded: str, *rows: str, level: str = "m") -> Fields:
    """A record with 008/06-14 and rows such as ``260    $cc1999.``."""
    found = [RawField("008", f"      {coded}")]
    for row in rows:
        subfields = [(part[0], part[1:]) for part in row[6:].strip().split("$")[1:]]
        found.append(RawField(row[:3], indicators=row[4:6], subfields=subfields))
    return Fields(RawRecord(f"00000na{level} a2200000 a 4500", tuple(found)), "1")


def plain(value: Any) -> Any:
    """Dates as their lexical forms."""
    if isinstance(value, Stated):
        return value.value.lexical
    return [stated.value.lexical for stated in value]


def dates_of(coded: str, *rows: str, level: str = "m") -> dict[str, Any]:
    parts: Parts = {}
    dates(fields_of(coded, *rows, level=level), parts)
    return {name: plain(value) for name, value in parts.items() if value and name != "related"}


def test_what_the_record_says_of_itself() -> None:
    rows = (
        RawField("001", "   00290045 "),
        RawField("003", "DLC"),
        RawField("005", "20091017081305.0"),
    )
    parts: Parts = {}
    control(Fields(RawRecord("", rows), "00290045"), parts)
    assert [text.value for text in parts["identifiers_of_record"]] == ["(DLC)00290045"]
    assert parts["modified"] == Stated(Date("2009-10-17T08:13:05", "dateTime"), "005")


def test_a_time_that_is_none_is_remarked_and_a_placeholder_is_not() -> None:
    fields = Fields(RawRecord("", (RawField("005", "20091399081305.0"),)), "1")
    parts: Parts = {}
    control(fields, parts)
    assert parts["modified"] is None
    assert [(one.code, one.severity) for one in fields.findings] == [("date", Severity.WARNING)]
    silent = Fields(RawRecord("", (RawField("005", "00000000000000.0"),)), "1")
    control(silent, parts)
    assert silent.findings == []
    assert [outcome[1] for outcome in silent.outcomes()] == [("dropped", "not-a-date")]


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ("s1999    ", {"issued": "1999"}),
        ("s19uu    ", {"dates": ["19XX"]}),
        ("s199u    ", {"dates": ["199X"]}),
        ("suuuu    ", {}),
        ("t19991998", {"issued": "1999", "copyrighted": "1998"}),
        ("m19992003", {"issued": "1999", "dates": ["1999/2003"]}),
        ("m19999999", {"issued": "1999", "dates": ["1999/.."]}),
        ("m1999uuuu", {"issued": "1999", "dates": ["1999/"]}),
        ("m19991999", {"issued": "1999"}),
        ("m199u2003", {"dates": ["199X/2003"]}),
        ("c19541944", {"issued": "1954", "copyrighted": "1944"}),
        ("d19821985", {"issued": "1982", "dates": ["1982/1985"]}),
        ("i18721909", {"made": ["1872/1909"]}),
        ("k1997    ", {"made": ["1997"]}),
        ("p19831977", {"issued": "1983", "made": ["1977"]}),
        ("e20001015", {"issued": "2000-10-15"}),
        ("e200010  ", {"issued": "2000-10"}),
        ("e20001399", {"issued": "2000"}),
        ("q19801984", {"dates": ["[1980..1984]"]}),
        ("q20001993", {"dates": ["[1993..2000]"]}),
        ("q15uu16uu", {"dates": ["[1500..1699]"]}),
        ("q1972    ", {"issued": "1972", "dates": ["1972?"]}),
        ("nuuuuuuuu", {}),
        ("b        ", {}),
        ("|||||||||", {}),
        ("s9999    ", {}),
        ("s0000    ", {}),
        ("s2999    ", {}),
        ("", {}),
    ],
)
def test_types_of_date_of_what_is_no_serial(coded: str, expected: dict[str, Any]) -> None:
    assert dates_of(coded) == expected


@pytest.mark.parametrize(
    ("coded", "rows", "expected"),
    [
        ("c19799999", [], {"start": "1979", "dates": ["1979/.."]}),
        ("d19791990", [], {"start": "1979", "end": "1990", "dates": ["1979/1990"]}),
        ("u1979uuuu", [], {"start": "1979", "dates": ["1979/"]}),
        ("c19uu9999", [], {"dates": ["19XX/.."]}),
        ("d19uu1956", [], {"end": "1956", "dates": ["19XX/1956"]}),
        ("c19569999", ["362 0  $aVol. 1 (Feb. 1956)-"], {"start": "1956", "dates": ["1956-02/.."]}),
        ("c19579999", ["362 0  $aVol. 1 (Feb. 1956)-"], {"start": "1957", "dates": ["1957/.."]}),
        ("cuuuu9999", ["362 0  $aVol. 1 (Feb. 1956)-"], {"start": "1956", "dates": ["1956-02/.."]}),
        (
            "cuuuu9999",
            ["362 0  $aVol. 1, no. 1 (spring 1983)-", "362 1  $aCeased with: Vol. 17, no. 4 (1998)."],
            {"start": "1983", "end": "1998", "dates": ["1983/1998"]},
        ),
        ("cuuuu9999", ["260    $aA :$bB,$c1979-"], {"start": "1979", "dates": ["1979/.."]}),
        ("c19849999", ["260    $cc1984-"], {"start": "1984", "dates": ["1984/.."], "copyrighted": "1984"}),
        ("s1999    ", [], {"issued": "1999"}),
    ],
)
def test_years_of_serials(coded: str, rows: list[str], expected: dict[str, Any]) -> None:
    assert dates_of(coded, *rows, level="s") == expected


@pytest.mark.parametrize(
    ("coded", "imprint", "expected"),
    [
        ("s1999    ", "c1999.", {"issued": "1999", "copyrighted": "1999"}),
        ("s2017    ", "2017-08", {"issued": "2017-08"}),
        ("s1510    ", "anno D[omi]ni. MCCCCCX. die XIII. Iulii. [13 July 1510]", {"issued": "1510-07-13"}),
        ("s1884    ", "[1884?]", {"issued": "1884", "dates": ["1884?"]}),
        ("s1999    ", "1378 [1999 or 2000]", {"issued": "1999", "dates": ["[1999..2000]"]}),
        ("s1957    ", "1336", {"issued": "1957"}),  # Persian year
        ("s1999    ", "1921", {"issued": "1999"}),  # Saka year
        ("s1999    ", "1991", {"issued": "1999"}),  # Ethiopian year
        ("s2000    ", "1999.", {"issued": "1999"}),
        ("s        ", "2000.", {"issued": "2000"}),
        ("s2000    ", "c2001.", {"issued": "2000", "copyrighted": "2001"}),
        ("t19941993", "1994, c1993.", {"issued": "1994", "copyrighted": "1993"}),
        ("n        ", "[n.d.]", {}),
        ("n1999    ", "1999.", {"issued": "1999"}),
        ("q19901999", "[199-?]", {"dates": ["[1990..1999]"]}),
        ("q19661969", "[1966?]", {"dates": ["[1966..1969]"]}),
        ("q19801988", "[198-], c1966.", {"copyrighted": "1966", "dates": ["[1980..1988]"]}),
        ("muuuu9999", "1999-<2000   >", {"issued": "1999", "dates": ["1999/2000"]}),
        ("i        ", "[1971?-1983?]", {"made": ["1971?/1983?"]}),
        ("r20001999", "1999", {"issued": "2000"}),
        ("m19009999", "-<1999>", {"dates": ["/1999"]}),
        ("         ", "[197-]", {"dates": ["197X"]}),
    ],
)
def test_the_imprint_beside_008(coded: str, imprint: str, expected: dict[str, Any]) -> None:
    assert dates_of(coded, f"260    $aA :$bB,$c{imprint}") == expected


def test_two_different_years_are_remarked() -> None:
    fields = fields_of("s2000    ", "260    $c1999.")
    dates(fields, {})
    assert [(one.code, one.severity, one.value) for one in fields.findings] == [
        ("date-mismatch", Severity.INFO, "2000, 1999")
    ]


def test_figures_without_a_date_are_remarked_only_if_there_is_no_other() -> None:
    fields = fields_of("n        ", "260    $aA :$bB,$cMinguo 87")
    dates(fields, {})
    assert [(one.code, one.path, one.value) for one in fields.findings] == [("date", "260$c", "Minguo 87")]
    dated = fields_of("s1998    ", "260    $aA :$bB,$cMinguo 87")
    dates(dated, {})
    assert dated.findings == []


def test_statements_of_264() -> None:
    rows = (
        "264  0 $aA$c1988",
        "264  1 $aA :$bB,$c[2003]",
        "264  2 $aC :$bD,$c2005",
        "264  3 $aC :$bD,$c2006",
        "264  4 $c\u00a92002",
    )
    assert dates_of("         ", *rows) == {"issued": "2003", "copyrighted": "2002"}
    assert dates_of("t20032002", "264  4 $c℗1972") == {"issued": "2003", "copyrighted": "1972"}


def test_a_reprint_names_its_original() -> None:
    parts: Parts = {}
    dates(fields_of("r20001924", "245 10 $aDubliners /$cJames Joyce.", "260    $c2000."), parts)
    (original,) = parts["related"]
    assert (original.relation, original.label, original.source) == (
        Relation.ORIGINAL,
        "Dubliners",
        "008+245$a",
    )
    assert original.issued == Stated(Date("1924", "gYear"), "008")
    dates(
        fields_of("r2000187u", "245 10 $aB", "534    $pOriginally published:$tA book.$cLondon, 187-"),
        parts := {},
    )
    assert [(one.label, one.issued.value.lexical) for one in parts["related"]] == [("A book", "187X")]


def test_a_reproduction_leaves_the_date_of_the_original() -> None:
    """solrmarc u628: described is the book of 1979, 008 dates the microfiche."""
    parts: Parts = {}
    dates(fields_of("r19821979", "260    $c1979.", "533    $a2 microfiche.$d1982."), parts)
    assert parts["issued"] == Stated(Date("1979", "gYear"), "260$c")
    assert "related" not in parts


def test_sources_and_outcomes() -> None:
    fields = fields_of("s1999    ", "260    $aA :$bB,$cc1999.")
    parts: Parts = {}
    dates(fields, parts)
    assert parts["issued"].source == "008+260$c"
    assert {name: found for name, found, _ in fields.outcomes()}["260$c"] == ("mapped", "")
    serial = fields_of("c19799999", "260    $c1979-", "362 0  $aVol. 1 (1979)-", level="s")
    dates(serial, {})
    outcomes = {name: found for name, found, _ in serial.outcomes()}
    assert outcomes["260$c"] == ("dropped", "years-of-the-serial")
    assert outcomes["362$a"] == ("mapped", "")


@given(st.text(max_size=20), st.text(max_size=30), st.text(max_size=30), st.sampled_from("msia "))
def test_nothing_raises_and_issued_is_plain(coded: str, imprint: str, span: str, level: str) -> None:
    rows = (
        RawField("008", f"      {coded}"),
        RawField("260", subfields=[("c", imprint)]),
        RawField("264", indicators=" 4", subfields=[("c", imprint)]),
        RawField("362", subfields=[("a", span)]),
        RawField("005", imprint),
    )
    parts: Parts = {}
    fields = Fields(RawRecord(f"00000na{level}", rows), "1")
    control(fields, parts)
    dates(fields, parts)
    for name in ("issued", "start", "end", "copyrighted"):
        assert not parts.get(name) or parts[name].value.datatype != "edtf"


@given(
    st.sampled_from("bcdeikmnpqrstu| "),
    st.text("0123456789u| ", min_size=4, max_size=4),
    st.text("0123456789u| ", min_size=4, max_size=4),
    st.booleans(),
)
def test_every_code_gives_well_formed_dates(kind: str, first: str, second: str, serial: bool) -> None:
    found = coded_dates(f"      {kind}{first}{second}", serial=serial)
    for date in (found.issued, found.copyrighted, found.start, found.end):
        assert date is None or (date.datatype != "edtf" and 1000 <= int(date.lexical[:4]) <= 2100)
    if found.span and "/" in found.span.lexical:
        start, _, end = found.span.lexical.partition("/")
        assert not (start and end and end != "..") or start.replace("X", "0") <= end.replace("X", "9")
