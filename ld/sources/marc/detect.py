"""Telling MARC's serializations by what a source begins with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, Literal

from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.marc.directory import FIELD_END
from ld.sources.marc.iso2709 import LEADER_AND_ENTRY, read_iso2709
from ld.sources.marc.lines import ALEPH_LINE, MARCEDIT_LINE, read_aleph, read_marcedit
from ld.sources.marc.marcjson import read_marcjson
from ld.sources.marc.marcxml import NAMESPACES, read_marcxml
from ld.sources.opening import peek
from ld.sources.xml import root
from ld.sources.xml.opening_tag import plain_head

Form = Literal["iso2709", "marcxml", "marc-in-json", "aleph", "marcedit"]

READERS: Final[dict[Form, Callable[[BinaryIO, str], Iterator[SourceRecord | Finding]]]] = {
    "iso2709": read_iso2709,
    "marcxml": read_marcxml,
    "marc-in-json": read_marcjson,
    "aleph": read_aleph,
    "marcedit": read_marcedit,
}

_BLANK = b" \t\r\n\0\x1a\x1d\x1e\xef\xbb\xbf"
# A leader with anything in it, at the very beginning.
_LEADER: Final = re.compile(rb"[0-9 ]{5}[^\x1d-\x1f]{7}[0-9 ]{5}[^\x1d-\x1f]{7}[0-9A-Za-z ]{3}[0-9]{9}")
_LINES: Final = re.compile(rb"[^\n]*\n?")
_NAMES: Final = re.compile(r"collection|record|marc")
_MARC_ELEMENT: Final = re.compile(rb"<(?:[\w.-]+:)?(?:leader|controlfield)[\s>]")
_JSON: Final = (
    re.compile(rb"[{,]\s*\"?leader\"?\s*:\s*\""),
    re.compile(rb"[{,]\s*\"?(?:fields|controlfield|datafield)\"?\s*:\s*\["),
    re.compile(rb"\"record\"\s*:\s*\[\s*\[\s*\"(?:LDR|FMT|00[1-9])\"\s*,"),
)


def detect(stream: BinaryIO) -> Form | None:
    """The serialization of MARC that begins here, None if it is something else.

    Args:
        stream: decompressed; nothing is taken from it.

    >>> import io
    >>> detect(io.BytesIO(b"\\n00051nam a2200037 a 4500001000300000\\x1ea1\\x1e\\x1d"))
    'iso2709'
    >>> detect(io.BytesIO(b"000000001 245   L $$aEmma\\n")), detect(io.BytesIO(b"=245  10$aEmma\\n"))
    ('aleph', 'marcedit')
    >>> detect(io.BytesIO(b'{"leader": "x", "fields": []}')), detect(io.BytesIO(b'{"id": 1}'))
    ('marc-in-json', None)
    """
    head = peek(stream)
    start = head.lstrip(_BLANK)
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\0<")):
        return "marcxml" if _is_marcxml(stream, head) else None
    if start.startswith((b"{", b"[")):
        leader, fields, arrays = (pattern.search(head) for pattern in _JSON)
        return "marc-in-json" if (leader and fields) or arrays else None
    return _lines_or_iso2709(start)


def _is_marcxml(stream: BinaryIO, head: bytes) -> bool:
    found = root(stream)
    if found is None:
        return False
    if found.namespace:
        return found.namespace in NAMESPACES
    return _NAMES.fullmatch(found.name) is not None and _MARC_ELEMENT.search(plain_head(head)) is not None


def _lines_or_iso2709(start: bytes) -> Form | None:
    line = _LINES.match(start)
    first = line[0] if line else b""
    if ALEPH_LINE.match(first):
        return "aleph"
    if MARCEDIT_LINE.match(first):
        return "marcedit"
    if FIELD_END not in start:
        return None
    # What stands before the first record is no reason to refuse the others.
    return "iso2709" if _LEADER.match(start) or LEADER_AND_ENTRY.search(start) else None


__all__ = ["READERS", "Form", "detect"]
