"""PubMed records into the intermediate record: rules one by one, on records made by hand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ld.record import AgentKind, NoticeKind, Profile, Relation
from ld.sources.pubmed.untaken import untaken
from ld.sources.xml import XmlFault, load
from tests.ld.sources.pubmed_records import article, mapped, outcomes, parsed, record, sources


def values(texts: tuple[object, ...]) -> list[str]:
    return [text.value for text in texts]  # type: ignore[attr-defined]


# ---- titles and languages ----


@pytest.mark.parametrize(
    ("title", "vernacular", "titles", "alternatives"),
    [
        ("A study.", "", ["A study"], []),
        ("Why?", "", ["Why?"], []),
        ("H<sub>2</sub>O in <i>E. coli</i>.", "", ["H2O in E. coli"], []),
        ("[Burns in the elderly].", "Verbrennungen im Alter.", ["Burns in the elderly"], ["Verbrennungen im Alter"]),
        ("[Reply] to [a letter].", "", ["[Reply] to [a letter]"], []),
        ("[Not Available].", "Pere Barceló.", ["Pere Barceló"], []),
        ("", "Pere Barceló.", ["Pere Barceló"], []),
        ("[In Process Citation].", "", [], []),
        ("Pere Barceló.", "PERE BARCELÓ", ["Pere Barceló"], []),
        ("p &amp;lt; 0.05 &lt; 1", "", ["p < 0.05 < 1"], []),
    ],
)  # fmt: skip
def test_titles(title: str, vernacular: str, titles: list[str], alternatives: list[str]) -> None:
    found = record(f"<ArticleTitle>{title}</ArticleTitle><VernacularTitle>{vernacular}</VernacularTitle>")
    assert (values(found.titles), values(found.alternative_titles)) == (titles, alternatives)


@pytest.mark.parametrize(
    ("languages", "tag"),
    [(["ger"], "de"), (["eng", "ger"], None), (["und"], None), (["q"], None), ([], None)],
)
def test_the_vernacular_title_is_tagged_by_the_one_language(languages: list[str], tag: str | None) -> None:
    codes = "".join(f"<Language>{code}</Language>" for code in languages)
    found = record(f"<ArticleTitle>[A].</ArticleTitle>{codes}<VernacularTitle>B.</VernacularTitle>")
    assert found.titles[0].language is None
    assert found.alternative_titles[0].language == tag


def test_languages_that_are_none() -> None:
    found = parsed(
        article(
            "<Language>mul</Language><Language>xyzq</Language><Language>fre</Language><Language>fre</Language>"
        )
    )
    assert found.record is not None
    assert [stated.value.bcp47 for stated in found.record.languages] == ["fr"]
    assert [finding.code for finding in found.findings] == ["language-unknown"]
    assert {(o[1], o[2]) for o in outcomes(found) if o[0] == "Article/Language"} >= {
        ("dropped", "no-one-language"),
        ("dropped", "language-unknown"),
    }


# ---- people ----


def author(inner: str, attributes: str = "") -> str:
    return f"<AuthorList><Author {attributes}>{inner}</Author></AuthorList>"


@pytest.mark.parametrize(
    ("names", "label", "name", "family", "given", "suffix"),
    [
        ("<LastName>Ritz</LastName><ForeName>Nathaniel L</ForeName><Initials>NL</Initials>", "Ritz, Nathaniel L", "Nathaniel L Ritz", "Ritz", "Nathaniel L", None),
        ("<LastName>Young</LastName><ForeName>W</ForeName><Initials>W</Initials><Suffix>3rd</Suffix>", "Young, W, 3rd", "W Young 3rd", "Young", "W", "3rd"),
        ("<LastName>Li</LastName><Initials>X</Initials>", "Li, X", "X Li", "Li", "X", None),
        ("<LastName>Li</LastName><ForeName> </ForeName><Initials>X</Initials>", "Li, X", "X Li", "Li", "X", None),
        ("<LastName>Suharto</LastName>", "Suharto", "Suharto", None, None, None),
        ("<LastName>van de Wouw</LastName><ForeName>Marcel</ForeName>", "van de Wouw, Marcel", "Marcel van de Wouw", "van de Wouw", "Marcel", None),
    ],
)  # fmt: skip
def test_persons(
    names: str, label: str, name: str, family: str | None, given: str | None, suffix: str | None
) -> None:
    (one,) = record(author(names)).contributions
    agent = one.agent
    assert (agent.kind, agent.label, agent.name) == (AgentKind.PERSON, label, name)
    assert (agent.family_name, agent.given_name, agent.suffix) == (family, given, suffix)
    assert values(agent.alternates) == ([label] if label != name else [])
    assert (one.main, one.roles) == (True, ())


@pytest.mark.parametrize(
    "written",
    [
        "0000-0002-1825-0097",
        "http://orcid.org/0000-0002-1825-0097",
        "https://orcid.org/0000-0002-1825-0097/",
        "0000000218250097",
    ],
)
def test_orcid_in_all_its_shapes(written: str) -> None:
    found = record(author(f'<LastName>A</LastName><Identifier Source="ORCID">{written}</Identifier>'))
    (identifier,) = found.contributions[0].agent.identifiers
    assert identifier.iri == "https://orcid.org/0000-0002-1825-0097"


def test_an_orcid_with_a_wrong_check_digit() -> None:
    found = parsed(
        article(author('<LastName>A</LastName><Identifier Source="ORCID">0000-0002-1825-0098</Identifier>'))
    )
    assert found.record is not None
    assert found.record.contributions[0].agent.identifiers == ()
    assert [finding.code for finding in found.findings] == ["identifier.orcid"]
    assert ("Article/AuthorList/Author/Identifier", "dropped", "invalid-orcid", 1) in outcomes(found)


def test_affiliations_are_the_bodies_named_and_nothing_is_taken_apart() -> None:
    found = record(
        "<AuthorList>"
        "<Author><LastName>A</LastName><AffiliationInfo><Affiliation>Dept. of X; Dept. of Y, Cork, Ireland.</Affiliation>"
        '<Identifier Source="ROR">https://ror.org/02k7v4d05</Identifier><Identifier Source="RINGGOLD">2348</Identifier>'
        '<Identifier Source="XYZ">1</Identifier></AffiliationInfo></Author>'
        "<Author><LastName>B</LastName><AffiliationInfo><Affiliation>Institute, Bern. Electronic address: b@x.org.</Affiliation></AffiliationInfo>"
        "<AffiliationInfo><Affiliation>c@x.org</Affiliation></AffiliationInfo></Author>"
        "<Author><LastName>C</LastName><Affiliation>Institute, Bern</Affiliation></Author>"
        "</AuthorList>"
    )
    one, two, three = (entry.agent.affiliations for entry in found.contributions)
    assert [(body.kind, body.label) for body in one] == [
        (AgentKind.ORGANIZATION, "Dept. of X; Dept. of Y, Cork, Ireland")
    ]
    assert [i.scheme for i in one[0].identifiers] == ["ror", "ringgold"]
    assert [body.label for body in two] == ["Institute, Bern"] == [body.label for body in three]


def test_collective_authors() -> None:
    (one,) = record(author("<CollectiveName>TFG-U, European Federation.</CollectiveName>")).contributions
    assert (one.agent.kind, one.agent.label) == (AgentKind.ORGANIZATION, "TFG-U, European Federation")


def test_a_name_that_was_corrected_is_left_out_whole() -> None:
    names = "<LastName>Smiht</LastName><ForeName>J</ForeName>"
    found = parsed(
        article(
            f'<AuthorList><Author ValidYN="N">{names}</Author><Author><LastName>Smith</LastName></Author></AuthorList>'
        )
    )
    assert found.record is not None
    assert [entry.agent.label for entry in found.record.contributions] == ["Smith"]
    assert ("Article/AuthorList/Author", "dropped", "corrected-name", 1) in outcomes(found)


def test_authors_then_investigators_then_funders_and_persons_as_subjects() -> None:
    found = record(
        author("<LastName>A</LastName>")
        + "<GrantList><Grant><Agency>Wellcome Trust</Agency><Country>UK</Country></Grant></GrantList>",
        "<InvestigatorList><Investigator><LastName>I</LastName><ForeName>J</ForeName></Investigator></InvestigatorList>"
        "<PersonalNameSubjectList><PersonalNameSubject><LastName>Darlington</LastName><ForeName>Cyril</ForeName></PersonalNameSubject></PersonalNameSubjectList>",
    )
    assert [(c.agent.label, c.roles, c.main) for c in found.contributions] == [
        ("A", (), True),
        ("I, J", (), False),
        ("Wellcome Trust", ("fnd",), False),
    ]
    assert [agent.label for agent in found.subject_agents] == ["Darlington, Cyril"]


# ---- dates ----


def dated(pub: str, *electronic: str) -> str:
    days = "".join(
        "<ArticleDate DateType='Electronic'><Year>{}</Year><Month>{}</Month><Day>{}</Day></ArticleDate>".format(
            *day.split("-")
        )
        for day in electronic
    )
    return f"<Journal><Title>J</Title><JournalIssue><PubDate>{pub}</PubDate></JournalIssue></Journal>{days}"


def y(year: str, month: str = "", day: str = "") -> str:
    parts = [("Year", year), ("Month", month), ("Day", day)]
    return "".join(f"<{name}>{text}</{name}>" for name, text in parts if text)


@pytest.mark.parametrize(
    ("pub", "electronic", "issued", "issue", "edtf"),
    [
        (y("2024", "Jan", "02"), ["2023-12-26"], "2023-12-26", "2024-01-02", []),
        (y("2024"), ["2024-03-05"], "2024-03-05", "2024", []),
        (y("2012", "Nov"), ["2012-12-01"], "2012-11", "2012-11", []),
        (y("2012", "11"), [], "2012-11", "2012-11", []),
        (y("2024", "Jan", "2"), ["2024-01-02"], "2024-01-02", "2024-01-02", []),
        (y("2024"), ["2023-12-30", "2023-12-26"], "2023-12-26", "2024", []),
        ("<Year>2019</Year><Season>Jan-Mar</Season>", [], "2019-01", "2019-01", ["2019-01/2019-03"]),
        ("<Year>2006</Year><Season>Spring</Season>", [], "2006", "2006", ["2006-21"]),
        ("<Year>2006</Year><Season>Spring</Season>", ["2006-01-05"], "2006-01-05", "2006", []),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", [], "1998-12", "1998-12", ["1998-12/1999-01"]),
        ("<MedlineDate>2001 May 22-29</MedlineDate>", [], "2001-05-22", "2001-05-22", ["2001-05-22/2001-05-29"]),
        ("<MedlineDate>2000 Spring</MedlineDate>", [], "2000", "2000", ["2000-21"]),
        ("<MedlineDate>1999 Winter-2000</MedlineDate>", [], "1999", "1999", []),
        ("<MedlineDate>in press</MedlineDate>", [], None, None, []),
        (y("2023", "Feb", "30"), [], "2023-02", "2023-02", []),
        (y("2023", "Smarch", "3"), [], "2023", "2023", []),
        (y("0000"), ["2023-01-01"], "2023-01-01", None, []),
        ("", [], None, None, []),
    ],
)  # fmt: skip
def test_published(
    pub: str, electronic: list[str], issued: str | None, issue: str | None, edtf: list[str]
) -> None:
    found = record(dated(pub, *electronic))
    assert (found.issued and found.issued.value.lexical) == issued
    assert found.container is not None
    assert (found.container.published and found.container.published.value.lexical) == issue
    assert [date.value.lexical for date in found.dates] == edtf


def test_dates_of_the_record_and_of_the_manuscript() -> None:
    def day(status: str, date: str) -> str:
        return f'<PubMedPubDate PubStatus="{status}">{y(*date.split("-"))}<Hour>6</Hour></PubMedPubDate>'

    history = (
        day("received", "2022-1-5")
        + day("received", "2022-02-05")
        + day("accepted", "2022-6-1")
        + day("entrez", "2023-1-1")
        + day("revised", "2022-3-1")
    )
    found = parsed(
        article(
            "",
            f"<DateCompleted>{y('2023', '01', '02')}</DateCompleted><DateRevised>{y('2024', '12', '20')}</DateRevised>",
            f"<History>{history}</History>",
        )
    )
    one = found.record
    assert one is not None
    assert [d and d.value.lexical for d in (one.submitted, one.accepted, one.modified)] == [
        "2022-01-05",
        "2022-06-01",
        "2024-12-20",
    ]
    assert {o[1:] for o in outcomes(found) if o[0].endswith("PubMedPubDate")} == {
        ("mapped", "", 2),
        ("dropped", "repeated", 1),
        ("dropped", "processing", 1),
        ("dropped", "revision", 1),
    }


# ---- the journal and pages ----

JOURNAL = (
    '<Journal><ISSN IssnType="Electronic">1091-6490</ISSN><JournalIssue><Volume>121</Volume><Issue>1</Issue></JournalIssue>'
    "<Title>Proceedings of the Academy.</Title><ISOAbbreviation>Proc Acad</ISOAbbreviation></Journal>"
)


def info(abbreviation: str = "Proc Acad", linking: str = "0027-8424") -> str:
    return (
        f"<MedlineJournalInfo><Country>US</Country><MedlineTA>{abbreviation}</MedlineTA><NlmUniqueID>7505876</NlmUniqueID>"
        f"<ISSNLinking>{linking}</ISSNLinking></MedlineJournalInfo>"
    )


def test_the_journal() -> None:
    host = record(JOURNAL, info()).container
    assert host is not None
    assert values(host.titles) == ["Proceedings of the Academy", "Proc Acad"]
    assert [stated.value for stated in host.issns] == ["1091-6490"]
    assert host.linking_issn is not None
    assert host.linking_issn.value == "0027-8424"
    assert [stated.value.iri for stated in host.identifiers] == [
        "https://www.ncbi.nlm.nih.gov/nlmcatalog/7505876"
    ]
    assert (host.volume and host.volume.value, host.issue and host.issue.value) == ("121", "1")


def test_titles_of_the_journal_each_once_and_the_iso_abbreviation_last() -> None:
    host = record(JOURNAL, info("Proc Acad USA")).container
    assert host is not None
    assert values(host.titles) == ["Proceedings of the Academy", "Proc Acad USA", "Proc Acad"]
    same = record(
        "<Journal><Title>PeerJ</Title><ISOAbbreviation>PeerJ</ISOAbbreviation></Journal>", info("PeerJ")
    ).container
    assert same is not None
    assert values(same.titles) == ["PeerJ"]


def test_wrong_issns_are_left_out() -> None:
    found = parsed(article("<Journal><ISSN>1091-6491</ISSN><Title>J</Title></Journal>", info(linking="x")))
    assert found.record is not None
    assert found.record.container is not None
    assert (found.record.container.issns, found.record.container.linking_issn) == ((), None)
    assert [finding.code for finding in found.findings] == ["issn", "issn"]


@pytest.mark.parametrize(
    ("pages", "start", "end"),
    [
        ("<StartPage>217</StartPage><EndPage>264</EndPage><MedlinePgn>217-64</MedlinePgn>", "217", "264"),
        ("<StartPage>1213</StartPage><EndPage>9</EndPage>", "1213", "1219"),
        ("<StartPage>12</StartPage><EndPage>12</EndPage>", "12", None),
        ("<MedlinePgn>1213-9</MedlinePgn>", "1213", "1219"),
        ("<MedlinePgn>e1000123</MedlinePgn>", "e1000123", None),
        ("<MedlinePgn>986-8; discussion 988-90</MedlinePgn>", "986", "988"),
        ("<MedlinePgn>S12-S18</MedlinePgn>", "S12", "S18"),
        ("<MedlinePgn>iii-x</MedlinePgn>", "iii", "x"),
        ("<MedlinePgn>No page</MedlinePgn>", None, None),
        ("", None, None),
    ],
)
def test_pages(pages: str, start: str | None, end: str | None) -> None:
    host = record(f"{JOURNAL}<Pagination>{pages}</Pagination>").container
    assert host is not None
    assert (host.start_page and host.start_page.value, host.end_page and host.end_page.value) == (start, end)


@pytest.mark.parametrize(
    ("pii", "start"),
    [("e154225", "e154225"), ("021003", "021003"), ("eadi3902", "eadi3902"), ("euae122", "euae122"), ("S0002-9297(23)00279-3", None), ("B0002-929700279", None), ("no number", None)],
)  # fmt: skip
def test_an_article_number_stands_for_pages_where_there_are_none(pii: str, start: str | None) -> None:
    place = f'<ELocationID EIdType="pii" ValidYN="Y">{pii}</ELocationID>'
    found = record(f"{JOURNAL}{place}")
    assert found.container is not None
    assert (found.container.start_page and found.container.start_page.value) == start
    assert [s.value.scheme for s in found.identifiers] == (["pmid"] if start else ["pmid", "org:PII"])
    paged = record(f"{JOURNAL}<Pagination><StartPage>7</StartPage></Pagination>{place}").container
    assert paged is not None
    assert paged.start_page is not None
    assert paged.start_page.value == "7"


# ---- identifiers ----


def ids(*pairs: tuple[str, str]) -> str:
    return (
        "<ArticleIdList>"
        + "".join(f'<ArticleId IdType="{kind}">{value}</ArticleId>' for kind, value in pairs)
        + "</ArticleIdList>"
    )


def test_identifiers_each_once() -> None:
    found = parsed(
        article(
            '<Pagination><StartPage>e5807</StartPage></Pagination><Journal><Title>J</Title></Journal>'
            '<ELocationID EIdType="doi" ValidYN="Y">10.1000/ABC</ELocationID><ELocationID EIdType="doi" ValidYN="N">10.1000/no</ELocationID>'
            '<ELocationID EIdType="pii">e5807</ELocationID>',
            '<OtherID Source="NLM">PMC5577770</OtherID><OtherID Source="KIE">32033</OtherID>',
            ids(("pubmed", "1"), ("doi", "10.1000/abc"), ("pmc", "PMC5577770"), ("pii", "e5807"), ("pii", "10.1000/abc"), ("mid", "NIHMS1"), ("pmcid", "pmc-id: PMC5577770;manuscript-id: NIHMS1;"), ("pmpid", "9")),
        )
    )  # fmt: skip
    assert found.record is not None
    assert [(s.value.scheme, s.value.value) for s in found.record.identifiers] == [
        ("pmid", "1"),
        ("pmcid", "PMC5577770"),
        ("doi", "10.1000/abc"),
        ("org:Manuscript ID", "NIHMS1"),
        ("org:KIE", "32033"),
    ]
    assert {o[1:3] for o in outcomes(found) if o[0] == "Article/ELocationID"} == {
        ("derivative", "repeated"),
        ("dropped", "marked-as-invalid"),
        ("derivative", "same-as-page"),
    }
    assert ("PubmedData/ArticleIdList/ArticleId", "dropped", "scheme-unknown", 1) in outcomes(found)


def test_identifiers_of_references_are_not_the_articles() -> None:
    cited = f"<ReferenceList><Reference><Citation>X</Citation>{ids(('doi', '10.1000/cited'), ('pmc', 'PMC1'))}</Reference></ReferenceList>"
    found = record(data=ids(("doi", "10.1000/own")) + cited)
    assert [s.value.value for s in found.identifiers] == ["1", "10.1000/own"]
    assert [r.iri for r in found.references] == ["https://pmc.ncbi.nlm.nih.gov/articles/PMC1/"]


def test_an_identifier_that_is_none_is_told() -> None:
    found = parsed(article(data=ids(("doi", "n/a"), ("pmc", "x"))))
    assert [finding.code for finding in found.findings] == ["identifier.pmc", "identifier.doi"]


# ---- texts ----


def test_structured_abstracts() -> None:
    found = record(
        '<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">One\n  two.</AbstractText>'
        '<AbstractText Label="UNLABELLED">Three.</AbstractText><AbstractText Label=" ">Four <i>x</i><sup>2</sup>.</AbstractText>'
        "<AbstractText/><CopyrightInformation>© 2024 The Authors. CC BY 4.0</CopyrightInformation></Abstract>",
        '<OtherAbstract Type="Publisher" Language="spa"><AbstractText Label="OBJETIVO">Uno.</AbstractText></OtherAbstract>'
        "<OtherAbstract><AbstractText>Plain words.</AbstractText></OtherAbstract>"
        '<OtherAbstract Language="xqx"><AbstractText>?!</AbstractText></OtherAbstract>'
        '<OtherAbstract Language="fre"><AbstractText>Abstract available from the publisher.</AbstractText>'
        "<CopyrightInformation>© 2024 The Authors. CC BY 4.0</CopyrightInformation></OtherAbstract>",
    )
    assert [(text.value, text.language) for text in found.abstracts] == [
        ("BACKGROUND: One two.\nThree.\nFour x2.", None),
        ("OBJETIVO: Uno.", "es"),
        ("Plain words.", "en"),
        ("?!", None),
    ]
    assert [r.text and r.text.value for r in found.rights] == ["© 2024 The Authors. CC BY 4.0"]
    assert found.licence is not None
    assert found.licence.value == "https://creativecommons.org/licenses/by/4.0/"


def test_notes_and_data() -> None:
    found = record(
        "<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>NCT1</AccessionNumber>"
        "<AccessionNumber>NCT2</AccessionNumber></AccessionNumberList></DataBank><DataBank><DataBankName>GENBANK</DataBankName></DataBank></DataBankList>",
        "<GeneralNote>Full author name: Smith, J.</GeneralNote>",
    )
    assert values(found.notes) == ["Full author name: Smith, J."]
    assert values(found.relations) == ["ClinicalTrials.gov/NCT1", "ClinicalTrials.gov/NCT2"]


# ---- subjects and kinds ----


def test_mesh() -> None:
    found = parsed(
        article(
            citation='<ChemicalList><Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI="D012336">RNA, 16S</NameOfSubstance></Chemical>'
            '<Chemical><RegistryNumber>0</RegistryNumber><NameOfSubstance UI="C000598644">SLC22A4 protein</NameOfSubstance></Chemical></ChemicalList>'
            '<SupplMeshList><SupplMeshName Type="Organism" UI="C000649722">Bacteroides ovatus</SupplMeshName></SupplMeshList>'
            '<MeshHeadingList><MeshHeading><DescriptorName UI="D012336" MajorTopicYN="N">RNA, 16S</DescriptorName>'
            '<QualifierName UI="Q000235">genetics</QualifierName><QualifierName UI="bad">use</QualifierName></MeshHeading>'
            '<MeshHeading><DescriptorName UI="D002681" Type="Geographic">China</DescriptorName></MeshHeading>'
            "<MeshHeading><DescriptorName>Mice</DescriptorName><QualifierName>genetics</QualifierName></MeshHeading>"
            '<MeshHeading><DescriptorName UI="X1">Odd</DescriptorName></MeshHeading></MeshHeadingList>'
        )
    )
    assert found.record is not None
    mesh = "http://id.nlm.nih.gov/mesh/"
    assert [(c.label, c.iri and c.iri.removeprefix(mesh)) for c in found.record.subjects] == [
        ("RNA, 16S", "D012336"),
        ("RNA, 16S/genetics", "D012336Q000235"),
        ("RNA, 16S/use", None),
        ("China", "D002681"),
        ("Mice", None),
        ("Mice/genetics", None),
        ("Odd", None),
        ("SLC22A4 protein", "C000598644"),
        ("Bacteroides ovatus", "C000649722"),
    ]
    assert {concept.scheme for concept in found.record.subjects} == {"mesh"}
    assert [(place.label, place.iri) for place in found.record.places] == [("China", f"{mesh}D002681")]
    assert ("ChemicalList/Chemical/NameOfSubstance", "derivative", "same-as-heading", 1) in outcomes(found)
    assert [finding.code for finding in found.findings] == ["mesh"]


def test_keywords_each_once() -> None:
    found = record(
        citation="<KeywordList Owner='NOTNLM'><Keyword>Gut</Keyword><Keyword>gut.</Keyword><Keyword>U.S.</Keyword><Keyword> ; </Keyword></KeywordList>"
        "<GeneSymbolList><GeneSymbol>p53</GeneSymbol></GeneSymbolList><SpaceFlightMission>STS-1</SpaceFlightMission>"
    )
    assert values(found.keywords) == ["Gut", "U.S.", "p53", "STS-1"]


def test_kinds() -> None:
    found = record(
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType><PublicationType>Review</PublicationType>"
        "<PublicationType>Research Support, N.I.H., Extramural</PublicationType><PublicationType>English Abstract</PublicationType>"
        "<PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    )
    assert values(found.formats) == ["Article"]
    assert found.profile is Profile.PUBMED
    assert [(genre.label, genre.scheme) for genre in found.genres] == [
        ("Journal Article", None),
        ("Review", None),
    ]
    assert [(n.kind, n.text) for n in found.notices] == [(NoticeKind.RETRACTED_BY, "Retracted Publication")]


# ---- corrections, grants, references ----


def links(*pairs: tuple[str, str]) -> str:
    inner = "".join(
        f'<CommentsCorrections RefType="{kind}">{inner}</CommentsCorrections>' for kind, inner in pairs
    )
    return f"<CommentsCorrectionsList>{inner}</CommentsCorrectionsList>"


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        ("ErratumIn", ["corrected-by"]),
        ("ErratumFor", ["corrects"]),
        ("ExpressionOfConcernIn", ["corrected-by"]),
        ("ExpressionOfConcernFor", ["corrects"]),
        ("RetractionIn", ["retracted-by"]),
        ("RetractionOf", ["retracts"]),
        ("UpdateOf", ["replaces"]),
        ("UpdateIn", ["replaced-by"]),
        ("RepublishedFrom", ["replaces"]),
        ("RepublishedIn", ["replaced-by"]),
        ("CorrectedandRepublishedIn", ["replaced-by"]),
        ("CorrectedandRepublishedFrom", ["replaces"]),
        ("RetractedandRepublishedIn", ["retracted-by", "replaced-by"]),
        ("RetractedandRepublishedFrom", ["replaces"]),
    ],
)
def test_corrections_and_versions(kind: str, kinds: list[str]) -> None:
    found = record(citation=links((kind, "<RefSource>J. 2020;1:2</RefSource><PMID>39705317</PMID>")))
    assert [(n.kind.value, n.iri) for n in found.notices] == [
        (k, "https://pubmed.ncbi.nlm.nih.gov/39705317/") for k in kinds
    ]


def test_what_a_link_leads_to() -> None:
    found = record(
        citation=links(
            ("ErratumIn", "<RefSource>J. 2020;1:2. doi: 10.1000/err.1.</RefSource>"),
            ("ErratumIn", "<RefSource>J. 2021;3:4</RefSource>"),
            ("ErratumIn", "<RefSource>J. 2022</RefSource><PMID>none</PMID>"),
            ("ErratumIn", ""),
        )
    )
    assert [(n.iri, n.text) for n in found.notices] == [
        ("https://doi.org/10.1000/err.1", None),
        (None, "J. 2021;3:4"),
        (None, "J. 2022"),
    ]


def test_comments_are_related_and_citations_cited() -> None:
    found = parsed(
        article(
            citation=links(
                ("CommentOn", "<RefSource>J. 2020;1:2</RefSource><PMID>5</PMID>"),
                ("CommentIn", "<RefSource>Commentary on it</RefSource><Note>n</Note>"),
                ("Cites", "<RefSource>J. 1999</RefSource><PMID>6</PMID>"),
                ("Invented", "<RefSource>J. 1998</RefSource><PMID>7</PMID>"),
            )
        )
    )
    assert found.record is not None
    assert [(w.relation, w.label, [i.value.value for i in w.identifiers]) for w in found.record.related] == [
        (Relation.RELATED, "Commentary on it", []),
    ]
    assert [r.iri for r in found.record.references] == ["https://pubmed.ncbi.nlm.nih.gov/6/"]
    assert [finding.code for finding in found.findings] == ["link-unknown"]
    assert [(n.kind, n.iri) for n in found.record.notices] == [
        ("related", "https://pubmed.ncbi.nlm.nih.gov/5/")
    ]


def test_a_retraction_that_is_linked_is_told_once() -> None:
    types = (
        "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    )
    found = record(types, links(("RetractionIn", "<PMID>5</PMID>")))
    assert [(n.kind, n.iri) for n in found.notices] == [
        (NoticeKind.RETRACTED_BY, "https://pubmed.ncbi.nlm.nih.gov/5/")
    ]


def test_grants() -> None:
    def grant(number: str, agency: str) -> str:
        return f"<Grant>{number and f'<GrantID>{number}</GrantID>'}<Acronym>AG</Acronym><Agency>{agency}</Agency><Country>US</Country></Grant>"

    found = record(
        "<GrantList>"
        + grant("P01 AG031093, R01", "NIA NIH HHS")
        + grant("P01 AG031093, R01", "NIA NIH HHS")
        + grant("2", "")
        + grant("", "Trust")
        + grant("", "Trust")
        + "</GrantList>"
    )
    assert [(g.number, [f.label for f in g.funders]) for g in found.grants] == [
        ("P01 AG031093, R01", ["NIA NIH HHS"]),
        ("2", []),
    ]
    assert [(c.agent.label, c.roles) for c in found.contributions] == [("Trust", ("fnd",))]


REFERENCES = (
    "<ReferenceList><Title>REFERENCES</Title>"
    + "".join(
        f"<Reference><Citation>{text}</Citation>{numbers}</Reference>"
        for text, numbers in [
            ("A", ids(("doi", "10.1000/a"), ("pubmed", "11"))),
            ("B", ids(("doi", "10.1000/B"), ("pmc", "PMC2"))),
            ("C <sup>2</sup>", ids(("doi", "10.1000/C"))),
            ("D. Only words.", ""),
            ("A again", ids(("pubmed", "11"))),
            ("D. Only words.", ids(("doi", "none"), ("xyz", "1"))),
            ("E", ids(("pubmed", "0"), ("pmc", "PMC5"))),
            (" ", ""),
        ]
    )
    + "</ReferenceList>"
)


def test_references() -> None:
    found = parsed(article(data=REFERENCES))
    assert found.record is not None
    assert [r.iri or r.text for r in found.record.references] == [
        "https://pubmed.ncbi.nlm.nih.gov/11/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC2/",
        "https://doi.org/10.1000/c",
        "D. Only words.",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC5/",
    ]
    path = "PubmedData/ReferenceList"
    assert {o for o in outcomes(found) if o[0].startswith(path)} == {
        (f"{path}/Title", "dropped", "heading", 1),
        (f"{path}/Reference/Citation", "derivative", "identified", 4),
        (f"{path}/Reference/Citation", "derivative", "repeated", 2),
        (f"{path}/Reference/Citation", "mapped", "", 1),
        (f"{path}/Reference/Citation", "dropped", "blank", 1),
        (f"{path}/Reference/ArticleIdList/ArticleId", "mapped", "", 4),
        (f"{path}/Reference/ArticleIdList/ArticleId", "derivative", "identified", 3),
        (f"{path}/Reference/ArticleIdList/ArticleId", "derivative", "repeated", 1),
        (f"{path}/Reference/ArticleIdList/ArticleId", "dropped", "no-identifier", 2),
    }


def test_a_list_of_an_unusual_build_says_the_same() -> None:
    """Counting on the way and marking each element must agree."""
    usual = parsed(article(data=REFERENCES))
    odd = parsed(article(data=REFERENCES.replace("</ReferenceList>", "<Odd>x</Odd></ReferenceList>")))
    assert usual.record is not None
    assert odd.record is not None
    assert odd.record.references == usual.record.references
    assert outcomes(odd) - outcomes(usual) == {("PubmedData/ReferenceList/Odd", "dropped", "heading", 1)}


def test_lists_of_references_inside_of_one_another() -> None:
    inner = "<ReferenceList><Reference><Citation>In</Citation></Reference></ReferenceList>"
    found = record(
        data=f"<ReferenceList>{inner}<Reference><Citation>Out</Citation></Reference></ReferenceList>"
    )
    assert [r.text for r in found.references] == ["In", "Out"]


# ---- books ----

BOOK = (
    "<Book><Publisher><PublisherName>University of Washington</PublisherName><PublisherLocation>Seattle (WA)</PublisherLocation></Publisher>"
    '<BookTitle book="gene">GeneReviews</BookTitle><PubDate><Year>1993</Year></PubDate><BeginningDate><Year>1993</Year></BeginningDate>'
    '<AuthorList Type="editors"><Author><LastName>Adam</LastName><ForeName>MP</ForeName></Author></AuthorList>'
    "<Edition>2nd ed.</Edition><CollectionTitle>Reviews</CollectionTitle><Isbn>9780306406157</Isbn><Medium>Internet</Medium></Book>"
)


def book(inner: str) -> str:
    return f"<PubmedBookArticle><BookDocument><PMID>20301295</PMID>{inner}</BookDocument><PubmedBookData><History/></PubmedBookData></PubmedBookArticle>"


def test_a_chapter() -> None:
    found = parsed(
        book(
            ids(("bookaccession", "NBK1116"))
            + BOOK
            + "<ArticleTitle>ALS Overview.</ArticleTitle><Language>eng</Language>"
            '<AuthorList Type="authors"><Author><LastName>Siddique</LastName><ForeName>N</ForeName></Author></AuthorList>'
            "<PublicationType>Review</PublicationType><Abstract><AbstractText>Short.</AbstractText></Abstract>"
            "<Sections><Section><SectionTitle>Summary</SectionTitle></Section><Section><SectionTitle>Diagnosis</SectionTitle></Section></Sections>"
            "<KeywordList><Keyword>ALS</Keyword></KeywordList><ContributionDate><Year>2001</Year><Month>3</Month><Day>23</Day></ContributionDate>"
            "<DateRevised><Year>2023</Year><Month>9</Month><Day>28</Day></DateRevised>"
            '<ItemList ListType="Synonyms"><Item>Lou Gehrig Disease</Item></ItemList>'
            "<ReferenceList><Reference><Citation>X</Citation></Reference></ReferenceList>"
        ),
        "pmid-20301295",
    )
    one = found.record
    assert one is not None
    assert (values(one.formats), values(one.titles)) == (["Book Chapter"], ["ALS Overview"])
    assert [(c.agent.label, c.main) for c in one.contributions] == [("Siddique, N", True)]
    assert one.container is not None
    assert (values(one.container.titles), [s.value for s in one.container.isbns]) == (
        ["GeneReviews"],
        ["9780306406157"],
    )
    assert [(s.value.scheme, s.value.value) for s in one.identifiers] == [
        ("pmid", "20301295"),
        ("org:NCBI Bookshelf", "NBK1116"),
    ]
    assert [url.iri for url in one.urls] == ["https://www.ncbi.nlm.nih.gov/books/NBK1116/"]
    assert one.issued is not None
    assert (one.issued.value.lexical, one.modified and one.modified.value.lexical) == (
        "2001-03-23",
        "2023-09-28",
    )
    assert one.publication is not None
    assert ([p.label for p in one.publication.places], [p.label for p in one.publishers]) == (
        ["Seattle (WA)"],
        ["University of Washington"],
    )
    assert (values(one.contents), values(one.keywords)) == (
        ["Summary -- Diagnosis"],
        ["ALS", "Lou Gehrig Disease"],
    )
    assert [r.text for r in one.references] == ["X"]
    assert ("Book/AuthorList", "dropped", "of-the-whole-book", 1) in outcomes(found)
    assert mapped(found) <= sources(one)


def test_a_whole_book() -> None:
    found = parsed(book(BOOK))
    one = found.record
    assert one is not None
    assert (values(one.formats), values(one.titles), values(one.editions)) == (
        ["Book"],
        ["GeneReviews"],
        ["2nd ed."],
    )
    assert [(c.agent.label, c.roles, c.main) for c in one.contributions] == [("Adam, MP", ("edt",), False)]
    assert [isbn.value for isbn in one.isbns] == ["9780306406157"]
    assert [series.name for series in one.series] == ["Reviews"]
    assert one.container is None
    assert [date.value.lexical for date in one.dates] == ["1993/.."]
    assert mapped(found) <= sources(one)


# ---- the whole ----


def test_a_lone_citation_is_the_same_record() -> None:
    whole = article("<ArticleTitle>A.</ArticleTitle><Language>eng</Language>", info())
    alone = whole.partition("<PubmedArticle>")[2].partition("<PubmedData>")[0]
    assert parsed(alone).record == parsed(whole).record


def test_a_namespace_around_changes_nothing() -> None:
    xml = article("<ArticleTitle>A <i>b</i>.</ArticleTitle>", info(), REFERENCES)
    assert parsed(xml.replace("<PubmedArticle>", '<PubmedArticle xmlns="http://x.example/">')) == parsed(xml)


@pytest.mark.parametrize(
    "raw", [b"", b"<PubmedArticle>", b"no XML", b"<a>&own;</a>", b"<!DOCTYPE a><PubmedArticle/>"]
)
def test_what_cannot_be_read_is_a_finding(raw: bytes) -> None:
    found = parsed(raw)
    assert found.record is None
    assert [finding.code for finding in found.findings] == ["record.unreadable"]


@pytest.mark.parametrize("record_id", ["", ".", "pmid-\x01"])
def test_unservable_ids(record_id: str) -> None:
    found = parsed(article(), record_id)
    assert found.record is None
    assert [finding.code for finding in found.findings] == ["id.unservable"]


def test_every_reason_is_a_word() -> None:
    assert untaken("Article/Journal/Odd/Path") == untaken("Article/Journal/Odd")
    assert untaken("Odd")[1] == "unmapped"


NAMES = [
    "Article", "ArticleTitle", "VernacularTitle", "Journal", "JournalIssue", "PubDate", "ArticleDate", "Year", "Month", "Day", "Season", "MedlineDate",
    "AuthorList", "Author", "LastName", "ForeName", "Initials", "Suffix", "CollectiveName", "Identifier", "AffiliationInfo", "Affiliation", "Abstract",
    "AbstractText", "OtherAbstract", "CopyrightInformation", "MeshHeadingList", "MeshHeading", "DescriptorName", "QualifierName", "KeywordList", "Keyword",
    "ReferenceList", "Reference", "Citation", "ArticleIdList", "ArticleId", "ELocationID", "PMID", "GrantList", "Grant", "GrantID", "Agency", "PubmedData",
    "History", "PubMedPubDate", "CommentsCorrectionsList", "CommentsCorrections", "RefSource", "Pagination", "StartPage", "EndPage", "MedlinePgn", "ISSN",
    "Title", "MedlineJournalInfo", "NlmUniqueID", "ISSNLinking", "Language", "PublicationTypeList", "PublicationType", "Book", "BookTitle", "Isbn", "Publisher",
    "PublisherName", "Sections", "Section", "SectionTitle", "DataBankList", "DataBank", "DataBankName", "AccessionNumberList", "AccessionNumber", "DateRevised",
    "ChemicalList", "Chemical", "NameOfSubstance", "OtherID", "InvestigatorList", "Investigator", "ItemList", "Item", "BookDocument", "MedlineCitation",
    "ContributionDate", "BeginningDate", "EndingDate", "Odd", "i",
]  # fmt: skip
ATTRIBUTES = ["", ' Source="ORCID"', ' IdType="doi"', ' IdType="pubmed"', ' UI="D012336"', ' RefType="ErratumIn"', ' RefType="CommentOn"', ' PubStatus="received"', ' ValidYN="N"', ' EIdType="pii"', ' EIdType="doi"', ' Language="fre"', ' Label="A"', ' Type="Geographic"', ' ListType="Synonyms"']  # fmt: skip
WORDS = st.sampled_from(
    ["", " ", "1", "2024", "Jan", "30", "10.1000/a", "0000-0002-1825-0097", "A. B.", "[x].", "eng", "PMC1", "1091-6490", "9780306406157", "7-9", "&lt;b&gt;", "é\u0301", "😀", ". ", "[", "]", "J. doi: 10.1000/z."]
) | st.text(st.characters(codec="utf-8", exclude_characters="<>&", exclude_categories=["Cc", "Cs"]), max_size=8)  # fmt: skip


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attribute, parts: f"<{name}{attribute}>{''.join(parts)}</{name}>",
        st.sampled_from(NAMES),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
    )


def build(way: list[str], inner: list[str]) -> str:
    return (
        "".join(f"<{name}>" for name in way)
        + "".join(inner)
        + "".join(f"</{name}>" for name in reversed(way))
    )


TREES = st.recursive(WORDS, element, max_leaves=25)
WAYS = st.sampled_from(
    [["MedlineCitation"], ["MedlineCitation", "Article"], ["PubmedData"], ["PubmedData", "ReferenceList"], ["PubmedData", "ReferenceList", "Reference"], ["BookDocument"], ["BookDocument", "Book"], ["MedlineCitation", "Article", "AuthorList", "Author"], ["MedlineCitation", "Article", "Journal"], []]
)  # fmt: skip


def occurrences(found: etree._Element) -> int:
    """The most that there can be: leaves and mixed content, each counted once."""
    mixed = bool((found.text or "").strip()) or any((child.tail or "").strip() for child in found)
    return 1 if not len(found) or mixed else sum(map(occurrences, found))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(build, WAYS, st.lists(TREES, max_size=4)), max_size=4))
def test_whatever_a_record_holds_is_parsed_and_accounted_for(parts: list[str]) -> None:
    xml = f"<PubmedArticle>{''.join(parts)}</PubmedArticle>"
    found = parsed(xml)
    assert found.record is not None
    total = sum(entry.count for entry in found.coverage)
    assert 1 <= total <= occurrences(load(xml.encode()))
    assert all(entry.reason for entry in found.coverage if entry.outcome.value != "mapped")


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=40).map(
        lambda inner: b"<PubmedArticle><MedlineCitation>" + inner + b"</MedlineCitation></PubmedArticle>"
    )
)
def test_bytes_never_raise(raw: bytes) -> None:
    found = parsed(raw)
    try:
        load(raw)
    except XmlFault:
        assert found.record is None
    else:
        assert found.record is not None
