"""What a run has changed in the sums of an edition, until it is written to the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ld.findings import Finding, Outcome
from ld.packs import Place
from ld.papers import Papers
from ld.register.census import Kind, Tally
from ld.register.facts import Sums
from ld.register.keys import storable
from ld.register.model import FindingKind

_MODULUS = 1 << 256

CoverageKey = tuple[str, Outcome, str]
"""(field, outcome, reason)."""


class _Filing(NamedTuple):
    kinds: Counter[FindingKind]
    held: bool
    n: int


class Remark(NamedTuple):
    """That a version of a record has a finding."""

    kind: FindingKind
    record: int
    held: bool


class Ledger:
    """Differences to the sums; nothing here grows with the number of records.

    Attributes:
        tally: see :data:`ld.register.census.Tally`.
        refs: number of a form to the difference in records that have it.
        coverage: what became of a source field to the difference in values.
        examples: what became of a source field to a value that may be shown.
        withdrawn_examples: values that may no longer be shown: their record has changed or is gone.
        findings: what a version of a record has to the difference in how often.
        remarks: likewise: 1 if it is new, -1 if it is no more, 0 if only the number differs.
        mentions: entity and record to 1 if the record speaks of it from now on, -1 if no more, 0 if that has not changed.
        digest: difference of the order-free sum of digests, modulo 2^256.
    """

    def __init__(self) -> None:
        self.tally: Tally = Counter()
        self.refs: Counter[int] = Counter()
        self.coverage: Counter[CoverageKey] = Counter()
        self.examples: dict[CoverageKey, str] = {}
        self.withdrawn_examples: set[tuple[CoverageKey, str]] = set()
        self.findings: Counter[Remark] = Counter()
        self.remarks: Counter[Remark] = Counter()
        self.mentions: Counter[tuple[int, int]] = Counter()
        self._filed: list[_Filing] = []
        self.digest = 0

    def count(self, kind: Kind, name: str = "", n: int = 1) -> None:
        """Add to a number."""
        self.tally[kind, name] += n

    def add(self, tally: Tally) -> None:
        """Add the counts of statements that are published from now on."""
        self.tally.update(tally)

    def subtract(self, tally: Tally) -> None:
        """The reverse of :meth:`add`."""
        self.tally.subtract(tally)

    def refer(self, numbers: Iterable[int], n: int) -> None:
        """Add to the number of records that have each of these forms."""
        for number in numbers:
            self.refs[number] += n

    def mention(self, entities: Iterable[int], record: int, n: int) -> None:
        """Note that a record speaks (1) or no longer speaks (-1) of these entities.

        Args:
            record: number of its row, which a new one has only once it is saved.
        """
        for entity in entities:
            self.mentions[entity, record] += n

    def sign(self, added: bytes | None, removed: bytes | None) -> None:
        """Put one digest in the place of another; None is nothing."""
        difference = int.from_bytes(added or b"") - int.from_bytes(removed or b"")
        self.digest = (self.digest + difference) % _MODULUS

    def file(self, papers: Papers, place: Place, collection: str, *, published: bool) -> None:
        """Add what papers say; :meth:`attribute` has to follow."""
        self._remark(papers, place, collection, 1, published=published)
        for outcome in papers.coverage if published else ():
            key = outcome.field, outcome.outcome, outcome.reason
            self.coverage[key] += outcome.count
            if outcome.example and key not in self.examples:
                self.examples[key] = outcome.example

    def unfile(self, papers: Papers, place: Place, collection: str, *, published: bool) -> None:
        """The reverse of :meth:`file`."""
        self._remark(papers, place, collection, -1, published=published)
        for outcome in papers.coverage if published else ():
            key = outcome.field, outcome.outcome, outcome.reason
            self.coverage[key] -= outcome.count
            self._hide(key, outcome.example)

    def _remark(self, papers: Papers, place: Place, collection: str, n: int, *, published: bool) -> None:
        self.count(Kind.PACK, str(place.pack), n)
        if published:
            self.count(Kind.WORST, worst(papers.findings), n)
        kinds = Counter(kind_of(finding, papers.source.format, collection) for finding in papers.findings)
        self._filed.append(_Filing(kinds, not published, n))

    def add_sums(self, sums: Sums) -> None:
        """Add the sums over new records."""
        for kind, name, n in sums.tally:
            self.tally[kind, name] += n
        for name, outcome, reason, n, example in sums.coverage:
            key = name, Outcome(outcome), reason
            self.coverage[key] += n
            if example:
                self.examples.setdefault(key, example)
        self.digest = (self.digest + int(sums.digest, 16)) % _MODULUS

    def attribute(self, record: int) -> None:
        """Say whose papers were filed and unfiled since this was last said.

        Args:
            record: number of its row, which a new one has only once it is saved.
        """
        for kinds, held, n in self._filed:
            for kind, times in kinds.items():
                self.remark(Remark(kind, record, held), n * times)
        self._filed.clear()

    def remark(self, remark: Remark, n: int) -> None:
        """Add findings of a kind to a version of a record, all that it has; or, if `n` is negative, take them away."""
        self.findings[remark] += n
        self.remarks[remark] += 1 if n > 0 else -1

    def _hide(self, key: CoverageKey, example: str) -> None:
        self.withdrawn_examples.add((key, example))
        if self.examples.get(key) == example:
            del self.examples[key]

    def clear(self) -> None:
        """Forget everything: it is written."""
        for part in (self.tally, self.refs, self.coverage, self.examples, self.withdrawn_examples):
            part.clear()
        self.findings.clear()
        self.remarks.clear()
        self.mentions.clear()
        self.digest = 0


def kind_of(finding: Finding, format_: str, collection: str) -> FindingKind:
    """What a finding is summed by.

    >>> from ld.findings import Severity
    >>> kind_of(Finding("isbn", Severity.INFO, "1", "020$a", "9", ""), "marc", "")[:4]
    ('isbn', <Severity.INFO: 'info'>, '', '020$a')
    """
    return FindingKind(
        code=storable(finding.code),
        severity=finding.severity,
        property=storable(finding.property),
        field=storable(finding.source_field),
        format=format_,
        collection=storable(collection),
    )


def worst(findings: Iterable[Finding]) -> str:
    """The worst severity of findings; "" if there are none."""
    worst = min((finding.severity for finding in findings), key=lambda it: it.rank, default=None)
    return worst.value if worst else ""


def key_columns(key: CoverageKey) -> tuple[str, str, str]:
    """A key as the register has it: field names come from hostile sources too."""
    field, outcome, reason = key
    return storable(field), outcome.value, storable(reason)


__all__ = ["CoverageKey", "Ledger", "Remark", "key_columns", "kind_of", "worst"]
