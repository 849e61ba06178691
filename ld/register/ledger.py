"""What a run has changed in the sums of an edition, until it is written to the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ld.findings import Outcome
from ld.packs import Papers, Place
from ld.register.census import Kind, Tally
from ld.register.keys import storable

_MODULUS = 1 << 256

CoverageKey = tuple[str, Outcome, str]
"""(field, outcome, reason)."""


class Ledger:
    """Differences to the sums; nothing here grows with the number of records.

    Attributes:
        tally: see :data:`ld.register.census.Tally`.
        refs: number of a shared statement to the difference in records that make it.
        coverage: what became of a source field to the difference in values.
        examples: what became of a source field to a value that may be shown.
        withdrawn_examples: values that may no longer be shown: their record has changed or is gone.
        digest: difference of the order-free sum of digests, modulo 2^256.
    """

    def __init__(self) -> None:
        self.tally: Tally = Counter()
        self.refs: Counter[int] = Counter()
        self.coverage: Counter[CoverageKey] = Counter()
        self.examples: dict[CoverageKey, str] = {}
        self.withdrawn_examples: set[tuple[CoverageKey, str]] = set()
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
        """Add to the number of records that make each of these shared statements."""
        for number in numbers:
            self.refs[number] += n

    def sign(self, added: bytes | None, removed: bytes | None) -> None:
        """Put one digest in the place of another; None is nothing."""
        difference = int.from_bytes(added or b"") - int.from_bytes(removed or b"")
        self.digest = (self.digest + difference) % _MODULUS

    def file(self, papers: Papers, place: Place, *, published: bool) -> None:
        """Add what papers say."""
        self._remarks(papers, place, 1)
        for outcome in papers.coverage if published else ():
            key = outcome.field, outcome.outcome, outcome.reason
            self.coverage[key] += outcome.count
            if outcome.example and key not in self.examples:
                self.examples[key] = outcome.example

    def unfile(self, papers: Papers, place: Place, *, published: bool) -> None:
        """The reverse of :meth:`file`."""
        self._remarks(papers, place, -1)
        for outcome in papers.coverage if published else ():
            key = outcome.field, outcome.outcome, outcome.reason
            self.coverage[key] -= outcome.count
            self._hide(key, outcome.example)

    def _remarks(self, papers: Papers, place: Place, n: int) -> None:
        self.count(Kind.PACK, str(place.pack), n)
        for finding in papers.findings:
            self.count(Kind.FINDING, finding.code, n)
            self.count(Kind.SEVERITY, finding.severity, n)

    def _hide(self, key: CoverageKey, example: str) -> None:
        self.withdrawn_examples.add((key, example))
        if self.examples.get(key) == example:
            del self.examples[key]

    def clear(self) -> None:
        """Forget everything: it is written."""
        for part in (self.tally, self.refs, self.coverage, self.examples, self.withdrawn_examples):
            part.clear()
        self.digest = 0


def key_columns(key: CoverageKey) -> tuple[str, str, str]:
    """A key as the register has it: field names come from hostile sources too."""
    field, outcome, reason = key
    return storable(field), outcome.value, storable(reason)


__all__ = ["CoverageKey", "Ledger", "key_columns"]
