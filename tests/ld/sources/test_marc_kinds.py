"""Formats, traits and carriers from leader, 007, 008 and 33X; how they compare with VuFind's own."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.normalize.formats import format_row
from ld.record import Trait
from ld.sources.marc import kind_codes
from ld.sources.marc.kinds import kinds
from ld.sources.marc.model import Fields, RawField, RawRecord
from ld.sources.marc.parsing import Parts

_BLANK = " " * 40


def raw(leader: str, *rows: str) -> RawRecord:
    """A record of leader/06-07 and rows such as ``007 vd cvaizq`` and ``245 10 $aTitle``."""
    fields = []
    for row in rows:
        tag, rest = row[:3], row[4:]
        if tag < "010":
            fields.append(RawField(tag, rest))
        else:
            subfields = [(part[0], part[1:]) for part in rest[2:].strip().split("$")[1:]]
            fields.append(RawField(tag, indicators=rest[:2], subfields=subfields))
    return RawRecord(f"00000n{leader} a2200000 a 4500", tuple(fields))


def kinds_of(leader: str, *rows: str) -> Parts:
    parts: Parts = {}
    kinds(Fields(raw(leader, *rows), "1"), parts)
    return parts


def labels(leader: str, *rows: str) -> list[str]:
    return [text.value for text in kinds_of(leader, *rows)["formats"]]


def fixed(**places: str) -> str:
    """008 with some characters: ``_26="b"``."""
    chars = list(_BLANK)
    for place, char in places.items():
        chars[int(place[1:])] = char
    return f"008 {''.join(chars)}"


def carriers(parts: Parts) -> list[tuple[str, str]]:
    return [(stated.value.rpartition("/")[2], stated.source) for stated in parts["carriers"]]


@pytest.mark.parametrize(
    ("leader", "rows", "expected"),
    [
        ("am", [], ["Book"]),
        ("am", [fixed(_23="o")], ["eBook"]),
        ("am", [fixed(_23="s"), "245 10 $aA$h[electronic resource]"], ["Electronic", "eBook"]),
        ("am", ["338    $aonline resource$bcr$2rdacarrier"], ["eBook"]),
        ("am", ["502    $aThesis (Ph. D.)--Cornell University."], ["Thesis", "Book"]),
        ("am", [fixed(_25="m")], ["Thesis", "Book"]),
        ("am", ["111 2  $aCongress"], ["Conference Proceeding", "Book"]),
        ("am", ["711 2  $aCongress$tProceedings"], ["Book"]),
        ("am", [fixed(_29="1")], ["Conference Proceeding", "Book"]),
        ("am", ["086 0  $aA 1.1"], ["Government Document", "Book"]),
        ("am", [fixed(_28="s")], ["Book"]),
        ("am", ["007 hd afu"], ["Microfilm", "Book"]),
        ("am", ["007 he bmb"], ["Book"]),
        ("am", ["007 fb a"], ["Braille", "Book"]),
        ("am", ["007 tc"], ["Braille", "Book"]),
        ("am", ["007 ta"], ["Book"]),
        ("tm", [], ["Manuscript", "Book"]),
        ("tm", ["502    $aThesis--X, 1869."], ["Thesis", "Book"]),
        ("as", [fixed(_21="p")], ["Journal"]),
        ("as", [fixed(_21="n")], ["Newspaper"]),
        ("as", [fixed(_21="m")], ["Serial"]),
        ("as", ["111 2  $aCongress"], ["Conference Proceeding", "Serial"]),
        ("ai", [fixed(_21="w")], ["Website"]),
        ("ai", [fixed(_21="d")], ["Database"]),
        ("ai", [fixed(_21="l")], ["Text"]),
        ("aa", [], ["Book Chapter"]),
        ("aa", ["773 0  $tJournal$gVol. 3, p. 5"], ["Article"]),
        ("aa", ["773 0  $tProceedings$gp. 5-10$z9783161484100"], ["Book Chapter"]),
        ("aa", ["773 0  $7nnas$tJournal"], ["Article"]),
        ("aa", ["773 0  $7nnam$tBook$gVol. 3"], ["Book Chapter"]),
        ("ab", [], ["Article"]),
        ("ac", [], ["Kit"]),
        ("cm", [], ["Musical Score", "Book"]),
        ("em", [], ["Map"]),
        ("em", [fixed(_25="e")], ["Atlas"]),
        ("em", [fixed(_25="d")], ["Globe"]),
        ("gm", [fixed(_33="v"), "007 vd cvaizq"], ["Video", "DVD"]),
        ("gm", [fixed(_33="v"), "007 vd csaizq"], ["Video", "Blu-ray Disc"]),
        ("gm", ["007 vf cbahos"], ["Video", "VHS"]),
        ("gm", [fixed(_34="l")], ["Video"]),
        ("gm", [fixed(_33="s", _34="n")], ["Slide"]),
        ("gm", [], ["Unknown"]),
        ("jm", ["007 sd fsngnnmmned"], ["CD", "Audio"]),
        ("im", ["007 ss lsnjlbf"], ["Cassette", "Audio"]),
        ("km", [], ["Image"]),
        ("km", ["007 kh bo "], ["Photo"]),
        ("km", ["007 kk co "], ["Poster"]),
        ("mm", [fixed(_26="a")], ["Electronic", "Data Set"]),
        ("mm", [fixed(_26="g")], ["Electronic", "Video Game"]),
        ("mm", [fixed(_26="d")], ["Electronic", "eBook"]),
        ("om", [], ["Kit", "Book"]),
        ("rm", [], ["Physical Object"]),
        ("  ", [], ["Unknown"]),
    ],
)
def test_labels_in_vufinds_order(leader: str, rows: list[str], expected: list[str]) -> None:
    assert labels(leader, *rows) == expected


def test_rda_content_wins_over_a_leader_that_contradicts_it() -> None:
    film = kinds_of("am", "336    $atwo-dimensional moving image$btdi$2rdacontent", "338    $bvd$2rdacarrier")
    assert [(text.value, text.source) for text in film["formats"]] == [
        ("Video", "338$b"),
        ("DVD", "338$b"),
    ]
    assert labels("am", "336    $btxt", "336    $bsti") == ["Book"]
    assert Trait.MUSIC in kinds_of("im", "336    $bprm")["traits"]


@pytest.mark.parametrize(
    ("leader", "rows", "expected"),
    [
        ("jm", [], {Trait.MUSIC}),
        ("im", [fixed(_30="f")], {Trait.SPOKEN}),
        ("im", ["020    $a9783161484100"], {Trait.SPOKEN}),
        ("im", [fixed(_30="l")], set()),
        ("gm", [fixed(_33="m")], {Trait.FILM}),
        ("gm", ["007 mr bf"], {Trait.FILM}),
        ("km", ["007 kv bo"], {Trait.PHOTOGRAPH}),
        ("km", ["007 kf bo"], set()),
        ("km", [fixed(_33="i")], set()),
        ("km", ["007 kd bo"], {Trait.DRAWING}),
        ("km", ["007 ke bo"], {Trait.PAINTING}),
        ("mm", [fixed(_26="b")], {Trait.PROGRAM}),
        ("mm", [fixed(_26="i")], set()),
        ("aa", [fixed(_24="o")], {Trait.REVIEW}),
        ("am", [fixed(_24="o")], set()),
    ],
)
def test_traits(leader: str, rows: list[str], expected: set[Trait]) -> None:
    assert kinds_of(leader, *rows)["traits"] == expected


def test_carriers_are_those_of_338_else_of_007() -> None:
    assert carriers(kinds_of("am", "338    $avolume$bnc$2rdacarrier", "007 hd")) == [("nc", "338$b")]
    assert carriers(kinds_of("am", "338    $aOnline-Ressource")) == [("cr", "338$a")]
    assert carriers(kinds_of("am", "007 he bmb")) == [("he", "007")]
    assert carriers(kinds_of("am", fixed(_23="b"))) == [("he", "008")]
    assert carriers(kinds_of("am", "338    $asomething else")) == []


def test_007_of_an_online_version_is_no_carrier_of_a_printed_book() -> None:
    fields = Fields(raw("am", "007 cr |||||||||||"), "1")
    parts: Parts = {}
    kinds(fields, parts)
    assert parts["carriers"] == ()
    assert [found[1] for found in fields.outcomes()] == [("dropped", "of-an-online-version")]
    assert carriers(kinds_of("am", "007 cr |||||||||||", fixed(_23="o"))) == [("cr", "007")]


def test_every_label_is_in_the_table_of_formats() -> None:
    tables = (kind_codes.BY_007, kind_codes.BY_TYPE, kind_codes.BY_CONTENT, kind_codes.BY_CARRIER)
    found = {label for table in tables for values in table.values() for label in values}
    singles = (
        kind_codes.MAPS,
        kind_codes.PROJECTED,
        kind_codes.COMPUTER_FILES,
        kind_codes.CONTINUING,
        kind_codes.INTEGRATING,
    )
    found |= {label for table in singles for label in table.values()} | set(kind_codes.BLU_RAY)
    assert not [label for label in found if format_row(label) is None]


@given(
    st.text(max_size=30),
    st.text(max_size=45),
    st.lists(st.text(max_size=8), max_size=3),
    st.text(max_size=5),
)
def test_any_codes_give_at_least_one_label(
    leader: str, coded: str, physical: list[str], carrier: str
) -> None:
    fields = (
        RawField("008", coded),
        *(RawField("007", text) for text in physical),
        RawField("336", subfields=[("b", carrier)]),
        RawField("338", subfields=[("b", carrier), ("a", carrier)]),
    )
    parts: Parts = {}
    kinds(Fields(RawRecord(leader, fields), "1"), parts)
    assert parts["formats"]
    assert all(format_row(text.value) for text in parts["formats"])


@pytest.mark.shared
def test_labels_agree_with_vufinds_importer(shared: Path) -> None:
    """6,181 records of the Library of Congress. Where the sets differ, it is one of these, and on purpose."""
    differences: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    with gzip.open(shared / "corpora" / "vufind-solr" / "loc.ndjson.gz") as file:
        for line in file:
            document = orjson.loads(line)
            record = orjson.loads(document["fullrecord"])
            rows = [
                RawField(tag, value)
                if isinstance(value, str)
                else RawField(
                    tag,
                    indicators=value["ind1"] + value["ind2"],
                    subfields=[pair for one in value["subfields"] for pair in one.items()],
                )
                for entry in record["fields"]
                for tag, value in entry.items()
            ]
            parts: Parts = {}
            kinds(Fields(RawRecord(record["leader"], tuple(rows)), "1"), parts)
            ours, theirs = {text.value for text in parts["formats"]}, set(document["format"])
            if ours != theirs:
                differences[tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours))] += 1
    assert differences == {
        (
            ("Book Chapter",),
            ("Article",),
        ): 1,  # a segment of a book of 1698; VuFind takes any 773 $g for the number of a periodical
        (("Conference Proceeding",), ()): 75,  # 008/29; VuFind looks for 111 and 711 only
        ((), ("Microfilm",)): 83,  # microfiches
        (("Conference Proceeding",), ("Microfilm",)): 1,
        (("Microfilm",), ()): 1,  # 008/23 without 007
        (("Thesis",), ()): 1,  # 008/24-27 without 502
    }
