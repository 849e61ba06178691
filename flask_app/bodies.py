"""Reading what requests bring: who sends a byte and then nothing holds a thread, so there may only be so many who send."""

from __future__ import annotations

from flask import request

from flask_app.clients import client
from flask_app.service import service


def read_body(most: int) -> bytes:
    """The body of this request, or more than `most` bytes of it, which is too much.

    Raises:
        ServiceUnavailable: too many are sending, or too many connections of this client.
    """
    token = service().bodies.take(client())
    try:
        return request.stream.read(most + 1)
    finally:
        token.put_back()


__all__ = ["read_body"]
