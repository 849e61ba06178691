"""MARC one field a line: Aleph sequential, and the mnemonic format of MARCMaker and MarcEdit.

Source: Aleph system librarian's guide, "Aleph sequential format"; MARCMaker user's manual, Library of Congress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple

from ld.findings import Finding
from ld.sources.base import Origin, SourceRecord
from ld.sources.marc.charset import texts
from ld.sources.marc.iso2709 import FORMAT, doubted
from ld.sources.marc.mnemonics import without_mnemonics
from ld.sources.marc.model import RawField, RawRecord
from ld.sources.marc.remarks import NO_CODE, MarcFault, assembled, control_number, field, is_control
from ld.sources.unreadable import unreadable

ALEPH = "text/x-aleph-sequential"
MARCEDIT = "text/x-marcedit"
MAX_RECORD = 32 << 20

ALEPH_LINE: Final = re.compile(rb"([A-Z0-9]{0,5}[0-9]{9}) ([0-9A-Z]{3})(..) ([A-Z ]) (.*)", re.DOTALL)
MARCEDIT_LINE: Final = re.compile(rb"=([0-9A-Za-z]{3})  (.*)", re.DOTALL)
_BLANK = b" \t\r\n\xef\xbb\xbf\x1a"
_CODE: Final = re.compile(r"\$\$(?=.)")
_MARCEDIT_BLANK: Final = str.maketrans("\\", " ")


class _Block(NamedTuple):
    """The lines of one record, and bytes before it."""

    raw: bytes
    offset: int


def read_aleph(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read Aleph sequential; see :data:`ld.sources.base.Reader`. Lines with the same system number are a record.

    The id is 001, or else the system number.

    >>> import io
    >>> text = b"000000007 LDR   L 00000nam^a2200000^a^4500\\n000000007 24510 L $$aEmma\\n"
    >>> [record.id for record in read_aleph(io.BytesIO(text), "one.aleph")]
    ['000000007']
    """
    for number, block in enumerate(_by_number(stream), 1):
        yield _record(block, ALEPH, Origin(path, number, block.offset))


def read_marcedit(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read the mnemonic format (``.mrk``); see :data:`ld.sources.base.Reader`. A blank line or a leader ends a record.

    >>> import io
    >>> text = b"=LDR  00000nam  2200000 a 4500\\n=001  a1\\n\\n=LDR  00000nam  2200000 a 4500\\n=001  a2\\n"
    >>> [record.id for record in read_marcedit(io.BytesIO(text), "two.mrk")]
    ['a1', 'a2']
    """
    for number, block in enumerate(_by_leader(stream), 1):
        yield _record(block, MARCEDIT, Origin(path, number, block.offset))


def _by_number(stream: BinaryIO) -> Iterator[_Block]:
    lines: list[bytes] = []
    offset = start = 0
    current = b""
    while line := stream.readline(MAX_RECORD):
        found = ALEPH_LINE.match(line)
        number = found[1] if found else current
        if lines and number != current:
            yield _Block(b"".join(lines), start)
            lines = []
        if not lines:
            start, current = offset, number
        if line.strip(_BLANK):
            lines.append(line)
        offset += len(line)
    if lines:
        yield _Block(b"".join(lines), start)


def _by_leader(stream: BinaryIO) -> Iterator[_Block]:
    lines: list[bytes] = []
    offset = start = 0
    while line := stream.readline(MAX_RECORD):
        blank = not line.strip(_BLANK)
        if lines and (blank or line.startswith(b"=LDR")):
            yield _Block(b"".join(lines), start)
            lines = []
        if not blank:
            start = start if lines else offset
            lines.append(line)
        offset += len(line)
    if lines:
        yield _Block(b"".join(lines), start)


def _record(block: _Block, media_type: str, origin: Origin) -> SourceRecord | Finding:
    try:
        record = decode_aleph(block.raw) if media_type == ALEPH else decode_marcedit(block.raw)
    except MarcFault as fault:
        return unreadable(origin, f"this record cannot be read: {fault}", raw=block.raw[:2000])
    found = ALEPH_LINE.match(block.raw) if media_type == ALEPH else None
    number = control_number(record.fields) or (found[1].decode() if found else "")
    return SourceRecord(number, origin, block.raw, media_type, FORMAT, deleted=record.leader[5] == "d")


def decode_aleph(raw: bytes) -> RawRecord:
    """A record in Aleph sequential as text.

    Raises:
        MarcFault: a line is none of a field.

    >>> decode_aleph(b"000000007 24510 L $$aEmma$$cJane Austen").fields[0].subfields
    [('a', 'Emma'), ('c', 'Jane Austen')]
    """
    return _decoded([_aleph(line) for line in _lines(raw)])


def decode_marcedit(raw: bytes) -> RawRecord:
    r"""A record in the mnemonic format as text.

    Raises:
        MarcFault: a line is none of a field.

    >>> decode_marcedit(b"=245  10$aCaf{acute}e{dollar}").fields[0].subfields
    [('a', 'Café$')]
    """
    return _decoded([_marcedit(line) for line in _lines(raw)], marcedit=True)


def _lines(raw: bytes) -> list[bytes]:
    """The lines; one that begins no field goes on with the value before."""
    found: list[bytes] = []
    for line in raw.splitlines():
        begins = ALEPH_LINE.match(line) or MARCEDIT_LINE.match(line.lstrip(b"\xef\xbb\xbf"))
        if begins or not found:
            found.append(line.lstrip(b"\xef\xbb\xbf"))
        else:
            found[-1] += b" " + line
    return found


def _aleph(line: bytes) -> tuple[str, str, bytes]:
    """Tag, indicators, value."""
    found = ALEPH_LINE.match(line)
    if found is None:
        raise MarcFault(f"this line is no field in Aleph sequential: {line[:60]!r}")
    return found[2].decode(), found[3].decode("latin-1"), found[5]


def _marcedit(line: bytes) -> tuple[str, str, bytes]:
    found = MARCEDIT_LINE.match(line)
    if found is None:
        raise MarcFault(f"this line is no field in the mnemonic format: {line[:60]!r}")
    tag = found[1].decode()
    if is_control(tag) or tag == "LDR":
        return tag, "", found[2]
    return tag, found[2][:2].decode("latin-1"), found[2][2:]


def _decoded(lines: list[tuple[str, str, bytes]], *, marcedit: bool = False) -> RawRecord:
    tags = [tag for tag, _, _ in lines]
    bodies, doubts = texts([body.replace(b"\x1e", b" ") for _, _, body in lines], flagged=True)
    leader = ""
    fields: list[RawField] = []
    for (tag, indicators, _), body in zip(lines, bodies, strict=True):
        fixed = is_control(tag) or tag == "LDR"
        text = body.translate(_MARCEDIT_BLANK) if marcedit and fixed else body
        if tag == "LDR":
            leader = text
        elif fixed:
            fields.append(field(tag, "", [(NO_CODE, text)]))
        else:
            pairs = _marcedit_pairs(text) if marcedit else _pairs(text)
            fields.append(
                field(tag, indicators.translate(_MARCEDIT_BLANK) if marcedit else indicators, pairs)
            )
    return assembled(leader, fields, list(doubted(tags, bodies, doubts)))


def _pairs(text: str) -> list[tuple[str, str]]:
    """Subfields after ``$$``; what is before the first one has no code."""
    before, *found = _CODE.split(text)
    return [*([(NO_CODE, before)] if before.strip() else []), *((piece[0], piece[1:]) for piece in found)]


def _marcedit_pairs(text: str) -> list[tuple[str, str]]:
    before, *found = text.split("$")
    pairs = [(piece[0], without_mnemonics(piece[1:])) for piece in found if piece]
    return [*([(NO_CODE, before)] if before.strip() else []), *pairs]


__all__ = [
    "ALEPH",
    "ALEPH_LINE",
    "MARCEDIT",
    "MARCEDIT_LINE",
    "decode_aleph",
    "decode_marcedit",
    "read_aleph",
    "read_marcedit",
]
