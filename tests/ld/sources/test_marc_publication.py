"""Publishers, distributors, places and the country: 260, 264 and their 880s."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.record import Place
from ld.sources.marc.dates import dates
from ld.sources.marc.languages import languages
from ld.sources.marc.model import Fields, RawField, RawRecord
from ld.sources.marc.parsing import Parts
from ld.sources.marc.publication import publication
from ld.sources.marc.scripts import scripts


def fields_of(coded: str, *rows: str) -> Fields:
    """A record with an 008 and rows such as ``260    $aParis :$bSeuil,``."""
    found = [RawField("008", coded)]
    for row in rows:
        subfields = [(part[0], part[1:]) for part in row[6:].strip().split("$")[1:]]
        found.append(RawField(row[:3], indicators=row[4:6], subfields=subfields))
    return Fields(RawRecord("00000nam a2200000 a 4500", tuple(found)), "1")


def parts_of(coded: str, *rows: str) -> Parts:
    parts: Parts = {}
    fields = fields_of(coded, *rows)
    for group in (dates, languages, scripts, publication):
        group(fields, parts)
    return parts


HEBREW = "000303s1999    is c          000 0 heb  "


def test_two_scripts_are_two_names_of_one_publisher_and_one_place() -> None:
    """loc-books 00290045."""
    parts = parts_of(
        HEBREW,
        "260    $6880-03$aYerushalayim :$bAriʼel,$cc1999.",
        "880    $6260-03/(2/r$aירושלים :$bאריאל,$c1999.",
    )
    (agent,) = parts["publishers"]
    assert (agent.label, agent.name, agent.source) == ("Ariʼel", "Ariʼel", "260$b")
    assert [(text.value, text.language, text.source) for text in agent.alternates] == [
        ("אריאל", "he-hebr", "880$b")
    ]
    event = parts["publication"]
    place, country = event.places
    assert (place.label, [(text.value, text.language) for text in place.alternates]) == (
        "Yerushalayim",
        [("ירושלים", "he-hebr")],
    )
    assert country == Place("Israel", "008", iri="http://id.loc.gov/vocabulary/countries/is", country=True)
    assert event.publishers == (agent,)
    assert event.date == parts["issued"]


def test_several_places_and_publishers_in_order() -> None:
    parts = parts_of("", "260    $aParis ;$aLondon :$bSeuil :$bFaber ; Unwin,$c1999.")
    assert [agent.name for agent in parts["publishers"]] == ["Seuil", "Faber", "Unwin"]
    assert [place.label for place in parts["publication"].places] == ["Paris", "London"]


def test_what_is_unknown_is_dropped_with_its_reason() -> None:
    fields = fields_of("", "260    $a[S.l. :$bs.n.,$c1999]")
    parts: Parts = {}
    dates(fields, parts)
    publication(fields, parts)
    assert parts["publishers"] == ()
    assert parts["publication"] is None
    assert {name: found for name, found, _ in fields.outcomes() if name[:3] == "260"} == {
        "260$a": ("dropped", "place-unknown"),
        "260$b": ("dropped", "name-unknown"),
        "260$c": ("mapped", ""),
    }


@pytest.mark.parametrize(
    ("statement", "publishers", "distributors", "places"),
    [
        (
            "$aNew York :$bThunder's Mouth Press ;$a[Emeryville, CA] :$bDistributed by Publishers Group West,",
            ["Thunder's Mouth Press"],
            ["Publishers Group West"],
            ["New York"],
        ),
        ("$aLanham, Md. :$bBernan Associates [distributor],", [], ["Bernan Associates"], ["Lanham, Md."]),
        (
            "$aDelhi :$bKanishka Publishers, Distributors,",
            ["Kanishka Publishers, Distributors"],
            [],
            ["Delhi"],
        ),
        ("$aBangkok :$bPublished and distributed by Asia Books,", ["Asia Books"], [], ["Bangkok"]),
        (
            "$aCork :$bSalmon Pub. :$bU.S. distributor, Dufour Editions,",
            ["Salmon Pub."],
            ["Dufour Editions"],
            ["Cork"],
        ),
    ],
)
def test_distributors_are_no_publishers(
    statement: str, publishers: list[str], distributors: list[str], places: list[str]
) -> None:
    parts = parts_of("", f"260    {statement}$c2000.")
    assert [agent.name for agent in parts["publishers"]] == publishers
    assert [(one.agent.name, one.roles, one.main) for one in parts["contributions"]] == [
        (name, ("dst",), False) for name in distributors
    ]
    assert [place.label for place in parts["publication"].places] == places


def test_the_kinds_of_264() -> None:
    fields = fields_of(
        "",
        "264  0 $aRoma :$bStudio",
        "264  1 $aParis :$bSeuil,$c2003",
        "264  2 $aLyon :$bMessageries,$c2003",
        "264  3 $aTours :$bImprimerie",
        "264  4 $c\u00a92002",
    )
    parts: Parts = {}
    dates(fields, parts)
    publication(fields, parts)
    assert [agent.name for agent in parts["publishers"]] == ["Seuil"]
    assert [(one.agent.name, one.source) for one in parts["contributions"]] == [("Messageries", "264$b")]
    dropped = [(name, found[1]) for name, found, _ in fields.outcomes() if found and found[0] == "dropped"]
    assert dropped == [
        ("264$a", "production"),
        ("264$b", "production"),
        ("264$a", "distribution"),
        ("264$c", "distribution"),
        ("264$a", "manufacture"),
        ("264$b", "manufacture"),
    ]


def test_forms_that_are_not_parallel_are_not_paired() -> None:
    parts = parts_of(
        "",
        "260    $6880-01$aTōkyō :$bIwanami :$bKodansha,$c1999.",
        "880    $6260-01/$1$a東京 :$b岩波,$c1999.",
    )
    assert [agent.alternates for agent in parts["publishers"]] == [(), ()]
    (place,) = parts["publication"].places
    assert [text.value for text in place.alternates] == ["東京"]


def test_a_publisher_named_by_its_kind_is_remarked() -> None:
    fields = fields_of("", "260    $aRoma :$bThe Institute,$c1999.")
    parts: Parts = {}
    dates(fields, parts)
    publication(fields, parts)
    assert [(one.code, one.value) for one in fields.findings] == [("publisher-generic", "The Institute")]
    assert [agent.name for agent in parts["publishers"]] == ["The Institute"]


@given(
    st.lists(st.tuples(st.sampled_from("abcefg3"), st.text(max_size=40)), max_size=6),
    st.sampled_from(["  ", " 0", " 1", " 2", " 3", " 4"]),
    st.sampled_from(["260", "264"]),
)
def test_nothing_raises_and_nothing_is_lost(
    subfields: list[tuple[str, str]], indicators: str, tag: str
) -> None:
    twin = [("6", f"{tag}-01/$1"), *subfields]
    rows = (
        RawField(tag, indicators=indicators, subfields=[("6", "880-01"), *subfields]),
        RawField("880", indicators=indicators, subfields=twin),
    )
    fields = Fields(RawRecord("00000nam", rows), "1")
    parts: Parts = {"languages": ()}
    for group in (dates, scripts, publication):
        group(fields, parts)
    assert not [name for name, found, _ in fields.outcomes() if found is None and name[-1] not in "6"]
