"""ISO 2709 made by hand, for the tests of its reader."""

from __future__ import annotations

import io

from ld.findings import Finding, Severity
from ld.sources.base import SourceRecord
from ld.sources.marc.iso2709 import read_iso2709

Rows = list[tuple[str, bytes]]

EMMA: Rows = [
    ("001", b"a1"),
    ("008", b"x" * 40),
    ("245", b"10\x1faEmma /\x1fcJane Austen."),
    ("650", b" 0\x1faWomen"),
]


def iso2709(rows: Rows = EMMA, *, leader: bytes = b"nam a22", tail: bytes = b" a 4500") -> bytes:
    """A record as ISO 2709 wants it."""
    directory = b""
    area = b""
    for tag, body in rows:
        directory += b"%s%04d%05d" % (tag.encode(), len(body) + 1, len(area))
        area += body + b"\x1e"
    base = 24 + len(directory) + 1
    size = base + len(area) + 1
    return b"%05d%s%05d%s%s\x1e%s\x1d" % (size, leader, base, tail, directory, area)


def numbered(name: str) -> bytes:
    """A record with a control number of its own."""
    return iso2709([("001", name.encode()), *EMMA[1:]])


def read(data: bytes) -> list[SourceRecord | Finding]:
    """What the reader gives."""
    return list(read_iso2709(io.BytesIO(data), "a.mrc"))


def good(data: bytes) -> list[SourceRecord]:
    """The records among it."""
    return [record for record in read(data) if isinstance(record, SourceRecord)]


def bad(data: bytes) -> list[Finding]:
    """The findings among it."""
    found = [finding for finding in read(data) if isinstance(finding, Finding)]
    assert all((one.code, one.severity) == ("record.unreadable", Severity.VIOLATION) for one in found)
    return found
