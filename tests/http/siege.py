"""Clients without manners, many at once, and what their victims see; all on one event loop."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from tests.http.serving import children

_ANY = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
_LETTERS = "'(a+)+$'"
RUNAWAYS = (
    f"SELECT (COUNT(*) AS ?n) {_ANY}",
    f"SELECT * {_ANY} ORDER BY ?i ?e ?a",
    f"SELECT ?a (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?all) {_ANY} GROUP BY ?a",
    "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?s (<https://schema.org/isPartOf>|!<urn:a>)*/(!<urn:b>)* ?o }",
    "SELECT * { ?s (!<urn:a>/!<urn:b>)+ ?o . ?o (!<urn:c>)+ ?s }",
    f"SELECT * {{ ?s ?p ?o . ?a ?b ?c FILTER(REGEX(STR(?o), {_LETTERS}) && REGEX(STR(?c), '(.*a){{25}}')) }}",
    "SELECT * { VALUES ?x { " + "1 " * 300 + "} VALUES ?y { " + "2 " * 300 + "} VALUES ?z { " + "3 " * 300 + "} }",
    "SELECT (STRLEN(?z) AS ?n) { BIND(CONCAT('aaaaaaaaaa', 'bbbbbbbbbb') AS ?a) "
    + " ".join(f"BIND(CONCAT(?{one}, ?{one}, ?{one}, ?{one}) AS ?{other})" for one, other in zip("abcdefghijklmno", "bcdefghijklmnoz", strict=True))
    + " }",
    "SELECT * {" + " ".join(f"?a{n} ?p{n} ?o{n} ." for n in range(40)) + "}",
    f"CONSTRUCT {{ ?a ?b ?f . ?g ?h ?c }} {_ANY}",
    "DESCRIBE * { ?s ?p ?o . ?o ?q ?r . ?x ?y ?z }",
)  # fmt: skip
"""Cartesian products, sorting, grouping, paths that explode, regular expressions, doubled texts, long joins; all pass the guard."""
LOOKUPS = (
    "SELECT ?p ?o {{ <https://catalog.example.org/record/{}#it> ?p ?o }}",
    "SELECT ?t {{ <https://catalog.example.org/record/{}#it> <https://schema.org/name> ?t }}",
    "ASK {{ <https://catalog.example.org/record/{}#it> a <https://schema.org/Book> }}",
)
ENDED = 0.5  # seconds after the deadline by which every query has its answer


@dataclass
class Seen:
    """What some clients saw: status (0 for a connection that broke) and seconds of each request."""

    answers: list[tuple[int, float]] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """Seconds within which a share of the requests was answered."""
        times = sorted(seconds for _, seconds in self.answers)
        return times[min(len(times) - 1, int(len(times) * share))]

    @property
    def statuses(self) -> Counter[int]:
        """How often each status came."""
        return Counter(status for status, _ in self.answers)


@dataclass
class Siege:
    """What happened."""

    bad: Seen = field(default_factory=Seen)
    good: Seen = field(default_factory=Seen)
    pages: Seen = field(default_factory=Seen)
    memory: int = 0


async def ask(port: int, target: str, client: str = "", seconds: float = 60.0) -> int:
    """One request on a connection of its own; its status."""
    forwarded = f"X-Forwarded-For: {client}\r\n" if client else ""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{forwarded}\r\n"
        writer.write(head.encode())
        answer = await asyncio.wait_for(reader.read(), seconds)
        return int(answer[9:12])
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def timed(seen: Seen, request: Coroutine[Any, Any, int]) -> None:
    """Note a request."""
    start = monotonic()
    try:
        status = await request
    except (OSError, ValueError, TimeoutError):
        status = 0
    seen.answers.append((status, monotonic() - start))


def to_query(text: str) -> str:
    """The address of a query."""
    return f"/sparql?query={quote(text)}"


async def _attacker(siege: Siege, port: int, number: int, end: float, queries: Sequence[str]) -> None:
    client = f"10.0.{number // 250}.{number % 250 + 1}"
    while monotonic() < end:
        query = f"{random.choice(queries)} # {random.random()}"
        await timed(siege.bad, ask(port, to_query(query), client))


async def _reader(siege: Siege, port: int, number: int, end: float) -> None:
    while monotonic() < end:
        query = random.choice(LOOKUPS).format(random.randrange(1_000_000))
        await timed(siege.good, ask(port, to_query(query), f"192.0.2.{number}"))
        await asyncio.sleep(0.05)


async def _browser(siege: Siege, port: int, path: str, end: float) -> None:
    while monotonic() < end:
        await timed(siege.pages, ask(port, path))
        await asyncio.sleep(0.02)


async def _watcher(siege: Siege, pid: int, end: float) -> None:
    while monotonic() < end:
        siege.memory = max(siege.memory, memory(pid))
        await asyncio.sleep(0.1)


async def besiege(port: int, supervisor: int, page: str, *, attackers: int, seconds: float) -> Siege:
    """Attack a server for a while, with readers of records and of small queries among the attackers."""
    siege = Siege()
    for query in LOOKUPS:  # the site has been running: its usual queries are known
        await ask(port, to_query(query.format("known")), "192.0.2.99")
    end = monotonic() + seconds
    await asyncio.gather(
        *(_attacker(siege, port, number, end, RUNAWAYS) for number in range(attackers)),
        *(_reader(siege, port, number, end) for number in range(1, 4)),
        _browser(siege, port, page, end),
        _watcher(siege, supervisor, end),
    )
    return siege


def memory(pid: int) -> int:
    """Bytes that a process and its children hold in memory, shared pages counted once (proc(5), smaps_rollup)."""
    total = 0
    for one in [pid, *_children(pid)]:
        with suppress(OSError, ValueError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    return total


def processor(pids: Sequence[int]) -> float:
    """Seconds of a processor that some processes have used."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


def _children(pid: int) -> list[int]:
    try:
        return children(pid)
    except OSError:
        return []
