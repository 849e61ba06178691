"""ISO 2709, the exchange format: records cut one after another, whatever their lengths say, and each decoded.

A record's length is believed if a record terminator is at its end and none before. Otherwise the next terminator ends the record, or
the next leader. So the records after a broken one are read.

Source: ISO 2709; MARC 21 specifications for record structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from ld.findings import Finding
from ld.sources.base import Origin, SourceRecord
from ld.sources.marc.charset import Doubt, fields_named, texts
from ld.sources.marc.directory import LEADER, RECORD_END, Dissected, dissect
from ld.sources.marc.model import RawField, RawRecord
from ld.sources.marc.remarks import NO_CODE, MarcFault, Remark, assembled, is_control
from ld.sources.unreadable import unreadable

MEDIA_TYPE = "application/marc"
FORMAT = "marc"
MAX_RECORD = 32 << 20
"""No record is longer; to look for the end of one further would fill the memory."""

_CHUNK = 1 << 20
_END = RECORD_END[0]
# A record whose length is blank begins with five spaces.
_FILLING: Final = re.compile(rb"(?:[\t-\r\0\x1a\x1d\x1e]| (?! {4}[a-z][a-z])|\xef\xbb\xbf)*+")
_TRAILING = b"\t\n\v\f\r \0\x1a"
# A leader with the first entry of the directory: nothing else in a file looks like it.
LEADER_AND_ENTRY: Final = re.compile(
    rb"[0-9]{5}[a-z ^][a-z ^][a-z0-9 ^][a-z0-9 #^][a-z ^][0-9 ]{2}[0-9 ]{5}[^\x1d-\x1f]{7}[0-9A-Za-z]{3}[0-9]{9}"
)
_NEXT: Final = re.compile(_FILLING.pattern + LEADER_AND_ENTRY.pattern)
_SHOWN = 2000


class Cut(NamedTuple):
    """A piece of the source.

    Attributes:
        raw: a record, or what is none.
        offset: bytes before it.
        record: it begins like a record.
    """

    raw: bytes
    offset: int
    record: bool = True


class _Window:
    """The part of a stream that is looked at, from `place` on."""

    def __init__(self, stream: BinaryIO) -> None:
        self.data = b""
        self.place = 0
        self._before = 0
        self._stream = stream

    @property
    def offset(self) -> int:
        return self._before + self.place

    def more(self) -> bool:
        """Read on; whether there was anything, and what is kept is not too long."""
        kept = self.data[self.place :]
        if len(kept) > MAX_RECORD:
            return False
        fresh = self._stream.read(max(_CHUNK, len(kept)))
        self._before += self.place
        self.data, self.place = kept + fresh, 0
        return bool(fresh)

    def skip_filling(self) -> bool:
        """Go past line breaks, NULs and other filling between records; False at the end of the source."""
        while True:
            filling = _FILLING.match(self.data, self.place)
            self.place = filling.end() if filling else self.place
            if self.place < len(self.data):
                return True
            if not self.more():
                return False

    def has(self, size: int) -> bool:
        """Whether there are `size` bytes from `place` on."""
        while len(self.data) - self.place < size:
            if not self.more():
                return False
        return True

    def find_end(self) -> int | None:
        """Bytes from `place` to behind the next record terminator; None if there is none."""
        start = 0
        while (found := self.data.find(RECORD_END, self.place + start)) < 0:
            start = len(self.data) - self.place
            if not self.more():
                return None
        return found + 1 - self.place

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        taken = self.data[self.place : self.place + size]
        self.place += size
        return taken


def cuts(stream: BinaryIO) -> Iterator[Cut]:
    """The records of a source and what is between them, in order; filling (line breaks, NULs) is left out.

    >>> import io
    >>> one = b"00051nam a2200037 a 4500" b"001000300000" b"\\x1e" b"a1\\x1e\\x1d"
    >>> [(len(cut.raw), cut.offset, cut.record) for cut in cuts(io.BytesIO(one + b"\\n\\n" + one + b"junk"))]
    [(41, 0, True), (41, 43, True), (4, 84, False)]
    """
    window = _Window(stream)
    while window.skip_filling():
        offset = window.offset
        begins = _begins(window)
        size = (_whole(window) or _torn(window)) if begins else _junk(window)
        raw = window.take(size)
        yield Cut(raw if raw.endswith(RECORD_END) else raw.rstrip(_TRAILING), offset, begins)


def _begins(window: _Window) -> bool:
    """Whether a record begins at `place`: five digits, or anything with a directory behind it."""
    window.has(LEADER + 12)
    head = window.data[window.place : window.place + LEADER + 12]
    return (head[:5].isdigit() and len(head) > LEADER) or (
        head[LEADER + 3 :].isdigit() and head[LEADER : LEADER + 3].isalnum() and len(head) == LEADER + 12
    )


def _whole(window: _Window) -> int:
    """The length that the record has as it says; 0 if it lies."""
    digits = window.data[window.place : window.place + 5]
    size = int(digits) if digits.isdigit() else 0
    if size <= LEADER or not window.has(size):
        return 0
    end = window.place + size - 1
    first = window.data.find(RECORD_END, window.place, end + 1)
    if first == end:
        return size
    stray = window.data[end] == _END and not _NEXT.match(window.data, first + 1)
    return size if stray else 0


def _torn(window: _Window) -> int:
    """The length of a record that lies about it: to the next terminator, or to the next leader before it."""
    size = window.find_end() or len(window.data) - window.place
    inner = LEADER_AND_ENTRY.search(window.data, window.place + LEADER, window.place + size)
    return inner.start() - window.place if inner else size


def _junk(window: _Window) -> int:
    """How long what is no record is: to the next leader, or to behind the next terminator."""
    size = window.find_end() or len(window.data) - window.place
    start = LEADER_AND_ENTRY.search(window.data, window.place, window.place + size)
    return start.start() - window.place if start else size


def read_iso2709(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read ISO 2709; see :data:`ld.sources.base.Reader`. A broken record costs only itself.

    >>> import io
    >>> one = b"00051nam a2200037 a 4500" b"001000300000" b"\\x1e" b"a1\\x1e\\x1d"
    >>> [record.id for record in read_iso2709(io.BytesIO(one), "one.mrc")]
    ['a1']
    """
    for number, cut in enumerate(cuts(stream), 1):
        yield _record(cut, Origin(path, number, cut.offset))


def _record(cut: Cut, origin: Origin) -> SourceRecord | Finding:
    if not cut.record:
        cause = "between records is what is none; export the file again, or cut it out"
        return unreadable(origin, cause, raw=cut.raw[:_SHOWN])
    raw = cut.raw
    try:
        found = dissect(raw)
    except MarcFault as fault:
        return unreadable(origin, f"this record cannot be read: {fault}", raw=raw[:_SHOWN])
    return SourceRecord(_control_number(found), origin, raw, MEDIA_TYPE, FORMAT, deleted=raw[5:6] == b"d")


def _control_number(found: Dissected) -> str:
    """001 without outer white space, empty if there is none."""
    if "001" not in found.tags:
        return ""
    n = found.tags.index("001")
    text, _ = texts(found.bodies[n : n + 1], flagged=found.leader[9:10] == b"a")
    return text[0].strip()


def decode_iso2709(raw: bytes) -> RawRecord:
    """A record as text.

    Args:
        raw: exactly one record.
    Raises:
        MarcFault: see :func:`ld.sources.marc.directory.dissect`.

    >>> decode_iso2709(b"00051nam a2200037 a 4500" b"001000300000" b"\\x1e" b"a1\\x1e\\x1d").fields[0].text
    'a1'
    """
    found = dissect(raw)
    bodies, doubts = texts(found.bodies, flagged=found.leader[9:10] == b"a")
    fields = [_field(tag, body) for tag, body in zip(found.tags, bodies, strict=True)]
    remarks = [*found.remarks, *doubted(found.tags, bodies, doubts)]
    return assembled(found.leader.decode("latin-1"), fields, remarks)


def doubted(tags: list[str], bodies: list[str], doubts: list[tuple[int, Doubt]]) -> Iterator[Remark]:
    """One remark for each kind of doubt, which names the fields."""
    for doubt in dict.fromkeys(doubt for _, doubt in doubts):
        numbers = [n for n, own in doubts if own is doubt]
        names = fields_named(tags[n] for n in numbers)
        shown = bodies[numbers[0]].replace("\x1f", " $")
        yield Remark(doubt.code, doubt.severity, tags[numbers[0]], shown, f"{names}: the text {doubt.advice}")


def _field(tag: str, body: str) -> RawField:
    """A field from its text. Indicators that are missing are blank; a subfield code may be any character."""
    if is_control(tag):
        return RawField(tag, body.replace("\x1f", " "))
    indicators, *subfields = body.split("\x1f")
    if not subfields:  # no subfield at all: the text is there, its code is not
        return RawField(tag, indicators=indicators[:2], subfields=[(NO_CODE, indicators[2:])])
    return RawField(tag, "", indicators[:2], [(piece[0], piece[1:]) for piece in subfields if piece])


__all__ = [
    "FORMAT",
    "LEADER_AND_ENTRY",
    "MAX_RECORD",
    "MEDIA_TYPE",
    "Cut",
    "cuts",
    "decode_iso2709",
    "doubted",
    "read_iso2709",
]
