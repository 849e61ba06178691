"""A server over a small catalogue, for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from ld.config import Settings
from ld.dumps import write_delta, write_dumps
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, DELTA_PLAN, publish_all
from tests.http.serving import Running, free_port, serving

LONG_FILE = 32_000_000


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data_dir = tmp_path_factory.mktemp("served")
    publish_all(data_dir)
    editions = Editions(data_dir)
    with editions.open() as edition:
        write_dumps(edition, editions.dumps_folder(edition.number))
        write_delta(edition, editions.dumps_folder(edition.number), plan=DELTA_PLAN)
    _long_file(editions.dumps_folder(1))
    return Settings(base_url=BASE, data_dir=data_dir, title="Served", port=free_port())


def _long_file(folder: Path) -> None:
    """A dump of the first edition that is longer than all the buffers between a server and a client that does not read."""
    folder.mkdir(parents=True)
    (folder / "dataset.nt.gz").write_bytes(bytes(LONG_FILE))
    file = {
        "name": "dataset.nt.gz",
        "format": "nt",
        "media_type": "application/n-triples",
        "quads": 0,
        "size": LONG_FILE,
        "sha256": "0" * 64,
    }
    (folder / "dumps.json").write_bytes(orjson.dumps({"files": [file]}))


@pytest.fixture(scope="session")
def server(site: Settings) -> Iterator[Running]:
    with serving(site) as running:
        yield running


@pytest.fixture
def own_port(site: Settings) -> Settings:
    """The same site on another port, for a test that does things to its server."""
    return replace(site, port=free_port())
