"""Record ids as keys: bytes, so that any text there is can be one and the order is that of code points."""

from __future__ import annotations

from hashlib import blake2b, sha256

_MAX_BYTES = 512


def key_of(record_id: str) -> bytes:
    """The key of an id: its UTF-8, lone surrogates included.

    Only records in quarantine have ids over 512 bytes; their keys are cut and end in a digest, so that a hostile id
    costs no more than another.

    >>> key_of("ü")
    b'\\xc3\\xbc'
    >>> len(key_of("x" * 10_000_000))
    167
    """
    key = record_id.encode("utf-8", "surrogatepass")
    if len(key) <= _MAX_BYTES:
        return key
    return f"{record_id[:100]}…{sha256(key).hexdigest()}".encode("utf-8", "surrogatepass")


def id_of(key: bytes) -> str:
    """The id of a key.

    >>> id_of(key_of("\\ud800")) == "\\ud800"
    True
    """
    return key.decode("utf-8", "surrogatepass")


def storable(text: str) -> str:
    """`text` with lone surrogates as escapes: hostile names from JSON may hold them, SQLite may not.

    >>> storable("a\\ud800")
    'a\\\\ud800'
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def digest_key(graph: str, text: str) -> bytes:
    """16 bytes for what must be unique in a graph, a subject or a statement; neither part holds a newline.

    >>> digest_key("http://a", "b") == digest_key("http://a", "b") != digest_key("http://a", "c")
    True
    """
    return blake2b(f"{graph}\n{text}".encode(), digest_size=16).digest()


__all__ = ["digest_key", "id_of", "key_of", "storable"]
