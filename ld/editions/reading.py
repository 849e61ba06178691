"""Reading a published edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self
from weakref import finalize

from ld.editions.graphs import Graphs
from ld.editions.opening import open_files
from ld.findings import FieldOutcome, Finding
from ld.papers import Papers
from ld.register.addresses import AddressReader
from ld.register.crossing import CrossingReader
from ld.register.model import Counts, Entity, RecordRow, State
from ld.register.remarks import RemarkReader
from ld.sources.base import SourceRecord


class Edition(Graphs):
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
        super().__init__(files.register, files.store)
        self.folder = folder
        self.info = files.info
        self.number = files.info.number
        self._packs = files.packs
        self._closing = finalize(self, files.close)

    # Records

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

    # Words

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

    def _papers(self, record: str | RecordRow) -> Papers | None:
        return self.published_papers(record) or self.withheld_papers(record)

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


__all__ = ["Edition"]
