"""What a shape asks, as an English sentence: the message of findings where the shape has none of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from rdflib import SH, BNode, Graph, Literal
from rdflib.term import Node

from ld.findings import excerpt
from shapes import terms
from shapes.paths import compact, path_text

_DEPTH: Final = 3  # shapes within shapes that are told
_LISTED: Final = 8  # members of a list that are told
_SHOWN: Final = 80  # characters of a term
_CUT: Final = 400  # characters of a sentence

_KINDS: Final[Mapping[Node, str]] = {
    SH.IRI: "an IRI",
    SH.Literal: "a literal",
    SH.BlankNode: "a blank node",
    SH.BlankNodeOrIRI: "an IRI or a blank node",
    SH.BlankNodeOrLiteral: "a literal or a blank node",
    SH.IRIOrLiteral: "an IRI or a literal",
}


def sentence(graph: Graph, shape: Node) -> str:
    """The message for findings of a shape, from its constraints.

    Args:
        graph: the shapes.
        shape: node of the shape.
    Returns:
        English, with the placeholders of :meth:`shapes.catalog.Shape.message`; "" if the shape has no constraints.

    >>> from rdflib import URIRef
    >>> prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> . @prefix x: <http://x/> . "
    >>> one = Graph().parse(data=prefix + "x:s sh:path schema:isbn ; sh:minCount 1 .")
    >>> sentence(one, URIRef("http://x/s"))
    '{$path} of {$this} must be there at least once.'
    >>> two = Graph().parse(data=prefix + "x:s sh:path schema:isbn ; sh:pattern '^97' ; sh:minLength 13 .")
    >>> sentence(two, URIRef("http://x/s"))
    '{$path} of {$this} is {$value}, but must have at least 13 characters and match the pattern ^97.'

    Spec: https://www.w3.org/TR/shacl/#core-components
    """
    asked = list(_asked(graph, shape, 1))
    if not asked:
        return ""
    # A placeholder that comes of the shape itself is text.
    must = excerpt(_joined(asked, "and"), _CUT).replace("{$", "{ $").replace("{?", "{ ?")
    if (shape, SH.path, None) not in graph:
        return f"{{$this}} must {must}."
    value = (
        "" if all(word.startswith(("be there", "not be there")) for word in asked) else " is {$value}, but"
    )
    return f"{{$path}} of {{$this}}{value} must {must}."


def _asked(graph: Graph, shape: Node, depth: int) -> Iterator[str]:
    """What is asked of values, each as an infinitive."""
    for predicate, phrase in _PHRASES.items():
        for value in sorted(graph.objects(shape, predicate), key=str):
            if said := phrase(_Asking(graph, shape, depth), value):
                yield said


class _Asking:
    """A shape that is being told, and how deep within others."""

    def __init__(self, graph: Graph, shape: Node, depth: int) -> None:
        self.graph, self.shape, self.depth = graph, shape, depth

    def all_of(self, other: Node) -> str:
        """What another shape asks."""
        if not isinstance(other, BNode):
            return f"conform to <{other}>"
        asked = list(_asked(self.graph, other, self.depth + 1)) if self.depth < _DEPTH else []
        path = path_text(self.graph, self.graph.value(other, SH.path))
        must = _joined(asked, "and") or "conform to the shape"
        return f"have {compact(path)} that must {must}" if path else must

    def members(self, first: Node) -> list[Node]:
        """Of a list."""
        return list(self.graph.items(first))

    def listed(self, first: Node) -> str:
        """Members of a list, as terms."""
        members = self.members(first)
        more = [f"{len(members) - _LISTED} more"] if len(members) > _LISTED else []
        return _joined([*map(_term, islice(members, _LISTED)), *more], "or")


def _term(node: Node) -> str:
    """A term for people: plain text bare, IRIs with a prefix that is ours."""
    if isinstance(node, Literal):
        return excerpt(node if not node.language else terms.from_rdflib(node), _SHOWN)
    return "a blank node" if isinstance(node, BNode) else compact(str(node))


def _joined(parts: Iterable[str], word: str) -> str:
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} {word} {last}" if most else last


def _times(count: Node) -> str:
    return {"1": "once", "2": "twice"}.get(str(count), f"{count} times")


def _true(value: Node) -> bool:
    return str(value) in {"true", "1"}


def _closed(asking: _Asking, value: Node) -> str:
    if not _true(value):
        return ""
    own = (asking.graph.value(shape, SH.path) for shape in asking.graph.objects(asking.shape, SH.property))
    ignored = (
        node
        for first in asking.graph.objects(asking.shape, SH.ignoredProperties)
        for node in asking.members(first)
    )
    names = sorted({compact(path_text(asking.graph, node)) for node in (*own, *ignored) if node is not None})
    return f"have no other properties than {_joined(names, 'and')}" if names else "have no properties"


def _max_count(count: Node) -> str:
    return "not be there" if str(count) == "0" else f"be there at most {_times(count)}"


def _pattern(asking: _Asking, pattern: Node) -> str:
    alike = ", in upper or lower case" if (asking.shape, SH.flags, None) in asking.graph else ""
    return f"match the pattern {excerpt(pattern, _SHOWN)}{alike}"


def _choice(asking: _Asking, first: Node, word: str) -> str:
    return _joined([asking.all_of(member) for member in asking.members(first)], word)


_PHRASES: Final[Mapping[Node, Callable[[_Asking, Node], str]]] = {
    SH.minCount: lambda _, count: f"be there at least {_times(count)}",
    SH.maxCount: lambda _, count: _max_count(count),
    SH.nodeKind: lambda _, kind: f"be {_KINDS.get(kind, 'of another kind')}",
    SH.datatype: lambda _, datatype: f"be of the datatype {_term(datatype)}",
    SH["class"]: lambda _, class_: f"be an instance of {_term(class_)}",
    SH.hasValue: lambda _, value: f"have the value {_term(value)}",
    SH["in"]: lambda asking, first: f"be one of {asking.listed(first)}",
    SH.languageIn: lambda asking, first: f"have one of the language tags {asking.listed(first)}",
    SH.uniqueLang: lambda _, value: "have each language tag only once" if _true(value) else "",
    SH.minLength: lambda _, length: f"have at least {length} characters",
    SH.maxLength: lambda _, length: f"have at most {length} characters",
    SH.pattern: _pattern,
    SH.minInclusive: lambda _, least: f"be {_term(least)} or more",
    SH.minExclusive: lambda _, least: f"be more than {_term(least)}",
    SH.maxInclusive: lambda _, most: f"be {_term(most)} or less",
    SH.maxExclusive: lambda _, most: f"be less than {_term(most)}",
    SH.equals: lambda _, other: f"have the same values as {_term(other)}",
    SH.disjoint: lambda _, other: f"have no value that {_term(other)} has",
    SH.lessThan: lambda _, other: f"be less than each {_term(other)}",
    SH.lessThanOrEquals: lambda _, other: f"be no more than any {_term(other)}",
    SH.node: lambda asking, other: asking.all_of(other),
    SH["not"]: lambda asking, other: f"not {asking.all_of(other)}",
    SH["and"]: lambda asking, first: _choice(asking, first, "and"),
    SH["or"]: lambda asking, first: _choice(asking, first, "or"),
    SH.xone: lambda asking, first: f"either {_choice(asking, first, 'or')}, and no two of these",
    SH.qualifiedMinCount: lambda asking, count: _qualified(asking, f"at least {count}"),
    SH.qualifiedMaxCount: lambda asking, count: _qualified(asking, f"at most {count}"),
    SH.closed: _closed,
    SH.sparql: lambda _, __: "meet the condition of the shape's query",
}  # fmt: skip


def _qualified(asking: _Asking, how_many: str) -> str:
    other = asking.graph.value(asking.shape, SH.qualifiedValueShape)
    asked = asking.all_of(other) if other is not None else "conform"
    return f"have {how_many} of those that must {asked}"


__all__ = ["sentence"]
