"""Which constraint component is behind a finding: a report must say (SHACL §3.6.2.6), a finding does not keep it.

With the shape's own components, whether there is a value, and a look at the value there is seldom a choice left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ld.findings import Finding
from shapes.catalog import Shape
from shapes.engines import python_pattern


def _component(name: str) -> str:
    return f"{SH}{name}ConstraintComponent"


# Components whose results have no value: SHACL §§4.2, 4.4.4, 4.7.3, 4.8.2.
_WITHOUT_VALUE: Final = frozenset(
    map(
        _component,
        ("MinCount", "MaxCount", "UniqueLang", "QualifiedMinCount", "QualifiedMaxCount", "HasValue"),
    )
)


def component(finding: Finding, shape: Shape, graph: Graph, value: Node | None) -> str:
    """IRI of the constraint component behind a finding.

    Args:
        finding: of SHACL.
        shape: its source shape.
        graph: the shapes.
        value: the finding's value as a term; None if there is none, or not all of it.

    >>> from ld.findings import Severity
    >>> data = '<http://x/s> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .'
    >>> both = (_component("MinCount"), _component("NodeKind"))
    >>> shape = Shape("http://x/s", Severity.INFO, {}, {}, "http://x/p", (), both)
    >>> finding = Finding("shacl.s", Severity.INFO, "", "http://x/p", '"x"', "")
    >>> component(finding, shape, Graph().parse(data=data), Literal("x")).rpartition("#")[2]
    'NodeKindConstraintComponent'
    """
    fitting = [c for c in shape.components if (c in _WITHOUT_VALUE) is not bool(finding.value)]
    node = URIRef(shape.iri)
    for name, fails in _CHECKS.items():
        if value is not None and _component(name) in fitting and fails(graph, node, value):
            return _component(name)
    # Too few or too many, a finding does not tell; too few is the usual case.
    rest = sorted((c for c in fitting if c not in map(_component, _CHECKS)), key=lambda c: "MaxCount" in c)
    return next(iter(rest or fitting or shape.components), _component("Node"))


def _kind_fails(graph: Graph, shape: Node, value: Node) -> bool:
    allowed = str(graph.value(shape, SH.nodeKind)).removeprefix(str(SH))
    kind = "Literal" if isinstance(value, Literal) else "BlankNode" if isinstance(value, BNode) else "IRI"
    return kind not in allowed


def _datatype_fails(graph: Graph, shape: Node, value: Node) -> bool:
    if not isinstance(value, Literal):
        return True
    own = RDF.langString if value.language else value.datatype or XSD.string
    return own != graph.value(shape, SH.datatype) or bool(value.ill_typed)


def _pattern_fails(graph: Graph, shape: Node, value: Node) -> bool:
    flags = re.IGNORECASE if graph.value(shape, SH.flags) else 0
    return not re.search(python_pattern(str(graph.value(shape, SH.pattern))), str(value), flags)


_CHECKS: Final[dict[str, Callable[[Graph, Node, Node], bool]]] = {
    "NodeKind": _kind_fails,
    "Datatype": _datatype_fails,
    "Pattern": _pattern_fails,
}
