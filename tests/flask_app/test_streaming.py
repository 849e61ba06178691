"""Permits for long bodies."""

from __future__ import annotations

from io import BytesIO

import pytest
from werkzeug.exceptions import ServiceUnavailable

from flask_app.streaming import Stream, Tokens


def test_there_are_only_so_many_and_each_comes_back_once() -> None:
    tokens = Tokens(total=2, each=2)
    one, two = tokens.take("10.0.0.1"), tokens.take("10.0.0.2")
    with pytest.raises(ServiceUnavailable) as refused:
        tokens.take("10.0.0.3")
    assert dict(refused.value.get_headers())["Retry-After"]
    one.put_back()
    one.put_back()
    assert tokens.taken == 1
    tokens.take("10.0.0.3")
    two.put_back()
    assert tokens.taken == 1


def test_a_client_has_its_share_and_a_proxy_on_this_machine_more() -> None:
    tokens = Tokens(total=10, each=2)
    for _ in range(2):
        tokens.take("10.0.0.1")
    with pytest.raises(ServiceUnavailable):
        tokens.take("10.0.0.1")
    for _ in range(5):
        tokens.take("")
    assert tokens.taken == 7


def test_a_stream_gives_back_at_its_end_and_when_it_is_closed_early() -> None:
    tokens = Tokens()
    file = BytesIO(b"x" * 300_000)
    stream = Stream(file, 200_001, tokens.take("a"))
    assert sum(map(len, stream)) == 200_001
    assert file.closed
    assert tokens.taken == 0
    early = Stream(BytesIO(b"x" * 300_000), 300_000, tokens.take("a"))
    next(early)
    early.close()
    early.close()
    assert tokens.taken == 0
