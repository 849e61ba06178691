"""VuFind: documents of its Solr index, its own API, and staff views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.opening import peek
from ld.sources.registry import Source
from ld.sources.unreadable import unknown_format
from ld.sources.vufind.detect import detect as _detect  # `detect` itself is the module here
from ld.sources.vufind.documents import FORMAT, read_documents
from ld.sources.vufind.parsing import parse
from ld.sources.vufind.staffview import read_staff_views

LABEL = "VuFind: Solr documents, API answers, staff views"


def read(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read VuFind data of any form; see :data:`ld.sources.base.Reader`.

    >>> import io
    >>> [record.raw for record in read(io.BytesIO(b"_version_ 17\\nauthor A, B\\nid x\\ntitle T"), "page.txt")]
    [b'{"_version_":"17","author":["A, B"],"id":"x","title":"T"}']
    """
    form = _detect(stream)
    if form == "staff-view":
        return read_staff_views(stream, path)
    if form or peek(stream).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return read_documents(stream, path)
    return iter([unknown_format(path, peek(stream), f"it should hold {LABEL}")])


VUFIND = Source(
    name=FORMAT,
    label=LABEL,
    detect=_detect,
    read=read,
    parse=parse,
)

__all__ = ["VUFIND", "parse", "read", "read_documents", "read_staff_views"]
