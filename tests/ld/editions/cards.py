"""A small world of records to build editions of: titles, and languages, collections and serials that they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from ld.editions import Edition, Editions, Entry, State
from ld.findings import FieldOutcome, Finding, Outcome, Severity
from ld.graph import RecordGraph, to_lines
from ld.iris import Iris
from ld.namespaces import DCTERMS, RDF, RDFS, SCHEMA
from ld.sources.base import Origin, SourceRecord

BASE = "https://catalog.example.org"
IRIS = Iris(BASE)
LANGUAGE = "http://id.loc.gov/vocabulary/iso639-2/"


def graph(
    record_id: str,
    title: str = "A title",
    *,
    languages: Sequence[tuple[str, str]] = (("eng", "English"),),
    serials: Sequence[tuple[str, str]] = (("1234-5679", "Nature"),),
    recovered: str = "",
    extra: int = 0,
) -> RecordGraph:
    """The statements of a record: what it is called, in what language it is, in which serial it appeared."""
    doc = IRIS.record(record_id)
    thing = NamedNode(f"{doc.value}#it")
    own = [
        Triple(thing, RDF.type, SCHEMA.Book),
        Triple(thing, SCHEMA.name, Literal(title)),
        Triple(thing, DCTERMS.title, Literal(title)),
        Triple(doc, DCTERMS.modified, Literal("2020-01-01")),
    ]
    own += [
        Triple(NamedNode(f"{doc.value}#node-{n}"), SCHEMA.position, Literal(f"{title} {n}"))
        for n in range(extra)
    ]
    shared = []
    for code, label in languages:
        language = NamedNode(LANGUAGE + code)
        own.append(Triple(thing, DCTERMS.language, language))
        shared += [
            Triple(language, RDF.type, DCTERMS.LinguisticSystem),
            Triple(language, RDFS.label, Literal(label)),
        ]
    for issn, name in serials:
        serial = IRIS.shared("serial", f"issn-{issn}")
        own.append(Triple(thing, SCHEMA.isPartOf, serial))
        shared += [Triple(serial, RDF.type, SCHEMA.Periodical), Triple(serial, SCHEMA.issn, Literal(issn))]
        shared += [
            Triple(serial, predicate, Literal(name)) for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title)
        ]
    placed = {(IRIS.graph(t.subject.value), line) for t, line in zip(shared, to_lines(shared), strict=True)}
    residue = [Triple(thing, DCTERMS.issued, Literal(recovered))] if recovered else []
    return RecordGraph(
        record_id,
        doc.value,
        tuple(sorted(set(to_lines(own)))),
        tuple(sorted(placed)),
        tuple(to_lines(residue)),
    )


def source(record_id: str, raw: bytes = b"{}") -> SourceRecord:
    return SourceRecord(record_id, Origin("cards.json", 1), raw, "application/json", "cards")


def entry(record: RecordGraph, *, modified: str | None = None, collection: str = "", note: str = "") -> Entry:
    """A published record, with a remark and a coverage list that depend on its statements."""
    raw = record.nquads.encode()
    return Entry(
        source=source(record.record_id, raw),
        source_digest=sha256(raw + note.encode()).digest(),
        state=State.PUBLISHED,
        graph=record,
        findings=(Finding("date.odd", Severity.WARNING, record.record_id, "date", note, "Odd."),),
        coverage=(FieldOutcome("title", Outcome.MAPPED, count=len(record.own), example=record.own[-1][:80]),),
        modified=modified,
        collection=collection,
    )


def bad(record_id: str, note: str = "") -> Entry:
    """A record that is withheld."""
    return Entry(
        source=source(record_id, note.encode()),
        source_digest=sha256(f"{record_id}\n{note}".encode("utf-8", "surrogatepass")).digest(),
        state=State.QUARANTINED,
        graph=None,
        findings=(Finding("title.missing", Severity.VIOLATION, record_id, "title", note, "No title."),),
        coverage=(FieldOutcome("title", Outcome.DROPPED, "empty"),),
    )


def put(editions: Editions, *entries: Entry, withdraw: Iterable[str] = ()) -> int | None:
    """One run; the number of its edition."""
    with editions.stage() as staging:
        staging.put(entries)
        for record_id in withdraw:
            staging.withdraw(record_id, "gone")
        return staging.publish({})


def dump(edition: Edition) -> list[str]:
    """Every statement of an edition's store, canonical N-Quads, sorted."""
    return sorted(str(quad) for quad in edition.store)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
