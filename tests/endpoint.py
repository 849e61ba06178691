"""Our endpoint as an engine that a conformance program can drive: every dataset an edition, every query a request.

The program calls ``reset``, ``add`` and ``query`` of :class:`Engine`. What it wants in the default graph goes into a named one,
which the request then makes the default graph: so the dataset parameters of the protocol are tested too.
"""

from __future__ import annotations

import re
import select
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from weakref import finalize

from flask.testing import FlaskClient
from pyoxigraph import (
    Dataset,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from flask_app import create_app
from ld.config import Settings
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, publish_all

DEFAULT = "urn:x-test:default"
_SECONDS = 20
_FROM = re.compile(r"(?i)\bFROM\s")
Solutions = tuple[list[str], list[dict[str, object]]]


class Engine:
    """A site of its own, with the service that answers queries."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="ldpub-test-"))
        self._data = folder / "data"
        publish_all(self._data)
        app = create_app(Settings(base_url=BASE, data_dir=self._data, sparql_log="off", sparql_timeout=15.0))
        self._desk = app.extensions["ldpub"].desk
        self._client: FlaskClient = app.test_client()
        self._closing = finalize(self, _close, self._desk, folder)
        self._number = Editions(self._data).current_number() or 0
        self._quads: list[Quad] = []
        self._written: list[Quad] | None = None

    def reset(self) -> None:
        """Forget all data."""
        self._quads = []

    def add(self, quads: Iterable[Quad]) -> None:
        """More data, of the default graph or of named ones."""
        self._quads += quads

    def query(self, text: str, base: str) -> bool | Solutions | Dataset:
        """What a query gives: an answer, solutions with their names, or a graph.

        Raises:
            SyntaxError: it is refused as malformed.
        """
        self._publish()
        based = text if re.search(r"(?im)^\s*BASE\s*<", text) else f"BASE <{base}>\n{text}"
        response = self._client.post(
            "/sparql",
            query_string=None if _FROM.search(text) else self._dataset(),
            data=based.encode(),
            content_type="application/sparql-query",
            headers={"Accept": "application/sparql-results+json, application/n-triples;q=0.9"},
        )
        if response.status_code >= 400:
            said = f"{response.status_code} {response.json['detail'][:300]}"
            malformed = response.status_code == 400 and response.json.get("reason") != "not-supported"
            raise SyntaxError(said) if malformed else RuntimeError(said)
        if response.mimetype == "application/n-triples":
            return _dataset_of(response.data)
        results = parse_query_results(response.data, QueryResultsFormat.JSON)
        if isinstance(results, QueryBoolean):
            return bool(results)
        names = [variable.value for variable in results.variables]
        return names, [{name: row[name] for name in names if row[name] is not None} for row in results]

    def _dataset(self) -> list[tuple[str, str]]:
        named = {quad.graph_name.value for quad in self._quads if isinstance(quad.graph_name, NamedNode)}
        return [("default-graph-uri", DEFAULT), *(("named-graph-uri", name) for name in sorted(named))]

    def _publish(self) -> None:
        """Make the data an edition, and wait until queries are answered from it."""
        if self._quads == self._written:
            return
        self._number += 1
        folder = self._data / "editions" / f"{self._number:06d}" / "graph"
        folder.mkdir(parents=True)
        store = Store(str(folder))
        store.extend(_named(quad) for quad in self._quads)
        store.flush()
        del store
        new = self._data / "current.new"
        new.symlink_to(f"editions/{self._number:06d}")
        new.replace(self._data / "current")
        self._wait()
        self._written = list(self._quads)

    def _wait(self) -> None:
        end = monotonic() + _SECONDS
        while self._desk.state()["edition"] != self._number:
            assert monotonic() < end
            select.select([], [], [], 0.002)


def _named(quad: Quad) -> Quad:
    if not isinstance(quad.graph_name, DefaultGraph):
        return quad
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(DEFAULT))


def _dataset_of(ntriples: bytes) -> Dataset:

    return Dataset(parse(ntriples, format=RdfFormat.N_TRIPLES))


def _close(desk: object, folder: Path) -> None:
    desk.close()
    shutil.rmtree(folder, ignore_errors=True)
