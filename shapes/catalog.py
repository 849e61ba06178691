"""The shapes files: read, checked by :mod:`shapes.loading.lint`, and indexed by the IRI of each shape."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from ld.errors import RDFSyntaxError, ShapeLoadError
from ld.findings import Severity, excerpt
from shapes import terms
from shapes.loading.lint import TARGETS, faults
from shapes.loading.naming import name_property_shapes
from shapes.loading.wording import sentence
from shapes.paths import alternatives, compact, compact_term, path_text

NAMESPACE: Final = "https://w3id.org/ldpub/shapes/"
LOCAL_HOST: Final = f"{NAMESPACE}core#graph-local-host"
SPEC: Final = "https://www.w3.org/TR/shacl/#property-paths"

_SEVERITIES: Final = {severity.iri: severity for severity in Severity}
_PLACEHOLDER: Final = re.compile(r"\{[$?](this|value|path)\}")
_VALUE: Final = re.compile(r"(:| is|,)? ?\{\$value\}(, but\b)?")
_FOR_PEOPLE: Final = (
    SH.name,
    SH.description,
    SH.message,
    SH.order,
    SH.group,
    RDFS.label,
    RDFS.comment,
    DCTERMS.title,
)
_DEFAULT: Final = "{$this} does not conform to the shape."
_SHOWN: Final = 160  # characters of a value in a message


@dataclass(frozen=True, slots=True)
class Shape:
    """What is said of a shape besides its constraints.

    Attributes:
        iri: its IRI, which findings carry as ``spec``.
        severity: of its findings; Violation unless it says otherwise (SHACL §2.1.4).
        names: short names by language.
        messages: sentences by language, in which ``{$this}``, ``{$value}`` and ``{$path}`` stand for what was found.
        path: of a property shape, see :func:`shapes.paths.path_text`; "" of a node shape.
        choices: the properties if the path is a choice of them.
        components: IRIs of the constraint components that it uses.
    """

    iri: str
    severity: Severity
    names: Mapping[str, str]
    messages: Mapping[str, str]
    path: str
    choices: tuple[str, ...]
    components: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code of its findings: ``shacl.`` or, unless it is ours, ``own.``, and the local name, or the IRI where that has none.

        >>> Shape("https://w3id.org/ldpub/shapes/core#isbn", Severity.VIOLATION, {}, {}, "", (), ()).code
        'shacl.isbn'
        >>> Shape("https://library.example/shapes/books#isbn", Severity.WARNING, {}, {}, "", (), ()).code
        'own.isbn'
        """
        return _code(self.iri)

    def name(self, language: str = "en") -> str:
        """Its short name in a language; English, then any other, then its code, where there is none of it.

        >>> Shape("http://x/s", Severity.INFO, {"es": "una fecha"}, {}, "", (), ()).name("de")
        'una fecha'
        """
        candidates = (self.names.get(language), self.names.get("en"), *self.names.values(), self.code)
        return next(text for text in candidates if text)

    def advice(self, language: str = "en") -> str:
        """What its findings say in general: without focus node and value.

        >>> Shape("http://x/s", Severity.INFO, {}, {"en": "{$value} is odd; mend {$this}: {$value}."}, "", (), ()).advice()
        '… is odd; mend ….'
        """
        said = self.message(focus="…", value="…", path=self.path, language=language)
        return said.replace("<…>", "…").replace(": ….", ".")

    def message(self, *, focus: str, value: str, path: str, label: str = "", language: str = "en") -> str:
        """The sentence for a finding.

        Args:
            focus: IRI of the focus node, or another term as engines have it.
            value: the value in N-Triples, "" if there is none.
            path: IRI of the property, or a path.
            label: what the focus node is called: people know it by that.
            language: tag; English, then any other, where there is none of it.

        >>> shape = Shape("http://x/s", Severity.INFO, {}, {"en": "{$path} of {$this} is {$value}."}, "", (), ())
        >>> shape.message(focus="http://x/1#it", value='"9"', path="https://schema.org/isbn")
        'schema:isbn of <http://x/1#it> is "9".'
        >>> shape.message(focus="http://x/1#it", value='<https://schema.org/Book>', path="", label="Emma")
        ' of “Emma” is schema:Book.'
        """
        this = f"“{label}”" if label else focus if focus.startswith(('"', "_:")) else f"<{focus}>"
        texts = {"this": this, "value": excerpt(compact_term(value), _SHOWN), "path": compact(path)}
        candidates = (self.messages.get(language), self.messages.get("en"), *self.messages.values(), _DEFAULT)
        template = next(text for text in candidates if text)
        return _PLACEHOLDER.sub(
            lambda match: texts[match[1]], template if value else _without_value(template)
        )


@lru_cache(maxsize=1024)
def _code(iri: str) -> str:
    kind = "shacl" if iri.startswith(NAMESPACE) else "own"
    return f"{kind}.{re.split(r'[#/]', iri)[-1] or iri}"


@lru_cache(maxsize=1024)
def _without_value(template: str) -> str:
    return _VALUE.sub("", template)


@dataclass(frozen=True, slots=True)
class Catalog:
    """Shapes that are ready for an engine.

    Attributes:
        graph: as read, with an IRI for every property shape.
        shapes: by IRI.
        ntriples: the graph without what is for people only, as engines take it.
    """

    graph: Graph
    shapes: Mapping[str, Shape]
    ntriples: str


def load(paths: Iterable[Path], *, base_url: str = "") -> Catalog:
    """Read shapes files, together.

    Args:
        paths: Turtle files.
        base_url: of the site; see :func:`shapes.groups.catalog_of`.
    Raises:
        ShapeLoadError: a file cannot be read, does not parse (with the line), or uses what the engines do not share.
    """
    graph = Graph()
    for path in paths:
        graph += _read(path)
    if not base_url or _is_local(graph, base_url):
        _drop_targets(graph, URIRef(LOCAL_HOST))
    return indexed(graph)


def indexed(graph: Graph) -> Catalog:
    """A catalog of a graph that :mod:`shapes.loading.lint` has nothing against, and whose property shapes have IRIs.

    >>> indexed(Graph()).ntriples
    ''
    """
    return Catalog(graph, {shape.iri: shape for shape in _index(graph)}, for_engines(graph))


def merged(catalogs: Iterable[Catalog]) -> Catalog:
    """Several catalogs as one.

    >>> merged([]).shapes
    {}
    """
    listed = list(catalogs)
    if len(listed) == 1:
        return listed[0]
    graph = Graph()
    for catalog in listed:
        graph += catalog.graph
    shapes = {iri: shape for catalog in listed for iri, shape in catalog.shapes.items()}
    return Catalog(graph, shapes, "".join(catalog.ntriples for catalog in listed))


def _read(path: Path) -> Graph:
    try:
        text = path.read_text(encoding="utf-8")
        graph = terms.graph(terms.parse(text, ox.RdfFormat.TURTLE, base=path.absolute().as_uri()))
    except (OSError, UnicodeDecodeError) as error:
        raise ShapeLoadError(f"{path}: cannot be read: {error}") from error
    except RDFSyntaxError as error:
        raise ShapeLoadError(f"{path}: {error}") from error
    found = list(faults(graph))
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise ShapeLoadError(f"{path}: {found[0][0]}{more}", spec=found[0][1])
    try:
        name_property_shapes(graph)
    except RecursionError as error:
        raise ShapeLoadError(f"{path}: a path is nested too deep", spec=SPEC) from error
    return graph


def _is_local(graph: Graph, base_url: str) -> bool:
    """Whether the site's own host is one that the shape would refuse: judged by the shape's own pattern."""
    refused = graph.value(URIRef(LOCAL_HOST), SH["not"])
    pattern = graph.value(refused, SH.pattern) if refused is not None else None
    return (
        pattern is not None
        and bool(urlsplit(base_url).netloc)
        and re.search(str(pattern), base_url) is not None
    )


def _drop_targets(graph: Graph, shape: URIRef) -> None:
    for predicate in TARGETS:
        graph.remove((shape, predicate, None))


def _index(graph: Graph) -> Iterable[Shape]:
    """Every shape that can have findings: targeted, a class itself (SHACL §2.1.3.3), or the property of such a one."""
    todo: list[Node] = [shape for target in TARGETS for shape in graph.subjects(target)]
    todo += (node for node in graph.subjects(RDF.type, RDFS.Class) if isinstance(node, URIRef))
    seen: set[Node] = set()
    while todo:
        shape = todo.pop()
        if shape not in seen:
            seen.add(shape)
            todo += graph.objects(shape, SH.property)
            yield _shape(graph, shape)


def _shape(graph: Graph, node: Node) -> Shape:
    path = graph.value(node, SH.path)
    messages = _by_language(graph, node, SH.message) or _of_queries(graph, node)
    return Shape(
        iri=str(node),
        severity=_SEVERITIES[str(graph.value(node, SH.severity) or SH.Violation)],
        names=_by_language(graph, node, SH.name),
        messages=messages or {"en": sentence(graph, node) or _DEFAULT},
        path=path_text(graph, path),
        choices=alternatives(graph, path),
        components=tuple(sorted({c for p in graph.predicates(node) if (c := _component(str(p)))})),
    )


def _of_queries(graph: Graph, node: Node) -> dict[str, str]:
    """Messages of a shape's SPARQL-based constraints (SHACL §5.2.1)."""
    constraints = sorted(graph.objects(node, SH.sparql), key=str)
    return {
        tag: text
        for constraint in constraints
        for tag, text in _by_language(graph, constraint, SH.message).items()
    }


def _by_language(graph: Graph, node: Node, predicate: URIRef) -> dict[str, str]:
    literals = sorted(o for o in graph.objects(node, predicate) if isinstance(o, Literal))
    return {literal.language or "en": str(literal) for literal in literals}


_COMPONENTS: Final = {
    "class", "datatype", "nodeKind", "minCount", "maxCount", "minExclusive", "minInclusive", "maxExclusive", "maxInclusive",
    "minLength", "maxLength", "pattern", "languageIn", "uniqueLang", "equals", "disjoint", "lessThan", "lessThanOrEquals",
    "not", "and", "or", "xone", "node", "qualifiedMinCount", "qualifiedMaxCount", "closed", "hasValue", "in",
}  # fmt: skip


def _component(predicate: str) -> str | None:
    """The constraint component that a parameter belongs to; None if it belongs to none."""
    name = predicate.removeprefix(str(SH))
    if name == "sparql":
        return f"{SH}SPARQLConstraintComponent"
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent" if name in _COMPONENTS else None


def for_engines(graph: Graph) -> str:
    """Shapes as N-Triples, without what is for people only.

    >>> for_engines(Graph())
    ''
    """
    lean = Graph()
    for triple in graph:
        if triple[1] not in _FOR_PEOPLE:
            lean.add(triple)
    return terms.ntriples(lean)
