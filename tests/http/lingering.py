"""Clients that take their time: readers that hardly read, and askers that do not finish asking."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def slow_reader(port: int) -> Iterator[socket.socket]:
    """A connection whose other end takes next to nothing of what it is sent."""
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        reader.settimeout(30)
        reader.connect(("127.0.0.1", port))
        yield reader


def half_open(stack: ExitStack, port: int, count: int, begun: bytes) -> None:
    """Connections on which a request was begun, until the stack is left."""
    for _ in range(count):
        half = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
        half.sendall(begun)
