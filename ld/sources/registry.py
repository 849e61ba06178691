"""The source formats that can be read, one row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from ld.errors import UnknownSourceFormatError
from ld.findings import Finding
from ld.registry import Registry
from ld.sources.base import Origin, Parser, Reader, SourceRecord

ANY = "*"
"""In :attr:`Source.roots`: whatever the namespace."""

OneRecord = Callable[[bytes, Origin], SourceRecord | Finding]
"""``one_record(raw, origin)``: the record that the standalone XML `raw` is, or the finding that it cannot be read."""


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
        roots: of XML records that may stand inside others (an answer of OAI-PMH, a field of VuFind's index): namespace, ``""``
            for none or :data:`ANY`, and local name of their root.
        one_record: takes a record with one of these roots; see :data:`OneRecord`.
        show: a record as people can read it, where its bytes are not made for that.
    """

    name: str
    label: str
    detect: Callable[[BinaryIO], str | None]
    read: Reader
    parse: Parser
    roots: frozenset[tuple[str, str]] = frozenset()
    one_record: OneRecord | None = None
    show: Callable[[SourceRecord], str] | None = None


SOURCES: Registry[Source] = Registry(
    "ldpub.sources",
    {
        "vufind": "ld.sources.vufind:VUFIND",
        "marc": "ld.sources.marc:MARC",
        "pubmed": "ld.sources.pubmed:PUBMED",
        "jats": "ld.sources.jats:JATS",
        "oai_dc": "ld.sources.dublin_core:OAI_DC",
    },
    unknown=UnknownSourceFormatError,
)
"""Name → row; tried in this order when the format is to be told by content."""


def of_root(namespace: str, name: str) -> Source | None:
    """The format of XML records with this root that may stand inside others; None if nobody reads them.

    Args:
        namespace: empty for none.
        name: local name.

    >>> of_root("http://www.loc.gov/mods/v3", "mods") is None
    True
    """
    rows = [row for row in SOURCES.rows() if row.one_record]
    return next(
        (row for place in (namespace, ANY) for row in rows if (place, name) in row.roots),
        None,
    )


__all__ = ["ANY", "SOURCES", "OneRecord", "Source", "of_root"]
