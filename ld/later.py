"""Shapes that are run after publishing: what they find is kept beside the edition, which never changes.

They withhold nothing, so they need not keep an ingest waiting. Only records that have changed are looked at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from shutil import copyfile

from ld.conversion import Validator
from ld.disk import disk_errors, sync
from ld.editions import Edition, Editions, RecordRow
from ld.processes import answers
from ld.register.connection import Connection
from ld.register.ledger import Ledger, Remark, kind_of
from ld.register.model import FindingKind, FindingSum
from ld.register.remarks import Bearers, RemarkReader, RemarkWriter
from ld.register.schema import FINDINGS, VERSION

_TABLES = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE edition (number INTEGER PRIMARY KEY, last_change INTEGER NOT NULL, checks TEXT NOT NULL);
{FINDINGS}
CREATE INDEX remark_record ON remark (record);
"""
_CHUNK = 1000
_ENDED = "a process that checked records has ended before it was done"
_Looked = tuple[list[RecordRow], list[Counter[FindingKind]]]


def check_later(
    edition: Edition,
    editions: Editions,
    validator: Validator,
    *,
    checks: str,
    progress: Callable[[int], None] = lambda n: None,
    jobs: int = 1,
    recipe: Callable[[], Validator] | None = None,
) -> Path:
    """Run shapes over an edition and keep what they find.

    Args:
        edition: to be looked at.
        editions: of its data folder; what was found in the edition that it was made from is the beginning, if the shapes were the
            same.
        validator: the shapes.
        checks: names them in the state they are in.
        progress: told the number of records looked at.
        jobs: processes that look, if there is a `recipe` and more than one page of records.
        recipe: makes the same validator in a process of its own.
    Returns:
        the file, which is there as a whole or not at all.
    Raises:
        StoreError: the disk does not do what it should.
        PublishError: a process that looked has ended.
    """
    path = editions.later_file(edition.number)
    if _is_done(path, checks):
        return path
    part = path.with_suffix(".part")
    with disk_errors("keeping what was found"):
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        before = _begin(part, editions, edition.info.parent, checks)
        pages = _pages(edition, before)
        looked: Iterable[_Looked]
        first = list(islice(pages, 2))
        pages = chain(first, pages)
        if recipe is not None and jobs > 1 and len(first) > 1:
            looked = answers(partial(_looking, edition.folder, recipe), pages, jobs, ended=_ENDED)
        else:
            looked = map(partial(_looked, edition, validator), pages)
        _run(part, edition, looked, before, checks, progress)
        sync(part)
        part.replace(path)
        sync(path.parent)
    return path


def _is_done(path: Path, checks: str) -> bool:
    if not path.is_file():
        return False
    db = Connection(path, immutable=True)
    try:
        (done,) = db.one("SELECT count(*) FROM edition WHERE checks = ?", (checks,))
        return bool(done)
    finally:
        db.close()


def _begin(part: Path, editions: Editions, parent: int | None, checks: str) -> int | None:
    """Copy what was found in the parent; the last change that it had seen, None to look at everything."""
    before = None if parent is None else editions.later_file(parent)
    if before is None or not _is_done(before, checks):
        return None
    copyfile(before, part)
    db = Connection(part, immutable=False)
    (last_change,) = db.one("SELECT max(last_change) FROM edition")
    db.close()
    return int(last_change)


def _run(
    part: Path,
    edition: Edition,
    looked: Iterable[_Looked],
    before: int | None,
    checks: str,
    progress: Callable[[int], None],
) -> None:
    db, ledger, done = Connection(part, immutable=False), Ledger(), 0
    if before is None:
        db.script(_TABLES)
    writer = RemarkWriter(db)
    db.run("BEGIN")
    if before is not None:
        writer.begin()
    for rows, found in looked:
        for row, kinds in zip(rows, found, strict=True):
            if before is not None:
                _forget(db, ledger, row)
            for kind, n in kinds.items():
                ledger.remark(Remark(kind, row.number, held=False), n)
        writer.write(ledger)
        ledger.clear()
        done += len(rows)
        progress(done)
    writer.finish(edition.number)
    db.run(
        "INSERT OR REPLACE INTO edition VALUES (?, ?, ?)", (edition.number, edition.info.last_change, checks)
    )
    db.script("COMMIT")
    db.close()


def _pages(edition: Edition, before: int | None) -> Iterator[list[RecordRow]]:
    """Records that have changed; all if nothing is known of before."""
    after = before or 0
    while rows := edition.changes(after=after, limit=_CHUNK):
        yield rows
        after = rows[-1].change or 0


def _forget(db: Connection, ledger: Ledger, row: RecordRow) -> None:
    columns = "f.code, f.severity, f.property, f.field, f.format, f.collection, m.n"
    found = db.all(
        f"SELECT {columns} FROM remark m JOIN finding f ON f.number = m.finding WHERE m.record = ?",  # noqa: S608 - constants
        (row.number,),
    )
    for *key, n in found:
        ledger.remark(Remark(FindingKind.of_columns(key), row.number, held=False), -n)


def _look(edition: Edition, validator: Validator, row: RecordRow) -> Counter[FindingKind]:
    if not row.published:
        return Counter()
    papers = edition.published_papers(row)
    format_ = papers.source.format if papers else ""
    found = validator.validate(edition.ntriples(row), record_id=row.id)
    return Counter(kind_of(finding, format_, row.collection) for finding in found)


def _looked(edition: Edition, validator: Validator, rows: list[RecordRow]) -> _Looked:
    return rows, [_look(edition, validator, row) for row in rows]


def _looking(folder: Path, recipe: Callable[[], Validator]) -> Callable[[list[RecordRow]], _Looked]:
    """In a process: what looks at a page."""
    return partial(_looked, Edition(folder), recipe())


class LaterFindings:
    """What was found after publishing.

    Args:
        path: see :meth:`ld.editions.Editions.later_file`.
    """

    def __init__(self, path: Path) -> None:
        self._remarks = RemarkReader(Connection(path, immutable=True))

    def sums(self, code: str | None = None) -> list[FindingSum]:
        """See :meth:`ld.register.remarks.RemarkReader.sums`."""
        return self._remarks.sums(code)

    def distinct(self) -> dict[str, tuple[int, int]]:
        """See :meth:`ld.register.remarks.RemarkReader.distinct`."""
        return self._remarks.distinct()

    def bearers(self, code: str, *, field: str | None = None) -> Bearers:
        """See :meth:`ld.register.remarks.RemarkReader.bearers`."""
        return self._remarks.bearers(code, field=field)

    def rows(
        self,
        edition: Edition,
        code: str,
        *,
        field: str | None = None,
        after: int = 0,
        before: int | None = None,
        limit: int = 100,
    ) -> list[RecordRow]:
        """A page of records that have a finding; see :meth:`ld.editions.Edition.remarked`."""
        numbers = self._remarks.records(code, field=field, after=after, before=before, limit=limit)
        return edition.rows(numbers)


def read_later(editions: Editions, number: int) -> LaterFindings | None:
    """What was found in an edition after publishing; None if nothing was looked for yet."""
    path = editions.later_file(number)
    return LaterFindings(path) if path.is_file() else None


__all__ = ["LaterFindings", "check_later", "read_later"]
