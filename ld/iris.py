"""The IRIs that we mint, and in which named graph a statement lives.

Documents are ``{base}/record/{id}``, things ``{base}/record/{id}#it``, every nested node a hash IRI of its document, so
that there are no blank nodes (Cool URIs §4.1; RDF 1.1 Concepts §3.5). Entities that records share have documents too.
A statement lives in exactly one named graph, chosen by its subject; queries see the union.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from ld.errors import MintingError

MAX_ID_BYTES = 512
_SAFE = ":@"  # besides RFC 3986's unreserved characters, which `quote` never encodes


def encode_id(record_id: str) -> str:
    """The path segment of a record id (RFC 3986 §3.3, unreserved plus ``:`` and ``@``; upper-case hex).

    Raises:
        MintingError: the id is empty, ``.``, ``..``, over 512 bytes of UTF-8, not encodable or holds control characters:
            no URL could bring it back.

    >>> encode_id("a/b c%ü")
    'a%2Fb%20c%25%C3%BC'
    """
    fault = id_fault(record_id)
    if fault:
        raise MintingError(record_id, fault)
    return quote(record_id, safe=_SAFE)


def id_fault(record_id: str) -> str | None:
    """Why an id cannot be served, or None.

    >>> id_fault("..")
    'a path segment of dots alone is removed by every client (RFC 3986 §5.2.4)'
    """
    if record_id.isascii() and record_id.isprintable() and 2 < len(record_id) <= MAX_ID_BYTES:
        return None  # nearly every id there is
    if not record_id:
        return "it is empty"
    if record_id in {".", ".."}:
        return "a path segment of dots alone is removed by every client (RFC 3986 §5.2.4)"
    if any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in record_id):
        return "it holds control characters"
    if any(0xD800 <= ord(c) < 0xE000 for c in record_id):
        return "it is not UTF-8"
    if len(record_id.encode()) > MAX_ID_BYTES:
        return f"it is longer than {MAX_ID_BYTES} bytes"
    return None


def named(iri: str) -> NamedNode:
    """An IRI as a term.

    Raises:
        MintingError: not an absolute IRI (RFC 3987 §2.2).

    >>> named("https://example.org/a").value
    'https://example.org/a'
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise MintingError(iri, f"not a valid absolute IRI ({error})") from None


class Iris:
    """Mints the IRIs of one site.

    Args:
        base: the site's address without a final slash, for example ``https://catalog.example.org``.

    >>> iris = Iris("https://catalog.example.org")
    >>> iris.record("a/b").value
    'https://catalog.example.org/record/a%2Fb'
    >>> iris.shared("collection", "pubmed").value
    'https://catalog.example.org/collection/pubmed#it'
    """

    def __init__(self, base: str) -> None:
        self.base = base.rstrip("/")
        self.dataset = NamedNode(f"{self.base}/dataset#it")
        self.terms = NamedNode(f"{self.base}/terms")
        self._records = f"{self.base}/record/"
        self._own = f"{self.base}/"

    def record(self, record_id: str) -> NamedNode:
        """The document of a record; it is also the name of its graph.

        Raises:
            MintingError: see :func:`encode_id`.
        """
        return NamedNode(self._records + encode_id(record_id))

    @lru_cache(maxsize=4096)  # noqa: B019 - one Iris lives as long as the process
    def shared(self, kind: str, key: str) -> NamedNode:
        """An entity that records share; `key` is made of slugs and is already safe in a path."""
        return NamedNode(f"{self._own}{kind}/{key}#it")

    def graph(self, subject: str) -> str:
        """Name of the one graph in which statements about `subject` live.

        >>> iris = Iris("https://catalog.example.org")
        >>> iris.graph("https://catalog.example.org/record/1#id-doi")
        'https://catalog.example.org/record/1'
        >>> iris.graph("http://id.loc.gov/vocabulary/iso639-2/eng")
        'https://catalog.example.org/terms'
        """
        if subject.startswith(self._own):
            return subject.partition("#")[0]
        return self.terms.value


__all__ = ["MAX_ID_BYTES", "Iris", "encode_id", "id_fault", "named"]
