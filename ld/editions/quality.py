"""What an edition knows of the quality of its records: about each of them, and over all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ld.editions.reading import Edition
from ld.findings import Finding, Severity, excerpt
from ld.namespaces import BIBO, DCTERMS
from ld.register.keys import storable
from ld.register.model import FindingKind, FindingSum, RecordRow, State
from ld.register.remarks import Bearers

SAME_NUMBER = "edition.same-number"
"""Another record has the same DOI or PMID."""
MISSING_RECORD = "edition.missing-record"
"""A record is part of one that is not published."""
_CROSSING = frozenset({SAME_NUMBER, MISSING_RECORD})
_PREDICATES = {"doi": BIBO.doi, "pmid": BIBO.pmid}
_SHOWN = 5


class RecordFindings(NamedTuple):
    """What was found about a record.

    Attributes:
        published: about the version that is published, and about what it has to do with other records.
        withheld: about a version that is in quarantine.
    """

    published: tuple[Finding, ...]
    withheld: tuple[Finding, ...]


def record_findings(edition: Edition, row: RecordRow) -> RecordFindings:
    """What was found about a record, in the order of :func:`in_order`."""
    published, withheld = edition.published_papers(row), edition.withheld_papers(row)
    about = [*published.findings, *_crossing(edition, row)] if published else []
    return RecordFindings(in_order(about), in_order(withheld.findings if withheld else ()))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst first, then by code, source field and value."""
    return tuple(sorted(findings, key=lambda f: (f.severity.rank, f.code, f.source_field, f.value)))


def _crossing(edition: Edition, row: RecordRow) -> Iterator[Finding]:
    twins, missing = edition.crossings.of_record(row)
    for number, bearers in twins:
        scheme, _, value = number.partition(":")
        others = [record_id for record_id in bearers if record_id != row.id]
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        message = (
            f"The {scheme.upper()} {value} is also that of {', '.join(others[:_SHOWN])}{more}. "
            "If they are one thing, keep one record; else correct the number."
        )
        property_ = _PREDICATES[scheme].value
        yield Finding(
            *(SAME_NUMBER, Severity.WARNING, row.id, property_, excerpt(value), message),
            focus=f"{row.graph}#it",
        )
    for target in missing:
        message = f"The record is part of record {target}, which is not published. Publish it too, or correct the link."
        property_ = DCTERMS.isPartOf.value
        yield Finding(
            *(MISSING_RECORD, Severity.WARNING, row.id, property_, excerpt(target), message),
            focus=f"{row.graph}#it",
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality of an edition at a glance.

    Attributes:
        published: records.
        withheld: records of which a version is in quarantine.
        worst: severity to the number of published records of which it is the worst found; those without any under "".
        findings: how often what was found, the most frequent first within each severity.
        trend: edition to severity to findings, as far as editions were made one from the other.
    """

    published: int
    withheld: int
    worst: dict[str, int]
    findings: tuple[FindingSum, ...]
    trend: dict[int, dict[Severity, int]]

    @property
    def severities(self) -> dict[Severity, int]:
        """Severity to findings."""
        found = Counter[Severity]()
        for one in self.findings:
            found[one.kind.severity] += one.n
        return {severity: found[severity] for severity in Severity}


def quality(edition: Edition, later: Iterable[FindingSum] = ()) -> Quality:
    """The quality of an edition, from kept sums: nothing is scanned.

    Args:
        later: what was found after publishing.
    """
    counts = edition.counts()
    sums = [*edition.remarks.sums(), *_crossing_sums(edition), *later]
    return Quality(
        published=counts.records[State.PUBLISHED],
        withheld=counts.records[State.QUARANTINED] + counts.stale,
        worst=dict(counts.worst),
        findings=tuple(sorted(sums, key=lambda one: (one.kind.severity.rank, -one.n, one.kind))),
        trend=edition.remarks.trend(),
    )


def sums_of(edition: Edition, code: str) -> list[FindingSum]:
    """How often something was found; empty if never."""
    every = _crossing_sums(edition) if code in _CROSSING else edition.remarks.sums(code)
    return [one for one in every if one.kind.code == code and one.n]


def bearers_of(edition: Edition, code: str, *, field: str | None = None) -> Bearers:
    """How many records have a finding.

    Args:
        code: of the finding.
        field: with this source field only.
    """
    if code not in _CROSSING:
        return edition.remarks.bearers(code, field=field)
    records = 0 if field else sum(one.records for one in sums_of(edition, code))
    return Bearers(records, records, 0)


def _crossing_sums(edition: Edition) -> Iterator[FindingSum]:
    """What no record shows alone; how often it was so in the edition before, nobody knows."""
    for code, records in zip((SAME_NUMBER, MISSING_RECORD), edition.crossings.counts(), strict=True):
        if records:
            kind = FindingKind(code, Severity.WARNING, "", "", "", "")
            yield FindingSum(kind, records, records, 0)


def rows_with(
    edition: Edition,
    code: str,
    *,
    field: str | None = None,
    after: int = 0,
    before: int | None = None,
    limit: int = 100,
) -> list[RecordRow]:
    """A page of the records that have a finding, in the order of their rows, which stays from one edition to the next.

    Args:
        code: of the finding.
        field: with this source field only; what records have to do with each other is in none.
        after: number of the last row of the page before.
        before: number of the first row of the page after, and then `after` has no say; 0 for the last page.
        limit: records at most.
    """
    if code not in _CROSSING:
        return edition.remarked(code, field=field, after=after, before=before, limit=limit)
    if field:
        return []
    crossings, missing = edition.crossings, code == MISSING_RECORD
    return edition.rows(crossings.records(missing=missing, after=after, before=before, limit=limit))


class Found(NamedTuple):
    """A version of a record that has a finding.

    Attributes:
        number: of its row.
        record_id: verbatim.
        address: IRI of the record's document; None if it is not published.
        state: ``published``, ``withheld``, or ``stale`` if the finding is about a newer version than the published one.
        findings: those that were asked for.
    """

    number: int
    record_id: str
    address: str | None
    state: str
    findings: tuple[Finding, ...]


def found_in(
    edition: Edition, rows: Iterable[RecordRow], code: str, *, field: str | None = None
) -> list[Found]:
    """What is behind a page of :func:`rows_with`: the findings of each of its records.

    Args:
        rows: of the page.
        code: of the finding.
        field: with this source field only.
    """
    return [one for row in rows for one in _found(edition, row, code, field)]


def asked_for(findings: Iterable[Finding], code: str, field: str | None) -> tuple[Finding, ...]:
    """Those of a code, and with a source field if one is given, under the name by which it is summed."""
    return tuple(
        finding
        for finding in findings
        if finding.code == code and field in {None, storable(finding.source_field)}
    )


def _found(edition: Edition, row: RecordRow, code: str, field: str | None) -> Iterator[Found]:
    versions = (
        ("published", edition.published_papers(row)),
        ("stale" if row.published else "withheld", edition.withheld_papers(row)),
    )
    for state, papers in versions:
        said = [
            *(papers.findings if papers else ()),
            *(_crossing(edition, row) if state == "published" and code in _CROSSING else ()),
        ]
        if about := asked_for(said, code, field):
            yield Found(row.number, row.id, row.graph if row.published else None, state, about)


__all__ = [
    "MISSING_RECORD",
    "SAME_NUMBER",
    "Found",
    "Quality",
    "RecordFindings",
    "asked_for",
    "bearers_of",
    "found_in",
    "in_order",
    "quality",
    "record_findings",
    "rows_with",
    "sums_of",
]
