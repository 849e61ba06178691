"""A record's statements in short, for tests to look for."""

from __future__ import annotations

from ld.graph import to_triples
from ld.iris import Iris
from ld.mapping import map_record
from ld.namespaces import PREFIXES
from ld.record import BibRecord

IRIS = Iris("https://catalog.example.org")


def said(record: BibRecord) -> set[str]:
    """Every statement as ``#it schema:name "Emma"``; hash IRIs alone, the site's others from their path on."""
    graph = map_record(record, IRIS)
    lines = [*graph.own, *(line for _, line in graph.shared)]
    doc = f"{IRIS.base}/record/{record.id}"
    return {
        " ".join(_short(term, doc) for term in (t.subject, t.predicate, t.object)) for t in to_triples(lines)
    }


def _short(term: object, doc: str) -> str:
    text = str(term)
    if not text.startswith("<"):
        return text.replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
    iri = text[1:-1]
    if iri.startswith(doc):
        return iri.removeprefix(doc) or "."
    if iri.startswith(f"{IRIS.base}/"):
        return iri.removeprefix(IRIS.base)
    prefix = max(
        (p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default=None
    )
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri
