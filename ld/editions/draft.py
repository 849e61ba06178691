"""The files of an edition in the making, and the three things that can befall a record in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ld.disk import link
from ld.editions.entries import Entry
from ld.editions.layout import GRAPH, PACKS, REGISTER
from ld.editions.loading import Loader
from ld.editions.resolving import Resolver
from ld.graph import RecordGraph
from ld.packs import PackReader, PackWriter, Papers, Place, pack_name
from ld.register.census import Kind
from ld.register.crossing import Crossings, crossings
from ld.register.ledger import Ledger
from ld.register.model import RecordRow, State
from ld.register.reading import shared_numbers
from ld.register.settling import Settlement
from ld.register.shared import numbers_text
from ld.register.writing import StagedRegister
from ld.stores.embedded import StagedStore, copy_store

_WAITING = 5_000  # records after which everything is written even if they bring few statements: the ledger is in memory


class Draft:
    """Store, register and packs of an edition in the making, kept in step.

    Attributes:
        register: its register.
        changed: whether anything differs from the edition it began with.
        last_change: the highest change number given.

    Args:
        folder: where it is made; must not exist.
        number: of the edition.
        parent: folder of the edition to begin with; None to begin with nothing.
        last_change: the highest change number that was ever given.
    """

    def __init__(self, folder: Path, number: int, parent: Path | None, last_change: int) -> None:
        self.folder = folder
        self.last_change = last_change
        self.changed = False
        self._number = number
        self._waiting = 0
        self._ledger = Ledger()
        (folder / PACKS).mkdir(parents=True)
        if parent is not None:
            copy_store(parent / GRAPH, folder / GRAPH)
            for pack in (parent / PACKS).iterdir():
                link(pack, folder / PACKS / pack.name)
        self.register = StagedRegister(folder, None if parent is None else parent / REGISTER)
        self._store = StagedStore(folder / GRAPH)
        self._quads_before = self.register.quads()
        self._loader = Loader(self._store, self._ledger)
        self._packs = PackWriter(folder / PACKS, number)
        self._reader = PackReader(folder / PACKS)

    # What can befall a record

    def publish(self, entry: Entry, row: RecordRow | None) -> tuple[RecordRow, bool]:
        """Put an entry in the place of what there was; the new row, and whether what is published has changed."""
        graph = entry.graph
        assert graph is not None  # Entry refuses it
        self._note_moves(row, entry.source.id, entry.previous_ids)
        digest = graph.digest
        if row is not None and row.published and row.digest == digest:
            return self._confirm(entry, row), False
        numbers = self._exchange(row, graph)
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
            papers=self._swap_papers(row, entry, entry.collection, published=True),
            shared=numbers,
            number=row.number if row is not None else 0,
        )
        self._ledger.sign(digest, row.digest if row is not None else None)
        saved = self._save(row, new)
        self._cross(row, saved, crossings(graph.graph, graph.own))
        self._mention(row, saved)
        return saved, True

    def _confirm(self, entry: Entry, row: RecordRow) -> RecordRow:
        """The same statements from a source that may differ: no change to what is published."""
        if (
            row.held is None
            and row.source_digest == entry.source_digest
            and self._same_papers(row.papers, entry)
        ):
            return row
        place = self._swap_papers(row, entry, row.collection, published=True)
        return self._save(row, replace(row, source_digest=entry.source_digest, papers=place, held=None))

    def hold(self, entry: Entry, row: RecordRow | None) -> RecordRow:
        """Withhold an entry; what is published stays."""
        if (
            row is not None
            and row.source_digest == entry.source_digest
            and self._same_papers(row.held, entry)
        ):
            return row
        base = row or RecordRow(entry.source.id, State.QUARANTINED, collection=entry.collection)
        place = self._swap_papers(row, entry, base.collection, published=False)
        return self._save(row, replace(base, held=place, source_digest=entry.source_digest))

    def remove(self, row: RecordRow, reason: str) -> bool:
        """Withdraw a record; whether a tombstone remains: of a record that was never published, nothing does."""
        for place, published in ((row.papers, True), (row.held, False)):
            self._unfile(place, row.collection, published=published)
        self._ledger.attribute(row.number)
        self._cross(row, row, None)
        self._note_moves(row, row.id, ())
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
        self._exchange(row, None)
        self._ledger.sign(None, row.digest)
        self._save(row, tombstone)
        self._mention(row, tombstone)
        return True

    def move(self, old_id: str, new_id: str | None) -> bool:
        """Let an id lead to another, as the operator says, or (None) no longer; whether anything differs."""
        differs = self.register.moves.point(old_id, new_id, self._ledger)
        self.changed |= differs
        return differs

    # Statements

    def _exchange(self, row: RecordRow | None, graph: RecordGraph | None) -> str:
        """Put statements in the place of a record's; the numbers of those about shared entities, as a row keeps them."""
        if row is not None and row.published and self.register.outcome(row) is not None:
            self._loader.flush()  # its statements may be waiting to be loaded
        old = row if row is not None and row.published else None
        if old is not None and old.graph is not None and (graph is None or old.graph != graph.graph):
            self._replace(
                old, RecordGraph(old.id, old.graph, (), ())
            )  # withdrawn, or the site has another address
        if graph is not None:
            self._replace(old if old is not None and old.graph == graph.graph else None, graph)
        return self._refer(old, graph)

    def _replace(self, old: RecordRow | None, graph: RecordGraph) -> None:
        stored, recovered = (False, False) if old is None else (old.quads > 0, old.recovered > 0)
        self._loader.exchange(graph.graph, graph.own, stored=stored)
        if recovered or graph.recovered:
            self._loader.exchange(graph.recovered_graph, graph.recovered, stored=recovered, subjects=False)

    def _refer(self, old: RecordRow | None, graph: RecordGraph | None) -> str:
        before = set(shared_numbers(old)) if old is not None else set()
        lines = graph.shared if graph is not None else ()
        now = {self.register.shared.statement(name, line) for name, line in lines}
        self._ledger.refer(before - now, -1)
        self._ledger.refer(now - before, 1)
        return numbers_text(now)

    def _cross(self, old: RecordRow | None, new: RecordRow, found: Crossings | None) -> None:
        """Keep what a record says of others, and whether links to it lead anywhere."""
        published = old is not None and old.published
        if published:
            self.register.crossings.clear(new.number)
        if found:
            self.register.crossings.add(new.number, found)
        if published is not (found is not None):
            self.register.crossings.touch(new.id)

    def _mention(self, old: RecordRow | None, new: RecordRow) -> None:
        """Keep which entities a record speaks of."""
        before = set(shared_numbers(old)) if old is not None and old.published else set[int]()
        now = set(shared_numbers(new))
        if before != now:
            things, former = self.register.mentions.things(now), self.register.mentions.things(before)
            self._ledger.mention(former - things, new.number, -1)
            self._ledger.mention(things - former, new.number, 1)

    def _note_moves(self, old: RecordRow | None, record_id: str, previous: Sequence[str]) -> None:
        """Keep the former ids that a record states; of one that was not published, none are noted."""
        if previous or (old is not None and old.published):
            self.changed |= self.register.moves.state(record_id, previous, self._ledger)

    # Papers

    def _swap_papers(self, row: RecordRow | None, entry: Entry, collection: str, *, published: bool) -> Place:
        """File an entry's papers and give up those that it replaces: a published version also replaces a withheld one."""
        if row is not None:
            self._unfile(row.held, row.collection, published=False)
            if published:
                self._unfile(row.papers, row.collection, published=True)
        papers = _papers(entry)
        place = self._packs.add(papers)
        self._ledger.file(papers, place, collection, published=published)
        return place

    def _unfile(self, place: Place | None, collection: str, *, published: bool) -> None:
        if place is not None:
            self._ledger.unfile(self._read(place), place, collection, published=published)

    def _same_papers(self, place: Place | None, entry: Entry) -> bool:
        return place is not None and self._read(place).same_content(_papers(entry))

    def _read(self, place: Place) -> Papers:
        waiting = self._packs.read(place) if place.pack == self._number else None
        return waiting or self._reader.read(place)

    # Rows

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
        """Bring all files to the same point, once enough has come together."""
        if self._loader.full or self._waiting >= _WAITING or force:
            self._waiting = 0
            self._loader.flush()
            self._packs.seal()
            self.register.write(self._ledger)
            self.register.commit()

    def settle(self) -> Settlement:
        """How this run differs in the end from the edition it began with."""
        self.checkpoint(force=True)
        return self.register.settle()

    def finish(self, created: str) -> dict[str, Any]:
        """Publish shared entities and close everything; what the edition then holds, for its description."""
        self.checkpoint(force=True)
        resolver = Resolver(self.register, self._store, self._loader, self._ledger, self._number)
        resolver.run(self.checkpoint)
        self.checkpoint(force=True)
        if self._loader.loaded > self._quads_before:
            self._store.optimize()
        self._store.flush()
        summary = self.register.summary()
        used = {pack_name(number) for number in self.register.packs()}
        self.register.finish(self._number, created, self.last_change)
        self.close()
        for pack in (self.folder / PACKS).iterdir():
            if pack.name not in used:
                pack.unlink()
        return summary

    def close(self) -> None:
        """Close every file, whatever is still waiting."""
        self.register.close()
        self._reader.close()
        self._packs.abandon()
        self._store.close()


def _papers(entry: Entry) -> Papers:
    return Papers(entry.source, entry.findings, entry.coverage)


__all__ = ["Draft"]
