"""Those who watch see what is wrong: a torn answer, a state that comes back, a tag for two things, an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from tests.crash.catalogue import BASE
from tests.crash.moments import WhenSomethingAppears, stage
from tests.crash.readers import History, Reader, Watch
from tests.crash.states import NOTHING, Probe, State, probes
from tests.http.asking import Answer

TITLE = "<https://schema.org/name>"


def catalogue(name: str, *titles: str) -> State:
    """Records a, b …, each with a title and a mark of the same version."""
    lines = []
    for record_id, title in zip("abcdef", titles, strict=False):
        graph = f"{BASE}/record/{record_id}"
        lines += [
            f'<{graph}#it> <urn:mark> "{title}" <{graph}> .',
            f'<{graph}#it> {TITLE} "{title}" <{graph}> .',
        ]
    return State(name, "".join(f"{line}\n" for line in sorted(lines)).encode())


OLD = catalogue("old", "Emma", "Persuasion", "Sanditon")
NEW = catalogue("new", "Version 2: Emma", "Persuasion")


def record(state: State, record_id: str) -> str:
    return "\n".join(sorted(state.record(record_id)))  # names of tests are made of it


def probe(beginning: str) -> Probe:
    return next(one for one in probes(("a", "b", "c", "x")) if one.ask.path.startswith(beginning))


def members(*ids: str) -> str:
    return "\n".join(
        f"<{BASE}/records#it> <http://www.w3.org/ns/hydra/core#member> <{BASE}/record/{one}#it> <g> ."
        for one in ids
    )


RECORD, COUNT, LIST, VOID = "/record/a.nq", "/sparql?query=SELECT%20%28COUNT", "/records", "/dataset"
TRIPLES = f'<{BASE}/dataset#it> <http://rdfs.org/ns/void#triples> "{{}}"^^<int> .'
CASES: list[tuple[str, int, str, list[State]]] = [
    (RECORD, 200, record(OLD, "a"), [OLD]),
    (RECORD, 200, record(NEW, "a"), [NEW]),
    (RECORD, 200, f"{record(OLD, 'a')}\n{record(NEW, 'a')}", []),
    (RECORD, 200, record(OLD, "a").splitlines()[0], []),
    (RECORD, 404, "", []),
    (RECORD, 503, "", [NOTHING]),
    ("/record/b.nq", 200, record(OLD, "b"), [OLD, NEW]),
    ("/record/c.nq", 410, "", [NEW]),
    ("/record/c.nq", 500, "", []),
    (COUNT, 200, "?n\n6\n", [OLD]),
    (COUNT, 200, "?n\n5\n", []),
    (LIST, 200, members("a", "b", "c"), [OLD]),
    (LIST, 200, members("a", "b"), [NEW]),
    (LIST, 200, members("a", "c"), []),
    (VOID, 200, TRIPLES.format(4), [NEW]),
    (VOID, 503, "", [NOTHING]),
    ("/record/a.html", 200, "<h1>Version 2: Emma</h1>", [NEW]),
    ("/record/a.html", 200, "<h1>Version 2: Emma</h1><p>Version 3: Emma", []),
]  # fmt: skip


@pytest.mark.parametrize(("beginning", "status", "body", "fitting"), CASES)
def test_whole_answers_fit_one_state(beginning: str, status: int, body: str, fitting: list[State]) -> None:
    answer = Answer(status, {}, body.encode())
    assert [state for state in (NOTHING, OLD, NEW) if probe(beginning).fits(answer, state)] == fitting


def reader(watch: Watch) -> Reader:
    return Reader(1, watch, 1, Event())


def ask(watch: Watch, one: Reader, state: State, **headers: str) -> None:
    """One of the clients asks for a record of a state."""
    answer = Answer(200, headers, record(state, "a").encode())
    one._probe(lambda _: answer, probe(RECORD))  # type: ignore[arg-type] # what a client does, without a server


def test_between_begun_and_acknowledged_both_are_right() -> None:
    watch = Watch(History(OLD), [])
    watch.history.begin(NEW)
    ask(watch, reader(watch), OLD)
    ask(watch, reader(watch), NEW)
    assert watch.faults == []
    watch.history.acknowledge()
    ask(watch, reader(watch), OLD)
    assert len(watch.faults) == 1
    assert watch.reads == 3


def test_what_one_client_has_seen_does_not_go_away() -> None:
    watch = Watch(History(OLD), [])
    watch.history.begin(NEW)
    client = reader(watch)
    ask(watch, client, NEW)
    ask(watch, client, OLD)
    assert len(watch.faults) == 1


def test_an_entity_tag_stands_for_one_thing() -> None:
    watch = Watch(History(OLD), [])
    watch.history.begin(NEW)
    ask(watch, reader(watch), OLD, etag='"1"')
    ask(watch, reader(watch), NEW, etag='"1"')
    assert re.search("two representations", watch.faults[0])


@pytest.mark.parametrize(("second", "wrong"), [(11, True), (10, False)])
def test_nothing_is_modified_after_it_was_answered(second: int, *, wrong: bool) -> None:
    watch = Watch(History(OLD), [])
    dates = {"date": "Sun, 06 Nov 1994 08:49:10 GMT", "last-modified": f"Sun, 06 Nov 1994 08:49:{second} GMT"}
    ask(watch, reader(watch), OLD, **dates)
    assert bool(watch.faults) is wrong


def test_a_server_that_is_not_there_is_noticed() -> None:
    watch, stop = Watch(History(OLD), [probe(RECORD)]), Event()
    watch.complain = lambda fault: (watch.faults.append(fault), stop.set())  # type: ignore[method-assign,assignment,return-value] # end with the first
    Reader(1, watch, 1, stop, pace=0).run()
    assert "ConnectionRefusedError" in watch.faults[0]


class _Running:
    age = 0.0


MAKERS: dict[str, Callable[[Path], None]] = {
    "staging": lambda folder: (folder / "staging/000002").mkdir(parents=True),
    "publishing": lambda folder: (folder / "editions/000002").mkdir(parents=True),
    "removing editions": lambda folder: (folder / "staging/pruned-editions-000001").mkdir(parents=True),
    "between": lambda folder: None,
}


@pytest.mark.parametrize("name", MAKERS)
def test_stages_are_told_by_what_is_on_disk(tmp_path: Path, name: str) -> None:
    (tmp_path / "editions/000001").mkdir(parents=True)
    (tmp_path / "current").symlink_to("editions/000001")
    appears = WhenSomethingAppears(tmp_path, "*/*0002", 0)
    MAKERS[name](tmp_path)
    assert stage(tmp_path, "000001") == name
    assert appears.has_come(_Running()) == (name in {"staging", "publishing"})  # type: ignore[arg-type] # only its age counts
