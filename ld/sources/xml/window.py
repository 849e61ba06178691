"""A stream of XML as far as it is in memory."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

MAX_RECORD = 64 << 20
"""No record is longer; to look for the end of one further would fill the memory."""

_CHUNK = 1 << 18
_LONGEST_TAG = 1 << 16
_LOOK_BACK = 300
"""Bytes in which the first characters of a tag may be cut: longer than any name of a record."""


class Window:
    """What of a stream is in memory, as UTF-8. Places are bytes from the start of the stream.

    Args:
        stream: decompressed.
        encoding: Python's name of it.

    Attributes:
        data: the part that is in memory.
        base: place of its first byte.
        keep: what is before this place may be forgotten.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self.data = b""
        self.base = 0
        self.keep = 0
        self._stream = stream
        self._decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
        self._absent: dict[bytes, tuple[int, int]] = {}  # by text, from where to where it does not begin

    @property
    def end(self) -> int:
        """Place behind the last byte in memory."""
        return self.base + len(self.data)

    @property
    def full(self) -> bool:
        """Whether no more can be read without forgetting something that must be kept."""
        return self.end - self.keep > MAX_RECORD

    def more(self) -> bool:
        """Read on; False if the stream is at its end, or this is :attr:`full`."""
        if self.full:
            return False
        kept = self.end - self.keep
        fresh = self._read(max(_CHUNK, min(kept, MAX_RECORD - kept)))
        self.data = self.data[self.keep - self.base :] + fresh
        self.base = self.keep
        return bool(fresh)

    def _read(self, size: int) -> bytes:
        """At least a chunk, so that a stream which gives a few bytes a time costs no more than others."""
        pieces: list[bytes] = []
        missing = size
        while missing > 0:
            raw = self._stream.read(missing)
            text = self._decoder.decode(raw, not raw).encode("utf-8", "replace") if self._decoder else raw
            pieces.append(text)
            missing -= len(text)
            if not raw:
                break
        return b"".join(pieces)

    def cut(self, start: int, end: int) -> bytes:
        """The bytes between two places in memory."""
        return self.data[start - self.base : end - self.base]

    def match(self, pattern: re.Pattern[bytes], place: int) -> re.Match[bytes] | None:
        """A tag that `pattern` matches at `place`; None if what looks like one is none.

        Inside of a tag there is no other ``<``: where one comes first, somebody has not escaped the ``<`` at `place`.
        """
        while True:
            found = pattern.match(self.data, place - self.base)
            if found:
                return found
            over = self.data.find(b"<", place - self.base + 1) >= 0 or self.end - place > _LONGEST_TAG
            if over or not self.more():
                return None

    def search(self, pattern: re.Pattern[bytes], place: int, *, forget: bool) -> int | None:
        """Where the next thing begins that `pattern` finds, from `place` on; None at the end.

        Args:
            pattern: finds first characters of a tag, at most 300.
            forget: what is before need not be kept.
        """
        while True:
            found = pattern.search(self.data, place - self.base)
            if found:
                return self.base + found.start()
            place = max(place, self.end - _LOOK_BACK)
            if forget:
                self.keep = place
            if not self.more():
                return None

    def find(self, text: bytes, start: int, limit: int) -> int | None:
        """Where `text` is next, from `start` on; None if not before `limit`.

        What was looked through once is not looked through again, so that thousands of comments without an end cost no more
        than one.
        """
        first, known = self._absent.get(text, (0, 0))
        first, place = (first, max(start, known)) if first <= start <= known else (start, start)
        while True:
            found = self.data.find(text, place - self.base)
            place = self.base + found if found >= 0 else max(place, self.end - len(text) + 1)
            if found >= 0 or place >= limit or not self.more():
                self._absent[text] = (first, place)
                return place if found >= 0 and place < limit else None


__all__ = ["MAX_RECORD", "Window"]
