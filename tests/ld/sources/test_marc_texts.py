"""Editions, sizes, contents, summaries, notes, grants, frequencies, reproductions of MARC 21; both scripts of each."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.normalize.dates import Date
from ld.record import Agent, AgentKind, Extent, Relation, Stated, Text
from ld.sources.marc.model import Fields
from ld.sources.marc.notes import notes
from ld.sources.marc.parsing import Parts
from ld.sources.marc.reproductions import reproductions
from ld.sources.marc.serials import serials
from ld.sources.marc.texts import texts
from tests.ld.sources.marc_rows import fields_of, grouped, outcomes, records

SERIAL = "00000nas a2200000 a 4500"


def said(found: tuple[Text, ...]) -> list[str]:
    return [text.value for text in found]


def notes_of(*rows: str) -> list[str]:
    parts, _ = grouped(notes, *rows)
    return said(parts["notes"])


def test_an_edition_without_the_punctuation_that_leads_on() -> None:
    parts, _ = grouped(texts, "250    $a6th ed., /$badapted by Edwin E. Bryant.", "250    $a2. Aufl. /")
    assert said(parts["editions"]) == ["6th ed., / adapted by Edwin E. Bryant", "2. Aufl."]
    assert [text.source for text in parts["editions"]] == ["250$a$b", "250$a"]


def test_an_edition_in_two_scripts() -> None:
    parts, _ = grouped(texts, "250    $6880-04$aChu ban.", "880    $6250-04/$1$a初版.", languages="chi")
    assert [(text.value, text.language, text.source) for text in parts["editions"]] == [
        ("Chu ban", "zh-latn", "250$a"),
        ("初版", "zh", "880$a"),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["300    $a503 p. :$bport. ;$c18 cm."], [("503 p. : port. ; 18 cm.", 503, None)]),
        (["300    $a2 v. (39, 1714, 45 p.) ;$c24 cm."], [("2 v. (39, 1714, 45 p.) ; 24 cm.", None, None)]),
        (
            ["300    $a92 p. ;$c23 cm. +$e1 sound disc"],
            [("92 p. ; 23 cm. + 1 sound disc", 92, None)],
        ),
        (
            ["300    $a92 p.", "300    $a1 score (12 p.)"],
            [("92 p.", None, None), ("1 score (12 p.)", None, None)],
        ),
        (["300    $3Text$a92 p."], [("Text: 92 p.", None, None)]),
        (["300    $a92 p.", "300    $a92 p."], [("92 p.", None, None)]),
        (["300    $a1 videodisc (90 min.)"], [("1 videodisc (90 min.)", None, "PT1H30M")]),
        (
            ["300    $a1 sound disc", "306    $a004208"],
            [("1 sound disc", None, None), ("42 min., 8 sec.", None, "PT42M8S")],
        ),
        (["300    $a1 sound disc", "306    $a004208$a001030"], [("1 sound disc", None, None)]),
        (["300    $a1 sound disc", "306    $aabout an hour"], [("1 sound disc", None, None)]),
        (["306    $a014208"], [("1 hr., 42 min., 8 sec.", None, "PT1H42M8S")]),
        ([], []),
    ],
)
def test_sizes_as_they_stand(rows: list[str], expected: list[tuple[str, int | None, str | None]]) -> None:
    parts, _ = grouped(texts, *rows)
    assert [(one.label, one.pages, one.duration) for one in parts["extents"]] == expected


def test_the_coded_duration_goes_before_the_written_one() -> None:
    parts, _ = grouped(texts, "300    $a1 sound disc (43 min.)", "306    $a004208")
    assert parts["extents"] == (
        Extent("1 sound disc (43 min.)", "300$a"),
        Extent("42 min., 8 sec.", "306$a", None, "PT42M8S"),
    )


def test_contents_are_one_text_in_each_script() -> None:
    parts, _ = grouped(
        texts, "505 0  $av. 1. Sodom --", "505 8  $g[v. 2]$tText /$rJohn Wilmot --$tAlbum.", "505 0  $a "
    )
    (contents,) = parts["contents"]
    assert contents == Text("v. 1. Sodom -- [v. 2] Text / John Wilmot -- Album.", "505$a+505$g$t$r")
    parts, _ = grouped(
        texts, "505 0  $6880-06$aMo xiang -- Zhu mo", "880 0  $6505-06/$1$a脉象 -- 诸脉", languages="chi"
    )
    assert [(text.value, text.language) for text in parts["contents"]] == [
        ("Mo xiang -- Zhu mo", "zh-latn"),
        ("脉象 -- 诸脉", "zh"),
    ]


def test_contents_partly_in_two_scripts_have_no_one_language() -> None:
    parts, _ = grouped(
        texts,
        "505 0  $6880-06$aMo xiang",
        "505 8  $aZhu mo",
        "880 0  $6505-06/$1$a脉象",
        languages="chi",
    )
    assert [(text.value, text.language) for text in parts["contents"]] == [
        ("Mo xiang -- Zhu mo", None),
        ("脉象", "zh"),
    ]


def test_summaries_abstracts_and_warnings() -> None:
    parts, fields = grouped(
        texts,
        "520    $aDescribes costumes.$bAnd more.",
        "520 3  $3Part 2$aThe module was assessed.$cNASA",
        "520 4  $aViolence.",
        "520    $aDescribes costumes.$bAnd more.",
    )
    assert said(parts["summaries"]) == ["Describes costumes. And more."] * 2
    assert said(parts["abstracts"]) == ["Part 2: The module was assessed."]
    assert said(parts["notes"]) == ["Violence."]
    assert outcomes(fields)["520$c"] == "assigning-source"


def test_scales_of_maps() -> None:
    parts, fields = grouped(texts, "255    $aScale 1:5,000,000 ;$bConformal proj.$c(E 70--E 160)")
    assert said(parts["notes"]) == ["Scale 1:5,000,000"]
    assert outcomes(fields)["255$b"] == "projection"


def test_awards() -> None:
    parts, _ = grouped(texts, "586    $3Part 1$aNational Book Award, 1981")
    assert said(parts["awards"]) == ["Part 1: National Book Award, 1981"]


def test_a_grant_has_its_numbers_and_the_funder_of_the_set_phrase() -> None:
    parts, _ = grouped(
        texts, "536    $aSponsored by the U.S. Air Force$bN00014-68$cEF-77$d910 3450$e601101F$f1LIR"
    )
    funder = Agent(AgentKind.ORGANIZATION, "U.S. Air Force", "U.S. Air Force", "536$a")
    assert [(one.number, one.funders, one.source) for one in parts["grants"]] == [
        ("N00014-68", (funder,), "536$a$b"),
        ("EF-77", (funder,), "536$a$c"),
        ("1LIR", (funder,), "536$a$f"),
    ]


def test_support_in_words_is_a_grant_without_a_name() -> None:
    words = '"Supported in part by the Pew Fellowships in the Arts"--T.p. verso.'
    parts, _ = grouped(texts, f"536    $a{words}")
    (grant,) = parts["grants"]
    assert (grant.number, grant.funders, grant.description) == (None, (), Text(words, "536$a"))


def test_what_speaks_of_no_support_is_a_note_under_a_wrong_tag() -> None:
    parts, _ = grouped(texts, "536    $aAlso available on the Internet.")
    assert parts["grants"] == ()
    assert said(parts["notes"]) == ["Also available on the Internet."]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("500    $aA novel.", "A novel."),
        ("500    $3v. 2:$aA novel.", "v. 2: A novel."),
        ("508    $aDirector, Susan Murgatroyd.", "Credits: Director, Susan Murgatroyd."),
        ("508    $aCredits: Susan Murgatroyd.", "Credits: Susan Murgatroyd."),
        ("511 1  $aNilli, Nur.", "Cast: Nilli, Nur."),
        ("511 0  $aHosts, John Palmer.", "Performers: Hosts, John Palmer."),
        ("518    $oFilmed on location$pRome$d1976.", "Event: Filmed on location Rome 1976."),
        ("521 1  $a7-10.", "Interest age level: 7-10."),
        ("521    $aK-3.", "Audience: K-3."),
        ("521 8  $aGrades 1-3.", "Audience: Grades 1-3."),
        ("530    $aAlso available on the Web.", "Also available on the Web."),
        ("545 0  $aAuthor.$bBorn 1811.$uhttps://a.example", "Biographical sketch: Author. Born 1811."),
        ("580    $aCumulates the monthly.", "Related: Cumulates the monthly."),
        ("510 4  $aWeber, C.J.$cIIA19", "References: Weber, C.J. IIA19"),
        ("534    $pReprint. Originally published:$cBerlin, 1978.", "Original version: Reprint. Originally published: Berlin, 1978."),
        ("351    $aBy title.", "Arrangement: By title."),
        ("256    $aonline resource$bdata.", "online resource data."),
    ],
)  # fmt: skip
def test_notes_in_their_words_with_their_kind(row: str, expected: str) -> None:
    assert notes_of(row) == [expected]


def test_notes_keep_the_records_order_and_stand_once() -> None:
    assert notes_of("508    $aB.", "500    $aA.", "500    $aA.", "500    $aC.") == ["Credits: B.", "A.", "C."]


def test_a_note_in_two_scripts_has_no_english_before_it() -> None:
    parts, _ = grouped(
        notes, "508    $6880-05$aGuwen: Sun.", "880    $6508-05/$1$a顾问: 孙.", languages="chi"
    )
    assert [(text.value, text.language) for text in parts["notes"]] == [
        ("Guwen: Sun.", "zh-latn"),
        ("顾问: 孙.", "zh"),
    ]


def test_notes_that_do_not_describe_the_thing_are_dropped() -> None:
    rows = (
        "504    $aBibliography: p. 3.",
        "510 1  $aIndex medicus",
        "588    $aLatest issue: 40.",
        "563    $aCalf.",
    )
    parts, fields = grouped(notes, *rows)
    assert parts["notes"] == ()
    assert outcomes(fields) == {
        "504$a": "bibliography",
        "510$a": "indexing-coverage",
        "588$a": "source-of-description",
        "563$a": "binding-of-a-copy",
    }


def frequencies(coded: str, *rows: str) -> list[tuple[str, str]]:
    parts, _ = grouped(serials, f"008 {' ' * 18}{coded}", *rows, leader=SERIAL)
    return [(stated.value, stated.source) for stated in parts["frequencies"]]


def test_frequencies_by_code_and_in_words() -> None:
    assert frequencies("f ") == [("semiannual", "008")]
    assert frequencies("u ", "310    $aTwo no. a year") == [("semiannual", "310$a")]
    assert frequencies("q ", "310    $aQuarterly,$b1990-", "321    $aMonthly") == [("quarterly", "008")]
    assert frequencies("mx") == [("monthly", "008"), ("irregular", "008")]
    assert frequencies("  ") == frequencies("|") == frequencies("z ") == []


def test_008_18_of_a_book_is_no_frequency() -> None:
    parts, _ = grouped(serials, f"008 {' ' * 18}a   ")
    assert parts["frequencies"] == ()


def test_a_frequency_outside_the_list_is_a_note() -> None:
    parts, _ = grouped(serials, "310    $aMonthly (except July)", leader=SERIAL)
    assert parts["frequencies"] == ()
    assert said(parts["notes"]) == ["Monthly (except July)"]


def test_numbering_without_years_is_a_note() -> None:
    parts, _ = grouped(serials, "362 0  $aVol. 1-", "362 0  $aVol. 1 (1983)-", leader=SERIAL)
    assert said(parts["notes"]) == ["Vol. 1-"]
    parts, _ = grouped(serials, "362 0  $aVol. 1 (1983)-")
    assert said(parts["notes"]) == ["Vol. 1 (1983)-"]


def test_a_reproduction_has_its_own_date_and_size() -> None:
    parts, _ = grouped(
        reproductions,
        "533    $aMicrofilm.$bLa Crosse, Wis. :$cBrookhaven Press,$d1984.$e3 microfilm reels ;35 mm.$7s1984",
    )
    (work,) = parts["related"]
    assert (work.relation, work.label) == (
        Relation.REPRODUCTION,
        "Microfilm. La Crosse, Wis. : Brookhaven Press, 1984",
    )
    assert work.issued == Stated(Date("1984", "gYear"), "533$d")
    assert work.extent == Text("3 microfilm reels ;35 mm.", "533$e")
    assert said(parts["notes"]) == [
        "Microfilm. La Crosse, Wis. : Brookhaven Press, 1984. 3 microfilm reels ;35 mm."
    ]


def test_008_dates_the_reproduction_that_does_not_date_itself() -> None:
    parts, _ = grouped(reproductions, "008       r19821979", "533    $aMicrofiche.")
    assert [one.issued for one in parts["related"]] == [Stated(Date("1982", "gYear"), "008")]
    parts, _ = grouped(reproductions, "008       r19821979", "533    $aMicrofiche.", "533    $aPhotocopy.")
    assert [one.issued for one in parts["related"]] == [None, None]


@given(records(["250", "255", "300", "306", "310", "362", "505", "508", "511", "520", "533", "536", "586"]))
def test_nothing_raises_for_what_a_record_holds(fields: Fields) -> None:
    parts: Parts = {}
    for group in (serials, reproductions, texts, notes):
        group(fields, parts)
    assert all(text.value for name in ("editions", "notes", "contents", "summaries") for text in parts[name])
    assert all(extent.label for extent in parts["extents"])


def test_every_word_of_a_note_is_accounted_for() -> None:
    fields = fields_of("545 0  $aA.$bB.$uhttps://a.example", "533    $3x$aMicrofilm.$7s")
    parts: Parts = {}
    for group in (reproductions, notes):
        group(fields, parts)
    assert outcomes(fields) == {
        "545$a": "mapped",
        "545$b": "mapped",
        "545$u": "address-in-a-note",
        "533$3": "part-of-the-thing",
        "533$a": "mapped",
        "533$7": "coded-detail",
    }
