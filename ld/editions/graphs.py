"""Reading the statements of a published edition, those of records and those of what records share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Quad, RdfFormat, Store, parse

from ld.graph import quad_line, to_lines
from ld.register.model import Entity, RecordRow
from ld.register.reading import Lines, Register
from ld.register.terms import TermReader
from ld.sharing import contribution
from ld.stores.base import QueryResult
from ld.stores.embedded import EmbeddedStore


class Graphs:
    """The statements of a published edition.

    Args:
        register: of the edition.
        store: likewise.
    """

    def __init__(self, register: Register, store: EmbeddedStore) -> None:
        self._register = register
        self._store = store

    @property
    def store(self) -> Store:
        """The store itself, read-only."""
        return self._store.store

    def record(self, record_id: str) -> RecordRow | None:
        """What is known of a record; tombstones and withheld ones too."""
        return self._register.record(record_id)

    def rows(self, numbers: list[int]) -> list[RecordRow]:
        """Rows by their numbers, in the order of these."""
        return self._register.rows(numbers)

    def _row(self, record: str | RecordRow) -> RecordRow | None:
        return self.record(record) if isinstance(record, str) else record

    def quads(self, record: str | RecordRow) -> list[Quad]:
        """A record's representation: its graph, that of what was recovered, and what it says of shared entities.

        It is a part of what the store holds, and all records' together with no others are the store. Empty unless the record
        is published.
        """
        row = self._row(record)
        if row is None or row.graph is None or not row.published:
            return []
        recovered = self._store.quads(f"{row.graph}#recovered") if row.recovered else []
        return self._store.quads(row.graph) + recovered + self._contribution(row)

    def ntriples(self, record: str | RecordRow) -> str:
        """The statements of :meth:`quads` without their graphs, each line ended: what a validator looks at."""
        return "".join(f"{quad.triple} .\n" for quad in self.quads(record))

    def own_graphs(self, row: RecordRow) -> list[tuple[str, list[str]]]:
        """The statements of a record that no other makes: its graphs, each with its N-Triples lines, sorted."""
        if row.graph is None or not row.published:
            return []
        names = [row.graph, f"{row.graph}#recovered"] if row.recovered else [row.graph]
        return [(name, self._lines(name)) for name in names]

    def contributed_lines(self, row: RecordRow) -> Lines:
        """What a record itself states of shared entities, whether it is published so or not; sorted."""
        return self._register.contributed(row)

    def representation_digest(self, record: str | RecordRow) -> bytes | None:
        """Digest of all that :meth:`quads` gives: the record's own digest and the names of its entities, which follow from
        what other records say too. None unless the record is published."""
        row = self._row(record)
        return self._register.representation_digest(row) if row is not None and row.published else None

    def entity_quads(self, graph: str, subject: str | None = None) -> list[Quad]:
        """The graph of a shared entity's document or of the terms of others; empty if there is none.

        Args:
            graph: its name.
            subject: what is said about this one only.
        """
        return self._store.quads(graph, subject)

    def entity_lines(self, entity: Entity) -> list[str]:
        """What is published of a shared entity, N-Triples, sorted."""
        return self._lines(entity.graph, entity.subject)

    def graph_lines(self, graph: str) -> list[str]:
        """What is published in a graph, N-Triples, sorted; empty if there is none."""
        return self._lines(graph)

    def entities(self) -> Iterator[Entity]:
        """Shared entities by graph and IRI, streamed."""
        return self._register.entities()

    def mentioning(
        self, document: str, *, after: int = 0, before: int | None = None, limit: int = 50
    ) -> list[RecordRow]:
        """A page of the published records that speak of a shared entity, in the order of their rows, which stays from one
        edition to the next.

        Args:
            document: IRI of the entity's document, such as ``…/agent/gnd-1``.
            after: number of the last row of the page before.
            before: number of the first row of the page after, and then `after` has no say; 0 for the last page.
            limit: records at most.
        """
        return self.rows(self._register.mentions.records(document, after=after, before=before, limit=limit))

    @property
    def terms(self) -> TermReader:
        """IRIs of others of which records say something."""
        return self._register.terms

    def mention_count(self, document: str) -> int:
        """How many published records speak of the shared entity that a document is about; kept, not counted."""
        return self._register.mentions.count(document)

    def query(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> QueryResult:
        """Answer a SPARQL query over the union of all graphs; see :meth:`ld.stores.embedded.EmbeddedStore.query`."""
        return self._store.query(sparql, default_graphs=default_graphs, named_graphs=named_graphs, base=base)

    def _contribution(self, row: RecordRow) -> list[Quad]:
        stated = self._register.contributed(row)
        graphs = {_subject(line): graph for graph, line in stated}
        lines = [line for _, line in stated]
        chosen = [line for _, line in self._register.winners(row)]
        quads = "\n".join(quad_line(line, graphs[_subject(line)]) for line in contribution(lines, chosen))
        return list(parse(quads, format=RdfFormat.N_QUADS))

    def _lines(self, graph: str, subject: str | None = None) -> list[str]:
        return sorted(
            self._store.lines(graph)
            if subject is None
            else to_lines(quad.triple for quad in self._store.quads(graph, subject))
        )


def _subject(line: str) -> str:
    return line[: line.index(" ")]


__all__ = ["Graphs"]
