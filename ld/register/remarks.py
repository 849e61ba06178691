"""What was found over all records: how often, in which of them, and how often in the edition before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ld.findings import Severity
from ld.register.connection import Connection
from ld.register.ledger import Ledger, Remark
from ld.register.model import FindingKind, FindingSum
from ld.register.pages import read_page

_KEY = "code = ? AND severity = ? AND property = ? AND field = ? AND format = ? AND collection = ?"
_COLUMNS = (
    "code, severity, property, field, format, collection, n, records, withheld, n_before, records_before"
)
# In an edition that has a parent, what is new was not there before; in a first edition nobody knows.
_INSERT = """
INSERT INTO finding (code, severity, property, field, format, collection, n_before, records_before)
VALUES (?, ?, ?, ?, ?, ?, (SELECT 0 FROM edition LIMIT 1), (SELECT 0 FROM edition LIMIT 1))
"""
# Without a field there is nothing to compare with, and every kind is one of those.
_OF_KIND = "f.code = ? AND coalesce(f.field = ?, TRUE)"
_KINDS = f"SELECT number FROM finding f WHERE {_OF_KIND}"  # noqa: S608 - constants
_BEARERS = f"""
SELECT count(*), sum(published), sum(withheld) FROM (SELECT max(1 - m.held) AS published, max(m.held) AS withheld
FROM finding f JOIN remark m ON m.finding = f.number WHERE {_OF_KIND} GROUP BY m.record)
"""  # noqa: S608 - constants
_PAGE = 1000


class RemarkWriter:
    """Writes the findings of an edition in the making.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._numbers: dict[FindingKind, int] = {}  # as many as there are kinds, which is few

    def begin(self) -> None:
        """What the parent had is from now on what there was before."""
        self._db.run("UPDATE finding SET n_before = n, records_before = records")

    def write(self, ledger: Ledger) -> None:
        """Add the differences."""
        changes = [
            ((self._number(kind), record, int(held)), ledger.remarks[Remark(kind, record, held)], n)
            for (kind, record, held), n in ledger.findings.items()
        ]
        self._db.many(
            "INSERT INTO remark VALUES (?, ?, ?, ?)", ((*key, n) for key, came, n in changes if came > 0)
        )
        self._db.many(
            "UPDATE remark SET n = n + ? WHERE finding = ? AND record = ? AND held = ?",
            ((n, *key) for key, came, n in changes if came == 0 and n),
        )
        self._db.many(
            "DELETE FROM remark WHERE finding = ? AND record = ? AND held = ?",
            (key for key, came, _ in changes if came < 0),
        )
        self._db.many(
            "UPDATE finding SET n = n + ?, records = records + ?, withheld = withheld + ? WHERE number = ?",
            (
                (n, came * (1 - held), came * held, number)
                for (number, _, held), came, n in changes
                if came or n
            ),
        )

    def _number(self, kind: FindingKind) -> int:
        if kind not in self._numbers:
            columns = (*kind[:1], kind.severity.value, *kind[2:])
            row = self._db.one(f"SELECT number FROM finding WHERE {_KEY}", columns)  # noqa: S608 - constants
            self._numbers[kind] = row[0] if row else self._db.run(_INSERT, columns)
        return self._numbers[kind]

    def finish(self, edition: int) -> None:
        """Forget what is neither found nor was before, and note the sums of this edition for those to come."""
        self._db.run("DELETE FROM finding WHERE n = 0 AND coalesce(n_before, 0) = 0")
        self._db.many(
            "INSERT INTO trend SELECT ?, ?, coalesce(sum(n), 0) FROM finding WHERE severity = ?",
            ((edition, severity.value, severity.value) for severity in Severity),
        )


class Bearers(NamedTuple):
    """How many records have a finding; each counts once.

    Attributes:
        records: of which any version has it.
        published: of which the published version has it.
        withheld: of which a withheld version has it.
    """

    records: int
    published: int
    withheld: int


class RemarkReader:
    """Reads the findings of a published edition.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._bearers: dict[tuple[str, str | None], Bearers] = {}  # as many as there are codes and fields

    def sums(self, code: str | None = None) -> list[FindingSum]:
        """What was found, by code, severity, property, field, format and collection; of one code only if one is given."""
        test, values = ("TRUE", ()) if code is None else ("code = ?", (code,))
        rows = self._db.all(f"SELECT {_COLUMNS} FROM finding WHERE {test} ORDER BY {_COLUMNS}", values)  # noqa: S608 - constants
        return [_sum(*row) for row in rows]

    def distinct(self) -> dict[str, tuple[int, int]]:
        """Codes of several kinds with the records, published and withheld, that have any of these: a record counts once."""
        rows = self._db.all(
            "SELECT code, sum(published), sum(withheld) FROM (SELECT f.code, m.record, max(1 - m.held) AS published, "
            "max(m.held) AS withheld FROM finding f JOIN remark m ON m.finding = f.number WHERE f.code IN "
            "(SELECT code FROM finding WHERE n > 0 GROUP BY code HAVING count(*) > 1) GROUP BY f.code, m.record) GROUP BY code"
        )
        return {code: (published, withheld) for code, published, withheld in rows}

    def bearers(self, code: str, *, field: str | None = None) -> Bearers:
        """How many records have a finding; kept where no record can have two kinds of it, else counted once for this reader.

        Args:
            code: of the finding.
            field: with this source field only.
        """
        key = code, field
        if key not in self._bearers:
            kinds = [one for one in self.sums(code) if one.n and field in {None, one.kind.field}]
            if not kinds:
                return Bearers(0, 0, 0)  # not remembered: anybody may ask for anything
            self._bearers[key] = _kept(kinds) or self._counted(code, field)
        return self._bearers[key]

    def _counted(self, code: str, field: str | None) -> Bearers:
        return Bearers(*self._db.one(_BEARERS, (code, field)))

    def records(
        self,
        code: str,
        *,
        field: str | None = None,
        after: int = 0,
        before: int | None = None,
        limit: int = _PAGE,
    ) -> list[int]:
        """A page of numbers of records of which a version has a finding, ascending, each once.

        Args:
            code: of the finding.
            field: with this source field only.
            after: the last number of the page before.
            before: the first number of the page after, and then `after` has no say; 0 for the last page.
            limit: records at most.
        """
        kinds = self._db.all(_KINDS, (code, field))
        select = "SELECT DISTINCT record FROM remark WHERE finding = ?"
        pages = (read_page(self._db, select, kind, after=after, before=before, limit=limit) for kind in kinds)
        found = sorted({record for page in pages for record in page})
        return found[:limit] if before is None else found[-limit:]

    def trend(self) -> dict[int, dict[Severity, int]]:
        """Findings by severity, edition by edition, as far as each was made from the one before."""
        found: dict[int, dict[Severity, int]] = {}
        for edition, severity, n in self._db.all("SELECT edition, severity, n FROM trend ORDER BY edition"):
            found.setdefault(edition, {})[Severity(severity)] = n
        return found

    def miscounts(self) -> Iterator[str]:
        """Kinds of findings whose number of records is not as noted, a sentence each."""
        rows = self._db.stream(
            "SELECT f.code, f.records, f.withheld, coalesce(r.records, 0), coalesce(r.withheld, 0) FROM finding f LEFT JOIN "
            "(SELECT finding, sum(1 - held) AS records, sum(held) AS withheld, sum(n) AS n FROM remark GROUP BY finding) r "
            "ON r.finding = f.number WHERE (f.records, f.withheld, f.n) "
            "<> (coalesce(r.records, 0), coalesce(r.withheld, 0), coalesce(r.n, 0))"
        )
        for code, records, withheld, counted, held in rows:
            yield f"finding {code}: {counted} and {held} records have it, not {records} and {withheld}"


def _kept(kinds: Sequence[FindingSum]) -> Bearers | None:
    """From kept sums; None if they may count a record twice: for several kinds of its finding, or for both its versions.

    A version of a record is of one source and one collection.
    """
    published, withheld = sum(one.records for one in kinds), sum(one.withheld for one in kinds)
    sources = {(one.kind.format, one.kind.collection) for one in kinds}
    if len(sources) < len(kinds) or (published and withheld):
        return None
    return Bearers(published + withheld, published, withheld)


def _sum(*columns: Any) -> FindingSum:
    return FindingSum(FindingKind.of_columns(columns[:6]), *columns[6:])


__all__ = ["Bearers", "RemarkReader", "RemarkWriter"]
