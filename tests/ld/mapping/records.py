"""Any record that a parser could make: for laws that hold whatever a source says."""

from __future__ import annotations

from hypothesis import strategies as st

from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier, authority
from ld.normalize.languages import Language, language
from ld.normalize.places import Box, Point
from ld.record import (
    Agent,
    AgentKind,
    BibRecord,
    Classification,
    Concept,
    Container,
    Contribution,
    Extent,
    Grant,
    HostKind,
    Isbn,
    Notice,
    NoticeKind,
    Parent,
    Period,
    Place,
    Profile,
    Publication,
    Reference,
    RelatedWork,
    Relation,
    Release,
    Rights,
    RightsKind,
    Series,
    Stated,
    Text,
    Trait,
    Url,
    UrlRole,
)

LABELS = (
    "Book", "eBook", "Article", "Book Chapter", "Journal", "Newspaper", "Serial", "Thesis", "Map", "Atlas", "Globe",
    "Musical Score", "CD", "Audio", "DVD", "Video", "Photo", "Software", "Manuscript", "Kit", "Electronic", "Microfilm",
    "Conference Proceeding", "Government Document", "Website", "Data Set", "Braille", "Slide", "Unknown",
)  # fmt: skip
LANGUAGES = [found for code in ("ger", "heb", "chi", "eng", "roa") if (found := language(code))]
# One identifier names either a person or a body: a source that says both is at fault, and its record is withheld.
AUTHORITIES = {
    AgentKind.PERSON: ("https://orcid.org/0000-0002-7367-292X", "(DLC)n79021164"),
    AgentKind.ORGANIZATION: ("(viaf)102333412", "(DE-588)118540238"),
    AgentKind.FAMILY: (),
    AgentKind.AGENT: (),
}
IDENTIFIERS = (
    Identifier("doi", "10.1371/journal.pcbi.0030051", "https://doi.org/10.1371/journal.pcbi.0030051"),
    Identifier("oclc", "10947223", "http://www.worldcat.org/oclc/10947223"),
    Identifier("org:DE-604", "BV0001", None),
)
IRI = st.sampled_from(
    ["https://doi.org/10.1/a", "https://pubmed.ncbi.nlm.nih.gov/1/", "http://www.loc.gov/catdir/toc/1.html"]
)
WORDS = (
    st.text("Aaéβж語ש 1-", min_size=1, max_size=24)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(char.isalpha() for char in text))
)
SOURCE = st.sampled_from(["245$a", "Article/ArticleTitle", "title"])
TAGS = st.sampled_from([None, None, "he-hebr", "he-latn", "und-cyrl", "de"])
TEXT = st.builds(Text, WORDS, SOURCE, TAGS)
PLAIN = st.builds(Text, WORDS, SOURCE)
DATE = st.sampled_from([Date("1999", "gYear"), Date("2017-08", "gYearMonth"), Date("2017-08-30", "date")])
EDTF = st.sampled_from([Date("1979/..", "edtf"), Date("19XX", "edtf"), Date("[1981..1982]", "edtf")])
ISSN = st.sampled_from(["0269-8552", "0027-8424", "1091-6490"])
ISBN = st.sampled_from(["9783922740063", "9789578424470"])


def stated(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.builds(Stated, values, SOURCE)


def few(values: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


def agents(*, affiliated: bool = True) -> st.SearchStrategy[Agent]:
    return st.sampled_from(AgentKind).flatmap(
        lambda kind: st.builds(
            Agent,
            st.just(kind),
            WORDS,
            WORDS,
            SOURCE,
            alternates=few(TEXT, 2),
            family_name=maybe(WORDS),
            birth=maybe(DATE),
            identifiers=few(st.sampled_from([authority(value) for value in AUTHORITIES[kind]]), 2)
            if AUTHORITIES[kind]
            else st.just(()),
            affiliations=few(BODY, 2) if affiliated else st.just(()),
        )
    )


BODY = st.builds(Agent, st.just(AgentKind.ORGANIZATION), WORDS, WORDS, SOURCE)
AGENT = agents()
LANGUAGE: st.SearchStrategy[Language] = st.sampled_from(LANGUAGES)
PLACE = st.builds(
    Place,
    WORDS,
    SOURCE,
    iri=maybe(st.just("http://id.loc.gov/vocabulary/geographicAreas/f-ua")),
    alternates=few(TEXT, 1),
    about=st.booleans(),
) | st.builds(Place, WORDS, SOURCE, st.sampled_from([Box("10", "70", "55", "160"), Point("49.4", "-7.7")]))
CONCEPT = st.builds(
    Concept,
    WORDS,
    SOURCE,
    st.sampled_from([None, "lcsh", "fast", "mesh", "rvk", "local-thesaurus"]),
    maybe(st.just("http://id.worldcat.org/fast/799254")),
    few(TEXT, 1),
)
CONTAINER = st.builds(
    Container,
    st.sampled_from(HostKind),
    SOURCE,
    titles=st.lists(PLAIN, min_size=1, max_size=2).map(tuple),
    issns=few(stated(ISSN), 2),
    linking_issn=maybe(stated(ISSN)),
    isbns=few(stated(ISBN), 1),
    identifiers=few(stated(st.sampled_from(IDENTIFIERS)), 2),
    volume=maybe(PLAIN),
    issue=maybe(PLAIN),
    published=maybe(stated(DATE | EDTF)),
    start_page=maybe(PLAIN),
    end_page=maybe(PLAIN),
    citation=maybe(PLAIN),
)
RELATED = st.builds(
    RelatedWork,
    st.sampled_from(Relation),
    WORDS,
    SOURCE,
    alternates=few(TEXT, 1),
    creators=few(AGENT, 1),
    languages=few(stated(LANGUAGE), 1),
    identifiers=few(stated(st.sampled_from(IDENTIFIERS)), 2),
    issns=few(stated(ISSN), 1),
    isbns=few(stated(ISBN), 1),
    issued=maybe(stated(DATE | EDTF)),
    extent=maybe(TEXT),
    iri=maybe(st.just("http://id.loc.gov/resources/works/1")),
    serial=st.booleans(),
    music=st.booleans(),
)
TITLES = st.builds(lambda text: (text,), PLAIN) | st.builds(
    lambda one, two: (Text(one, "880$a", "he-hebr"), Text(two, "245$a", "he-latn")), WORDS, WORDS
)
RECORD = st.builds(
    BibRecord,
    id=st.just("1"),
    profile=st.sampled_from(Profile),
    identifiers_of_record=few(PLAIN, 1),
    created=maybe(stated(st.just(Date("2009-10-17T08:13:05", "dateTime")))),
    formats=few(st.builds(Text, st.sampled_from(LABELS), st.just("LDR"))),
    traits=st.frozensets(st.sampled_from(Trait), max_size=2),
    carriers=few(stated(st.just("http://id.loc.gov/vocabulary/carriers/nc")), 1),
    encodings=few(st.just(Text("application/pdf", "856$q")), 1),
    titles=TITLES,
    alternative_titles=few(TEXT),
    responsibility=few(TEXT, 1),
    contributions=few(
        st.builds(
            Contribution,
            AGENT,
            few(st.sampled_from(["aut", "edt", "ill", "dst", "fnd", "dgg", "prf", "cmp", "drt", "prt"]), 2),
            st.booleans(),
            SOURCE,
        )
    ),
    publishers=few(BODY, 2),
    publication=maybe(
        st.builds(Publication, SOURCE, few(PLACE, 2), few(BODY, 1), maybe(stated(DATE | EDTF)))
    ),
    issued=maybe(stated(DATE)),
    copyrighted=maybe(stated(DATE)),
    submitted=maybe(stated(DATE)),
    accepted=maybe(stated(DATE)),
    made=few(stated(DATE | EDTF), 1),
    dates=few(stated(EDTF), 1),
    start=maybe(stated(DATE)),
    frequencies=few(stated(st.sampled_from(["semiannual", "threeTimesAYear"])), 1),
    summaries=few(TEXT, 1),
    abstracts=few(TEXT, 1),
    notes=few(TEXT, 2),
    contents=few(TEXT, 1),
    editions=few(TEXT, 1),
    extents=few(st.builds(Extent, WORDS, SOURCE, maybe(st.just(503)), maybe(st.just("PT93M")), TAGS), 2),
    languages=st.lists(stated(LANGUAGE), max_size=2, unique_by=lambda one: one.value).map(tuple),
    degrees=few(TEXT, 1),
    awards=few(TEXT, 1),
    release=maybe(st.builds(Release, SOURCE, few(WORDS, 2), maybe(BODY))),
    keywords=few(TEXT),
    sections=few(TEXT, 1),
    genres=few(CONCEPT, 2),
    subjects=few(CONCEPT),
    subject_agents=few(AGENT, 1),
    classifications=few(
        st.builds(Classification, st.sampled_from(["lcc", "ddc", "nlm", "rvk"]), WORDS, SOURCE), 2
    ),
    places=few(PLACE),
    periods=few(st.builds(Period, WORDS, SOURCE), 1),
    series=few(st.builds(Series, WORDS, SOURCE, few(TEXT, 1), maybe(WORDS), maybe(ISSN), few(AGENT, 1)), 2),
    container=maybe(CONTAINER),
    parents=few(st.builds(Parent, st.just("2"), SOURCE), 1),
    related=few(RELATED),
    references=few(st.builds(Reference, SOURCE, IRI) | st.builds(Reference, SOURCE, st.none(), WORDS), 2),
    notices=few(st.builds(Notice, st.sampled_from(NoticeKind), SOURCE, IRI), 2),
    relations=few(TEXT, 1),
    grants=few(st.builds(Grant, SOURCE, maybe(WORDS), few(AGENT, 1), maybe(TEXT)), 2),
    identifiers=st.lists(stated(st.sampled_from(IDENTIFIERS)), max_size=2, unique=True).map(tuple),
    isbns=few(st.builds(Isbn, ISBN, SOURCE), 1),
    issns=few(stated(ISSN), 1),
    urls=few(st.builds(Url, IRI, st.sampled_from(UrlRole), SOURCE, maybe(st.just("application/pdf"))), 2),
    licence=maybe(stated(st.just("https://creativecommons.org/licenses/by/4.0/"))),
    rights=few(st.builds(Rights, st.sampled_from(RightsKind), SOURCE, TEXT), 2),
    rights_holders=few(AGENT, 1),
    free=maybe(st.builds(Stated, st.booleans(), SOURCE)),
)
