"""Reading an edition again, whole or a sample of it, to see whether its files still are what was published and agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ld.disk import digest_file, disk_errors
from ld.editions.auditing import Audit, guarded
from ld.editions.info import read_info
from ld.editions.layout import REGISTER
from ld.editions.reading import Edition
from ld.editions.sampling import SAMPLE, Sample
from ld.errors import DamagedEditionError
from ld.register.census import Kind
from ld.register.ledger import Ledger, key_columns
from ld.register.model import FindingKind, State
from ld.register.reading import Register

_PROBLEMS = 100
_SHOWN = 3
Progress = Callable[[int], None]
"""Told how many statements have been read."""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a re-read found.

    Attributes:
        number: of the edition.
        records: published records read.
        quads: statements read.
        problems: a sentence each, the first hundred; none if nothing was found.
        quick: whether a sample was read, not the whole.
    """

    number: int
    records: int
    quads: int
    problems: tuple[str, ...]
    quick: bool = False

    @property
    def ok(self) -> bool:
        """Whether the edition is sound, as far as it was read."""
        return not self.problems


def verify_edition(
    folder: Path, *, quick: bool = False, size: int = SAMPLE, progress: Progress = lambda n: None
) -> VerifyReport:
    """Read an edition; a damaged one is reported, not raised.

    Args:
        folder: of the edition.
        quick: read a sample; the time it takes does not depend on the size of the edition.
        size: of the sample, see :class:`ld.editions.sampling.Sample`.
        progress: told now and then while the whole is read.
    """
    sums = Ledger()
    problems = _sample_problems(folder, sums, size) if quick else _problems(folder, sums, progress)
    found = tuple(islice(_distinct(guarded(problems)), _PROBLEMS))
    return VerifyReport(
        number=int(folder.name),
        problems=found,
        records=sums.tally[Kind.RECORDS, State.PUBLISHED],
        quads=sums.tally[Kind.QUADS, ""],
        quick=quick,
    )


def check_new(folder: Path) -> None:
    """Read a sample of an edition that is about to be published.

    Args:
        folder: of the edition, which is complete.

    Raises:
        DamagedEditionError: it must not be published.
    """
    report = verify_edition(folder, quick=True)
    if not report.ok:
        found = "; ".join(report.problems[:_SHOWN])
        msg = (
            f"edition {report.number} is not published, because it does not agree with itself: {found}. What was served before still "
            "is. Run the same again; if this comes up again, the edition before is damaged, or the disk: see `ldpub editions verify`, "
            "and go back to a sound one with `ldpub editions rollback`, or ingest into a new data folder"
        )
        raise DamagedEditionError(msg)


def _problems(folder: Path, sums: Ledger, progress: Progress) -> Iterator[str]:
    yield from guarded(_file_problems(folder))
    yield from guarded(_content_problems(folder, sums, progress))


def _content_problems(folder: Path, sums: Ledger, progress: Progress) -> Iterator[str]:
    with Edition(folder) as edition, closing(Register(folder / REGISTER)) as register:
        yield from _Whole(edition, register, sums).problems(progress)


def _sample_problems(folder: Path, sums: Ledger, size: int) -> Iterator[str]:
    with Edition(folder) as edition, closing(Register(folder / REGISTER)) as register:
        yield from Sample(edition, register, sums, size).problems()


def _distinct(problems: Iterator[str]) -> Iterator[str]:
    """Each sentence once: a broken frame is met with every record in it. There are no more of them than are asked for."""
    seen = set[str]()
    for problem in problems:
        if problem not in seen:
            seen.add(problem)
            yield problem


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


class _Whole:
    """Compares everything that an edition's store, register and packs hold with each other; memory stays flat.

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

    def problems(self, progress: Progress) -> Iterator[str]:
        """Everything that does not agree."""
        audit = Audit(self._edition, self._sums)
        yield from (f"register: {text}" for text in self._register.integrity())
        for row in self._register.every_record(by_place=True):
            yield from guarded(audit.record(row))
            self._sum_findings()
            progress(self._sums.tally[Kind.QUADS, ""])
        for contributed in self._register.statements():
            yield from guarded(audit.entity(contributed))
            progress(self._sums.tally[Kind.QUADS, ""])
        for move in self._register.moves.every():
            self._sums.sign(move.digest, None)
        for number, noted, counted in self._register.references():
            yield f"form {number} is that of {counted} records, not {noted}"
        yield from self._totals()

    def _sum_findings(self) -> None:
        """By kind, and those of the record forgotten: they are as many as the catalogue has."""
        for remark, n in self._sums.findings.items():
            self._findings[remark.kind] += n
        self._sums.findings.clear()
        self._sums.remarks.clear()

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


__all__ = ["VerifyReport", "check_new", "verify_edition"]
