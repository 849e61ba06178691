"""The DCAT description says what is true of editions and their files, in the terms that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import DCAT as RDFLIB_DCAT
from rdflib import FOAF as RDFLIB_FOAF
from rdflib import VOID as RDFLIB_VOID

from ld.config import Settings, load
from ld.dumps import DumpPlan, read_dumps, write_delta, write_dumps
from ld.editions import Editions
from ld.errors import ConfigError, MintingError
from ld.namespaces import DCAT, DCTERMS, FOAF_OF_DATASET, RDF, SPDX, VOID, XSD
from tests.ld.dumps.describing import CATALOG, DAILY, DATASET, SETTINGS, described, values
from tests.ld.editions.cards import BASE, entry, graph, put

IANA = "https://www.iana.org/assignments/media-types/"


def test_the_catalogue_holds_the_dataset(dcat: list[Triple], dumped: Editions) -> None:
    assert values(dcat, CATALOG, RDF.type) == [DCAT.Catalog.value]
    assert values(dcat, CATALOG, DCAT.dataset) == [DATASET.value]
    assert values(dcat, CATALOG, DCAT.service) == [f"{BASE}/dataset#sparql", f"{BASE}/dataset#api"]
    assert values(dcat, CATALOG, DCTERMS.title) == ["Catalogue"]
    assert values(dcat, CATALOG, DCTERMS.publisher) == [f"{BASE}/dataset#publisher"]
    assert values(dcat, CATALOG, DCTERMS.license) == [SETTINGS.license]
    assert values(dcat, CATALOG, FOAF_OF_DATASET.homepage) == [f"{BASE}/"]
    first, last = (info.created for info in dumped.list())
    for node in (CATALOG, DATASET):
        assert values(dcat, node, DCTERMS.issued) == [first]
        assert values(dcat, node, DCTERMS.modified) == [last]
    assert values(dcat, DATASET, RDF.type) == [VOID.Dataset.value, DCAT.Dataset.value]
    assert values(dcat, DATASET, DCAT.version) == ["2"]
    assert values(dcat, DATASET, DCAT.landingPage) == [f"{BASE}/"]
    assert values(dcat, DATASET, DCTERMS.accrualPeriodicity) == [DAILY]


def test_distributions_are_the_files(dcat: list[Triple], dumped: Editions) -> None:
    files = {(n, file.format): file for n in (1, 2) for file in read_dumps(dumped.dumps_folder(n))}
    for (number, extension), file in files.items():
        node = NamedNode(f"{BASE}/dataset#dump-{number}-{extension}")
        content = file.path.read_bytes()
        assert values(dcat, node, RDF.type) == [DCAT.Distribution.value]
        assert values(dcat, node, DCAT.byteSize) == [str(len(content))]
        for predicate in (DCAT.accessURL, DCAT.downloadURL):
            assert values(dcat, node, predicate) == [f"{BASE}/dumps/{number}/{file.name}"]
        assert values(dcat, node, DCAT.mediaType) == [IANA + file.media_type]
        assert values(dcat, node, DCAT.compressFormat) == [f"{IANA}application/gzip"]
        (checksum,) = values(dcat, node, SPDX.checksum)
        assert values(dcat, NamedNode(checksum), SPDX.algorithm) == [SPDX.checksumAlgorithm_sha256.value]
        assert (
            Triple(NamedNode(checksum), SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary))
            in dcat
        )
    forms = values(dcat, DATASET, DCAT.distribution)
    assert [form.partition("#")[2] for form in forms] == ["dump-2-nq", "dump-2-nt", "by-query", "by-record"]
    previous = values(dcat, NamedNode(f"{BASE}/dataset#edition-1"), DCAT.distribution)
    assert [form.partition("#")[2] for form in previous] == ["dump-1-nq", "dump-1-nt"]


def test_files_of_one_format_are_parts_of_a_distribution(editions: Editions) -> None:
    with editions.open() as edition:
        plan = DumpPlan(formats=("nq", "jsonl"), compression="zstd", part_size=2000, context=f"{BASE}/c")
        files = write_dumps(edition, editions.dumps_folder(2), plan)
    dcat = described(editions)
    assert values(dcat, DATASET, VOID.dataDump) == [f"{BASE}/dumps/2/{file.name}" for file in files]
    forms = [form.partition("#")[2] for form in values(dcat, DATASET, DCAT.distribution)]
    assert forms == ["dump-2-nq", "dump-2-jsonl", "by-query", "by-record"]
    for extension in plan.formats:
        of_format = [file for file in files if file.format == extension]
        whole = NamedNode(f"{BASE}/dataset#dump-2-{extension}")
        parts = [f"{whole.value}-{n}" for n in range(1, len(of_format) + 1)]
        assert len(parts) > 1
        assert values(dcat, whole, DCTERMS.hasPart) == parts
        assert values(dcat, whole, DCAT.downloadURL) == [f"{BASE}/dumps/2/{file.name}" for file in of_format]
        assert values(dcat, whole, DCAT.accessURL) == [f"{BASE}/dumps/"]
        assert values(dcat, whole, DCAT.byteSize) == [str(sum(file.size for file in of_format))]
        assert values(dcat, whole, SPDX.checksum) == []
        for part, file in zip(parts, of_format, strict=True):
            assert values(dcat, NamedNode(part), DCAT.downloadURL) == [f"{BASE}/dumps/2/{file.name}"]
            assert values(dcat, NamedNode(part), DCAT.byteSize) == [str(file.size)]
            assert values(dcat, NamedNode(f"{part}-sha256"), SPDX.checksumValue) == [file.sha256]
            assert values(dcat, NamedNode(part), DCAT.compressFormat) == [f"{IANA}application/zstd"]
            (words,) = values(dcat, NamedNode(part), DCTERMS.description)
            assert f" {file.quads:,} statements of {file.documents:,} documents" in words
    # IANA has no media type of lines of JSON-LD.
    assert values(dcat, NamedNode(f"{BASE}/dataset#dump-2-jsonl"), DCAT.mediaType) == []


def test_what_has_changed_is_a_dataset_of_its_own(editions: Editions) -> None:
    with editions.open() as edition:
        delta = write_delta(edition, editions.dumps_folder(2))
    assert delta is not None
    dcat = described(editions)
    node = NamedNode(f"{BASE}/dataset#delta-2")
    assert node.value in values(dcat, CATALOG, DCAT.dataset)
    assert values(dcat, node, DCTERMS.title) == ["Catalogue, changes from edition 1 to edition 2"]
    forms = [form.partition("#")[2] for form in values(dcat, node, DCAT.distribution)]
    assert forms == ["delta-2-nq", "delta-2-nt", "delta-2-ru", "delta-2-txt"]
    for form, file in zip(forms, delta.files, strict=True):
        assert values(dcat, NamedNode(f"{BASE}/dataset#{form}"), DCAT.downloadURL) == [
            f"{BASE}/dumps/2/{file.name}"
        ]
    assert values(dcat, DATASET, VOID.dataDump) == []
    check_own_nodes(dcat)


def test_previous_editions_are_versions(dcat: list[Triple], dumped: Editions) -> None:
    first, _ = dumped.list()
    node = NamedNode(f"{BASE}/dataset#edition-1")
    assert values(dcat, DATASET, DCAT.hasVersion) == [node.value]
    assert values(dcat, DATASET, DCAT.previousVersion) == [node.value]
    assert values(dcat, node, DCAT.isVersionOf) == [DATASET.value]
    assert values(dcat, node, DCAT.version) == ["1"]
    assert values(dcat, node, DCTERMS.issued) == [first.created]
    with dumped.open(1) as edition:
        (solution,) = edition.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert values(dcat, node, VOID.triples) == [solution["n"].value]
        (words,) = values(dcat, node, DCTERMS.description)
        assert f" {edition.info.records['published']} records" in words
    assert values(dcat, node, DCTERMS.license) == []  # today's may not be what it came under


def test_the_chain_is_that_of_which_edition_was_made_from_which(editions: Editions) -> None:
    put(editions, entry(graph("three")))
    editions.rollback(2)
    put(editions, entry(graph("four")))
    dcat = described(editions)
    chain = {t.subject.value: t.object.value for t in dcat if t.predicate == DCAT.previousVersion}
    short = {one.partition("#")[2]: two.partition("#")[2] for one, two in chain.items()}
    assert short == {"it": "edition-2", "edition-3": "edition-2", "edition-2": "edition-1"}
    editions.rollback(2)
    dcat = described(editions)
    short = {
        t.subject.value.partition("#")[2]: t.object.value.partition("#")[2]
        for t in dcat
        if t.predicate == DCAT.previousVersion
    }
    assert short == {"it": "edition-1", "edition-3": "it", "edition-4": "it"}


def test_what_is_removed_is_not_described(dumped: Editions) -> None:
    created = dumped.list()[0].created
    dumped.prune(1)
    dcat = described(dumped)
    assert values(dcat, DATASET, DCAT.hasVersion) == values(dcat, DATASET, DCAT.previousVersion) == []
    assert not any("edition-1" in str(triple) or "dump-1" in str(triple) for triple in dcat)
    assert values(dcat, DATASET, DCTERMS.issued) == [created]  # it was published then all the same


def test_without_dump_files_there_are_services_only(editions: Editions) -> None:
    forms = values(described(editions), DATASET, DCAT.distribution)
    assert [form.partition("#")[2] for form in forms] == ["by-query", "by-record"]


def test_what_is_not_known_is_not_said(editions: Editions) -> None:
    dcat = described(editions, Settings(base_url=BASE))
    for predicate in (DCTERMS.license, DCTERMS.publisher, DCTERMS.accrualPeriodicity):
        assert not [triple for triple in dcat if triple.predicate == predicate]


def test_nothing_is_blank_or_said_twice(dcat: list[Triple], dumped: Editions) -> None:
    assert len(set(dcat)) == len(dcat)
    assert not any(isinstance(term, BlankNode) for triple in dcat for term in triple)
    assert dcat == described(dumped)


def test_every_node_of_ours_is_described(dcat: list[Triple]) -> None:
    check_own_nodes(dcat)


def check_own_nodes(dcat: list[Triple]) -> None:
    """Nothing refers to a fragment of the document that it says nothing of."""
    said = {triple.subject for triple in dcat}
    own = {
        term
        for triple in dcat
        for term in triple
        if isinstance(term, NamedNode) and term.value.startswith(f"{BASE}/dataset#")
    }
    assert own <= said


HOSTILE = 'x" . <http://a> <http://b> <http://c> . "\n</script><b>\u202e'


def test_hostile_settings_make_no_statements(dumped: Editions) -> None:
    settings = Settings(base_url=BASE, title=HOSTILE, publisher=HOSTILE, description=HOSTILE)
    dcat = described(dumped, settings)
    assert Triple(CATALOG, DCTERMS.title, Literal(HOSTILE)) in dcat
    assert Triple(NamedNode(f"{BASE}/dataset#publisher"), FOAF_OF_DATASET.name, Literal(HOSTILE)) in dcat
    assert {str(t.predicate) for t in dcat} == {
        str(t.predicate) for t in described(dumped, Settings(base_url=BASE, title="x", publisher="y"))
    }
    with pytest.raises(MintingError):
        described(dumped, Settings(base_url=BASE, license="not an IRI> <"))


@pytest.mark.parametrize("frequency", ["daily", "https://example.org/daily", f"{DAILY}> <http://x"])
def test_a_frequency_is_of_a_known_vocabulary(frequency: str, tmp_path: Path) -> None:
    file = tmp_path / "ldpub.toml"
    file.write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="update_frequency"):
        load({"update_frequency": frequency}, path=file, environment={})
    assert load({"update_frequency": DAILY}, path=file, environment={}).update_frequency == DAILY


# DCAT 3 §6.4, §6.6 and §11, which rdflib's list (of DCAT 2) does not have.
NEW_IN_3 = {"hasVersion", "isVersionOf", "previousVersion", "version"}


def test_terms_are_those_of_the_vocabularies() -> None:
    assert set(DCAT.terms) <= set(RDFLIB_DCAT.__annotations__) | NEW_IN_3
    assert set(VOID.terms) <= {
        *RDFLIB_VOID.__annotations__,
        "class",
    }  # a word of Python, which rdflib has apart
    assert set(FOAF_OF_DATASET.terms) <= set(RDFLIB_FOAF.__annotations__)
