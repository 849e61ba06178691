"""Reading a whole edition again, to see whether its files still are what was published and agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ld.disk import digest_file, disk_errors
from ld.editions.info import read_info
from ld.editions.layout import REGISTER
from ld.editions.reading import Edition
from ld.editions.resolving import entity_digest, foreign
from ld.errors import LDError
from ld.graph import RecordGraph
from ld.register.census import Kind, census
from ld.register.keys import key_of
from ld.register.ledger import Ledger, key_columns
from ld.register.model import FindingKind, RecordRow, State
from ld.register.reading import Contributed, Register
from ld.sharing import resolve, winners

_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a full re-read found.

    Attributes:
        number: of the edition.
        records: published records read.
        quads: statements read.
        problems: a sentence each, the first hundred; none if the edition is sound.
    """

    number: int
    records: int
    quads: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the edition is sound."""
        return not self.problems


def verify_edition(folder: Path) -> VerifyReport:
    """Read an edition in full; a damaged one is reported, not raised."""
    found = list(islice(_guarded(_file_problems(folder)), _PROBLEMS))
    sums = Ledger()
    found += islice(_guarded(_content_problems(folder, sums)), _PROBLEMS - len(found))
    return VerifyReport(
        number=int(folder.name),
        records=sums.tally[Kind.RECORDS, State.PUBLISHED],
        quads=sums.tally[Kind.QUADS, ""],
        problems=tuple(dict.fromkeys(found)),
    )


def _guarded(problems: Iterator[str]) -> Iterator[str]:
    """Whatever cannot be read is a problem too, and ends that part of the reading."""
    try:
        yield from problems
    except LDError as error:
        yield str(error)


def _file_problems(folder: Path) -> Iterator[str]:
    for name, facts in read_info(folder).files.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != facts["size"]:
            yield f"{name} is {path.stat().st_size} bytes long instead of {facts['size']}"
        elif "sha256" in facts:
            with disk_errors(f"reading {name}"):
                if digest_file(path) != facts["sha256"]:
                    yield f"{name} has other content than was published (SHA-256)"


def _content_problems(folder: Path, sums: Ledger) -> Iterator[str]:
    with Edition(folder) as edition:
        yield from Audit(edition, Register(folder / REGISTER), sums).problems()


class Audit:
    """Compares what an edition's store, register and packs hold with each other.

    Args:
        edition: to be read.
        register: of it.
        sums: filled with what is counted on the way.
    """

    def __init__(self, edition: Edition, register: Register, sums: Ledger) -> None:
        self._edition = edition
        self._register = register
        self._sums = sums
        self._findings = Counter[FindingKind]()

    def problems(self) -> Iterator[str]:
        """Everything that does not agree."""
        yield from (f"register: {text}" for text in self._register.integrity())
        for row in self._register.every_record(by_place=True):
            yield from self._record(row)
        for contributed in self._register.statements():
            yield from self._entity(contributed)
        for move in self._register.moves.every():
            self._sums.sign(move.digest, None)
        for number, noted, counted in self._register.references():
            yield f"form {number} is that of {counted} records, not {noted}"
        yield from self._totals()

    def _record(self, row: RecordRow) -> Iterator[str]:
        self._sums.count(Kind.RECORDS, row.state)
        self._sums.count(Kind.STALE, n=int(row.stale))
        if row.published:
            yield from self._statements(row)
        for place, papers in (
            (row.papers, self._edition.published_papers(row)),
            (row.held, self._edition.withheld_papers(row)),
        ):
            if place is not None and papers is not None:
                self._sums.file(papers, place, row.collection, published=place is row.papers)
                if papers.source.id != row.id and key_of(papers.source.id) != key_of(row.id):
                    yield f"record {row.id!r}: the source kept for it is that of {papers.source.id[:100]!r}"
        self._sums.attribute(row.number)
        for remark, n in self._sums.findings.items():
            self._findings[remark.kind] += n
        self._sums.findings.clear()  # as many as the catalogue has; the register counts them below
        self._sums.remarks.clear()

    def _statements(self, row: RecordRow) -> Iterator[str]:
        graphs = dict(self._edition.own_graphs(row))
        own = tuple(graphs.get(row.graph or "", ()))
        recovered = tuple(graphs.get(f"{row.graph}#recovered", ()))
        self._sums.add(census(own) + census(recovered, subjects=False))
        shared = tuple(self._edition.contributed_lines(row))
        if RecordGraph(row.id, row.graph or "", own, shared, recovered).digest != row.digest:
            yield f"record {row.id!r}: its statements are not those that were published"
        if (len(own), len(recovered)) != (row.quads, row.recovered):
            yield f"record {row.id!r} has {len(own)} and {len(recovered)} statements, not {row.quads} and {row.recovered}"
        self._sums.sign(row.digest, None)

    def _entity(self, contributed: Contributed) -> Iterator[str]:
        entity, digest = contributed.entity, contributed.digest
        lines = self._edition.entity_lines(entity)
        self._sums.add(census(lines, links=not foreign(entity)))
        self._sums.count(Kind.ENTITIES)
        self._sums.count(Kind.FOREIGN, n=int(foreign(entity)))
        self._sums.sign(digest, None)
        if tuple(lines) != resolve(contributed.lines) or contributed.names != sorted(
            winners(contributed.lines)
        ):
            yield f"{entity.subject}: its statements are not those that follow from the records"
        if entity_digest(entity, lines) != digest:
            yield f"{entity.subject}: its statements are not those that were published"

    def _totals(self) -> Iterator[str]:
        noted, counted = self._register.tally(), self._sums.tally
        for kind, name in sorted(noted.keys() | counted.keys()):
            if noted[kind, name] != counted[kind, name]:
                yield f"{kind} {name}: {counted[kind, name]}, not {noted[kind, name]}"
        covered = {(o.field, o.outcome.value, o.reason): o.count for o in self._register.coverage()}
        if covered != {key_columns(key): n for key, n in self._sums.coverage.items()}:
            yield "the coverage of records does not add up to that of the edition"
        if {one.kind: one.n for one in self._register.remarks.sums() if one.n} != self._findings:
            yield "the findings about records do not add up to those of the edition"
        yield from self._register.remarks.miscounts()
        yield from self._register.crossings.miscounts()
        yield from self._register.mentions.miscounts()
        yield from self._register.moves.faults()
        yield from self._register.search.miscounts()
        if f"{self._sums.digest:064x}" != self._edition.info.digest:
            yield "the digests of records and entities do not add up to that of the edition"
        if len(self._edition.store) != noted[Kind.QUADS, ""]:
            yield f"the store holds {len(self._edition.store)} statements, not {noted[Kind.QUADS, '']}"


__all__ = ["Audit", "VerifyReport", "verify_edition"]
