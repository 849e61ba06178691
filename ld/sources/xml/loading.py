"""One record's XML as a tree, safely: no document type, no entity of its own, no network, no comments."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

from lxml import etree

_NAMED: Final = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_MARKUP: Final = {"&": b"&amp;", "<": b"&lt;", ">": b"&gt;"}


class XmlFault(Exception):  # noqa: N818 # what is wrong with one record; its reader makes a finding of it
    """The XML of one record is not well-formed; the message says where and why."""


def load(raw: bytes) -> etree._Element:
    """The root element of one record.

    Args:
        raw: standalone XML in UTF-8, such as :attr:`ld.sources.xml.splitting.Piece.raw`. Named characters of HTML and of the
            ISO sets (``&eacute;``), which only a document type would declare, are read from a list of ours.
    Raises:
        XmlFault: not well-formed, an unknown entity, nested too deep, or a document type with entities of its own.
    Source: XML 1.0 §2.1, §4.1.

    >>> load(b"<a>caf&eacute; &amp; b</a>").text
    'café & b'
    >>> load(b"<a>&own;</a>")
    Traceback (most recent call last):
    ld.sources.xml.loading.XmlFault: Entity 'own' not defined, near "<a>&own;</a>"
    """
    if b"<!DOCTYPE" in raw[:1000]:
        raise XmlFault("a record has no document type of its own")
    if b"&" in raw:
        raw = _NAMED.sub(_character, raw)
    try:
        return etree.fromstring(raw, _parser())
    except etree.XMLSyntaxError as error:
        raise XmlFault(_cause(error, raw)) from None
    except ValueError as error:
        raise XmlFault(str(error)) from None


_PLACE: Final = re.compile(r",? line \d+, column \d+")
_PLAIN: Final = {
    "xmlParseEntityRef: no name": "a bare & stands in it (write &amp;)",
    "EntityRef: expecting ';'": "a bare & stands in it (write &amp;)",
    "StartTag: invalid element name": "a bare < stands in it (write &lt;)",
}
"""What libxml2 says, as people say it."""


def _cause(error: etree.XMLSyntaxError, raw: bytes) -> str:
    """What is wrong, and the text around the place; lines and columns would be those of the record, which nobody sees."""
    said = _PLACE.sub("", str(error.msg or "no element is in it").partition(" (<string>")[0])
    row, column = error.position
    rows = raw.split(b"\n")
    near = rows[row - 1][max(column - 40, 0) : column + 20] if 0 < row <= len(rows) else b""
    text = " ".join(near.decode("utf-8", "replace").split())
    return _PLAIN.get(said, said) + (f', near "{text}"' if text else "")


def _parser() -> etree.XMLParser:
    """libxml2 then refuses what is nested over 256 deep or has 10 MB in one text."""
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _character(found: re.Match[bytes]) -> bytes:
    text = html5.get(f"{found[1].decode('ascii')};")
    if text is None:
        return found[0]
    return b"".join(_MARKUP.get(char, char.encode()) for char in text)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace.

    >>> local_name(load(b'<m:record xmlns:m="http://www.loc.gov/MARC21/slim"/>'))
    'record'
    """
    return element.tag.rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """The namespace of an element, empty if it has none.

    >>> namespace(load(b'<m:record xmlns:m="http://www.loc.gov/MARC21/slim"/>'))
    'http://www.loc.gov/MARC21/slim'
    """
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


__all__ = ["XmlFault", "load", "local_name", "namespace"]
