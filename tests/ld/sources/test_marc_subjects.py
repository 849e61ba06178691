"""Subjects, genres, keywords and periods of MARC 21 records, most of them real ones of the Library of Congress."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.findings import Severity
from ld.record import AgentKind, Concept, Period, Place, Relation, Text
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.subjects import subjects
from tests.ld.sources.marc_rows import fields_of, grouped, outcomes, records

FAST = "http://id.worldcat.org/fast/"


def concepts(*rows: str) -> list[tuple[str, str | None, str | None]]:
    parts, _ = grouped(subjects, *rows)
    return [(one.label, one.scheme, one.iri) for one in parts["subjects"]]


@pytest.mark.parametrize(
    ("row", "label", "scheme", "iri"),
    [
        ("650  0 $aTrees$zGreece$vFolklore.", "Trees -- Greece -- Folklore", "lcsh", None),
        ("650  1 $aCats.", "Cats", "lcshac", None),
        ("650 12 $aAnemia$xtherapy", "Anemia -- therapy", "mesh", None),
        ("650  3 $aSoil", "Soil", "nal", None),
        ("650  5 $aInuit", "Inuit", "csh", None),
        ("650  6 $aForêts", "Forêts", "rvm", None),
        ("650  4 $apsykologiset romaanit.", "psykologiset romaanit", None, None),
        ("650  7 $aMusiikki$2ysa", "Musiikki", "ysa", None),
        ("650  7 $aOwn word$2local", "Own word", None, None),
        ("650  7 $aNo source", "No source", None, None),
        (
            "650  7 $aWetland conservation.$2fast$0(OCoLC)fst01174209",
            "Wetland conservation",
            "fast",
            f"{FAST}1174209",
        ),
        (
            "650  7 $0(DE-588)4057583-4$0(DE-101)040575837$aStimmbildung$2gnd",
            "Stimmbildung",
            "gnd",
            "https://d-nb.info/gnd/4057583-4",
        ),
        (
            "650  0 $aMoravians$0http://id.loc.gov/authorities/subjects/sh85087231",
            "Moravians",
            "lcsh",
            "http://id.loc.gov/authorities/subjects/sh85087231",
        ),
        (
            "650 22 $aNeoplasms$xgenetics$0https://id.nlm.nih.gov/mesh/D009369Q000235",
            "Neoplasms -- genetics",
            "mesh",
            "http://id.nlm.nih.gov/mesh/D009369Q000235",
        ),
        (
            "647  7 $aAllied Occupation of Germany$c(Germany :$d1918-1930)$2fast$0(OCoLC)fst01351651",
            "Allied Occupation of Germany (Germany : 1918-1930)",
            "fast",
            f"{FAST}1351651",
        ),
        ("654    $cb$aPattern books.$2aat", "Pattern books", "aat", None),
        ("656  7 $aChauffeurs$zFrance.$2someCode", "Chauffeurs -- France", "somecode", None),
    ],
)
def test_headings(row: str, label: str, scheme: str | None, iri: str | None) -> None:
    assert concepts(row) == [(label, scheme, iri)]


def test_a_number_of_another_scheme_is_not_this_headings() -> None:
    parts, fields = grouped(subjects, "650  0 $aCats$0(OCoLC)fst00849374")
    assert parts["subjects"] == (Concept("Cats", "650$a", "lcsh"),)
    assert outcomes(fields)["650$0"] == "another-number"
    assert concepts("650  4 $aCats$0(OCoLC)fst00849374") == [("Cats", "fast", f"{FAST}849374")]


def test_what_is_no_code_of_a_scheme_is_remarked() -> None:
    parts, fields = grouped(subjects, "650  7 $aCats$2see the list at home!")
    assert parts["subjects"] == (Concept("Cats", "650$a"),)
    assert [(one.code, one.severity) for one in fields.findings] == [("subject-scheme", Severity.INFO)]


def test_alike_headings_of_two_schemes_are_two() -> None:
    rows = ("650  0 $aCats.", "650  7 $aCats$2fast", "650  0 $aCats", "650  0 $acats")
    parts, fields = grouped(subjects, *rows)
    assert [(one.label, one.scheme) for one in parts["subjects"]] == [
        ("Cats", "lcsh"),
        ("Cats", "fast"),
        ("cats", "lcsh"),
    ]
    assert [told[1] for _, told, value in fields.outcomes() if told and value == "Cats"] == ["", "repeated"]


def test_the_worked_example() -> None:
    """Library of Congress 00290045, subjects alone."""
    parts, _ = grouped(
        subjects,
        "650  0 $aJews$zJeruslem$xHistory$y19th century.",
        "651  0 $aJerusalem$xDescription and travel.",
        "651  0 $aPalestine$xDescription and travel.",
        "600 10 $aFrankl, Ludwig August,$d1810-1894$xTravel.",
    )
    assert [one.label for one in parts["subjects"]] == [
        "Jews -- Jeruslem -- History -- 19th century",
        "Jerusalem -- Description and travel",
        "Palestine -- Description and travel",
        "Frankl, Ludwig August, 1810-1894 -- Travel",
    ]
    assert {one.scheme for one in parts["subjects"]} == {"lcsh"}
    assert parts["places"] == (
        Place("Jerusalem", "651$a", about=True),
        Place("Palestine", "651$a", about=True),
    )
    (frankl,) = parts["subject_agents"]
    assert (frankl.kind, frankl.label) == (AgentKind.PERSON, "Frankl, Ludwig August, 1810-1894")
    assert parts["related"] == ()


@pytest.mark.parametrize(
    ("row", "kind", "label"),
    [
        ("600 00 $aPius$bII,$cPope,$d1405-1464.", AgentKind.PERSON, "Pius II, Pope, 1405-1464"),
        ("600 30 $aAstor family.", AgentKind.FAMILY, "Astor family"),
        ("610 10 $aCanada.$bParliament.", AgentKind.ORGANIZATION, "Canada. Parliament"),
        (
            "611 20 $aAsian Games$n(9th :$d1982 :$cDelhi, India)",
            AgentKind.ORGANIZATION,
            "Asian Games (9th : 1982 : Delhi, India)",
        ),
    ],
)
def test_a_name_alone_is_its_bearer(row: str, kind: AgentKind, label: str) -> None:
    parts, fields = grouped(subjects, row)
    assert parts["subjects"] == ()
    assert [(agent.kind, agent.label) for agent in parts["subject_agents"]] == [(kind, label)]
    assert "?" not in outcomes(fields).values()


def test_a_number_names_the_bearer_only_without_subdivisions() -> None:
    parts, _ = grouped(
        subjects,
        "600 10 $aWolfe, Tom$0http://id.loc.gov/authorities/names/n79021164",
        "600 17 $aWolfe, Tom$2fast$0(OCoLC)fst00123456$eauthor",
        "600 10 $aWolfe, Tom$xReligion$0http://id.loc.gov/authorities/names/n00000000",
    )
    (wolfe,) = parts["subject_agents"]
    assert [number.scheme for number in wolfe.identifiers] == ["lcnaf", "fast"]
    assert wolfe.source == "600$a+600$0"
    assert [(one.label, one.iri) for one in parts["subjects"]] == [("Wolfe, Tom -- Religion", None)]


def test_a_name_with_a_title_is_a_work() -> None:
    """Library of Congress: Jñāneśvarī in 600, the Bible in 630."""
    parts, fields = grouped(
        subjects,
        "600 00 $aJñānadeva,$dactive 1290.$tJñāneśvarī$xLanguage.",
        "630 00 $aBible.$pOld Testament$lEnglish$xTranslating.",
        "630 00 $aGeneva Convention$d(1949)$lFrench",
        "610 10 $aUnited States.$kLaws, etc.",
    )
    assert [
        (work.relation, work.label, [agent.label for agent in work.creators]) for work in parts["related"]
    ] == [
        (Relation.ABOUT, "Jñāneśvarī", ["Jñānadeva, active 1290"]),
        (Relation.ABOUT, "Bible. Old Testament", []),
        (Relation.ABOUT, "Geneva Convention (1949)", []),
    ]
    assert [one.label for one in parts["subjects"]] == [
        "Jñānadeva, active 1290. Jñāneśvarī -- Language",
        "Bible. Old Testament English -- Translating",
        "United States. Laws, etc.",
    ]
    assert parts["subject_agents"] == ()
    assert [told for name, told in outcomes(fields).items() if name == "630$l"] == ["language-of-an-edition"]


def test_the_number_of_a_work() -> None:
    row = "630 00 $aBeowulf.$0http://id.loc.gov/authorities/names/n80008522$0(xyz)1"
    parts, fields = grouped(subjects, row)
    (beowulf,) = parts["related"]
    assert [number.value.iri for number in beowulf.identifiers] == [
        "http://id.loc.gov/authorities/names/n80008522"
    ]
    assert [told[1] for _, told, value in fields.outcomes() if told and value == "(xyz)1"] == [
        "authority-unknown"
    ]


def test_places() -> None:
    parts, fields = grouped(
        subjects,
        "651  7 $aEgypt.$2fast$0(OCoLC)fst01208755",
        "651  0 $aEgypt$xCivilization$0http://id.loc.gov/authorities/subjects/sh85041242",
        "662    $aJapan$cHokkaido$gAsahi-dake.$esetting$2pemracs",
    )
    assert parts["places"] == (
        Place("Egypt", "651$a$0", iri=f"{FAST}1208755", about=True),
        Place("Egypt", "651$a", about=True),
        Place("Japan -- Hokkaido -- Asahi-dake", "662$a$c$g", about=True),
    )
    assert [(one.label, one.iri) for one in parts["subjects"]] == [
        ("Egypt -- Civilization", "http://id.loc.gov/authorities/subjects/sh85041242")
    ]
    assert outcomes(fields)["662$e"] == "role-of-a-subject"


def test_forms_in_another_script() -> None:
    """Library of Congress: Chinese place, Korean person, Hebrew words."""
    parts, _ = grouped(
        subjects,
        "651  0 $6880-04$aShanghang Xian (China)$vBiography.",
        "880  4 $6651-04/§1$a上杭县 (China)$vBiography.",
        "600 10 $6880-05$aWang, Anshi,$d1021-1086.$tWang Jingwen gong shi.",
        "880 14 $6600-05/§1$a王安石,$d1021-1086.$t王荊文公詩.",
        languages="chi",
    )
    (heading,) = parts["subjects"]
    assert heading.alternates == (Text("上杭县 (China) -- Biography", "880$a$v", "zh"),)
    (place,) = parts["places"]
    assert place.alternates == (Text("上杭县 (China)", "880$a", "zh"),)
    (work,) = parts["related"]
    assert (work.label, [form.value for form in work.alternates]) == ("Wang Jingwen gong shi", ["王荊文公詩"])
    assert "王安石" in [form.value for form in work.creators[0].alternates]


def test_a_form_in_another_script_alone_is_the_heading() -> None:
    parts, _ = grouped(subjects, "880  0 $6650-00/(2/r$aירושלים$xתולדות.", languages="heb")
    assert parts["subjects"] == (Concept("ירושלים -- תולדות", "880$a$x", "lcsh"),)


def test_genres() -> None:
    parts, fields = grouped(
        subjects,
        "655  7 $aFantasy fiction.$2gsafd",
        "655  7 $aDocumentary films.$2lcgft$0http://id.loc.gov/authorities/genreForms/gf2011026205",
        "655  0 $aMusical films$zUnited States$xHistory and criticism.",
        "655  4 $aElektronische Zeitschrift",
        "655  7 $aFantasy fiction$2gsafd",
    )
    assert [(one.label, one.scheme, one.iri) for one in parts["genres"]] == [
        ("Fantasy fiction", "gsafd", None),
        ("Documentary films", "lcgft", "http://id.loc.gov/authorities/genreForms/gf2011026205"),
        ("Musical films -- United States -- History and criticism", "lcsh", None),
        ("Elektronische Zeitschrift", None, None),
    ]
    assert outcomes(fields)["655$a"] == "repeated"


def test_keywords_are_of_no_list() -> None:
    parts, _ = grouped(
        subjects,
        "653    $aLatvia;$asocial integration",
        "653    $6880-01$aSufism$aLatvia",
        "880    $6653-01/(3$aتصوف",
        languages="ara",
    )
    assert parts["keywords"] == (
        Text("Latvia", "653$a"),
        Text("social integration", "653$a"),
        Text("Sufism", "653$a", "ar-latn"),
        Text("Latvia", "653$a", "ar-latn"),
        Text("تصوف", "880$a", "ar-arab"),
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("648  7 $a1900-1999$2fast", [("1900-1999", "1900/1999")]),
        ("648  7 $a1789 - 1809$2fast", [("1789 - 1809", "1789/1809")]),
        ("648  7 $aGeschichte <1933-1941>$2gnd", [("Geschichte <1933-1941>", "1933/1941")]),
        ("648  7 $aGeschichte$2gnd", [("Geschichte", None)]),
        ("045    $av6w3", [("1760-1839", "1760/1839")]),
        ("045    $aq-u-", [("1200-1699", "1200/1699")]),
        ("045    $ax7x7$bd1977", [("1977", "1977")]),
        ("045 1  $bd1952$bd1964", [("1952", "1952"), ("1964", "1964")]),
        ("045 2  $bd197609$bd19770417", [("1976-09 - 1977-04-17", "1976-09/1977-04-17")]),
        ("045 2  $ad7n6$bc0221$bd0960", [("221 B.C. - 960", "-0220/0960")]),
        ("045    $ac9d1", [("1099 B.C. - 800 B.C.", "-1098/-0799")]),
        ("045    $aa0b9$bd19991399", []),
    ],
)
def test_periods(row: str, expected: list[tuple[str, str | None]]) -> None:
    parts, _ = grouped(subjects, row)
    assert [(period.label, period.interval) for period in parts["periods"]] == expected
    assert all(isinstance(period, Period) for period in parts["periods"])


def test_what_is_no_heading() -> None:
    parts, fields = grouped(subjects, "650  0 $a...", "600 10 $a.", "651  0 $a-")
    assert [parts[name] for name in ("subjects", "subject_agents", "places", "related")] == [()] * 4
    assert outcomes(fields) == {
        "650$a": "no-heading",
        "600$a": "no-heading",
        "651$a": "no-heading",
    }


TAGS = [
    "600",
    "610",
    "611",
    "630",
    "647",
    "648",
    "650",
    "651",
    "653",
    "654",
    "655",
    "656",
    "657",
    "658",
    "662",
    "688",
    "045",
]


@given(records(TAGS))
def test_never_an_error(fields: Fields) -> None:
    parts: Parts = {}
    subjects(fields, parts)
    assert all(
        one.label for one in (*parts["subjects"], *parts["genres"], *parts["places"], *parts["periods"])
    )
    assert all(word.value for word in parts["keywords"])
    assert all(told is not None for name, told, _ in fields.outcomes() if name == "650$a")


def test_nothing_to_say() -> None:
    parts: Parts = {}
    subjects(fields_of(), parts)
    assert not any(parts.values())
