"""The graph of one record with its nodes named by what they denote, so that two graphs of one thing can be compared.

An agent, a place, a period, a work goes by its label, an identifier by its scheme and value: a statement that both graphs make is equal
however its nodes are numbered, and every other one is a :class:`Said` that a class of :mod:`tests.ld.crosscheck.classes` has to explain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode

from ld.graph import to_triples
from ld.iris import Iris
from ld.mapping import explain
from ld.namespaces import RDFS, SCHEMA
from ld.normalize.text import fold
from ld.record import BibRecord

IRIS = Iris("https://catalog.example.org")
FULL, INDEX = "full", "index"

_GROUPS = {"person": "agent", "org": "agent", "family": "agent"}
_NUMBERED = re.compile(r"-?\d+(?=-|$)")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that only one of the two graphs makes.

    Attributes:
        side: :data:`FULL` or :data:`INDEX`.
        subject, object: terms by what they denote.
        predicate: name of the property without its namespace.
        value: text of the object without its tag, or the label of the node.
        rule: ``module.function`` of the mapping that made it.
        sources: fields that say so: subfields (``245$a``) on the side of the full record, names on that of the index.
        told: what the statement is about: label of the node that it describes, else of the node or the text that it gives to
            the thing.
        language: tag of the text that is said, if any.
        about_thing: its subject is the thing or its document, not one of the nodes they lead to.
    """

    side: str
    subject: str
    predicate: str
    object: str
    value: str
    rule: str
    sources: frozenset[str]
    told: str
    language: str | None
    about_thing: bool

    @property
    def folded(self) -> str:
        """:attr:`told` without punctuation, spaces and case."""
        return fold(self.told)

    @property
    def tags(self) -> frozenset[str]:
        """MARC tags of the sources."""
        return frozenset(source[:3] for source in self.sources)

    @property
    def module(self) -> str:
        """The group of rules."""
        return self.rule.partition(".")[0]


class Graph:
    """One side: its statements by key, and which labels its nodes have."""

    def __init__(self, side: str, record: BibRecord) -> None:
        self.record = record
        self._side = side
        explained = explain(record, IRIS)
        triples = to_triples(one.line for one in explained)
        self._document = IRIS.record(record.id).value
        self.labels: dict[str, str] = {}
        values: dict[str, dict[NamedNode, str]] = {}
        for triple in triples:
            values.setdefault(triple.subject.value, {}).setdefault(triple.predicate, _text(triple.object))
        self._values = values
        self.said: dict[tuple[str, str, str], Said] = {}
        for one, triple in zip(explained, triples, strict=True):
            said = self._said(triple.subject.value, triple.predicate, triple.object, one.rule, one.field)
            key = (said.subject, triple.predicate.value, said.object)
            known = self.said.setdefault(key, said)
            if known is not said:
                self.said[key] = _merged(known, said)

    @cached_property
    def subjects(self) -> set[str]:
        """What is described, and what it leads to."""
        return {said.subject for said in self.said.values()}

    def _said(self, subject: str, predicate: NamedNode, value: Any, rule: str, field: str) -> Said:
        about_thing = subject in (self._document, f"{self._document}#it")
        return Said(
            side=self._side,
            subject=self._key(subject),
            predicate=predicate.value.replace("#", "/").rpartition("/")[2],
            object=self._key(value.value) if isinstance(value, NamedNode) else str(value),
            value=self._label(value),
            rule=rule,
            sources=frozenset(_fields_of(field)),
            told=self._label(value) if about_thing else self._label_of(subject) or self._label(value),
            language=value.language if isinstance(value, Literal) else None,
            about_thing=about_thing,
        )

    def _label(self, value: Any) -> str:
        if isinstance(value, Literal):
            return str(value.value)
        return self._label_of(value.value) or str(value.value)

    def _label_of(self, node: str) -> str:
        """What a node is called; of an identifier its value, of rights their words, of a drawn area the place."""
        values = self._values.get(node, {})
        for property_ in (
            RDFS.label,
            SCHEMA.name,
            SCHEMA.value,
            SCHEMA.box,
            SCHEMA.latitude,
            SCHEMA.contentUrl,
        ):
            if property_ in values and (property_ is not SCHEMA.name or SCHEMA.value not in values):
                return values[property_]
        return ""

    def _key(self, node: str) -> str:
        """A node by what it denotes; nodes that are not of this record by their IRI."""
        document, mark, fragment = node.partition("#")
        if document != self._document or not mark or fragment == "it":
            return node
        stem = _NUMBERED.sub("", fragment.partition("-")[0])
        label = self._label_of(node)
        if not label:
            return f"#{_NUMBERED.sub('', fragment)}"
        name = self._values[node].get(SCHEMA.name, "") if SCHEMA.value in self._values[node] else ""
        part = "-part" if fragment.endswith("-part") else ""
        return f"#{_GROUPS.get(stem, stem)}{part} {name} {label}"


def bare(said: Said) -> tuple[str, str, str]:
    """A statement without the punctuation, spaces and case of its texts."""
    return fold(said.subject), said.predicate, fold(said.object)


def _text(value: Any) -> str:
    return str(value.value)


def _merged(one: Said, other: Said) -> Said:
    """The same said for two reasons: by the fields of both."""
    return replace(one, sources=one.sources | other.sources)


def _fields_of(source: str) -> Iterator[str]:
    """``245$a$b+880$c`` as the subfields that it names."""
    for part in source.split("+"):
        tag, *codes = part.split("$")
        yield from (f"{tag}${code}" for code in codes) if codes else (part,)
