"""JATS sources as records: cut by their tags, named by the article's own identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from ld.findings import Finding
from ld.sources.base import Origin, SourceRecord
from ld.sources.jats.article import find_all
from ld.sources.jats.numbers import record_id
from ld.sources.unreadable import unreadable
from ld.sources.xml import Piece, XmlFault, load, local_name, namespace, records

FORMAT: Final = "jats"
MEDIA_TYPE: Final = "application/xml"
ROOT: Final = "article"

_FRONT_END: Final = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?front\s*>")
_NAME: Final = re.compile(rb"<([^\s/>]+)")


def read_articles(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Every article of a file of JATS: a single one, or any envelope around several (``pmc-articleset``).

    Args:
        stream: decompressed. path: for messages.
    Yields:
        records, and findings in the place of those that are cut off or not well-formed up to the end of their front matter;
        a fault further down is found by the parser, which reads the whole.

    >>> import io
    >>> text = b'<article><front><article-meta><article-id pub-id-type="pmid">7</article-id></article-meta></front></article>'
    >>> [record.id for record in read_articles(io.BytesIO(text), "a.xml")]
    ['pmid-7']
    """
    for number, piece in enumerate(records(stream, path, [ROOT]), start=1):
        yield _record(piece, Origin(path, number, piece.offset))


def _record(piece: Piece, origin: Origin) -> SourceRecord | Finding:
    if not piece.complete:
        cause = "the file ends before the article does; get the whole file"
        return unreadable(origin, cause, raw=piece.raw)
    return one_record(piece.raw, origin)


def one_record(raw: bytes, origin: Origin) -> SourceRecord | Finding:
    """The record that one `article` is.

    Args:
        raw: standalone XML in UTF-8, kept whole: it is the source, though no rule reads the body.
    Returns:
        an unreadable record as a finding; an empty id where the article has no identifier to be filed under.
    """
    try:
        front = _front(raw)
    except XmlFault as fault:
        return unreadable(origin, f"not well-formed XML: {fault}", raw=raw)
    return SourceRecord(_id_of(front), origin, raw, MEDIA_TYPE, FORMAT)


def _front(raw: bytes) -> etree._Element:
    """The article up to the end of its front matter, which is a tenth of it.

    Raises:
        XmlFault: it is not well-formed.
    """
    end, name = _FRONT_END.search(raw), _NAME.match(raw)
    if end and name:
        try:
            return load(raw[: end.end()] + b"</" + name[1] + b">")
        except XmlFault:
            pass  # the tag was in a comment, or the fault is real: the whole tells
    return load(raw)


def _id_of(article: etree._Element) -> str:
    own = namespace(article)
    prefix = f"{{{own}}}" if own else ""
    for meta in find_all(article, f"{prefix}front", f"{prefix}article-meta"):
        for element in meta.iter(f"{prefix}article-id"):
            element.tag = local_name(element)
        return record_id(meta)
    return ""


__all__ = ["FORMAT", "MEDIA_TYPE", "ROOT", "one_record", "read_articles"]
