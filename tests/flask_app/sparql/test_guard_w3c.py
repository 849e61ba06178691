"""No legal query of W3C's test suites is refused, but for what this endpoint does not do; every illegal one and every update is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from flask_app.sparql.guard import Limits, guard
from ld.errors import QueryRefusedError

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = pyoxigraph.NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-query#query")
EVALUATED = {MANIFEST + "QueryEvaluationTest", MANIFEST + "CSVResultFormatTest"}
POSITIVE = EVALUATED | {MANIFEST + "PositiveSyntaxTest11", MANIFEST + "PositiveSyntaxTest"}
NEGATIVE = {MANIFEST + "NegativeSyntaxTest11", MANIFEST + "NegativeSyntaxTest"}

REFUSED = {
    "sparql10": {},
    "sparql11": {
        "service/service01.rq": "service",
        "service/service02.rq": "service",
        "service/service03.rq": "service",
        "service/service04a.rq": "service",
        "service/service05.rq": "service",
        "service/service06.rq": "service",
        "service/service07.rq": "service",
        "syntax-fed/syntax-service-01.rq": "service",
        "syntax-fed/syntax-service-02.rq": "service",
        "syntax-fed/syntax-service-03.rq": "service",
    },
    "sparql12": {
        "codepoint-escapes/codepoint-esc-08.rq": "codepoint-escape",  # a tab
        "codepoint-escapes/codepoint-esc-09.rq": "codepoint-escape",  # a backslash
    },
}


ENDPOINTS = tuple(
    f"http://{name}/sparql"
    for name in ("example.org", "example1.org", "example2.org", "invalid.endpoint.org")
)
"""What the tests of federation ask."""
NOT_BY_IRI = {
    "service/service05.rq",  # a variable
    "syntax-fed/syntax-service-01.rq",  # the others: a relative reference
    "syntax-fed/syntax-service-02.rq",
    "syntax-fed/syntax-service-03.rq",
}


def queries(folder: Path, kinds: set[str]) -> list[Path]:
    """The queries of all tests of some kinds under a folder, each once."""
    found = {path for manifest in folder.rglob("manifest*.ttl") for path in _queries(manifest, kinds)}
    return sorted(path for path in found if path.suffix == ".rq")


def _queries(manifest: Path, kinds: set[str]) -> Iterator[Path]:
    triples = list(
        pyoxigraph.parse(path=str(manifest), format=pyoxigraph.RdfFormat.TURTLE, base_iri=manifest.as_uri())
    )
    tests = {t.subject for t in triples if t.predicate.value == RDF_TYPE and str(t.object)[1:-1] in kinds}
    given = {t.subject: t.object for t in triples if t.predicate == QUERY}
    for triple in triples:
        if triple.subject in tests and triple.predicate.value == MANIFEST + "action":
            yield Path(str(given.get(triple.object, triple.object))[1:-1].removeprefix("file://"))


def refusals(paths: list[Path], limits: Limits | None = None) -> dict[str, str]:
    """Which queries the guard refuses, and why."""
    refused = {}
    for path in paths:
        try:
            guard(path.read_bytes().decode(), limits or Limits())
        except QueryRefusedError as refusal:
            refused["/".join(path.parts[-2:])] = refusal.reason
    return refused


@pytest.fixture(scope="module")
def suites(shared: Path) -> Path:
    return shared / "suites" / "rdf-tests" / "sparql"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("version", "evaluated", "all_of_them"),
    [("sparql10", 250, 400), ("sparql11", 280, 330), ("sparql12", 55, 130)],
)
def test_every_legal_query_passes(suites: Path, version: str, evaluated: int, all_of_them: int) -> None:
    assert len(queries(suites / version, EVALUATED)) >= evaluated
    legal = queries(suites / version, POSITIVE)
    assert len(legal) >= all_of_them
    assert refusals(legal) == REFUSED[version]


@pytest.mark.shared
def test_federated_queries_pass_if_their_endpoints_are_allowed(suites: Path) -> None:
    legal = queries(suites / "sparql11", POSITIVE)
    assert refusals(legal, Limits(services=ENDPOINTS)) == dict.fromkeys(NOT_BY_IRI, "service")


@pytest.mark.shared
@pytest.mark.parametrize(("version", "least"), [("sparql10", 50), ("sparql11", 40), ("sparql12", 80)])
def test_every_illegal_query_is_refused_by_the_guard_or_the_engine(
    suites: Path, version: str, least: int
) -> None:
    illegal = queries(suites / version, NEGATIVE)
    assert len(illegal) >= least
    assert [path.name for path in illegal if _answered(path.read_bytes())] == []


def _answered(query: bytes) -> bool:
    try:
        pyoxigraph.Store().query(guard(query.decode()).text, base_iri="http://x.example/")
    except (QueryRefusedError, SyntaxError):
        return False
    return True


@pytest.mark.shared
def test_every_update_is_refused(suites: Path) -> None:
    updates = sorted(suites.rglob("*.ru"))
    assert len(updates) >= 150
    for path in updates:
        text = path.read_bytes().decode()
        with pytest.raises(QueryRefusedError) as caught:
            guard(text)
        assert caught.value.reason in {"update", "syntax", "codepoint-escape", "empty"}, path.name
