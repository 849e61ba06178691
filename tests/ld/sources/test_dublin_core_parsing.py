"""Dublin Core records as hubs and repositories have them, field group by field group."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Outcome, Severity
from ld.record import AgentKind, HostKind, Profile, Relation, RightsKind, Trait, UrlRole
from ld.sources import SOURCES, ParseOptions, SourceRecord
from ld.sources.base import Origin
from ld.sources.dublin_core import parse
from ld.sources.reading import read
from tests.ld.sources.dublin_core_rows import bare, fate, of, parsed, unstated


def dc(**terms: str | list[str]) -> str:
    """Elements of Dublin Core by their names; a value may be a list."""
    return "".join(
        f"<dcterms:{name}>{value}</dcterms:{name}>"
        for name, values in terms.items()
        for value in (values if isinstance(values, list) else [values])
    )


# Titles


@pytest.mark.parametrize(
    ("titles", "names", "variants"),
    [
        ("<dc:title>Emma</dc:title>", [("Emma", None)], []),
        ("<dc:title>Emma</dc:title><dc:title>A novel</dc:title>", [("Emma", None)], [("A novel", None)]),
        (
            '<dc:title xml:lang="en_US">Things</dc:title><dc:title xml:lang="por">Coisas</dc:title>',
            [("Things", "en-us"), ("Coisas", "pt")],
            [],
        ),
        (
            '<dc:title xml:lang="en">A</dc:title><dc:title xml:lang="en">B</dc:title><dc:title>C</dc:title>',
            [("A", "en")],
            [("B", "en"), ("C", None)],
        ),
        ('<dc:title>A</dc:title><dc:title xml:lang="en">B</dc:title>', [("A", None)], [("B", "en")]),
        (
            '<dc:title>A</dc:title><dc:title lang="fi">B</dc:title><dc:title lang="en">A</dc:title>',
            [("B", "fi"), ("A", "en")],
            [],
        ),
        ('<dc:title lang="-">A</dc:title>', [("A", None)], []),
        (
            "<dc:title>La congiura : (prima stesura) /</dc:title>",
            [("La congiura: (prima stesura)", None)],
            [],
        ),
        ("<dc:title>Emma</dc:title><dcterms:alternative>EMMA.</dcterms:alternative>", [("Emma", None)], []),
        ("<dc:title/><dc:title> </dc:title>", [], []),
    ],
)
def test_titles(titles: str, names: list[tuple[str, str]], variants: list[tuple[str, str]]) -> None:
    found = of(titles)
    assert [(one.value, one.language) for one in found.titles] == names
    assert [(one.value, one.language) for one in found.alternative_titles] == variants


def test_the_language_of_a_title_is_inherited() -> None:
    raw = bare("<dc:title>Emma</dc:title><dc:identifier>1</dc:identifier>").replace(
        b"<oai_dc:dc", b'<oai_dc:dc xml:lang="EN"'
    )
    found = parse(SourceRecord("1", Origin("a", 1), raw, "application/xml", "oai_dc"), ParseOptions()).record
    assert found
    assert found.titles[0].language == "en"


# People


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("Burrard, Sidney Gerald", AgentKind.PERSON, "Sidney Gerald Burrard"),
        ("Flanders, Helen Hartness, 1890-1972", AgentKind.PERSON, "Helen Hartness Flanders"),
        ("Wilson, Douglas B.;", AgentKind.PERSON, "Douglas B. Wilson"),
        ("University of Somewhere", AgentKind.ORGANIZATION, "University of Somewhere"),
        ("Merry B.", AgentKind.AGENT, "Merry B."),
    ],
)
def test_creators_by_the_name_test(name: str, kind: AgentKind, label: str) -> None:
    (one,) = of(dc(creator=name)).contributions
    assert (one.agent.kind, one.agent.name, one.main, one.roles) == (kind, label, True, ())


def test_creators_come_before_contributors_and_each_once() -> None:
    found = parsed(dc(contributor=["Doe, Jane", "orcid:0000-0002-1825-0097"], creator=["Roe, R.", "Roe, R."]))
    assert found.record
    assert [(one.agent.label, one.main) for one in found.record.contributions] == [
        ("Roe, R.", True),
        ("Doe, Jane", False),
    ]
    assert fate(found, "creator") == {("mapped", ""): 1, ("derivative", "repeated"): 1}
    assert fate(found, "contributor") == {("mapped", ""): 1, ("dropped", "not-a-name"): 1}


def test_roles_and_identifiers_in_attributes() -> None:
    (one,) = of(
        '<contributor type="editor" href="https://orcid.org/0000-0002-1825-0097">Josiah Carberry</contributor>'
    ).contributions
    assert one.roles == ("edt",)
    assert (one.agent.kind, one.agent.identifiers[0].scheme) == (AgentKind.PERSON, "orcid")


def test_publishers_providers_and_holders() -> None:
    found = of(
        dc(publisher=["Publisher 1 ; Publisher 2", "[s.n.]"], rightsHolder="Doe, Jane")
        + "<edm:provider>Hub</edm:provider><edm:dataProvider>Middlebury College</edm:dataProvider>"
    )
    assert [one.label for one in found.publishers] == ["Publisher 1", "Publisher 2"]
    assert [one.label for one in found.providers] == ["Middlebury College", "Hub"]
    assert [(one.label, one.kind) for one in found.rights_holders] == [("Doe, Jane", AgentKind.PERSON)]


# Dates


@pytest.mark.parametrize(
    ("terms", "issued", "others"),
    [
        ({"date": "1948"}, "1948", []),
        ({"date": ["2012-03-04T10:11:12Z", "2012-03-04T10:11:12Z", "2011-12"]}, "2011-12", ["2012-03-04"]),
        ({"date": "2012", "issued": "2013-01"}, "2013-01", ["2012"]),
        ({"date": "2008; 2016"}, "2008", ["2016"]),
        ({"date": "199-"}, None, ["199X"]),
        ({"date": "1990-1995"}, "1990", ["1990/1995"]),
        ({"date": "yesterday"}, None, []),
        ({"date": "2020", "available": "2021-02-03"}, "2020", ["2021-02-03"]),
        ({"date": ["2010", "info:eu-repo/date/embargoEnd/2013-01-01"]}, "2010", []),
        ({"date": "2017", "modified": "2017"}, "2017", []),
    ],
)
def test_dates(terms: dict[str, str], issued: str | None, others: list[str]) -> None:
    found = of(dc(**terms))
    assert (found.issued.value.lexical if found.issued else None) == issued
    assert [one.value.lexical for one in found.dates] == others


def test_dates_that_say_of_what_they_are() -> None:
    found = of(
        dc(
            created=["1912", "1912"],
            dateSubmitted=["2001", "2002"],
            dateAccepted="2002",
            dateCopyrighted="2003",
            date="c1999",
        )
    )
    assert [one.value.lexical for one in found.made] == ["1912"]
    assert found.submitted
    assert found.accepted
    assert found.copyrighted
    assert [found.submitted.value.lexical, found.accepted.value.lexical] == ["2001", "2002"]
    assert found.copyrighted.value.lexical == "1999"
    assert found.issued
    assert found.issued.value.lexical == "1999"


def test_the_datestamp_is_when_the_record_changed() -> None:
    found = of(dc(title="Emma"))
    assert found.modified
    assert (found.modified.value.lexical, found.modified.source) == ("2024-05-06", "header/datestamp")


# Kinds


@pytest.mark.parametrize(
    ("types", "formats", "genres"),
    [
        (["Text"], ["Text"], []),
        (["Image", "Text", "StillImage"], ["Image", "Text"], []),
        (["info:eu-repo/semantics/article", "info:eu-repo/semantics/publishedVersion"], ["Article"], []),
        (["Thesis", "info:eu-repo/semantics/masterThesis"], ["Thesis"], ["Master's thesis"]),
        (["http://purl.org/coar/resource_type/c_ddb1"], ["Data Set"], []),
        (["http://purl.org/dc/dcmitype/MovingImage"], ["Video"], []),
        (["Case Map", "case map"], [], ["Case Map"]),
        (["Newspaper"], ["Newspaper"], []),
        (["Other", "http://example.org/type"], [], []),
        (["Journal Article", "Peer-reviewed Article"], ["Article"], []),
    ],
)
def test_types(types: list[str], formats: list[str], genres: list[str]) -> None:
    found = of(dc(type=types))
    assert [one.value for one in found.formats] == formats
    assert [one.label for one in found.genres] == genres


def test_types_that_refine() -> None:
    assert of(dc(type="info:eu-repo/semantics/review")).traits == {Trait.REVIEW}
    assert of(dc(type="Photograph")).traits == {Trait.PHOTOGRAPH}
    assert of(dc(type="http://purl.org/coar/resource_type/c_6501")).traits == {Trait.SCHOLARLY}


def test_a_type_with_its_address_is_a_genre_with_it() -> None:
    (one,) = of('<type href="http://www.wikidata.org/entity/Q3305213">maalaus</type>').genres
    assert (one.label, one.iri) == ("maalaus", "http://www.wikidata.org/entity/Q3305213")


def test_formats() -> None:
    found = parsed(
        dc(
            format=[
                "application/pdf",
                "Application/PDF; charset=x",
                "xi, 92 p.",
                "JPEG Thumb",
                "2.1 cm x 2.3 cm",
            ],
            extent=["23 minutes, 39 seconds", "xi, 92 p."],
            medium="Canvas",
        )
    )
    assert found.record
    assert [one.value for one in found.record.encodings] == ["application/pdf"]
    assert [(one.label, one.pages, one.duration) for one in found.record.extents] == [
        ("xi, 92 p.", 92, None),
        ("2.1 cm x 2.3 cm", None, None),
        ("23 minutes, 39 seconds", None, "PT23M39S"),
    ]
    assert [one.value for one in found.record.notes] == ["Medium: Canvas"]
    assert fate(found, "format") == {
        ("mapped", ""): 3,
        ("derivative", "repeated"): 1,
        ("dropped", "neither-media-type-nor-size"): 1,
    }


# Texts and languages


def test_descriptions() -> None:
    long = "word " * 60
    found = of(
        dc(description=[long, "A note", f"{long}2", "Abstract: x"], tableOfContents="1 -- 2")
        + f'<dc:description xml:lang="fi">{long}</dc:description>'
    )
    assert [(one.value[:6], one.language) for one in found.abstracts] == [("word w", None), ("word w", "fi")]
    assert [one.value[:6] for one in found.notes] == ["A note", "word w", "Abstra"]
    assert [one.value for one in found.contents] == ["1 -- 2"]
    assert [one.value for one in of(dc(description=["Abstract. Short"])).abstracts] == ["Abstract. Short"]


def test_line_breaks_of_an_abstract_stay() -> None:
    assert of(dc(abstract="One\ntwo")).abstracts[0].value == "One\ntwo"


@pytest.mark.parametrize(
    ("values", "tags", "reason"),
    [
        (["eng"], ["en"], None),
        (["en", "English", "fre"], ["en", "fr"], None),
        (["english;eng"], ["en"], None),
        (["eng; fre"], ["en", "fr"], None),
        (["klingonese"], [], "language-unknown"),
        (["und"], [], "no-one-language"),
        (["eng; xyzzy"], [], "language-unknown"),
    ],
)
def test_languages(values: list[str], tags: list[str], reason: str | None) -> None:
    found = parsed(dc(language=values))
    assert found.record
    assert [one.value.bcp47 for one in found.record.languages] == tags
    assert reason is None or fate(found, "language") == {("dropped", reason): 1}


# Topics


def test_subjects_are_keywords_unless_they_say_more() -> None:
    found = of(
        dc(
            subject=[
                "Ballads",
                "Ballads",
                "ddc:004",
                "http://id.loc.gov/authorities/subjects/sh85038796",
                "One ; two",
            ]
        )
        + '<dcterms:subject xsi:type="dcterms:MESH">Neoplasms</dcterms:subject>'
        + '<dcterms:subject xsi:type="dcterms:DDC">641.5</dcterms:subject>'
        + '<dc:subject xml:lang="fi">Ankka</dc:subject>'
    )
    assert [(one.value, one.language) for one in found.keywords] == [
        ("Ballads", None),
        ("One ; two", None),
        ("Ankka", "fi"),
    ]
    assert [(one.label, one.scheme, one.iri) for one in found.subjects] == [
        (
            "http://id.loc.gov/authorities/subjects/sh85038796",
            "lcsh",
            "http://id.loc.gov/authorities/subjects/sh85038796",
        ),
        ("Neoplasms", "mesh", None),
    ]
    assert [(one.scheme, one.notation) for one in found.classifications] == [("ddc", "004"), ("ddc", "641.5")]


def test_subjects_of_learning_objects() -> None:
    found = parsed(
        "<about><thing><name>media</name><identifier>https://www.yso.fi/onto/yso/p5575</identifier></thing>"
        "<thing><identifier>7</identifier></thing></about><author><person><name>Doe</name></person></author>"
        "<author><organization><legalName>ACME Oy</legalName></organization></author>"
    )
    assert found.record
    assert [(one.label, one.iri) for one in found.record.subjects] == [
        ("media", "https://www.yso.fi/onto/yso/p5575")
    ]
    assert [(one.agent.kind, one.agent.label) for one in found.record.contributions] == [
        (AgentKind.PERSON, "Doe"),
        (AgentKind.ORGANIZATION, "ACME Oy"),
    ]
    assert fate(found, "about/thing/identifier") == {("mapped", ""): 1, ("dropped", "no-heading"): 1}


def test_coverage() -> None:
    found = parsed(
        dc(
            coverage=["Shrewsbury (Vt.)", "1890-1920", "19th century", "name=Berlin; east=13.4; north=52.5"],
            spatial=["Hamilton County;Butler County", "Ohio--Terrace Park", "1950s"],
            temporal=["1989-1990", "name=War; start=1914; end=1918", "Middle Ages"],
        )
    )
    assert found.record
    assert [(one.label, one.area is not None) for one in found.record.places] == [
        ("Shrewsbury (Vt.)", False),
        ("Berlin", True),
        ("Hamilton County", False),
        ("Butler County", False),
        ("Ohio -- Terrace Park", False),
    ]
    assert [(one.label, one.interval) for one in found.record.periods] == [
        ("1890-1920", "1890/1920"),
        ("19th century", None),
        ("1950s", None),
        ("1989-1990", "1989/1990"),
        ("War", "1914/1918"),
        ("Middle Ages", None),
    ]
    assert [one.code for one in found.findings] == ["coverage-misplaced"]


# Identifiers


@pytest.mark.parametrize(
    ("value", "scheme", "number"),
    [
        ("https://doi.org/10.1234/x", "doi", "10.1234/x"),
        ("doi:10.1234/x", "doi", "10.1234/x"),
        ("10.1234/x", "doi", "10.1234/x"),
        ("http://hdl.handle.net/2027/mdp.1", "handle", "2027/mdp.1"),
        ("urn:nbn:fi:oerfi-2024", "urn-nbn", "urn:nbn:fi:oerfi-2024"),
        ("PMC5577770", "pmcid", "PMC5577770"),
        ("PMID: 28854930", "pmid", "28854930"),
        ("MSS0377-r0001", "org:repo.example.org", "MSS0377-r0001"),
        ("oai:repo.example.org:22", "org:repo.example.org", "22"),
        ("1234-5678", "org:repo.example.org", "1234-5678"),  # no ISSN: its check digit is wrong
    ],
)
def test_identifiers(value: str, scheme: str, number: str) -> None:
    (one,) = of(dc(identifier=value)).identifiers
    assert (one.value.scheme, one.value.value) == (scheme, number)


def test_addresses_are_where_the_thing_is() -> None:
    found = of(
        dc(
            identifier=[
                "http://archive.org/details/x",
                "https://doi.org/10.1234/x",
                "http://archive.org/details/x",
            ]
        )
    )
    assert [(one.iri, one.role) for one in found.urls] == [
        ("http://archive.org/details/x", UrlRole.RESOURCE),
        ("https://doi.org/10.1234/x", UrlRole.RESOURCE),
    ]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("ISBN 978-3-16-148410-1", "invalid-isbn"),
        ("ISSN 0378-5954", "invalid-issn"),
        ("doi:11.22", "invalid-identifier"),
        ("http://", "invalid-identifier"),
        ("A thesis of the University of X, Department.", "not-an-identifier"),
    ],
)
def test_what_is_no_identifier(value: str, reason: str) -> None:
    found = parsed(dc(identifier=value))
    assert fate(found, "identifier") == {("dropped", reason): 1}
    assert found.record
    assert not found.record.identifiers


def test_books_and_their_numbers() -> None:
    found = of(
        dc(identifier=["urn:isbn:9783161484100", "3-16-148410-0", "isbn:3161484100 (pbk.)"], type="Book")
    )
    assert [one.value for one in found.isbns] == ["9783161484100"]


def test_a_citation_among_the_identifiers_is_one() -> None:
    said = "Steijn, A.J. (2000). Een postindustriele klassenstructuur? Sociologische Gids, 47(2), 77-94."
    found = of(dc(identifier=said), identifier="urn:hub:7")
    assert [one.value for one in found.citations] == [said]


def test_a_media_type_with_the_address_of_the_file() -> None:
    found = of(dc(format="application/pdf https://ep.example.nl/2171/BSK091.pdf"))
    assert [one.value for one in found.encodings] == ["application/pdf"]
    assert [(url.iri, url.role, url.media_type) for url in found.urls] == [
        ("https://ep.example.nl/2171/BSK091.pdf", "format", "application/pdf")
    ]


def test_numbers_of_no_known_repository_are_of_the_thing() -> None:
    found = of(dc(identifier="FA19900209"), identifier="urn:hub:7")
    assert [one.value for one in found.local_numbers] == ["FA19900209"]
    assert not found.identifiers


# Hosts


def test_an_article_of_open_journal_systems() -> None:
    found = of(
        dc(
            type="info:eu-repo/semantics/article",
            source=["Journal of Things; Vol. 12 No. 3 (2010); 1-10", "0378-5955"],
        )
    )
    host = found.container
    assert host
    assert (host.kind, [title.value for title in host.titles]) == (HostKind.PERIODICAL, ["Journal of Things"])
    assert [issn.value for issn in host.issns] == ["0378-5955"]
    assert host.volume
    assert host.issue
    assert host.start_page
    assert host.end_page
    assert host.published
    assert [host.volume.value, host.issue.value, host.start_page.value, host.end_page.value] == [
        "12",
        "3",
        "1",
        "10",
    ]
    assert host.published.value.lexical == "2010"
    assert not found.relations


def test_an_article_with_a_citation() -> None:
    found = of(
        dc(
            type="Article",
            bibliographicCitation="Journal of Things; 12 (2010) 3, S. 5-10",
            isPartOf="Journal of Things",
        )
    )
    assert found.container
    assert [title.value for title in found.container.titles] == ["Journal of Things"]
    assert found.container.citation
    assert found.container.citation.value == "Journal of Things; 12 (2010) 3, S. 5-10"
    assert found.container.volume
    assert found.container.volume.value == "12"


def test_a_repository_of_things_is_no_host() -> None:
    found = of(dc(type="Sound", source="Middlebury College Special Collections"))
    assert found.container is None
    assert [one.value for one in found.relations] == ["Middlebury College Special Collections"]


def test_numbers_go_to_whom_they_belong() -> None:
    journal = of(dc(type="Journal", identifier="ISSN 0378-5955"))
    assert [one.value for one in journal.issns] == ["0378-5955"]
    chapter = of(dc(type="Book Chapter", identifier="ISBN 9783161484100", isPartOf="Handbook"))
    assert chapter.container
    assert (chapter.container.kind, chapter.isbns) == (HostKind.BOOK, ())
    assert [one.value for one in chapter.container.isbns] == ["9783161484100"]
    article = parsed(dc(type="Article", identifier="ISBN 9783161484100"))
    assert fate(article, "identifier") == {("dropped", "owner-unknown"): 1}
    report = parsed(dc(type="Report", identifier="ISSN 0378-5955"))
    assert fate(report, "identifier") == {("dropped", "owner-unknown"): 1}


def test_series() -> None:
    found = of(
        '<relation type="ispartof">Animals of Earth</relation><relation type="numberofseries">11/2022</relation>'
        '<relation type="issn">0378-5955</relation>'
    )
    assert [(one.name, one.number, one.issn) for one in found.series] == [
        ("Animals of Earth", "11/2022", "0378-5955")
    ]
    assert not found.relations
    numbered = of(dc(isPartOf="Que sais-je? ; 12"))
    assert [(one.name, one.number) for one in numbered.series] == [("Que sais-je?", "12")]


def test_a_span_of_years_is_no_issn() -> None:
    found = parsed(dc(relation=["1999-2003", "ISSN 1999-2003"]))
    assert found.record
    assert [one.value for one in found.record.relations] == ["1999-2003"]
    assert fate(found, "relation") == {("mapped", ""): 1, ("dropped", "invalid-issn"): 1}


def test_related_works() -> None:
    found = of(
        dc(
            isPartOf="A collection",
            hasPart="A part",
            isFormatOf="https://example.org/other",
            replaces="The first edition",
            references=["https://doi.org/10.1234/y", "Austen, Emma, 1815"],
            relation=["https://example.org/x", "Some words", "info:eu-repo/grantAgreement/EC/FP7/246686/"],
        )
    )
    assert [(one.relation, one.label) for one in found.related] == [
        (Relation.PART_OF, "A collection"),
        (Relation.HAS_PART, "A part"),
        (Relation.REPLACES, "The first edition"),
    ]
    assert [(one.iri, one.text) for one in found.references] == [
        ("https://doi.org/10.1234/y", None),
        (None, "Austen, Emma, 1815"),
    ]
    assert [(one.iri, one.role) for one in found.urls] == [
        ("https://example.org/x", UrlRole.RELATED),
        ("https://example.org/other", UrlRole.FORMAT),
    ]
    assert [one.value for one in found.relations] == ["Some words"]
    assert [(one.number, one.funders[0].label) for one in found.grants] == [("246686", "EC")]


def test_relations_of_openaire() -> None:
    found = of(
        dc(
            relation=[
                "info:eu-repo/semantics/altIdentifier/doi/10.1234/x",
                "info:eu-repo/semantics/reference/doi/10.1234/y",
                "info:eu-repo/semantics/dataset/url/https://example.org/data",
                "info:eu-repo/semantics/altIdentifier/eissn/0378-5955",
            ]
        )
    )
    assert [one.value.value for one in found.identifiers] == ["10.1234/x"]
    assert [one.iri for one in found.references] == ["https://doi.org/10.1234/y"]


def test_files_and_pictures() -> None:
    found = parsed(
        "<edm:isShownAt>http://example.org/7</edm:isShownAt><edm:preview>http://example.org/7.jpg</edm:preview>"
        '<file bundle="ORIGINAL" href="https://example.org/7.pdf" type="application/pdf"/>'
        '<file bundle="large">https://example.org/large.jpg</file>'
    )
    assert found.record
    assert [(one.iri, one.media_type) for one in found.record.urls] == [
        ("http://example.org/7", None),
        ("https://example.org/7.pdf", "application/pdf"),
    ]
    assert [one.iri for one in found.record.thumbnails] == ["http://example.org/7.jpg"]
    assert fate(found, "file") == {("mapped", ""): 1, ("dropped", "rendition"): 1}


# Rights


@pytest.mark.parametrize(
    ("value", "licence", "kind", "iri", "free"),
    [
        (
            "https://creativecommons.org/licenses/by/4.0",
            "https://creativecommons.org/licenses/by/4.0/",
            None,
            None,
            None,
        ),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", None, None, None),
        (
            "info:eu-repo/semantics/openAccess",
            None,
            RightsKind.ACCESS,
            "http://purl.org/coar/access_right/c_abf2",
            True,
        ),
        (
            "http://purl.org/coar/access_right/c_14cb",
            None,
            RightsKind.ACCESS,
            "http://purl.org/coar/access_right/c_14cb",
            False,
        ),
        (
            "info:eu-repo/semantics/embargoedAccess",
            None,
            RightsKind.ACCESS,
            "http://purl.org/coar/access_right/c_f1cf",
            None,
        ),
        (
            "http://rightsstatements.org/page/NoC-US/1.0/",
            None,
            RightsKind.COPYRIGHT,
            "http://rightsstatements.org/vocab/NoC-US/1.0/",
            None,
        ),
        ("https://example.org/terms", None, RightsKind.USE, "https://example.org/terms", None),
        ("Copyright (c) 2010 Jane Doe", None, RightsKind.COPYRIGHT, None, None),
        ("Please contact the library.", None, RightsKind.USE, None, None),
        ("Access is restricted to students.", None, RightsKind.ACCESS, None, None),
        ("CC BY", None, RightsKind.USE, None, None),
    ],
)
def test_rights(
    value: str, licence: str | None, kind: RightsKind | None, iri: str | None, free: bool | None
) -> None:
    found = of(dc(rights=value))
    assert (found.licence.value if found.licence else None) == licence
    assert [(one.kind, one.iri) for one in found.rights] == ([(kind, iri)] if kind else [])
    assert (found.free.value if found.free else None) is free


def test_a_statement_that_grants_a_licence_is_published_too() -> None:
    text = "© Doe 2017 Open Access This article is distributed under the terms of CC BY 4.0. CC0 applies to the data."
    found = of(dc(rights=text))
    assert found.licence
    assert found.licence.value == "https://creativecommons.org/licenses/by/4.0/"
    assert [(one.kind, one.text.value if one.text else None) for one in found.rights] == [
        (RightsKind.COPYRIGHT, text)
    ]


def test_two_licences() -> None:
    found = of(dc(rights=["CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "CC0"]))
    assert [(one.kind, one.iri) for one in found.rights] == [
        (RightsKind.USE, "https://creativecommons.org/publicdomain/zero/1.0/")
    ]


# PubMed Central


PMC = dc(
    title="Sex workers as peer health advocates",
    subject="Research",
    source="Int J Equity Health",
    type="Text",
    identifier=[
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5577770/",
        "https://doi.org/10.1186/s12939-017-0655-2",
    ],
)


@pytest.mark.parametrize("identifier", ["oai:pubmedcentral.nih.gov:5577770", ""])
def test_pubmed_central(identifier: str) -> None:
    if identifier:
        found = of(PMC, identifier)
    else:
        source = SourceRecord("x", Origin("a", 1), bare(PMC), "application/xml", "oai_dc")
        record = parse(source, ParseOptions()).record
        assert record
        found = record
    assert found.profile is Profile.PMC
    assert [one.value for one in found.formats] == ["Text", "Article"]
    assert ([one.value for one in found.sections], found.keywords) == (["Research"], ())
    assert found.container
    assert [one.value for one in found.container.titles] == ["Int J Equity Health"]
    assert [one.value.scheme for one in found.identifiers] == ["pmcid", "doi"]


def test_the_pmcid_of_the_envelope() -> None:
    found = of(dc(title="A"), "oai:pubmedcentral.nih.gov:13900")
    assert [(one.value.value, one.source) for one in found.identifiers] == [("PMC13900", "header/identifier")]


def test_a_repository_that_names_pubmed_central_is_not_it() -> None:
    assert of(PMC).profile is Profile.GENERIC


# The whole


def test_without_an_id_nothing_is_published() -> None:
    found = parse(
        SourceRecord("", Origin("a", 1), bare(dc(title="A")), "application/xml", "oai_dc"), ParseOptions()
    )
    assert found.record is None
    assert [(one.code, one.severity) for one in found.findings] == [("id.unservable", Severity.VIOLATION)]
    assert fate(found, "title") == {("mapped", ""): 1}


def test_undeclared_prefixes_and_addresses_that_are_none() -> None:
    raw = b'<record xmlns:x="http://w3.o rg/"><dc:title>Emma</dc:title><edm:rights>CC0</edm:rights></record>'
    found = parse(SourceRecord("7", Origin("a", 1), raw, "application/xml", "oai_dc"), ParseOptions())
    assert found.record
    assert [one.value for one in found.record.titles] == ["Emma"]
    assert sorted(one.code for one in found.findings) == [
        "xml.namespace",
        "xml.undeclared-prefix",
        "xml.undeclared-prefix",
    ]
    assert {one.record_id for one in found.findings} == {"7"}


@pytest.mark.parametrize("raw", [b"", b"<a>", b"<record><header/></record>", b"<x:y/>", b"\xff"])
def test_what_cannot_be_read_is_a_finding(raw: bytes) -> None:
    found = parse(SourceRecord("7", Origin("a", 1), raw, "application/xml", "oai_dc"), ParseOptions())
    assert found.record is None
    assert [one.code for one in found.findings] == ["record.unreadable"]


def test_what_is_no_dublin_core_is_dropped_as_such() -> None:
    found = parsed(
        "<item><id>1</id><title>2</title></item><dcterms:audience>all</dcterms:audience><rights type='notdisplayable'>x</rights>"
    )
    assert fate(found, "item/id") == {("dropped", "not-dublin-core"): 1}
    assert fate(found, "audience") == {("dropped", "audience"): 1}
    assert fate(found, "rights") == {("dropped", "not-displayable"): 1}
    assert fate(found, "header/identifier") == {("derivative", "same-as-id"): 1}
    assert fate(found, "header/datestamp") == {("mapped", ""): 1}


NAMES = [
    "title",
    "alternative",
    "creator",
    "contributor",
    "publisher",
    "date",
    "issued",
    "created",
    "available",
    "modified",
    "dateAccepted",
    "type",
    "format",
    "extent",
    "medium",
    "description",
    "abstract",
    "tableOfContents",
    "subject",
    "coverage",
    "spatial",
    "temporal",
    "identifier",
    "source",
    "relation",
    "isPartOf",
    "hasPart",
    "references",
    "isVersionOf",
    "rights",
    "license",
    "accessRights",
    "rightsHolder",
    "language",
    "bibliographicCitation",
    "isShownAt",
    "preview",
    "file",
    "recordID",
    "issn",
    "provider",
    "audience",
    "unknown",
    "about",
    "author",
]
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        """https://doi.org/10.1234/x|10.1234/x|ISSN 0378-5955|0378-5955|9783161484100|Article|Book Chapter|Journal|Text|2010|1999-2003|eng
        |Journal of Things; Vol. 12 No. 3 (2010); 1-10|name=A; north=1; east=2|start=1; end=2|CC BY 4.0|info:eu-repo/semantics/openAccess
        |info:eu-repo/grantAgreement/EC/FP7/1|info:eu-repo/semantics/altIdentifier/doi/10.1/x|http://example.org/ |urn:nbn:de:1-1|Doe, Jane|;|=|/
        |application/pdf|12 p.|oai:x.org:1|ddc:004|http://id.loc.gov/authorities/subjects/sh85038796""".replace(
            "\n        ", ""
        ).split("|")
    ),
)
ATTRIBUTES = st.sampled_from(
    ["", ' xml:lang="en"', ' lang="-"', ' type="ispartof"', ' type="issn"', ' href="http://orcid.org/0000-0002-1825-0097"',
     ' xsi:type="dcterms:DDC"', ' xsi:type="dcterms:Period"', ' type="editor"', ' bundle="small"', ' href="x"']
)  # fmt: skip


def escaped(text: str) -> str:
    kept = "".join(char if char.isprintable() or char in "\t\n" else " " for char in text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # "]]>" is no text (XML §2.4)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES, ATTRIBUTES), max_size=12))
def test_any_record_is_parsed_and_accounted_for(terms: list[tuple[str, str, str]]) -> None:
    body = "".join(
        f"<dc:{name}{attributes}>{escaped(value)}</dc:{name}>" for name, value, attributes in terms
    )
    found = parsed(body or "<dc:title/>")
    assert found.record
    own = [one for one in found.coverage if not one.field.startswith("header/")]
    assert sum(one.count for one in own) == max(len(terms), 1)
    assert all(one.reason for one in found.coverage if one.outcome is Outcome.DROPPED)
    assert not unstated(found)
    assert len({(one.value, one.source) for one in found.record.keywords}) == len(
        found.record.keywords
    ) or any(one.language for one in found.record.keywords)


@pytest.mark.shared
def test_the_hubs_and_fixtures_there_are(shared: Path) -> None:
    corpora = shared / "corpora"
    files = [
        *sorted((corpora / "oai-dc").glob("*.xml")),
        *sorted((corpora / "vufind/module/Finna/tests/fixtures").glob("[alq]*/*.xml")),
    ]
    ids, unread = [], []
    for one in read([str(path) for path in files if "lido" not in str(path)]):
        if isinstance(one, SourceRecord):
            found = SOURCES[one.format].parse(one, ParseOptions())
            assert found.record
            assert found.record.titles
            assert not unstated(found)
            ids.append(one.id)
        else:
            unread.append(one.message.rpartition("kind: ")[2][:4])
    assert unread == ["mods"]
    assert ids == [
        "urn:ohiodplahub.library.ohio.gov:bgsu_12:oai:digitalgallery.bgsu.edu:14058",
        "oai:N/A:RUMSEY~8~1~318428~90087368",
        "oai:cdm17006.contentdm.oclc.org:p17006coll17/0",
        "http://archive.org/details/hhfbc-c7",
        "urn:ohiodplahub.library.ohio.gov:bgsu_12:oai:digitalgallery.bgsu.edu:14058",
        "oai:aineistopaketit.finna.fi:2788",
        "oai:aineistopaketit.finna.fi:2788",
        "urn:nbn:fi:oerfi-202402_00027263_1",
        "https://www.this.is.identifier.com/animals",
        "Q123456789",
    ]
