"""JSON-LD without a context: expanded document form (JSON-LD 1.1 §9, Appendix C), every value with its type."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode

from ld.formats.base import Description
from ld.formats.order import TYPE, Nodes, Term
from ld.formats.tree import MAX_DEPTH, Json
from ld.formats.triples import union
from ld.namespaces import XSD

_STRING = XSD.string.value


def expanded(description: Description) -> list[Json]:
    """A description in expanded form: one tree from the document down, then the nodes that it does not lead to.

    Args:
        description: its ``#recovered`` statements and graph names are left out.

    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`.

    >>> from pyoxigraph import Quad
    >>> it, name = NamedNode("https://example.org/1#it"), NamedNode("https://schema.org/name")
    >>> expanded(Description("https://example.org/1", [Quad(it, name, Literal("Fishes"))], ""))
    [{'@id': 'https://example.org/1#it', 'https://schema.org/name': [{'@value': 'Fishes'}]}]
    """
    return _Expanding(Nodes(description.document, union(description), description.guides)).document()


class _Expanding:
    """Places each node once."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._placed: set[str] = set()

    def document(self) -> list[Json]:
        return [self._node(subject, 0) for subject in self._nodes.walk() if subject not in self._placed]

    def _node(self, subject: str, depth: int) -> Json:
        self._placed.add(subject)
        result: Json = {"@id": subject}
        for predicate, values in self._nodes.properties(subject):
            if predicate == TYPE:
                self._classes(result, values)
            else:
                result[predicate] = [self._value(value, depth) for value in values]
        return result

    def _classes(self, result: Json, values: list[Term]) -> None:
        """``@type``, and what is no class (a literal) under the predicate itself."""
        names = [value.value for value in values if type(value) is NamedNode]
        literals = [_literal(value) for value in values if type(value) is Literal]
        result |= ({"@type": names} if names else {}) | ({TYPE: literals} if literals else {})

    def _value(self, value: Term, depth: int) -> Any:
        if type(value) is Literal:
            return _literal(value)
        iri = value.value
        if iri in self._nodes and iri not in self._placed and depth < MAX_DEPTH:
            return self._node(iri, depth + 1)
        return {"@id": iri}


def _literal(literal: Literal) -> Json:
    if literal.language is not None:
        return {"@value": literal.value, "@language": literal.language}
    datatype = literal.datatype.value
    return {"@value": literal.value} | ({} if datatype == _STRING else {"@type": datatype})


__all__ = ["expanded"]
