"""JATS: journal articles as their publishers and PubMed Central give them, and its forerunner, NLM's journal DTDs 2 and 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from ld.findings import Finding
from ld.sources.base import SourceRecord
from ld.sources.jats.parsing import parse
from ld.sources.jats.reading import FORMAT, ROOT, one_record, read_articles
from ld.sources.opening import peek
from ld.sources.registry import ANY, Source
from ld.sources.unreadable import unknown_format
from ld.sources.xml import root
from ld.sources.xml.opening_tag import plain_head

LABEL = "JATS article XML"
_ENVELOPES = frozenset({"pmc-articleset"})
_FRONT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?front[\s/>]")


def detect(stream: BinaryIO) -> str | None:
    """``article`` for an article by itself, ``pmc-articleset`` for PubMed Central's envelope, None for anything else.

    DocBook has an `article` too, but no front matter.

    >>> import io
    >>> detect(io.BytesIO(b"<!DOCTYPE article><article><front/></article>")), detect(io.BytesIO(b"<article><title/></article>"))
    ('article', None)
    """
    first = root(stream)
    if first is None or first.name not in {ROOT, *_ENVELOPES}:
        return None
    return first.name if first.name in _ENVELOPES or _FRONT.search(plain_head(peek(stream))) else None


def read(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read articles; see :data:`ld.sources.base.Reader`."""
    if root(stream) is None:
        return iter([unknown_format(path, peek(stream), f"it should hold {LABEL}")])
    return read_articles(stream, path)


JATS = Source(
    name=FORMAT,
    label=LABEL,
    detect=detect,
    read=read,
    parse=parse,
    roots=frozenset({(ANY, ROOT)}),
    one_record=one_record,
)

__all__ = ["JATS", "detect", "one_record", "parse", "read", "read_articles"]
