"""What a catalogue holds at a time, by its dump, and whether an answer of the server is one of that catalogue, whole."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tests.crash.catalogue import BASE
from tests.http.asking import Answer, Ask

_RECORD = re.compile(rf"<{BASE}/record/([^#>]+)>")
_NAME = "<https://schema.org/name>"
_VERSIONS = f'SELECT ?s ?name {{ ?s {_NAME} ?name FILTER STRSTARTS(?name, "Version ") }}'
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_VERSION = re.compile(r"Version (\d+):")
_TRIPLES = (("Accept", "application/n-triples"),)
ABSENT = (404, 410)
NOTHING_YET = 503


@dataclass(frozen=True)
class State:
    """A catalogue.

    Attributes:
        name: of it.
        canonical: its N-Quads as they are dumped; empty if nothing is published.
    """

    name: str
    canonical: bytes = b""

    @cached_property
    def lines(self) -> frozenset[str]:
        """Every statement."""
        return frozenset(self.canonical.decode().splitlines())

    @cached_property
    def graphs(self) -> Mapping[str, frozenset[str]]:
        """Statements by the IRI of their graph."""
        found = defaultdict(set)
        for line in self.lines:
            found[line.rsplit(" ", 2)[1]].add(line)
        return {name: frozenset(lines) for name, lines in found.items()}

    @cached_property
    def records(self) -> frozenset[str]:
        """Ids of the records."""
        return frozenset(found[1] for name in self.graphs if (found := _RECORD.fullmatch(name)))

    def record(self, record_id: str) -> frozenset[str]:
        """A record's own statements; none if it is not there."""
        return self.graphs.get(f"<{BASE}/record/{record_id}>", frozenset())

    @cached_property
    def versions(self) -> frozenset[tuple[str, str]]:
        """Things whose names tell a version, with these names, both as N-Triples has them."""
        said = (line.rsplit(" ", 2)[0].split(" ", 2) for line in self.lines)
        return frozenset((s, o) for s, p, o in said if p == _NAME and o.startswith('"Version '))


NOTHING = State("nothing")


def read_state(name: str, folder: Path) -> State:
    """The catalogue of a folder of dumps."""
    return State(name, gzip.decompress((folder / "dataset.nq.gz").read_bytes()))


class Probe(NamedTuple):
    """A request, and how to tell whether its answer is one of a state.

    Attributes:
        lags: it is a query, and queries are answered from a new edition a little later than documents (docs/queries.md).
    """

    ask: Ask
    fits: Callable[[Answer, State], bool]
    lags: bool = False


def probes(watched: tuple[str, ...]) -> list[Probe]:
    """Records in several formats, the list of records, the description of the dataset, queries, and what is made by queries."""
    found = [Probe(Ask(f"/record/{one}.nq"), _record(one)) for one in watched]
    found += [Probe(Ask(f"/record/{one}.html"), _page(one)) for one in watched[:6:2]]
    found += [
        Probe(_query(_COUNT), _whole(_counted), lags=True),
        Probe(_query(_VERSIONS), _whole(_named), lags=True),
    ]
    found += [
        Probe(Ask(f"/graph?graph={quote(f'{BASE}/record/{one}', safe='')}", _TRIPLES), _graph(one))
        for one in watched[:4]
    ]
    fragments = Probe(Ask(f"/fragments?predicate={quote(_NAME[1:-1], safe='')}", _TRIPLES), _whole(_fragment))
    results = Probe(_query(_COUNT, "text/html"), _whole(_result_page))
    listed = Probe(Ask("/records?_format=nq&limit=500"), _whole(_listed))
    described = Probe(Ask("/dataset.nt"), _whole(_described))
    return [*found, listed, described, fragments, results]


def _query(text: str, accept: str = "text/tab-separated-values") -> Ask:
    return Ask(f"/sparql?query={quote(text)}", (("Accept", accept),))


def _record(record_id: str) -> Callable[[Answer, State], bool]:
    def fits(answer: Answer, state: State) -> bool:
        own = state.record(record_id)
        if not own:
            return answer.status in (ABSENT if state.canonical else (NOTHING_YET,))
        lines = answer.body.decode().splitlines()
        return answer.status == 200 and own <= set(lines) <= state.lines

    return fits


def _page(record_id: str) -> Callable[[Answer, State], bool]:
    """Of a page, the version that it names."""

    def fits(answer: Answer, state: State) -> bool:
        own = state.record(record_id)
        if not own:
            return answer.status in (ABSENT if state.canonical else (NOTHING_YET,))
        told = set(_VERSION.findall(answer.body.decode()))
        return answer.status == 200 and told == {n for line in own for n in _VERSION.findall(line)}

    return fits


def _whole(fits: Callable[[str, State], bool]) -> Callable[[Answer, State], bool]:
    """An answer about the whole catalogue; there is none before the first edition."""

    def whole(answer: Answer, state: State) -> bool:
        if not state.canonical:
            return answer.status == NOTHING_YET
        return answer.status == 200 and fits(answer.body.decode(), state)

    return whole


def _graph(record_id: str) -> Callable[[Answer, State], bool]:
    """Of a graph by its name, its statements."""

    def fits(answer: Answer, state: State) -> bool:
        own = {line.rsplit(" ", 2)[0] for line in state.record(record_id)}
        if not own:
            return answer.status in (ABSENT if state.canonical else (NOTHING_YET,))
        return (
            answer.status == 200
            and {line.removesuffix(" .") for line in answer.body.decode().splitlines()} == own
        )

    return fits


def _fragment(body: str, state: State) -> bool:
    """The first page of all names, and how many there are."""
    named = {line.rsplit(" ", 2)[0] for line in state.lines if f" {_NAME} " in line}
    told = {line.removesuffix(" .") for line in body.splitlines() if f" {_NAME} " in line}
    total = re.search(r'#totalItems> "(\d+)"', body)
    return (
        total is not None
        and int(total[1]) == len(named)
        and told <= named
        and len(told) == min(100, len(named))
    )


def _result_page(body: str, state: State) -> bool:
    return re.search(rf"<td[^>]*>[^0-9]*{len(state.lines)}\b", body) is not None


def _counted(body: str, state: State) -> bool:
    return body.split()[1:] == [str(len(state.lines))]


def _named(body: str, state: State) -> bool:
    return {tuple(line.split("\t")) for line in body.splitlines()[1:]} == state.versions


def _listed(body: str, state: State) -> bool:
    members = [line for line in body.splitlines() if "<http://www.w3.org/ns/hydra/core#member>" in line]
    listed = {found[1] for line in members if (found := re.search(rf"<{BASE}/record/([^#>]+)#it>", line))}
    return listed <= state.records and len(listed) == min(500, len(state.records))


def _described(body: str, state: State) -> bool:
    said = re.search(rf'^<{BASE}/dataset#it> <http://rdfs.org/ns/void#triples> "(\d+)"', body, re.MULTILINE)
    return said is not None and int(said[1]) == len(state.lines)


def digest(data: bytes) -> str:
    """SHA-256, in hex."""
    return sha256(data).hexdigest()


__all__ = ["ABSENT", "NOTHING", "NOTHING_YET", "Probe", "State", "digest", "probes", "read_state"]
