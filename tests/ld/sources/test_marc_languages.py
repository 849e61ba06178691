"""Languages: 041 before 008, run-together codes, other code lists, what tells the language of something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.sources.marc.languages import is_translation, languages, original_languages
from ld.sources.marc.model import Fields, RawField, RawRecord
from ld.sources.marc.parsing import Parts


def fields_of(code: str, *rows: str) -> Fields:
    """A record with 008/35-37 and rows of 041 such as ``1  $aeng$hger``."""
    found = [RawField("008", f"{' ' * 35}{code}  ")]
    for row in rows:
        subfields = [(part[0], part[1:]) for part in row[2:].strip().split("$")[1:]]
        found.append(RawField("041", indicators=row[:2], subfields=subfields))
    return Fields(RawRecord("00000nam", tuple(found)), "1")


def read(fields: Fields) -> list[tuple[str, str]]:
    parts: Parts = {}
    languages(fields, parts)
    return [(stated.value.bcp47, stated.source) for stated in parts["languages"]]


@pytest.mark.parametrize(
    ("code", "rows", "expected"),
    [
        ("heb", ["1  $aheb$hger"], [("he", "041$a")]),
        ("eng", ["0  $aeng$afre$aeng"], [("en", "041$a"), ("fr", "041$a")]),
        ("eng", ["0  $aengfreger"], [("en", "041$a"), ("fr", "041$a"), ("de", "041$a")]),
        ("und", ["0  $dita$eeng"], [("it", "041$d")]),
        ("ger", ["0  $beng"], [("de", "008")]),
        ("fre", ["0  $alccopycat"], [("fr", "008")]),
        ("mul", ["0  $aeng$amul"], [("en", "041$a")]),
        ("scr", [], [("hr", "008")]),
        ("ENG", [], [("en", "008")]),
        ("mul", [], []),
        ("zxx", [], []),
        ("und", [], []),
        ("|||", [], []),
        ("   ", [], []),
        ("N/A", [], []),
        ("eng", [" 7$ade$2iso639-1"], [("de", "041$a$2")]),
        ("eng", [" 7$apt-BR$2rfc5646"], [("pt", "041$a$2")]),
        ("eng", [" 7$aEnglisch$2local"], [("en", "008")]),
        ("eng", ["0  $aeng", " 7$aen$2rfc3066"], [("en", "041$a")]),
    ],
)
def test_languages(code: str, rows: list[str], expected: list[tuple[str, str]]) -> None:
    found = read(fields_of(code, *rows))
    assert found == [(tag, source.removesuffix("$2")) for tag, source in expected]


def test_the_language_of_the_original_is_not_that_of_the_thing() -> None:
    fields = fields_of("heb", "1  $aheb$hger$hyid")
    assert read(fields) == [("he", "041$a")]
    assert is_translation(fields)
    outcomes = [(name, found) for name, found, _ in fields.outcomes() if name == "041$h"]
    assert {found for _, found in outcomes} == {("dropped", "language-of-an-original-that-is-not-named")}
    assert [stated.value.bcp47 for stated in original_languages(fields)] == ["de", "yi"]
    outcomes = [(name, found) for name, found, _ in fields.outcomes() if name == "041$h"]
    assert {found for _, found in outcomes} == {("mapped", "")}


def test_every_other_subfield_has_its_reason() -> None:
    fields = fields_of("eng", "0  $aeng$beng$ffre$gger$jspa")
    read(fields)
    assert {name: found for name, found, _ in fields.outcomes() if found and found[0] == "dropped"} == {
        "041$b": ("dropped", "summary-language"),
        "041$f": ("dropped", "contents-language"),
        "041$g": ("dropped", "accompanying-material-language"),
        "041$j": ("dropped", "subtitle-language"),
    }


def test_unknown_codes_are_remarked() -> None:
    fields = fields_of("N/A", "0  $aunk", " 7$adeu$2mylist")
    read(fields)
    assert [(one.code, one.path, one.value) for one in fields.findings] == [
        ("language-unknown", "041$a", "unk"),
        ("language-unknown", "041$a", "deu"),
        ("language-unknown", "008", "N/A"),
    ]


@given(
    st.text(max_size=45),
    st.text(max_size=3),
    st.lists(st.tuples(st.sampled_from("abdh2"), st.text(max_size=12))),
)
def test_nothing_raises(coded: str, indicators: str, subfields: list[tuple[str, str]]) -> None:
    rows = (RawField("008", coded), RawField("041", indicators=indicators, subfields=subfields))
    fields = Fields(RawRecord("", rows), "1")
    found = read(fields)
    original_languages(fields)
    assert len({tag for tag, _ in found}) == len(found)
