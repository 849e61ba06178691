"""The two SHACL engines behind one face: text in, :class:`Result` tuples out, in the same terms.

``shacl`` (Rust) is the engine of the pipeline, pyshacl the referee: what they are told apart by is evened out here, so
that their results can be compared as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

import pyshacl
import shacl
from pyparsing import ParseBaseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import OWL, SH, BNode, Graph, Literal
from rdflib import query as sparql_results
from rdflib.plugins import sparql
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from ld.errors import LDError, ShapeLoadError
from shapes import terms
from shapes.paths import path_text

MAX_RESULTS: Final = 1000
"""More results than this are not collected: one broken record must not hold up the rest."""

# Python's "$" also matches before a newline at the end, XPath's does not (XPath Functions §5.6.1).
_DOLLAR: Final = re.compile(r"\\.|\[\^?\]?[^\]]*\]|(\$)", re.S)


class Result(NamedTuple):
    """A validation result (SHACL §3.6.2).

    Attributes:
        focus: IRI of the focus node; ``_:b`` for any blank node; N-Triples of a literal.
        path: IRI of the property, another path in SPARQL syntax, or "".
        value: in N-Triples, see :func:`shapes.terms.literal`; or "".
        shape: IRI of the source shape, or ``_:b``.
        component: IRI of the constraint component.
        severity: IRI.
    """

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: str


class Engine(Protocol):
    """Runs compiled shapes over a graph."""

    def run(self, triples: str) -> list[Result]:
        """Results for N-Triples text, in no fixed order."""


class ShaclEngine:
    """The ``shacl`` package. Compiled once; instances may be shared between threads, the GIL is released while it runs.

    Args:
        ntriples: the shapes.
    Raises:
        ShapeLoadError: they do not compile.

    >>> shapes = '''<http://x/s> <http://www.w3.org/ns/shacl#targetSubjectsOf> <http://x/p> .
    ... <http://x/s> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .'''
    >>> [result.focus for result in ShaclEngine(shapes).run("_:a <http://x/p> <http://x/b> .")]
    ['_:b']
    """

    def __init__(self, ntriples: str) -> None:
        try:
            self._shapes = shacl.Shapes.from_text(ntriples, format="ntriples")
        except ValueError as error:
            raise ShapeLoadError(f"the shapes do not compile: {error}") from error

    def run(self, triples: str) -> list[Result]:
        """Results for N-Triples text, at most :data:`MAX_RESULTS`.

        Raises:
            RDFSyntaxError: the text is not N-Triples.
            LDError: the engine gives up.
        """
        try:
            report = self._shapes.validate_text(triples, format="ntriples", max_results=MAX_RESULTS)
        except ValueError as error:
            for _ in terms.parse(triples):  # says where, if it is the text's fault
                pass
            raise LDError(f"the SHACL engine gives up: {error}") from error
        return [
            Result(
                focus=terms.bare(terms.canonical(result.focus_node)),
                path=terms.bare(result.path or ""),
                value=terms.canonical(result.value),
                shape=terms.bare(terms.canonical(result.source_shape)),
                component=result.component_iri,
                severity=result.severity_iri,
            )
            for result in report.results
        ]


class PyshaclEngine:
    """pyshacl, kept off the network and away from imports. For comparison: it is hundreds of times slower.

    Args:
        ntriples: the shapes.
    Raises:
        ShapeLoadError: they do not compile.
    """

    def __init__(self, ntriples: str) -> None:
        ShaclEngine(ntriples)  # pyshacl would notice wrong queries only on the first record that needs them
        self._shapes = terms.graph(terms.parse(ntriples))
        for shape, pattern in list(self._shapes.subject_objects(SH.pattern)):
            self._shapes.set((shape, SH.pattern, Literal(python_pattern(str(pattern)))))
        _name_imported_prefixes(self._shapes)
        sparql.SPARQL_LOAD_GRAPHS = False  # FROM would fetch

    def run(self, triples: str) -> list[Result]:
        """Results for N-Triples text.

        Raises:
            RDFSyntaxError: the text is not N-Triples.
            ShapeLoadError: pyshacl does not take the shapes.
            LDError: pyshacl gives up.
        """
        data = terms.graph(terms.parse(triples), _Data())
        try:
            _, report, text = pyshacl.validate(
                data,
                shacl_graph=self._shapes,
                inference="none",
                do_owl_imports=False,
                meta_shacl=False,
                js=False,
            )
        except (ReportableRuntimeError, ParseBaseException) as error:
            raise ShapeLoadError(f"pyshacl does not take the shapes: {error}") from error
        if not isinstance(report, Graph):
            raise LDError(f"pyshacl gives up: {text}")
        return [_from_report(report, node, self._shapes) for node in report.objects(None, SH.result)]


def _name_imported_prefixes(shapes: Graph) -> None:
    """Prefixes of imported ontologies are declared too (SHACL §5.2.1); pyshacl looks at the one that is named only."""
    for query, ontology in list(shapes.subject_objects(SH.prefixes)):
        for imported in list(shapes.transitive_objects(ontology, OWL.imports)):
            if imported is not None:
                shapes.add((query, SH.prefixes, imported))


class _Data(Graph):
    """A graph that parses a query once: rdflib would do so for each focus node, and take nine tenths of the time."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> sparql_results.Result:
        """As of rdflib."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return sparql.prepareQuery(text)


def python_pattern(pattern: str) -> str:
    r"""A regular expression whose ``$`` means the very end in Python too.

    >>> python_pattern(r"^[$a]\$b$")
    '^[$a]\\$b\\Z'
    """
    return _DOLLAR.sub(lambda match: r"\Z" if match[1] else match[0], pattern)


def _from_report(report: Graph, node: Node, shapes: Graph) -> Result:
    path = report.value(node, SH.resultPath)
    shape = report.value(node, SH.sourceShape)
    # pyshacl copies the path's blank nodes into the report only in part: the shape has the whole.
    own = shapes.value(shape, SH.path) if isinstance(path, BNode) else path
    return Result(
        focus=terms.bare(terms.from_rdflib(report.value(node, SH.focusNode))),
        path=path_text(shapes, own),
        value=terms.from_rdflib(report.value(node, SH.value)),
        shape=terms.bare(terms.from_rdflib(shape)),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        severity=str(report.value(node, SH.resultSeverity)),
    )
