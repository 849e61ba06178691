"""Every source from bytes to triples beside its bare parser; and whether memory stays flat."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson
from lxml import etree
from pymarc import MARCReader
from table import show

from ld.iris import Iris
from ld.mapping import map_record
from ld.record import BibRecord
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.opening import open_sources
from ld.sources.reading import read
from ld.sources.registry import SOURCES

ROOT = Path(__file__).resolve().parents[2]
PAIRS = ROOT / "tests" / "data" / "pairs"
CORPORA = ROOT.parent / "shared" / "corpora"
BASE = "https://catalog.example.org"
ROUNDS = 3
OPTIONS = ParseOptions()


class Case(NamedTuple):
    """One source: what is read, and what the bare parser does with the same bytes."""

    name: str
    floor: str
    paths: Sequence[Path]
    parse: Callable[[bytes], object]
    aim: str


def cases() -> list[Case]:
    """The corpora where they are beside the project, else the records of the tests."""
    marc = [CORPORA / "loc-books" / "loc-books-sample.mrc"]
    marc8 = [CORPORA / "solrmarc" / "test" / "data" / "records" / "uva_001_2000.mrc"]
    marcxml = [CORPORA / "solrmarc" / "test" / "data" / "records" / "specTestRecs.xml"]
    pubmed = sorted((CORPORA / "pubmed-xml").glob("*.xml"))
    jats = sorted((CORPORA / "plos-jats").glob("*.gz"))
    return [
        Case("MARC 21, UTF-8", "pymarc", existing(marc, "marc/0*.mrc"), with_pymarc, "≤ 8×"),
        Case("MARC 21, MARC-8", "pymarc", existing(marc8, "marc/u*.mrc"), with_pymarc, "≤ 8×"),
        Case("MARCXML", "lxml", existing(marcxml, "marc/*.xml"), with_lxml, "≤ 8×"),
        Case("PubMed XML", "lxml", existing(pubmed, "pubmed/*.xml"), with_lxml, "≤ 5×"),
        Case("JATS", "lxml", existing(jats, "jats/*.gz"), with_lxml, "≤ 5×"),
        Case("OAI Dublin Core", "lxml", sorted(PAIRS.glob("oai_dc/*.xml")), with_lxml, "≤ 5×"),
        Case("VuFind", "orjson", [ROOT / "ld" / "samples" / "catalogue.ndjson"], with_orjson, ""),
    ]


def existing(paths: Sequence[Path], pattern: str) -> Sequence[Path]:
    return paths if paths and paths[0].exists() else sorted(PAIRS.glob(pattern))


def with_pymarc(data: bytes) -> object:
    return sum(record is not None for record in MARCReader(io.BytesIO(data), utf8_handling="replace"))


def with_lxml(data: bytes) -> object:
    return etree.fromstring(data, etree.XMLParser(recover=True))  # one hub has an address with a blank in it


def with_orjson(data: bytes) -> object:
    return [orjson.loads(line) for line in data.splitlines()]


def best(function: Callable[[], object]) -> float:
    """The least CPU time of a few rounds: what the work takes when nobody disturbs it."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def decompressed(paths: Sequence[Path]) -> list[bytes]:
    return [opened.stream.read() for opened in open_sources([str(path) for path in paths])]


def records_of(paths: Sequence[Path]) -> list[SourceRecord]:
    return [item for item in read([str(path) for path in paths]) if isinstance(item, SourceRecord)]


def parsed(records: Sequence[SourceRecord]) -> list[BibRecord]:
    found = (SOURCES[record.format].parse(record, OPTIONS).record for record in records if not record.deleted)
    return [record for record in found if record]


def row(case: Case) -> tuple[str, ...]:
    data, iris = decompressed(case.paths), Iris(BASE)
    floor = best(lambda: [case.parse(one) for one in data])
    unpacking = best(lambda: decompressed(case.paths))
    reading = max(best(lambda: records_of(case.paths)) - unpacking, 0)
    raw = records_of(case.paths)
    parsing = best(lambda: parsed(raw))
    books = parsed(raw)
    mapping = best(lambda: [map_record(book, iris) for book in books])
    triples = sum(len(map_record(book, iris)) for book in books)
    whole = reading + parsing + mapping
    return (
        case.name,
        f"{len(raw):,}",
        f"{triples / max(len(books), 1):.0f}",
        f"{len(raw) / floor:,.0f} ({case.floor})",
        f"{len(raw) / whole:,.0f}",
        f"{whole / floor:.1f}×",
        case.aim,
        *(f"{part / whole:.0%}" for part in (reading, parsing, mapping)),
    )


def run() -> None:
    """Print the tables."""
    show(
        "Sources, bytes to triples (records/CPU-s)",
        ("", "records", "triples each", "parser alone", "ldpub", "ratio", "aim", "read", "parse", "map"),
        [row(case) for case in cases()],
    )
    memory()


def memory() -> None:
    """Peak memory of a process that reads and maps a stream, up to a hundred times longer."""
    data = b"".join(decompressed(existing([CORPORA / "loc-books" / "loc-books-sample.mrc"], "marc/0*.mrc")))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for wanted in (1_000, 10_000, 100_000):
            path = Path(folder) / f"{wanted}.mrc"
            path.write_bytes(b"".join(repeated(data, wanted)))
            command = [sys.executable, __file__, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            rows.append(
                (f"{int(done[0]):,} records", f"{path.stat().st_size >> 20} MiB", f"{int(done[1]) >> 10} MiB")
            )
    show("Peak memory, MARC 21 to triples, streamed", ("", "file", "peak"), rows)


def repeated(data: bytes, wanted: int) -> Iterator[bytes]:
    """As many records, the same ones over and over."""
    records = [record + b"\x1d" for record in data.split(b"\x1d") if len(record) > 24]
    for n in range(wanted):
        yield records[n % len(records)]


def stream(path: str) -> None:
    """Read and map a file, keeping nothing; print how many records and the peak in kibibytes."""
    iris, n = Iris(BASE), 0
    for item in read([path]):
        if isinstance(item, SourceRecord):
            record = SOURCES[item.format].parse(item, OPTIONS).record
            n += record is not None and bool(map_record(record, iris))
    # Not ru_maxrss, which begins with that of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(n, next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


if __name__ == "__main__":
    stream(sys.argv[1]) if len(sys.argv) > 1 else run()
