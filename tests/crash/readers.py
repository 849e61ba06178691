"""Clients that read all the time and notice what must not be: an error, an answer of two editions, something that was there and is no more."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from random import Random
from threading import Event, Lock, Thread
from time import monotonic

from tests.crash.catalogue import BASE
from tests.crash.states import NOTHING, Probe, State, digest
from tests.http.asking import Answer, Ask, Client

_PACE = 0.08  # seconds that a client takes to read an answer
_LAG = 30.0  # seconds, at most, until queries are answered from a new edition: a quarter of one on a machine that has nothing else to do
_MOST_FAULTS = 20
_DUMPS = Ask("/dumps/", (("Accept", "application/json"),))


class History:
    """The states in the order in which commands lead to them; what may be served is between the last acknowledged and the last begun.

    Args:
        state: the first.
        others: of editions that are kept beside it.
    """

    def __init__(self, state: State = NOTHING, others: Sequence[State] = ()) -> None:
        self._states = [state]
        self._others = others
        self._acknowledged = [(monotonic(), 0)]

    def begin(self, state: State) -> None:
        """A command is begun that leads there."""
        self._states.append(state)

    def acknowledge(self) -> None:
        """The command has said that it is done."""
        self._acknowledged.append((monotonic(), len(self._states) - 1))

    def acknowledged(self, lag: float) -> int:
        """Place of the last state that has been acknowledged, for somebody who hears of it so many seconds later."""
        latest = monotonic() - lag
        return next((place for when, place in reversed(self._acknowledged) if when <= latest), 0)

    def since(self, place: int) -> list[State]:
        """The states that may be served, from a place on."""
        return self._states[place:]

    def __contains__(self, canonical: bytes) -> bool:
        """Whether any edition so far is this."""
        return any(canonical == state.canonical for state in (*self._others, *self._states))


class Watch:
    """What several clients have seen.

    Attributes:
        reads: answers so far.
        unchanged: those of them that said that the client has it already.
        faults: what was wrong, a sentence each.
    """

    def __init__(self, history: History, probes: Sequence[Probe]) -> None:
        self.history = history
        self.probes = probes
        self.reads = self.unchanged = 0
        self.faults: list[str] = []
        self._lock = Lock()
        self._tagged: dict[tuple[Ask, str], str] = {}
        self._files: dict[str, str] = {}

    def count(self, *, unchanged: bool = False) -> None:
        """One more answer."""
        with self._lock:
            self.reads += 1
            self.unchanged += unchanged

    def complain(self, fault: str) -> None:
        """Something is wrong."""
        with self._lock:
            if len(self.faults) < _MOST_FAULTS:
                self.faults.append(fault)

    def tag(self, ask: Ask, answer: Answer) -> None:
        """An entity tag stands for one representation, whoever answers and whenever (RFC 9110 §8.8.3)."""
        tag = answer.headers.get("etag", "")
        if tag and not tag.startswith("W/"):
            with self._lock:
                known = self._tagged.setdefault((ask, tag), digest(answer.body))
            if known != digest(answer.body):
                self.complain(f"{ask.path}: {tag} stands for two representations")

    def file(self, address: str, sha256: str) -> None:
        """A dump file of an edition stays what it is."""
        with self._lock:
            known = self._files.setdefault(address, sha256)
        if known != sha256:
            self.complain(f"{address} has changed")


class Reader(Thread):
    """A client on a connection that it keeps.

    Args:
        port: of the server.
        watch: where it tells what it sees.
        seed: of its choices.
        stop: when to end.
        pace: seconds between two requests.
    """

    def __init__(self, port: int, watch: Watch, seed: int, stop: Event, pace: float = _PACE) -> None:
        super().__init__(name=f"reader {seed}", daemon=True)
        self._port, self._watch, self._stopped, self._pace = port, watch, stop, pace
        self._random = Random(seed)
        self._known: dict[Ask, tuple[str, Answer]] = {}
        self._places = {
            False: 0,
            True: 0,
        }  # of documents, and of queries, which hear of a new edition a little later

    def run(self) -> None:
        """Read until told to stop; a connection that breaks is a fault."""
        while not self._stopped.is_set():
            try:
                with Client(self._port) as client:
                    self._read(client)
            except (OSError, HTTPException, ValueError, KeyError) as error:
                self._watch.complain(f"{self.name}: {type(error).__name__}: {error}")

    def _read(self, client: Client) -> None:
        while not self._stopped.wait(self._pace):
            if self._random.random() < 0.1:
                self._read_dump(client)
            else:
                self._probe(client, self._random.choice(self._watch.probes))

    def _probe(self, client: Client, probe: Probe) -> None:
        oldest = max(self._places[probe.lags], self._watch.history.acknowledged(_LAG * probe.lags))
        tag, known = self._known.get(probe.ask, ("", None))
        conditional = known is not None and self._random.random() < 0.5
        answer = client(_with_tag(probe.ask, tag) if conditional else probe.ask)
        self._watch.count(unchanged=answer.status == 304)
        self._check_dates(probe.ask, answer)
        if answer.status == 304 and conditional and known is not None:
            answer = known
        else:
            self._remember(probe.ask, answer)
        self._place_of(probe, answer, oldest)

    def _remember(self, ask: Ask, answer: Answer) -> None:
        self._watch.tag(ask, answer)
        if answer.status == 200 and "etag" in answer.headers:
            self._known[ask] = (answer.headers["etag"], answer)

    def _place_of(self, probe: Probe, answer: Answer, oldest: int) -> None:
        """Find the state that was served: never an older one than before, nor than what was acknowledged when it was asked for."""
        states = self._watch.history.since(oldest)
        for place, state in enumerate(states, oldest):
            if probe.fits(answer, state):
                self._places[probe.lags] = place
                return
        names = ", ".join(state.name for state in states)
        self._watch.complain(f"{probe.ask.path}: {answer.status} fits none of {names}: {answer.body[:300]!r}")

    def _check_dates(self, ask: Ask, answer: Answer) -> None:
        """Nothing was modified after the answer was made (RFC 9110 §8.8.2.1)."""
        modified = answer.headers.get("last-modified")
        if modified and parsedate_to_datetime(modified) > parsedate_to_datetime(answer.headers["date"]):
            self._watch.complain(f"{ask.path}: modified {modified}, answered {answer.headers['date']}")

    def _read_dump(self, client: Client) -> None:
        """One of the dump files that are listed."""
        files = _listed(client)
        self._watch.count()
        if not files:
            return
        address, sha256 = self._random.choice(files)
        answer = client(Ask(address.removeprefix(BASE)))
        self._watch.count()
        self._watch.file(address, sha256)
        if answer.status == 404:  # the edition was removed between the two requests
            if (address, sha256) in _listed(client):
                self._watch.complain(f"{address} is listed, and is not there")
        elif answer.status != 200 or digest(answer.body) != sha256:
            self._watch.complain(f"{address}: {answer.status}, not what is listed")
        elif ".nq." in address and gzip.decompress(answer.body) not in self._watch.history:
            self._watch.complain(f"{address} is of no edition")


def _with_tag(ask: Ask, tag: str) -> Ask:
    return Ask(ask.path, (*ask.headers, ("If-None-Match", tag)))


def _listed(client: Client) -> list[tuple[str, str]]:
    """Address and digest of each dump file."""
    answer = client(_DUMPS)
    if answer.status != 200:
        msg = f"/dumps/: {answer.status} {answer.body[:300]!r}"
        raise ValueError(msg)
    editions = json.loads(answer.body)["editions"]
    return [(file["url"], file["sha256"]) for edition in editions for file in edition["files"]]


@contextmanager
def reading(port: int, watch: Watch, *, clients: int, seed: int = 0, pace: float = _PACE) -> Iterator[None]:
    """Clients that read while the block runs."""
    stop = Event()
    readers = [Reader(port, watch, seed + number, stop, pace) for number in range(clients)]
    with ExitStack() as stack:
        stack.callback(lambda: [reader.join(60) for reader in readers])
        stack.callback(stop.set)
        for reader in readers:
            reader.start()
        yield


__all__ = ["History", "Reader", "Watch", "reading"]
