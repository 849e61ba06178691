"""PubMed XML cut into records: envelopes, withdrawn citations, and what is broken."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Finding
from ld.sources.base import Origin, ParseOptions, SourceRecord
from ld.sources.pubmed import PUBMED, detect, one_record, parse, read
from ld.sources.registry import SOURCES, of_root

HEAD = b'<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'


def article(pmid: str, inner: str = "") -> str:
    return f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>{inner}</MedlineCitation></PubmedArticle>'


def items(*parts: str | bytes) -> list[SourceRecord | Finding]:
    data = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    return list(read(io.BytesIO(data), "a.xml"))


def brief(*parts: str | bytes) -> list[str]:
    """Ids, and codes of findings in the place of records."""
    return [one.code if isinstance(one, Finding) else one.id for one in items(*parts)]


def test_a_set_of_articles_and_books() -> None:
    book = "<PubmedBookArticle><BookDocument><PMID>8</PMID></BookDocument></PubmedBookArticle>"
    found = items(HEAD, "<PubmedArticleSet>", article("7"), book, article("9"), "</PubmedArticleSet>")
    assert [one.id for one in found if isinstance(one, SourceRecord)] == ["pmid-7", "pmid-8", "pmid-9"]
    first = found[0]
    assert isinstance(first, SourceRecord)
    assert (first.raw.decode(), first.media_type, first.format) == (article("7"), "application/xml", "pubmed")
    assert first.origin == Origin("a.xml", 1, len(HEAD) + len("<PubmedArticleSet>"))


def test_the_records_own_pmid() -> None:
    """Corrections and references hold the PMIDs of others."""
    cited = "<CommentsCorrectionsList><CommentsCorrections><PMID>5</PMID></CommentsCorrections></CommentsCorrectionsList>"
    no_own = f"<PubmedArticle><MedlineCitation>{cited}</MedlineCitation></PubmedArticle>"
    assert brief(article("7", cited), no_own) == ["pmid-7", ""]


@pytest.mark.parametrize(
    "alone",
    [
        article("7"),
        "<MedlineCitation><PMID> 7\n</PMID></MedlineCitation>",
        "<BookDocument><PMID>7</PMID></BookDocument>",
    ],
)
def test_a_record_alone(alone: str) -> None:
    assert brief(HEAD, alone) == ["pmid-7"]
    assert brief(f"<MedlineCitationSet>{alone}</MedlineCitationSet>") == ["pmid-7"]


def test_withdrawn_citations() -> None:
    found = items(
        "<PubmedArticleSet>",
        article("7"),
        "<DeleteCitation><PMID Version='1'>33952505</PMID>\n<PMID>1</PMID><PMID>x</PMID></DeleteCitation></PubmedArticleSet>",
    )
    assert [(one.id, one.deleted) for one in found if isinstance(one, SourceRecord)] == [
        ("pmid-7", False),
        ("pmid-33952505", True),
        ("pmid-1", True),
    ]
    assert isinstance(found[3], Finding)
    assert [one.origin.number for one in found if isinstance(one, SourceRecord)] == [1, 2, 3]
    assert isinstance(found[1], SourceRecord)
    assert parse(found[1], ParseOptions()).findings == ()


@pytest.mark.parametrize(
    ("broken", "cause"),
    [
        (article("8").replace("</PMID>", "</PMDI>"), "not well-formed XML: Opening and ending tag mismatch"),
        (article("8").replace("</PubmedArticle>", ""), "PubmedArticle has no end"),
        (article("8", "<!-- no end"), "not well-formed XML"),
        (article("8", "&own;"), "not well-formed XML: Entity 'own' not defined"),
        (article("8", "a < b"), "not well-formed XML"),
        (article("8", "\x0b"), "not well-formed XML"),
        ("<DeleteCitation><PMID>1</DeleteCitation>", "not well-formed XML"),
    ],
)
def test_reading_goes_on_behind_a_broken_record(broken: str, cause: str) -> None:
    found = items("<PubmedArticleSet>", article("7"), broken, article("9"), "</PubmedArticleSet>")
    finding = found[1]
    assert isinstance(finding, Finding)
    assert finding.code == "record.unreadable"
    assert finding.message.startswith(f"a.xml, record 2, byte {18 + len(article('7'))}: {cause}")
    assert [one.id for one in found if isinstance(one, SourceRecord)] == ["pmid-7", "pmid-9"]


def test_bytes_that_are_no_utf8_cost_one_record() -> None:
    assert brief(article("7"), article("8").encode().replace(b"8", b"8\xff"), article("9")) == [
        "pmid-7",
        "record.unreadable",
        "pmid-9",
    ]


def test_a_file_that_breaks_off() -> None:
    assert brief(HEAD, "<PubmedArticleSet>", article("7"), article("8")[:60]) == [
        "pmid-7",
        "record.unreadable",
    ]


def test_other_encodings() -> None:
    text = (
        '<?xml version="1.0" encoding="{}"?><PubmedArticleSet>'
        + article("7", "<Article><ArticleTitle>Café</ArticleTitle></Article>")
        + "</PubmedArticleSet>"
    )
    for codec in ("utf-16", "iso-8859-1", "utf-8-sig"):
        (one,) = items(text.format("utf-8" if codec == "utf-8-sig" else codec).encode(codec))
        assert isinstance(one, SourceRecord)
        found = parse(one, ParseOptions()).record
        assert found is not None
        assert found.titles[0].value == "Café"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (HEAD + b"<PubmedArticleSet></PubmedArticleSet>", "PubmedArticleSet"),
        (b"<PubmedArticle>", "PubmedArticle"),
        (b"<!-- x --><MedlineCitation Status='x'>", "MedlineCitation"),
        ("<PubmedBookArticleSet/>".encode("utf-16"), "PubmedBookArticleSet"),
        (b"<rss/>", None),
        (b"<ArticleSet/>", None),
        (b"<article/>", None),
        (b"{}", None),
        (b"", None),
    ],
)
def test_detection(head: bytes, name: str | None) -> None:
    stream = io.BytesIO(head)
    assert detect(stream) == name
    assert stream.tell() == 0


def test_an_empty_set_is_a_source_without_records() -> None:
    assert items(HEAD, "<PubmedArticleSet></PubmedArticleSet>") == []
    assert brief("<rss>PubmedArticle</rss>") == ["source.unknown-format"]


def test_one_record() -> None:
    origin = Origin("oai.xml", 3, 77)
    for raw in (
        article("7").encode(),
        HEAD + b"<PubmedArticleSet>" + article("7").encode() + b"</PubmedArticleSet>",
    ):
        found = one_record(raw, origin)
        assert isinstance(found, SourceRecord)
        assert (found.id, found.origin) == ("pmid-7", origin)
    for raw in (b"", b"<dc/>", b"<PubmedArticle>", b"<PubmedArticle><a></PubmedArticle>"):
        assert isinstance(one_record(raw, origin), Finding)


def test_the_row() -> None:
    assert SOURCES["pubmed"] is PUBMED
    assert of_root("", "PubmedArticle") is PUBMED
    assert of_root("http://any.example/", "MedlineCitation") is PUBMED


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([article("7"), "<PubmedArticleSet>", "</PubmedArticleSet>", "<PubmedArticle>", "</PubmedArticle>", "<MedlineCitation>", "<PMID>1</PMID>", "<DeleteCitation>", "</DeleteCitation>", "<!--", "-->", "<![CDATA[", "]]>", "&", "<", "'", "\x00", "x"])
        | st.binary(max_size=6).map(lambda raw: raw.decode("latin-1")),
        max_size=12,
    )
)  # fmt: skip
def test_any_source_gives_records_and_findings(parts: list[str]) -> None:
    for one in items(*parts):
        if isinstance(one, SourceRecord):
            assert one.id.startswith("pmid-") or one.id == ""
            parse(one, ParseOptions())
        else:
            assert one.code in {"record.unreadable", "source.unknown-format"}


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(1, 99_999_999), min_size=1, max_size=6),
    st.sampled_from(["", "\n  ", "<!-- x -->", "<?x?>"]),
)
def test_concatenated_records_come_back_as_they_were(pmids: list[int], between: str) -> None:
    found = items(
        "<PubmedArticleSet>",
        between.join(["", *(article(str(pmid)) for pmid in pmids), ""]),
        "</PubmedArticleSet>",
    )
    assert [one.raw.decode() for one in found if isinstance(one, SourceRecord)] == [
        article(str(pmid)) for pmid in pmids
    ]
