"""What shapes may use: the part of SHACL that both engines read alike.

Engines pass over what they do not know, so a misspelt constraint checks nothing and says nothing. Every shapes file is
therefore read by these rules before an engine sees it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from typing import Final

from rdflib import SH, BNode, Graph, Literal, URIRef

from ld.findings import excerpt
from shapes.loading.faults import Fault, clue, name
from shapes.loading.queries import query_fault
from shapes.loading.references import recursion

CORE_SPEC: Final = "https://www.w3.org/TR/shacl/#core-components"
PATH_SPEC: Final = "https://www.w3.org/TR/shacl/#property-shapes"
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
_SHOWN: Final = 120  # characters of a pattern in a message
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
MAX_PATTERN: Final = 4096
"""Characters of a regular expression."""


def faults(graph: Graph) -> Iterator[Fault]:
    """What an engine would pass over, refuse or read in its own way.

    Args:
        graph: a shapes graph.
    Returns:
        the faults in a fixed order, each once.

    >>> shape = "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://x/s> sh:minCuont 1 ; sh:pattern '(?=a)' ."
    >>> [fault.message for fault in faults(Graph().parse(data=shape))]
    ["<http://x/s>: the pattern '(?=a)' uses look-around", 'sh:minCuont is not a term that both engines know']
    """
    yield from sorted({fault for rule in _RULES for fault in rule(graph)})


def _terms(graph: Graph) -> Iterator[Fault]:
    for term in {term for triple in graph for term in triple}:
        if isinstance(term, URIRef) and term.startswith(str(SH)):
            local = term.removeprefix(str(SH))
            if local not in ALLOWED:
                yield Fault(f"sh:{local} is not a term that both engines know", CORE_SPEC, (str(term),))


def _paths(graph: Graph) -> Iterator[Fault]:
    """SHACL §2.3: one engine refuses a property shape without a path, the other passes over it."""
    for parent, shape in graph.subject_objects(SH.property):
        if (shape, SH.path, None) not in graph and (shape, None, None) in graph:
            message = f"{name(graph, parent)}: its sh:property has no sh:path, so nothing would be checked"
            yield Fault(message, PATH_SPEC, (clue(graph, shape), clue(graph, parent)))


def _patterns(graph: Graph) -> Iterator[Fault]:
    for shape, pattern in graph.subject_objects(SH.pattern):
        flags = str(graph.value(shape, SH.flags) or "")
        fault = (
            f"the flags {flags!r}, of which only i means the same everywhere" if flags.strip("i") else None
        )
        fault = fault or pattern_fault(str(pattern))
        if fault:
            message = f"{name(graph, shape)}: the pattern {excerpt(pattern, _SHOWN)!r} uses {fault}"
            yield Fault(message, PATTERN_SPEC, (str(pattern), clue(graph, shape)))


def pattern_fault(pattern: str) -> str | None:
    r"""What is wrong with a regular expression for use in both engines; None if nothing is.

    >>> pattern_fault(r"^[0-9]{4}(-[0-9]{2})?$"), pattern_fault(r"(a)\1"), pattern_fault("[a-z-[aeiou]]")
    (None, 'a back-reference', 'a set operation within […]')
    >>> pattern_fault("[a-")
    'what is no regular expression (unterminated character set at position 0)'
    """
    if len(pattern) > MAX_PATTERN:
        return f"{len(pattern):,} characters, more than {MAX_PATTERN:,}"
    bare = re.sub(r"\\\\", "", pattern)
    for fault, feature in _PATTERN_FAULTS:
        if fault.search(bare):
            return feature
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


def _queries(graph: Graph) -> Iterator[Fault]:
    for constraint, select in graph.subject_objects(SH.select):
        shape = graph.value(predicate=SH.sparql, object=constraint) or constraint
        fault = query_fault(str(select))
        if fault:
            clues = (fault[1], clue(graph, shape)) if fault[1] else (clue(graph, shape),)
            yield Fault(f"{name(graph, shape)}: its query {fault[0]}", SPARQL_SPEC, clues)


def _severities(graph: Graph) -> Iterator[Fault]:
    for shape, severity in graph.subject_objects(SH.severity):
        if severity not in SEVERITIES:
            message = f"{name(graph, shape)}: its severity {severity} is none of Violation, Warning, Info"
            yield Fault(message, CORE_SPEC, (str(severity), clue(graph, shape)))


def _anonymous(graph: Graph) -> Iterator[Fault]:
    for target in TARGETS:
        for shape, aim in graph.subject_objects(target):
            if isinstance(shape, BNode):
                message = f"a shape with {target.replace(str(SH), 'sh:')} has no IRI, so that no finding could name it"
                yield Fault(message, CORE_SPEC, (str(aim),))


def _messages(graph: Graph) -> Iterator[Fault]:
    for shape, message in graph.subject_objects(SH.message):
        if not isinstance(message, Literal):
            yield Fault(f"{name(graph, shape)}: its sh:message is not text", CORE_SPEC, (clue(graph, shape),))


_RULES: Final[tuple[Callable[[Graph], Iterator[Fault]], ...]] = (
    _terms,
    _paths,
    _patterns,
    _queries,
    _severities,
    _anonymous,
    _messages,
    recursion,
)
