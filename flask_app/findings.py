"""What was found in an edition, whenever it was: when records were read, between them, and after publishing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ld.editions import Edition, Editions, RecordRow
from ld.editions.quality import (
    Found,
    Quality,
    RecordFindings,
    asked_for,
    bearers_of,
    found_in,
    quality,
    record_findings,
    rows_with,
    sums_of,
)
from ld.findings import Finding
from ld.later import LaterFindings, read_later
from ld.register.model import FindingSum
from ld.register.remarks import Bearers
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
        later = self._later.sums(code) if self._later else []
        return sums_of(self.edition, code) or [one for one in later if one.n]

    def of_record(self, row: RecordRow) -> RecordFindings:
        """What was found about a record; shapes that are run after publishing look at it now."""
        found = record_findings(self.edition, row)
        return found._replace(published=(*found.published, *self._look(row)))

    def _look(self, row: RecordRow) -> tuple[Finding, ...]:
        checks = self._shapes.after() if row.published else None
        if checks is None:
            return ()
        return checks.validate(self.edition.ntriples(row), record_id=row.id)

    def bearers(self, code: str, *, field: str | None = None) -> Bearers:
        """How many records have a finding; see :func:`ld.editions.quality.bearers_of`."""
        later = self._later_of(code)
        return later.bearers(code, field=field) if later else bearers_of(self.edition, code, field=field)

    def rows(
        self,
        code: str,
        *,
        field: str | None = None,
        after: int = 0,
        before: int | None = None,
        limit: int = 100,
    ) -> list[RecordRow]:
        """A page of the records that have a finding; see :func:`ld.editions.quality.rows_with`."""
        later = self._later_of(code)
        if later:
            return later.rows(self.edition, code, field=field, after=after, before=before, limit=limit)
        return rows_with(self.edition, code, field=field, after=after, before=before, limit=limit)

    def found(self, rows: Iterable[RecordRow], code: str, *, field: str | None = None) -> list[Found]:
        """The findings of the records of a page; see :func:`ld.editions.quality.found_in`.

        Shapes that are run after publishing look at the records now: what they no longer find is not listed, though its record is.
        """
        if self._later_of(code) is None:
            return found_in(self.edition, rows, code, field=field)
        return [
            Found(row.number, row.id, row.graph, "published", asked_for(self._look(row), code, field))
            for row in rows
        ]

    def _later_of(self, code: str) -> LaterFindings | None:
        """What was found after publishing, if this finding was."""
        return self._later if self._later and not sums_of(self.edition, code) else None


__all__ = ["SiteFindings"]
