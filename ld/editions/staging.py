"""An edition in the making, as a run sees it: what is put in and taken out, and what became of each record."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from ld.disk import digest_file, disk_errors, sync, sync_tree
from ld.editions.chunk_files import ChunkFile
from ld.editions.draft import Draft
from ld.editions.entries import Entry, PutCounts
from ld.editions.info import EditionInfo, program_versions, read_info, write_info
from ld.editions.layout import GRAPH, PACKS, REGISTER, Layout
from ld.editions.moving import move_fault
from ld.editions.resuming import (
    FinishedDraft,
    Marker,
    forget_marker,
    open_draft,
    read_marker,
    write_marker,
)
from ld.editions.unpacking import entries
from ld.editions.verifying import check_new
from ld.errors import DamagedEditionError, PublishError
from ld.register.facts import Facts
from ld.register.keys import id_of
from ld.register.model import RecordRow, State
from ld.register.settling import Settlement

_SHOWN = 5
_UNCHANGED = "unchanged"
_SUPERSEDED = "superseded"
_ABSENT = "absent"
_ABSENT_REASON = "no longer in the source"
_DELETED_REASON = "deleted in the source"


class Staging:
    """An edition in the making, for one thread; made by :meth:`ld.editions.Editions.stage`.

    Attributes:
        number: the edition that it will be.
        counts: what has become of the records of this run so far.
        twice: the first of the records that have come more than once, with the place of the last.
        noted: what was noted last by :meth:`note`, before the run was interrupted; empty if it was not.

    Args:
        layout: of the data folder, locked.
        parent: number of the edition to begin with; None to begin with nothing.
        run: what the run depends on besides its source, so that one that was interrupted can be taken up again; "" if it cannot.
    """

    def __init__(self, layout: Layout, parent: int | None, run: str = "") -> None:
        self.number = layout.sequence().edition + 1
        self._layout = layout
        self._parent = parent
        self._marker = Marker(run, parent, self.number)
        self._folder = layout.staging / f"{self.number:06d}"
        self._made = self._begun(again=bool(run) and read_marker(layout) == self._marker)

    def _begun(self, *, again: bool) -> Draft | FinishedDraft:
        self.counts, self.twice = PutCounts(), dict[str, str]()
        self._differs: bool | None = None
        with disk_errors("starting an edition"):
            if not again:
                forget_marker(self._layout)
                if self._folder.exists():
                    shutil.rmtree(self._folder)
            draft = open_draft(self._layout, self._folder, self.number, self._parent)
            if self._marker.run and not again:
                write_marker(self._layout, self._marker)
        self._take_up(json.loads(draft.state("run") or "{}"))
        return draft

    def _take_up(self, state: Mapping[str, Any]) -> None:
        """Go on where a run was interrupted, if there was one."""
        self.counts = PutCounts(**state.get("counts", {}))
        self.twice = dict(state.get("twice", {}))
        self.noted: Mapping[str, Any] = state.get("noted", {})

    def restart(self) -> None:
        """Begin anew: what was begun is of another source."""
        self._made.close()
        self._made = self._begun(again=False)

    @property
    def finished(self) -> bool:
        """Whether the run was interrupted when all was done but to publish: nothing can be put any more."""
        return isinstance(self._made, FinishedDraft)

    @property
    def _draft(self) -> Draft:
        if isinstance(self._made, FinishedDraft):
            raise PublishError(f"edition {self.number} is finished: publish it, or begin anew")
        return self._made

    @property
    def chunks_folder(self) -> Path:
        """Where chunk files belong; it is made if it is not there."""
        self._layout.chunks.mkdir(parents=True, exist_ok=True)
        return self._layout.chunks

    @property
    def parent_register(self) -> Path | None:
        """The register of the edition to begin with; None to begin with nothing."""
        return None if self._parent is None else self._layout.edition(self._parent) / REGISTER

    def record(self, record_id: str) -> RecordRow | None:
        """What is known of a record so far."""
        return self._draft.register.record(record_id)

    def digest_of(self, record_id: str) -> bytes | None:
        """Source digest of the newest version of a record, published or withheld; None for unknown and withdrawn ones."""
        row = self.record(record_id)
        return None if row is None else row.source_digest

    def put(self, entries: Iterable[Entry]) -> PutCounts:
        """Publish or withhold records; what the same ids had is replaced.

        A withheld version leaves the published one. The same statements as before are no change, whatever the source.

        Returns:
            what became of them; see :class:`PutCounts` for ids that come twice.

        Raises:
            StoreError, PublishError: the disk does not do what it should; the run cannot go on.
        """
        counts: Counter[str] = Counter()
        with disk_errors("writing an edition"):
            for entry in entries:
                self._put(entry, counts)
                self._draft.checkpoint()
        return self._count(counts)

    def _put(self, entry: Entry, counts: Counter[str]) -> None:
        row = self.record(entry.source.id)
        before = None if row is None else self._draft.register.outcome(row)
        if entry.state is State.QUARANTINED:
            new, outcome = self._draft.hold(entry, row), State.QUARANTINED.value
        else:
            new, changed = self._draft.publish(entry, row)
            outcome = State.PUBLISHED.value if changed else _UNCHANGED
        self._draft.register.mark(new, outcome)
        if before is not None and len(self.twice) < _SHOWN:
            self.twice[entry.source.id] = str(entry.source.origin)
        _tally(before, outcome, counts)

    def take(self, path: Path, again: Callable[[str], Entry]) -> Facts:
        """Take what came of a chunk into the edition; what of it is not in the store by then is so after :meth:`note`.

        Args:
            path: of the chunk file, which is removed when it is of no use any more.
            again: gives the entry of a record of the chunk that is as the edition before has it.

        Raises:
            DamagedChunkError: the file is damaged.
            StoreError, PublishError: the disk does not do what it should; the run cannot go on.
        """
        with disk_errors("writing an edition"):
            file = ChunkFile(path)
            facts = file.facts
            known = bool(facts.fresh.rows) and self._draft.register.knows_any(facts.fresh.rows)
            if (known or facts.events) and self._draft.loads_chunks:
                self._draft.checkpoint(force=True)  # what is replaced is read from the store
            if facts.fresh.rows and not known:
                self._count({State.PUBLISHED.value: self._draft.take(facts, file)})
            else:
                self._draft.spend(path)
            self._put_all(entries(facts.fresh, file.fresh) if known else ())
            self._happen(facts, file, again)
        return facts

    def _happen(self, facts: Facts, file: ChunkFile, again: Callable[[str], Entry]) -> None:
        """What befell records of which something may be known, in the order of the source."""
        others = entries(facts.others, file.others) if facts.others.rows else iter(())
        for kind, group in groupby(facts.events, key=itemgetter(0)):
            about = [value for _, value in group]
            if kind == "put":
                self._put_all(islice(others, len(about)))
            elif kind == "same":
                self._seen_rows([int(number) for number in about], again)
            else:
                for key in about:
                    self.withdraw(id_of(bytes.fromhex(str(key))), _DELETED_REASON)

    def _put_all(self, entries: Iterable[Entry]) -> None:
        counts: Counter[str] = Counter()
        for entry in entries:
            row = self.record(entry.source.id)
            if row is not None and row.source_digest == entry.source_digest:
                self.seen([entry.source.id])  # it came before in this run
            else:
                self._put(entry, counts)
        self._count(counts)

    def _seen_rows(self, numbers: Sequence[int], again: Callable[[str], Entry]) -> None:
        """Records that are as the edition before has them; those that this run had changed are put back."""
        register = self._draft.register
        touched = {*register.seen_rows(numbers), *register.gone_rows(numbers)}
        register.see_rows([number for number in dict.fromkeys(numbers) if number not in touched], _UNCHANGED)
        changed = register.changed_rows(sorted(touched))
        self._count({_UNCHANGED: len(numbers) - len(changed)})
        self._put_all(map(again, changed))

    def note(self, noted: Mapping[str, Any]) -> None:
        """Say how far the run has come; a run that is taken up again begins there.

        Args:
            noted: JSON; see :attr:`noted`.
        """
        self.noted = noted
        with disk_errors("writing an edition"):
            self._draft.register.set_state("run", self._state())
            self._draft.checkpoint()

    def _state(self) -> str:
        return json.dumps({"counts": asdict(self.counts), "twice": self.twice, "noted": self.noted})

    def withdraw(self, record_id: str, reason: str) -> bool:
        """Withdraw a record: gone from now on, with a tombstone if it was ever published.

        Returns:
            whether there was anything to withdraw.
        """
        row = self.record(record_id)
        if row is None or (row.state is State.WITHDRAWN and row.held is None):
            self._count({State.WITHDRAWN: 1})
            return False
        counts: Counter[str] = Counter()
        before = self._draft.register.outcome(row)
        with disk_errors("writing an edition"):
            tombstone = self._draft.remove(row, reason)
        _tally(before, State.WITHDRAWN.value, counts)
        if tombstone:
            self._draft.register.mark(row, State.WITHDRAWN.value)
        self._count(counts)
        return True

    def move(self, old_id: str, new_id: str) -> str | None:
        """Withdraw a record, if there is one, and let its id lead to another from now on, until a record of that id comes.

        Returns:
            why that cannot be; None if it is done.
        """
        fault = move_fault(self._draft.register, old_id, new_id)
        if fault is None:
            row = self.record(old_id)
            if row is not None and (row.published or row.held is not None):
                self.withdraw(old_id, f"moved to {new_id}")
            with disk_errors("writing an edition"):
                self._draft.move(old_id, new_id)
                self._draft.checkpoint()
        return fault

    def forget_move(self, record_id: str) -> bool:
        """Let an id no longer lead to another because the operator said so; whether it did."""
        with disk_errors("writing an edition"):
            return self._draft.move(record_id, None)

    def seen(self, record_ids: Iterable[str]) -> None:
        """Note that these records are in the source and have not changed."""
        ids = list(record_ids)
        self._draft.register.see(ids, _UNCHANGED)
        self._count({_UNCHANGED: len(ids)})

    def withdraw_absent(self, collection: str | None = None) -> int:
        """Withdraw the records that this run has not seen.

        Args:
            collection: of this one only.
        """
        absent = 0
        with disk_errors("writing an edition"):
            for row in self._draft.register.unseen(collection):
                if self._draft.remove(row, _ABSENT_REASON):
                    self._draft.register.mark(row, _ABSENT)
                self._draft.checkpoint()
                absent += 1
        self._count({_ABSENT: absent})
        return absent

    def _count(self, counts: Mapping[str, int]) -> PutCounts:
        result = PutCounts(**counts)
        self.counts += result
        return result

    def settle(self) -> bool:
        """Bring the counts to their end: what changed there and back again in this run is unchanged.

        Called by :meth:`publish`, and before it by those who report :attr:`counts`. Nothing can be put afterwards.

        Returns:
            whether anything differs from the edition it began with.
        """
        if self._differs is None:
            with disk_errors("settling an edition"):
                settlement = self._made.settle() if self._made.changed else Settlement(False, {})
            counts = {outcome: -n for outcome, n in settlement.restored.items()}
            self._count(counts | {_UNCHANGED: sum(settlement.restored.values())})
            self._differs = settlement.differs
        return self._differs

    def publish(self, report: Mapping[str, Any], versions: Mapping[str, str] | None = None) -> int | None:
        """Make it an edition and serve it. Nothing can be done with the staging afterwards.

        Args:
            report: what the run has to say of itself, to be kept; JSON.
            versions: of the mapping, the shapes and so on.

        Returns:
            its number; None if nothing has changed, and then nothing is published.

        Raises:
            StoreError, PublishError: the disk does not do what it should; the edition before is still served.
            DamagedEditionError: a sample of what was made does not agree with itself; likewise.
        """
        if not self.settle():
            return None
        created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        with disk_errors("publishing an edition"):
            created, summary = self._made.finish(created, self._state())
            info = EditionInfo(
                number=self.number,
                created=created,
                parent=self._parent,
                last_change=self._made.last_change,
                versions=self._inherited() | program_versions() | dict(versions or {}),
                report=dict(report),
                files=self._files(),
                **summary,
            )
            write_info(self._folder, info)
            self._check()
            self._move_in(info)
        return self.number

    def _check(self) -> None:
        """What is damaged is not kept either: an interrupted run would be gone on with."""
        try:
            check_new(self._folder)
        except DamagedEditionError:
            self.discard()
            raise

    def _inherited(self) -> dict[str, str]:
        """What the edition before says of how its records were made, which holds for those that stay."""
        return {} if self._parent is None else dict(read_info(self._layout.edition(self._parent)).versions)

    def _files(self) -> dict[str, dict[str, Any]]:
        """Every file of the edition; the store checks its own contents."""
        parts = (path for name in (GRAPH, PACKS) for path in (self._folder / name).rglob("*"))
        paths = sorted([*(path for path in parts if path.is_file()), self._folder / REGISTER])
        names = {path.relative_to(self._folder).as_posix(): path for path in paths}
        known = {} if self._parent is None else read_info(self._layout.edition(self._parent)).files
        return {
            name: {"size": path.stat().st_size} | _digest(name, path, known.get(name, {}))
            for name, path in names.items()
        }

    def _move_in(self, info: EditionInfo) -> None:
        """The order is the point: durable content, numbers taken, the folder in its place, and only then served."""
        sync_tree(self._folder)
        sequence = self._layout.sequence()
        self._layout.write_sequence(sequence.given(info.number, info.last_change))
        self._layout.editions.mkdir(exist_ok=True)
        self._folder.rename(self._layout.edition(self.number))
        sync(self._layout.editions)
        self._layout.point(self.number)

    def discard(self) -> None:
        """Close everything and remove what is left in staging."""
        self._made.close()
        with disk_errors("clearing the staging folder"):
            self._layout.clean_staging()

    def leave(self) -> None:
        """Close everything and let it stand, so that the run can be taken up again."""
        self._made.close()


def _digest(name: str, path: Path, known: Mapping[str, Any]) -> dict[str, str]:
    """SHA-256 of a file; of a pack that is shared with the edition before, as that has it: nobody writes it."""
    if name.startswith(GRAPH):
        return {}
    if name.startswith(PACKS) and "sha256" in known:
        return {"sha256": known["sha256"]}
    return {"sha256": digest_file(path)}


def _tally(before: str | None, outcome: str, counts: Counter[str]) -> None:
    """Count an outcome; what became of an earlier record of the same id counts as superseded from now on."""
    counts[outcome] += 1
    if before is not None:
        counts[before] -= 1
        counts[_SUPERSEDED] += 1


__all__ = ["Staging"]
