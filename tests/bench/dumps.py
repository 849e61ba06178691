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
from ld.dumps.compressing import COMPRESSIONS
from ld.dumps.portions import Portion, read_portion, references
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
            _tables(edition, Path(folder))


def _tables(edition: Edition, folder: Path) -> None:
    records, quads = edition.info.records["published"], edition.info.quads
    reading = _timed(lambda: deque(_portions(edition), maxlen=0))
    rows = [_row("reading the store alone", reading, edition, 0, reading)]
    texts = _making(edition)
    for extension, row in DUMP_FORMATS.items():
        for compression in COMPRESSIONS:
            plan = DumpPlan(formats=(extension,), compression=compression, context=CONTEXT, workers=1)
            rows.append(
                _dump(f"{row.label}, {compression}", edition, plan, folder, reading, texts[extension])
            )
    every = DumpPlan(formats=tuple(DUMP_FORMATS), context=CONTEXT, workers=1)
    rows.append(_dump("all five, gzip", edition, every, folder, reading))
    if PEER.exists():
        rows.append(_row("oxigraph dump, not compressed", _peer(edition, folder), edition, 0, reading))
    header = (
        "one process",
        "CPU seconds",
        "records/s",
        "statements/s",
        "MB",
        "MB/s",
        "of it making text",
        "times reading",
    )
    show(f"Dump files of {records:,} records, {quads:,} statements", header, rows)
    _processes(edition, folder)
    print(
        f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB, "
        f"of a process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000:,.0f} MB"
    )


def _processes(edition: Edition, folder: Path) -> None:
    """By the clock, so others that use the machine count."""
    rows = []
    for formats in (("nq",), tuple(DUMP_FORMATS)):
        for workers in (1, 2):
            start = time.perf_counter()
            write_dumps(
                edition, folder / "clock", DumpPlan(formats=formats, context=CONTEXT, workers=workers)
            )
            took = time.perf_counter() - start
            rows.append(
                (
                    ", ".join(formats),
                    workers,
                    f"{took:.1f}",
                    f"{edition.info.records['published'] / took:,.0f}",
                )
            )
    show("By the clock", ("", "processes", "seconds", "records/s"), rows)


def _portions(edition: Edition) -> Iterator[Portion]:
    return (read_portion(edition, reference) for reference in references(edition))


def _dump(
    name: str, edition: Edition, plan: DumpPlan, folder: Path, reading: float, text: float = 0
) -> tuple[str, ...]:
    target = folder / name
    took = _timed(lambda: write_dumps(edition, target, plan))
    size = sum(path.stat().st_size for path in target.glob("dataset*"))
    shutil.rmtree(target)
    return _row(name, took, edition, size, reading, text)


def _row(
    name: str, took: float, edition: Edition, size: int, reading: float, text: float = 0
) -> tuple[str, ...]:
    return (
        name,
        f"{took:.1f}",
        f"{edition.info.records['published'] / took:,.0f}",
        f"{edition.info.quads / took:,.0f}",
        f"{size / 1e6:,.1f}" if size else "",
        f"{size / 1e6 / took:,.1f}" if size else "",
        f"{text / took:.0%}" if text else "",
        f"{took / reading:.2f}",
    )


def _timed(function: Callable[[], object]) -> float:
    """CPU seconds: others may be using the machine."""
    start = time.process_time()
    function()
    return time.process_time() - start


def _making(edition: Edition) -> dict[str, float]:
    """Seconds that the text of each format takes alone."""
    took = dict.fromkeys(DUMP_FORMATS, 0.0)
    for portion in _portions(edition):
        for extension, row in DUMP_FORMATS.items():
            took[extension] += _timed(lambda row=row, portion=portion: row.serialize(portion, CONTEXT))
            vars(portion).pop("quads", None)  # each format reads the terms for itself here, as it does alone
    return took


def _peer(edition: Edition, folder: Path) -> float:
    """The server of the engine, on a copy: it opens stores for writing."""
    store = folder / "peer"
    shutil.copytree(edition.folder / "graph", store)
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
