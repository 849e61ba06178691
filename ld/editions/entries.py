"""What goes into staging, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ld.errors import PublishError
from ld.findings import FieldOutcome, Finding
from ld.graph import RecordGraph
from ld.register.model import State
from ld.search_text import NO_TEXT, SearchText
from ld.sources.base import SourceRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's result, handed to staging.

    Attributes:
        source: the record as its source has it.
        source_digest: 32 bytes over all that the result depends on: an equal one need not be worked out again.
        state: published or quarantined.
        graph: its statements; None if it could not be mapped, and then it must be quarantined.
        findings: what was remarked of it.
        coverage: what became of its source fields.
        modified: when it was last modified, as the source says (xsd:date or xsd:dateTime), else None.
        collection: name of what it was read as a part of.
        words: by which it can be found.
        previous_ids: under which it went before, as the source says; while it is published they lead to it.

    Raises:
        PublishError: published without statements, or withdrawn: say so to the staging instead.
    """

    source: SourceRecord
    source_digest: bytes
    state: State
    graph: RecordGraph | None
    findings: tuple[Finding, ...] = ()
    coverage: tuple[FieldOutcome, ...] = ()
    modified: str | None = None
    collection: str = ""
    previous_ids: tuple[str, ...] = ()
    words: SearchText = NO_TEXT

    def __post_init__(self) -> None:
        if self.state is State.WITHDRAWN or (self.state is State.PUBLISHED and self.graph is None):
            msg = f"{self.source.id!r} cannot be put as {self.state} {'with' if self.graph else 'without'} statements"
            raise PublishError(msg)


@dataclass(frozen=True, slots=True)
class PutCounts:
    """What became of records. A later record of the same id in the same run makes the earlier one superseded, whatever it
    was before, so some numbers of one batch may be negative; the sums over a run are not.

    >>> PutCounts(published=2) + PutCounts(published=-1, superseded=1)
    PutCounts(published=1, unchanged=0, quarantined=0, withdrawn=0, superseded=1, absent=0)
    """

    published: int = 0
    unchanged: int = 0
    quarantined: int = 0
    withdrawn: int = 0
    superseded: int = 0
    absent: int = 0

    def __add__(self, other: PutCounts) -> PutCounts:
        return PutCounts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


__all__ = ["Entry", "PutCounts"]
