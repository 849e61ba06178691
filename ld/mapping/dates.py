"""When it was published, and the years it covers as a serial."""

from __future__ import annotations

from pyoxigraph import Literal

from ld.mapping.work import Work, date
from ld.namespaces import DCTERMS, SCHEMA, XSD


def publication(work: Work) -> None:
    """One value in both vocabularies, in the precision of the source; everything else that is a date is dcterms:date."""
    record = work.record
    if record.issued:
        work.both(SCHEMA.datePublished, DCTERMS.issued, date(record.issued.value), record.issued.source)
    if record.copyrighted:
        work.it(DCTERMS.dateCopyrighted, date(record.copyrighted.value), record.copyrighted.source)
        year = record.copyrighted.value.year
        if year is not None:
            work.it(SCHEMA.copyrightYear, Literal(str(year), datatype=XSD.integer), record.copyrighted.source)
    for stated in record.dates:
        work.it(DCTERMS.date, date(stated.value), stated.source)


def run(work: Work) -> None:
    """First and last year of a serial; startDate and endDate are in the domain of series only."""
    if not work.kind.is_serial:
        return
    if work.record.start:
        work.it(SCHEMA.startDate, date(work.record.start.value), work.record.start.source)
    if work.record.end:
        work.it(SCHEMA.endDate, date(work.record.end.value), work.record.end.source)
