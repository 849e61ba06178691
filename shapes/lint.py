"""What shapes may use: the part of SHACL that both engines read alike.

Engines pass over what they do not know, so a misspelt constraint checks nothing and says nothing. Every shapes file is
therefore read by these rules before an engine sees it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

CORE_SPEC: Final = "https://www.w3.org/TR/shacl/#core-components"
PATTERN_SPEC: Final = "https://www.w3.org/TR/shacl/#PatternConstraintComponent"
SPARQL_SPEC: Final = "https://www.w3.org/TR/shacl/#pre-binding"

# SHACL Core, and of SHACL-SPARQL the SELECT-based constraints (SHACL §§2–5).
# No rules, functions, targets, components, JavaScript.
_ALLOWED: Final = """
    NodeShape PropertyShape PropertyGroup PrefixDeclaration SPARQLConstraint Violation Warning Info
    IRI Literal BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    targetClass targetNode targetObjectsOf targetSubjectsOf property path
    inversePath alternativePath zeroOrMorePath oneOrMorePath zeroOrOnePath
    severity message deactivated name description order group defaultValue
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals
    not and or xone node qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount
    closed ignoredProperties hasValue in sparql select prefixes declare prefix namespace
"""
ALLOWED: Final = frozenset(_ALLOWED.split())
SEVERITIES: Final = frozenset((SH.Violation, SH.Warning, SH.Info))
TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

# What regular expressions mean in one engine only, or something else in each.
_PATTERN_FAULTS: Final = (
    (re.compile(r"\(\?(=|!|<=|<!)"), "look-around"),
    (re.compile(r"\(\?(?!:)"), "a group of the form (?…)"),
    (re.compile(r"\\[1-9]|\\k"), "a back-reference"),
    (re.compile(r"\\[pPiIcC]"), r"a character property (\p, \i, \c)"),
    (re.compile(r"\\[ABbGQEZz<>]"), "an assertion other than ^ and $"),
    (re.compile(r"[*+?}]\+"), "a possessive quantifier"),
)
_CLASS_FAULTS: Final = re.compile(r"\[|&&|--|~~|\|\|")
_QUERY_FAULTS: Final = re.compile(r"\b(VALUES|MINUS|SERVICE|FROM)\b", re.I)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>|#[^\n]*')


def faults(graph: Graph) -> Iterator[tuple[str, str]]:
    """What an engine would pass over, refuse or read in its own way.

    Args:
        graph: a shapes graph.
    Returns:
        (sentence, address of the clause) for each fault, in a fixed order.

    >>> shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/s> sh:minCuont 1 ; sh:pattern '(?=a)' ."
    >>> [sentence for sentence, _ in faults(Graph().parse(data=shape))]
    ["<http://x/s>: the pattern '(?=a)' uses look-around", 'sh:minCuont is not a term that both engines know']
    """
    found = {(text, spec) for rule in _RULES for text, spec in rule(graph)}
    yield from sorted(found)


def _terms(graph: Graph) -> Iterator[tuple[str, str]]:
    for triple in graph:
        for term in triple:
            name = (
                str(term).removeprefix(str(SH))
                if isinstance(term, URIRef) and term.startswith(str(SH))
                else None
            )
            if name is not None and name not in ALLOWED:
                yield f"sh:{name} is not a term that both engines know", CORE_SPEC


def _patterns(graph: Graph) -> Iterator[tuple[str, str]]:
    for shape, pattern in graph.subject_objects(SH.pattern):
        flags = str(graph.value(shape, SH.flags) or "")
        fault = (
            f"the flags {flags!r}, of which only i means the same everywhere" if flags.strip("i") else None
        )
        fault = fault or pattern_fault(str(pattern))
        if fault:
            yield f"{_name(graph, shape)}: the pattern {str(pattern)!r} uses {fault}", PATTERN_SPEC


def pattern_fault(pattern: str) -> str | None:
    r"""What is wrong with a regular expression for use in both engines; None if nothing is.

    >>> pattern_fault(r"^[0-9]{4}(-[0-9]{2})?$"), pattern_fault(r"(a)\1"), pattern_fault("[a-z-[aeiou]]")
    (None, 'a back-reference', 'a set operation within […]')
    >>> pattern_fault("[a-")
    'what is no regular expression (unterminated character set at position 0)'
    """
    bare = re.sub(r"\\\\", "", pattern)
    for fault, name in _PATTERN_FAULTS:
        if fault.search(bare):
            return name
    if any(_CLASS_FAULTS.search(inner) for inner in _classes(bare)):
        return "a set operation within […]"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # "[[": what Python may read as a set one day
            re.compile(pattern)
    except FutureWarning:
        return "a set operation within […]"
    except (re.error, OverflowError, RecursionError) as error:
        return f"what is no regular expression ({error})"
    return None


def _classes(pattern: str) -> Iterator[str]:
    """The insides of […], escapes left out; a "]" that comes first belongs to the class."""
    plain = re.sub(r"\\.", "", pattern, flags=re.S)
    for start in re.finditer(r"(?<!\[)\[\^?\]?", plain):
        yield plain[start.end() : plain.find("]", start.end())]


def _queries(graph: Graph) -> Iterator[tuple[str, str]]:
    for constraint, select in graph.subject_objects(SH.select):
        shape = graph.value(predicate=SH.sparql, object=constraint) or constraint
        text = _QUOTED.sub(" ", str(select))
        if fault := _QUERY_FAULTS.search(text):
            yield (
                f"{_name(graph, shape)}: its query uses {fault[1].upper()}, which pre-binding excludes",
                SPARQL_SPEC,
            )
        if "$this" not in text:
            yield f"{_name(graph, shape)}: its query does not select $this", SPARQL_SPEC


def _severities(graph: Graph) -> Iterator[tuple[str, str]]:
    for shape, severity in graph.subject_objects(SH.severity):
        if severity not in SEVERITIES:
            yield (
                f"{_name(graph, shape)}: its severity {severity} is none of Violation, Warning, Info",
                CORE_SPEC,
            )


def _anonymous(graph: Graph) -> Iterator[tuple[str, str]]:
    for target in TARGETS:
        if any(isinstance(shape, BNode) for shape in graph.subjects(target)):
            yield (
                f"a shape with {target.replace(str(SH), 'sh:')} has no IRI, so that no finding could name it",
                CORE_SPEC,
            )


def _languages(graph: Graph) -> Iterator[tuple[str, str]]:
    for shape, message in graph.subject_objects(SH.message):
        if not isinstance(message, Literal):
            yield f"{_name(graph, shape)}: its sh:message is not text", CORE_SPEC


_RULES: Final[tuple[Callable[[Graph], Iterator[tuple[str, str]]], ...]] = (
    _terms,
    _patterns,
    _queries,
    _severities,
    _anonymous,
    _languages,
)


def _name(graph: Graph, node: Node) -> str:
    """The shape that a node belongs to: itself, or the nearest one with an IRI that leads to it."""
    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        parents = sorted((s for s, p in graph.subject_predicates(node) if p != RDF.type), key=str)
        node = parents[0] if parents else node
    return "a shape without IRI" if isinstance(node, BNode) else f"<{node}>"
