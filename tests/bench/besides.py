"""Other ways from records to statements beside a whole ingest, on the same records in one run.

Each program is started and watched like ours. The plain way is the whole of it: read, map, validate, store. maplib and morph-kgc begin with tables of the fields that they can do,
which are made for them beforehand and not counted, nor is their start; they validate nothing and store nothing.
`BENCH_PLAIN` and `BENCH_TABLES` say how many records these get; 0 leaves them out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import marc_tables
from books import sample
from commands import environment, ldpub
from table import show
from watched import Watched, watch

HERE = Path(__file__).resolve().parent
PLAIN, TABLES = int(os.environ.get("BENCH_PLAIN", "2000")), int(os.environ.get("BENCH_TABLES", "10000"))
PEERS = Path(os.environ.get("PEERS", ".venv-peers/bin/python")).absolute()
OXRDFLIB = Path(os.environ.get("OXRDFLIB", ".peers/oxrdflib")).absolute()


class Way(NamedTuple):
    """What a way has made, in which time."""

    name: str
    triples: int
    seconds: float
    processor_seconds: float


def run(source: Path, own: Path) -> None:
    """Print the tables.

    Args:
        source: of the books.
        own: a folder to work in.
    """
    if PLAIN:
        _plain(sample(source, PLAIN), own)
    if TABLES:
        _tables(sample(source, TABLES), own)


def _plain(path: Path, own: Path) -> None:
    if not (OXRDFLIB / "oxrdflib").is_dir():
        print("\noxrdflib is not installed (OXRDFLIB): nothing to compare the plain way with")
        return
    ours, report = _ours("ldpub ingest", path, own)
    ways = [ours]
    for mode, name in (
        ("", "the plain way, main fields"),
        ("rules", "the plain way, ldpub's rules into rdflib"),
    ):
        way, parts = _plain_way(path, own, mode, name)
        ways.append(way)
        print(f"{name}, seconds of its parts: {parts}")
    _show(
        f"The plain way, {report['read']:,} records: pymarc, rdflib, pyshacl, oxrdflib (aim: 15 ×)", int(report["read"]), ways
    )  # fmt: skip


def _plain_way(path: Path, own: Path, mode: str, name: str) -> tuple[Way, str]:
    store = own / "plain-store"
    command = [sys.executable, str(HERE / "plain_way.py"), str(path), str(store), *([mode] if mode else [])]
    done = watch(command, {**environment(), "OXRDFLIB": str(OXRDFLIB)}, own)
    made = json.loads(done.output)
    shutil.rmtree(store)
    parts = ", ".join(f"{part} {seconds:,.1f}" for part, seconds in made["seconds"].items())
    return _way(name, made["triples"], done), f"{parts}; {made['invalid']} records do not conform"


def _tables(path: Path, own: Path) -> None:
    folder = own / "tables"
    folder.mkdir()
    count = marc_tables.write(path, folder)
    ways = [_ours("ldpub ingest", path, own)[0], _conversion(path, own), *_maplib(folder), *_morph(folder)]
    shutil.rmtree(folder)
    _show(
        f"Tools that begin with tables, {count:,} records, {len(marc_tables.TABLES)} tables (aim: 2 × the faster)",
        count,
        ways,
    )


def _ours(name: str, path: Path, own: Path) -> tuple[Way, Mapping[str, object]]:
    data = own / "beside"
    done = ldpub(data, "ingest", str(path), "--json")
    report = json.loads(done.output)
    shutil.rmtree(data)
    return _way(name, report["quads"], done), report


def _conversion(path: Path, own: Path) -> Way:
    """Read, mapped, validated and written as N-Quads by one process; what records share is written with each of them."""
    target = own / "converted.nq"
    done = ldpub(own / "unused", "convert", str(path), "--output", str(target))
    with target.open("rb") as file:
        statements = sum(1 for _ in file)
    target.unlink()
    return _way("ldpub convert, one process, nothing stored", statements, done)


def _maplib(folder: Path) -> Sequence[Way]:
    if not _installed("maplib"):
        return []
    size, *figures = map(float, _peer("maplib_way.py", folder))
    name = f"maplib {_version('maplib')}"
    return [
        Way(f"{name}, mapping alone", int(size), *figures[:2]),
        Way(f"{name}, and N-Triples written", int(size), *figures[2:]),
    ]


def _morph(folder: Path) -> Sequence[Way]:
    if not _installed("morph-kgc"):
        return []
    size, *figures = map(float, _peer("morph_way.py", folder / "morph.ini"))
    return [Way(f"morph-kgc {_version('morph-kgc')}, a set of N-Triples", int(size), *figures)]


def _peer(program: str, argument: Path) -> list[str]:
    """What a program of the peers' environment says on its last line."""
    command = [str(PEERS), str(HERE / program), str(argument)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1].split()


def _installed(package: str) -> bool:
    there = bool(_version(package))
    if not there:
        print(f"\n{package} is not in the peers' environment: it is left out")
    return there


def _version(package: str) -> str:
    """Its version; "" if it is not installed."""
    if not PEERS.is_file():
        return ""
    program = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run(
        [str(PEERS), "-c", program], capture_output=True, text=True, check=False
    ).stdout.strip()


def _way(name: str, triples: int, done: Watched) -> Way:
    return Way(name, triples, done.seconds, done.processor_seconds)


def _show(title: str, records: int, ways: Sequence[Way]) -> None:
    """Ratios are of ours, the first, to each: of records, and of statements, by the clock and by processor time."""
    ours = ways[0]
    rows = [
        (
            way.name, f"{way.triples:,}", f"{way.seconds:,.1f}", f"{way.processor_seconds:,.1f}", f"{records / way.seconds:,.0f}",
            f"{way.triples / way.seconds:,.0f}", f"{way.triples / way.processor_seconds:,.0f}",
            f"{way.seconds / ours.seconds:.2f}", f"{way.processor_seconds / ours.processor_seconds:.2f}",
            f"{(ours.triples / ours.seconds) / (way.triples / way.seconds):.2f}",
        )
        for way in ways
    ]  # fmt: skip
    show(
        title,
        (
            "", "statements", "seconds", "CPU s", "records/s", "statements/s", "a CPU s", "seconds, × ours", "CPU, × ours", "ours, × its statements/s",
        ),
        rows,
    )  # fmt: skip


__all__ = ["run"]
