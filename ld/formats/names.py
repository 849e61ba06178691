"""Prefixed names, as Turtle, TriG and RDF/XML write them and as statements are ordered by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ld.namespaces import PREFIXES

# Names that need no escape in Turtle (PN_LOCAL), in XML (NCName) and in JSON-LD alike; others are written as whole IRIs.
_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_-]*)")
_NAMESPACES = {iri: prefix for prefix, iri in PREFIXES.items()}


def split(iri: str, namespaces: Mapping[str, str]) -> tuple[str, str] | None:
    """Prefix and local name of an IRI; None where there is no prefix for it or the local name is not a plain one.

    Args:
        iri: absolute.
        namespaces: namespace IRI → prefix; each namespace ends in ``#`` or ``/``.

    >>> split("http://purl.org/dc/terms/title", {"http://purl.org/dc/terms/": "dcterms"})
    ('dcterms', 'title')
    >>> split("http://purl.org/dc/terms/a.b", {"http://purl.org/dc/terms/": "dcterms"})
    """
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = namespaces.get(iri[:end])
    if prefix is None or not _LOCAL.fullmatch(iri, end):
        return None
    return prefix, iri[end:]


@lru_cache(maxsize=8192)
def prefixed(iri: str) -> tuple[str, str] | None:
    """Prefix and local name under the project's own prefixes.

    >>> prefixed("https://schema.org/name")
    ('schema', 'name')
    """
    return split(iri, _NAMESPACES)


__all__ = ["prefixed", "split"]
