"""An edition to dump."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Triple

from ld.dumps import DumpPlan, write_delta, write_dumps
from ld.dumps.serializing import DUMP_FORMATS
from ld.editions import Edition, Editions
from tests.ld.dumps.describing import described
from tests.ld.editions.cards import BASE, bad, entry, graph, put

_MEMORY = Path("/dev/shm")

RECORDS = [
    graph("b/2", 'The "quoted"\ntitle \u2028 é', languages=[("ger", "German")]),
    graph("a", "First", recovered="2017"),
    graph("Z", "Last", serials=[("1234-5679", "Nature (London)")]),
    graph("é", "Nothing shared", serials=[], languages=[]),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder where syncing costs nothing, if there is one."""
    made = Path(tempfile.mkdtemp(prefix="ldpub-test-", dir=_MEMORY if _MEMORY.is_dir() else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def editions(folder: Path) -> Editions:
    editions = Editions(folder / "data")
    put(editions, *map(entry, RECORDS), entry(graph("gone")), bad("bad"))
    put(editions, withdraw=["gone"])
    return editions


@pytest.fixture
def edition(editions: Editions) -> Iterator[Edition]:
    with editions.open() as opened:
        yield opened


@pytest.fixture
def dumped(editions: Editions) -> Editions:
    """Two editions with their dump files."""
    for info in editions.list():
        with editions.open(info.number) as edition:
            write_dumps(edition, editions.dumps_folder(info.number))
    return editions


@pytest.fixture
def everything(editions: Editions) -> list[Triple]:
    """What is said of an edition with files of all kinds: parts of every format, and what has changed."""
    plan = DumpPlan(
        formats=tuple(DUMP_FORMATS), compression="zstd", part_size=2000, context=f"{BASE}/context/v1.jsonld"
    )
    with editions.open() as edition:
        write_dumps(edition, editions.dumps_folder(edition.number), plan)
        write_delta(edition, editions.dumps_folder(edition.number), plan=plan)
    return described(editions)


@pytest.fixture
def dcat(dumped: Editions) -> list[Triple]:
    """What is said of them."""
    return described(dumped)
