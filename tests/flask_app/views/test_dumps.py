"""Dump files: complete, in ranges, unchanged."""

from __future__ import annotations

import gzip
from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store, parse
from zstandard import ZstdDecompressor

from ld.config import Settings
from ld.editions import Editions
from tests.flask_app.catalogue import BASE

FILE = "/dumps/2/dataset.nq.gz"
REMOVALS = "/dumps/2/delta-removals.ru.zst"
EACH = pytest.mark.parametrize("path", [FILE, REMOVALS])


def test_the_list(client: FlaskClient) -> None:
    listed = client.get("/dumps/").json["editions"][0]
    assert listed["edition"] == 2
    files = [*listed["files"], *listed["delta"]["files"]]
    for file in files:
        response = client.get(file["url"].removeprefix(BASE))
        assert sha256(response.data).hexdigest() == file["sha256"]
        assert (len(response.data), response.headers["Content-Type"]) == (file["size"], file["media_type"])
    sums = client.get(listed["checksums"].removeprefix(BASE))
    assert sums.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert {tuple(line.split("  ")) for line in sums.text.splitlines()} == {
        (file["sha256"], file["name"]) for file in files
    }
    page = client.get("/dumps/", headers={"Accept": "text/html"})
    assert all(file["sha256"] in page.text for file in files)
    assert "Changes from edition 1 to edition 2" in page.text
    assert client.get("/dumps/", headers={"Accept": "image/png"}).status_code == 406


def test_the_dump_is_the_edition(client: FlaskClient, settings: Settings) -> None:
    quads = list(parse(gzip.decompress(client.get(FILE).data), format=RdfFormat.N_QUADS))
    with Editions(settings.data_dir).open() as edition:
        assert len(quads) == edition.counts().quads


def test_what_has_changed_leads_from_one_edition_to_the_next(client: FlaskClient, settings: Settings) -> None:
    delta = client.get("/dumps/").json["editions"][0]["delta"]
    assert (delta["edition"], delta["since"]) == (1, Editions(settings.data_dir).list()[0].last_change)
    files = {
        file["name"]: ZstdDecompressor().stream_reader(client.get(file["url"].removeprefix(BASE)).data).read()
        for file in delta["files"]
    }
    parts = [name for name in files if name.endswith(".nq.zst")]
    store = Store()
    with Editions(settings.data_dir).open(1) as before:
        store.extend(before.store)
    store.update(files["delta-removals.ru.zst"].decode())
    for name in parts:
        store.load(files[name], format=RdfFormat.N_QUADS)
    with Editions(settings.data_dir).open(2) as after:
        assert set(store) == set(after.store)


@EACH
def test_what_it_is(client: FlaskClient, path: str) -> None:
    media_type = "application/gzip" if path == FILE else "application/zstd"
    for headers in ({}, {"Range": "bytes=0-3"}, {"Accept-Encoding": "gzip, zstd"}):
        response = client.get(path, headers=headers)
        assert response.headers["Content-Type"] == media_type
        assert "Content-Encoding" not in response.headers


@EACH
def test_it_never_changes(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == "max-age=31536000, immutable"
    assert response.headers["ETag"] == f'"{sha256(response.data).hexdigest()}"'
    assert response.headers["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in response.headers
    for name, header in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        assert client.get(path, headers={header: response.headers[name]}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-7", -7, None), ("bytes=5-99999999", 5, None)],
)
def test_ranges(client: FlaskClient, asked: str, start: int, stop: int | None) -> None:
    whole = client.get(FILE)
    part = client.get(FILE, headers={"Range": asked})
    assert (part.status_code, part.data) == (206, whole.data[start:stop])
    first = start % len(whole.data)
    assert part.headers["Content-Range"] == f"bytes {first}-{first + len(part.data) - 1}/{len(whole.data)}"
    assert part.headers["ETag"] == whole.headers["ETag"]


def test_a_range_outside_is_416(client: FlaskClient) -> None:
    size = len(client.get(FILE).data)
    response = client.get(FILE, headers={"Range": f"bytes={size}-"})
    assert (response.status_code, response.headers["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=1-2", "bytes=9-1", "nonsense"])
def test_other_ranges_are_answered_whole(client: FlaskClient, asked: str) -> None:
    response = client.get(FILE, headers={"Range": asked})
    assert (response.status_code, response.data) == (200, client.get(FILE).data)


def test_a_range_of_another_file_is_answered_whole(client: FlaskClient) -> None:
    whole = client.get(FILE)
    for condition, status in (
        (whole.headers["ETag"], 206),
        (whole.headers["Last-Modified"], 206),
        ('"other"', 200),
        (f"W/{whole.headers['ETag']}", 200),
    ):
        response = client.get(FILE, headers={"Range": "bytes=0-1", "If-Range": condition})
        assert response.status_code == status


def test_head(client: FlaskClient) -> None:
    whole, head = client.get(FILE), client.head(FILE, headers={"Range": "bytes=0-1"})
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", str(len(whole.data)))


@pytest.mark.parametrize(
    "path",
    [
        "/dumps/1/dataset.nq.gz",
        "/dumps/2/dumps.json",
        "/dumps/2/delta.json",
        "/dumps/2/.lock",
        "/dumps/2/../../current",
        "/dumps/2/%2e%2e%2fx",
        "/dumps/2/",
        "/dumps/-1/x",
        f"/dumps/{'9' * 400}/x",
        f"/dumps/{'9' * 5000}/x",
    ],
)
def test_there_is_nothing_else(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
