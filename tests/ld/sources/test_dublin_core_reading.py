"""Dublin Core files and answers of OAI-PMH: what is a record, under which id, of which format."""

from __future__ import annotations

import contextlib
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError, TruncatedSourceError
from ld.findings import Finding, Severity
from ld.sources import SOURCES, ParseOptions, SourceRecord
from ld.sources.compression import plain
from ld.sources.dublin_core import read
from ld.sources.dublin_core.identifiers import record_id
from tests.ld.sources.dublin_core_rows import NAMESPACES, answer, bare, items, record

TITLE = "<dc:title>Emma</dc:title>"
MARC = (
    '<record><header><identifier>oai:x.org:m1</identifier></header><metadata><record xmlns="http://www.loc.gov/MARC21/slim">'
    '<leader>00000nam a2200000 a 4500</leader><controlfield tag="001">77</controlfield><datafield tag="245" ind1="0" ind2="0">'
    '<subfield code="a">Emma /</subfield></datafield></record></metadata></record>'
)


def test_an_answer_is_its_records_under_their_oai_identifiers() -> None:
    found = items(answer(record(TITLE, "oai:x.org:1"), record(TITLE, "oai:x.org:2")))
    assert [(one.id, one.format, one.deleted) for one in found if isinstance(one, SourceRecord)] == [
        ("oai:x.org:1", "oai_dc", False),
        ("oai:x.org:2", "oai_dc", False),
    ]
    assert [str(one.origin) for one in found if isinstance(one, SourceRecord)] == [
        "a.xml, record 1, byte 154",
        "a.xml, record 2, byte 574",
    ]


def test_raw_is_the_record_with_its_envelope_and_gives_the_same_again() -> None:
    (one,) = items(answer(record(TITLE, "oai:x.org:1")))
    assert isinstance(one, SourceRecord)
    (again,) = items(one.raw)
    assert isinstance(again, SourceRecord)
    assert (again.id, again.raw) == (one.id, one.raw)
    assert one.raw.startswith(b'<record xmlns="http://www.openarchives.org/OAI/2.0/"><header>')


def test_deleted_records_are_given_as_such() -> None:
    (one,) = items(answer(record("", "oai:x.org:9")))
    assert isinstance(one, SourceRecord)
    assert (one.id, one.deleted) == ("oai:x.org:9", True)


@pytest.mark.parametrize("verb", ["GetRecord", "ListRecords"])
def test_answers_without_their_root(verb: str) -> None:
    data = f"<{verb}>{record(TITLE, 'oai:x.org:1')}</{verb}>".encode()
    assert [one.id for one in items(data) if isinstance(one, SourceRecord)] == ["oai:x.org:1"]


def test_a_record_alone_and_records_in_any_element() -> None:
    assert len(items(record(TITLE).encode())) == 1
    assert len(items(f"<harvest>{record(TITLE)}{record(TITLE)}</harvest>".encode())) == 2
    assert len(items(b"<all>" + bare(TITLE) + bare(TITLE) + bare(TITLE) + b"</all>")) == 3
    assert len(items(f"<r {NAMESPACES}><x>{TITLE}</x><x>{TITLE}</x></r>".encode())) == 2


def test_metadata_without_the_element_around_it() -> None:
    data = record(TITLE).replace("<metadata>", "").replace("</metadata>", "")
    (one,) = items(data.encode())
    assert isinstance(one, SourceRecord)
    found = SOURCES["oai_dc"].parse(one, ParseOptions()).record
    assert found
    assert [title.value for title in found.titles] == ["Emma"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["http://example.org/1", "oai:x.org:1", "doi:10.1234/x"], "oai:x.org:1"),
        (["http://example.org/1", "10.1234/x", "7"], "10.1234/x"),
        (["7", "https://example.org/1"], "https://example.org/1"),
        (["http://example.org/1", "http://hdl.handle.net/1/2"], "http://hdl.handle.net/1/2"),
        (["urn:nbn:fi:oerfi-1", "7"], "urn:nbn:fi:oerfi-1"),
        (["A citation, 2010", "MS 12/7", "MS-12"], "MS-12"),
        (["9783161484100", "x7"], "x7"),
        (["9783161484100"], "9783161484100"),
        (["0378-5955"], ""),
        (["x" * 513], ""),
        (["two words"], ""),
        ([], ""),
    ],
)
def test_the_id_of_a_record_without_an_envelope(values: list[str], expected: str) -> None:
    assert record_id(values) == expected
    (one,) = items(bare("".join(f"<dc:identifier>{value}</dc:identifier>" for value in values)))
    assert isinstance(one, SourceRecord)
    assert one.id == expected


def test_an_envelope_without_an_identifier() -> None:
    body = f"{TITLE}<dc:identifier>7</dc:identifier>"
    (one,) = items(answer(record(body, "")))
    assert isinstance(one, SourceRecord)
    assert one.id == "7"


def test_marc_in_an_envelope_is_marc_under_the_oai_identifier() -> None:
    one, two = items(answer(MARC, record(TITLE, "oai:x.org:2")))
    assert isinstance(one, SourceRecord)
    assert isinstance(two, SourceRecord)
    assert (one.id, one.format, one.media_type) == ("oai:x.org:m1", "marc", "application/marcxml+xml")
    assert one.raw.startswith(b'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>')
    assert one.raw.endswith(b"</datafield></record>")
    found = SOURCES["marc"].parse(one, ParseOptions()).record
    assert found
    assert [title.value for title in found.titles] == ["Emma"]
    assert two.id == "oai:x.org:2"


def test_prefixed_marc_takes_its_namespaces_along() -> None:
    marc = MARC.replace("<record><header>", '<record xmlns:m="http://www.loc.gov/MARC21/slim"><header>')
    for name in ("leader", "controlfield", "datafield", "subfield"):
        marc = marc.replace(f"<{name}", f"<m:{name}").replace(f"</{name}", f"</m:{name}")
    marc = marc.replace('<record xmlns="http://www.loc.gov/MARC21/slim">', "<m:record>").replace(
        "</m:datafield></record>", "</m:datafield></m:record>"
    )
    (one,) = items(answer(marc))
    assert isinstance(one, SourceRecord)
    assert one.raw.startswith(b"<m:record xmlns")
    assert one.format == "marc"


def test_metadata_that_nobody_reads_are_named() -> None:
    mods = record(TITLE, "oai:x.org:5").replace(
        bare(TITLE).decode(), '<mods xmlns="http://www.loc.gov/mods/v3"/>'
    )
    one, two = items(answer(mods, record(TITLE)))
    assert isinstance(one, Finding)
    assert (one.code, one.severity, one.record_id) == ("record.unreadable", Severity.VIOLATION, "oai:x.org:5")
    assert "mods in the namespace http://www.loc.gov/mods/v3; ask the repository" in one.message
    assert isinstance(two, SourceRecord)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("<record><header><identifier>1</identifier></header></record>", "it has no metadata"),
        ("<record><header><identifier>1</identifier></header><metadata/></record>", "it has no metadata"),
        (record(TITLE).replace("Emma", "Emma & Co"), "not well-formed XML"),
        (record(TITLE).replace("</dc:title>", "</dc:name>"), "not well-formed XML"),
        (record(TITLE).replace("Emma", "&unknown;"), "not well-formed XML"),
    ],
)
def test_a_broken_record_costs_only_itself(fault: str, message: str) -> None:
    one, broken, two = items(answer(record(TITLE, "1"), fault, record(TITLE, "2")))
    assert isinstance(broken, Finding)
    assert (broken.code, broken.severity) == ("record.unreadable", Severity.VIOLATION)
    assert message in broken.message
    assert broken.message.startswith("a.xml, record 2, byte ")
    assert [one.id for one in (one, two) if isinstance(one, SourceRecord)] == ["1", "2"]


def test_a_file_that_is_cut_off() -> None:
    data = answer(record(TITLE, "1"), record(TITLE, "2"))
    one, two = items(data[:-120])
    assert isinstance(one, SourceRecord)
    assert isinstance(two, Finding)
    assert "cut off" in two.message


@pytest.mark.parametrize("step", [37])
def test_a_compressed_answer_that_is_cut_off_gives_what_came_before(step: int) -> None:
    data = answer(*(record(f"<dc:title>{n * 7919:x}{n * n:x}</dc:title>", str(n)) for n in range(300)))
    packed = gzip.compress(data)
    for end in range(len(packed) // 2, len(packed), step * 10):
        stream = plain(io.BufferedReader(io.BytesIO(packed[:end])), "a.gz")
        ids = []
        with contextlib.suppress(TruncatedSourceError):
            ids.extend(one.id for one in read(stream, "a.gz") if isinstance(one, SourceRecord))
            raise AssertionError("no error")
        assert ids == [str(n) for n in range(len(ids))]


def test_no_records_match_is_no_records() -> None:
    assert items(b'<OAI-PMH><error code="noRecordsMatch">nothing</error></OAI-PMH>') == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ('<error code="badResumptionToken">expired &amp; gone</error>', "badResumptionToken: expired & gone"),
        ('<error code="badVerb"/>', "records: badVerb$"),
        ("<error/>", "an error without a word"),
    ],
)
def test_other_errors_end_the_source(error: str, message: str) -> None:
    with pytest.raises(SourceError, match=f"a.xml: the repository answered with an error, .*{message}"):
        items(f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{error}</OAI-PMH>'.encode())


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ('<resumptionToken completeListSize="733" cursor="0">abc</resumptionToken>', "733"),
        ("<resumptionToken>abc</resumptionToken>", ""),
    ],
)
def test_a_token_says_that_there_is_more(token: str, value: str) -> None:
    _, remark = items(answer(record(TITLE), token))
    assert isinstance(remark, Finding)
    assert (remark.code, remark.severity, remark.value) == ("source.partial", Severity.INFO, value)
    assert "a.xml: this answer holds 1" in remark.message


@pytest.mark.parametrize(
    "tokens",
    [
        ['<resumptionToken completeListSize="1"/>'],
        ["<resumptionToken> </resumptionToken>"],
        [],
    ],
)
def test_the_last_page_has_no_token(tokens: list[str]) -> None:
    assert len(items(answer(record(TITLE), *tokens))) == 1


def test_pages_put_together_are_whole_if_the_last_has_no_token() -> None:
    pages = [
        record(TITLE, "1"),
        "<resumptionToken>a</resumptionToken>",
        record(TITLE, "2"),
        "<resumptionToken/>",
    ]
    assert len(items(answer(*pages))) == 2


@pytest.mark.parametrize("verb", ["Identify", "ListSets", "ListIdentifiers"])
def test_an_answer_that_holds_no_records(verb: str) -> None:
    data = f"<OAI-PMH><{verb}><header><identifier>1</identifier></header></{verb}></OAI-PMH>"
    (one,) = items(data.encode())
    assert isinstance(one, Finding)
    assert (one.code, one.severity) == ("source.unknown-format", Severity.VIOLATION)
    assert "an answer of OAI-PMH without records" in one.message


def test_other_xml_is_unknown() -> None:
    (one,) = items(b"<rss><channel/></rss>")
    assert isinstance(one, Finding)
    assert one.code == "source.unknown-format"


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{bare("<dc:title>Äpfel</dc:title>").decode()}'
    (one,) = items(text.encode(encoding))
    assert isinstance(one, SourceRecord)
    assert "Äpfel".encode() in one.raw


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<record>",
                "</record>",
                "<header>",
                '<header status="deleted">',
                "</header>",
                "<metadata>",
                "</metadata>",
                "<identifier>1</identifier>",
                bare(TITLE).decode(),
                MARC,
                record(TITLE),
                "<resumptionToken>",
                "</resumptionToken>",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "&",
                "text",
                '<error code="noRecordsMatch"/>',
                "<article/>",
                "<PubmedArticle/>",
            ]
        ),
        max_size=12,
    )
)
def test_any_answer_is_read_or_refused(parts: list[str]) -> None:
    for one in items(answer(*parts)):
        if isinstance(one, SourceRecord):
            SOURCES[one.format].parse(one, ParseOptions())
        else:
            assert one.code in {"record.unreadable", "source.partial", "source.unknown-format"}
