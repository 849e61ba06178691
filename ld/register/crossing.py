"""What one record alone does not show: two records that have the same number, and links to records that are not there.

Kept up to date with every change, so that nothing is ever looked for over the whole catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ld.namespaces import BIBO
from ld.register.connection import Connection
from ld.register.keys import id_of, key_of, storable
from ld.register.model import RecordRow, State
from ld.register.pages import read_page

_NUMBERS = {f"<{BIBO.doi.value}>": "doi", f"<{BIBO.pmid.value}>": "pmid"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_FORGET = (
    "INSERT OR IGNORE INTO run_value SELECT value FROM identifier WHERE record = ?",
    "DELETE FROM identifier WHERE record = ?",
    "INSERT OR IGNORE INTO run_target SELECT target FROM link WHERE record = ?",
    "DELETE FROM link WHERE record = ?",
)
_NOTE_VALUE = (
    "INSERT INTO identifier (value, record) VALUES (:it, :record)",
    "INSERT OR IGNORE INTO run_value VALUES (:it)",
)
_NOTE_TARGET = (
    "INSERT INTO link (target, record) VALUES (:it, :record)",
    "INSERT OR IGNORE INTO run_target VALUES (:it)",
)


class Crossings(NamedTuple):
    """What a record says that others may say too, or be; false if nothing.

    Attributes:
        identifiers: ``doi:…`` and ``pmid:…`` of the thing, in lower case.
        links: keys of the records that it links to.
    """

    identifiers: frozenset[str]
    links: frozenset[bytes]

    def __bool__(self) -> bool:
        return bool(self.identifiers or self.links)


def crossings(graph: str, lines: Iterable[str]) -> Crossings:
    """What a record's own statements say across records.

    Args:
        graph: IRI of the document.
        lines: N-Triples.

    >>> it = "<http://x/record/1#it>"
    >>> lines = [f'{it} <http://purl.org/ontology/bibo/doi> "10.1/A" .',
    ...          f"{it} <https://schema.org/isPartOf> <http://x/record/a%2Fb#it> ."]
    >>> found = crossings("http://x/record/1", lines)
    >>> sorted(found.identifiers), sorted(found.links)
    (['doi:10.1/a'], [b'a/b'])
    """
    records = f"{graph.partition('/record/')[0]}/record/"
    thing, numbers, links = f"<{graph}#it>", set[str](), set[bytes]()
    numbered = tuple(f"{thing} {predicate} " for predicate in _NUMBERS)
    for line in lines:
        if not line.endswith("#it> .") and not line.startswith(numbered):
            continue  # nearly every line
        subject, predicate, value = line[:-2].split(" ", 2)
        if subject == thing and predicate in _NUMBERS:
            literal = _LITERAL.match(value)
            numbers.add(f"{_NUMBERS[predicate]}:{literal[1].lower() if literal else value}")
        elif value.startswith(f"<{records}") and value.endswith("#it>") and value != thing:
            links.add(key_of(unquote(value[len(records) + 1 : -len("#it>")])))
    return Crossings(frozenset(numbers), frozenset(links))


class CrossingWriter:
    """Keeps numbers and links of an edition in the making.

    Args:
        db: its register, with the tables of the run.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def clear(self, record: int) -> None:
        """Forget what a record says.

        Args:
            record: number of its row.
        """
        for statement in _FORGET:
            self._db.run(statement, (record,))

    def add(self, record: int, found: Crossings) -> None:
        """Note what a record says, of which nothing is noted yet."""
        values = [storable(value) for value in found.identifiers]
        for said, statements in ((values, _NOTE_VALUE), (list(found.links), _NOTE_TARGET)):
            for statement in statements if said else ():
                self._db.many(statement, ({"it": it, "record": record} for it in said))

    def touch(self, record_id: str) -> None:
        """Note that a record has come or gone: links to it have to be looked at again."""
        self._db.run("INSERT OR IGNORE INTO run_target VALUES (?)", (key_of(record_id),))

    def finish(self) -> None:
        """Bring up to date what has been touched in this run."""
        self._db.run(
            "UPDATE identifier SET twins = (SELECT count(*) FROM identifier i WHERE i.value = identifier.value) "
            "WHERE value IN (SELECT value FROM run_value)"
        )
        self._db.run(
            "UPDATE link SET missing = NOT EXISTS (SELECT 1 FROM record r WHERE r.id = link.target AND r.state = ?) "
            "WHERE target IN (SELECT target FROM run_target)",
            (State.PUBLISHED.value,),
        )
        self._db.script("DELETE FROM run_value; DELETE FROM run_target")


class CrossingReader:
    """Reads them of a published edition.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._counts: tuple[int, int] | None = None

    def twins(self, *, after: str = "", limit: int = 1000) -> list[tuple[str, list[str]]]:
        """A page of numbers that several records have, with the ids of those records, in the order of the numbers.

        Args:
            after: the last number of the page before.
            limit: numbers at most.
        """
        values = self._db.all(
            "SELECT DISTINCT value FROM identifier WHERE twins > 1 AND value > ? ORDER BY value LIMIT ?",
            (after, limit),
        )
        return [(value, self._bearers(value)) for (value,) in values]

    def _bearers(self, value: str) -> list[str]:
        rows = self._db.all(
            "SELECT r.id FROM identifier i JOIN record r ON r.number = i.record WHERE i.value = ? ORDER BY r.id",
            (value,),
        )
        return [id_of(key) for (key,) in rows]

    def missing(self, *, after: int = 0, limit: int = 1000) -> list[tuple[int, str, str]]:
        """A page of links to records that are not published: number and id of the record, id of the other."""
        rows = self._db.all(
            "SELECT l.record, r.id, l.target FROM link l JOIN record r ON r.number = l.record "
            "WHERE l.missing AND l.record > ? ORDER BY l.record LIMIT ?",
            (after, limit),
        )
        return [(number, id_of(key), id_of(target)) for number, key, target in rows]

    def of_record(self, row: RecordRow) -> tuple[list[tuple[str, list[str]]], list[str]]:
        """Numbers that a record shares with others, with all their ids; and ids of the records that it links to in vain."""
        values = self._db.all(
            "SELECT value FROM identifier WHERE record = ? AND twins > 1 ORDER BY value", (row.number,)
        )
        targets = self._db.all(
            "SELECT target FROM link WHERE record = ? AND missing ORDER BY target", (row.number,)
        )
        return [(value, self._bearers(value)) for (value,) in values], [id_of(key) for (key,) in targets]

    def records(
        self, *, missing: bool, after: int = 0, before: int | None = None, limit: int = 1000
    ) -> list[int]:
        """A page of numbers of records that share a number with others, or (`missing`) link to one that is not there; ascending.

        Args:
            missing: which of the two.
            after: the last number of the page before.
            before: the first number of the page after, and then `after` has no say; 0 for the last page.
            limit: records at most.
        """
        # Twins are few, so that to sort them takes less than to look for the next one along all records.
        select = {
            False: "SELECT DISTINCT record FROM identifier INDEXED BY identifier_twins WHERE twins > 1",
            True: "SELECT DISTINCT record FROM link WHERE missing",
        }
        return read_page(self._db, select[missing], (), after=after, before=before, limit=limit)

    def counts(self) -> tuple[int, int]:
        """How many records share a number with another, and how many link to one that is not there; counted once."""
        if self._counts is None:
            (twins,) = self._db.one("SELECT count(DISTINCT record) FROM identifier WHERE twins > 1")
            (missing,) = self._db.one("SELECT count(DISTINCT record) FROM link WHERE missing")
            self._counts = twins, missing
        return self._counts

    def miscounts(self) -> Iterator[str]:
        """What is not as noted, a sentence each."""
        rows = self._db.stream(
            "SELECT value, twins, n FROM identifier JOIN (SELECT value AS v, count(*) AS n FROM identifier GROUP BY value) "
            "ON v = value WHERE twins <> n"
        )
        for value, noted, counted in rows:
            yield f"{value} is borne by {counted} records, not {noted}"


__all__ = ["CrossingReader", "CrossingWriter", "Crossings", "crossings"]
