"""The documents inside a JSON list, an answer of Solr, or an answer of VuFind's own API, one at a time.

A parser would give values; what is wanted are the bytes of each document as they stand: so that a number keeps its digits,
a name that occurs twice is noticed, a place can be named, and a broken document costs only itself. So this looks for the
brackets that balance, skipping strings, and leaves what is inside to the caller. In memory: one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ld.errors import SourceError, TruncatedSourceError

MAX_DOCUMENT = 64 << 20
"""No document is longer; to look for the end of one further would fill the memory."""

_CHUNK = 1 << 18
# JSON allows no line break in a string. Where there is one, it is either in a value that nobody escaped, or the closing
# quote is missing: the latter if the next line goes on with a name or a closing bracket. While neither can be told, no
# pattern matches, and more is read.
_INDENT = rb"\n[ \t]*+,?+[ \t]*+"
_VALUE_GOES_ON = _INDENT + rb'(?=[^ \t"}\]]|"[^"\\\n]*+(?:[\\\n]|"[ \t]*+[^ \t:]))'
_QUOTE_IS_MISSING = re.compile(_INDENT + rb'(?:[}\]]|"[^"\\\n]*+"[ \t]*+:)')
_STRING = rb'"[^"\\\n]*+(?>(?:\\[\x00-\xff]|' + _VALUE_GOES_ON + rb')[^"\\\n]*+)*+"'
_OPEN_STRING = re.compile(_STRING[:-1])
_BETWEEN = re.compile(rb'(?>[^"{}\[\]]++|' + _STRING + rb")*+")
# Inside a document, a list that holds no list or object is skipped whole: most fields are such lists.
_INSIDE = re.compile(rb'(?>[^"{}\[\]]++|' + _STRING + rb'|\[(?>[^"{}\[\]]++|' + _STRING + rb")*+\])*+")
_NAME = re.compile(rb'"([^"\\\n]*+)"\s*:\s*\Z')
_LONGEST_NAME = 200
_FILLING = b" \t\r\n,\x1e\xef\xbb\xbf"  # \x1e: RFC 7464; the rest: byte order marks of files put together

_BRACE, _BRACKET = b"{["
_OPENER_OF = {ord("}"): _BRACE, ord("]"): _BRACKET}

_LISTS = {(b"response", b"docs"), (b"records",), (b"docs",)}
"""Where answers have their documents: Solr's; VuFind's own; Solr's without its outer object."""
_FOUND = re.compile(rb'"(?:numFound|resultCount)"\s*:\s*(\d{1,18})\b')
_START = re.compile(rb'"start"\s*:\s*(\d{1,18})\b')


class Document(NamedTuple):
    """A document: its bytes, and how many are before it in the source."""

    raw: bytes
    offset: int


class Stray(NamedTuple):
    """Text between documents that should not be there."""

    raw: bytes
    offset: int


class Answer(NamedTuple):
    """The end of an answer: how many documents it says there are, where in them it starts, how many it has."""

    found: int | None
    start: int
    given: int


class _Window:
    """The part of a stream that is looked at: from `keep` on, as far as needed."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self.data = b""
        self.offset = 0
        self.keep = 0
        self.place = 0
        self._stream = stream
        self._path = path
        self._ended = False

    def take(self) -> tuple[bytes, int]:
        """The bytes from `keep` to `place`, and their offset; from there on they are kept anew."""
        taken = self.data[self.keep : self.place], self.offset + self.keep
        self.keep = self.place
        return taken

    def more(self) -> bool:
        """Read on; whether there was anything.

        Raises:
            SourceError: what must be kept has become too long.
        """
        kept = self.data[self.keep :]
        if len(kept) > MAX_DOCUMENT:
            message = (
                f"no document ends in the {MAX_DOCUMENT:,} bytes after byte {self.offset + self.keep:,}; "
                "if that is no mistake, give the documents one a line"
            )
            raise SourceError(message, origin=self._path)
        # As much again as there is: a long string is then looked through a few times, not once a chunk.
        fresh = self._stream.read(max(_CHUNK, len(kept)))
        if not fresh and not self._ended:
            fresh, self._ended = b"\n", True  # so that whatever waits for the next line is decided
        self.offset += self.keep
        self.place -= self.keep
        self.keep = 0
        self.data = kept + fresh
        return bool(fresh)

    def bracket(self, skipped: re.Pattern[bytes]) -> int | None:
        """The next bracket outside of strings, which is at `place`; None at the end."""
        while True:
            match = skipped.match(self.data, self.place)
            self.place = match.end() if match else self.place
            if self.place < len(self.data) and self.data[self.place] != ord('"'):
                return self.data[self.place]
            if not self._left_broken_string() and not self.more():
                self.place = len(self.data) - 1  # the line end is ours
                return None

    def _left_broken_string(self) -> bool:
        """Go past a string without its closing quote; False if there is none in sight."""
        match = _OPEN_STRING.match(self.data, self.place)
        broken = _QUOTE_IS_MISSING.match(self.data, match.end()) if match else None
        if match is None or broken is None:
            return False
        self.place = match.end()
        return True

    def name(self) -> bytes:
        """The name whose value begins at `place`; empty if there is none."""
        match = _NAME.search(self.data, max(self.keep, self.place - _LONGEST_NAME), self.place)
        return match[1] if match else b""


class _Walk:
    """A walk from bracket to bracket.

    Attributes:
        open: the brackets around `window.place`.
        base: how many of them are around an answer, or around a document outside of answers: one in a list, else none.
        level: how many are around documents now; None in what else an answer holds.
    """

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self.window = _Window(stream, path)
        self.path = path
        self.open = bytearray()
        self.base = 0
        self.level: int | None = 0
        self.total = 0
        self._name = b""
        self._answer = Answer(None, 0, 0)

    def pieces(self) -> Iterator[Document | Stray | Answer]:
        while (bracket := self.window.bracket(_INSIDE if self._is_inside() else _BETWEEN)) is not None:
            yield from self._closed(bracket) if bracket in _OPENER_OF else self._opened(bracket)
        if self.open:
            raise TruncatedSourceError(self._cut(), origin=self.path)
        yield from self._between()

    def _is_inside(self) -> bool:
        """Whether this is inside a document."""
        return self.level is not None and len(self.open) > self.level

    def _between(self) -> Iterator[Stray]:
        raw, offset = self.window.take()
        if raw.strip(_FILLING):
            yield Stray(raw, offset)

    def _opened(self, bracket: int) -> Iterator[Stray]:
        depth = len(self.open)
        if depth == self.level:
            yield from self._between()
            if depth == 0 and bracket == _BRACKET:
                self._enter(base=1)
        elif self.level == self.base and depth <= self.base + 2:
            self._open_member(bracket, depth - self.base)
        self.open.append(bracket)
        self._step()

    def _open_member(self, bracket: int, depth: int) -> None:
        """Note the value that opens in what is a document, or else an answer: then its documents may begin."""
        name = self.window.name()
        if bracket == _BRACKET and ((name,) if depth == 1 else (self._name, name)) in _LISTS:
            head, _ = self.window.take()
            # The last ones: an answer to "more like this" has those of the record asked about before.
            found, start = _FOUND.findall(head), _START.findall(head)
            self._answer = Answer(
                int(found[-1]) if found else None, int(start[-1]) if start else 0, self.total
            )
            self._enter()
        elif depth == 1:
            self._name = name

    def _enter(self, base: int | None = None) -> None:
        self.level = len(self.open) + 1
        self.base = self.base if base is None else base
        self.window.keep = self.window.place + 1

    def _closed(self, bracket: int) -> Iterator[Document | Stray | Answer]:
        inside = self._is_inside()
        closes = self._closes(bracket)
        if closes and not inside and self.level is not None:
            yield from self._between()
        if closes:
            del self.open[self.open.rindex(_OPENER_OF[bracket]) :]
        self._step()
        if inside and not self._is_inside():
            self.total += 1
            yield Document(*self.window.take())
        elif closes and not inside:
            yield from self._left_list()

    def _closes(self, bracket: int) -> bool:
        """Whether a closing bracket closes anything; one too many does not."""
        if self.level is None or not self._is_inside():
            return self.open[-1:] == bytes([_OPENER_OF[bracket]])
        return self.open.rfind(_OPENER_OF[bracket], self.level) >= 0

    def _left_list(self) -> Iterator[Answer]:
        """Leave a list of documents, or the rest of an answer."""
        depth = len(self.open)
        if self.level is not None and depth >= self.base:
            found, start, before = self._answer
            yield Answer(found, start, self.total - before)
            self.level = None
        if depth < self.base:
            self.base = 0
        if depth == self.base:
            self.level = depth
        self.window.keep = self.window.place

    def _step(self) -> None:
        self.window.place += 1
        if self.level is None:
            self.window.keep = self.window.place

    def _cut(self) -> str:
        if self._is_inside():
            begin = self.window.offset + self.window.keep
            return (
                f"it ends in the middle of record {self.total + 1}, which begins at byte {begin:,}: the file is cut off, "
                "or a bracket is missing in the record; fetch it again, or give the documents one a line"
            )
        return f"it ends before its last bracket, after {self.total:,} records; it is cut off: fetch it again"


def pieces(stream: BinaryIO, path: str) -> Iterator[Document | Stray | Answer]:
    """The documents of a JSON text, or of several one after another.

    Args:
        stream: decompressed; documents alone, lists of them, answers of Solr or of VuFind's API, lists of answers.
        path: its name, for messages.
    Yields:
        What is found, in order. Documents have balanced brackets and may be no JSON otherwise; an answer without
        documents (an error, or nothing found) is given as a :class:`Document`, the end of any other as :class:`Answer`.
    Raises:
        TruncatedSourceError: the text ends inside of brackets.
        SourceError: a document is longer than :data:`MAX_DOCUMENT`.

    >>> import io
    >>> text = b'{"response": {"numFound": 9, "docs": [{"id": "a"}, {"id": "b]"}]}}'
    >>> [piece for piece in pieces(io.BytesIO(text), "a.json")]
    [Document(raw=b'{"id": "a"}', offset=38), Document(raw=b'{"id": "b]"}', offset=51), Answer(found=9, start=0, given=2)]
    """
    return _Walk(stream, path).pieces()


__all__ = ["MAX_DOCUMENT", "Answer", "Document", "Stray", "pieces"]
