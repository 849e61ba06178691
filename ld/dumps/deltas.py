"""Incremental dumps: what makes the dump of an earlier edition that of this one.

Whoever has the statements of the earlier edition runs the SPARQL Update of ``delta-removals.ru``, which takes away whatever
was said of all that has changed, and then loads the statements of ``delta.nq``, which are all that is said of it now. Doing so
twice does no harm. ``delta-deleted.txt`` lists the documents that are gone altogether, for stores that keep documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ld.dumps.files import DELTA, DumpFile, filling, install, read_list
from ld.dumps.portions import changed_references
from ld.dumps.processes import written_out
from ld.dumps.serializing import DELETIONS, DUMP_FORMATS, REMOVALS
from ld.dumps.writing import DumpPlan, write_pieces
from ld.editions.reading import Edition
from ld.errors import UnknownEditionError

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Delta:
    """What has changed since an edition.

    Attributes:
        edition: number of the earlier edition.
        since: its last change.
        until: the last change of the edition that the files lead to.
        files: the files.
    """

    edition: int
    since: int
    until: int
    files: Sequence[DumpFile]


def write_delta(
    edition: Edition, directory: Path, since: int | None = None, plan: DumpPlan | None = None
) -> Delta | None:
    """Write what has changed since an earlier edition; the cost is that of what has changed.

    Args:
        edition: that the files lead to.
        directory: made if it is not there.
        since: the last change of an edition that this one was made from, at once or by way of others; None for the one before;
            0 for what leads from nothing to this edition.
        plan: what the files are to be like; N-Quads are always among them.

    Returns:
        None if there was none before.

    Raises:
        UnknownEditionError: no edition that this one was made from ended with that change.
        LockedError, PublishError: as for :func:`ld.dumps.write_dumps`.
    """
    earlier = edition.lineage()[-2:-1] if since is None else [_ending(edition, since)]
    if not earlier:
        return None
    ((number, change),) = earlier
    plan = plan or DumpPlan()
    with filling(directory) as new:
        writers = [
            plan.writer(new, DELTA, DUMP_FORMATS[name]) for name in dict.fromkeys(("nq", *plan.formats))
        ]
        writers.append(plan.writer(new, f"{DELTA}-removals", REMOVALS))
        writers.append(plan.writer(new, f"{DELTA}-deleted", DELETIONS))
        changed = changed_references(edition, change, number)
        stream = written_out(edition, changed, [writer.row for writer in writers], plan.context)
        files = write_pieces(stream, writers)
        said = {"edition": number, "since": change, "until": edition.info.last_change}
        return Delta(**said, files=install(directory, DELTA, files, said))


def read_delta(directory: Path) -> Delta | None:
    """The incremental dump of a folder; None if there is none that is complete."""
    said, files = read_list(directory, DELTA)
    return Delta(**said, files=files) if said else None


def _ending(edition: Edition, change: int) -> tuple[int, int]:
    """The edition of those that led to this one that ended with a change.

    Whoever has gone on to an edition that was rolled back since has what none of these changes would take away again.
    """
    lineage = [(0, 0), *edition.lineage()]
    for number, last in reversed(lineage):
        if last == change:
            return number, last
    known = ", ".join(str(last) for _, last in lineage[-_SHOWN:])
    msg = f"no edition that edition {edition.number} was made from ended with change {change}; some ended with {known}"
    raise UnknownEditionError(msg)


__all__ = ["Delta", "read_delta", "write_delta"]
