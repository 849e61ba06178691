"""MARC 21 bibliographic records: ISO 2709, MARCXML, MARC-in-JSON, Aleph sequential, and MarcEdit's mnemonic format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.marc.conductor import parse
from ld.sources.marc.detect import READERS
from ld.sources.marc.detect import detect as _detect  # `detect` itself is the module here
from ld.sources.marc.iso2709 import FORMAT
from ld.sources.marc.marcxml import NAMESPACES, marcxml_record
from ld.sources.marc.showing import lines
from ld.sources.opening import peek
from ld.sources.registry import Source
from ld.sources.unreadable import unknown_format

LABEL = "MARC 21: ISO 2709, MARCXML, MARC-in-JSON, Aleph sequential"


def read(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read MARC in any serialization; see :data:`ld.sources.base.Reader`.

    >>> import io
    >>> text = b"=LDR  00000nam  2200000 a 4500\\n=001  a1\\n"
    >>> [(record.id, record.media_type) for record in read(io.BytesIO(text), "one.mrk")]
    [('a1', 'text/x-marcedit')]
    """
    form = _detect(stream)
    if form is None:
        return iter([unknown_format(path, peek(stream), f"it should hold {LABEL}")])
    return READERS[form](stream, path)


MARC = Source(
    name=FORMAT,
    label=LABEL,
    detect=_detect,
    read=read,
    parse=parse,
    roots=frozenset(
        (namespace, name) for namespace in (*NAMESPACES, "") for name in ("record", "collection")
    ),
    one_record=marcxml_record,
    show=lines,
)

__all__ = ["MARC", "marcxml_record", "parse", "read"]
