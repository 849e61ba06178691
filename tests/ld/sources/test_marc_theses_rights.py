"""Dissertation notes in subfields and sentences; statements of rights, licences, holders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.normalize.dates import Date
from ld.record import AgentKind, RightsKind, Stated
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.rights import rights
from ld.sources.marc.theses import Thesis, dissertation, theses
from tests.ld.sources.marc_rows import grouped, outcomes, records


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Thesis (Th.D.)-- Universität München, 1981.", ("Th.D.", "Universität München", "1981", True)),
        ("Thesis (Ph. D.)--Cornell University.", ("Ph. D.", "Cornell University", "", True)),
        (
            "Thesis (Ph. D.)--University of Virginia, l983.",
            ("Ph. D.", "University of Virginia", "1983", True),
        ),
        (
            "Thesis (Ph. D.)--ha-Universiṭah ha-ʻIvrit, Jerusalem, 1998.",
            ("Ph. D.", "ha-Universiṭah ha-ʻIvrit, Jerusalem", "1998", True),
        ),
        ("Inaugural-Dissertation--Universität Rostock, 1933.", ("", "Universität Rostock", "1933", True)),
        ("Thèse--Université de Bruxelles.", ("", "Université de Bruxelles", "", True)),
        (
            "Originally presented as the author's thesis (doctoral)--Universität Bochum, 1998.",
            ("doctoral", "Universität Bochum", "1998", False),
        ),
        (
            "Zugl. u. überarb. Fassung von: Bonn, Univ., Habil.-Schr., 2001",
            ("", "Univ., Bonn", "2001", False),
        ),
        ("Diss. - Bochum.", None),
        ("Originally presented as the author's dissertation (Friedrich-Naumann-Stiftung).", None),
        ("", None),
    ],
)
def test_dissertation_notes(note: str, expected: tuple[str, str, str, bool] | None) -> None:
    assert dissertation(note) == (Thesis(*expected) if expected else None)


def test_a_thesis_in_one_sentence() -> None:
    """solrmarc u305: accepted 1981, printed 1983."""
    parts, _ = grouped(theses, "502    $aThesis (Th.D.)-- Universität München, 1981.")
    assert [text.value for text in parts["degrees"]] == ["Th.D."]
    assert parts["accepted"] == Stated(Date("1981", "gYear"), "502$a")
    (granted,) = parts["contributions"]
    assert (granted.agent.name, granted.agent.kind, granted.roles, granted.main) == (
        "Universität München",
        AgentKind.ORGANIZATION,
        ("dgg",),
        False,
    )
    assert parts["notes"] == ()


def test_what_a_sentence_says_besides_is_a_note() -> None:
    words = "Originally presented as the author's thesis (doctoral)--Universität Bochum, 1998."
    parts, _ = grouped(theses, f"502    $a{words}", "502    $aDiss. - Bochum.")
    assert [text.value for text in parts["notes"]] == [words, "Diss. - Bochum."]
    assert parts["accepted"] == Stated(Date("1998", "gYear"), "502$a")


def test_a_thesis_in_subfields_and_two_scripts() -> None:
    parts, fields = grouped(
        theses,
        "502    $6880-03$bPh. D.$cFu ren da xue$d2020$gRevised$oU 58",
        "880    $6502-03/$1$b博士$c輔仁大學$d2020",
        languages="chi",
    )
    assert [(text.value, text.language) for text in parts["degrees"]] == [
        ("Ph. D.", "zh-latn"),
        ("博士", "zh"),
    ]
    (granted,) = parts["contributions"]
    assert [(text.value, text.language) for text in granted.agent.alternates] == [("輔仁大學", "zh")]
    assert parts["accepted"] == Stated(Date("2020", "gYear"), "502$d")
    assert [text.value for text in parts["notes"]] == ["Revised"]
    assert outcomes(fields)["502$o"] == "dissertation-number"


@given(st.text(max_size=200) | st.from_regex(r"(?:thesis|diss\.|, | \(|--|[a-z0-9]){0,40}"))
def test_any_note_is_read_or_not(note: str) -> None:
    found = dissertation(note)
    assert found is None or not found.year or (found.year.isdigit() and len(found.year) == 4)


def test_who_may_see_it() -> None:
    parts, fields = grouped(rights, "506    $aMaterial fragile;$creaders should ask.$5X$uhttps://a.example")
    (stated,) = parts["rights"]
    assert (stated.kind, stated.text.value, stated.iri) == (
        RightsKind.ACCESS,
        "Material fragile; readers should ask.",
        None,
    )
    assert outcomes(fields)["506$u"] == "detail-of-access"
    assert "free" not in parts


def test_only_the_set_phrase_says_that_it_is_free_to_read() -> None:
    parts, _ = grouped(rights, "506 0  $aOpen access.$fUnrestricted online access$2star")
    assert parts["free"] == Stated(True, "506$a$f")
    assert parts["rights"][0].iri == "http://purl.org/coar/access_right/c_abf2"
    parts, _ = grouped(rights, "506 0  $aNo restrictions.")
    assert "free" not in parts


@pytest.mark.parametrize(
    ("row", "licence", "words", "iri"),
    [
        (
            "540    $aFree to reuse.$uhttp://creativecommons.org/licenses/by/4.0/",
            "https://creativecommons.org/licenses/by/4.0/",
            ["Free to reuse."],
            None,
        ),
        ("540    $uhttps://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by/4.0/", [], None),
        ("540    $fCC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/", [], None),
        ("540    $aPhotocopying prohibited;$fCC BY-NC-ND", None, ["Photocopying prohibited; CC BY-NC-ND"], None),
        (
            "540    $aIn Copyright$uhttps://rightsstatements.org/page/InC/1.0/",
            None,
            ["In Copyright"],
            "http://rightsstatements.org/vocab/InC/1.0/",
        ),
        ("540    $uhttps://a.example/terms", None, [], None),
    ],
)  # fmt: skip
def test_what_one_may_do_with_it(row: str, licence: str | None, words: list[str], iri: str | None) -> None:
    parts, _ = grouped(rights, row)
    assert (parts["licence"].value if parts.get("licence") else None) == licence
    assert [one.text.value for one in parts["rights"] if one.text] == words
    assert next((one.iri for one in parts["rights"]), None) == iri
    assert all(one.kind is RightsKind.USE for one in parts["rights"])


def test_who_owns_it_and_since_when() -> None:
    parts, fields = grouped(
        rights,
        "542 1  $aSmith$dDoe, Jane, 1950-$dUniversity of Virginia$f©1999 Jane Doe$g1999$lunder copyright$nNo renewal.$r US",
    )
    assert [(agent.label, agent.kind) for agent in parts["rights_holders"]] == [
        ("Doe, Jane, 1950-", AgentKind.PERSON),
        ("University of Virginia", AgentKind.ORGANIZATION),
    ]
    assert parts["copyrighted"] == Stated(Date("1999", "gYear"), "542$g")
    assert [(one.kind, one.text.value) for one in parts["rights"]] == [
        (RightsKind.COPYRIGHT, "©1999 Jane Doe under copyright No renewal.")
    ]
    assert outcomes(fields)["542$a"] == "copyright-detail"


def test_a_private_statement_stays_private() -> None:
    parts, fields = grouped(rights, "542 0  $dDoe, Jane$f©1999 Jane Doe")
    assert parts["rights"] == parts["rights_holders"] == ()
    assert outcomes(fields) == {"542$d": "not-for-the-public", "542$f": "not-for-the-public"}


@given(records(["502", "506", "540", "542"]))
def test_nothing_raises_for_what_a_record_holds(fields: Fields) -> None:
    parts: Parts = {}
    for group in (theses, rights):
        group(fields, parts)
    assert all(one.text or one.iri for one in parts["rights"])
    assert all(agent.label for agent in parts["rights_holders"])
