"""XML sources as records: cut by their tags, each with the namespaces around it.

A parser that reads the whole file stops at the first fault. Here a record that is not well-formed costs only itself, its own
bytes are kept, and the place of each can be named. In memory: one record.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from ld.errors import SourceError
from ld.sources.opening import peek
from ld.sources.xml.opening_tag import ATTRIBUTES, NAME, declarations, encoding

MAX_RECORD = 64 << 20
"""No record is longer; to look for the end of one further would fill the memory."""

_CHUNK = 1 << 18
_LONGEST_TAG = 1 << 16
_LOOK_BACK = 300
"""Bytes in which the first characters of a tag may be cut: longer than any name of a record."""

# What is not markup: comments, CDATA, processing instructions; and a document type, whose entities nobody asks for.
_SKIPPED = rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>"
_SKIP_OPENING = rb"<(?:!--|!\[CDATA\[|\?|!DOCTYPE)"
_TAG = re.compile(_SKIPPED + rb"|<(/?)" + NAME + rb"(" + ATTRIBUTES + rb")>", re.DOTALL)
_OPENING = re.compile(_SKIP_OPENING + rb"|</?[A-Za-z_]")


class Piece(NamedTuple):
    """One record.

    Attributes:
        raw: standalone XML in UTF-8: the record's own bytes, with the namespaces declared around it added to its first tag.
        name: local name of its element.
        offset: bytes before it in the source; None where the source is not UTF-8.
        complete: the record's last tag is there.
    """

    raw: bytes
    name: str
    offset: int | None
    complete: bool = True


class _Window:
    """The part of a stream that is looked at."""

    def __init__(self, stream: BinaryIO, path: str, name: str) -> None:
        self.data = b""
        self.offset = 0
        self.place = 0
        self._stream = stream
        self._path = path
        self._decoder = None if name == "utf-8" else codecs.getincrementaldecoder(name)("replace")

    def more(self) -> bool:
        """Read on, keeping what is from `place` on; whether there was anything.

        Raises:
            SourceError: what must be kept has become too long.
        """
        kept = self.data[self.place :]
        if len(kept) > MAX_RECORD:
            message = f"no record ends in the {MAX_RECORD:,} bytes after byte {self.offset + self.place:,}; is this a file of records?"
            raise SourceError(message, origin=self._path)
        fresh = self._stream.read(max(_CHUNK, len(kept)))
        text = self._decoder.decode(fresh, not fresh).encode() if self._decoder else fresh
        self.offset += self.place
        self.data, self.place = kept + text, 0
        return bool(fresh)

    def next(self, opening: re.Pattern[bytes], tag: re.Pattern[bytes], start: int) -> re.Match[bytes] | None:
        """The next tag, or what is skipped whole, from `start` bytes after `place` on; None at the end.

        What begins like one and is cut by the end of what was read is looked at again once more is read. `place` is kept.
        """
        while True:
            begin = opening.search(self.data, self.place + start)
            found = tag.match(self.data, begin.start()) if begin else None
            if found:
                return found
            start = (
                begin.start() if begin else max(self.place + start, len(self.data) - _LOOK_BACK)
            ) - self.place
            if begin and begin[0][1:2] not in b"!?" and len(self.data) - begin.start() > _LONGEST_TAG:
                start += 1  # no tag: a "<" that somebody did not escape
            elif not self.more():
                if begin is None:
                    return None
                start += 1


class _Walk:
    """A walk from tag to tag, outside of records.

    Attributes:
        around: names of the open elements with the namespaces that each declares.
    """

    def __init__(self, stream: BinaryIO, path: str, names: Iterable[str]) -> None:
        name = encoding(peek(stream, 1024))
        self.window = _Window(stream, path, name)
        self.around: list[tuple[bytes, dict[bytes, bytes]]] = []
        self.names = frozenset(name.encode() for name in names)
        self.utf8 = name == "utf-8"

    def pieces(self) -> Iterator[Piece]:
        window = self.window
        while found := window.next(_OPENING, _TAG, 0):
            if found[3] in self.names and not found[1]:
                yield self._record(found)
            else:
                self._step(found)
                window.place = found.end()

    def _step(self, found: re.Match[bytes]) -> None:
        """Note a tag around records."""
        close, _, name, attributes = found.groups()
        if name is None:
            return
        if not close and not attributes.endswith(b"/"):
            self.around.append((name, declarations(attributes)))
        elif close and any(open_ == name for open_, _ in self.around):
            while self.around.pop()[0] != name:
                pass

    def _record(self, start: re.Match[bytes]) -> Piece:
        """The record that begins with the tag `start`, which is then behind `place`."""
        prefix, name, attributes = start[2], start[3], start[4]
        begin, window = start.start(), self.window
        opening = self._opening(start[0], attributes)
        window.place = begin
        length = len(start[0])
        end = length if attributes.endswith(b"/") else self._end(prefix, name, length)
        raw = opening + window.data[window.place + length : window.place + (end or len(window.data))]
        piece = Piece(raw, name.decode(), self._offset(), complete=end is not None)
        window.place = window.place + end if end is not None else len(window.data)
        return piece

    def _offset(self) -> int | None:
        return self.window.offset + self.window.place if self.utf8 else None

    def _opening(self, tag: bytes, attributes: bytes) -> bytes:
        """A record's first tag with the namespaces declared around it."""
        inherited: dict[bytes, bytes] = {}
        for _, declared in self.around:
            inherited |= declared
        own = declarations(attributes)
        added = b"".join(
            b' xmlns%s="%s"' % (b":" + prefix if prefix else b"", address.replace(b'"', b"&quot;"))
            for prefix, address in inherited.items()
            if prefix not in own and (address or not prefix)
        )
        cut = len(tag) - (2 if attributes.endswith(b"/") else 1)
        return tag[:cut] + added + tag[cut:]

    def _end(self, prefix: bytes | None, name: bytes, length: int) -> int | None:
        """Bytes from `place` to the end of the record's last tag; None if the source ends before."""
        qualified = re.escape(prefix + b":" + name if prefix else name)
        opening = re.compile(_SKIP_OPENING + rb"|</?" + qualified + rb"(?=[\s/>])")
        tag = re.compile(_SKIPPED + rb"|<(/)?" + qualified + rb"(?=[\s/>])(" + ATTRIBUTES + rb")>", re.DOTALL)
        depth, place, window = 1, length, self.window
        while found := window.next(opening, tag, place):
            place = found.end() - window.place
            if found[2] is not None:
                depth += -1 if found[1] else 0 if found[2].endswith(b"/") else 1
            if depth == 0:
                return place
        return None


def records(stream: BinaryIO, path: str, names: Iterable[str]) -> Iterator[Piece]:
    """The records of an XML source.

    Args:
        stream: decompressed; UTF-8, or what its declaration or byte order mark says.
        path: its name, for messages.
        names: local names of the elements that are records, wherever they stand; inside of one none is looked for.
    Yields:
        each record, in order; a last one that is cut off is not `complete`. Whether a record is well-formed is not looked at.
    Raises:
        SourceError: a record is longer than :data:`MAX_RECORD`.

    >>> import io
    >>> text = b'<c xmlns="http://a"><r>1</r><!-- <r>no</r> --><r>2</r></c>'
    >>> [(piece.raw, piece.offset) for piece in records(io.BytesIO(text), "a.xml", ["r"])]
    [(b'<r xmlns="http://a">1</r>', 20), (b'<r xmlns="http://a">2</r>', 46)]
    """
    return _Walk(stream, path, names).pieces()


__all__ = ["MAX_RECORD", "Piece", "records"]
