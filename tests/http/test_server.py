"""What only the real server shows: paths, lengths, slow readers, dead workers, new editions."""

from __future__ import annotations

import gzip
import json
import select
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import monotonic, perf_counter
from urllib.parse import quote

import pytest

from flask_app.server import serve
from ld.config import Settings
from ld.errors import ConfigError
from tests.flask_app.catalogue import BASE, EXAMPLE_ID, STRANGE, book, path_of, publish
from tests.http.serving import Running, children, free_port, serving

pytestmark = pytest.mark.server
PATH = f"/record/{EXAMPLE_ID}"


@pytest.mark.parametrize("record_id", STRANGE)
def test_every_id_comes_back(server: Running, record_id: str) -> None:
    response, body = server.get(f"{path_of(record_id)}", headers={"Accept": "application/n-triples"})
    assert response.status == 200
    assert f"<{BASE}{path_of(record_id)}> ".encode() in body


@pytest.mark.parametrize("path", ["/record/%ff", "/record/%00", "/%2e%2e/x", "/record/" + "x" * 6000])
def test_hostile_paths_are_not_found(server: Running, path: str) -> None:
    assert server.get(path)[0].status == 404


@pytest.mark.parametrize(
    "path", [PATH, f"{PATH}.ttl", "/", "/dumps/2/dataset.nq.gz", "/record/nope", "/sparql?query=ASK%7B%7D"]
)
def test_lengths_are_said_and_no_field_is_said_twice(server: Running, path: str) -> None:
    response, body = server.get(path)
    assert response.getheader("Content-Length") == str(len(body))
    assert response.getheader("Transfer-Encoding") is None
    names = [name.lower() for name, _ in response.getheaders()]
    assert len(names) == len(set(names))
    assert response.getheader("Date")
    head, nothing = server.get(path, method="HEAD")
    assert (head.status, nothing) == (response.status, b"")
    assert head.getheader("Content-Length") == str(len(body))


def test_not_modified(server: Running) -> None:
    whole, _ = server.get(PATH)
    tag = str(whole.getheader("ETag"))
    response, body = server.get(PATH, headers={"If-None-Match": tag})
    assert (response.status, body, response.getheader("ETag")) == (304, b"", tag)
    assert response.getheader("Vary") == whole.getheader("Vary")


def test_hosts(server: Running) -> None:
    assert server.get(PATH, headers={"Host": "evil.example"})[0].status == 400
    with socket.create_connection(("127.0.0.1", server.port)) as bare:
        bare.sendall(b"GET /record/a HTTP/1.0\r\n\r\n")
        assert bare.recv(100).startswith(b"HTTP/1.0 400")


def test_ranges(server: Running) -> None:
    _, whole = server.get("/dumps/2/dataset.nq.gz")
    response, part = server.get("/dumps/2/dataset.nq.gz", headers={"Range": "bytes=10-19"})
    assert (response.status, part) == (206, whole[10:20])
    assert gzip.decompress(whole)


def test_slow_readers_of_long_bodies_do_not_stop_the_pages(server: Running) -> None:
    """Readers that take nothing: as many as there are permits hold a thread, the others are told to come back, pages go on."""
    request = b"GET /dumps/1/dataset.nt.gz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with ExitStack() as stack:
        readers = [stack.enter_context(_slow_reader(server.port)) for _ in range(120)]
        for reader in readers:
            reader.sendall(request)
        answers = [reader.recv(12) for reader in readers]
        times = [_time(server, PATH) for _ in range(200)]
    assert set(answers) == {b"HTTP/1.1 200", b"HTTP/1.1 503"}
    assert answers.count(b"HTTP/1.1 200") <= 2 * 32
    assert sorted(times)[-3] < 1.0
    whole = _when_free(server, "/dumps/1/dataset.nt.gz")
    assert len(whole) == 32_000_000


def _slow_reader(port: int) -> socket.socket:
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    reader.settimeout(20)
    reader.connect(("127.0.0.1", port))
    return reader


def _time(server: Running, path: str) -> float:
    start = perf_counter()
    assert server.get(path)[0].status == 200
    return perf_counter() - start


def _when_free(server: Running, path: str) -> bytes:
    """A long body, as soon as those who have gone have given their permits back."""
    end = monotonic() + 20
    while True:
        response, body = server.get(path)
        if response.status == 200:
            return body
        assert response.getheader("Retry-After")
        assert monotonic() < end
        select.select([], [], [], 0.05)


def test_a_new_edition_is_served_without_an_error(own_port: Settings, tmp_path: Path) -> None:
    settings = replace(own_port, data_dir=tmp_path / "data")
    publish(settings.data_dir, book("1", "Title 0"))
    with serving(settings) as server, ThreadPoolExecutor(4) as pool:
        done = [False]

        def read() -> set[str]:
            seen = set()
            while not done[0]:
                response, body = server.get("/record/1", headers={"Accept": "application/n-triples"})
                assert response.status == 200
                titles = {
                    part for part in ("Title 0", "Title 1", "Title 2", "Title 3") if part.encode() in body
                }
                assert len(titles) == 1
                seen |= titles
            return seen

        readers = [pool.submit(read) for _ in range(4)]
        for n in (1, 2, 3):
            publish(settings.data_dir, book("1", f"Title {n}"))
            assert (
                f"Title {n}".encode()
                in server.get("/record/1", headers={"Accept": "application/n-triples"})[1]
            )
        done[0] = True
        assert all(reader.result(30) for reader in readers)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_asked_with_all_that_it_started_and_says_nothing(
    own_port: Settings, how: signal.Signals
) -> None:
    with serving(own_port) as server:
        family = [*children(server.process.pid), *server.workers()]
        assert server.stop(how) == 0
        assert server.process.stdout is not None
        assert server.process.stdout.read() == b""
        _assert_gone(family)


SLOW = "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c } LIMIT 1500 } { SELECT * { ?d ?e ?f } LIMIT 900 } FILTER(STR(?c) < STR(?f)) }"


def test_a_query_that_is_begun_is_answered_before_it_ends(own_port: Settings) -> None:
    with serving(own_port) as server, ThreadPoolExecutor(1) as pool:
        server.get("/sparql?query=ASK%7B%7D")
        begun = pool.submit(server.get, f"/sparql?query={quote(SLOW)}", timeout=30)
        _until_computing(server)
        assert server.stop() == 0
        response, body = begun.result()
        assert response.status == 200
        assert json.loads(body)["results"]["bindings"]


def _until_computing(server: Running) -> None:
    end = monotonic() + 10
    while b'state="heavy"} 1.0' not in server.get("/metrics")[1]:
        assert monotonic() < end
        select.select([], [], [], 0.02)


def test_nothing_is_left_when_it_is_killed(own_port: Settings) -> None:
    with serving(own_port) as server:
        server.workers()
        offspring = children(server.process.pid)
        family = [*offspring, *(grandchild for child in offspring for grandchild in children(child))]
        folder = _socket(server.workers()[0]).parent
        assert folder.is_dir()
        server.process.kill()
        server.process.wait(10)
        _assert_gone(family)
        assert not folder.exists()


def _socket(web: int) -> Path:
    """Where a web process finds the query service."""
    told = Path(f"/proc/{web}/environ").read_bytes().split(b"\0")
    return Path(
        next(line.partition(b"=")[2] for line in told if line.startswith(b"_LDPUB_QUERIES=")).decode()
    )


def _assert_gone(family: list[int]) -> None:
    end = monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() and _state(pid) != "Z" for pid in family):
        assert monotonic() < end
        select.select([], [], [], 0.02)


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_an_address_in_use_is_said(own_port: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="choose another"):
            serve(replace(own_port, port=taken.getsockname()[1]))


def test_a_name_that_is_none_is_said(own_port: Settings) -> None:
    with pytest.raises(ConfigError, match="cannot listen"):
        serve(replace(own_port, host="no-such-host.invalid", port=free_port()))
