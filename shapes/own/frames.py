"""Messages between :mod:`shapes.own.guarded` and its process: one byte of what it is, seconds, length, content."""

from __future__ import annotations

import struct
from typing import Final

HEADER: Final = struct.Struct("!cdI")
"""Operation or status, seconds that it may take (0 in answers), bytes that follow."""

SHAPES: Final = b"S"
"""Request: N-Triples of shapes, to be used from now on."""
RUN: Final = b"R"
"""Request: N-Triples of a record; answered by results."""

OK: Final = b"K"
"""Answer: done; results are a JSON array of arrays, each the members of :class:`shapes.engines.Result`."""
SYNTAX: Final = b"N"
"""Answer: the text is no N-Triples; JSON array of message, line, column."""
LOAD: Final = b"L"
"""Answer: the engine does not take the shapes; why."""
FAILED: Final = b"F"
"""Answer: the engine gives up; why."""
MEMORY: Final = b"M"
"""Answer: no memory was left."""

MAX_ANSWER: Final = 64 << 20
"""Bytes of an answer; more is never sent by a process in its right mind."""


def frame(kind: bytes, seconds: float, content: bytes) -> bytes:
    """A message as bytes.

    >>> HEADER.unpack(frame(RUN, 2.0, b"abc")[: HEADER.size])
    (b'R', 2.0, 3)
    """
    return HEADER.pack(kind, seconds, len(content)) + content
