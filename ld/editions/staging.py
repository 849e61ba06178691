"""An edition in the making, as a run sees it: what is put in and taken out, and what became of each record."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from ld.disk import digest_file, disk_errors, sync, sync_tree
from ld.editions.draft import Draft
from ld.editions.entries import Entry, PutCounts
from ld.editions.info import EditionInfo, program_versions, read_info, write_info
from ld.editions.layout import GRAPH, Layout
from ld.editions.moving import move_fault
from ld.register.model import RecordRow, State
from ld.register.settling import Settlement

_SHOWN = 5
_UNCHANGED = "unchanged"
_SUPERSEDED = "superseded"
_ABSENT = "absent"
_ABSENT_REASON = "no longer in the source"


class Staging:
    """An edition in the making, for one thread; made by :meth:`ld.editions.Editions.stage`.

    Attributes:
        number: the edition that it will be.
        counts: what has become of the records of this run so far.
        twice: the first of the records that have come more than once, with the place of the last.

    Args:
        layout: of the data folder, locked.
        parent: number of the edition to begin with; None to begin with nothing.
    """

    def __init__(self, layout: Layout, parent: int | None) -> None:
        sequence = layout.sequence()
        self.number = sequence.edition + 1
        self.counts = PutCounts()
        self.twice: dict[str, str] = {}
        self._differs: bool | None = None
        self._layout = layout
        self._parent = parent
        self._folder = layout.staging / f"{self.number:06d}"
        before = None if parent is None else layout.edition(parent)
        with disk_errors("starting an edition"):
            self._draft = Draft(self._folder, self.number, before, sequence.change)

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
                settlement = self._draft.settle() if self._draft.changed else Settlement(False, {})
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
        """
        if not self.settle():
            return None
        created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        with disk_errors("publishing an edition"):
            summary = self._draft.finish(created)
            info = EditionInfo(
                number=self.number,
                created=created,
                parent=self._parent,
                last_change=self._draft.last_change,
                versions=self._inherited() | program_versions() | dict(versions or {}),
                report=dict(report),
                files=self._files(),
                **summary,
            )
            write_info(self._folder, info)
            self._move_in(info)
        return self.number

    def _inherited(self) -> dict[str, str]:
        """What the edition before says of how its records were made, which holds for those that stay."""
        return {} if self._parent is None else dict(read_info(self._layout.edition(self._parent)).versions)

    def _files(self) -> dict[str, dict[str, Any]]:
        """Every file of the edition; the store checks its own contents."""
        paths = sorted(path for path in self._folder.rglob("*") if path.is_file())
        names = {path.relative_to(self._folder).as_posix(): path for path in paths}
        return {
            name: {"size": path.stat().st_size}
            | ({} if name.startswith(GRAPH) else {"sha256": digest_file(path)})
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
        self._draft.close()
        with disk_errors("clearing the staging folder"):
            if self._folder.is_dir():
                shutil.rmtree(self._folder)


def _tally(before: str | None, outcome: str, counts: Counter[str]) -> None:
    """Count an outcome; what became of an earlier record of the same id counts as superseded from now on."""
    counts[outcome] += 1
    if before is not None:
        counts[before] -= 1
        counts[_SUPERSEDED] += 1


__all__ = ["Staging"]
