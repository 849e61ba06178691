"""Queries over 100,000 records: our endpoint beside the bare engine in process, its own server, and rdflib-endpoint; one run, the same data.

Rounds are interleaved. `BENCH_RECORDS` says how many records; `BENCH_DATA` names a data folder that holds them already, published under
`BENCH_BASE`. rdflib keeps everything in memory and needs minutes for one join, so it gets a tenth of the records, and so does ours beside it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

import sites
from load import Ask, load
from multiplied import multiply
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store
from query_mix import QUERIES, Query
from table import show

from ld.config import Settings
from ld.query_service import Job, QueryClient, RunningService

CORPUS = sites.ROOT.parent / "shared" / "corpora" / "loc-books" / "loc-books-sample.mrc"
RECORDS = int(os.environ.get("BENCH_RECORDS", "100000"))
PEERS = Path(os.environ.get("PEERS", ".venv-peers/bin/python")).absolute()
ROUNDS = 5
PATIENCE = 120.0
RDFLIB_PATIENCE = 60.0  # seconds; what takes longer is shown as inf
LOOKUPS, CONNECTIONS = 1_000, 16
AIMS = (
    "aims: at most 1.15 × the bare engine above 50 ms; lookups at most 0.5 ms more (service); 0.7 of oxigraph serve's lookups a second; "
    "20 × rdflib-endpoint on joins"
)
Answerer = Callable[[str, bool], int]
"""Answers a query (and whether it makes a graph); bytes of the answer."""


def run() -> None:
    """Print the tables."""
    if not CORPUS.is_file():
        print("\n## Queries: the corpus is not beside the project")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data, base = _published(folder, RECORDS)
        _compare(folder, data, base)
        small, small_base = _published(folder / "small", RECORDS // 10, given=False)
        _compare_with_rdflib(folder, small, small_base)


def _published(folder: Path, records: int, *, given: bool = True) -> tuple[Path, str]:
    """A data folder with so many records, and the address under which they are published."""
    if given and "BENCH_DATA" in os.environ:
        return Path(os.environ["BENCH_DATA"]).absolute(), os.environ["BENCH_BASE"]
    folder.mkdir(exist_ok=True)
    base = "http://127.0.0.1:8099"
    multiply(CORPUS, folder / "records.mrc", records)
    environment = {**os.environ, "LDPUB_BASE_URL": base, "LDPUB_DUMPS": "manual", "LDPUB_SHAPES_AFTER": ""}
    command = [sys.executable, "-m", "flask_app.cli", "--set", f"data_dir={folder / 'data'}", "ingest"]
    subprocess.run(
        [*command, str(folder / "records.mrc")],
        env=environment,
        cwd=sites.ROOT,
        check=True,
        capture_output=True,
    )
    return folder / "data", base


def _compare(folder: Path, data: Path, base: str) -> None:
    with ExitStack() as stack:
        port, peer = sites.free_port(), _oxigraph()
        systems: dict[str, Answerer] = {"bare engine": _bare(data)}
        systems["service"] = stack.enter_context(_service(data, base))
        stack.enter_context(_ldpub(data, base, port, folder))
        systems["ldpub"] = _http(f"http://127.0.0.1:{port}/sparql")
        warm = sites.free_port()
        stack.enter_context(_ldpub(data, base, warm, folder, cache=True))
        ports = {"ldpub": (port, "/sparql"), "ldpub, asked before": (warm, "/sparql")}
        if peer is not None:
            other = stack.enter_context(_oxigraph_serve(peer, data, folder))
            systems["oxigraph serve"] = _http(f"http://127.0.0.1:{other}/query")
            ports["oxigraph serve"] = (other, "/query")
        record = _record(base, 4_711)
        found = {query: _times(systems, query, record) for query in QUERIES}
        _show(f"Queries over {RECORDS:,} records, seconds and × the bare engine", systems, found)
        _show_lookups(ports, base)


def _compare_with_rdflib(folder: Path, data: Path, base: str) -> None:
    with ExitStack() as stack:
        port = sites.free_port()
        stack.enter_context(_ldpub(data, base, port, folder))
        systems = {"ldpub": _http(f"http://127.0.0.1:{port}/sparql")}
        missing = _without_rdflib_endpoint()
        if not missing:
            other = stack.enter_context(_rdflib_endpoint(data, folder))
            systems["rdflib-endpoint"] = _http(f"http://127.0.0.1:{other}/", RDFLIB_PATIENCE)
        joins = [query for query in QUERIES if query.kind in {"lookup", "join"}]
        found = {query: _times(systems, query, _record(base, 4_711), rounds=3) for query in joins}
    _show(f"Queries over {RECORDS // 10:,} records, seconds and × ldpub", systems, found)
    if missing:
        print(missing)


def _record(base: str, number: int) -> str:
    """The ids of the Library of Congress have twelve characters."""
    return f"{base}/record/{number:012d}"


def _bare(data: Path) -> Answerer:
    store = Store.read_only(str((data / "current").resolve() / "graph"))

    def answer(text: str, graph: bool) -> int:
        result = store.query(text, use_default_graph_as_union=True)
        format_ = RdfFormat.N_TRIPLES if isinstance(result, QueryTriples) else QueryResultsFormat.JSON
        return len(result.serialize(format=format_))

    return answer


@contextmanager
def _service(data: Path, base: str) -> Iterator[Answerer]:
    settings = Settings(data_dir=data, base_url=base, sparql_log="off", sparql_timeout=PATIENCE)
    service = RunningService(settings)
    client = QueryClient(lambda: service.address, PATIENCE)

    def answer(text: str, graph: bool) -> int:
        found = client.ask(Job(text, "ntriples" if graph else "json"))
        if found.file is None:
            return len(found.body or b"")
        with found.file as file:
            return len(file.read())

    try:
        yield answer
    finally:
        client.close()
        service.close()


@contextmanager
def _ldpub(data: Path, base: str, port: int, folder: Path, *, cache: bool = False) -> Iterator[None]:
    """Ours; without the cache of finished responses every query is answered anew."""
    environment = {
        "PYTHONPATH": str(sites.ROOT),
        "LDPUB_BASE_URL": base,
        "LDPUB_PORT": str(port),
        "LDPUB_DATA_DIR": str(data),
        **({} if cache else {"LDPUB_CACHE_BYTES": "0"}),
        "LDPUB_SPARQL_LOG": "off",
        "LDPUB_SPARQL_TIMEOUT": str(PATIENCE),
    }
    command = [sys.executable, "-m", "flask_app.cli", "serve"]
    with sites.running(command, f"http://127.0.0.1:{port}/health/ready", environment, folder):
        yield


def _oxigraph() -> Path | None:
    found = PEERS.parent / "oxigraph"
    return found if found.is_file() else None


@contextmanager
def _oxigraph_serve(program: Path, data: Path, folder: Path) -> Iterator[int]:
    port = sites.free_port()
    location = str((data / "current").resolve() / "graph")
    command = [
        str(program),
        "serve-read-only",
        "--location",
        location,
        "--bind",
        f"127.0.0.1:{port}",
        "--union-default-graph",
    ]
    with sites.running(command, f"http://127.0.0.1:{port}/", {}, folder):
        yield port


def _without_rdflib_endpoint() -> str:
    found = subprocess.run([str(PEERS), "-c", "import rdflib_endpoint"], capture_output=True, check=False)
    return "" if found.returncode == 0 else "rdflib-endpoint is not installed: make bench installs it"


@contextmanager
def _rdflib_endpoint(data: Path, folder: Path) -> Iterator[int]:
    port, dump = sites.free_port(), folder / "small.nt"
    store = Store.read_only(str((data / "current").resolve() / "graph"))
    triples = {str(quad.triple) for quad in store}
    dump.write_text("".join(f"{triple} .\n" for triple in triples), encoding="utf-8")
    command = [str(PEERS), str(sites.HERE / "rdflib_served.py"), str(dump), str(port)]
    with sites.running(command, f"http://127.0.0.1:{port}/?query=ASK%7B%7D", {}, folder):
        yield port


def _http(url: str, patience: float = PATIENCE) -> Answerer:
    def answer(text: str, graph: bool) -> int:
        accept = "application/n-triples" if graph else "application/sparql-results+json"
        request = urllib.request.Request(f"{url}?query={quote(text)}", headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=patience) as response:
            return len(response.read())

    return answer


def _times(systems: dict[str, Answerer], query: Query, record: str, rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each system; infinite where it does not answer."""
    text = query.text.replace("{record}", record)
    graph = "CONSTRUCT {" in text or "DESCRIBE" in text
    times: dict[str, list[float]] = {name: [] for name in systems}
    for number in range(rounds + (rounds > 1)):
        for name, answer in systems.items():
            start = time.perf_counter()
            try:
                answer(text, graph)
            except OSError:
                times[name].append(float("inf"))
                continue
            if number or rounds == 1:  # the first time fills the caches of the disk
                times[name].append(time.perf_counter() - start)
    return {name: sorted(found)[len(found) // 2] for name, found in times.items()}


def _show(title: str, systems: dict[str, Answerer], found: dict[Query, dict[str, float]]) -> None:
    names = list(systems)
    first = names[0]
    rows = [
        [f"{query.kind}: {query.name}", *(f"{times[name]:.4f}" for name in names), *(f"{times[name] / times[first]:.2f}" for name in names[1:])]
        for query, times in found.items()
    ]  # fmt: skip
    show(f"{title} ({AIMS})", ["query", *names, *(f"{name} ×" for name in names[1:])], rows)
    if "service" in systems:
        more = sorted(
            times["service"] - times[first] for query, times in found.items() if query.kind == "lookup"
        )
        print(f"lookups, service: {more[len(more) // 2] * 1e3:+.2f} ms (median)")


def _show_lookups(ports: dict[str, tuple[int, str]], base: str) -> None:
    rows = []
    for name, (port, path) in ports.items():
        asks = [_lookup(path, _record(base, number)) for number in range(1, LOOKUPS + 1)]
        loads = [load(port, asks, CONNECTIONS) for _ in range(3)]
        rate, p99 = (sorted(figures)[1] for figures in zip(*loads, strict=True))
        rows.append([name, f"{rate:,.0f}", f"{p99:.1f}"])
    show(
        f"Lookups at {CONNECTIONS} connections, {LOOKUPS:,} different ones",
        ["server", "a second", "p99 ms"],
        rows,
    )


def _lookup(path: str, record: str) -> Ask:
    query = f"SELECT ?t {{ <{record}#it> <https://schema.org/name> ?t }}"
    return Ask(f"{path}?query={quote(query, safe='')}", {"Accept": "application/sparql-results+json"})


if __name__ == "__main__":
    run()
