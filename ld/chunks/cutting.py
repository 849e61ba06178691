"""Cutting a stream of source records into chunks: bytes that any process can take up, with a name that tells their content."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import blake2b
from typing import NamedTuple, Protocol, runtime_checkable

import orjson

from ld.findings import Finding, Severity
from ld.papers import Papers, decode, encode
from ld.sources.base import SourceRecord

MOST_BYTES = 8 << 20
"""A chunk of large records, such as whole articles, ends before it has as many records as it may."""
_HEAD = struct.Struct("<cI")
_RECORD, _FINDING = b"R", b"F"


Item = SourceRecord | Finding
"""A record, or what stands in the place of one that cannot be read."""


@runtime_checkable
class Measured(Protocol):
    """A source that knows how far one has come in it."""

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nobody knows."""
        ...


class Chunk(NamedTuple):
    """A slice of the source.

    Attributes:
        number: 0 for the first of a run.
        payload: its records, and the findings in the place of what cannot be read, in their order; see :func:`items_of`.
        items: how many.
        share: which part of the sources has been read at its end, from 0 to 1; None where nobody knows.
    """

    number: int
    payload: bytes
    items: int
    share: float | None = None

    def name(self, version: bytes) -> str:
        """File name of what comes of it: equal if and only if that is equal.

        Args:
            version: of all that the result depends on besides the source.
        """
        key = blake2b(version + b"\0" + self.payload, digest_size=16).hexdigest()
        return f"{self.number:06d}-{key}.chunk"


def cut(items: Iterable[Item], size: int, *, most_bytes: int = MOST_BYTES) -> Iterator[Chunk]:
    """Chunks of a stream.

    Args:
        items: consumed as a stream; one that has a `share` tells how much of it has been read.
        size: items at most of a chunk.
        most_bytes: a chunk is at most one item longer than this.
    """
    parts: list[bytes] = []
    length = number = 0
    for item in items:
        part = _encoded(item)
        parts.append(part)
        length += len(part)
        if len(parts) >= size or length >= most_bytes:
            yield Chunk(number, b"".join(parts), len(parts), _share(items))
            parts, length, number = [], 0, number + 1
    if parts:
        yield Chunk(number, b"".join(parts), len(parts), _share(items))


def _share(items: Iterable[Item]) -> float | None:
    return items.share if isinstance(items, Measured) else None


def items_of(payload: bytes) -> Iterator[Item]:
    """What a chunk holds.

    >>> from ld.sources.base import Origin
    >>> record = SourceRecord("1", Origin("a.json", 1), b"{}", "application/json", "vufind")
    >>> [list(items_of(chunk.payload)) == [record] for chunk in cut([record], 1000)]
    [True]
    """
    place = 0
    while place < len(payload):
        kind, length = _HEAD.unpack_from(payload, place)
        start = place + _HEAD.size
        place = start + length
        yield _decoded(kind, payload[start:place])


def _encoded(item: Item) -> bytes:
    if isinstance(item, SourceRecord):
        kind, data = _RECORD, encode(Papers(item))
    else:
        kind, data = _FINDING, _finding_bytes(item)
    return _HEAD.pack(kind, len(data)) + data


def _decoded(kind: bytes, data: bytes) -> Item:
    return decode(data).source if kind == _RECORD else finding_of(orjson.loads(data))


def _finding_bytes(finding: Finding) -> bytes:
    values = {name: _sane(value) for name, value in asdict(finding).items()}
    return orjson.dumps(values)


def _sane(text: str) -> str:
    """Names of files may hold lone surrogates."""
    return text.encode("utf-8", "backslashreplace").decode()


def finding_of(values: dict[str, str]) -> Finding:
    """A finding that was written as JSON."""
    return Finding(**{**values, "severity": Severity(values["severity"])})  # type: ignore[arg-type] # mypy takes the severity for text


__all__ = ["MOST_BYTES", "Chunk", "Item", "cut", "finding_of", "items_of"]
