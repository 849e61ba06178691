"""The page of an entity that records share, and of any other document that has no page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad

from flask_app.pages.reading import Reading, iri
from flask_app.pages.statements import Statements, statements
from flask_app.pages.values import Row, Site, Value, short
from flask_app.pages.vocabulary import PROPERTIES, words

_SHOWN_ELSEWHERE = frozenset(iri(name) for name in ("rdf:type", "rdfs:label", "schema:name", "dcterms:title"))
_TABLES = 200


@dataclass(frozen=True, slots=True)
class EntityPage:
    """What the template of an entity needs.

    Attributes:
        title: what it is called.
        kinds: what it is, in words.
        rows: what is said of it, property by property.
        statements: everything, subject by subject.
    """

    title: Value
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]
    statements: Statements


def entity_page(document: str, quads: Iterable[Quad], site: Site) -> EntityPage:
    """The page of a shared entity's document.

    Raises:
        UnsupportedFormatError: see :class:`ld.formats.order.Nodes`.
    """
    reading = Reading(document, quads, site)
    thing = reading.thing
    label = reading.label(thing)
    title = reading.value(label) if label is not None else Value(short(thing))
    return EntityPage(
        title, tuple(reading.kinds(thing)), tuple(_rows(reading, thing)), statements(reading, _TABLES)
    )


def _rows(reading: Reading, thing: str) -> Iterator[Row]:
    """Properties of both vocabularies that say the same are one row."""
    rows: dict[str, dict[Value, None]] = {}
    for predicate, terms in reading.said(thing).items():
        if predicate not in _SHOWN_ELSEWHERE:
            rows.setdefault(_label(predicate), {}).update(
                dict.fromkeys(reading.value(term) for term in terms)
            )
    for label, values in rows.items():
        yield Row(label, tuple(values))


def _label(predicate: str) -> str:
    name = short(predicate)
    local = name.rpartition(":")[2]
    return PROPERTIES.get(local) or words(local)


__all__ = ["EntityPage", "entity_page"]
