"""Telling formats by content over all rows: files, folders, patterns, archives, standard input; and what is unknown."""

from __future__ import annotations

import fnmatch
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Finding
from ld.sources import SOURCES, ParseOptions, SourceRecord, open_sources, read
from ld.sources.compression import LIMITS
from ld.sources.opening import PEEK
from ld.sources.registry import of_root
from ld.sources.tar import tar_members
from tests.ld.sources.dublin_core_rows import answer, bare, record

MARC = b"00051nam a2200037 a 4500001000300000\x1ea1\x1e\x1d"
MARCXML = (
    b'<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>'
    b'<controlfield tag="001">x1</controlfield></record>'
)
PUBMED = (
    b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article><ArticleTitle>T</ArticleTitle></Article>"
    b"</MedlineCitation></PubmedArticle></PubmedArticleSet>"
)
JATS = (
    b'<article article-type="research-article"><front><article-meta><article-id pub-id-type="doi">10.1234/z</article-id>'
    b"<title-group><article-title>J</article-title></title-group></article-meta></front></article>"
)
SOLR = b'{"id": "s1", "title_short": "T"}\n'
SAMPLES = {
    "vufind": [
        SOLR,
        b'{"response": {"numFound": 1, "start": 0, "docs": [{"id": "s1", "title": "T"}]}}',
        b'{"resultCount": 1, "records": [{"id": "s1"}], "status": "OK"}',
        b"Page\n_version_ 17\nauthor A, B\nid s1\ntitle T",
        b'{"id": "s1", "fullrecord": "{\\"leader\\":\\"00000nam a2200000 a 4500\\",\\"fields\\":[]}", "record_format": "marc"}',
    ],
    "marc": [
        MARC,
        b"\n \n" + MARC,
        MARCXML,
        b"<collection>" + MARCXML.replace(b' xmlns="http://www.loc.gov/MARC21/slim"', b"") + b"</collection>",
        b'{"leader": "00000nam a2200000 a 4500", "fields": [{"001": "j1"}]}',
        b"000000001 LDR   L 00000nam^a2200000^a^4500\n000000001 245   L $$aEmma\n",
        b"=LDR  00000nam  2200000 a 4500\n=001  a1\n",
    ],
    "pubmed": [
        PUBMED,
        b'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD" "x.dtd">' + PUBMED,
    ],
    "jats": [
        JATS,
        b"<!DOCTYPE article PUBLIC 'x' 'y'>" + JATS,
        b"<pmc-articleset>" + JATS + b"</pmc-articleset>",
    ],
    "oai_dc": [
        bare("<dc:title>A</dc:title><dc:identifier>d1</dc:identifier>"),
        answer(record("<dc:title>A</dc:title>")),
        record("<dc:title>A</dc:title>").encode(),
        b"<qualifieddc><identifier>d1</identifier></qualifieddc>",
    ],
}
UNKNOWN = {
    "rss": b'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><dc:creator>A</dc:creator></item></channel></rss>',
    "atom": b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A</dc:title></feed>',
    "rdf": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description><dc:title>A</dc:title></rdf:Description></rdf:RDF>',
    "ead": b'<ead xmlns="urn:isbn:1-931666-22-9"><eadheader/></ead>',
    "mods": b'<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo/></mods>',
    "lido": b'<lido:lidoWrap xmlns:lido="http://www.lido-schema.org"><lido:lido/></lido:lidoWrap>',
    "html": b"<!DOCTYPE html><html><head><title>A</title></head></html>",
    "docbook": b"<article><title>A</title><para>B</para></article>",
    "csv": b"id;title\n1;A\n",
    "json": b'{"a": 1}',
    "binary": bytes(range(256)) * 10,
    "png": b"\x89PNG\r\n\x1a\n",
}


def rows(data: bytes) -> list[str]:
    return [row.name for row in SOURCES.rows() if row.detect(io.BytesIO(data))]


def formats(*arguments: object, format: str = "auto") -> list[str]:
    return [
        one.format if isinstance(one, SourceRecord) else one.code
        for one in read([str(argument) for argument in arguments], format=format)
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_is_told_by_one_row_alone(name: str) -> None:
    for data in SAMPLES[name]:
        assert rows(data) == [name], data[:80]


@pytest.mark.parametrize("data", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_unknown_is_one_finding(tmp_path: Path, data: bytes) -> None:
    assert rows(data) == []
    (tmp_path / "a").write_bytes(data)
    (tmp_path / "b").write_bytes(SOLR)
    assert formats(tmp_path) == ["source.unknown-format", "vufind"]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_format_named_or_told_gives_the_same(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    for n, data in enumerate(SAMPLES[name]):
        (tmp_path / f"{n}").write_bytes(pack(data))
        assert formats(tmp_path / f"{n}") == formats(tmp_path / f"{n}", format=name) == [name]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_format_that_is_forced_on_another_file_is_no_crash(tmp_path: Path, name: str) -> None:
    for other, samples in {**SAMPLES, "unknown": list(UNKNOWN.values())}.items():
        for n, data in enumerate(samples):
            (tmp_path / f"{other}{n}").write_bytes(data)
            for one in read([str(tmp_path / f"{other}{n}")], format=name):
                assert isinstance(one, Finding) or one.format == name


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with a file of each format, and one of none."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for name, samples in SAMPLES.items():
        (folder / f"{name}.dat").write_bytes(samples[0])
    (folder / "what.dat").write_bytes(UNKNOWN["csv"])
    (folder / "zip.dat.gz").write_bytes(gzip.compress(MARCXML))
    return folder


ALL = ["jats", "marc", "oai_dc", "pubmed", "vufind", "source.unknown-format", "marc"]


def test_folders_and_patterns_mix_formats(mixed: Path) -> None:
    assert formats(mixed) == ALL
    assert formats(mixed / "[mp]*.dat") == ["marc", "pubmed"]
    assert formats(mixed / "*.gz", mixed / "jats.dat") == ["marc", "jats"]


def test_archives_mix_formats(mixed: Path, tmp_path: Path) -> None:
    files = sorted(mixed.iterdir())
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    for mode in ("w", "w:gz"):
        name = tmp_path / f"all.{mode[2:]}tar"
        with tarfile.open(name, mode) as tar:  # type: ignore[call-overload] # a mode
            for file in files:
                tar.add(file, file.name)
        assert formats(name) == ALL
    (tmp_path / "all.tar.zst").write_bytes(
        zstandard.ZstdCompressor().compress((tmp_path / "all.tar").read_bytes())
    )
    assert formats(tmp_path / "all.zip") == ALL
    assert formats(tmp_path / "all.tar.zst") == ALL


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_archives_come_by_standard_input_too(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for file in sorted(mixed.iterdir()):
            tar.add(file, file.name)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(pack(made.getvalue()))))
    assert formats("-") == ALL


def test_an_archive_of_101_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(101):
            data = PUBMED.replace(b"<PMID>7", b"<PMID>%d" % (n + 1))
            archive.writestr(f"{n:03}.xml{'.gz' if n % 2 else ''}", gzip.compress(data) if n % 2 else data)
    found = list(read([str(tmp_path / "many.zip")]))
    assert [one.id for one in found if isinstance(one, SourceRecord)] == [f"pmid-{n}" for n in range(1, 102)]
    assert {str(one.origin) for one in found[:1] if isinstance(one, SourceRecord)} == {
        f"{tmp_path}/many.zip/000.xml, record 1, byte 18"
    }


def test_detection_looks_at_64_kilobytes(tmp_path: Path) -> None:
    class Watched(io.BytesIO):
        """Counts what is read."""

        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.taken = max(self.taken, self.tell())
            return data

    for data in (b"<a>" + b" " * 200_000, b"{" + b" " * 200_000, b"x" * 200_000, MARC * 5000):
        stream = Watched(data)
        for row in SOURCES.rows():
            row.detect(stream)
        assert stream.taken <= PEEK
        assert stream.tell() == 0


# XML records inside of others: each row contributes its roots.


INSIDE = {
    "marc": (MARCXML, "application/marcxml+xml"),
    "pubmed": (
        PUBMED.removeprefix(b"<PubmedArticleSet>").removesuffix(b"</PubmedArticleSet>"),
        "application/xml",
    ),
    "jats": (
        JATS.replace(b"<article ", b'<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" ', 1),
        "application/xml",
    ),
    "oai_dc": (bare("<dc:title>A</dc:title>"), "application/xml"),
}


@pytest.mark.parametrize("name", INSIDE)
def test_every_xml_format_comes_in_answers_of_oai_pmh(name: str) -> None:
    inner, media_type = INSIDE[name]
    whole = record("x").replace(bare("x").decode(), inner.decode())
    (one,) = SOURCES["oai_dc"].read(io.BytesIO(answer(whole)), "a.xml")
    assert isinstance(one, SourceRecord)
    assert (one.id, one.format, one.media_type) == ("oai:repo.example.org:1", name, media_type)
    found = SOURCES[name].parse(one, ParseOptions()).record
    assert found
    assert found.id == "oai:repo.example.org:1"


@pytest.mark.parametrize("name", INSIDE)
def test_every_xml_format_may_be_a_full_record(name: str) -> None:
    inner, _ = INSIDE[name]
    text = f'{{"id": "s/1", "fullrecord": {json.dumps(inner.decode())}}}'.encode()
    (one,) = SOURCES["vufind"].read(io.BytesIO(text), "a.json")
    assert isinstance(one, SourceRecord)
    parsed = SOURCES["vufind"].parse(one, ParseOptions())
    assert parsed.record
    assert parsed.record.id == "s/1"
    assert not [finding for finding in parsed.findings if finding.code == "fullrecord.unreadable"]


def test_roots_belong_to_one_format_each() -> None:
    roots = [root for row in SOURCES.rows() for root in row.roots]
    assert len(roots) == len(set(roots))
    for row in SOURCES.rows():
        assert bool(row.roots) == bool(row.one_record)
        for namespace, name in row.roots:
            assert of_root("http://any.example" if namespace == "*" else namespace, name) is row


# Every file there is.


TABLE = [
    ("*LICENSE*", "unknown"),
    ("*ORIGIN.txt", "unknown"),
    ("README.md", "unknown"),
    ("oai-dc/*.xml", "oai_dc"),
    ("pubmed-xml/*", "pubmed"),
    ("plos-jats/*", "jats"),
    ("ncbiutils/tests/data/no_pubmedarticleset.xml", "unknown"),  # an RSS page
    ("ncbiutils/tests/data/pmc*.xml", "jats"),
    ("ncbiutils/*", "pubmed"),
    ("vufind-solr/*", "vufind"),
    ("vufind/*.ndjson", "vufind"),
    ("vufind/tests/data/fake-deleted-ids.txt", "unknown"),
    ("vufind/tests/data/*", "marc"),
    ("vufind/module/VuFind/tests/fixtures/marc/*", "marc"),
    ("vufind/module/VuFind/tests/fixtures/oai/*", "oai_dc"),
    ("vufind/module/VuFind/tests/fixtures/csv/test*.json", "vufind"),
    ("vufind/module/VuFind/tests/fixtures/misc/*", "vufind"),
    ("vufind/module/Finna/tests/fixtures/aipa/*", "oai_dc"),
    ("vufind/module/Finna/tests/fixtures/lrmi/*", "oai_dc"),
    ("vufind/module/Finna/tests/fixtures/qdc/*", "oai_dc"),
    ("vufind/*/blender/response/solr/*", "vufind"),
    ("vufind/*/solr/response/*facet", "unknown"),  # counts of facets, no documents
    ("vufind/*/solr/response/*request", "unknown"),
    ("vufind/*/solr/response/*error", "unknown"),
    ("vufind/*/solr/response/*", "vufind"),
    ("vufind/module/*", "unknown"),  # EAC, EAD, LIDO, Forward; answers of other search engines; PHP
    ("Catmandu-MARC/t/*.fix", "unknown"),
    ("Catmandu-MARC/t/*.li[nf]*", "unknown"),  # MARC line formats that nobody else writes
    ("pymarc/test/test_*.txt", "unknown"),  # lines of text in MARC-8
    ("solrmarc/*.del", "unknown"),  # empty
    ("loc-books/*", "marc"),
    ("solrmarc/*", "marc"),
    ("marc2bibframe2/*", "marc"),
    ("marc4j/*", "marc"),
    ("pymarc/*", "marc"),
    ("Catmandu-MARC/*", "marc"),
]


def expected(name: str) -> str:
    return next(kind for pattern, kind in TABLE if fnmatch.fnmatch(name, pattern))


@pytest.mark.shared
def test_every_file_of_the_corpora_is_what_it_is(shared: Path) -> None:
    corpora = shared / "corpora"
    wrong, count = [], 0
    for file in sorted(path for path in corpora.rglob("*") if path.is_file()):
        name = str(file.relative_to(corpora))
        for opened in open_sources([str(file)]):
            found = [row.name for row in SOURCES.rows() if row.detect(opened.stream)] or ["unknown"]
            count += 1
            if found != [expected(name)]:
                wrong.append((name, found))
    assert not wrong
    assert count > 500


@pytest.mark.shared
def test_a_tar_of_the_corpora(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "corpora" / "pubmed-xml").glob("*.xml"))
    with tarfile.open(tmp_path / "all.tgz", "w:gz") as archive:
        for file in files:
            archive.add(file, file.name)
    assert formats(tmp_path / "all.tgz") == ["pubmed"] * 101
    with (tmp_path / "all.tgz").open("rb") as packed, gzip.open(packed) as plain:
        names = [name for name, _ in tar_members(io.BufferedReader(plain), "t", LIMITS)]  # type: ignore[arg-type] # a raw stream
    assert names == [f"t/{file.name}" for file in files]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([data for samples in SAMPLES.values() for data in samples] + list(UNKNOWN.values())),
    st.integers(0, 300),
    st.binary(max_size=8),
)
def test_detection_never_raises(data: bytes, place: int, noise: bytes) -> None:
    assert len(rows(data[:place] + noise + data[place:])) <= 2
