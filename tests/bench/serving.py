"""Requests a second for all records of the samples, warm and cold, beside trifid and a bare Flask response of the same bytes.

Warm is with the cache of finished responses as it is set by default, cold without: then every answer is written anew. Rounds are
interleaved, so that a noisy moment meets all servers alike.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import sites
from load import CONNECTIONS, SECONDS, Ask, Load, first, load, median, tool
from table import show

from ld.editions import Editions, State
from ld.iris import encode_id

ROUNDS = 3
PEERS = Path(os.environ.get("NODE_PEERS", ".peers")).absolute()
FORMATS = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json", "HTML": "text/html"}
WARM, COLD = "ldpub, warm", "ldpub, cold"
BARE, WHOLE, SHORT = "bare Flask response", "trifid, same graph", "trifid, as shipped"
AIMS = "aims: warm at least 0.6 of the bare response, 10 × trifid and p99 under 25 ms; cold 4 × trifid"


class _Row(NamedTuple):
    """A server and what it is asked for."""

    what: str  # a format, or that the client has it already
    server: str
    port: int
    asks: Sequence[Ask]


def run() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        port = sites.free_port()
        environment = sites.published(folder / "data", port)
        paths = _paths(folder / "data")
        ports = {
            server: stack.enter_context(sites.ldpub(environment, folder, cache=server == WARM))
            for server in (WARM, COLD)
        }
        missing = sites.without_trifid(PEERS)
        if not missing:
            ports |= {
                server: stack.enter_context(sites.trifid(PEERS, folder, whole=server == WHOLE))
                for server in (WHOLE, SHORT)
            }
        rows = list(_rows(ports, paths, folder, stack))
        sizes = [_size(row) for row in rows]
        loads = _measured(rows)
    _show(rows, sizes, loads, len(paths), missing)


def _paths(data_dir: Path) -> list[str]:
    with Editions(data_dir).open() as edition:
        return [
            f"/record/{encode_id(row.id)}"
            for row in edition.every_record()
            if row.state is State.PUBLISHED and row.graph
        ]


def _rows(ports: Mapping[str, int], paths: Sequence[str], folder: Path, stack: ExitStack) -> Iterator[_Row]:
    """For each format all servers, the bare one of the bytes of ours; then what ours says to a client that has them."""
    for what, media_type in FORMATS.items():
        asks = [Ask(path, {"Accept": media_type}) for path in paths]
        answers = {ask.path: first(ports[COLD], ask) for ask in asks}
        bodies = {path: (headers["Content-Type"], body) for path, (_, headers, body) in answers.items()}
        bare = stack.enter_context(sites.bare(bodies, folder))
        yield from (_Row(what, server, port, asks) for server, port in {**ports, BARE: bare}.items())
        known = [
            Ask(ask.path, {**ask.headers, "If-None-Match": answers[ask.path][1]["ETag"]}) for ask in asks
        ]
        yield from (_Row(f"{what}, 304", server, ports[server], known) for server in (WARM, COLD))


def _size(row: _Row) -> int:
    """Bytes of an answer in the mean, now that every answer is known to be what was asked for."""
    sizes = []
    for ask in row.asks if row.server in {WARM, COLD, BARE} else row.asks[:20]:
        status, headers, body = first(row.port, ask)
        assert status == (304 if "If-None-Match" in ask.headers else 200), (row.server, ask, status)
        assert status == 304 or headers["Content-Type"].startswith(ask.headers["Accept"]), (row.server, ask)
        sizes.append(len(body))
    return sum(sizes) // len(sizes)


def _measured(rows: Sequence[_Row]) -> list[Load]:
    for row in rows:
        if row.server in {WARM, BARE}:
            load(row.port, row.asks)  # both workers, every record
    rounds = [[load(row.port, row.asks) for row in rows] for _ in range(ROUNDS)]
    return [median(loads) for loads in zip(*rounds, strict=True)]


def _show(
    rows: Sequence[_Row], sizes: Sequence[int], loads: Sequence[Load], records: int, missing: str
) -> None:
    rates = {(row.what, row.server): found.rate for row, found in zip(rows, loads, strict=True)}
    peer = f"no trifid: {missing}" if missing else f"{sites.versions(PEERS)}, one process"
    show(
        f"Serving {records} records in turn, {CONNECTIONS} connections, 2 workers (ldpub, bare); {peer}\n"
        f"   median of {ROUNDS} rounds of {SECONDS} s, load by {tool()}\n   {AIMS}",
        ("", "bytes", "requests/s", "p99, ms", "of bare", "× trifid, same graph", "× as shipped"),
        [
            (
                f"{row.what}: {row.server}",
                f"{size:,}",
                f"{found.rate:,.0f}",
                f"{found.p99:.1f}",
                *_ratios(row, rates),
            )
            for row, size, found in zip(rows, sizes, loads, strict=True)
        ],
    )


def _ratios(row: _Row, rates: Mapping[tuple[str, str], float]) -> list[str]:
    """Beside a full answer in the same format: those of others have no other for a client that has it already."""
    form = row.what.removesuffix(", 304")
    others = ((BARE, 2), (WHOLE, 1), (SHORT, 1))
    return [
        f"{rates[row.what, row.server] / rates[form, other]:,.{digits}f}" if (form, other) in rates else ""
        for other, digits in others
    ]


if __name__ == "__main__":
    run()
