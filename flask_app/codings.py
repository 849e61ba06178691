"""Content codings: which responses are compressed, how, and what that does to their headers (RFC 9110 §8.4).

A coded representation is another one: it has an entity tag of its own (§8.8.3). Whether a response may be coded depends on its media
type alone, not on its length, so that its tag is known before it is written.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache

import brotli
from zstandard import ZstdCompressor

from flask_app.negotiation import accept_encoding

IDENTITY = "identity"
Headers = tuple[tuple[str, str], ...]


def _zstd(body: bytes) -> bytes:
    return ZstdCompressor(level=6, write_content_size=True).compress(body)


def _brotli(body: bytes) -> bytes:
    coded: bytes = brotli.compress(body, quality=5)
    return coded


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)  # a time would make other bytes each second, under one strong tag


CODINGS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "zstd": _zstd, "gzip": _gzip}
"""By name, in the order of our preference: for 30 kB of text all take below a millisecond, and brotli is the shortest."""
_TEXTUAL = ("text/", "application/json", "application/xml", "image/svg+xml")
_SUFFIXES = ("+json", "+xml")
_OTHERS = frozenset(
    {
        "application/n-triples",
        "application/n-quads",
        "application/trig",
        "application/linkset",
        "application/sparql-query",
    }
)
_LONGEST_KEPT = 200_000


def codable(content_type: str) -> bool:
    """Whether a media type is worth a coding.

    >>> codable("text/html; charset=utf-8"), codable("application/ld+json"), codable("application/gzip")
    (True, True, False)
    """
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith(_TEXTUAL) or media_type.endswith(_SUFFIXES) or media_type in _OTHERS


def coding_for(header: str | None) -> str:
    """The coding for a client.

    Args:
        header: value of Accept-Encoding.

    >>> coding_for("gzip, deflate, br, zstd"), coding_for("gzip"), coding_for(None)
    ('br', 'gzip', 'identity')
    """
    return accept_encoding(header, tuple(CODINGS)) if header else IDENTITY


def coded_tag(tag: str, coding: str) -> str:
    """The entity tag of a representation in a coding.

    >>> coded_tag('"abc"', "br"), coded_tag('"abc"', "identity")
    ('"abc.br"', '"abc"')
    """
    return tag if coding == IDENTITY else f'{tag[:-1]}.{coding}"'


def with_coding(headers: Iterable[tuple[str, str]], coding: str) -> Headers:
    """The headers of a representation in a coding, but for its length; Vary says that there are codings.

    >>> with_coding([("ETag", '"a"'), ("Vary", "Accept")], "gzip")
    (('ETag', '"a.gzip"'), ('Vary', 'Accept, Accept-Encoding'), ('Content-Encoding', 'gzip'))
    """
    made = {name: coded_tag(value, coding) if name == "ETag" else value for name, value in headers}
    made["Vary"] = ", ".join(filter(None, (made.get("Vary"), "Accept-Encoding")))
    if coding != IDENTITY:
        made["Content-Encoding"] = coding
    return tuple(made.items())


def encode(body: bytes, coding: str) -> bytes:
    """A body in a coding; the same bytes each time.

    >>> gzip.decompress(encode(b"text", "gzip")), encode(b"text", "identity")
    (b'text', b'text')
    """
    if coding == IDENTITY:
        return body
    return _kept(body, coding) if len(body) <= _LONGEST_KEPT else CODINGS[coding](body)


@lru_cache(maxsize=128)
def _kept(body: bytes, coding: str) -> bytes:
    """Style sheets, contexts and the like are the same objects each time."""
    return CODINGS[coding](body)


__all__ = ["CODINGS", "IDENTITY", "codable", "coded_tag", "coding_for", "encode", "with_coding"]
