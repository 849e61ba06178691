"""What an XML source begins with: its encoding and its first element."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, NamedTuple

from ld.sources.opening import peek

NAME = rb"(?:([A-Za-z_\x80-\xff][\w.\-\x80-\xff]*+):)?([A-Za-z_\x80-\xff][\w.\-\x80-\xff]*+)"
# XML 1.0 §3.1: no "<" in an attribute's value. So a "<" that nobody escaped never swallows what follows it.
ATTRIBUTES = rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+"
START_TAG = re.compile(rb"<" + NAME + rb"(" + ATTRIBUTES + rb")>")
# A quoted "]>" or one in a comment does not end the internal subset (XML 1.0 §2.8).
DOCTYPE = (
    rb"<!DOCTYPE(?:[^\[>\"']++|\"[^\"]*+\"|'[^']*+')*+"
    rb"(?:\[(?:[^\]\"'<]++|\"[^\"]*+\"|'[^']*+'|<!--.*?-->|<\?.*?\?>|<(?!!--|\?))*+\]\s*+)?+>"
)
_XMLNS = re.compile(rb"\sxmlns(?::([\w.\-\x80-\xff]+))?\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_MISC = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|" + DOCTYPE + rb")", re.DOTALL)
_SPACE = re.compile(rb"\s*")

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""First bytes by which an encoding shows itself (XML 1.0, appendix F), the longer ones first."""

# Names of Python's codecs for text in which the first bytes of a declaration are those of ASCII. Others (hex, rot13, idna,
# utf-16 where the bytes say otherwise) cannot be what the file is in.
_TEXT = re.compile(
    r"iso8859-\d+|cp\d+|koi8-[rtu]|gb\w+|big5\w*|euc_\w+|shift_\w+|iso2022_\w+|mac-\w+|tis-620|hz|johab"
)


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
    space = _SPACE.match(head, place)
    tag = START_TAG.match(head, space.end() if space else place)
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
    if b"xmlns" not in attributes:
        return {}
    return {prefix: double or single for prefix, double, single in _XMLNS.findall(attributes)}


def encoding(head: bytes) -> str:
    """Python's name of the encoding of XML that begins with `head` (XML 1.0 §4.3.3, appendix F); ``utf-8`` by default.

    What the first bytes show counts more than what is declared: many a file was converted, and its declaration was not.

    >>> encoding(b'<?xml version="1.0" encoding="ISO-8859-1"?>'), encoding(b"<a/>")
    ('iso8859-1', 'utf-8')
    >>> encoding("\\ufeff<a/>".encode("utf-16-le")), encoding(b'<?xml version="1.0" encoding="UTF-16"?>')
    ('utf-16', 'utf-8')
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    declared = _ENCODING.match(head.removeprefix(codecs.BOM_UTF8).lstrip())
    try:
        known = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        known = ""
    return known if _TEXT.fullmatch(known) and not head.startswith(codecs.BOM_UTF8) else "utf-8"


def plain_head(head: bytes) -> bytes:
    """`head` as UTF-8, without its byte order mark."""
    name = encoding(head)
    if name == "utf-8":
        return head.removeprefix(codecs.BOM_UTF8)
    return head.decode(name, "replace").lstrip("\ufeff").encode("utf-8", "replace")


__all__ = [
    "ATTRIBUTES",
    "DOCTYPE",
    "NAME",
    "START_TAG",
    "Root",
    "declarations",
    "encoding",
    "plain_head",
    "root",
]
