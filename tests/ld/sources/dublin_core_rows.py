"""Dublin Core records by hand, for the tests of their groups."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator

from ld.findings import FieldOutcome, Finding, Outcome
from ld.record import BibRecord
from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.dublin_core import parse, read

NAMESPACES = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:edm="http://www.europeana.eu/schemas/edm/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def bare(body: str) -> bytes:
    return f"<oai_dc:dc {NAMESPACES}>{body}</oai_dc:dc>".encode()


def record(body: str, identifier: str = "oai:repo.example.org:1", datestamp: str = "2024-05-06") -> str:
    """An OAI-PMH record; without a body it is deleted."""
    status = "" if body else ' status="deleted"'
    metadata = f"<metadata>{bare(body).decode()}</metadata>" if body else ""
    return (
        f"<record><header{status}><identifier>{identifier}</identifier><datestamp>{datestamp}</datestamp></header>"
        f"{metadata}</record>"
    )


def answer(*parts: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>'
        f"2024-05-06T07:08:09Z</responseDate><ListRecords>{''.join(parts)}</ListRecords></OAI-PMH>"
    ).encode()


def items(data: bytes) -> list[SourceRecord | Finding]:
    return list(read(io.BytesIO(data), "a.xml"))


def parsed(body: str, identifier: str = "oai:repo.example.org:1") -> ParsedRecord:
    raw = record(body, identifier).encode()
    source = SourceRecord(identifier, Origin("a.xml", 1), raw, "application/xml", "oai_dc")
    return parse(source, ParseOptions())


def of(body: str, identifier: str = "oai:repo.example.org:1") -> BibRecord:
    found = parsed(body, identifier).record
    assert found is not None
    return found


def fate(found: ParsedRecord, field: str) -> dict[tuple[str, str], int]:
    """What became of a field: (outcome, reason) → count."""
    fates: dict[tuple[str, str], int] = {}
    for one in found.coverage:
        if one.field == field:
            fates[one.outcome.value, one.reason] = fates.get((one.outcome.value, one.reason), 0) + one.count
    return fates


def sources(value: object) -> Iterator[str]:
    """Every source field that values of a record name."""
    if isinstance(value, tuple | frozenset):
        for one in value:
            yield from sources(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if field.name == "source":
                yield from inner.split("+")
            else:
                yield from sources(inner)


def unstated(found: ParsedRecord) -> set[str]:
    """Fields that count as mapped and are the source of nothing."""
    mapped: set[str] = {one.field for one in found.coverage if _is_mapped(one)}
    return mapped - set(sources(found.record)) if found.record else set()


def _is_mapped(one: FieldOutcome) -> bool:
    return one.outcome is Outcome.MAPPED
