"""What an XML source begins with: its encoding and its first element."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, NamedTuple

from ld.sources.opening import peek

NAME = rb"(?:([A-Za-z_][\w.\-\x80-\xff]*+):)?([A-Za-z_][\w.\-\x80-\xff]*+)"
ATTRIBUTES = rb"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
START_TAG = re.compile(rb"<" + NAME + rb"(" + ATTRIBUTES + rb")>")
_XMLNS = re.compile(rb"\sxmlns(?::([\w.\-]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_MISC = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)


class Root(NamedTuple):
    """The first element of an XML source: its local name and namespace (empty if it has none)."""

    name: str
    namespace: str


def root(stream: BinaryIO) -> Root | None:
    """The first element of what begins here; None where it is no XML, or the element is further than 64 kB away.

    Args:
        stream: decompressed; nothing is taken from it.

    >>> import io
    >>> root(io.BytesIO(b'<?xml version="1.0"?><!-- x --><c:a xmlns:c="http://c">'))
    Root(name='a', namespace='http://c')
    """
    head = plain_head(peek(stream))
    place = 0
    while found := _MISC.match(head, place):
        place = found.end()
    tag = START_TAG.match(head, place + len(head[place:]) - len(head[place:].lstrip()))
    if tag is None:
        return None
    prefix, name, attributes = tag.groups()
    declared = declarations(attributes)
    return Root(name.decode("utf-8", "replace"), declared.get(prefix or b"", b"").decode("utf-8", "replace"))


def declarations(attributes: bytes) -> dict[bytes, bytes]:
    """The namespaces that a start tag declares: prefix, empty for the default one, to the address as written.

    >>> declarations(b' xmlns="http://a" xmlns:b="http://b" c="d"')
    {b'': b'http://a', b'b': b'http://b'}
    """
    return {prefix: double or single for prefix, double, single in _XMLNS.findall(attributes)}


def encoding(head: bytes) -> str:
    """Python's name of the encoding of XML that begins with `head` (XML 1.0 §4.3.3, appendix F); ``utf-8`` by default.

    >>> encoding(b'<?xml version="1.0" encoding="ISO-8859-1"?>'), encoding(b"<a/>")
    ('iso8859-1', 'utf-8')
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[:4] in (b"<\0?\0", b"\0<\0?"):
        return "utf-16-le" if head[:1] == b"<" else "utf-16-be"
    declared = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8).lstrip())
    try:
        return codecs.lookup(declared[1].decode("ascii")).name if declared else "utf-8"
    except LookupError:
        return "utf-8"


def plain_head(head: bytes) -> bytes:
    """`head` as UTF-8, without its byte order mark."""
    name = encoding(head)
    if name == "utf-8":
        return head.removeprefix(codecs.BOM_UTF8)
    return head.decode(name, "replace").lstrip("\ufeff").encode("utf-8", "replace")


__all__ = ["ATTRIBUTES", "NAME", "START_TAG", "Root", "declarations", "encoding", "plain_head", "root"]
