"""What becomes of each record of a run, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from ld.disk import disk_errors
from ld.editions.draft import Draft
from ld.editions.entries import Entry, PutCounts
from ld.register.model import RecordRow, State

SHOWN = 5
UNCHANGED = "unchanged"
_SUPERSEDED = "superseded"


class Recording:
    """Puts records into an edition in the making and takes them out.

    Attributes:
        counts: what has become of the records of this run so far.
        twice: the first of the records that have come more than once, with the place of the last.
    """

    counts: PutCounts
    twice: dict[str, str]

    @property
    def _draft(self) -> Draft:
        """The files of the edition."""
        raise NotImplementedError

    def record(self, record_id: str) -> RecordRow | None:
        """What is known of a record so far."""
        return self._draft.register.record(record_id)

    def digest_of(self, record_id: str) -> bytes | None:
        """Source digest of the newest version of a record, published or withheld; None for unknown and withdrawn ones."""
        row = self.record(record_id)
        return None if row is None else row.source_digest

    def _put(self, entry: Entry, counts: Counter[str]) -> None:
        row = self.record(entry.source.id)
        before = None if row is None else self._draft.register.seen.outcome(row)
        if entry.state is State.QUARANTINED:
            new, outcome = self._draft.hold(entry, row), State.QUARANTINED.value
        else:
            new, changed = self._draft.publish(entry, row)
            outcome = State.PUBLISHED.value if changed else UNCHANGED
        self._draft.register.seen.mark(new, outcome)
        if before is not None and len(self.twice) < SHOWN:
            self.twice[entry.source.id] = str(entry.source.origin)
        _tally(before, outcome, counts)

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
        touched = {*register.seen.seen_rows(numbers), *register.seen.gone_rows(numbers)}
        register.seen.see_rows(
            [number for number in dict.fromkeys(numbers) if number not in touched], UNCHANGED
        )
        changed = register.seen.changed_rows(sorted(touched))
        self._count({UNCHANGED: len(numbers) - len(changed)})
        self._put_all(map(again, changed))

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
        before = self._draft.register.seen.outcome(row)
        with disk_errors("writing an edition"):
            tombstone = self._draft.remove(row, reason)
        _tally(before, State.WITHDRAWN.value, counts)
        if tombstone:
            self._draft.register.seen.mark(row, State.WITHDRAWN.value)
        self._count(counts)
        return True

    def seen(self, record_ids: Iterable[str]) -> None:
        """Note that these records are in the source and have not changed."""
        ids = list(record_ids)
        self._draft.register.seen.see(ids, UNCHANGED)
        self._count({UNCHANGED: len(ids)})

    def _count(self, counts: Mapping[str, int]) -> PutCounts:
        result = PutCounts(**counts)
        self.counts += result
        return result


def _tally(before: str | None, outcome: str, counts: Counter[str]) -> None:
    """Count an outcome; what became of an earlier record of the same id counts as superseded from now on."""
    counts[outcome] += 1
    if before is not None:
        counts[before] -= 1
        counts[_SUPERSEDED] += 1


__all__ = ["SHOWN", "UNCHANGED", "Recording"]
