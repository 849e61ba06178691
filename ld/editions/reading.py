"""Reading a published edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self
from weakref import finalize

from pyoxigraph import Quad, RdfFormat, Store, parse

from ld.editions.opening import open_files
from ld.findings import FieldOutcome, Finding
from ld.graph import quad_line, to_lines
from ld.papers import Papers
from ld.register.addresses import AddressReader
from ld.register.crossing import CrossingReader
from ld.register.model import Counts, Entity, RecordRow, State
from ld.register.reading import Lines
from ld.register.remarks import RemarkReader
from ld.register.terms import TermReader
from ld.sharing import contribution
from ld.sources.base import SourceRecord
from ld.stores.base import QueryResult


class Edition:
    """A published edition; usable from several threads, also while another takes its place.

    Attributes:
        folder: where its files are.
        number: of the edition.
        info: its description.

    Args:
        folder: of the edition.
        current: whether it is the one being served.

    Raises:
        DamagedEditionError: its files are missing or do not agree with each other.
    """

    def __init__(self, folder: Path, *, current: bool = False) -> None:
        files = open_files(folder, current=current)
        self.folder = folder
        self.info = files.info
        self.number = files.info.number
        self._register, self._packs, self._store = files.register, files.packs, files.store
        self._closing = finalize(self, files.close)

    @property
    def store(self) -> Store:
        """The store itself, read-only."""
        return self._store.store

    # Records

    def record(self, record_id: str) -> RecordRow | None:
        """What is known of a record; tombstones and withheld ones too."""
        return self._register.record(record_id)

    def records(
        self,
        *,
        after: str | None = None,
        before: str | None = None,
        limit: int = 100,
        state: State | None = None,
    ) -> list[RecordRow]:
        """A page of records in the code-point order of their ids.

        Args:
            after: the last id of the page before; None for the first page.
            before: the first id of the page after, and then `after` has no say; "" for the last page.
            limit: records at most.
            state: of these only.
        """
        return self._register.records(after=after, before=before, limit=limit, state=state)

    def answering(self, record_ids: Sequence[str]) -> set[str]:
        """Which of some ids something answers under: a record, a tombstone, or where a merged or renamed id leads."""
        found = self._register.answering(record_ids)
        return found | {
            record_id for record_id in record_ids if record_id not in found and self.moved(record_id)
        }

    def moved(self, record_id: str) -> str | None:
        """The id of the published record that an id leads to which was merged or renamed; None if it leads to none."""
        return self._register.moves.end(record_id)

    def every_record(self) -> Iterator[RecordRow]:
        """All records in the order of their ids, streamed."""
        return self._register.every_record()

    def withheld(self, *, after: str | None = None, limit: int = 100) -> list[RecordRow]:
        """A page of records of which a version is in quarantine, whether another is published or not."""
        return self._register.held(after=after, limit=limit)

    def changes(self, *, after: int = 0, limit: int = 100) -> list[RecordRow]:
        """A page of the change log: records in the order of their last change, tombstones among them.

        Args:
            after: the last change number of the page before.
            limit: records at most.
        """
        return self._register.changes(after=after, limit=limit)

    def changed_ids(self, after: int) -> Iterator[str]:
        """Ids of the records whose last change has a higher number, in their code-point order, streamed.

        Args:
            after: number of a change; 0 for all records that were ever published.
        """
        return self._register.changed_ids(after)

    def entity_changes(self, after_edition: int) -> Iterator[tuple[Entity, bool]]:
        """Shared entities of which this edition or others behind an earlier one publish other statements; by graph and IRI,
        streamed.

        Args:
            after_edition: number of the earlier edition, one of :meth:`lineage`; 0 for all entities there are or were.

        Yields:
            an entity, and whether nothing is said of it any more.
        """
        return self._register.entity_changes(after_edition)

    def lineage(self) -> list[tuple[int, int]]:
        """Number and last change of each edition that this one goes back to, kept or not, oldest first; this one is the last."""
        return self._register.lineage()

    # Statements

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

    def found(self, words: str, *, limit: int = 50) -> list[RecordRow]:
        """Published records in which all words stand, in the order of their rows.

        Args:
            words: as somebody types them, see :meth:`ld.register.search.SearchReader.records`.
            limit: records at most.
        """
        return self.rows(self._register.search.records(words, limit=limit))

    # Papers

    def source(self, record: str | RecordRow) -> SourceRecord | None:
        """The source of the published version, else of the withheld one; None for tombstones and unknown records."""
        papers = self._papers(record)
        return None if papers is None else papers.source

    def findings(self, record: str | RecordRow) -> tuple[Finding, ...]:
        """What was remarked of the published version, else of the withheld one."""
        papers = self._papers(record)
        return () if papers is None else papers.findings

    def coverage(self, record: str | RecordRow | None = None) -> tuple[FieldOutcome, ...]:
        """What became of the source fields of a record, or, summed, of all published records.

        Each sum comes with an example, unless the record that had given it has changed or is gone since.
        """
        if record is None:
            return self._register.coverage()
        papers = self._papers(record)
        return () if papers is None else papers.coverage

    def published_papers(self, record: str | RecordRow) -> Papers | None:
        """Source, findings and coverage of the published version; None if there is none."""
        row = self._row(record)
        return None if row is None or row.papers is None else self._packs.read(row.papers)

    def withheld_papers(self, record: str | RecordRow) -> Papers | None:
        """Source, findings and coverage of the version in quarantine; None if there is none."""
        row = self._row(record)
        return None if row is None or row.held is None else self._packs.read(row.held)

    @property
    def remarks(self) -> RemarkReader:
        """What was found over all records."""
        return self._register.remarks

    @property
    def crossings(self) -> CrossingReader:
        """What records say of each other."""
        return self._register.crossings

    @property
    def addresses(self) -> AddressReader:
        """Addresses of what is published, for sitemaps."""
        return self._register.addresses

    def remarked(
        self,
        code: str,
        *,
        field: str | None = None,
        after: int = 0,
        before: int | None = None,
        limit: int = 100,
    ) -> list[RecordRow]:
        """A page of records of which a version has a finding, in the order of their rows.

        Args:
            code: of the finding.
            field: with this source field only.
            after: number of the last row of the page before.
            before: number of the first row of the page after, and then `after` has no say; 0 for the last page.
            limit: records at most.
        """
        return self.rows(self.remarks.records(code, field=field, after=after, before=before, limit=limit))

    def rows(self, numbers: list[int]) -> list[RecordRow]:
        """Rows by their numbers, in the order of these."""
        return self._register.rows(numbers)

    def _papers(self, record: str | RecordRow) -> Papers | None:
        return self.published_papers(record) or self.withheld_papers(record)

    def _row(self, record: str | RecordRow) -> RecordRow | None:
        return self.record(record) if isinstance(record, str) else record

    # The whole

    def counts(self) -> Counts:
        """What the edition holds, in numbers."""
        return self._register.counts()

    @property
    def first_created(self) -> str:
        """When the first of the editions that led to this one was published (xsd:dateTime), kept or not."""
        return self._register.first_created()

    def close(self) -> None:
        """Close its files, which also happens when nobody refers to the edition any more: where others may still be
        reading, as in a web server, just let go of it."""
        self._closing()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _subject(line: str) -> str:
    return line[: line.index(" ")]


__all__ = ["Edition"]
