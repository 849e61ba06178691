"""Who is asking."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from flask_app.clients import client, client_of

OURS = ("127.0.0.1", "::1")


@pytest.mark.parametrize(
    ("address", "forwarded", "expected"),
    [
        ("127.0.0.1", None, ""),
        ("::1", None, ""),
        ("::ffff:127.0.0.1", None, ""),
        ("192.0.2.1", None, "192.0.2.1"),
        ("::ffff:192.0.2.1", None, "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 192.0.2.1, 127.0.0.1", "192.0.2.1"),
        ("127.0.0.1", " , ", ""),
        ("127.0.0.1", "[2001:db8::1]", "2001:db8::/64"),
        ("2001:db8:0:1::2", None, "2001:db8:0:1::/64"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("127.0.0.1", "unknown", "unknown"),
    ],
)
def test_the_client(address: str, forwarded: str | None, expected: str) -> None:
    assert client_of(address, forwarded, OURS) == expected


@given(st.text(), st.none() | st.text())
def test_any_text_is_some_client(address: str, forwarded: str | None) -> None:
    assert len(client_of(address, forwarded, OURS)) <= 64


@given(st.text())
def test_nobody_becomes_another_by_saying_so(claimed: str) -> None:
    assert client_of("192.0.2.1", claimed, OURS) == "192.0.2.1"
    assert client_of("127.0.0.1", f"{claimed}, 192.0.2.1", OURS) == "192.0.2.1"


def test_the_client_of_a_request(app: Flask) -> None:
    with app.test_request_context(
        "/", headers={"X-Forwarded-For": "192.0.2.5"}, environ_base={"REMOTE_ADDR": "127.0.0.1"}
    ):
        assert client() == "192.0.2.5"
