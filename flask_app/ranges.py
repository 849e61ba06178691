"""Byte ranges (RFC 9110 §14), as plain functions: one range is honoured, several are answered with the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ONE = re.compile(r"\s*bytes\s*=[\s,]*([0-9]*)\s*-\s*([0-9]*)[\s,]*", re.ASCII | re.IGNORECASE)
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a representation.

    Attributes:
        start: first byte.
        stop: byte after the last.
    """

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def content_range(self, size: int) -> str:
        """Value of a Content-Range header (§14.4).

        >>> Span(0, 10).content_range(100)
        'bytes 0-9/100'
        """
        return f"bytes {self.start}-{self.stop - 1}/{size}"


class UnsatisfiableError(Exception):
    """No byte of the representation is in the range (§15.5.17)."""


def span(header: str, size: int) -> Span | None:
    """The part that a Range header asks for.

    Args:
        header: its value; empty if there is none.
        size: bytes of the representation.
    Returns:
        None for the whole: there is no range, it is malformed, in another unit, or there are several (§14.2 lets a server
        ignore those).
    Raises:
        UnsatisfiableError: it begins behind the end, or asks for the last 0 bytes.

    >>> span("bytes=90-", 100), span("bytes=-5", 100), span("lines=1-2", 100)
    (Span(start=90, stop=100), Span(start=95, stop=100), None)
    """
    match = _ONE.fullmatch(header)
    if not match or match[1] == match[2] == "" or max(len(match[1]), len(match[2])) > _MOST_DIGITS:
        return None
    first, last = match[1], match[2]
    if not first:
        return _suffix(int(last), size)
    start, stop = int(first), int(last) + 1 if last else size
    if stop <= start and last:
        return None  # the last before the first: invalid, so ignored (§14.1.1)
    if start >= size:
        raise UnsatisfiableError
    return Span(start, min(stop, size))


def _suffix(length: int, size: int) -> Span:
    if length == 0 or size == 0:
        raise UnsatisfiableError
    return Span(max(size - length, 0), size)


__all__ = ["Span", "UnsatisfiableError", "span"]
