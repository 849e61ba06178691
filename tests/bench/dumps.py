"""Dump files: what each format takes, beside reading the store alone and beside ``oxigraph dump`` of the same store.

Usage: ``python tests/bench/dumps.py [DATA_DIR]``, else of the bundled samples, many times over under other ids.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from mapping import sources
from table import show

from ld.config import Settings
from ld.conversion import converter
from ld.dumps import DumpPlan, write_dumps
from ld.dumps.portions import portions
from ld.dumps.serializing import DUMP_FORMATS
from ld.editions import Edition, Editions
from ld.pipeline import ingest
from ld.sources.base import SourceRecord
from shapes import validator

BASE = "https://catalog.example.org"
CONTEXT = f"{BASE}/context/v1.jsonld"
PEER = Path(os.environ.get("PEERS", ".venv-peers/bin/python")).parent / "oxigraph"
COPIES = 10


def run() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(sys.argv[1]) if sys.argv[1:] else _published(Path(folder))
        with Editions(data).open() as edition:
            _tables(edition, Path(folder), data)


def _tables(edition: Edition, folder: Path, data: Path) -> None:
    records, quads = edition.info.records["published"], edition.info.quads
    reading = _timed(lambda: deque(portions(edition), maxlen=0))
    rows = [_row("reading the store alone", reading, records, quads, 0, 0, reading)]
    for extension, row in DUMP_FORMATS.items():
        for compression in ("gzip", "zstd"):
            plan = DumpPlan(formats=(extension,), compression=compression, context=CONTEXT)
            target = folder / f"{extension}-{compression}"
            took = _timed(lambda target=target, plan=plan: write_dumps(edition, target, plan))
            size = sum(path.stat().st_size for path in target.glob("dataset*"))
            serializing = _serializing(edition, row.serialize)
            rows.append(_row(f"{row.label}, {compression}", took, records, quads, size, serializing, reading))
    every = DumpPlan(formats=tuple(DUMP_FORMATS), context=CONTEXT)
    took = _timed(lambda: write_dumps(edition, folder / "every", every))
    rows.append(_row("all five, gzip", took, records, quads, 0, 0, reading))
    if PEER.exists():
        rows.append(
            _row("oxigraph dump, not compressed", _peer(data, edition, folder), records, quads, 0, 0, reading)
        )
    title = f"Dump files of {records:,} records, {quads:,} statements"
    header = ("", "seconds", "records/s", "statements/s", "MB", "of it writing text", "times reading")
    show(title, header, rows)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB")


def _row(
    name: str, took: float, records: int, quads: int, size: int, serializing: float, reading: float
) -> tuple[str, ...]:
    share = f"{serializing / took:.0%}" if serializing else ""
    megabytes = f"{size / 1e6:,.1f}" if size else ""
    return (
        name,
        f"{took:.1f}",
        f"{records / took:,.0f}",
        f"{quads / took:,.0f}",
        megabytes,
        share,
        f"{took / reading:.2f}",
    )


def _timed(function: Callable[[], object]) -> float:
    """CPU seconds: others may be using the machine."""
    start = time.process_time()
    function()
    return time.process_time() - start


def _serializing(edition: Edition, serialize: Callable[..., bytes]) -> float:
    took = 0.0
    for portion in portions(edition):
        start = time.process_time()
        serialize(portion, CONTEXT)
        took += time.process_time() - start
    return took


def _peer(data: Path, edition: Edition, folder: Path) -> float:
    """The server of the engine, on a copy: it opens stores for writing."""
    store = folder / "peer"
    shutil.copytree(data / "editions" / f"{edition.number:06d}" / "graph", store)
    command = [str(PEER), "dump", "--location", str(store), "--file", str(folder / "peer.nq")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _published(folder: Path) -> Path:
    settings = Settings(base_url=BASE)
    ingest(_copies(), Editions(folder / "data"), converter(settings, validator(base_url=BASE)))
    return folder / "data"


def _copies() -> Iterator[SourceRecord]:
    for copy in range(COPIES):
        for source in sources(1):
            identified = source.raw.replace(b'"id": "', b'"id": "%d-' % copy, 1)
            yield SourceRecord(
                f"{copy}-{source.id}", source.origin, identified, source.media_type, source.format
            )


if __name__ == "__main__":
    run()
