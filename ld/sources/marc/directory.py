"""One ISO 2709 record taken apart: leader, tags, and the bytes of each field.

The directory is believed where it agrees with the field terminators. Where it does not, the terminators and the order count:
lengths are wrong in records that were converted to UTF-8, in those over 99,999 bytes, and in fields over 9,999.

Source: ISO 2709; MARC 21 specifications for record structure, "leader", "directory", "variable fields".
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ld.findings import Severity
from ld.sources.marc.remarks import MarcFault, Remark

LEADER = 24
FIELD_END: Final = b"\x1e"
RECORD_END: Final = b"\x1d"
SUBFIELD: Final = b"\x1f"

_ENTRY = 12
_ENTRIES: Final = re.compile(rb"(?:[0-9A-Za-z]{3}[0-9]{9})+")
_INDICATED: Final = re.compile(rb"[^\x1f]{0,4}\x1f")


class Dissected(NamedTuple):
    """A record taken apart: its leader, the tag and the bytes of each field (without terminator), what was repaired."""

    leader: bytes
    tags: list[str]
    bodies: list[bytes]
    remarks: tuple[Remark, ...] = ()


def dissect(raw: bytes) -> Dissected:
    """Take a record apart.

    Args:
        raw: the record, from its leader to its terminator, which may be missing.
    Raises:
        MarcFault: it is cut off, has no fields, or directory and terminators cannot be brought together.

    >>> dissect(b"00051nam a2200037 a 4500" b"001000300000" b"\\x1e" b"a1\\x1e\\x1d").bodies
    [b'a1']
    """
    if len(raw) < LEADER + 2:
        raise MarcFault("it has no complete leader")
    if not raw.endswith((RECORD_END, FIELD_END)):
        raise MarcFault("it is cut off: no terminator is at its end; fetch the file again")
    end = raw.find(FIELD_END, LEADER)
    directory = raw[LEADER:end].decode("latin-1")
    bodies = raw[end + 1 :].rstrip(RECORD_END).split(FIELD_END)
    bodies.pop()  # what is behind the last terminator
    if len(directory) == len(bodies) * _ENTRY and _agrees(directory, bodies):
        return Dissected(raw[:LEADER], _tags(directory), bodies)
    return _repaired(raw, end)


def _tags(directory: str) -> list[str]:
    return [directory[place : place + 3] for place in range(0, len(directory), _ENTRY)]


def _agrees(directory: str, bodies: list[bytes]) -> bool:
    """Whether the directory says of the fields, in their order, where each begins and how long it is."""
    place = 3
    start = 0
    try:
        for body in bodies:
            length = len(body) + 1
            if int(directory[place : place + 4]) != length or int(directory[place + 4 : place + 9]) != start:
                return False
            start += length
            place += _ENTRY
    except ValueError:
        return False
    return bool(bodies)


def _repaired(raw: bytes, end: int) -> Dissected:
    """A record whose directory and terminators disagree, or are in another order."""
    found = _by_length(raw, end)
    if found:
        return found
    entries = _entries(raw, end)
    base = LEADER + len(entries) * _ENTRY + (raw[LEADER + len(entries) * _ENTRY :][:1] == FIELD_END)
    area = raw[base:].rstrip(RECORD_END)
    placed = _by_place(entries, area)
    if placed:
        return Dissected(raw[:LEADER], [tag for tag, _ in placed], [body for _, body in placed])
    bodies = area.split(FIELD_END)
    bodies.pop()
    return _by_order(raw[:LEADER], [entry[:3] for entry in entries], bodies)


def _by_length(raw: bytes, end: int) -> Dissected | None:
    """A record in which only the widths of the directory's numbers are wrong, if it is one.

    In a record over 99,999 bytes a starting place has six digits, in one with a field over 9,999 bytes its length has five;
    and 16 records of one library have lost the first character of the directory.
    """
    directory = raw[LEADER:end].decode("latin-1")
    bodies = raw[end + 1 :].rstrip(RECORD_END).split(FIELD_END)[:-1]
    tags = _tags_by_length(directory, bodies) or _tags_by_length(f"0{directory}", bodies)
    if not tags:
        return None
    message = "The directory's entries have not 12 characters each; what they say agrees with the fields. Write the record anew."
    return Dissected(raw[:LEADER], tags, bodies, (Remark("marc.directory", Severity.INFO, "", "", message),))


def _tags_by_length(directory: str, bodies: list[bytes]) -> list[str]:
    """The tags, if every field's length and place follow its tag, however many digits they have; else none."""
    tags = []
    place = start = 0
    for body in bodies:
        numbers = f"{len(body) + 1:04d}{start:05d}"
        if not directory.startswith(numbers, place + 3):
            return []
        tags.append(directory[place : place + 3])
        place += 3 + len(numbers)
        start += len(body) + 1
    return tags if len(directory) - place < _ENTRY else []


def _entries(raw: bytes, end: int) -> list[str]:
    """The directory's entries, whether a terminator ends it or not.

    Raises:
        MarcFault: there are none, or the directory is damaged.
    """
    found = _ENTRIES.match(raw, LEADER)
    text = raw[LEADER : max(end, LEADER)].decode("latin-1")
    if len(text) % _ENTRY:
        if found and found.end() < end:
            raise MarcFault(f"its directory is damaged at byte {found.end()}: {text[:60]!r}")
        text = found[0].decode("ascii") if found else ""
    entries = [text[place : place + _ENTRY] for place in range(0, len(text), _ENTRY)]
    if not any(entry[3:].isdigit() for entry in entries):
        raise MarcFault("it has no directory: no fields can be told apart")
    return entries


def _by_place(entries: list[str], area: bytes) -> list[tuple[str, bytes]]:
    """Fields where the directory says that they are, if it is right of all of them, in whatever order; else none."""
    found = []
    total = 0
    for entry in entries:
        if not entry[3:].isdigit() or not entry.isascii():
            return []
        start = int(entry[7:])
        end = start + int(entry[3:7]) - 1
        if area.find(FIELD_END, start) != end or (start and area[start - 1 : start] != FIELD_END):
            return []
        found.append((entry[:3], area[start:end]))
        total += end - start + 1
    return found if total == len(area) else []


def _by_order(leader: bytes, tags: list[str], bodies: list[bytes]) -> Dissected:
    """Tags and fields paired in their order.

    Raises:
        MarcFault: there are more of one than of the other, or fields have the form of other tags.
    """
    if len(bodies) != len(tags):
        bodies = _joined(bodies, len(tags))
    if len(bodies) != len(tags):
        raise MarcFault(
            f"its directory names {len(tags)} fields, and there are {len(bodies)}; which is which cannot be told"
        )
    wrong = [tag for tag, body in zip(tags, bodies, strict=True) if not _fits(tag, body)]
    if len(wrong) > len(tags) // 4:
        raise MarcFault(f"its directory and its fields are in different orders (first: {wrong[0]})")
    message = "Lengths in the directory are wrong; the fields were told apart by their terminators. Write the record anew."
    return Dissected(leader, tags, bodies, (Remark("marc.directory", Severity.INFO, "", "", message),))


def _joined(bodies: list[bytes], wanted: int) -> list[bytes]:
    """Pieces put together that a stray terminator inside a field has parted: those that do not begin like a field."""
    found: list[bytes] = []
    for body in bodies:
        surplus = len(bodies) - wanted > 0
        if surplus and found and SUBFIELD in found[-1] and not _INDICATED.match(body):
            found[-1] = found[-1] + b" " + body
        else:
            found.append(body)
    return found


def _fits(tag: str, body: bytes) -> bool:
    """Whether a field has the form of its tag: subfields in a data field, none in a control field."""
    return (SUBFIELD in body) != (tag.isdigit() and tag < "010")


__all__ = ["FIELD_END", "LEADER", "RECORD_END", "SUBFIELD", "Dissected", "dissect"]
