"""Long bodies: each holds a thread for as long as its reader takes, so there may only be so many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import IO

from werkzeug.exceptions import ServiceUnavailable

LONG = 1_000_000
"""Bytes up to which a body is handed over whole, which frees the thread at once."""
_BLOCK = 131_072
RETRY_AFTER = 5


class Tokens:
    """Permits to send long bodies; thread-safe.

    Args:
        total: long bodies at once.
        each: of one client. Programs on this machine are not held to it: they may be a proxy, with many clients.
        what: they are permits for, in the plural.
    """

    def __init__(self, total: int = 32, each: int = 4, what: str = "long downloads") -> None:
        self._total = total
        self._each = each
        self._what = what
        self._lock = Lock()
        self._taken: Counter[str] = Counter()

    def take(self, client: str) -> Token:
        """A permit.

        Args:
            client: as :func:`flask_app.clients.client_of` has it.
        Raises:
            ServiceUnavailable: all are taken, or all of this client's.
        """
        with self._lock:
            own = self._taken[client] if client else 0
            if self._taken.total() >= self._total or own >= self._each:
                msg = f"Too many {self._what} are under way. Try again in a few seconds."
                raise ServiceUnavailable(msg, retry_after=RETRY_AFTER)
            self._taken[client] += 1
        return Token(self, client)

    def put_back(self, client: str) -> None:
        """Return a permit."""
        with self._lock:
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]

    @property
    def taken(self) -> int:
        """How many are taken."""
        with self._lock:
            return self._taken.total()


class Token:
    """A permit; put back once, however often that is asked."""

    def __init__(self, tokens: Tokens, client: str) -> None:
        self._tokens: Tokens | None = tokens
        self._client = client

    def put_back(self) -> None:
        """Return it."""
        tokens, self._tokens = self._tokens, None
        if tokens is not None:
            tokens.put_back(self._client)


class Stream:
    """A part of a file as a WSGI body; closing it closes the file and returns the permit (PEP 3333).

    Args:
        file: binary, at the first byte to send.
        length: bytes to send.
        token: returned at the end.
    """

    def __init__(self, file: IO[bytes], length: int, token: Token) -> None:
        self._file = file
        self._left = length
        self._token = token

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = self._file.read(min(_BLOCK, self._left))
        if not block:
            self.close()
            raise StopIteration
        self._left -= len(block)
        return block

    def close(self) -> None:
        """Let go of the file and the permit."""
        self._file.close()
        self._token.put_back()


__all__ = ["LONG", "RETRY_AFTER", "Stream", "Token", "Tokens"]
