"""Findings as a report: text for people, JSON for programs, a ``sh:ValidationReport`` for other SHACL tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict

import orjson
import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ld.errors import RDFSyntaxError
from ld.findings import Finding, Severity
from ld.namespaces import PREFIXES
from shapes import terms
from shapes.catalog import Catalog, Shape
from shapes.groups import GROUPS, catalogs
from shapes.paths import compact, copy_path


def report_text(findings: Iterable[Finding]) -> str:
    """One line a finding, its message below, and the counts at the end.

    >>> print(report_text([Finding("shacl.isbn", Severity.WARNING, "17", "https://schema.org/isbn", '"9"', "Not an ISBN.")]))
    warning  17  shacl.isbn  schema:isbn  "9"
        Not an ISBN.
    0 violations, 1 warning, 0 infos
    """
    listed = list(findings)
    lines = [line for finding in listed for line in (report_line(finding), f"    {finding.message}")]
    return "\n".join([*lines, _counts(listed)])


def report_line(finding: Finding) -> str:
    """Severity, record, code, property and value in one line."""
    fields = (finding.severity.value, finding.record_id, finding.code, compact(finding.path), finding.value)
    return "  ".join(field for field in fields if field)


def _counts(findings: Iterable[Finding]) -> str:
    count = Counter(finding.severity for finding in findings)
    return ", ".join(f"{count[s]} {s.value}{'' if count[s] == 1 else 's'}" for s in Severity)


def report_json(findings: Iterable[Finding], *, words: Callable[[Finding], str] | None = None) -> str:
    """An object with ``conforms``, ``counts`` by severity and ``findings``, whose members are those of :class:`Finding`.

    Args:
        words: gives the message of a finding, in whatever language; its own unless given.

    >>> report_json([])
    '{"conforms":true,"counts":{"violation":0,"warning":0,"info":0},"findings":[]}'
    """
    listed = list(findings)
    count = Counter(finding.severity for finding in listed)
    counts = {severity.value: count[severity] for severity in Severity}
    members = [asdict(finding) | ({"message": words(finding)} if words else {}) for finding in listed]
    return orjson.dumps({"conforms": not listed, "counts": counts, "findings": members}).decode()


def report_turtle(findings: Iterable[Finding], *, shapes: Catalog | None = None) -> str:
    """A ``sh:ValidationReport`` in Turtle; see :func:`report_graph`.

    Args:
        findings: those of SHACL.
        shapes: by which they were found; ours if None.

    >>> "sh:conforms true" in report_turtle([])
    True
    """
    return report_graph(findings, catalogs(GROUPS) if shapes is None else shapes).serialize(format="turtle")


def report_graph(findings: Iterable[Finding], catalog: Catalog, iri: str = "") -> Graph:
    """A ``sh:ValidationReport``.

    Args:
        findings: those of SHACL are reported, others passed over: they have neither focus node nor shape.
        catalog: the shapes by which they were found.
        iri: of the report; a blank node unless given.
    Returns:
        the report, with the messages in every language that a shape has them in. A value that a finding has only in part
        is left out.

    >>> len(report_graph([], Catalog(Graph(), {}, "")))
    2

    Spec: https://www.w3.org/TR/shacl/#validation-report
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    report = URIRef(iri) if iri else BNode()
    listed = [finding for finding in findings if finding.spec in catalog.shapes]
    graph.add((report, RDF.type, SH.ValidationReport))
    # SHACL §3.6.1.1: conforms if there is no result at all, whatever its severity.
    graph.add((report, SH.conforms, Literal(not listed)))
    for finding in listed:
        graph.add((report, SH.result, _result(graph, finding, catalog)))
    return graph


def _result(graph: Graph, finding: Finding, catalog: Catalog) -> BNode:
    node, shape, value = BNode(), catalog.shapes[finding.spec], _term(finding.value)
    statements: list[tuple[URIRef, Node | None]] = [
        (RDF.type, SH.ValidationResult),
        (SH.focusNode, _focus(finding.focus)),
        (SH.resultPath, _path(graph, finding, shape, catalog)),
        (SH.value, value),
        (SH.sourceShape, URIRef(shape.iri)),
        (SH.sourceConstraintComponent, SH[finding.component]),
        (SH.resultSeverity, URIRef(finding.severity.iri)),
        *((SH.resultMessage, message) for message in _messages(finding, shape)),
    ]
    for predicate, value in statements:
        if value is not None:
            graph.add((node, predicate, value))
    return node


def _messages(finding: Finding, shape: Shape) -> Iterable[Literal]:
    said = {
        "focus": finding.focus,
        "value": finding.value,
        "path": finding.path,
        "label": finding.label,
    }
    for language in shape.messages or ("en",):
        yield Literal(shape.message(**said, language=language), lang=language)


def _focus(focus: str) -> Node | None:
    if focus.startswith(('"', "_:")):
        return _term(focus)
    return URIRef(focus)


def _path(graph: Graph, finding: Finding, shape: Shape, catalog: Catalog) -> Node | None:
    if not finding.path:
        return None
    if finding.path != shape.path or not finding.path.startswith(("(", "^")):
        return URIRef(finding.path)
    own = catalog.graph.value(URIRef(shape.iri), SH.path)
    return None if own is None else copy_path(catalog.graph, own, graph.add)


def _term(text: str) -> Node | None:
    """The term that a finding has as N-Triples text; None if there is none, or not all of it."""
    if text in {"", terms.BLANK}:
        return BNode() if text else None
    try:
        statement = next(terms.parse(f"<urn:x> <urn:x> {text} .", ox.RdfFormat.N_TRIPLES))
    except RDFSyntaxError:  # cut at the limit of a finding's value
        return None
    return next(terms.graph(iter([statement])).objects())
