"""What is said of a chunk besides statements and papers, as JSON: what the register takes over."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, Self

from ld.register.census import Tally


class FormFacts(NamedTuple):
    """A form (see :class:`ld.sharing.Form`) in which records of the chunk speak of an entity; `key` is hex."""

    key: str
    graph: str
    subject: str
    tails: str
    refs: int


class RowFacts(NamedTuple):
    """A record that was converted.

    Attributes:
        key: of its id, hex, see :func:`ld.register.keys.key_of`.
        state: ``published`` or ``quarantined``.
        graph: IRI of its document, as for the others that follow of those that are published; "" for the others.
        digest: of its statements, hex.
        source_digest: hex.
        stated: when it was last modified, as its source says; None if it does not.
        quads: statements in its own graph.
        recovered: statements in its graph of recovered ones.
        frame: where its papers are: offset of the frame in the chunk's papers.
        item: number in the frame.
        forms: places in the list of forms.
        remarks: kinds of findings, as places in the list of kinds, and how many of each.
        identifiers: see :class:`ld.register.crossing.Crossings`.
        links: likewise, hex.
        previous: keys of the ids under which it went before, hex.
        words: see :class:`ld.search_text.SearchText`.
    """

    key: str
    state: str
    graph: str
    digest: str
    source_digest: str
    stated: str | None
    quads: int
    recovered: int
    frame: int
    item: int
    forms: list[int]
    remarks: list[tuple[int, int]]
    identifiers: list[str]
    links: list[str]
    previous: list[str]
    words: list[str]


@dataclass(slots=True)
class PartFacts:
    """Some of the records of a chunk.

    Attributes:
        rows: in the order of the source.
        forms: each once.
        kinds: of findings, see :class:`ld.register.model.FindingKind`, each once.
    """

    rows: list[RowFacts] = field(default_factory=list)
    forms: list[FormFacts] = field(default_factory=list)
    kinds: list[list[str]] = field(default_factory=list)

    @classmethod
    def of(cls, values: dict[str, list[Any]]) -> Self:
        """From JSON."""
        rows = [RowFacts(*row) for row in values["rows"]]
        return cls(rows, [FormFacts(*form) for form in values["forms"]], values["kinds"])


@dataclass(slots=True)
class Sums:
    """Sums over the fresh records.

    Attributes:
        tally: kind, name, number, see :data:`ld.register.census.Tally`.
        coverage: field, outcome, reason, number, example.
        digest: of the digests, modulo 2^256, hex.
    """

    tally: list[tuple[str, str, int]] = field(default_factory=list)
    coverage: list[tuple[str, str, str, int, str]] = field(default_factory=list)
    digest: str = "0"

    def add_tally(self, tally: Tally) -> None:
        """Take over a tally."""
        self.tally += [(kind, name, n) for (kind, name), n in sorted(tally.items()) if n]


@dataclass(slots=True)
class Facts:
    """What came of a chunk.

    Attributes:
        read: records, readable or not.
        fresh: records of which the edition before knows nothing, each once, published.
        sums: over these.
        others: every other record that was converted.
        events: what happened besides, in the order of the source: ``["put", place in others]``, ``["same", number of a row of the edition
            before]``, ``["gone", key]``.
        findings: how many of a code.
        violations: how many of these withhold a record or stand in its place.
        problems: findings in the place of what could not be read.
        notes: sentences for the person who runs it.
    """

    read: int = 0
    fresh: PartFacts = field(default_factory=PartFacts)
    sums: Sums = field(default_factory=Sums)
    others: PartFacts = field(default_factory=PartFacts)
    events: list[tuple[str, int | str]] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=dict)
    violations: dict[str, int] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: getattr(self, name) for name in _NAMES}

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """From JSON."""
        parts = {name: PartFacts.of(values[name]) for name in ("fresh", "others")}
        return cls(**{**values, **parts, "sums": Sums(**values["sums"])})


_NAMES = tuple(asdict(Facts()))

__all__ = ["Facts", "FormFacts", "PartFacts", "RowFacts", "Sums"]
