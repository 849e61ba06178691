"""No legal query of W3C's test suites is refused, but for what this endpoint does not do; every update is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from flask_app.sparql.guard import guard
from ld.errors import QueryRefusedError

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QUERY = pyoxigraph.NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-query#query")
POSITIVE = {MANIFEST + kind for kind in ("PositiveSyntaxTest11", "PositiveSyntaxTest", "QueryEvaluationTest")}

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


def positive(manifest: Path) -> Iterator[Path]:
    """The queries of a manifest that are legal."""
    triples = list(
        pyoxigraph.parse(path=str(manifest), format=pyoxigraph.RdfFormat.TURTLE, base_iri=manifest.as_uri())
    )
    legal = {t.subject for t in triples if t.predicate.value == RDF_TYPE and str(t.object)[1:-1] in POSITIVE}
    queries = {t.subject: t.object for t in triples if t.predicate == QUERY}
    for triple in triples:
        if triple.subject in legal and triple.predicate.value == MANIFEST + "action":
            yield Path(str(queries.get(triple.object, triple.object))[1:-1].removeprefix("file://"))


def refusals(folder: Path) -> tuple[int, dict[str, str]]:
    """How many legal queries there are under a folder, and which the guard refuses."""
    seen, refused = set(), {}
    for manifest in sorted(folder.rglob("manifest*.ttl")):
        for path in positive(manifest):
            seen.add(path)
            try:
                guard(path.read_bytes().decode())
            except QueryRefusedError as refusal:
                refused["/".join(path.parts[-2:])] = refusal.reason
    return len(seen), refused


@pytest.mark.shared
@pytest.mark.parametrize(("version", "least"), [("sparql10", 400), ("sparql11", 330), ("sparql12", 130)])
def test_every_legal_query_passes(shared: Path, version: str, least: int) -> None:
    count, refused = refusals(shared / "suites" / "rdf-tests" / "sparql" / version)
    assert count >= least
    assert refused == REFUSED[version]


@pytest.mark.shared
def test_every_update_is_refused(shared: Path) -> None:
    updates = sorted((shared / "suites" / "rdf-tests" / "sparql").rglob("*.ru"))
    assert len(updates) >= 150
    for path in updates:
        text = path.read_bytes().decode()
        with pytest.raises(QueryRefusedError) as caught:
            guard(text)
        assert caught.value.reason in {"update", "syntax", "codepoint-escape", "empty"}, path.name
