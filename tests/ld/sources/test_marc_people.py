"""Names in MARC 21 records: access points, kinds, roles, identifiers."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.record import Agent, AgentKind, Contribution
from ld.sources.marc.access_points import access_point
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import agent_of, named, people
from tests.ld.sources.marc_rows import fields_of, grouped, outcomes, records


def contributions(*rows: str) -> tuple[Contribution, ...]:
    found: tuple[Contribution, ...] = grouped(people, *rows)[0]["contributions"]
    return found


def agent(row: str) -> Agent:
    (found,) = contributions(row)
    return found.agent


@pytest.mark.parametrize(
    ("row", "label", "name"),
    [
        ("100 1  $aFrankl, Ludwig August,$d1810-1894.", "Frankl, Ludwig August, 1810-1894", "Ludwig August Frankl"),
        ("100 1  $aKreider, J. Evan$q(John Evan),$d1942-", "Kreider, J. Evan (John Evan), 1942-", "J. Evan Kreider"),
        ("100 1  $aWilson, Horace H.$d1786 - 1860", "Wilson, Horace H., 1786 - 1860", "Horace H. Wilson"),
        ("100 2  $aBaring-Gould, S.$q(Sabine),$d1834-1924", "Baring-Gould, S. (Sabine), 1834-1924", "S. Baring-Gould"),
        ("100 0  $aOmar Khayyam.", "Omar Khayyam", "Omar Khayyam"),
        ("100 0  $aJohn Paul$bII,$cPope,$d1920-2005.", "John Paul II, Pope, 1920-2005", "John Paul II"),
        ("100 0  $aIlarion,$cMetropolitan of Volokolamsk,$d1966-", "Ilarion, Metropolitan of Volokolamsk, 1966-", "Ilarion"),
        ("700 0  $aJosquin,$cdes Prez,$d-1521.", "Josquin, des Prez, -1521", "Josquin des Prez"),
        ("100 0  $aĖlbėgdorzh, T︠S︡akhiagiĭn,$d1963-", "Ėlbėgdorzh, T︠S︡akhiagiĭn, 1963-", "Ėlbėgdorzh, T︠S︡akhiagiĭn"),
        ("100 3  $aFarquhar family.", "Farquhar family", "Farquhar family"),
        ("110 2  $aCommunity Communications, Inc.", "Community Communications, Inc.", "Community Communications, Inc."),
        ("110 1  $aUnited States.$bCongress.$bHouse.", "United States. Congress. House", "United States. Congress. House"),
        ("710 2  $aEvangelische Kirche$bArbeitsgemeinschaft", "Evangelische Kirche. Arbeitsgemeinschaft", "Evangelische Kirche. Arbeitsgemeinschaft"),
        ("710 2  $aOsteuropa-Institut$gBerlin", "Osteuropa-Institut (Berlin)", "Osteuropa-Institut (Berlin)"),
        ("710 2  $aPoalei Zion.$bṾelṭ ḳonferents$n(8th :$d1964 :$cBet Berl)", "Poalei Zion. Ṿelṭ ḳonferents (8th : 1964 : Bet Berl)", "Poalei Zion. Ṿelṭ ḳonferents (8th : 1964 : Bet Berl)"),
        ("111 2  $aAIRAPT Conference$n(9th :$d1983 :$cAlbany, N.Y.)", "AIRAPT Conference (9th : 1983 : Albany, N.Y.)", "AIRAPT Conference (9th : 1983 : Albany, N.Y.)"),
        ("711 2  $aDokumententag$n3$d1994$cBonn", "Dokumententag (3 : 1994 : Bonn)", "Dokumententag (3 : 1994 : Bonn)"),
        ("711 2  $aVatican Council$n(2nd :$d1962-1965).$ePress office.", "Vatican Council (2nd : 1962-1965). Press office", "Vatican Council (2nd : 1962-1965). Press office"),
    ],
)  # fmt: skip
def test_access_point_and_name(row: str, label: str, name: str) -> None:
    found = agent(row)
    assert (found.label, found.name) == (label, name)


def test_a_person_in_full() -> None:
    found = agent("100 1  $aKreider, J. Evan$q(John Evan),$d1942-")
    assert found.kind is AgentKind.PERSON
    assert (found.family_name, found.given_name) == ("Kreider", "J. Evan")
    assert [text.value for text in found.alternates] == ["Kreider, J. Evan (John Evan)", "John Evan"]
    assert (found.birth and found.birth.lexical, found.death) == ("1942", None)
    assert found.source == "100$a$q$d"


def test_the_certain_half_of_dates_is_kept() -> None:
    """solrmarc u333."""
    found = agent("100 1  $aCavaccio, Giovanni,$dca. 1556-1626.")
    assert (found.birth, found.death and found.death.lexical) == (None, "1626")


def test_kinds() -> None:
    kinds = [agent(row).kind for row in ("100 3  $aFarquhar family", "711 2  $aMeeting", "710 2  $aBody")]
    assert kinds == [AgentKind.FAMILY, AgentKind.ORGANIZATION, AgentKind.ORGANIZATION]
    assert agent("100 0  $aJohn Paul$bII,$cPope").suffix == "Pope"


def test_order_and_main_entry() -> None:
    found = contributions(
        "245 10 $aTitle",
        "710 2  $aBody.",
        "700 1  $aSecond, A.",
        "100 1  $aFirst, B.",
        "700 1  $aThird, C.$tWork.",
    )
    assert [(entry.agent.label, entry.main) for entry in found] == [
        ("Body", False),
        ("Second, A.", False),
        ("First, B.", True),
    ]


@pytest.mark.parametrize(
    ("subfields", "roles"),
    [
        ("$eauthor.", ("aut",)),
        ("$eed. and tr.", ("edt", "trl")),
        ("$eeditor,$etranslator.", ("edt", "trl")),
        ("$eproducer, director.", ("pro", "drt")),
        ("$eHrsg.$4edt", ("edt",)),
        ("$4http://id.loc.gov/vocabulary/relators/trl", ("trl",)),
        ("$eTł.", ("trl",)),
        ("", ()),
    ],
)
def test_roles(subfields: str, roles: tuple[str, ...]) -> None:
    (found,) = contributions(f"700 1  $aSmith, John,{subfields}")
    assert found.roles == roles


def test_role_sources_and_what_is_not_known() -> None:
    parts, fields = grouped(people, "700 1  $aSmith, John,$eeditor,$ewitness of reading.$4edt")
    assert parts["contributions"][0].roles == ("edt",)
    assert parts["contributions"][0].source == "700$a+700$e$4"
    assert [(f.code, f.path, f.value) for f in fields.findings] == [
        ("role-unknown", "700$e", "witness of reading.")
    ]
    assert [told and told[1] for _, told, _ in fields.outcomes()] == ["", "", "role-unknown", "repeated"]


def test_a_meetings_role_is_in_j() -> None:
    (found,) = contributions("711 2  $aMeeting.$eCommittee,$jissuing body.")
    assert (found.agent.label, found.roles) == ("Meeting. Committee", ("isb",))


def test_identifiers_of_agents_only() -> None:
    rows = (
        "100 1  $0(DE-588)142369276$0(DE-101)142369276$aMaurer, Eva$d1972-$4aut",
        "700 1  $aAmīn, Ḥusayn,$1http://viaf.org/viaf/27297150/$0http://id.loc.gov/authorities/names/n83170323",
        "700 1  $aCats, Tom.$0(DLC)sh85021262",
    )
    parts, fields = grouped(people, *rows)
    found = [[(one.scheme, one.value) for one in entry.agent.identifiers] for entry in parts["contributions"]]
    assert found == [[("gnd", "142369276")], [("viaf", "27297150"), ("lcnaf", "n83170323")], []]
    dropped = [value for _, told, value in fields.outcomes() if told and told[1] == "authority-unknown"]
    assert dropped == ["(DE-101)142369276", "(DLC)sh85021262"]


def test_affiliation_belongs_to_the_record() -> None:
    found = agent("700 1  $aKim, Anna,$uUniversity of Seoul.")
    assert [(one.kind, one.name, one.source) for one in found.affiliations] == [
        (AgentKind.ORGANIZATION, "University of Seoul", "700$u")
    ]


def test_uncontrolled_names_go_by_their_form() -> None:
    rows = (
        "720    $aVonderrohe, Robert,$eauthor.",
        "720 1  $aCCD",
        "720 2  $aSmith Group Network",
        "720    $aPlato",
    )
    assert [entry.agent.kind for entry in contributions(*rows)] == [
        AgentKind.PERSON,
        AgentKind.PERSON,
        AgentKind.ORGANIZATION,
        AgentKind.AGENT,
    ]
    assert named("...", "780$a") is None


def test_a_field_without_a_name_is_dropped_whole() -> None:
    parts, fields = grouped(people, "700 1  $a ,$eeditor.", "100 1  $a")
    assert parts["contributions"] == ()
    assert set(outcomes(fields).values()) == {"no-name"}


def test_name_subfields_end_at_the_title() -> None:
    """In 710 $t … $d the date is that of the treaty."""
    (field,) = fields_of("710 1  $aUnited States.$bCongress.$tTreaty.$d1845 Jan. 4.").get("710")
    assert access_point(field) == "United States. Congress"


def test_subject_headings_name_agents_too() -> None:
    (field,) = fields_of("600 10 $aFrankl, Ludwig August,$d1810-1894$xTravel.$0(DLC)n79021164").get("600")
    found = agent_of(field, {}, identified=False)
    assert found is not None
    assert (found.label, found.identifiers) == ("Frankl, Ludwig August, 1810-1894", ())


@given(records(["100", "110", "111", "700", "710", "711", "720"]))
def test_never_raises_and_never_names_nobody(fields: Fields) -> None:
    parts: Parts = {}
    people(fields, parts)
    for entry in parts["contributions"]:
        assert any(char.isalnum() for char in entry.agent.label)
        assert entry.agent.name
        assert all(len(role) == 3 for role in entry.roles)
