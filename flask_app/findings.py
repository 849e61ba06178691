"""What was found in an edition, whenever it was: when records were read, between them, and after publishing."""

from __future__ import annotations

from functools import cached_property

from ld.editions import Edition, Editions, RecordRow
from ld.editions.quality import Found, Quality, RecordFindings, found_in, quality, record_findings, sums_of
from ld.findings import Finding
from ld.later import LaterFindings, read_later
from ld.register.model import FindingSum
from shapes.site import SiteShapes


class SiteFindings:
    """The findings of an edition, for pages and commands alike.

    Args:
        edition: to look at.
        editions: of its data folder.
        shapes: of the site.
    """

    def __init__(self, edition: Edition, editions: Editions, shapes: SiteShapes) -> None:
        self.edition = edition
        self._editions = editions
        self._shapes = shapes

    @cached_property
    def _later(self) -> LaterFindings | None:
        return read_later(self._editions, self.edition.number)

    def quality(self) -> Quality:
        """The quality of the edition at a glance."""
        return quality(self.edition, self._later.sums() if self._later else ())

    def distinct(self) -> dict[str, tuple[int, int]]:
        """Codes found in several source fields, with the records, published and withheld, that have any: each counts once."""
        return self.edition.remarks.distinct() | (self._later.distinct() if self._later else {})

    def sums(self, code: str) -> list[FindingSum]:
        """How often something was found; empty if never."""
        return sums_of(self.edition, code) or (self._later.sums(code) if self._later else [])

    def of_record(self, row: RecordRow) -> RecordFindings:
        """What was found about a record; shapes that are run after publishing look at it now."""
        found = record_findings(self.edition, row)
        return found._replace(published=(*found.published, *self._look(row)))

    def _look(self, row: RecordRow) -> tuple[Finding, ...]:
        checks = self._shapes.after() if row.published else None
        if checks is None:
            return ()
        return checks.validate(self.edition.ntriples(row), record_id=row.id)

    def records(
        self, code: str, *, field: str | None = None, after: int = 0, limit: int = 100
    ) -> list[Found]:
        """A page of the records that have a finding; see :func:`ld.editions.quality.found_in`."""
        if self._later is None or sums_of(self.edition, code):
            return found_in(self.edition, code, field=field, after=after, limit=limit)
        rows = self._later.rows(self.edition, code, after=after, limit=limit + 1)
        return [
            Found(row.number, row.id, row.graph, "published", about, more=n == limit and len(rows) > limit)
            for n, row in enumerate(rows[:limit], start=1)
            for about in [tuple(finding for finding in self._look(row) if finding.code == code)]
        ]


__all__ = ["SiteFindings"]
