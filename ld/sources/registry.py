"""The source formats that can be read, one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from ld.errors import UnknownSourceFormatError
from ld.registry import Registry
from ld.sources.base import Parser, Reader


@dataclass(frozen=True, slots=True)
class Source:
    """One source format: how to recognize it, read its records, and understand one.

    Attributes:
        name: on the command line, and in :attr:`ld.sources.base.SourceRecord.format`.
        label: for people.
        detect: looks at the beginning of a decompressed stream, without taking it; the form of this format that it
            has, None if it is of another format.
        read: see :data:`ld.sources.base.Reader`.
        parse: understands one record that `read` gave; see :data:`ld.sources.base.Parser`.
    """

    name: str
    label: str
    detect: Callable[[BinaryIO], str | None]
    read: Reader
    parse: Parser


SOURCES: Registry[Source] = Registry(
    "ldpub.sources",
    {
        "vufind": "ld.sources.vufind:VUFIND",
    },
    unknown=UnknownSourceFormatError,
)
"""Name → row; tried in this order when the format is to be told by content."""

__all__ = ["SOURCES", "Source"]
