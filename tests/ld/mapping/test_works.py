"""Other works under nodes of their own: what they are tied by, what is said of them."""

from __future__ import annotations

import pytest

from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier
from ld.normalize.languages import language
from ld.record import Agent, AgentKind, BibRecord, RelatedWork, Relation, Release, Stated, Text, Trait
from tests.ld.mapping.statements import said

FRANKL = Agent(AgentKind.PERSON, "Frankl, Ludwig August", "Ludwig August Frankl", "100$a")
GERMAN = language("ger")
BOOK = (Text("Book", "LDR"),)
JOURNAL = (Text("Journal", "LDR"),)


def test_a_translation_has_its_original() -> None:
    assert GERMAN
    original = RelatedWork(
        Relation.TRANSLATION_OF,
        "Nach Jerusalem",
        "240$a",
        creators=(FRANKL,),
        languages=(Stated(GERMAN, "041$h"),),
    )
    assert {
        "#it schema:translationOfWork #work",
        "#it dcterms:isVersionOf #work",
        "#work rdf:type schema:CreativeWork",
        '#work rdfs:label "Nach Jerusalem"',
        '#work dcterms:title "Nach Jerusalem"',
        "#work schema:author #person-frankl-ludwig-august",
        "#work dcterms:creator #person-frankl-ludwig-august",
        '#work schema:inLanguage "de"',
        "#work dcterms:language iso639-2:ger",
        "iso639-2:ger rdf:type dcterms:LinguisticSystem",
    } <= said(BibRecord(id="1", formats=BOOK, related=(original,)))


def test_a_composition_has_a_composer() -> None:
    work = RelatedWork(Relation.EXAMPLE_OF, "Sudori musicali", "240$a", creators=(FRANKL,), music=True)
    found = said(BibRecord(id="1", related=(work,)))
    assert {
        "#work rdf:type schema:MusicComposition",
        "#work schema:composer #person-frankl-ludwig-august",
    } <= found
    assert not any("#work schema:author" in line for line in found)


@pytest.mark.parametrize(
    ("relation", "node", "properties"),
    [
        (Relation.HAS_PART, "#work-1", {"schema:hasPart", "dcterms:hasPart"}),
        (Relation.PART_OF, "#work-1", {"schema:isPartOf", "dcterms:isPartOf"}),
        (Relation.BASED_ON, "#work-1", {"schema:isBasedOn", "dcterms:relation"}),
        (Relation.RELATED, "#work-1", {"dcterms:relation"}),
        (Relation.TRANSLATED_AS, "#work-1", {"schema:workTranslation", "dcterms:hasVersion"}),
        (Relation.ABOUT, "#work-1", {"schema:about", "dcterms:subject"}),
        (Relation.OTHER_EDITION, "#edition-1", {"dcterms:hasVersion"}),
        (Relation.OTHER_FORMAT, "#format-1", {"dcterms:hasFormat"}),
        (Relation.ORIGINAL, "#original", {"dcterms:isFormatOf"}),
        (Relation.REPRODUCTION, "#reproduction", {"dcterms:hasFormat"}),
    ],
)
def test_each_relation_has_its_properties(relation: Relation, node: str, properties: set[str]) -> None:
    found = said(BibRecord(id="1", formats=BOOK, related=(RelatedWork(relation, "Emma", "x"),)))
    assert {
        line.split()[1] for line in found if line.startswith("#it ") and line.endswith(f" {node}")
    } == properties


def test_neighbours_of_a_serial_carry_their_numbers() -> None:
    former = RelatedWork(
        Relation.REPLACES,
        "Bulletin of the Institute",
        "780$t",
        identifiers=(
            Stated(Identifier("oclc", "10947223", "http://www.worldcat.org/oclc/10947223"), "780$w"),
        ),
        issns=(Stated("0269-8552", "780$x"),),
        serial=True,
    )
    assert {
        "#it dcterms:replaces #preceding-1",
        "#preceding-1 rdf:type schema:Periodical",
        "#preceding-1 rdf:type bibo:Periodical",
        "#preceding-1 schema:identifier #preceding-1-id-oclc",
        '#preceding-1-id-oclc schema:value "10947223"',
        '#preceding-1 schema:issn "0269-8552"',
    } <= said(BibRecord(id="1", formats=JOURNAL, related=(former,)))


def test_what_is_no_serial_has_no_predecessor() -> None:
    found = said(BibRecord(id="1", formats=BOOK, related=(RelatedWork(Relation.REPLACES, "Emma", "780$t"),)))
    assert "#it dcterms:relation #work-1" in found
    assert not any("dcterms:replaces" in line for line in found)


def test_a_work_with_an_iri_of_its_own_keeps_it() -> None:
    work = RelatedWork(Relation.EXAMPLE_OF, "Emma", "758$a", iri="http://id.loc.gov/resources/works/1")
    found = said(BibRecord(id="1", related=(work,)))
    assert "#it schema:exampleOfWork http://id.loc.gov/resources/works/1" in found
    assert "http://id.loc.gov/resources/works/1 rdf:type schema:CreativeWork" in found


def test_the_date_of_a_reproduction_is_not_that_of_the_original() -> None:
    film = RelatedWork(
        Relation.REPRODUCTION,
        "Microfilm",
        "533$a",
        issued=Stated(Date("1988", "gYear"), "533$d"),
        extent=Text("1 microfilm reel", "533$e"),
    )
    found = said(
        BibRecord(id="1", formats=BOOK, issued=Stated(Date("1850", "gYear"), "008"), related=(film,))
    )
    assert {
        '#reproduction dcterms:issued "1988"^^<xsd:gYear>',
        '#reproduction schema:size "1 microfilm reel"',
    } <= found
    assert '#it dcterms:issued "1850"^^<xsd:gYear>' in found
    assert '#reproduction-extent rdfs:label "1 microfilm reel"' in found


def test_a_release_is_of_an_album() -> None:
    label = Agent(AgentKind.ORGANIZATION, "ECM", "ECM", "028$b")
    release = Release("028$a", ("ECM 1064",), label)
    album = BibRecord(
        id="1",
        formats=(Text("CD", "007"),),
        traits=frozenset({Trait.MUSIC}),
        titles=(Text("The Köln concert", "245$a"),),
        release=release,
    )
    assert {
        "#it rdf:type schema:MusicAlbum",
        "#it schema:albumRelease #release",
        '#release schema:catalogNumber "ECM 1064"',
        "#release schema:recordLabel #org-ecm",
    } <= said(album)
    score = said(BibRecord(id="1", formats=(Text("Musical Score", "LDR"),), release=release))
    assert {"#it schema:identifier #id-ecm", '#id-ecm schema:value "ECM 1064"'} <= score
