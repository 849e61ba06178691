"""Reading the register of a published edition."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from ld.errors import DamagedEditionError
from ld.findings import FieldOutcome, Outcome
from ld.register.addresses import AddressReader
from ld.register.census import Kind, Tally, link_of
from ld.register.connection import Connection
from ld.register.crossing import CrossingReader
from ld.register.keys import id_of, key_of
from ld.register.mentions import MentionReader
from ld.register.model import Counts, Entity, RecordRow, State
from ld.register.moves import MoveReader
from ld.register.remarks import RemarkReader
from ld.register.sampling import SampleReader
from ld.register.schema import SELECT, VERSION, from_columns
from ld.register.search import SearchReader
from ld.register.terms import TermReader
from ld.sharing import counted, with_subject

_FORMS = "json_each(?) j JOIN form f ON f.number = j.value JOIN entity e ON e.number = f.entity"
_CONTRIBUTED = f"SELECT e.graph, e.subject, f.tails FROM {_FORMS}"  # noqa: S608 - constants
_NAMES = f"SELECT e.graph, e.subject, e.names FROM {_FORMS}"  # noqa: S608 - constants
Lines = list[tuple[str, str]]
"""(graph, N-Triples line)."""


class Contributed(NamedTuple):
    """An entity and what records state of it.

    Attributes:
        number: of its row.
        entity: itself.
        digest: of its published statements.
        names: its label, name and title, N-Triples.
        lines: what is stated, to the number of records that state it.
    """

    number: int
    entity: Entity
    digest: bytes
    names: list[str]
    lines: dict[str, int]


class Register:
    """The register of a published edition; usable from several threads.

    Attributes:
        remarks: what was found over all records.
        crossings: what records say of each other.
        terms: IRIs of others of which they say something.
        addresses: of what is published.
        mentions: which of them speak of what.
        moves: ids that lead to others.
        samples: of its rows.
        search: words of records.

    Args:
        path: the database.

    Raises:
        DamagedEditionError: it is not there, broken, or of another version.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            msg = f"{path} is missing"
            raise DamagedEditionError(msg)
        self._db = Connection(path, immutable=True)
        (version,) = self._db.one("PRAGMA user_version")
        if version != VERSION:
            self.close()
            msg = f"{path} has tables of version {version}, not {VERSION}: ingest again, or use the program that wrote it"
            raise DamagedEditionError(msg)
        self.remarks = RemarkReader(self._db)
        self.crossings = CrossingReader(self._db)
        self.terms = TermReader(self._db)
        self.addresses = AddressReader(self._db)
        self.mentions = MentionReader(self._db)
        self.moves = MoveReader(self._db)
        self.samples = SampleReader(self._db)
        self.search = SearchReader(self._db)

    def record(self, record_id: str) -> RecordRow | None:
        """The row of a record, tombstones included."""
        columns = self._db.one(f"{SELECT} WHERE r.id = ?", (key_of(record_id),))
        return None if columns is None else from_columns(columns)

    def answering(self, record_ids: Sequence[str]) -> set[str]:
        """Which of some ids are those of records that are published or withdrawn, so that something answers there."""
        marks = ", ".join("?" * len(record_ids))
        rows = self._db.all(
            f"SELECT id FROM record WHERE id IN ({marks}) AND state <> 'quarantined'",  # noqa: S608 - question marks
            tuple(map(key_of, record_ids)),
        )
        return {id_of(key) for (key,) in rows}

    def records(
        self, *, after: str | None, before: str | None = None, limit: int, state: State | None
    ) -> list[RecordRow]:
        """A page of rows in the order of their ids.

        Args:
            after: the last id of the page before.
            before: the first id of the page after, and then `after` has no say; "" for the last page.
            limit: rows at most.
            state: of these records only.
        """
        # The state as a constant: no partial index would serve a parameter.
        test = "TRUE" if state is None else f"r.state = '{state}'"
        return self._page(test, after, limit) if before is None else self._page_before(test, before, limit)

    def held(self, *, after: str | None, limit: int) -> list[RecordRow]:
        """A page of records of which a version is withheld, in the order of their ids."""
        return self._page("r.held_pack IS NOT NULL", after, limit)

    def _page(self, test: str, after: str | None, limit: int) -> list[RecordRow]:
        beyond = "r.id >= ?" if after is None else "r.id > ?"  # an id may be empty
        page = f"{SELECT} WHERE {test} AND {beyond} ORDER BY r.id LIMIT ?"
        return [from_columns(columns) for columns in self._db.all(page, (key_of(after or ""), limit))]

    def _page_before(self, test: str, before: str, limit: int) -> list[RecordRow]:
        beyond = "r.id < ?" if before else "r.id >= ?"  # nothing precedes the empty id
        page = f"{SELECT} WHERE {test} AND {beyond} ORDER BY r.id DESC LIMIT ?"
        return [from_columns(columns) for columns in reversed(self._db.all(page, (key_of(before), limit)))]

    def changes(self, *, after: int, limit: int) -> list[RecordRow]:
        """A page of the change log: the last change of each record, in the order of their numbers."""
        page = f"{SELECT} WHERE r.change > ? ORDER BY r.change LIMIT ?"
        return [from_columns(columns) for columns in self._db.all(page, (after, limit))]

    def changed_ids(self, after: int) -> Iterator[str]:
        """Ids of the records that were last changed after a change, in their order, streamed."""
        # The plus sign keeps the order from being taken from the index of ids, which would be a scan.
        rows = self._db.stream("SELECT id FROM record WHERE change > ? ORDER BY +id", (after,))
        return (id_of(key) for (key,) in rows)

    def rows(self, numbers: list[int]) -> list[RecordRow]:
        """Rows by their numbers, in the order of these."""
        page = f"{SELECT} WHERE r.number IN (SELECT value FROM json_each(?)) ORDER BY r.number"  # noqa: S608 - constants
        return [from_columns(columns) for columns in self._db.all(page, (json.dumps(numbers),))]

    def every_record(self, *, by_place: bool = False) -> Iterator[RecordRow]:
        """All rows, streamed.

        Args:
            by_place: in the order of the packs, best where all papers are read; else in that of the ids.
        """
        order = "r.pack, r.frame, r.item" if by_place else "r.id"
        return map(from_columns, self._db.stream(f"{SELECT} ORDER BY {order}"))

    def contributed(self, row: RecordRow) -> Lines:
        """What a record itself states of shared entities, sorted."""
        return sorted(_lines(self._db.all(_CONTRIBUTED, (row.shared,))))

    def winners(self, row: RecordRow) -> Lines:
        """The surviving label, name and title of each entity that a record contributes to."""
        return _lines(self._db.all(_NAMES, (row.shared,)))

    def representation_digest(self, row: RecordRow) -> bytes:
        """Digest of all that a record's representation says: what the record states and how its entities are named."""
        named = "".join(f"{line}\n" for _, line in sorted(self.winners(row)))
        return sha256((row.digest or b"") + named.encode()).digest()

    def entities(self) -> Iterator[Entity]:
        """Shared entities, by graph and IRI, streamed."""
        return (
            Entity(*row)
            for row in self._db.stream("SELECT graph, subject FROM entity ORDER BY graph, subject")
        )

    def entity_changes(self, after_edition: int) -> Iterator[tuple[Entity, bool]]:
        """Entities of which other statements are published since an edition, and whether nothing is any more; by graph and
        IRI, streamed."""
        # Named, for else all that was ever gone would be looked through in the order of its key.
        rows = self._db.stream(
            "SELECT graph, subject, FALSE FROM entity INDEXED BY entity_edition WHERE edition > ? UNION ALL "
            "SELECT graph, subject, TRUE FROM gone INDEXED BY gone_edition WHERE edition > ? ORDER BY graph, subject",
            (after_edition, after_edition),
        )
        return ((Entity(graph, subject), bool(gone)) for graph, subject, gone in rows)

    def lineage(self) -> list[tuple[int, int]]:
        """Number and last change of each edition that led to this one, itself included, oldest first."""
        rows = self._db.all("SELECT number, last_change FROM edition ORDER BY number")
        return [(number, change) for number, change in rows]

    def coverage(self) -> tuple[FieldOutcome, ...]:
        """What became of the source fields of the published records, summed."""
        rows = self._db.all(
            "SELECT field, outcome, reason, n, example FROM coverage ORDER BY field, outcome, reason"
        )
        return tuple(FieldOutcome(name, Outcome(outcome), *rest) for name, outcome, *rest in rows)

    def tally(self) -> Tally:
        """The sums, as kept."""
        return Counter({(kind, name): n for kind, name, n in self._db.all("SELECT kind, name, n FROM tally")})

    def counts(self) -> Counts:
        """What the edition holds."""
        by_kind: defaultdict[str, dict[str, int]] = defaultdict(dict)
        findings, severities = Counter[str](), Counter[str]()
        for found in self.remarks.sums():
            findings[found.kind.code] += found.n
            severities[found.kind.severity] += found.n
        for (kind, name), n in sorted(self.tally().items()):
            by_kind[kind][name] = n
        return Counts(
            records={state: by_kind[Kind.RECORDS].get(state, 0) for state in State},
            stale=by_kind[Kind.STALE].get("", 0),
            quads=by_kind[Kind.QUADS].get("", 0),
            subjects=by_kind[Kind.SUBJECTS].get("", 0),
            foreign=by_kind[Kind.FOREIGN].get("", 0),
            entities=by_kind[Kind.ENTITIES].get("", 0),
            classes=by_kind[Kind.CLASS],
            properties=by_kind[Kind.PROPERTY],
            links=_by_target(by_kind[Kind.LINK]),
            findings=dict(sorted((+findings).items())),
            severities=dict(sorted((+severities).items())),
            worst=by_kind[Kind.WORST],
        )

    def first_created(self) -> str:
        """When the oldest edition that is remembered was published (xsd:dateTime)."""
        (created,) = self._db.one("SELECT created FROM edition ORDER BY number LIMIT 1")
        return str(created)

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with its file; empty if nothing."""
        return [text for (text,) in self._db.all("PRAGMA integrity_check(20)") if text != "ok"]

    def references(self) -> Iterator[tuple[int, int, int]]:
        """Forms of which the number of records that have them is not as noted: (form, noted, counted)."""
        # The temporary tree is as large as the forms, and on disk. The cast lets SQLite make an index of it.
        return self._db.stream(
            "SELECT f.number, f.refs, coalesce(c.n, 0) FROM form f LEFT JOIN (SELECT CAST(j.value AS INTEGER) AS number, count(*) "
            "AS n FROM record r, json_each(r.shared) j GROUP BY 1) c ON c.number = f.number WHERE f.refs <> coalesce(c.n, 0)"
        )

    def statements(self, numbers: Sequence[int] | None = None) -> Iterator[Contributed]:
        """Entities with what records state of them; streamed.

        Args:
            numbers: of their rows; None for all.
        """
        test = "TRUE" if numbers is None else "f.entity IN (SELECT value FROM json_each(?))"
        rows = self._db.stream(
            "SELECT e.number, e.graph, e.subject, e.digest, e.names, f.tails, f.refs FROM form f "  # noqa: S608 - constants
            f"JOIN entity e ON e.number = f.entity WHERE {test} ORDER BY f.entity",
            () if numbers is None else (json.dumps(numbers),),
        )
        for (number, graph, subject, digest, names), group in groupby(rows, key=itemgetter(0, 1, 2, 3, 4)):
            lines = counted(subject, ((tails, refs) for *_, tails, refs in group))
            yield Contributed(number, Entity(graph, subject), digest, with_subject(subject, names), lines)

    def close(self) -> None:
        """Close the database."""
        self._db.close()


def shared_numbers(row: RecordRow) -> list[int]:
    """Numbers of the forms in which a record speaks of shared entities."""
    numbers: list[int] = json.loads(row.shared)
    return numbers


def _by_target(sums: Mapping[str, int]) -> dict[str, dict[str, int]]:
    links: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, n in sums.items():
        key, predicate = link_of(name)
        links[key][predicate] = n
    return dict(links)


def _lines(rows: list[tuple[str, str, str]]) -> Lines:
    """Graph, subject and tails; several rows may be alike, of one entity."""
    found = {about: with_subject(*about[1:]) for about in rows}
    return [(about[0], line) for about, lines in found.items() for line in lines]


__all__ = ["Contributed", "Lines", "Register", "shared_numbers"]
