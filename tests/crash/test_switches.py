"""Editions that come and go while many clients read: no error, and every answer is of one edition."""

from __future__ import annotations

import select
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import monotonic

import orjson
import pytest

from ld.config import Settings
from ld.conversion import converter
from ld.dumps import write_dumps
from ld.editions import Editions
from ld.pipeline import ingest
from ld.sources.reading import read
from shapes.site import SiteShapes
from tests.crash.catalogue import BASE, Sources, write_sources
from tests.crash.readers import History, Watch, reading
from tests.crash.states import State, probes, read_state
from tests.http.serving import free_port, serving

pytestmark = pytest.mark.server
CLIENTS = 16
READS = 25  # answers after each switch, before the next


def ingested(settings: Settings, *files: Path) -> None:
    """An edition of these files."""
    make = converter(settings, SiteShapes(settings).at_ingest())
    report = ingest(read([str(file) for file in files]), Editions(settings.data_dir), make)
    assert report.edition is not None


def described(settings: Settings, name: str) -> State:
    """The edition being served, by the dump that is published with it."""
    editions = Editions(settings.data_dir)
    with editions.open() as edition:
        write_dumps(edition, editions.dumps_folder(edition.number))
        return read_state(name, editions.dumps_folder(edition.number))


def three(settings: Settings, sources: Sources) -> Sequence[State]:
    """Three editions and what they hold."""
    found = []
    for file in (sources.first, sources.second, sources.third):
        ingested(settings, file)
        found.append(described(settings, file.stem))
    return found


@pytest.mark.parametrize(
    ("switches", "size"), [(50, 48), pytest.param(80, 480, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_switching_under_load(tmp_path: Path, switches: int, size: int) -> None:
    """Three editions in turn, forward and back, as fast as sixteen clients have seen something of each."""
    settings = Settings(base_url=BASE, data_dir=tmp_path / "data", port=free_port(), sparql_log="off")
    sources = write_sources(tmp_path, size)
    states = three(settings, sources)
    watch = Watch(History(states[-1], states), probes(sources.watched))
    editions = Editions(settings.data_dir)
    with (
        serving(settings, tmp_path / "log") as server,
        reading(server.port, watch, clients=CLIENTS, pace=0.02),
    ):
        server.workers(2)
        for number in islice(cycle((1, 2, 3, 2)), switches):
            watch.history.begin(states[number - 1])
            editions.rollback(number)
            watch.history.acknowledge()
            _let_read(watch)
    assert watch.faults == []
    assert watch.reads >= switches * READS
    assert editions.current_number() == [1, 2, 3, 2][(switches - 1) % 4]


def _let_read(watch: Watch) -> None:
    end, enough = monotonic() + 60, watch.reads + READS
    while watch.reads < enough and not watch.faults:
        assert monotonic() < end, "nobody reads"
        select.select([], [], [], 0.005)


@pytest.mark.long
def test_tiny_updates_under_load(tmp_path: Path) -> None:
    """Fifty new editions, each with one record changed, of which two are kept; another folder is always one ahead, to know what will be served."""
    settings = Settings(base_url=BASE, data_dir=tmp_path / "data", port=free_port(), sparql_log="off")
    ahead = replace(settings, data_dir=tmp_path / "ahead")
    sources = write_sources(tmp_path, 480)
    for one in (settings, ahead):
        ingested(one, sources.first)
    watch = Watch(History(described(settings, "edition 1")), probes(sources.watched))
    editions = Editions(settings.data_dir)
    with (
        serving(settings, tmp_path / "log") as server,
        reading(server.port, watch, clients=CLIENTS, pace=0.02),
    ):
        for number in range(2, 52):
            update = _update(tmp_path / "update.ndjson", sources.first, number)
            ingested(ahead, update)
            watch.history.begin(described(ahead, f"edition {number}"))
            ingested(settings, update)
            watch.history.acknowledge()
            editions.prune(2)
            _let_read(watch)
    assert watch.faults == []


def _update(path: Path, source: Path, number: int) -> Path:
    """The first record of a source, in another version."""
    document = orjson.loads(source.read_bytes().splitlines()[0])
    path.write_bytes(orjson.dumps(document | {"title": f"Version {number}: {document['title']}"}))
    return path
