"""Taking many new records into the register of an edition in the making at once: the same rows as one by one, in a few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ld.register.connection import Connection
from ld.register.facts import FormFacts, PartFacts, RowFacts
from ld.register.forms import FormWriter, numbers_text
from ld.register.ledger import Ledger, Remark
from ld.register.mentions import MentionWriter
from ld.register.model import FindingKind
from ld.register.schema import COLUMNS
from ld.register.search import SearchWriter
from ld.sharing import Form

_INSERT = f"INSERT INTO record (number, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"  # noqa: S608 - constants


class Place(NamedTuple):
    """Where new records go.

    Attributes:
        edition: number of the edition in the making.
        change: the last change number given so far.
        collection: number of their collection.
        pack: that their papers are in.
        start: of their frames in it.
    """

    edition: int
    change: int
    collection: int
    pack: int
    start: int


class Intake:
    """Takes new records in.

    Args:
        db: the register, with the tables of the run.
        forms: of the same.
        mentions: likewise.
    """

    def __init__(self, db: Connection, forms: FormWriter, mentions: MentionWriter) -> None:
        self._db = db
        self._forms = forms
        self._mentions = mentions
        self._search = SearchWriter(db)

    def known(self, rows: Sequence[RowFacts]) -> bool:
        """Whether there is a row of any of these records."""
        test = "SELECT 1 FROM record WHERE id = ?"
        return any(self._db.one(test, (bytes.fromhex(row.key),)) for row in rows)

    def take(self, part: PartFacts, place: Place, ledger: Ledger) -> list[int]:
        """Insert records that are new and published, all but the sums over them; the numbers of their rows.

        Args:
            part: of a chunk.
            place: where they go.
            ledger: takes what they say of shared entities, and what was found about them.
        """
        (last,) = self._db.one("SELECT coalesce(max(number), 0) FROM record")
        numbers = list(range(last + 1, last + 1 + len(part.rows)))
        forms = self._forms.numbers([(bytes.fromhex(form.key), Form(*form[1:4])) for form in part.forms])
        self._refer(part.forms, forms, ledger)
        self._db.many(_INSERT, _columns(numbers, part.rows, forms, place))
        self._db.many("INSERT INTO run_seen VALUES (?, 'published')", ((number,) for number in numbers))
        self._mention(numbers, part.rows, forms)
        kinds = [FindingKind.of_columns(kind) for kind in part.kinds]
        for number, row in zip(numbers, part.rows, strict=True):
            for kind, n in row.remarks:
                ledger.remark(Remark(kinds[kind], number, held=False), n)
        self._cross(numbers, part.rows)
        self._search.add((number, row.words) for number, row in zip(numbers, part.rows, strict=True))
        return numbers

    def _refer(self, facts: Sequence[FormFacts], numbers: Sequence[int], ledger: Ledger) -> None:
        for form, number in zip(facts, numbers, strict=True):
            ledger.refs[number] += form.refs

    def _mention(self, numbers: Sequence[int], rows: Sequence[RowFacts], forms: Sequence[int]) -> None:
        things = [self._mentions.thing(form) for form in forms]
        self._mentions.add(
            {(things[form], number) for number, row in zip(numbers, rows, strict=True) for form in row.forms}
        )

    def _cross(self, numbers: Sequence[int], rows: Sequence[RowFacts]) -> None:
        """See :class:`ld.register.crossing.CrossingWriter`."""
        values = [(it, number) for number, row in zip(numbers, rows, strict=True) for it in row.identifiers]
        links = [
            (bytes.fromhex(it), number) for number, row in zip(numbers, rows, strict=True) for it in row.links
        ]
        self._db.many("INSERT INTO identifier (value, record) VALUES (?, ?)", sorted(values))
        self._db.many("INSERT OR IGNORE INTO run_value VALUES (?)", sorted({(value,) for value, _ in values}))
        self._db.many("INSERT INTO link (target, record) VALUES (?, ?)", sorted(links))
        touched = {(target,) for target, _ in links} | {(bytes.fromhex(row.key),) for row in rows}
        self._db.many("INSERT OR IGNORE INTO run_target VALUES (?)", sorted(touched))


def _columns(
    numbers: Sequence[int], rows: Sequence[RowFacts], forms: Sequence[int], place: Place
) -> Iterator[tuple[Any, ...]]:
    for n, (number, row) in enumerate(zip(numbers, rows, strict=True), 1):
        change = place.change + n
        yield (
            *(number, bytes.fromhex(row.key), row.state, row.graph, bytes.fromhex(row.digest)),
            *(bytes.fromhex(row.source_digest), row.stated, change, change, place.edition, place.collection),
            *(row.quads, row.recovered, "", None, None, None),
            *(place.pack, place.start + row.frame, row.item),
            numbers_text(forms[form] for form in row.forms),
        )


__all__ = ["Intake", "Place"]
