"""What the register knows, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Self

from ld.findings import Severity
from ld.packs import Place


class State(StrEnum):
    """Where a record stands."""

    PUBLISHED = "published"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """What the register knows of a record; tombstones are rows too.

    Attributes:
        id: verbatim (cut, if it is over 512 bytes: such ids are never published).
        state: of the record.
        graph: IRI of the document, which names its graph; None if it was never published.
        digest: of the published statements, see :attr:`ld.graph.RecordGraph.digest`; None unless published.
        source_digest: of the newest source seen, published or withheld; None for tombstones.
        stated: when the record was last modified, as its source says; None if it does not.
        changed: when an edition last published, changed or withdrew it (xsd:dateTime); None if none ever did.
        change: number of that change; later changes have higher numbers.
        created: number of the change that published it first.
        edition: number of the edition that made that change.
        collection: name given when it was read; may be empty.
        quads: statements in its own graph.
        recovered: statements in its graph of recovered ones.
        reason: why it was withdrawn.
        held: where the papers of a withheld version are.
        papers: where the papers of the published version are.
        shared: numbers of the forms in which it speaks of shared entities, a JSON array.
        number: of the row.
    """

    id: str
    state: State
    graph: str | None = None
    digest: bytes | None = None
    source_digest: bytes | None = None
    stated: str | None = None
    changed: str | None = None
    change: int | None = None
    created: int | None = None
    edition: int | None = None
    collection: str = ""
    quads: int = 0
    recovered: int = 0
    reason: str = ""
    held: Place | None = None
    papers: Place | None = None
    shared: str = "[]"
    number: int = 0

    @property
    def published(self) -> bool:
        """Whether some version of it is published."""
        return self.state is State.PUBLISHED

    @property
    def stale(self) -> bool:
        """Whether a newer version than the published one is withheld."""
        return self.published and self.held is not None

    @property
    def modified(self) -> str | None:
        """When the published content was last modified: as the source says, else when it was first published."""
        return self.stated or self.changed


class Entity(NamedTuple):
    """Something of which several records may speak: the graph it is in and its IRI."""

    graph: str
    subject: str

    @classmethod
    def of(cls, document: str) -> Self:
        """What a document of its own is about.

        >>> Entity.of("http://a/agent/gnd-1").subject
        'http://a/agent/gnd-1#it'
        """
        return cls(document, f"{document}#it")

    @property
    def documented(self) -> bool:
        """Whether it is what the document is about, so that a page can be asked for it.

        >>> Entity("http://a/agent/gnd-1", "http://a/agent/gnd-1#id-gnd").documented
        False
        """
        return self == Entity.of(self.graph)


class FindingKind(NamedTuple):
    """What findings are summed by.

    Attributes:
        code: see :class:`ld.findings.Finding`.
        severity: likewise.
        property: IRI of the property, or path, that SHACL looked at; "" for what readers and the mapping remark.
        field: source field; "" where it is not known, as of what is missing.
        format: row of :data:`ld.sources.registry.SOURCES` that the source is of.
        collection: name given when it was read.
    """

    code: str
    severity: Severity
    property: str
    field: str
    format: str
    collection: str

    @classmethod
    def of_columns(cls, columns: Sequence[str]) -> Self:
        """From the columns of the table of the same names."""
        code, severity, *rest = columns
        return cls(code, Severity(severity), *rest)


@dataclass(frozen=True, slots=True)
class FindingSum:
    """How often something was found.

    Attributes:
        kind: what.
        n: findings, about published and about withheld versions.
        records: published records that have any.
        withheld: withheld versions that have any.
        n_before: `n` of the edition that this one was made from; None if it is the first.
        records_before: likewise.
    """

    kind: FindingKind
    n: int
    records: int
    withheld: int
    n_before: int | None = None
    records_before: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What an edition holds, in numbers. All are true and none is counted by scanning.

    Attributes:
        records: by state.
        stale: published records of which a newer version is withheld.
        quads: statements, in all graphs.
        subjects: distinct subjects.
        foreign: those of them whose IRIs are not of this site.
        entities: subjects that records share.
        classes: IRI of a class to the number of its instances.
        properties: IRI of a property to the number of its statements.
        links: key of a target (:data:`ld.targets.TARGETS`) to IRI of a property to the number of its statements that lead there.
        findings: code to the number of findings, about published and about withheld versions.
        severities: severity to the same.
        worst: severity to the number of published records of which it is the worst found; "" for those without a finding.
    """

    records: Mapping[State, int] = field(default_factory=dict)
    stale: int = 0
    quads: int = 0
    subjects: int = 0
    foreign: int = 0
    entities: int = 0
    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    severities: Mapping[str, int] = field(default_factory=dict)
    worst: Mapping[str, int] = field(default_factory=dict)


__all__ = ["Counts", "Entity", "FindingKind", "FindingSum", "RecordRow", "State"]
