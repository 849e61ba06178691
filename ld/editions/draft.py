"""The files of an edition in the making, and the three things that can befall a record in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ld.editions.beginning import begin_folder, check_folder
from ld.editions.chunk_files import ChunkFile
from ld.editions.entries import Entry
from ld.editions.filing import Filing
from ld.editions.finished import Finished, Phase
from ld.editions.info import read_info
from ld.editions.layout import GRAPH, PACKS, REGISTER
from ld.editions.loading import Loader
from ld.editions.portions import PortionFiles, portions_of, portions_text
from ld.editions.resolving import Resolver
from ld.editions.statements import Statements
from ld.packs import pack_name
from ld.register.census import Kind
from ld.register.crossing import crossings
from ld.register.facts import Facts
from ld.register.intake import Place as Intended
from ld.register.keys import id_of
from ld.register.ledger import Ledger
from ld.register.model import RecordRow, State
from ld.register.settling import Settlement
from ld.register.writing import StagedRegister
from ld.stores.embedded import StagedStore

_WAITING = 5_000  # records after which everything is written even if they bring few statements: the ledger is in memory


class Draft:
    """Store, register and packs of an edition in the making, kept in step.

    Attributes:
        register: its register.
        changed: whether anything differs from the edition it began with.
        last_change: the highest change number given.

    Args:
        folder: where it is made; one that is there already is gone on with.
        number: of the edition.
        parent: folder of the edition to begin with; None to begin with nothing.
        last_change: the highest change number that was ever given.
        files: where the store's changes are written down before they are made.
    """

    def __init__(
        self, folder: Path, number: int, parent: Path | None, last_change: int, files: PortionFiles
    ) -> None:
        self.folder = folder
        self._number = number
        self._waiting = 0
        self._spent: list[Path] = []
        self._ledger = Ledger()
        if folder.exists():
            check_folder(folder)
        else:
            begin_folder(folder, parent)
        self.register = StagedRegister(folder, None if parent is None else parent / REGISTER)
        self.last_change = int(self.register.state("last_change") or last_change)
        self.changed = bool(self.register.state("changed"))
        self._loaded_before = int(self.register.state("loaded") or 0)
        self._quads_before = 0 if parent is None else read_info(parent).quads
        self._store = StagedStore(folder / GRAPH)
        self._filing = Filing(folder / PACKS, number, int(self.register.state("pack") or 0), self._ledger)
        self._files = files
        self._loader = self._going_on()
        self._statements = Statements(self.register, self._loader, self._ledger)

    def _going_on(self) -> Loader:
        """A loader that begins with what the register says of the store."""
        waiting = portions_of(self.register.state("portions") or "[]")
        self._resumed = bool(waiting)
        return Loader(self._store, self._ledger, self._files, waiting)

    def check(self) -> None:
        """See that what an interrupted run has noted can still be loaded.

        Raises:
            DamagedChunkError, DamagedEditionError: its files are gone or damaged.
        """
        self._files.check(self._loader.unfinished)

    # What can befall a record

    def publish(self, entry: Entry, row: RecordRow | None) -> tuple[RecordRow, bool]:
        """Put an entry in the place of what there was; the new row, and whether what is published has changed."""
        graph = entry.graph
        assert graph is not None  # Entry refuses it
        self._note_moves(row, entry.source.id, entry.previous_ids)
        digest = graph.digest
        if row is not None and row.published and row.digest == digest:
            return self._confirm(entry, row), False
        numbers = self._statements.exchange(row, graph)
        change = self._next_change()
        new = RecordRow(
            id=entry.source.id,
            state=State.PUBLISHED,
            graph=graph.graph,
            digest=digest,
            source_digest=entry.source_digest,
            stated=entry.modified,
            change=change,
            created=row.created if row is not None and row.published else change,
            edition=self._number,
            collection=entry.collection,
            quads=len(graph.own),
            recovered=len(graph.recovered),
            papers=self._filing.swap(row, entry, entry.collection, published=True),
            shared=numbers,
            number=row.number if row is not None else 0,
        )
        self._ledger.sign(digest, row.digest if row is not None else None)
        saved = self._save(row, new)
        self.register.search.replace(saved.number, entry.words)
        self._statements.cross(row, saved, crossings(graph.graph, graph.own))
        self._statements.mention(row, saved)
        return saved, True

    def _confirm(self, entry: Entry, row: RecordRow) -> RecordRow:
        """The same statements from a source that may differ: no change to what is published."""
        if (
            row.held is None
            and row.source_digest == entry.source_digest
            and self._filing.same(row.papers, entry)
        ):
            return row
        place = self._filing.swap(row, entry, row.collection, published=True)
        self.register.search.replace(row.number, entry.words)
        return self._save(row, replace(row, source_digest=entry.source_digest, papers=place, held=None))

    def hold(self, entry: Entry, row: RecordRow | None) -> RecordRow:
        """Withhold an entry; what is published stays."""
        if (
            row is not None
            and row.source_digest == entry.source_digest
            and self._filing.same(row.held, entry)
        ):
            return row
        base = row or RecordRow(entry.source.id, State.QUARANTINED, collection=entry.collection)
        place = self._filing.swap(row, entry, base.collection, published=False)
        return self._save(row, replace(base, held=place, source_digest=entry.source_digest))

    def remove(self, row: RecordRow, reason: str) -> bool:
        """Withdraw a record; whether a tombstone remains: of a record that was never published, nothing does."""
        for place, published in ((row.papers, True), (row.held, False)):
            self._filing.unfile(place, row.collection, published=published)
        self._ledger.attribute(row.number)
        self._statements.cross(row, row, None)
        self._note_moves(row, row.id, ())
        self.register.search.remove(row.number)
        if row.change is None:
            self._account(row, None)
            self.register.delete(row)
            return False
        tombstone = RecordRow(
            id=row.id,
            state=State.WITHDRAWN,
            graph=row.graph,
            change=self._next_change() if row.published else row.change,
            created=row.created,
            edition=self._number if row.published else row.edition,
            collection=row.collection,
            reason=reason if row.published else row.reason,
            number=row.number,
        )
        self._statements.exchange(row, None)
        self._ledger.sign(None, row.digest)
        self._save(row, tombstone)
        self._statements.mention(row, tombstone)
        return True

    # Many at once

    def take(self, facts: Facts, file: ChunkFile) -> int:
        """Publish the new records of a chunk, of which the register knows none; how many there are."""
        numbers = self.register.take(facts.fresh, self._intended(file), self._ledger)
        for row in (row for row in facts.fresh.rows if row.previous):
            previous = [id_of(bytes.fromhex(key)) for key in row.previous]
            self.register.moves.state(id_of(bytes.fromhex(row.key)), previous, self._ledger)
        self._ledger.count(Kind.RECORDS, State.PUBLISHED, len(numbers))
        self._ledger.count(Kind.PACK, str(self._number), len(numbers))
        self._ledger.add_sums(facts.sums)
        self._loader.add_chunk(file.path, sum(row.quads + row.recovered for row in facts.fresh.rows))
        self.last_change += len(numbers)
        self.changed = self.changed or bool(numbers)
        return len(numbers)

    def _intended(self, file: ChunkFile) -> Intended:
        start = self._filing.append(file.fresh_papers)
        return Intended(self._number, self.last_change, self.register.collection(""), self._number, start)

    @property
    def loads_chunks(self) -> bool:
        """Whether chunks have been taken that no portion holds yet."""
        return self._loader.has_chunks

    def spend(self, path: Path) -> None:
        """A file that is of no use any more once what has been taken is durable."""
        self._spent.append(path)

    def move(self, old_id: str, new_id: str | None) -> bool:
        """Let an id lead to another, as the operator says, or (None) no longer; whether anything differs."""
        differs = self.register.moves.point(old_id, new_id, self._ledger)
        self.changed |= differs
        return differs

    # Rows

    def _note_moves(self, old: RecordRow | None, record_id: str, previous: Sequence[str]) -> None:
        """Keep the former ids that a record states; of one that was not published, none are noted."""
        if previous or (old is not None and old.published):
            self.changed |= self.register.moves.state(record_id, previous, self._ledger)

    def _save(self, old: RecordRow | None, new: RecordRow) -> RecordRow:
        self._account(old, new)
        saved = self.register.save(new)
        self._ledger.attribute(saved.number)
        return saved

    def _account(self, old: RecordRow | None, new: RecordRow | None) -> None:
        self.changed = True
        self._waiting += 1
        for row, n in ((old, -1), (new, 1)):
            if row is not None:
                self._ledger.count(Kind.RECORDS, row.state, n)
                self._ledger.count(Kind.STALE, n=n * row.stale)

    def _next_change(self) -> int:
        self.last_change += 1
        return self.last_change

    # Life

    def checkpoint(self, *, force: bool = False) -> None:
        """Bring the files to the same point, once enough has come together; what goes into the store is noted, and follows."""
        if self._loader.full or self._waiting >= _WAITING or force:
            self._waiting = 0
            self._loader.write_down()
            size = self._filing.seal()
            done = self._loader.take_done()
            self.register.write(self._ledger)
            self._note(size)
            self.register.commit()
            self._files.remove(done)
            while self._spent:
                self._spent.pop().unlink(missing_ok=True)
            self._loader.load()

    def _note(self, pack: int) -> None:
        """What a run that is taken up again has to know."""
        self.register.set_state("portions", portions_text(self._loader.unfinished))
        self.register.set_state("pack", str(pack))
        self.register.set_state("last_change", str(self.last_change))
        self.register.set_state("loaded", str(self._loaded))
        self.register.set_state("changed", "yes" if self.changed else "")

    @property
    def _loaded(self) -> int:
        return self._loaded_before + self._loader.statements

    def settle(self) -> Settlement:
        """How this run differs in the end from the edition it began with."""
        self.checkpoint(force=True)
        return self.register.settle()

    def state(self, name: str) -> str | None:
        """What the run has noted of itself."""
        return self.register.state(name)

    def finish(self, created: str, run: str, phase: Phase = lambda what: None) -> tuple[str, dict[str, Any]]:
        """Publish shared entities and close everything.

        Args:
            created: when the edition was made (xsd:dateTime).
            run: what the run has to know of itself if it is interrupted now.
            phase: told what is being done.
        Returns:
            that, and what the edition holds, for its description.
        """
        phase("working out what records share")
        self.checkpoint(force=True)
        if self._resumed:
            self._loader.catch_up()  # what it had noted of shared entities may have to be exchanged again
        self._loader.load(everything=True)
        Resolver(self.register, self._loader, self._ledger, self._number).run(self.checkpoint)
        self.checkpoint(force=True)
        phase("loading statements")
        self._loader.catch_up()
        grown = self._loaded > self._quads_before
        used = sorted(pack_name(number) for number in self.register.packs())
        finished = Finished(
            self._number, created, self.register.summary(), self.last_change, run, used, grown=grown
        )
        finished.write(self.folder)
        if grown:
            phase("merging files of the store")
            self._loader.optimize()  # minutes for a million records: meanwhile the register is closed
        self.register.finish(self._number, created, self.last_change)
        self._loader.wait()
        self.close()
        finished.tidy(self.folder)
        return created, finished.summary

    def close(self) -> None:
        """Close every file, whatever is still waiting."""
        self._loader.close()
        self.register.close()
        self._filing.close()
        self._store.close()


__all__ = ["Draft"]
