"""Ingest at scale: from ten thousand to a million records, beside the engine's own loader, other ways, and updates; in one run.

Usage: ``python tests/bench/scale.py [SIZES…]``, in records; without them 10,000, 100,000, 250,000 and a million, which take hours and
about 55 GB of disk. `BENCH_DATA` is the folder of big files, `BENCH_BOOKS` the file of the 250,000 records, if it is at hand, `PEERS` the Python of
the peers' environment, `OXRDFLIB` a folder with oxrdflib; what is absent is left out, and it says so.

What is counted: the whole command ``ldpub ingest`` with its default settings, from the start of Python until it has ended: reading, mapping,
validation with the shapes of core and vocabulary, loading, the register with its full-text index, publishing, everything synced to disk. What is not: dump
files, and the shapes that wait until after publishing. The floor is ``oxigraph load`` of the very same statements, one file of N-Quads that is not compressed;
it reads no source, validates nothing beyond syntax, and keeps no register. ``oxigraph optimize`` is given beside it.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import besides
import updates
from books import SIZE, books, folder, sample
from commands import ldpub, sizes
from pyoxigraph import Store
from table import show
from watched import MAIN, WORKER, Watched, on_disk, watch

SIZES = (10_000, 100_000, SIZE, 1_000_000)
OXIGRAPH = Path(os.environ.get("PEERS", ".venv-peers/bin/python")).absolute().parent / "oxigraph"
_ROOM = 55_000  # bytes of disk that a record takes at most at a time: an edition in the making, or statements and the store that they go into
AIMS = "aims: records/s and peak memory within 20 % from the second size to the last; at most 2 × oxigraph load by the clock"


@dataclass(frozen=True, slots=True)
class Floor:
    """The engine's loader on the statements of a build; bytes of its store before and after it was optimized."""

    load: Watched
    optimize: Watched
    loaded: int
    optimized: int


@dataclass(frozen=True, slots=True)
class Built:
    """A full build.

    Attributes:
        records: that were read.
        quads: of the edition.
        shared: documents of the edition that are not records: what these share.
        run: the whole command.
        sizes: bytes on disk of graph, register and packs.
        floor: None if oxigraph is not there.
    """

    records: int
    quads: int
    shared: int
    run: Watched
    sizes: Sequence[int]
    floor: Floor | None


def run(wanted: Sequence[int]) -> None:
    """Print the tables."""
    source = books()
    if source is None:
        return
    _say_what_is_there()
    updated = max((size for size in wanted if size <= SIZE), default=0)
    built: list[Built] = []
    with _working() as own:
        for size in sorted(wanted):
            if not _room(size):
                continue
            path = sample(source, size)
            built.append(_build(path, own, update=size == updated))
            _show(built)
        besides.run(source, own)


@contextmanager
def _working() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="scale-", dir=folder()) as name:
        yield Path(name)


def _say_what_is_there() -> None:
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, big files in {folder()}")
    if not OXIGRAPH.is_file():
        print("oxigraph is not in the peers' environment: there is no floor to compare with")


def _room(size: int) -> bool:
    free = shutil.disk_usage(folder()).free
    if free < size * _ROOM:
        print(
            f"\n{size:,} records are left out: they want {size * _ROOM / 1e9:,.0f} GB, {free / 1e9:,.0f} are free"
        )
    return free >= size * _ROOM


def _build(source: Path, own: Path, *, update: bool) -> Built:
    """Build, then let the loader have what came of it; never is more on disk than one edition and one in the making, or one store."""
    data, dump = own / "data", own / "dump"
    done = ldpub(data, "ingest", str(source), "--json")
    report, sized = json.loads(done.output), tuple(sizes(data))
    dumped = ldpub(data, "dump", str(dump), "--to", "nq", "--compress", "gzip", "--json").output
    files = json.loads(dumped)["files"]
    assert sum(file["statements"] for file in files) == report["quads"], files
    if update:
        updates.run(source, own, data, report["read"], done)
    shutil.rmtree(data)
    floor = _floor(dump, own, report["quads"]) if OXIGRAPH.is_file() else None
    shutil.rmtree(dump)
    shared = max(file["documents"] for file in files) - report["published"]
    return Built(report["read"], report["quads"], shared, done, sized, floor)


def _floor(dump: Path, own: Path, quads: int) -> Floor:
    statements, store = own / "statements.nq", own / "store"
    with statements.open("wb") as file:
        for part in sorted(dump.glob("dataset*.nq.gz")):
            with gzip.open(part) as stream:
                shutil.copyfileobj(stream, file, 1 << 20)
    where, environment = ["--location", str(store)], dict(os.environ)
    load = watch([str(OXIGRAPH), "load", *where, "--file", str(statements)], environment, own)
    statements.unlink()
    loaded = on_disk(store)
    optimize = watch([str(OXIGRAPH), "optimize", *where], environment, own)
    floor = Floor(load, optimize, loaded, on_disk(store))
    assert len(Store.read_only(str(store))) == quads  # all of them, and none twice
    shutil.rmtree(store)
    return floor


def _show(built: Sequence[Built]) -> None:
    base = built[min(1, len(built) - 1)]
    show(
        "Ingest, the whole command",
        (
            "records", "shared things", "quads", "seconds", "CPU s", "CPU ms a record", "taking in", "settling", "after", "records/s", "× second size", "quads/s",
        ),
        [_time(row, base) for row in built],
    )  # fmt: skip
    show(
        "Peak memory, MB of each process, and disk, MB",
        (
            "records", "main", "× second size", "of it its own", "a worker", "workers", "together (PSS)", "graph", "register", "packs", "kB a record", "in the making",
        ),
        [_space(row, base) for row in built],
    )  # fmt: skip
    floors = [_beside(row, row.floor) for row in built if row.floor is not None]
    if floors:
        show(
            "oxigraph load of the same statements, the floor",
            (
                "records", "load, s", "CPU s", "optimize, s", "CPU s", "peak MB", "store MB", "optimized", "ours, × load", "× both", "CPU, × load",
            ),
            floors,
        )  # fmt: skip
    print(AIMS)


def _time(row: Built, base: Built) -> tuple[str, ...]:
    """A row of the table of time.

    Taking in lasts until the processes that convert are let go, the start included; settling, until the edition is served: what records share, the
    indexes, syncing; after it come what the command does with the edition, and its end. Within a fifth of a second.
    """
    run, rate = row.run, row.records / row.run.seconds
    return (
        f"{row.records:,}", f"{row.shared:,}", f"{row.quads:,}", f"{run.seconds:,.1f}", f"{run.processor_seconds:,.1f}",
        f"{run.processor_seconds / row.records * 1e3:.2f}", _seconds(run.workers_gone),
        _seconds(run.appeared - run.workers_gone if run.workers else 0), _seconds(run.seconds - run.appeared), f"{rate:,.0f}",
        f"{rate / (base.records / base.run.seconds):.2f}", f"{row.quads / run.seconds:,.0f}",
    )  # fmt: skip


def _space(row: Built, base: Built) -> tuple[str, ...]:
    peaks, main = row.run.peaks, row.run.peaks[MAIN]
    return (
        f"{row.records:,}", _mb(main), f"{main / base.run.peaks[MAIN]:.2f}", _mb(row.run.own), _mb(peaks.get(WORKER, 0)), str(row.run.workers),
        _mb(row.run.together), *map(_mb, row.sizes), f"{sum(row.sizes) / row.records / 1e3:.1f}", _mb(row.run.disk),
    )  # fmt: skip


def _beside(row: Built, floor: Floor) -> tuple[str, ...]:
    load, optimize, ours = floor.load, floor.optimize, row.run
    return (
        f"{row.records:,}", f"{load.seconds:,.1f}", f"{load.processor_seconds:,.1f}", f"{optimize.seconds:,.1f}",
        f"{optimize.processor_seconds:,.1f}", _mb(load.peaks.get(MAIN, 0)), _mb(floor.loaded), _mb(floor.optimized),
        f"{ours.seconds / load.seconds:.2f}", f"{ours.seconds / (load.seconds + optimize.seconds):.2f}",
        f"{ours.processor_seconds / load.processor_seconds:.2f}",
    )  # fmt: skip


def _seconds(seconds: float) -> str:
    """Nothing where it was not seen: one chunk needs no other processes."""
    return f"{seconds:,.1f}" if seconds else ""


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f}"


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # what is measured is told at once, also to a file
    run([int(size.replace(",", "").replace("_", "")) for size in sys.argv[1:]] or SIZES)
