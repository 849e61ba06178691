"""Linking entries of MARC 21 records: 760 to 787, and the host, 773."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.record import Container, HostKind, RelatedWork, Relation, Text
from ld.sources.marc.hosts import hosts
from ld.sources.marc.links import links
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from tests.ld.sources.marc_rows import fields_of, grouped, outcomes, records

SERIAL = "00000cas a2200000 a 4500"
COMPONENT = "00000caa a2200000 a 4500"
IN_SERIAL = "00000cab a2200000 a 4500"


def linked(row: str, **leader: str) -> RelatedWork:
    (found,) = grouped(links, row, **leader)[0]["related"]
    assert isinstance(found, RelatedWork)
    return found


def host(*rows: str, leader: str = COMPONENT) -> Container:
    found = grouped(hosts, *rows, leader=leader)[0]["container"]
    assert isinstance(found, Container)
    return found


def test_a_former_title_with_its_number() -> None:
    """solrmarc u11603."""
    found = linked(
        "780 00 $tBulletin of the German Historical Institute London$w(OCoLC) 10947223", leader=SERIAL
    )
    assert (found.relation, found.label, found.serial) == (
        Relation.REPLACES,
        "Bulletin of the German Historical Institute London",
        True,
    )
    assert [(one.value.scheme, one.value.value, one.source) for one in found.identifiers] == [
        ("oclc", "10947223", "780$w")
    ]


@pytest.mark.parametrize(
    ("tag", "relation"),
    [
        ("760 0 ", "part-of"),
        ("762 0 ", "has-part"),
        ("765 0 ", "translation-of"),
        ("767 0 ", "translated-as"),
        ("770 0 ", "has-part"),
        ("772 0 ", "part-of"),
        ("774 0 ", "has-part"),
        ("775 08", "other-edition"),
        ("776 08", "other-format"),
        ("777 0 ", "related"),
        ("780 04", "replaces"),
        ("780 05", "replaces"),
        ("785 06", "replaced-by"),
        ("785 17", "replaced-by"),
        ("786 0 ", "related"),
        ("787 08", "related"),
    ],
)
def test_relations(tag: str, relation: str) -> None:
    assert linked(f"{tag} $tTitle").relation == relation


def test_numbers_are_those_of_the_other_form() -> None:
    found = linked(
        "776 08 $iOnline version:$aHunter, Guy.$tBest of both worlds?$dLondon, 1967$x1234-5679$z9780306406157$z0-306-40615-2$w(DLC)   97016753"
    )
    assert found.label == "Best of both worlds?"
    assert [creator.label for creator in found.creators] == ["Hunter, Guy"]
    assert ([one.value for one in found.issns], [one.value for one in found.isbns]) == (
        ["1234-5679"],
        ["9780306406157"],
    )
    assert [one.value.iri for one in found.identifiers] == ["https://lccn.loc.gov/97016753"]


def test_other_subfields_are_dropped_with_a_reason() -> None:
    told = outcomes(grouped(links, "776 08 $iOnline version:$tTitle$dLondon$b2nd ed.$w123")[1])
    assert told == {
        "776$i": "relationship-in-words",
        "776$t": "mapped",
        "776$d": "imprint-of-the-other-thing",
        "776$b": "edition-of-the-other-thing",
        "776$w": "no-scheme",
    }


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("780 05 $aSociety of Chemical Industry$sIn the loop$x1748-0655", "In the loop"),
        ("776 0  $cMicrofilm$w(DLC)   2006570428", "lccn 2006570428"),
        ("776 0  $w(OCoLC)34097299", "oclc 34097299"),
        ("776 0  $w(DE-101)986823872", "DE-101 986823872"),
        ("776 0  $z9780306406157", "ISBN 9780306406157"),
        ("776 0  $x1748-0655$w(OCoLC)1", "ISSN 1748-0655"),
        ("775 0  $aKolloquium", "Kolloquium"),
    ],
)
def test_label(row: str, label: str) -> None:
    assert linked(row).label == label


def test_a_local_number_alone_names_nothing() -> None:
    """marc2bibframe2, princeton: 78 records ``774 $w4795091``."""
    parts, fields = grouped(links, "774 0  $w4795091")
    assert parts["related"] == ()
    assert outcomes(fields) == {"774$w": "nothing-named"}


def test_language_of_another_edition() -> None:
    found = linked("775 0  $tCuba economic news$fcu$eeng")
    assert [(one.value.bcp47, one.source) for one in found.languages] == [("en", "775$e")]


def test_787_may_say_more_than_its_tag() -> None:
    found = linked("787 08 $iBased on (work):$tOriginal")
    assert (found.relation, found.source) == (Relation.BASED_ON, "787$i$t")


def test_article_in_a_journal() -> None:
    found = host(
        "773 0  $tOur journal.$gBd. 12 (2003), H. 4, S. 5-10$x1234-5679$w(DE-600)2401198-8", leader=IN_SERIAL
    )
    assert found.kind is HostKind.PERIODICAL
    assert found.titles == (Text("Our journal", "773$t"),)
    assert [one.value for one in found.issns] == ["1234-5679"]
    assert [one.value.scheme for one in found.identifiers] == ["zdb"]
    assert (found.volume, found.issue) == (Text("12", "773$g"), Text("4", "773$g"))
    assert (found.start_page, found.end_page) == (Text("5", "773$g"), Text("10", "773$g"))
    assert found.published is not None
    assert found.published.value.lexical == "2003"
    assert found.citation == Text("Bd. 12 (2003), H. 4, S. 5-10", "773$g")


def test_enumeration_in_q() -> None:
    """marc2bibframe2, ConvSpec-760-788."""
    row = "773 0  $tEntomologists' monthly magazine$pENTOMOL MON MAG$kWonders of man$q24:B:9<235$x0013-8908$yFNMMA"
    found = host(row, leader=IN_SERIAL)
    assert [text.value for text in found.titles] == ["Entomologists' monthly magazine", "ENTOMOL MON MAG"]
    assert (found.volume, found.issue, found.start_page) == (
        Text("24", "773$q"),
        Text("B:9", "773$q"),
        Text("235", "773$q"),
    )
    assert found.citation is None


def test_chapter_in_a_book() -> None:
    found = host("773 0  $aEl-Genk MS, ed.$tSpace Technology Forum. Part 2$z1563966891 (Pt.2)$gp. 12-18")
    assert (found.kind, [one.value for one in found.isbns]) == (HostKind.BOOK, ["9781563966897"])
    assert (found.start_page, found.published) == (Text("12", "773$g"), None)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("773 0  $7nnas$tX", HostKind.PERIODICAL),
        ("773 0  $7nnam$tX$x1234-5679", HostKind.BOOK),
        ("773 0  $tX$x1234-5679", HostKind.PERIODICAL),
        ("773 0  $tX", HostKind.BOOK),
    ],
)
def test_kind_of_host(row: str, kind: HostKind) -> None:
    assert host(row).kind is kind


def test_kind_of_host_by_the_format() -> None:
    parts: Parts = {"formats": (Text("Article", "LDR/06"),)}
    hosts(fields_of("773 0  $tX"), parts)
    assert parts["container"].kind is HostKind.PERIODICAL


def test_what_cannot_be_read_is_cited_in_its_own_words() -> None:
    """loc-books 02009583."""
    parts, fields = grouped(
        hosts, "773 0  $tVoyages$gFirst segment (190 p.)$w(DLC)   02009563", leader=COMPONENT
    )
    assert parts["container"].citation == Text("First segment (190 p.)", "773$g")
    assert [finding.code for finding in fields.findings] == ["container-reference"]


def test_a_thing_in_a_collection_is_part_of_it() -> None:
    """marc2bibframe2, gwu: recordings in a database."""
    row = "773 0  $tClassical music library.$nURL: http://clmu.example/$w(OCoLC)54104355"
    parts = grouped(hosts, row, leader="00000cjm a2200000 a 4500")[0]
    (found,) = parts["related"]
    assert parts["container"] is None
    assert (found.relation, found.label) == (Relation.PART_OF, "Classical music library")


def test_a_second_host_is_a_whole_too() -> None:
    parts = grouped(hosts, "773 0  $tFirst", "773 0  $tSecond", leader=COMPONENT)[0]
    assert parts["container"].titles[0].value == "First"
    assert [work.label for work in parts["related"]] == ["Second"]


def test_a_host_without_name_or_number_is_none() -> None:
    parts, fields = grouped(hosts, "773 0  $gBd. 3$w12", leader=COMPONENT)
    assert parts["container"] is None
    assert set(outcomes(fields).values()) == {"container-unknown"}


@given(records(["760", "765", "773", "775", "776", "780", "785", "787"]))
def test_never_raises_and_everything_has_a_name(fields: Fields) -> None:
    parts: Parts = {}
    links(fields, parts)
    hosts(fields, parts)
    assert all(any(map(str.isalnum, work.label)) for work in parts["related"])
    container = parts["container"]
    assert (
        container is None or container.titles or container.issns or container.isbns or container.identifiers
    )
