"""The copy of a description that search engines read inside an HTML page: schema.org alone, as plain as they want it.

They know the context by its address only, ignore other vocabularies, and take dates and words as strings. It is a view, not
a format: it loses what is not schema.org's, and datatypes. `JSON-LD 1.1 §7 <https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents>`_.
"""

from __future__ import annotations

from typing import Any

import orjson
from pyoxigraph import Literal, NamedNode

from ld.formats.base import Description
from ld.formats.literals import native
from ld.formats.names import prefixed
from ld.formats.order import TYPE, Nodes, Term
from ld.formats.tree import MAX_DEPTH, Json
from ld.formats.triples import union
from ld.namespaces import FOAF, SCHEMA

CONTEXT = "https://schema.org"
# Values that are addresses, whatever else the address may be: search engines want the string.
ADDRESSES = {
    "contentUrl",
    "license",
    "mainEntityOfPage",
    "propertyID",
    "sameAs",
    "sdLicense",
    "thumbnailUrl",
    "url",
    "usageInfo",
}
# HTML §4.12.1.3: `<!--`, `<script` and `</script` change how a script element ends. U+2028 and U+2029 end lines of old JavaScript.
_ESCAPES = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})


def embedded(description: Description) -> str:
    """JSON-LD for a ``<script type="application/ld+json">`` of the document's page.

    Args:
        description: of a document that has a main entity; without one the document itself is described.

    Returns:
        The thing with what it refers to nested in it; its ``@id`` is the thing's IRI and its (first) ``url`` the document's, the page
        to link to. It says what the profile `schema` does, datatypes and tags of languages aside. Fit to stand in a script element as it is.

    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`.

    >>> from pyoxigraph import Quad
    >>> from ld.namespaces import XSD
    >>> document, it = NamedNode("https://example.org/record/1"), NamedNode("https://example.org/record/1#it")
    >>> quads = [Quad(document, SCHEMA.mainEntity, it), Quad(it, SCHEMA.name, Literal("A </script> B")),
    ...          Quad(it, SCHEMA.datePublished, Literal("2017", datatype=XSD.gYear))]
    >>> text = embedded(Description(document.value, quads, ""))
    >>> "<" in text, orjson.loads(text)["name"], orjson.loads(text)["datePublished"], orjson.loads(text)["url"]
    (False, 'A </script> B', '2017', 'https://example.org/record/1')
    """
    nodes = Nodes(description.document, union(description), description.guides)
    thing = _thing(nodes)
    result: Json = {"@context": CONTEXT} | _View(nodes).node(thing, 0)
    if thing != description.document:
        result |= _one_or_more("url", [description.document, *_list(result.get("url"))])
    return orjson.dumps(result).decode().translate(_ESCAPES)


def _thing(nodes: Nodes) -> str:
    properties = dict(nodes.properties(nodes.start))
    for predicate in (SCHEMA.mainEntity, FOAF.primaryTopic):
        for value in properties.get(predicate.value, []):
            if type(value) is NamedNode:
                return value.value
    return nodes.start


class _View:
    """Places each node once; elsewhere it is referred to."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._placed: set[str] = set()

    def node(self, subject: str, depth: int) -> Json:
        self._placed.add(subject)
        result: Json = {"@id": subject}
        for predicate, values in self._nodes.properties(subject):
            if predicate == TYPE:
                result |= _one_or_more("@type", [name for value in values if (name := _local(value.value))])
            elif name := _local(predicate):
                result |= _one_or_more(name, [self._value(name, value, depth) for value in values])
        keywords = result.get("keywords")
        # Not joined if one holds a comma: nobody could take them apart again.
        if isinstance(keywords, list) and all(isinstance(word, str) and "," not in word for word in keywords):
            result["keywords"] = ", ".join(keywords)
        return result

    def _value(self, name: str, value: Term, depth: int) -> Any:
        if isinstance(value, Literal):
            return _plain(value)
        iri = value.value
        if iri.startswith(SCHEMA.iri):  # a member of an enumeration, such as EBook
            return iri
        if iri not in self._placed and depth < MAX_DEPTH and self._described(iri) and name != "license":
            return self.node(iri, depth + 1)
        return iri if name in ADDRESSES else {"@id": iri}

    def _described(self, iri: str) -> bool:
        """Whether schema.org's terms say anything of a node."""
        return any(
            _local(predicate) or (predicate == TYPE and any(_local(value.value) for value in values))
            for predicate, values in self._nodes.properties(iri)
        )


def _plain(literal: Literal) -> str | int | bool:
    value = native(literal.value, literal.datatype.value)
    return literal.value if value is None else value


def _one_or_more(name: str, values: list[Any]) -> Json:
    if not values:
        return {}
    return {name: values if len(values) > 1 else values[0]}


def _list(value: Any) -> list[Any]:
    """One value or several, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _local(iri: str) -> str | None:
    """The name of a schema.org term; None for others, and for what only looks like one, such as ``…/@type``."""
    name = prefixed(iri)
    return name[1] if name and name[0] == "schema" else None


__all__ = ["ADDRESSES", "CONTEXT", "embedded"]
