"""One Solr document mapped two ways, by its full record and by its index fields, with what both were made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import Any

import orjson
import pymarc

from ld.normalize.text import fold, nfc
from ld.record import BibRecord
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.registry import SOURCES
from tests.ld.crosscheck.graphs import FULL, INDEX, Graph, Said, bare


@dataclass(frozen=True, slots=True)
class MarcField:
    """A data field of the full record, as it is written."""

    tag: str
    indicators: str
    subfields: list[tuple[str, str]]

    def text(self, codes: str = "", *, without: str = "") -> str:
        """Subfields, or those with some codes, joined by spaces."""
        return " ".join(
            text for code, text in self.subfields if (not codes or code in codes) and code not in without
        )


def words(text: str) -> set[str]:
    """Its words, folded, in no order."""
    return {fold(word) for word in text.split()} - {""}


class Pair:
    """The two graphs of one document.

    Attributes:
        document: the index document.
        full, index: the two sides.
    """

    def __init__(self, document: dict[str, Any], full: BibRecord, index: BibRecord) -> None:
        self.document = document
        self.full = Graph(FULL, full)
        self.index = Graph(INDEX, index)

    @property
    def agreed(self) -> int:
        """Statements that both make."""
        return len(self.full.said.keys() & self.index.said.keys())

    def differences(self) -> list[Said]:
        """Statements that one side alone makes, those of the full record first."""
        full, index = self.full.said, self.index.said
        return [
            *(said for key, said in full.items() if key not in index),
            *(said for key, said in index.items() if key not in full),
        ]

    def values(self, *names: str) -> Iterator[str]:
        """Values of fields of the index document."""
        for name in names:
            value = self.document.get(name, ())
            yield from map(nfc, (value,) if isinstance(value, str) else value)

    def folded(self, *names: str) -> list[str]:
        """Values of fields of the index document, folded."""
        known = self._folded
        for name in names:
            if name not in known:
                known[name] = [fold(value) for value in self.values(name)]
        return [value for name in names for value in known[name]]

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        return {}

    def same_but_tag(self, said: Said) -> bool:
        """Whether the other side says the same, with another language tag or none."""
        if said.object[:1] != '"':
            return False
        key = said.side == FULL, said.subject, said.predicate, said.value
        return key in self._plain

    def same_but_marks(self, said: Said) -> bool:
        """Whether the other side says the same but for punctuation, spaces and case."""
        return (said.side == FULL, *bare(said)) in self._bare

    @cached_property
    def _bare(self) -> set[tuple[bool, str, str, str]]:
        return {
            (graph is self.index, *bare(said))
            for graph in (self.full, self.index)
            for said in graph.said.values()
        }

    @cached_property
    def _plain(self) -> set[tuple[bool, str, str, str]]:
        return {
            (graph is self.index, said.subject, said.predicate, said.value)
            for graph in (self.full, self.index)
            for said in graph.said.values()
            if said.object[:1] == '"'
        }

    def other(self, said: Said) -> Graph:
        """The side that does not say it."""
        return self.index if said.side == FULL else self.full

    def once(self, name: str, made: Callable[[Pair], Any]) -> Any:
        """What `made` makes of the pair, kept under a name."""
        if name not in self._made:
            self._made[name] = made(self)
        return self._made[name]

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def _record(self) -> pymarc.Record:
        return _read(self.document["fullrecord"])

    @cached_property
    def coded(self) -> str:
        """008; empty where there is none."""
        found = self._record.get("008")
        return str(found.data) if found else ""

    @cached_property
    def marc(self) -> list[MarcField]:
        """Data fields of the full record, read by somebody else than us."""
        return [
            MarcField(
                field.tag,
                "".join(field.indicators),
                [(code, nfc(text)) for code, text in field.subfields],
            )
            for field in self._record.get_fields()
            if not field.is_control_field()
        ]

    def fields(self, *tags: str) -> list[MarcField]:
        """Data fields of the full record with these tags."""
        return [field for field in self.marc if field.tag in tags]

    def plain(self, side: str, predicate: str) -> list[str]:
        """Texts that a side gives the thing under a property."""
        graph = self.full if side == FULL else self.index
        return [
            said.value for said in graph.said.values() if said.about_thing and said.predicate == predicate
        ]

    def told(self, side: str, *modules: str) -> set[str]:
        """Folded texts that rules of some modules (or single rules) tell on a side."""
        return self._told.setdefault((side, modules), self._tell(side, modules))

    def _tell(self, side: str, modules: Iterable[str]) -> set[str]:
        graph = self.full if side == FULL else self.index
        return {said.folded for said in graph.said.values() if said.module in modules or said.rule in modules}

    @cached_property
    def _told(self) -> dict[tuple[str, tuple[str, ...]], set[str]]:
        return {}


def _read(record: str) -> pymarc.Record:
    """MARC in JSON, or ISO 2709 with its marks as VuFind escapes them."""
    if record[0] == "{":
        return pymarc.parse_json_to_array(StringIO(f"[{record}]"))[0]
    for mark in "\x1d\x1e\x1f":
        record = record.replace(f"#{ord(mark)};", mark)
    return pymarc.Record(record.encode(), to_unicode=True, force_utf8=True)


def pair(source: SourceRecord) -> Pair | None:
    """A document mapped both ways; None where it has no full record, or nothing can be made of it."""
    parse = SOURCES[source.format].parse
    full = parse(source, ParseOptions(full_record=True))
    index = parse(source, ParseOptions(full_record=False))
    document = orjson.loads(source.raw)
    if full.record is None or index.record is None or not document.get("fullrecord"):
        return None
    return Pair(document, full.record, index.record)
