"""Works that MARC 21 records name: uniform titles, added entries, 758; and series, which may be entered under a name."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.record import RelatedWork, Relation
from ld.sources.marc.languages import languages
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import people
from ld.sources.marc.works import relation_of, works
from tests.ld.sources.marc_rows import fields_of, outcomes, records

SCORE = "00000ccm a2200000 a 4500"
SERIAL = "00000cas a2200000 a 4500"


def related(*rows: str, **leader: str) -> tuple[RelatedWork, ...]:
    parts, fields = Parts(), fields_of(*rows, **leader)
    for group in (languages, people, works):
        group(fields, parts)
    found: tuple[RelatedWork, ...] = parts["related"]
    return found


def work(*rows: str, **leader: str) -> RelatedWork:
    (found,) = related(*rows, **leader)
    return found


def test_translation_needs_its_language_and_that_of_the_original() -> None:
    found = work("041 1  $aheb$hger", "100 1  $aFrankl, L.", "240 10 $aNach Jerusalem.$lHebrew")
    assert (found.relation, found.label, found.source) == (
        Relation.TRANSLATION_OF,
        "Nach Jerusalem",
        "240$a+041$h",
    )
    assert [stated.value.bcp47 for stated in found.languages] == ["de"]
    assert [creator.label for creator in found.creators] == ["Frankl, L."]


@pytest.mark.parametrize(
    "rows",
    [
        ("041 0  $aheb$hger", "240 10 $aNach Jerusalem.$lHebrew"),
        ("041 1  $aheb", "240 10 $aNach Jerusalem.$lHebrew"),
        ("041 1  $aheb$hger", "240 10 $aNach Jerusalem."),
        ("240 10 $aPoems.$lEnglish & Spanish",),
    ],
)
def test_anything_less_is_an_edition(rows: tuple[str, ...]) -> None:
    found = work(*rows)
    assert (found.relation, found.languages) == (Relation.EXAMPLE_OF, ())


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("130 0  $aBible.$pNew Testament.$lEnglish.$sAmerican Standard.$f1999.", "Bible. New Testament"),
        ("130 0  $aBible.$lLatin.$sVulgate.$f1462.", "Bible"),
        ("240 10 $aWorks.$kSelections.$f1999", "Works. Selections"),
        ("240 10 $aConcertos,$mpiano,$nno. 1, op. 7,$rD major;$oarr.", "Concertos, piano, no. 1, op. 7, D major"),
        ("240 10 $aTreaties, etc.$gUnited States,$d1846 June 15.", "Treaties, etc. 1846 June 15"),
        ("240 10 $aGeography.$f1510.$lLatin", "Geography"),
        ("130 0  $aClaris et Laris.", "Claris et Laris"),
    ],
)  # fmt: skip
def test_a_work_is_called_by_what_its_editions_share(row: str, label: str) -> None:
    assert work(row).label == label


def test_what_belongs_to_an_edition_is_dropped_with_its_reason() -> None:
    fields = fields_of("240 10 $aFaust.$lFrench.$sA.$f1999$h[sound]$oarr.$gnote")
    works(fields, {})
    assert outcomes(fields) == {
        "240$a": "mapped",
        "240$l": "language-of-an-edition",
        "240$s": "version",
        "240$f": "year-of-an-edition",
        "240$h": "carrier-of-an-edition",
        "240$o": "arrangement",
        "240$g": "note-on-the-title",
    }


def test_music_is_composed() -> None:
    """solrmarc u333."""
    found = work("100 1  $aCavaccio, Giovanni,$dca. 1556-1626.", "240 10 $aSudori musicali", leader=SCORE)
    assert (found.relation, found.label, found.music) == (Relation.EXAMPLE_OF, "Sudori musicali", True)
    assert not work("700 1  $aGoethe.$tFaust.", leader=SCORE).music
    assert work("700 12 $aBach.$tFugue.", leader=SCORE).music


def test_an_editor_made_no_work() -> None:
    assert work("100 1  $aGrieve, R.,$eed.", "240 10 $aPoems").creators == ()


def test_130_of_a_serial_is_no_work() -> None:
    assert related("130 0  $aBulletin (Institute)", leader=SERIAL) == ()


def test_title_in_the_main_entry() -> None:
    """loc-books 00507943."""
    found = work("100 1  $aBerdichevsky, M.,$d1865-1921.$tShort stories.$kSelections.")
    assert (found.relation, found.label) == (Relation.EXAMPLE_OF, "Short stories. Selections")
    assert found.creators[0].label == "Berdichevsky, M., 1865-1921"


def test_name_titles() -> None:
    """loc-books 00059091: an analytical entry; its author is the work's."""
    row = "700 12 $aCasson, Lionel,$d1914-2009.$tHorizon book of daily life in ancient Egypt."
    found = work(row)
    assert (found.relation, found.label) == (Relation.HAS_PART, "Horizon book of daily life in ancient Egypt")
    assert [creator.label for creator in found.creators] == ["Casson, Lionel, 1914-2009"]
    assert work(row.replace("12", "1 ", 1)).relation is Relation.RELATED
    parts, fields = Parts(), fields_of(row)
    people(fields, parts)
    assert parts["contributions"] == ()


@pytest.mark.parametrize(
    ("row", "relation"),
    [
        ("700 12 $iContainer of (work):$aX.$tY.", Relation.HAS_PART),
        ("730 0  $iBased on (expression):$aOlivia (Television program)", Relation.BASED_ON),
        ("700 1  $iParody of (work):$aCarroll, Lewis.$tAlice", Relation.BASED_ON),
        ("700 1  $iis arrangement of$aThomas, J.$tCottage", Relation.BASED_ON),
        ("700 1  $iis translation of$aCollodi, Carlo.$tAvventure", Relation.TRANSLATION_OF),
        ("700 1  $iAdapted as (work):$aX.$tY.", Relation.RELATED),
        ("700 1  $iLibretto for (work):$aX.$tY.", Relation.RELATED),
        ("730 02 $aTalmud.$pRosh ha-Shanah.", Relation.HAS_PART),
        ("740 02 $aA part", Relation.HAS_PART),
    ],
)
def test_relations(row: str, relation: Relation) -> None:
    assert work(row).relation is relation


def test_words_of_a_relation() -> None:
    assert relation_of("Übersetzung von") is Relation.TRANSLATION_OF
    assert relation_of("Sequel to:") is None
    assert work("730 0  $iBased on:$aX").source == "730$i$a"
    assert work("730 0  $iSequel to:$aX").source == "730$a"


def test_language_version_and_numbers_of_an_added_entry() -> None:
    rows = (
        "730 02 $aBible.$pNew Testament.$lGreek.$f1881.$x1234-5679$w(OCoLC)54104355$0(DLC)n79000001",
        "730 02 $aBible.$lPolyglot.",
    )
    first, second = related(*rows)
    assert first.label == second.label + ". New Testament"
    assert [stated.source for stated in first.languages] == ["730$l"]
    assert [stated.value for stated in first.issns] == ["1234-5679"]
    assert [stated.value.scheme for stated in first.identifiers] == ["lcnaf", "oclc"]
    assert second.languages == ()


def test_740_that_is_no_part_is_a_title() -> None:
    assert related("740 0  $aAnother title") == ()


def test_758_has_an_iri() -> None:
    rows = (
        "758    $4http://rdaregistry.info/Elements/m/P30135$iHas work manifested:$aPsychological issues$1http://www.wikidata.org/entity/Q27712857",
        "758    $1http://worldcat.org/entity/work/id/5464332661",
        "758    $aNo address$0(DLC)n1",
    )
    first, second = related(*rows)
    assert (first.relation, first.label, first.iri, first.source) == (
        Relation.EXAMPLE_OF,
        "Psychological issues",
        "http://www.wikidata.org/entity/Q27712857",
        "758$a$1",
    )
    assert second.label == second.iri == "http://worldcat.org/entity/work/id/5464332661"


@given(records(["041", "100", "130", "240", "243", "700", "711", "730", "740", "758"]))
def test_never_raises_and_every_work_has_a_name(fields: Fields) -> None:
    parts: Parts = {}
    for group in (languages, people, works):
        group(fields, parts)
    assert all(any(map(str.isalnum, found.label)) for found in parts["related"])
