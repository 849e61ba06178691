"""When it was published, and the years it covers as a serial."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from ld.mapping.work import Work, date
from ld.namespaces import DCMITYPE, DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, XSD
from ld.record import Stated


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


def history(work: Work) -> None:
    """When it was made, submitted, accepted: schema:dateCreated takes no interval, dcterms:created any date."""
    record = work.record
    for stated in record.made:
        work.it(DCTERMS.created, date(stated.value), stated.source)
        if stated.value.datatype != "edtf":
            work.it(SCHEMA.dateCreated, date(stated.value), stated.source)
    for submitted in (record.submitted,) if record.submitted else ():
        work.it(DCTERMS.dateSubmitted, date(submitted.value), submitted.source)
    for accepted in (record.accepted,) if record.accepted else ():
        work.it(DCTERMS.dateAccepted, date(accepted.value), accepted.source)


def run(work: Work) -> None:
    """First and last year of a serial; startDate and endDate are in the domain of series only."""
    if not work.kind.is_serial:
        return
    if work.record.start:
        work.it(SCHEMA.startDate, date(work.record.start.value), work.record.start.source)
    if work.record.end:
        work.it(SCHEMA.endDate, date(work.record.end.value), work.record.end.source)
    for frequency in work.record.frequencies:
        _frequency(work, frequency)


def _frequency(work: Work, frequency: Stated[str]) -> None:
    """A frequency is a property of collections (dcterms:accrualPeriodicity, rdfs:domain), so the serial is one."""
    node = NamedNode(PREFIXES["freq"] + frequency.value)
    work.it(DCTERMS.accrualPeriodicity, node, frequency.source)
    work.it(RDF.type, DCMITYPE.Collection, frequency.source)
    work.share(node, RDF.type, DCTERMS.Frequency, frequency.source)
    work.share(node, RDFS.label, Literal(_spelled(frequency.value), language="en"), frequency.source)


def _spelled(name: str) -> str:
    """``threeTimesAYear`` as words."""
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name)
