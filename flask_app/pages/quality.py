"""Quality figures as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask_app.pages.report import FindingGroup, finding_groups
from flask_app.pages.values import Link, Site
from flask_app.pages.wording import WORST, say
from flask_app.paths import record_path
from ld.editions.quality import Found, Quality
from ld.findings import Severity, excerpt
from ld.iris import id_fault
from ld.register.model import FindingSum
from ld.register.remarks import Bearers
from shapes.site import SiteShapes

Distinct = Mapping[str, tuple[int, int]]
"""See :meth:`flask_app.findings.SiteFindings.distinct`."""


class SumRow(NamedTuple):
    """How often something was found.

    Attributes:
        label: what must be so.
        code: of the findings.
        href: the records that have it.
        advice: what to do; "" where no shape says it.
        places: source fields with their number, the most first.
        n: findings.
        records: published records.
        withheld: withheld versions.
        change: findings more than in the edition before; None if there is none.
    """

    label: str
    code: str
    href: str
    advice: str
    places: tuple[tuple[Link, int], ...]
    n: int
    records: int
    withheld: int
    change: int | None


class QualityPage(NamedTuple):
    """The figures of an edition.

    Attributes:
        figures: words with numbers.
        severities: what was found, by severity, the worst first.
        sources: format and collection with findings by severity.
        trend: editions with findings by severity.
        shapes: path of the list of shapes.
    """

    figures: tuple[tuple[str, int], ...]
    severities: tuple[tuple[Severity, tuple[SumRow, ...]], ...]
    sources: tuple[tuple[str, Mapping[Severity, int]], ...]
    trend: tuple[tuple[int, Mapping[Severity, int]], ...]
    shapes: str


def quality_page(
    quality: Quality, distinct: Distinct, shapes: SiteShapes, language: str, site: Site
) -> QualityPage:
    """The page of an edition's quality."""
    rows = sum_rows(quality.findings, distinct, shapes, language, site)
    grouped = ((severity, tuple(row for found, row in rows if found is severity)) for severity in Severity)
    return QualityPage(
        figures=_figures(quality),
        severities=tuple((severity, listed) for severity, listed in grouped if listed),
        sources=_sources(quality.findings),
        trend=tuple(quality.trend.items()),
        shapes=site.path("/shapes/"),
    )


def _figures(quality: Quality) -> tuple[tuple[str, int], ...]:
    worst = quality.worst
    figures = [(words, worst[severity]) for severity, words in WORST.items() if worst.get(severity)]
    return (
        (say("quality-records"), quality.published),
        *reversed(figures),
        (say("quality-withheld"), quality.withheld),
    )


def sum_rows(
    sums: Iterable[FindingSum], distinct: Distinct, shapes: SiteShapes, language: str, site: Site
) -> list[tuple[Severity, SumRow]]:
    """Sums by code and severity, the most frequent first within each."""
    by_code = sorted(sums, key=lambda one: (one.kind.code, one.kind.severity))
    rows = [
        (severity, _row(code, list(group), distinct, shapes, language, site))
        for (code, severity), group in groupby(by_code, key=lambda one: (one.kind.code, one.kind.severity))
    ]
    return sorted(rows, key=lambda pair: (-pair[1].n, pair[1].code))


def _row(
    code: str, sums: Sequence[FindingSum], distinct: Distinct, shapes: SiteShapes, language: str, site: Site
) -> SumRow:
    shape = shapes.by_code.get(code)
    before = [one.n_before for one in sums if one.n_before is not None]
    n = sum(one.n for one in sums)
    href = site.path(f"/dataset/quality/{quote(code)}")
    summed = sum(one.records for one in sums), sum(one.withheld for one in sums)
    records, withheld = distinct.get(code, summed)
    fields: dict[str, int] = {}
    for one in sums:
        fields[one.kind.field] = fields.get(one.kind.field, 0) + one.n
    named = sorted(((name, k) for name, k in fields.items() if name and k), key=lambda it: (-it[1], it[0]))
    return SumRow(
        label=shapes.label(code, language),
        code=code,
        href=href,
        advice=shape.advice(language) if shape else "",
        places=tuple((Link(name, f"{href}?{urlencode({'field': name})}"), k) for name, k in named),
        n=n,
        records=records,
        withheld=withheld,
        change=n - sum(before) if before else None,
    )


def _sources(sums: Iterable[FindingSum]) -> tuple[tuple[str, Mapping[Severity, int]], ...]:
    found: dict[str, dict[Severity, int]] = {}
    for one in sums:
        if one.kind.format:
            source = " · ".join(filter(None, (one.kind.format, one.kind.collection)))
            by_severity = found.setdefault(source, dict.fromkeys(Severity, 0))
            by_severity[one.kind.severity] += one.n
    return tuple(sorted(found.items()))


class RecordRow(NamedTuple):
    """A record that has a finding.

    Attributes:
        record_id: its id, controls shown as escapes.
        href: its document; "" if it is not published.
        report: that on it; "" if its id fits in no address.
        versions: those of it that have the finding: whether withheld, and what was found.
    """

    record_id: str
    href: str
    report: str
    versions: tuple[tuple[bool, tuple[FindingGroup, ...]], ...]


class FindingPage(NamedTuple):
    """A finding with a page of its records.

    Attributes:
        row: how often, where, what to do; of the worst severity that it comes with.
        records: a page of them.
        shape: where the shape is described; "" if there is none.
    """

    row: SumRow
    records: tuple[RecordRow, ...]
    shape: str


def finding_page(
    code: str,
    sums: Sequence[FindingSum],
    bearers: Bearers,
    found: Iterable[Found],
    shapes: SiteShapes,
    language: str,
    site: Site,
) -> FindingPage:
    """The page of a finding.

    Args:
        code: of it.
        sums: how often it was found.
        bearers: how many records have it.
        found: those that are listed.
    """
    shape = shapes.by_code.get(code)
    page = shapes.page_of(shape.iri) if shape else ""
    distinct = {code: (bearers.published, bearers.withheld)}
    return FindingPage(
        _row(code, sums, distinct, shapes, language, site),
        tuple(
            _record(list(versions), shapes, language, site)
            for _, versions in groupby(found, key=lambda one: one.number)
        ),
        site.path(page) if page else "",
    )


def _record(versions: Sequence[Found], shapes: SiteShapes, language: str, site: Site) -> RecordRow:
    one = versions[0]
    return RecordRow(
        excerpt(one.record_id),
        site.href(one.address or ""),
        "" if id_fault(one.record_id) else site.path(f"{record_path(one.record_id)}.report"),
        tuple(
            (found.state != "published", finding_groups(found.findings, shapes, language, None))
            for found in versions
        ),
    )


__all__ = ["FindingPage", "QualityPage", "RecordRow", "SumRow", "finding_page", "quality_page", "sum_rows"]
