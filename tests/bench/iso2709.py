"""Records of ISO 2709 as bytes: read as a stream, and changed with directory and lengths kept right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

_LEADER, _ENTRY = 24, 12  # length of the leader, of an entry of the directory (ISO 2709 §4.2, 4.3)
_FIELD_END, _END = b"\x1e", b"\x1d"
_LONGEST_FIELD, _LONGEST_RECORD = 9_999, 99_999  # what four and five digits can say
_ESCAPE = b"\x1b"  # of MARC-8: what follows may be of two or three bytes a character
# The end of a word: what precedes it is a whole character with its diacritics, whether they stand before it (MARC-8) or after (UTF-8).
_FIRST_WORD = re.compile(rb"\x1fa[^ ,.;:/\x1e\x1f]+")

Edit = Callable[[bytes, bytes], bytes]
"""Given a tag and a field with its indicators and its end: the field that is to stand there."""


def records(path: Path) -> Iterator[bytes]:
    """Every record of a file, with its end; one block in memory. What follows the last end is none."""
    rest = b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            *whole, rest = (rest + block).split(_END)
            yield from (record + _END for record in whole if record.strip())


def edited(record: bytes, edit: Edit) -> bytes:
    """A record with other fields; itself if they would be longer than the format can say."""
    base = int(record[12:17])
    directory, data = bytearray(), bytearray()
    for entry in range(_LEADER, base - 1, _ENTRY):
        tag = record[entry : entry + 3]
        length, start = int(record[entry + 3 : entry + 7]), int(record[entry + 7 : entry + 12])
        field = edit(tag, record[base + start : base + start + length])
        if len(field) > _LONGEST_FIELD:
            return record
        directory += b"%s%04d%05d" % (tag, len(field), len(data))
        data += field
    total = base + len(data) + 1
    if total > _LONGEST_RECORD:
        return record
    return b"%05d%s%s%s%s%s" % (total, record[5:_LEADER], directory, _FIELD_END, data, _END)


def after_first_word(field: bytes, text: bytes) -> bytes:
    """A field with ASCII letters after the first word of its $a; as it is, if it has none or may be of several bytes a character.

    >>> after_first_word(b"1 " + bytes([31]) + b"aAusten, Jane,", b"b")
    b'1 \\x1faAustenb, Jane,'
    """
    found = None if _ESCAPE in field else _FIRST_WORD.search(field)
    return field[: found.end()] + text + field[found.end() :] if found else field


__all__ = ["Edit", "after_first_word", "edited", "records"]
