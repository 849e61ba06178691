"""An edition in the making, as a run sees it: what is put in and taken out, and what became of each record."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from ld.disk import disk_errors
from ld.editions.chunk_files import ChunkFile
from ld.editions.draft import Draft
from ld.editions.entries import Entry, PutCounts
from ld.editions.finished import Phase
from ld.editions.info import EditionInfo, made_now, program_versions, read_info, write_info
from ld.editions.layout import REGISTER, Layout
from ld.editions.moving import move_fault
from ld.editions.moving_in import files_of, move_in
from ld.editions.recording import UNCHANGED, Recording
from ld.editions.resuming import (
    FinishedDraft,
    Marker,
    forget_marker,
    open_draft,
    read_marker,
    take_up,
    write_marker,
)
from ld.editions.unpacking import entries
from ld.editions.verifying import check_new
from ld.errors import DamagedEditionError, PublishError
from ld.register.facts import Facts
from ld.register.keys import id_of
from ld.register.model import State
from ld.register.settling import Settlement

_ABSENT = "absent"
_NOTED = 500  # records withdrawn between two times that a run says how far it is
_ABSENT_REASON = "no longer in the source"
_DELETED_REASON = "deleted in the source"


class Staging(Recording):
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
            draft = take_up(self._layout, self._folder, self.number, self._parent) if again else None
            if draft is None:
                draft = self._new()
        self._take_up(json.loads(draft.state("run") or "{}"))
        return draft

    def _new(self) -> Draft | FinishedDraft:
        forget_marker(self._layout)
        if self._folder.exists():
            shutil.rmtree(self._folder)
        draft = open_draft(self._layout, self._folder, self.number, self._parent)
        if self._marker.run:
            write_marker(self._layout, self._marker)
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

    def withdraw_absent(self, collection: str | None = None) -> int:
        """Withdraw the records that this run has not seen.

        Args:
            collection: of this one only.
        """
        absent = 0
        with disk_errors("writing an edition"):
            for row in self._draft.register.seen.unseen(collection):
                if self._draft.remove(row, _ABSENT_REASON):
                    self._draft.register.seen.mark(row, _ABSENT)
                self._count({_ABSENT: 1})
                absent += 1
                if absent % _NOTED == 0:
                    self.note(self.noted)
        self.note(self.noted)
        return absent

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
            self._count(counts | {UNCHANGED: sum(settlement.restored.values())})
            self._differs = settlement.differs
        return self._differs

    def publish(
        self,
        report: Mapping[str, Any],
        versions: Mapping[str, str] | None = None,
        phase: Phase = lambda what: None,
    ) -> int | None:
        """Make it an edition and serve it. Nothing can be done with the staging afterwards.

        Args:
            report: what the run has to say of itself, to be kept; JSON.
            versions: of the mapping, the shapes and so on.
            phase: told what is being done.

        Returns:
            its number; None if nothing has changed, and then nothing is published.

        Raises:
            StoreError, PublishError: the disk does not do what it should; the edition before is still served.
            DamagedEditionError: a sample of what was made does not agree with itself; likewise.
        """
        if not self.settle():
            return None
        before = None if self._parent is None else read_info(self._layout.edition(self._parent))
        inherited = (
            dict(before.versions) if before else {}
        )  # of how records were made: it holds for those that stay
        created = made_now(before)
        with disk_errors("publishing an edition"):
            created, summary = self._made.finish(created, self._state(), phase)
            info = EditionInfo(
                number=self.number,
                created=created,
                parent=self._parent,
                last_change=self._made.last_change,
                versions=inherited | program_versions() | dict(versions or {}),
                report=dict(report),
                files=files_of(self._folder, before.files if before else {}),
                **summary,
            )
            write_info(self._folder, info)
            phase("publishing")
            self._check()
            move_in(self._layout, self._folder, info)
        return self.number

    def _check(self) -> None:
        """What is damaged is not kept either: an interrupted run would be gone on with."""
        try:
            check_new(self._folder)
        except DamagedEditionError:
            self.discard()
            raise

    def discard(self) -> None:
        """Close everything and remove what is left in staging."""
        self._made.close()
        with disk_errors("clearing the staging folder"):
            self._layout.clean_staging()

    def leave(self) -> None:
        """Close everything and let it stand, so that the run can be taken up again."""
        self._made.close()


__all__ = ["Staging"]
