"""Titles of MARC 21 records: 245, variants, responsibility."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.record import Text
from ld.sources.marc.isbd import displayed
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.titles import titles
from tests.ld.sources.marc_rows import grouped, outcomes, records

TAGS = ["245", "246", "247", "242", "210", "222", "740", "130"]


def title_of(row: str) -> str:
    (title,) = grouped(titles, row)[0]["titles"]
    return str(title.value)


def variants_of(*rows: str, **leader: str) -> list[str]:
    return [text.value for text in grouped(titles, *rows, **leader)[0]["alternative_titles"]]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("245 10 $aEveryday life in ancient Egypt /$cLionel Casson.", "Everyday life in ancient Egypt"),
        ("245 10 $aSudori musicali :$b(1626) /$cGiovanni Cavaccio.", "Sudori musicali: (1626)"),
        ("245 14 $aThe life of Sir Thomas /$cby X.", "The life of Sir Thomas"),
        (
            "245 00 $aZhongguo ke xue ji shu shi.$pHua xue juan /$cLu.",
            "Zhongguo ke xue ji shu shi. Hua xue juan",
        ),
        (
            "245 00 $aShanxi sheng zhi.$nDi 15 juan,$pQing gong ye zhi /",
            "Shanxi sheng zhi. Di 15 juan, Qing gong ye zhi",
        ),
        (
            "245 10 $aGut des Menschen$bUntersuchungen zur Problematik$cvon Jan Szaif",
            "Gut des Menschen: Untersuchungen zur Problematik",
        ),
        ("245 10 $aWas tun?$bEine Antwort", "Was tun?: Eine Antwort"),
        ("245 10 $aHaghah shebe haghah$h[microform] /$cIsḥāq.", "Haghah shebe haghah"),
        ("245 10 $aA title$h[electronic resource] :$bits remainder /", "A title: its remainder"),
        (
            "245 00 $aGeorge W. Perkins photographs of Alaska,$f1909.",
            "George W. Perkins photographs of Alaska, 1909",
        ),
        (
            "245 10 $aIsrael in Egypt :$ban oratorio :$kmanuscript,$f[ca. 1760] /",
            "Israel in Egypt: an oratorio: manuscript, [ca. 1760]",
        ),
        ("245 0  $kMorton Hoffman papers.", "Morton Hoffman papers"),
        ("245 10 $aChì mi :$bbàrdachd = I see : the poetry /", "Chì mi: bàrdachd = I see: the poetry"),
        ("245 00 $aTuryn mar ke made tȯlly--$bkylburʺës /", "Turyn mar ke made tȯlly-- kylburʺës"),
        ("245 00 $aTo be continued ...", "To be continued ..."),
        (
            "245 14 $aThe captive wife :$bhousebound mothers / Hannah Gavron.",
            "The captive wife: housebound mothers",
        ),
        ("245 10 $aVeronica /$bby Martha W. Austin.", "Veronica"),
        (
            "245 14 $aThe years ;$breports, Tevet 5725 / December 1964.",
            "The years ; reports, Tevet 5725 / December 1964",
        ),
        (
            "245 14 $aThe rebellion, 1000-1020 / 1591-1611 /$cW. J. Griswold.",
            "The rebellion, 1000-1020 / 1591-1611",
        ),
    ],
)
def test_title(row: str, expected: str) -> None:
    assert title_of(row) == expected


def test_a_statement_of_responsibility_may_stand_in_the_title() -> None:
    parts, _ = grouped(titles, "245 14 $aThe captive wife :$bmothers / Hannah Gavron.")
    assert parts["subtitle"] == Text("mothers", "245$b")
    assert parts["responsibility"] == (Text("Hannah Gavron", "245$a$b"),)


def test_a_parallel_title_behind_a_change_of_script_is_cut_off() -> None:
    parts, _ = grouped(
        titles,
        "245 10 $6880-01$aSaeki Yūzō ten :$bseitan 100-nen = Yuzo Saeki : le centenaire /$cX.",
        "880 10 $6245-01/$1$a佐伯祐三展 :$b生誕 100年 = Yuzo Saeki : le centenaire /$cX.",
    )
    assert [text.value for text in parts["titles"]] == [
        "Saeki Yūzō ten: seitan 100-nen",
        "佐伯祐三展: 生誕 100年",
    ]
    assert [text.value for text in parts["alternative_titles"]] == ["Yuzo Saeki: le centenaire"]


def test_a_broken_form_is_no_title_beside_a_sound_one() -> None:
    parts, _ = grouped(
        titles, "245 10 $6880-01$aBeikoku no tōchi", "880 10 $6245-01/$1$a米国の統治の仕組\ufffd\ufffd"
    )
    assert [text.value for text in parts["titles"]] == ["Beikoku no tōchi"]
    assert [text.value for text in parts["alternative_titles"]] == ["米国の統治の仕組\ufffd\ufffd"]


def test_source_names_the_subfields_that_made_it() -> None:
    parts, fields = grouped(titles, "245 10 $aTitle$h[text] :$brest /$cSomebody.")
    assert parts["titles"] == (Text("Title: rest", "245$a$b"),)
    assert parts["subtitle"] == Text("rest", "245$b")
    assert parts["responsibility"] == (Text("Somebody", "245$c"),)
    assert outcomes(fields) == {
        "245$a": "mapped",
        "245$h": "general-material-designation",
        "245$b": "mapped",
        "245$c": "mapped",
    }


def test_parallel_titles_are_alternatives() -> None:
    parts = grouped(titles, "245 00 $aTāmāṅ tām-bon =$bTamang dictionary = Tāmāṅa śabda-kośa /$cR.")[0]
    assert parts["titles"] == (Text("Tāmāṅ tām-bon", "245$a"),)
    assert parts["alternative_titles"] == (
        Text("Tamang dictionary", "245$b"),
        Text("Tāmāṅa śabda-kośa", "245$b"),
    )
    assert parts["subtitle"] is None


def test_a_part_behind_the_parallel_title_is_the_works() -> None:
    """DNB: ``$aEuropäische Hochschulschriften$b= Publications universitaires$nReihe 31``."""
    row = "245 10 $aEuropäische Hochschulschriften$b= Publications universitaires$nReihe 31$pPolitik"
    parts = grouped(titles, row)[0]
    assert parts["titles"][0] == Text("Europäische Hochschulschriften. Reihe 31, Politik", "245$a$n$p")
    assert [text.value for text in parts["alternative_titles"]] == ["Publications universitaires"]


def test_the_first_245_wins() -> None:
    parts, fields = grouped(titles, "245 10 $aOne.", "245 10 $aTwo$bthree.")
    assert [text.value for text in parts["titles"]] == ["One"]
    assert outcomes(fields)["245$b"] == "repeated-245"


def test_no_245_no_title() -> None:
    parts = grouped(titles, "246 3  $aVariant")[0]
    assert (parts["titles"], parts["subtitle"], parts["responsibility"]) == ((), None, ())
    assert grouped(titles, "245 10 $a/")[0]["titles"] == ()


def test_variant_titles() -> None:
    rows = (
        "245 10 $aMain title.",
        "246 1  $iTitle on cover:$aCover title.$5DLC",
        "246 30 $aMain",
        "247 10 $aFormer title.$nSeries A,$pMeteorology$f1872$g(varies)$x1234-5678",
        "210 0  $aMain t.$b(Print)$2DNLM",
        "222  0 $aMain title$b(Online)",
        "740 0  $aUncontrolled title.",
        "740 02 $aA work in it.",
        "246 3  $aMAIN TITLE",
        "246 3  $aCover title",
    )
    assert variants_of(*rows) == [
        "Cover title",
        "Main",
        "Former title. Series A, Meteorology",
        "Main t. (Print)",
        "Main title (Online)",
        "Uncontrolled title",
    ]
    told = outcomes(grouped(titles, *rows[:1], rows[3])[1])
    assert told["247$f"] == "dates-of-the-title"
    assert told["247$x"] == "issn-of-a-former-title"
    assert outcomes(grouped(titles, rows[0], rows[8])[1])["246$a"] == "same-as-title"


def test_a_translation_is_in_the_language_of_242_y() -> None:
    rows = ("245 10 $aVie.", "242 10 $aLife /$cby X.$yeng", "242 10 $aLeben.$yxyz", "242 10 $aVita.")
    parts, fields = grouped(titles, *rows)
    assert parts["alternative_titles"] == (
        Text("Life", "242$a$y", "en"),
        Text("Leben", "242$a"),
        Text("Vita", "242$a"),
    )
    assert [told[1] for name, told, _ in fields.outcomes() if name == "242$y" and told] == [
        "",
        "language-unknown",
    ]


def test_uniform_title_of_a_serial_tells_it_from_others_of_its_name() -> None:
    """solrmarc u11603."""
    rows = ("130 0  $aBulletin (German Historical Institute in London)", "245 00 $aBulletin /$cGHI.")
    assert variants_of(*rows, leader="00000cas a2200000 a 4500") == [
        "Bulletin (German Historical Institute in London)"
    ]
    assert variants_of(*rows) == []


def test_displayed_sets_marks_that_a_catalogue_leaves_out() -> None:
    assert displayed([("a", "Concertos"), ("m", "violin"), ("r", "D.")]) == "Concertos, violin, D"
    assert displayed([("a", "Bible."), ("p", "N.T."), ("p", "Matthew.")]) == "Bible. N.T. Matthew"
    assert displayed([]) == ""


@given(records(TAGS))
def test_never_raises_and_says_nothing_twice(fields: Fields) -> None:
    parts: Parts = {}
    titles(fields, parts)
    found = [*parts["titles"], *parts["alternative_titles"], *parts["responsibility"]]
    assert all(text.value and text.value == text.value.strip() for text in found)
    assert len({text.language for text in parts["titles"]}) == len(parts["titles"])
    languages = {text.language for text in parts["titles"]}
    assert languages == {None} or None not in languages
