"""IRIs of others of which records say something: languages, licences, headings. They may be many, so they are read in pages."""

from __future__ import annotations

from typing import NamedTuple

from ld.register.connection import Connection

FOREIGN = "substr(subject, 1, length(graph)) <> graph"
"""Condition on the table `entity`: its IRI is not of the document in whose graph its statements are. There is an index of just these."""
_SELECT = f"SELECT number, subject FROM entity WHERE {FOREIGN} AND number"  # noqa: S608 - constants


class Term(NamedTuple):
    """An IRI that is not ours.

    Attributes:
        number: by which pages go on; it stays from one edition to the next.
        iri: itself.
    """

    number: int
    iri: str


class TermReader:
    """Reads them of a published edition.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def page(self, *, after: int = 0, before: int | None = None, limit: int = 50) -> list[Term]:
        """Some of them, in the order of their numbers.

        Args:
            after: the last number of the page before.
            before: the first number of the page after, and then `after` has no say; 0 for the last page.
            limit: terms at most.
        """
        if before is None:
            rows = self._db.all(f"{_SELECT} > ? ORDER BY number LIMIT ?", (after, limit))
        else:
            test = "<" if before else ">"
            rows = self._db.all(f"{_SELECT} {test} ? ORDER BY number DESC LIMIT ?", (before, limit))
        return sorted(Term(*row) for row in rows)


__all__ = ["FOREIGN", "Term", "TermReader"]
