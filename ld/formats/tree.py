"""One JSON tree of a description, from the document down: JSON-LD to be read by people, and by programs that know no RDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyoxigraph import Literal, NamedNode

from ld.formats.base import Description
from ld.formats.context import Key, Names, own_context
from ld.formats.literals import native
from ld.formats.order import TYPE, Nodes, Term
from ld.formats.triples import union
from ld.namespaces import XSD

# Deeper nodes are written beside the tree: JSON writers and readers bound their recursion, and a record does not.
MAX_DEPTH = 24
_STRING = XSD.string.value

Json = dict[str, Any]


def tree(description: Description) -> Json:
    """A description as JSON-LD 1.1, in compacted document form.

    Args:
        description: its ``#recovered`` statements and graph names are left out.

    Returns:
        One tree from the document down. A node stands where it is first mentioned; nodes that the document does not lead to
        are under ``@included``. Expanded with our context it gives exactly the description's triples.

    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`; or an IRI that our context hides.

    >>> from pyoxigraph import Quad
    >>> document, it = NamedNode("https://example.org/record/1"), NamedNode("https://example.org/record/1#it")
    >>> quads = [Quad(document, NamedNode("https://schema.org/mainEntity"), it),
    ...          Quad(it, NamedNode("https://schema.org/name"), Literal("Fishes"))]
    >>> tree(Description(document.value, quads, "https://example.org/context.jsonld"))["mainEntity"]
    {'id': '#it', 'name': 'Fishes'}
    """
    return _written(description, _Tree.document)


def flat(description: Description) -> Json:
    """The same graph with every node once, side by side under ``@graph``: flattened and compacted document form.

    Args:
        description: as for :func:`tree`, which says what is raised as well.

    >>> from pyoxigraph import Quad
    >>> document, it = NamedNode("https://example.org/record/1"), NamedNode("https://example.org/record/1#it")
    >>> quads = [Quad(document, NamedNode("https://schema.org/mainEntity"), it),
    ...          Quad(it, NamedNode("https://schema.org/name"), Literal("Fishes"))]
    >>> flat(Description(document.value, quads, "https://example.org/context/v1.jsonld"))["@graph"]
    [{'id': 'https://example.org/record/1', 'mainEntity': '#it'}, {'id': '#it', 'name': 'Fishes'}]
    """
    return _written(description, _Tree.graph)


def _written(description: Description, write: Callable[[_Tree], Json]) -> Json:
    nodes = Nodes(description.document, union(description), description.guides)
    context = own_context()
    names = Names(context, description.document)
    result = write(_Tree(nodes, names))
    # An IRI such as <void:1>, made of a garbled address: it is only itself where `void` is no prefix.
    hidden = names.clashes
    if hidden:
        result = write(_Tree(nodes, Names(context.hiding(hidden), description.document)))
    base: Json = {"@base": description.document} | dict.fromkeys(sorted(hidden))
    return {"@context": [description.context, base]} | result


class _Tree:
    """Places each node once."""

    def __init__(self, nodes: Nodes, names: Names) -> None:
        self._nodes = nodes
        self._names = names
        self._placed: set[str] = set()

    def document(self) -> Json:
        result = self._node(self._nodes.start, 0)
        included = [self._node(subject, 1) for subject in self._nodes.walk() if subject not in self._placed]
        return result | {"@included": included} if included else result

    def graph(self) -> Json:
        return {"@graph": [self._node(subject, MAX_DEPTH) for subject in self._nodes.walk()]}

    def _node(self, subject: str, depth: int) -> Json:
        self._placed.add(subject)
        result: Json = {"id": self._names.id(subject)}
        for predicate, values in self._nodes.properties(subject):
            if predicate == TYPE:
                self._classes(result, values)
            else:
                key = self._names.key(predicate)
                result[key.name] = _array([self._value(value, key, depth) for value in values], key)
        return result

    def _classes(self, result: Json, values: list[Term]) -> None:
        """``type``, and what is no class (JSON-LD's ``@type`` takes IRIs only) under the predicate's own name."""
        names = [self._names.type(value.value) for value in values if type(value) is NamedNode]
        if names:
            result["type"] = names[0] if len(names) == 1 else names
        literals = [self._literal(value, is_iri=False) for value in values if type(value) is Literal]
        if literals:
            result[self._names.key(TYPE).name] = literals

    def _value(self, value: Term, key: Key, depth: int) -> Any:
        if type(value) is Literal:
            return self._literal(value, is_iri=key.is_iri)
        iri = value.value
        if iri in self._nodes and iri not in self._placed and depth < MAX_DEPTH:
            return self._node(iri, depth + 1)
        name = self._names.id(iri)
        return name if key.is_iri else {"id": name}

    def _literal(self, literal: Literal, *, is_iri: bool) -> Any:
        text = literal.value
        language = literal.language
        if language is not None:
            return {"@language": language, "@value": text}
        datatype = literal.datatype.value
        if is_iri:  # under such a key a bare string is an IRI
            return (
                {"@value": text}
                if datatype == _STRING
                else {"type": self._names.type(datatype), "@value": text}
            )
        if datatype == _STRING:
            return text
        value = native(text, datatype)
        return {"type": self._names.type(datatype), "@value": text} if value is None else value


def _array(values: list[Any], key: Key) -> Any:
    return values if key.is_array or len(values) > 1 else values[0]


__all__ = ["MAX_DEPTH", "Json", "flat", "tree"]
