from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.hosts import is_trusted

HOSTS = ("catalog.example.org", "localhost", "127.0.0.1", "[::1]")


@pytest.mark.parametrize(
    "header",
    ["catalog.example.org", "Catalog.Example.Org:443", "localhost:1", "[::1]:80", "[::1]", "localhost."],
)
def test_ours(header: str) -> None:
    assert is_trusted(header, HOSTS)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "evil.example",
        "localhost:x",
        "localhost:123456",
        "user@localhost",
        "localhost/..",
        "localhost\n",
        "::1",
        "localhost,b",
        " localhost",
    ],
)
def test_not_ours(header: str | None) -> None:
    assert not is_trusted(header, HOSTS)


@given(st.text(max_size=40))
def test_only_listed_names_are_trusted(header: str) -> None:
    assert not is_trusted(header, HOSTS) or header.lower().startswith(HOSTS)
