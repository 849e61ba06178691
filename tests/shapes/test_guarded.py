"""An engine in its own process: hostile shapes and records end by a limit, and the next record is checked as ever."""

from __future__ import annotations

import gc
import multiprocessing
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from ld.errors import LDError, RDFSyntaxError, ShapeLimitError, ShapeLoadError
from shapes import terms
from shapes.engines import MAX_RESULTS, PyshaclEngine, ShaclEngine
from shapes.own import guarded
from shapes.own.guarded import GuardedEngine, GuardedProcess

ROOT = Path(__file__).resolve().parents[2]
SH = "http://www.w3.org/ns/shacl#"
ENGINES = {"shacl": ShaclEngine, "pyshacl": PyshaclEngine}
SHORT = 0.3
IRIS_ONLY = f"<http://x/s> <{SH}targetSubjectsOf> <http://x/p> .\n<http://x/s> <{SH}nodeKind> <{SH}IRI> ."
NODE = "_:a <http://x/p> <http://x/b> ."


def query(text: str) -> str:
    """A shape with a query, for subjects of x:p."""
    return (
        f"<http://x/s> <{SH}targetSubjectsOf> <http://x/p> .\n<http://x/s> <{SH}sparql> <http://x/q> .\n"
        f'<http://x/q> <{SH}select> "{text}" .'
    )


CARTESIAN = query("SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?i && ?f != ?i && ?a = ?f) }")
HOG = query("SELECT $this (GROUP_CONCAT(CONCAT(?c, ?f)) AS ?value) { ?a ?b ?c . ?d ?e ?f } GROUP BY $this")
CATASTROPHIC = (
    f"<http://x/s> <{SH}targetSubjectsOf> <http://x/p> .\n<http://x/s> <{SH}property> <http://x/t> .\n"
    f'<http://x/t> <{SH}path> <http://x/p> .\n<http://x/t> <{SH}pattern> "^(a+)+$" .'
)


def many(count: int) -> str:
    return "".join(f'<http://x/1> <http://x/p> "v{number}" .\n' for number in range(count))


LARGE = many(5_000)


@pytest.fixture(params=list(ENGINES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def gone(pid: int) -> bool:
    """Whether there is no such process any more, not even as a zombie."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_results_are_those_of_the_engine(name: str) -> None:
    engine = GuardedEngine(IRIS_ONLY, name)
    assert engine.pid is None
    triples = NODE + '\n<http://x/é"> <http://x/p> "\\u0000\\n" .'.replace('"', "", 1)
    assert sorted(engine.run(triples)) == sorted(ENGINES[name](IRIS_ONLY).run(triples)) != []
    assert engine.run("") == []
    for wrong in ("junk", "\ud800", NODE + "\n<http://x/a> <b> <http://x/c> ."):
        messages = []
        for one in (engine, ENGINES[name](IRIS_ONLY)):
            with pytest.raises(RDFSyntaxError) as caught:
                one.run(wrong)
            messages.append((str(caught.value), caught.value.line, caught.value.column))
        assert messages[0] == messages[1]


@pytest.mark.parametrize(
    ("shapes", "engine", "triples"),
    [
        (CARTESIAN, "shacl", LARGE),
        (CARTESIAN, "pyshacl", LARGE),
        (CATASTROPHIC, "pyshacl", f'<http://x/1> <http://x/p> "{"a" * 40}!" .'),
        (IRIS_ONLY, "pyshacl", many(100_000)),
    ],
    ids=["cartesian-shacl", "cartesian-pyshacl", "pattern", "values"],
)
def test_a_deadline_is_kept(shapes: str, engine: str, triples: str) -> None:
    guard = GuardedEngine(shapes, engine, seconds=SHORT)
    guard.start()
    first = guard.pid
    assert first is not None
    with pytest.raises(ShapeLimitError, match=r"took longer than 0\.3 s") as caught:
        guard.run(triples)
    assert caught.value.limit == "time"
    assert gone(first)
    guard.run(NODE)
    assert guard.pid not in {first, None}


def test_catastrophic_patterns_are_none_in_rust() -> None:
    found = GuardedEngine(CATASTROPHIC, seconds=SHORT).run(f'<http://x/1> <http://x/p> "{"a" * 100_000}!" .')
    assert [result.shape for result in found] == ["http://x/t"]


def test_memory_is_capped() -> None:
    guard = GuardedEngine(HOG, memory=12 << 20, seconds=20)
    with pytest.raises(ShapeLimitError, match="needed more than 12 MB of memory") as caught:
        guard.run(LARGE)
    assert caught.value.limit == "memory"
    assert len(guard.run(NODE)) == 1


def test_memory_is_capped_in_python() -> None:
    """There it is an exception, which the process tells before it is ended."""
    guard = GuardedEngine(IRIS_ONLY, "pyshacl", memory=16 << 20, seconds=20)
    with pytest.raises(ShapeLimitError, match="needed more than 16 MB of memory"):
        guard.run(many(100_000))
    assert len(guard.run(NODE)) == 1


def test_a_property_with_many_values() -> None:
    """Neither side waits for the other to read; the answer is cut as the engine's."""
    wrong = f"<http://x/s> <{SH}targetObjectsOf> <http://x/p> .\n<http://x/s> <{SH}nodeKind> <{SH}IRI> ."
    found = GuardedEngine(wrong, seconds=20).run(many(100_000))
    assert len(found) == MAX_RESULTS


def test_a_process_that_is_killed_between_records() -> None:
    guard = GuardedEngine(IRIS_ONLY)
    guard.start()
    assert guard.pid is not None
    os.kill(guard.pid, signal.SIGKILL)
    os.waitid(os.P_PID, guard.pid, os.WEXITED | os.WNOWAIT)
    assert len(guard.run(NODE)) == 1


def test_a_process_that_is_killed_within_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    guard = GuardedEngine(CARTESIAN, seconds=20)
    guard.start()
    answer = GuardedProcess._answer

    def kill(process: GuardedProcess, until: float) -> tuple[bytes, bytes]:
        os.kill(process.pid, signal.SIGKILL)
        return answer(process, until)

    with monkeypatch.context() as patch:
        patch.setattr(GuardedProcess, "_answer", kill)
        with pytest.raises(ShapeLimitError, match=r"ended \(SIGKILL\)") as caught:
            guard.run(LARGE)
    assert caught.value.limit == "ended"
    assert guard.run(NODE) == []


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def test_nobody_is_called(name: str, listener: socket.socket) -> None:
    """Not even where shapes come past our rules."""
    address = f"<http://127.0.0.1:{listener.getsockname()[1]}/>"
    for text in (
        f"SELECT $this {{ SERVICE {address} {{ ?a ?b ?c }} }}",
        f"SELECT $this FROM {address} {{ $this ?p ?o }}",
    ):
        guard = GuardedEngine(query(text), name)
        with suppress(LDError):  # refused by the engine itself: as good
            guard.run(NODE)
        with pytest.raises(BlockingIOError):
            listener.accept()


CONFINED = """
import os, socket, sys
from shapes.own.child import confine
os.dup2(os.open(os.devnull, os.O_RDWR), 0)
confine(1 << 28)
def refused(act, *args):
    try:
        act(*args)
    except OSError:
        return True
    return False
sure = [
    refused(socket.socket),
    refused(socket.create_connection, ("127.0.0.1", PORT)),
    refused(socket.getaddrinfo, "localhost", PORT) or True,
    refused(open, "/etc/passwd"),
    refused(open, sys.argv[1], "w"),
    refused(os.pipe),
]
try:
    bytearray(1 << 29)
    sure.append(False)
except MemoryError:
    pass
os._exit(0 if all(sure) else 1)
"""


def test_neither_files_nor_sockets(tmp_path: Path, listener: socket.socket) -> None:
    code = CONFINED.replace("PORT", str(listener.getsockname()[1]))
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "made")], cwd=ROOT, check=False)
    assert done.returncode == 0
    assert not list(tmp_path.iterdir())
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (query("SELECT $this { $this"), "the shapes do not compile"),
        (query("SELECT $this { " + "{" * 5_000 + "$this ?p ?o" + "}" * 5_000 + " }"), "ended"),
        (f'<http://x/s> <{SH}path> <http://x/p> .\n<http://x/s> <{SH}pattern> "((a{{100}}){{100}}){{100}}" .', "sh:pattern"),
    ],
    ids=["syntax", "deep", "pattern"],
)  # fmt: skip
def test_shapes_that_do_not_compile(shapes: str, message: str) -> None:
    with pytest.raises(ShapeLoadError, match=message):
        GuardedEngine(shapes).start()


def test_shapes_that_take_too_long_to_compile() -> None:
    nested = query("SELECT $this { " + "?a ?b ?c . " * 3_000 + "}")
    with GuardedProcess() as process, pytest.raises(ShapeLoadError, match="took longer than"):
        process.load(nested * 200, seconds=0.001)


def test_a_process_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "_BOOT", "raise SystemExit('no room')")
    with pytest.raises(LDError, match="does not start: no room"):
        GuardedEngine(IRIS_ONLY).run(NODE)


def test_threads_wait_for_each_other() -> None:
    guard = GuardedEngine(IRIS_ONLY)
    texts = [f"<http://x/{number % 7}> <http://x/p> 'x' .".replace("'", '"') for number in range(200)]
    texts += [f"_:a <http://x/p> <http://x/{number}> ." for number in range(100)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(guard.run, texts))
    assert [len(results) for results in found] == [0] * 200 + [1] * 100
    assert guard.pid is not None


def in_a_fork(guard: GuardedEngine, answers: multiprocessing.SimpleQueue[object]) -> None:
    inherited = guard.pid
    answers.put((inherited, len(guard.run('<http://x/1> <http://x/p> "x" .')), guard.pid))
    guard.close()


@pytest.mark.filterwarnings(
    "ignore:.*fork:DeprecationWarning"
)  # of later Pythons, if a test runner has threads
def test_a_forked_process_starts_its_own() -> None:
    guard = GuardedEngine(IRIS_ONLY)
    guard.start()
    pid = guard.pid
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    with guard._lock:  # whoever held it at the fork is not there to let go of it
        process = context.Process(target=in_a_fork, args=(guard, answers))
        process.start()
    inherited, count, own = answers.get()
    process.join()
    assert process.exitcode == 0
    assert inherited is None
    assert count == len(guard.run('<http://x/1> <http://x/p> "x" .'))
    assert guard.pid == pid != own


def test_nothing_is_left_behind() -> None:
    guard = GuardedEngine(IRIS_ONLY)
    guard.start()
    pid = guard.pid
    assert pid is not None
    del guard
    gc.collect()
    assert gone(pid)


LEFT = """
import os, sys
from shapes.own.frames import RUN, frame
from shapes.own.guarded import GuardedProcess
idle, busy = GuardedProcess(), GuardedProcess()
busy.load(sys.argv[1])
record = "".join(f'<http://x/1> <http://x/p> "v{number}" .\\n' for number in range(5_000))
busy._socket.sendall(frame(RUN, 0.1, record.encode()))
print(idle.pid, busy.pid, flush=True)
if sys.argv[2] == "kill":
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="waits for a process that is no child, as Linux can"
)
@pytest.mark.parametrize("end", ["exit", "kill"])
def test_the_end_of_the_parent_is_the_end(end: str) -> None:
    """Whether it exits or is killed; what still computes then runs into the limit of processor time."""
    command = [sys.executable, "-c", LEFT, CARTESIAN, end]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    pids = [int(pid) for pid in done.stdout.split()]
    assert len(pids) == 2
    for pid in pids:
        ended(pid)


def ended(pid: int) -> None:
    """Wait for the end of a process that is not a child."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        assert select.select([handle], [], [], 20)[0]
    finally:
        os.close(handle)


def test_terms_are_the_same_after_the_way_through_json() -> None:
    triples = '<http://x/1> <http://x/p> "\\u2028\\u0000\\U0001F600é"@en .'
    wrong = f"<http://x/s> <{SH}targetObjectsOf> <http://x/p> .\n<http://x/s> <{SH}nodeKind> <{SH}IRI> ."
    (result,) = GuardedEngine(wrong).run(triples)
    assert result.value == terms.from_oxigraph(next(terms.parse(triples)).object)
