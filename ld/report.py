"""What a run did, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from copy import copy
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from ld.chunks.cutting import finding_of
from ld.editions.entries import PutCounts
from ld.findings import Finding, Severity
from ld.register.facts import Facts

SHOWN = 1000
"""Findings of what could not be read that a report keeps: all may be so."""
_NOTES = 20
_NOTED = ("read", "unreadable", "findings", "violations", "notes")


@dataclass(slots=True)
class Report:
    """What a run did; ``read`` is the sum of the six that follow it, always.

    Attributes:
        edition: number of the new edition, None if nothing changed.
        superseded: records that a later one of the same id replaced in this run.
        withdrawn: records that the source says are deleted.
        unreadable: records (or files) that could not be read, each with a finding in `problems`.
        quads: statements of the edition that is now current (of ``convert``: those written).
        absent: published records that ``--full`` withdrew because the source lacks them; besides the sum.
        findings: count of findings by code.
        violations: count of those findings that withhold a record, or stand in its place, by code.
        problems: the findings of what could not be read, the first :data:`SHOWN` of them.
        notes: sentences for the person who runs it.
    """

    edition: int | None = None
    read: int = 0
    published: int = 0
    unchanged: int = 0
    quarantined: int = 0
    withdrawn: int = 0
    superseded: int = 0
    unreadable: int = 0
    absent: int = 0
    quads: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    violations: Counter[str] = field(default_factory=Counter)
    problems: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def take(self, facts: Facts) -> None:
        """Count what is said of a chunk, but what became of its records."""
        self.read += facts.read
        self.unreadable += len(facts.problems)
        self.findings.update(facts.findings)
        self.violations.update(facts.violations)
        self.problems += map(finding_of, facts.problems[: max(0, SHOWN - len(self.problems))])
        self.notes += facts.notes[: max(0, _NOTES - len(self.notes))]

    @property
    def noted(self) -> dict[str, object]:
        """What :meth:`take` has taken, JSON: for a run that may be interrupted. What is remarked later does not get in."""
        figures: dict[str, object] = {name: copy(getattr(self, name)) for name in _NOTED}
        return figures | {"problems": [asdict(finding) for finding in self.problems]}

    @classmethod
    def of(cls, noted: Mapping[str, Any]) -> Self:
        """The reverse of :attr:`noted`; anew if nothing is."""
        report = cls(**noted)
        report.findings, report.violations = Counter(report.findings), Counter(report.violations)
        report.notes = list(report.notes)
        report.problems = [finding_of(finding) for finding in noted.get("problems", [])]
        return report

    @property
    def adds_up(self) -> bool:
        """Whether every record read has exactly one end."""
        ends = (
            self.published
            + self.unchanged
            + self.quarantined
            + self.withdrawn
            + self.superseded
            + self.unreadable
        )
        return self.read == ends

    def count(self, counts: PutCounts) -> None:
        """Take over what became of the records that were staged."""
        for name, value in asdict(counts).items():
            setattr(self, name, value)

    def remark(
        self, findings: Iterable[Finding], withholding: Container[Severity] = (Severity.VIOLATION,)
    ) -> None:
        """Count findings about a record, those apart whose severity withholds it."""
        for finding in findings:
            self.findings[finding.code] += 1
            if finding.severity in withholding:
                self.violations[finding.code] += 1

    def as_dict(self) -> dict[str, object]:
        """For JSON: every figure, findings as ``{code: n}``."""
        figures = asdict(self)
        figures["problems"] = [finding.message for finding in self.problems]
        figures["findings"] = dict(sorted(self.findings.items()))
        figures["violations"] = dict(sorted(self.violations.items()))
        figures["seconds"] = round(self.seconds, 3)
        return figures


__all__ = ["SHOWN", "Report"]
