"""Reading: from what the user names to a stream of source records.

``read(arguments)`` opens files, folders, patterns and standard input (`opening`, `compression`), tells each one's format by
its content (`registry`, one row a format) and streams its records; what cannot be read is a finding in its place.
"""

from __future__ import annotations

from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.opening import Opened, open_sources, peek
from ld.sources.reading import AUTO, read
from ld.sources.registry import SOURCES, Source
from ld.sources.unreadable import unreadable

__all__ = [
    "AUTO",
    "SOURCES",
    "Opened",
    "Origin",
    "ParseOptions",
    "ParsedRecord",
    "Source",
    "SourceRecord",
    "open_sources",
    "peek",
    "read",
    "unreadable",
]
