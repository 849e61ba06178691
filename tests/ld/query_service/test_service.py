"""The service as a whole: real processes over a small published catalogue."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from ld.config import Settings
from ld.editions import Editions
from ld.errors import (
    ClientBusyError,
    LDError,
    QueryBarredError,
    QueryBusyError,
    QueryCostError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultTooLargeError,
    StoreError,
    StoreUnavailableError,
    UnknownEditionError,
)
from ld.query_service import Answer, Job, QueryClient, RunningService, starting
from ld.query_service.spool import IN_MESSAGE
from tests.flask_app.catalogue import BASE, book, entry, publish, publish_all
from tests.flask_app.sparql.attacks import FLAT, NESTED
from tests.http.serving import children

ASK = Job("ASK { ?s ?p ?o }", "json")
COUNT = Job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "tsv")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DEADLY = "SELECT * " + "{" * 20_000 + "}" * 20_000
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?e ?i"
ALL_AT_ONCE = (
    "SELECT (STRLEN(?f) AS ?n) { BIND('0123456789' AS ?a) "
    + " ".join(
        f"BIND(CONCAT({', '.join([f'?{one}'] * 40)}) AS ?{other})"
        for one, other in zip("abcde", "bcdef", strict=True)
    )
    + " }"
)
TIMEOUT = 1.0
LATE = 1.5  # seconds beside those promised, for a machine that others use too


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data_dir = tmp_path_factory.mktemp("queried")
    publish_all(data_dir)
    return Settings(
        base_url=BASE,
        data_dir=data_dir,
        sparql_timeout=TIMEOUT,
        sparql_workers=2,
        sparql_memory_bytes=100_000_000,
    )


@contextmanager
def running(settings: Settings, **changed: Any) -> Iterator[tuple[RunningService, QueryClient]]:
    changes: Any = changed
    service = RunningService(replace(settings, **changes))
    client = QueryClient(lambda: service.address, 10.0)
    try:
        yield service, client
    finally:
        client.close()
        service.close()


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[QueryClient]:
    with running(settings) as (_, found):
        yield found


def body(answer: Answer) -> bytes:
    if answer.file is None:
        return answer.body or b""
    with answer.file as file:
        return file.read()


def until(reached: Callable[[], bool], seconds: float = 10.0) -> None:
    end = monotonic() + seconds
    while not reached():
        assert monotonic() < end
        select.select([], [], [], 0.01)


def test_answers(client: QueryClient) -> None:
    answer = client.ask(ASK)
    assert body(answer) == b'{"head":{},"boolean":true}'
    assert (answer.edition, answer.size, answer.cut) == (2, 26, False)


@pytest.mark.parametrize("coding", ["", "gzip", "zstd"])
def test_long_answers_are_files(client: QueryClient, coding: str) -> None:
    query = "SELECT ?s ?p ?o ?a { ?s ?p ?o . ?a <http://purl.org/dc/terms/title> ?b }"
    answer = client.ask(Job(query, "json", coding=coding))
    assert answer.file is not None
    assert answer.coding == coding
    assert answer.size > 1_000_000
    assert len(body(answer)) == answer.length
    assert answer.length == answer.size or coding


@pytest.mark.parametrize(
    ("job", "error"),
    [
        (Job("SELECT * {", "json"), QuerySyntaxError),
        (Job("SELECT (<http://example.org/f>(1) AS ?x) {}", "json"), QueryRefusedError),
        (Job("ASK {}", "turtle"), QueryRefusedError),
        (Job(ENDLESS, "json"), QueryTimeoutError),
        (Job(ENDLESS, "json", seconds=0.2), QueryTimeoutError),
        (Job(DEADLY, "json"), QueryCostError),
        (Job(HUNGRY, "json", seconds=60), (QueryCostError, QueryTimeoutError)),
        (Job("SELECT * { ?a ?b ?c . ?d ?e ?f }", "csv"), (ResultTooLargeError, QueryTimeoutError)),
    ],
    ids=["syntax", "function", "format", "endless", "impatient", "deadly", "hungry", "long"],
)
def test_every_query_ends_in_time(
    client: QueryClient, job: Job, error: type[LDError] | tuple[type[LDError], ...]
) -> None:
    begun = monotonic()
    with pytest.raises(error):
        client.ask(job)
    assert monotonic() - begun < ((job.seconds and min(job.seconds, TIMEOUT)) or TIMEOUT) + LATE
    assert body(client.ask(ASK)) == b'{"head":{},"boolean":true}'


@pytest.mark.parametrize("length", [65_536, 1_000_000, 4_000_000])
def test_long_queries_arrive(client: QueryClient, length: int) -> None:
    answer = client.ask(Job(f"ASK {{}} # {'x' * length}", "json"))
    assert body(answer) == b'{"head":{},"boolean":true}'


def test_a_query_longer_than_any_is_refused(client: QueryClient) -> None:
    with pytest.raises(StoreUnavailableError):
        client.ask(Job(f"ASK {{}} # {'x' * 17_000_000}", "json"))
    client.ask(ASK)


@pytest.mark.parametrize("size", [49_900, IN_MESSAGE, IN_MESSAGE + 1, 200_000])
def test_answers_around_the_size_of_a_message(client: QueryClient, size: int) -> None:
    answer = client.ask(Job(f'SELECT ("{"x" * size}" AS ?x) {{}}', "tsv"))
    assert len(body(answer)) == answer.size == size + len('?x\n""\n')


def test_a_syntax_error_has_its_place(client: QueryClient) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        client.ask(Job("ASK {\n ?s ?p }", "json"))
    assert caught.value.line == 2


def test_bounds_of_results(settings: Settings) -> None:
    with running(settings, sparql_max_rows=10, sparql_max_result_bytes=9_000) as (_, client):
        with pytest.raises(ResultTooLargeError, match="more than 10 rows"):
            client.ask(Job("SELECT ?s { ?s ?p ?o }", "csv"))
        with pytest.raises(ResultTooLargeError, match="9,000 bytes"):
            client.ask(Job(f'SELECT ("{"x" * 9_000}" AS ?x) {{}}', "csv"))
        assert client.ask(Job("SELECT ?s { ?s ?p ?o } LIMIT 10", "csv")).rows == 10


def test_a_query_that_kills_twice_is_barred(settings: Settings) -> None:
    with running(settings) as (_, client):
        for _ in range(2):
            with pytest.raises(QueryCostError):
                client.ask(Job(DEADLY, "json"))
        with pytest.raises(QueryBarredError) as caught:
            client.ask(Job(DEADLY, "csv", client="192.0.2.1"))
        assert 0 < caught.value.retry_after <= 600
        client.ask(ASK)
        for _ in range(2):  # a client that is in a hurry gets no query barred for others
            with pytest.raises(QueryTimeoutError):
                client.ask(Job(ENDLESS, "json", seconds=0.1))
        with pytest.raises(QueryTimeoutError):
            client.ask(Job(ENDLESS, "json"))


def outcome(client: QueryClient, job: Job) -> str:
    try:
        body(client.ask(job))
    except LDError as error:
        return type(error).__name__
    return "done"


def _is_answered(client: QueryClient, job: Job) -> bool:
    return outcome(client, job) == "done"


def test_one_client_does_not_keep_others_waiting(settings: Settings) -> None:
    greedy = [Job(f"{ENDLESS} # {number}", "json", client="192.0.2.1") for number in range(30)]
    modest = [replace(ASK, client=f"192.0.2.{number}") for number in range(2, 12)]
    with running(settings, sparql_wait=0.5) as (_, client), ThreadPoolExecutor(40) as pool:
        found = pool.map(lambda job: outcome(client, job), [*greedy, *modest])
        outcomes = list(found)
    assert set(outcomes[30:]) == {"done"}
    assert set(outcomes[:30]) <= {"QueryTimeoutError", "ClientBusyError", "QueryBusyError"}
    assert outcomes[:30].count("ClientBusyError") >= 20


def test_a_client_may_spend_so_much_and_is_told_when_it_may_come_again(settings: Settings) -> None:
    with running(settings, sparql_client_seconds=1) as (_, client):
        hasty = [Job(f"{ENDLESS} # {number}", "json", client="192.0.2.1") for number in range(4)]
        found = [outcome(client, job) for job in hasty]
        assert found[-1] == "ClientBusyError"
        with pytest.raises(ClientBusyError) as caught:
            client.ask(replace(ASK, client="192.0.2.1"))
        assert caught.value.retry_after >= 1
        assert outcome(client, replace(ASK, client="192.0.2.2")) == outcome(client, ASK) == "done"


def test_more_heavy_queries_than_places_do_not_stop_quick_ones(settings: Settings) -> None:
    heavy = [Job(f"{ENDLESS} # {number}", "json", client=f"192.0.2.{number}") for number in range(12)]
    with (
        running(settings, sparql_timeout=4.0, sparql_wait=1.0) as (service, client),
        ThreadPoolExecutor(12) as pool,
    ):
        begun = [pool.submit(outcome, client, job) for job in heavy]
        until(lambda: client.state()["processes"]["heavy"] == 2)
        until(lambda: client.state()["processes"]["stopped"] > 0)
        times = []
        for _ in range(20):
            start = monotonic()
            client.ask(ASK)
            times.append(monotonic() - start)
        assert sorted(times)[10] < LATE
        assert len(children(service.pid)) <= 2 + 1 + 1 + 2
        assert {one.result() for one in begun} <= {"QueryTimeoutError", "QueryBusyError"}


def test_a_halted_query_goes_on(settings: Settings) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 1500 } { SELECT * { ?d ?e ?f } LIMIT 900 } FILTER(STR(?c) < STR(?f)) }"
    jobs = [Job(f"{slow} # {number}", "tsv") for number in range(4)]
    with running(settings, sparql_timeout=60.0, sparql_wait=50.0, sparql_workers=1) as (_, client):
        expected = body(client.ask(jobs[0]))
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda job: body(client.ask(job)), jobs)) == [expected] * 4


def test_a_full_queue_says_so(settings: Settings) -> None:
    jobs = [Job(f"{ENDLESS} # {number}", "json") for number in range(30)]
    with running(settings, sparql_queue=2, sparql_wait=0.2) as (_, client), ThreadPoolExecutor(30) as pool:
        found = list(pool.map(lambda job: outcome(client, job), jobs))
        assert found.count("QueryBusyError") >= 20
        with pytest.raises(QueryTimeoutError):
            client.ask(Job(ENDLESS, "json"))
    assert issubclass(QueryBusyError, StoreError)


def test_a_caller_that_is_gone_takes_its_query_along(settings: Settings) -> None:
    with running(settings, sparql_timeout=60.0) as (service, client):
        hasty = QueryClient(lambda: service.address, -4.5)  # gives up after half a second
        with pytest.raises(StoreUnavailableError):
            hasty.ask(Job(ENDLESS, "json"))
        until(lambda: client.state()["outcomes"]["cancelled"] == 1)
        assert client.state()["processes"]["heavy"] == 0
        hasty.close()


def test_new_editions_are_seen_and_old_queries_finish(tmp_path: Path, settings: Settings) -> None:
    publish_all(tmp_path)
    own = replace(settings, data_dir=tmp_path, sparql_timeout=20.0)
    with running(own) as (_, client), ThreadPoolExecutor(1) as pool:
        before = client.ask(COUNT)
        slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 1000 } { SELECT * { ?d ?e ?f } LIMIT 900 } FILTER(STR(?c) < STR(?f)) }"
        begun = pool.submit(client.ask, Job(slow, "tsv"))
        until(lambda: sum(client.state()["processes"][lane] for lane in ("quick", "heavy")) > 0)
        with Editions(tmp_path).stage() as staging:
            staging.put([entry(book("later"))])
            staging.publish({})
        until(lambda: client.ask(COUNT).edition == 3)
        assert begun.result().edition == 2
        assert int(body(client.ask(COUNT)).split()[1]) > int(body(before).split()[1])


def test_what_was_begun_on_another_edition_is_answered_from_it(tmp_path: Path, settings: Settings) -> None:
    """A page is made of one edition by several queries, between which another may be published, or an earlier one again."""
    publish_all(tmp_path)
    editions = Editions(tmp_path)
    with running(replace(settings, data_dir=tmp_path)) as (_, client):
        assert client.ask(replace(ASK, edition=1)).edition == 1
        publish(tmp_path, book("later"))
        assert client.ask(replace(ASK, edition=3)).edition == 3  # waits until it is served
        assert client.ask(replace(ASK, edition=2)).edition == 2
        editions.rollback(1)
        assert client.ask(replace(ASK, edition=1)).edition == 1
        assert client.ask(replace(ASK, edition=3)).edition == 3
        editions.prune(1)
        assert outcome(client, replace(ASK, edition=3)) == "StoreUnavailableError"
        assert client.ask(ASK).edition == 1
        assert client.state()["outcomes"]["stale"] == 1


def test_an_edition_that_cannot_be_opened_leaves_the_one_before(tmp_path: Path, settings: Settings) -> None:
    publish_all(tmp_path)
    with running(replace(settings, data_dir=tmp_path)) as (_, client):
        client.ask(ASK)
        (tmp_path / "editions" / "000007" / "graph").mkdir(parents=True)
        (tmp_path / "current").unlink()
        (tmp_path / "current").symlink_to("editions/000007")
        end = monotonic() + 1.0
        while monotonic() < end:
            assert client.ask(ASK).edition == 2


def test_nothing_is_published(tmp_path: Path, settings: Settings) -> None:
    with running(replace(settings, data_dir=tmp_path)) as (_, client):
        with pytest.raises(UnknownEditionError):
            client.ask(ASK)
        publish_all(tmp_path)
        until(lambda: outcome(client, ASK) == "done")


def test_query_processes_that_are_killed_are_replaced(settings: Settings) -> None:
    with running(settings) as (service, client):
        client.ask(ASK)
        for _ in range(3):
            for child in children(service.pid):
                os.kill(child, signal.SIGKILL)
            until(partial(_is_answered, client, ASK))
        until(lambda: client.state()["processes"]["idle"] == 4)


def test_a_supervisor_that_is_killed_is_replaced_and_leaves_nobody(settings: Settings) -> None:
    with running(settings) as (service, client):
        client.ask(ASK)
        workers, old = children(service.pid), service.pid
        os.kill(old, signal.SIGKILL)
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
        until(service.ensure)
        assert service.pid != old
        assert body(client.ask(ASK)) == b'{"head":{},"boolean":true}'


def test_at_the_end_nothing_is_left(settings: Settings) -> None:
    with running(settings) as (service, client):
        client.ask(ASK)
        pids = [service.pid, *children(service.pid)]
        folder = Path(service.address).parent
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
    with pytest.raises(StoreUnavailableError):
        client.ask(ASK)


def test_a_long_folder_for_temporary_files(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("x" * 100)
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with running(settings) as (_, client):
        client.ask(ASK)


def test_no_place_for_the_socket(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ld.query_service.starting.gettempdir", lambda: str(tmp_path / "none"))
    monkeypatch.setattr("ld.query_service.starting._LONGEST_PLACE", 1_000)
    with pytest.raises(StoreUnavailableError, match="TMPDIR"):
        RunningService(settings)


def test_processes_are_replaced_after_so_many_queries(settings: Settings) -> None:
    with running(settings, sparql_recycle_after=3) as (service, client):
        client.ask(ASK)
        before = set(children(service.pid))
        for _ in range(30):
            client.ask(ASK)
        assert not before & set(children(service.pid))


def test_what_a_process_died_of_is_told(settings: Settings) -> None:
    with running(settings) as (service, client), ThreadPoolExecutor(1) as pool:
        assert outcome(client, Job(DEADLY, "json")) == "QueryCostError"
        assert outcome(client, Job(ALL_AT_ONCE, "json")) == "QueryCostError"
        begun = pool.submit(outcome, client, Job(ENDLESS, "json"))
        until(lambda: client.state()["processes"]["heavy"] == 1)
        for child in children(service.pid):
            os.kill(child, signal.SIGKILL)
        assert begun.result() == "StoreUnavailableError"
        outcomes = client.state()["outcomes"]
    assert (outcomes["died"], outcomes["memory"], outcomes["killed"]) == (1, 1, 1)


def test_a_newcomer_gets_a_place_beside_one_that_takes_all(settings: Settings) -> None:
    greedy = [Job(f"{ENDLESS} # {number}", "json", client="192.0.2.1") for number in range(2)]
    slow = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 1200 } { SELECT * { ?d ?e ?f } LIMIT 900 } FILTER(STR(?c) < STR(?f)) }"
    with running(settings, sparql_timeout=8.0) as (_, client), ThreadPoolExecutor(2) as pool:
        begun = [pool.submit(outcome, client, job) for job in greedy]
        until(lambda: client.state()["processes"]["heavy"] == 2)
        for number in range(3):
            assert outcome(client, Job(f"{slow} # {number}", "json", client="192.0.2.2")) == "done"
        assert not any(one.done() for one in begun)


UNPROTECTED = """
from ld.query_service import sandbox
from ld.query_service.__main__ import main
sandbox._ARCHITECTURES.clear()
main()
"""


def test_without_seccomp_it_works_and_says_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starting, "COMMAND", (sys.executable, "-c", UNPROTECTED))
    with running(settings) as (_, client):
        assert body(client.ask(ASK)) == b'{"head":{},"boolean":true}'
        for query in (ENDLESS, DEADLY):
            assert outcome(client, Job(query, "json")) in {"QueryTimeoutError", "QueryCostError"}
        assert "no seccomp" in client.state()["missing"]
    said = capfd.readouterr().err
    assert said.count("queries run without all the protection there could be: no seccomp") == 1


def test_numbers(settings: Settings) -> None:
    with running(settings) as (_, client):
        client.ask(ASK)
        client.ask(Job("SELECT ?s { ?s ?p ?o } LIMIT 7", "csv"))
        client.refused("0123", "SELECT")
        state = client.state()
    assert state["outcomes"]["done"] == 2
    assert state["outcomes"]["refused"] == 1
    assert state["rows"] == 7
    assert sum(state["classes"]) == 2
    assert state["edition"] == 2


@pytest.mark.parametrize(("log", "text"), [("off", False), ("hash", False), ("text", True)])
def test_the_log(settings: Settings, capfd: pytest.CaptureFixture[str], log: str, *, text: bool) -> None:
    with running(settings, sparql_log=log) as (_, client):
        client.ask(Job("ASK { <http://example.org/secret> ?p ?o }", "json"))
        client.refused("0123456789abcdef", "DROP ALL\nx")
    written = capfd.readouterr().err
    assert ("outcome=done" in written) == (log != "off")
    assert ("query=0123456789abcdef outcome=refused" in written) == (log != "off")
    assert ("secret" in written) == text
    assert "\nx" not in written


@pytest.mark.long
@pytest.mark.parametrize("kind", [*NESTED, *FLAT])
def test_nesting_without_the_guard(settings: Settings, kind: str) -> None:
    made = NESTED.get(kind) or FLAT[kind]
    with running(settings, sparql_bar_seconds=0.0) as (service, client):
        supervisor = service.pid
        for depth in (100, 1_000, 10_000, 100_000):
            begun = monotonic()
            outcome(client, Job(made(depth), "json"))
            assert monotonic() - begun < TIMEOUT + LATE
        assert body(client.ask(ASK)) == b'{"head":{},"boolean":true}'
        assert service.pid == supervisor
