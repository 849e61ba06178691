"""Whatever the format, the form and the profile: one graph, for real records of every source, read by parsers that share no code.

``make test`` takes a few records of each corpus; ``--long`` takes up to 50 of each, more than 300 in all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, parse

from flask_app import create_app
from ld.config import Settings
from ld.conversion import Converter
from ld.editions import Editions
from ld.formats.profiles import PROFILES
from ld.formats.pyld_adapter import to_triples
from ld.iris import Iris
from ld.namespaces import XSD
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from shapes import validator
from tests.embedding import of_profile, of_script
from tests.flask_app.catalogue import BASE
from tests.ld.corpora import CORPORA, files

pytestmark = [
    pytest.mark.shared,
    # rdflib's own Dataset uses what rdflib deprecates.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
]
CONTEXT = f"{BASE}/context/v1.jsonld"
EACH, FEW = 50, 2
STEP = 11  # records of one file are alike, so some are passed over
SMALL = frozenset({"pymarc", "Catmandu-MARC", "oai-dc", "ncbiutils"})


def sources(shared: Path, name: str, count: int) -> Iterator[SourceRecord]:
    """Some records of a corpus, apart from each other where there are many."""
    found = (item for item in read(files(shared, name)) if isinstance(item, SourceRecord))
    step = 1 if name in SMALL else STEP
    return islice(found, 0, count * step, step)


@pytest.fixture(scope="module", params=[FEW, pytest.param(EACH, marks=pytest.mark.long)])
def count(request: pytest.FixtureRequest) -> int:
    """Records of each corpus."""
    return int(request.param)


@pytest.fixture(scope="module")
def app(shared: Path, tmp_path_factory: pytest.TempPathFactory, count: int) -> Flask:
    data_dir = tmp_path_factory.mktemp("sources")
    converter = Converter(Iris(BASE), validator("shacl"), ParseOptions(), withholding=frozenset())
    with Editions(data_dir).stage() as staging:
        for name in CORPORA:
            entries = (converter.convert(source) for source in sources(shared, name, count))
            staging.put([entry for entry in entries if entry.graph is not None])
        assert staging.publish({})
    return create_app(Settings(base_url=BASE, data_dir=data_dir))


@pytest.fixture(autouse=True)
def _verbatim(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib rewrites lexical forms as it reads unless told not to, and logs a traceback for each that it does not understand."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)


def canonical(quads: Iterable[Quad]) -> str:
    """RDFC-1.0."""
    dataset = Dataset(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "\n".join(sorted(map(str, dataset)))


def by_rdflib(syntax: str) -> Callable[[bytes, str], str]:
    def read_(body: bytes, url: str) -> str:
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=body, format=syntax, publicID=url)
        return canonical(Quad(ours(s), ours(p), ours(o)) for s, p, o in graph.triples((None, None, None)))  # type: ignore[arg-type]  # IRIs

    return read_


def ours(term: rdflib.term.Node) -> NamedNode | Literal:
    if isinstance(term, rdflib.URIRef):
        return NamedNode(str(term))
    assert isinstance(term, rdflib.Literal), "there are no blank nodes"
    if term.language:
        return Literal(str(term), language=term.language)
    return Literal(str(term), datatype=NamedNode(str(term.datatype or XSD.string.value)))


def by_oxigraph(syntax: RdfFormat) -> Callable[[bytes, str], str]:
    return lambda body, url: canonical(parse(body, format=syntax, base_iri=url))


def by_pyld(body: bytes, url: str) -> str:
    return canonical(Quad(*triple) for triple in to_triples(orjson.loads(body), context=CONTEXT))


# At least one reader of each that is not the writer's kin; of Turtle and TriG both kinds.
READERS: list[tuple[str, Callable[[bytes, str], str]]] = [
    (".ttl", by_rdflib("turtle")),
    (".ttl", by_oxigraph(RdfFormat.TURTLE)),
    (".nt", by_rdflib("nt")),
    (".nq", by_rdflib("nquads")),
    (".trig", by_rdflib("trig")),
    (".trig", by_oxigraph(RdfFormat.TRIG)),
    (".rdf", by_rdflib("xml")),
    (".rdf", by_oxigraph(RdfFormat.RDF_XML)),
    (".jsonld", by_pyld),
    (".json", by_pyld),
    (".jsonld?_form=expanded", by_pyld),
    (".jsonld?_form=flattened", by_pyld),
    (".jsonld?_form=framed", by_pyld),
]


def documents(client: FlaskClient) -> list[str]:
    listed: list[str] = []
    url = "/records?limit=500&_format=nt"
    body = client.get(url).data
    for quad in parse(body, format=RdfFormat.N_TRIPLES):
        if quad.subject.value.endswith("#it") and "/record/" in quad.subject.value:
            listed.append(quad.subject.value.removesuffix("#it").removeprefix(BASE))
    return sorted(set(listed))


def test_every_representation_is_the_same_graph(app: Flask, count: int) -> None:
    client = app.test_client()
    found = documents(client)
    assert len(found) >= (300 if count == EACH else 20)
    for n, document in enumerate(found):
        url = f"{BASE}{document}"
        profiles = list(PROFILES) if n % 4 == 0 else list(PROFILES)[:1]
        for profile in profiles:
            expected = canonical(parse(get(client, f"{document}.nt", profile), format=RdfFormat.N_TRIPLES))
            assert expected
            for suffix, reader in READERS:
                assert reader(get(client, document + suffix, profile), url) == expected, (
                    document,
                    suffix,
                    profile,
                )


def test_the_copy_for_search_engines_is_the_profile(app: Flask) -> None:
    client = app.test_client()
    for document in documents(client):
        url = f"{BASE}{document}"
        page = client.get(f"{document}?_format=html").text
        script = orjson.loads(
            page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        )
        said = parse(get(client, f"{document}.nt", "schema"), format=RdfFormat.N_TRIPLES)
        assert of_script(script, CONTEXT) == of_profile(url, said), document


def get(client: FlaskClient, path: str, profile: str) -> bytes:
    mark = "&" if "?" in path else "?"
    response = client.get(f"{path}{mark}_profile={quote(profile)}")
    assert response.status_code == 200, path
    return response.data
