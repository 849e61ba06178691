"""Every kind of resource × every kind of Accept header × methods × conditions: one table decides what must come."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.flask_app.catalogue import BASE
from tests.flask_app.matrix import KINDS, NONE, ROWS, Kind, Row, expected

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
VALIDATORS = ("Cache-Control", "Content-Location", "ETag", "Vary")
LONG_AGO = "Sun, 06 Nov 1994 08:49:37 GMT"


def test_the_table_is_large_enough() -> None:
    assert len({row.accept for row in ROWS}) >= 40


def ask(client: FlaskClient, kind: Kind, row: Row, method: str = "GET", **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    accept = {} if row.accept is None else {"Accept": row.accept}
    return client.open(kind.path, method=method, headers=accept | named)


def vary(kind: Kind, *, found: bool) -> set[str]:
    names = {"Accept"} if kind.column or not found else set()
    names |= {"Accept-Profile"} if kind.profiles else set()
    names |= {"Accept-Language"} if kind.languages else set()
    return names | ({"Accept-Encoding"} if kind.coded else set())


@ALL
def test_what_comes_for_each_header(client: FlaskClient, kind: Kind) -> None:
    for row in ROWS:
        response = ask(client, kind, row)
        wanted = expected(kind, row)
        place = (row.accept, response.status_code, response.headers.get("Content-Type"))
        assert (response.status_code == 406) == (wanted == NONE), place
        assert set(response.headers["Vary"].split(", ")) == vary(kind, found=wanted != NONE), place
        assert int(response.headers["Content-Length"]) == len(response.data), place
        assert "Cache-Control" in response.headers, place
        if wanted != NONE:
            assert response.status_code == 200, place
            assert response.headers["Content-Type"].partition(";")[0] == wanted, place
            assert ("ETag" in response.headers) == kind.tagged, place
        elif not any(part in (row.accept or "") for part in ("html", "text/*")):  # those get a page
            assert response.headers["Content-Type"] == "application/problem+json", place
            assert response.json is not None
            assert response.json["alternates"], place


@ALL
def test_head_is_get_without_the_body(client: FlaskClient, kind: Kind) -> None:
    for row in ROWS:
        got, head = ask(client, kind, row), ask(client, kind, row, "HEAD")
        assert (head.status_code, head.data) == (got.status_code, b""), row.accept
        assert dict(head.headers) == dict(got.headers), row.accept


@ALL
def test_the_address_that_is_named_answers_the_same(client: FlaskClient, kind: Kind) -> None:
    for row in ROWS:
        response = ask(client, kind, row)
        location = response.headers.get("Content-Location")
        if response.status_code != 200 or location is None:
            continue
        assert location.startswith(f"{BASE}/"), row.accept
        again = client.get(location.removeprefix(BASE), headers={"Accept": "image/png"})
        assert (again.status_code, again.data) == (200, response.data), (row.accept, location)
        kinds = [one.headers["Content-Type"].partition(";")[0] for one in (again, response)]
        assert kinds[0] == kinds[1], (row.accept, location)


def conditions(tag: str, modified: str | None) -> list[tuple[dict[str, str], int]]:
    """RFC 9110 §13.2.2, line by line."""
    found = [
        ({"If_None_Match": tag}, 304),
        ({"If_None_Match": f"W/{tag}"}, 304),
        ({"If_None_Match": f'"other", {tag}'}, 304),
        ({"If_None_Match": "*"}, 304),
        ({"If_None_Match": '"other"'}, 200),
        ({"If_Match": tag}, 200),
        ({"If_Match": "*"}, 200),
        ({"If_Match": '"other"'}, 412),
        ({"If_Match": f"W/{tag}"}, 412),
        ({"If_Match": tag, "If_None_Match": tag}, 304),
    ]
    if modified is not None:
        found += [
            ({"If_Modified_Since": modified}, 304),
            ({"If_Modified_Since": LONG_AGO}, 200),
            ({"If_Modified_Since": "yesterday"}, 200),
            ({"If_Modified_Since": modified, "If_None_Match": '"other"'}, 200),
            ({"If_Unmodified_Since": LONG_AGO}, 412),
            ({"If_Unmodified_Since": modified}, 200),
        ]
    return found


@ALL
def test_conditions(client: FlaskClient, kind: Kind) -> None:
    """After negotiation: a condition never decides what is chosen, and of what is not there nothing is 304 (§13.2.1)."""
    for row in ROWS:
        full = ask(client, kind, row)
        if full.status_code != 200:
            refused = ask(client, kind, row, If_None_Match="*")
            assert refused.status_code == full.status_code, row.accept
            continue
        if not kind.tagged:
            continue
        for headers, status in conditions(full.headers["ETag"], full.headers.get("Last-Modified")):
            response = ask(client, kind, row, **headers)
            assert response.status_code == status, (row.accept, headers)
            if status == 304:
                assert response.data == b"", (row.accept, headers)
                assert "Content-Type" not in response.headers, (row.accept, headers)
                for name in VALIDATORS:
                    assert response.headers.get(name) == full.headers.get(name), (row.accept, headers, name)


@ALL
def test_no_two_representations_share_a_tag(client: FlaskClient, kind: Kind) -> None:
    """Of one address: by tag there is one media type and one body (§8.8.3)."""
    by_tag: dict[str, tuple[str, bytes]] = {}
    for row in ROWS:
        for coding in ("identity", "gzip", "br"):
            response = ask(client, kind, row, Accept_Encoding=coding)
            if response.status_code == 200 and kind.tagged:
                found = (response.headers["Content-Type"], response.data)
                assert by_tag.setdefault(response.headers["ETag"], found) == found, (row.accept, coding)


@ALL
def test_other_methods(client: FlaskClient, kind: Kind) -> None:
    allowed = {"GET", "HEAD", "OPTIONS", *kind.methods}
    for row in ROWS[::9]:
        for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            if method in allowed:
                continue
            response = ask(client, kind, row, method)
            assert response.status_code == 405, (method, row.accept)
            assert set(response.headers["Allow"].split(", ")) == allowed, (method, row.accept)
        response = ask(client, kind, row, "OPTIONS")
        assert (response.status_code, response.data) == (204, b"")
        assert set(response.headers["Allow"].split(", ")) == allowed


@ALL
def test_dates_are_dates_and_not_of_the_future(client: FlaskClient, kind: Kind) -> None:
    response = client.get(kind.path)
    modified = response.headers.get("Last-Modified")
    if modified is not None:
        from datetime import UTC, datetime

        assert parsedate_to_datetime(modified) <= datetime.now(UTC)


@ALL
def test_what_every_response_has(client: FlaskClient, kind: Kind) -> None:
    for response in (
        client.get(kind.path),
        client.put(kind.path),
        client.get(kind.path, headers={"Accept": "image/png"}),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "ETag" in response.headers["Access-Control-Expose-Headers"]
        names = [name.lower() for name, _ in response.headers]
        assert len(names) == len(set(names)), "a header comes twice"
