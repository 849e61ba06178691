"""XML sources as records: cut by their tags, each with the namespaces around it.

A parser that reads the whole file stops at the first fault. Here a record that is not well-formed costs only itself, its own
bytes are kept, and the place of each can be named. In memory: one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import BinaryIO, NamedTuple

from ld.errors import SourceError
from ld.sources.opening import peek
from ld.sources.xml.opening_tag import ATTRIBUTES, DOCTYPE, NAME, declarations, encoding
from ld.sources.xml.window import MAX_RECORD, Window

_LONGEST_SECTION = 4 << 20
"""Bytes of a comment or CDATA section. What goes on longer was never closed, and would hide the records after it."""

_DEEPEST = 16
"""Elements of a record's name inside of one another. In real records they are two; more are records without an end."""

# What is not markup: comments, CDATA, processing instructions (XML 1.0 §2.5 to 2.7).
_SECTIONS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_SECTION = rb"<!--|<!\[CDATA\[|<\?"
_DOCTYPE = re.compile(DOCTYPE, re.DOTALL)
_TAG = re.compile(rb"<(/?)" + NAME + rb"(" + ATTRIBUTES + rb")>")
_OPENING = re.compile(_SECTION + rb"|<!DOCTYPE|</?[A-Za-z_\x80-\xff]")
_REST_OF_TAG = re.compile(rb"\s*+>")


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


class _Found(NamedTuple):
    """A tag, and the places where it begins and ends."""

    tag: re.Match[bytes]
    start: int
    end: int


class _Walk:
    """A walk from tag to tag.

    Attributes:
        around: qualified names of the open elements outside of records, with the namespaces that each declares.
    """

    def __init__(self, stream: BinaryIO, path: str, names: Iterable[str], *, nested: bool) -> None:
        name = encoding(peek(stream, 1024))
        self.window = Window(stream, name)
        self.around: list[tuple[bytes, dict[bytes, bytes]]] = []
        self._inherited: dict[bytes, bytes] = {}
        self._names = frozenset(name.encode() for name in names)
        self._path = path
        self._utf8 = name == "utf-8"
        self._nested = nested
        self._doctypes = True

    def pieces(self) -> Iterator[Piece]:
        place = 0
        while found := self._next(place, _OPENING, _TAG, forget=True):
            if found.tag[3] in self._names and not found.tag[1]:
                piece, place = self._record(found)
                yield piece
            else:
                self._step(found.tag)
                place = found.end

    def _next(
        self, place: int, opening: re.Pattern[bytes], tag: re.Pattern[bytes], *, forget: bool
    ) -> _Found | None:
        """The next tag from `place` on that is in no comment or the like; None at the end."""
        window = self.window
        while True:
            begin = window.search(opening, place, forget=forget)
            if begin is None:
                return None
            if forget:
                window.keep = begin
            if window.cut(begin + 1, begin + 2) in (b"!", b"?"):
                place = self._after_section(begin)
                continue
            found = window.match(tag, begin)
            if found:
                return _Found(found, begin, begin + len(found[0]))
            place = begin + 1

    def _after_section(self, begin: int) -> int:
        """The place behind what is not markup; behind its first character if it has no end."""
        window = self.window
        for opening, closing in _SECTIONS.items():
            if window.cut(begin, begin + len(opening)) == opening:
                end = window.find(closing, begin + len(opening), begin + _LONGEST_SECTION)
                return begin + 1 if end is None else end + len(closing)
        return self._after_doctype(begin)

    def _after_doctype(self, begin: int) -> int:
        """A document type without an end is looked at once, not a thousand times."""
        while self._doctypes:
            found = _DOCTYPE.match(self.window.data, begin - self.window.base)
            if found:
                return begin + len(found[0])
            self._doctypes = self.window.end - begin < _LONGEST_SECTION and self.window.more()
        return begin + 1

    def _step(self, tag: re.Match[bytes]) -> None:
        """Note a tag around records."""
        close, prefix, name, attributes = tag.groups()
        qualified = prefix + b":" + name if prefix else name
        if not close and not attributes.endswith(b"/"):
            self.around.append((qualified, declarations(attributes)))
        elif close and any(open_ == qualified for open_, _ in self.around):
            while self.around.pop()[0] != qualified:
                pass
        else:
            return
        self._inherited = {}
        for _, declared in self.around:
            self._inherited |= declared

    def _record(self, found: _Found) -> tuple[Piece, int]:
        """The record that begins with a tag, and the place to go on from."""
        prefix, name, attributes = found.tag[2], found.tag[3], found.tag[4]
        first = found.tag[0]
        opening = self._opening(first, attributes) if self._inherited else first
        end, complete = found.end, True
        if not attributes.endswith(b"/"):
            end, complete = self._end(prefix + b":" + name if prefix else name, found)
        raw = opening + self.window.cut(found.end, end)
        return Piece(raw, name.decode(), found.start if self._utf8 else None, complete), end

    def _opening(self, tag: bytes, attributes: bytes) -> bytes:
        """A record's first tag with the namespaces declared around it."""
        own = declarations(attributes)
        added = b"".join(
            b' xmlns%s="%s"' % (b":" + prefix if prefix else b"", address.replace(b'"', b"&quot;"))
            for prefix, address in self._inherited.items()
            if prefix not in own and (address or not prefix)
        )
        cut = len(tag) - (2 if attributes.endswith(b"/") else 1)
        return tag[:cut] + added + tag[cut:]

    def _end(self, qualified: bytes, found: _Found) -> tuple[int, bool]:
        """Where a record ends, and whether that is by its last tag."""
        end = self._plain_end(qualified, found.end)
        return self._searched_end(qualified, found) if end is None else (end, True)

    def _plain_end(self, qualified: bytes, start: int) -> int | None:
        """The end of a record without comments and the like, and without another one inside: nearly every one; else None."""
        window, closing, place = self.window, b"</" + qualified, start
        while (last := window.find(closing, place, window.keep + MAX_RECORD)) is not None:
            place = last + len(closing)
            rest = window.match(_REST_OF_TAG, place)
            if rest:
                plain = not self._has_more_inside(qualified, start, last)
                return place + len(rest[0]) if plain else None
        return None

    def _has_more_inside(self, qualified: bytes, start: int, end: int) -> bool:
        """Whether between two places something may be that is not what it seems. Single rare bytes are found fastest."""
        data, start, end = self.window.data, start - self.window.base, end - self.window.base
        if data.find(b"<" + qualified, start, end) >= 0 and _start(qualified).search(data, start, end):
            return True
        for mark in (b"!", b"?"):
            place = data.find(mark, start, end)
            while place >= 0:
                if data[place - 1 : place] == b"<":
                    return True
                place = data.find(mark, place + 1, end)
        return data.find(b"<" + qualified, start, end) >= 0 and bool(
            _start(qualified).search(data, start, end)
        )

    def _searched_end(self, qualified: bytes, start: _Found) -> tuple[int, bool]:
        """Where a record ends, tag by tag.

        One that is never closed ends where the next one begins: at once if records are never inside of one another, else if
        the element around them ends first.
        """
        opening, tag = _patterns(qualified, self.around[-1][0] if self.around else qualified)
        depth, place, inner = 1, start.end, None
        while found := self._next(place, opening, tag, forget=False):
            place = found.end
            close, own, attributes = found.tag.groups()
            if own != qualified:
                if close:
                    return inner or found.start, False
                continue
            if not close and not self._nested:
                return found.start, False
            if not close:
                inner = inner or found.start
            depth += -1 if close else 0 if attributes.endswith(b"/") else 1
            if depth == 0:
                return place, True
            if inner and depth > _DEEPEST:
                return inner, False
        if not self.window.full:
            return self.window.end, False
        if inner is None:
            raise SourceError(
                f"no record ends in the {MAX_RECORD:,} bytes after byte {start.start:,}; is this a file of records?",
                origin=self._path,
            )
        return inner, False


@lru_cache(maxsize=64)
def _patterns(qualified: bytes, around: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """What to look for inside of a record: the beginning of a tag of its name or of the element around it, and the tag."""
    names = rb"(?:%s|%s)(?=[\s/>])" % (re.escape(qualified), re.escape(around))
    return (
        re.compile(_SECTION + rb"|</?" + names),
        re.compile(rb"<(/)?(" + names + rb")(" + ATTRIBUTES + rb")>"),
    )


@lru_cache(maxsize=64)
def _start(qualified: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<%s(?=[\s/>])" % re.escape(qualified))


def records(stream: BinaryIO, path: str, names: Iterable[str], *, nested: bool = True) -> Iterator[Piece]:
    """The records of an XML source.

    Args:
        stream: decompressed; UTF-8, or what its byte order mark or declaration says.
        path: its name, for messages.
        names: local names of the elements that are records, wherever they stand; inside of one none is looked for.
        nested: inside of a record there may be elements of the same name. If not, one that is never closed ends where the
            next one begins.
    Yields:
        each record, in order; one that is cut off or never closed is not `complete`. Whether a record is well-formed is not
        looked at.
    Raises:
        SourceError: a record is longer than :data:`MAX_RECORD`.

    >>> import io
    >>> text = b'<c xmlns="http://a"><r>1</r><!-- <r>no</r> --><r>2</r></c>'
    >>> [(piece.raw, piece.offset) for piece in records(io.BytesIO(text), "a.xml", ["r"])]
    [(b'<r xmlns="http://a">1</r>', 20), (b'<r xmlns="http://a">2</r>', 46)]
    """
    return _Walk(stream, path, names, nested=nested).pieces()


__all__ = ["MAX_RECORD", "Piece", "records"]
