"""A small published catalogue for the tests of the web face: the worked example, ids that are hard to serve, a tombstone."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from ld.dumps import DumpPlan
from ld.editions import Editions, Entry, State
from ld.findings import Finding, Severity
from ld.graph import RecordGraph, to_lines
from ld.iris import Iris, encode_id
from ld.mapping import map_record
from ld.record import BibRecord, Concept, Text
from ld.sources.base import Origin, SourceRecord

BASE = "https://catalog.example.org"
IRIS = Iris(BASE)
DELTA_PLAN = DumpPlan(
    formats=("nq", "jsonl"), compression="zstd", part_size=4000, context=f"{BASE}/context/v1.jsonld"
)
EXAMPLE_ID = "pubmed-5577770"
EXAMPLE = Path(__file__).parents[1] / f"data/worked-examples/{EXAMPLE_ID}.ttl"
PAYLOAD = '</script><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" <!--'
STRANGE = (
    "a",
    "a/b",
    "a.ttl",
    "a.b",
    "x//y",
    "../etc",
    "ü ?#%",
    "100% sure.html",
    "new\u2028line",
    "%2e%2e",
    "&amp;",
    "日本語",
    "a+b",
    "<script>alert(1)</script>",
    "\u202ereversed",
)
GONE = "gone.txt"
WITHHELD = "withheld"
HEADING = "Jerusalem -- History"


def path_of(record_id: str) -> str:
    """Path of a record, as it is minted."""
    return f"/record/{encode_id(record_id)}"


def entry(graph: RecordGraph, state: State = State.PUBLISHED) -> Entry:
    """What staging takes; strange records have a remark."""
    remark = Finding("isbn", Severity.INFO, graph.record_id, "020$a", "9780306406158", "Check the number.")
    return Entry(
        source=SourceRecord(graph.record_id, Origin("test", 1), b"x", "text/plain", "test"),
        source_digest=sha256(graph.nquads.encode()).digest(),
        state=state,
        graph=graph,
        findings=(remark,) if graph.record_id in {*STRANGE, WITHHELD} else (),
    )


def book(record_id: str, title: str | None = None, heading: str = HEADING) -> RecordGraph:
    """A record with a shared heading."""
    return map_record(
        BibRecord(
            id=record_id,
            titles=(Text(title or f"Title of {record_id}", "title"),),
            formats=(Text("Book", "format"),),
            subjects=(Concept(heading, "subject", "lcsh"),),
            collections=(Text("Strange books", "collection"),),
        ),
        IRIS,
    )


def worked_example() -> RecordGraph:
    """The worked example as a record."""
    document = f"{BASE}{path_of(EXAMPLE_ID)}"
    triples: Iterable[Triple] = [quad.triple for quad in parse(path=EXAMPLE, format=RdfFormat.TURTLE)]
    placed = [
        (IRIS.graph(_iri(triple)), line) for triple, line in zip(triples, to_lines(triples), strict=True)
    ]
    return RecordGraph(
        record_id=EXAMPLE_ID,
        graph=document,
        own=tuple(sorted({line for graph, line in placed if graph == document})),
        shared=tuple(sorted({(graph, line) for graph, line in placed if graph != document})),
    )


def _iri(triple: Triple) -> str:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value


def publish(data_dir: Path, *graphs: RecordGraph, withdraw: Iterable[str] = ()) -> int:
    """A new edition with these records in it, and without others."""
    with Editions(data_dir).stage() as staging:
        staging.put([entry(graph) for graph in graphs])
        for record_id in withdraw:
            staging.withdraw(record_id, "its publisher asked for it")
        number = staging.publish({})
    assert number is not None
    return number


def publish_all(data_dir: Path) -> int:
    """The whole catalogue, in two editions."""
    strange = [book(record_id) for record_id in STRANGE]
    publish(data_dir, worked_example(), book("payload", PAYLOAD), book(GONE), *strange)
    with Editions(data_dir).stage() as staging:
        staging.withdraw(GONE, "its publisher asked for it")
        staging.put([entry(book(WITHHELD), State.QUARANTINED)])
        number = staging.publish({})
    assert number is not None
    return number
