"""Relative references to a site's own IRIs, only where every reader resolves them to the same IRI (RFC 3986 §5)."""

from __future__ import annotations

import re

# Hierarchical, without query and fragment: what resolving leaves no room for opinions about.
_BASE = re.compile(r"(?P<site>[A-Za-z][A-Za-z0-9+.-]*://[^/?#]+)(?P<path>(?:/(?!\.{1,2}(?:/|$))[^/?#]+)+)")
# No colon anywhere (JSON-LD would see a prefix, and some resolvers a scheme), no empty segment, none that begins with a dot
# (RFC 3986 §5.2.4) or with an @ (JSON-LD 1.1 IRI expansion: it would look like a keyword).
_PATH = re.compile(r"(?:/[^/?#:@.][^/?#:]*)+(?:#[^:?/@#]+)?")


class References:
    """Writes IRIs relative to one document.

    >>> references = References("https://example.org/record/1")
    >>> references.relative("https://example.org/record/1#it"), references.relative("https://example.org/dataset#it")
    ('#it', '../dataset#it')
    >>> references.relative("https://example.org/record/urn:x#it"), references.relative("https://example.com/")
    (None, None)
    """

    def __init__(self, document: str) -> None:
        self.document = document
        self._hash = f"{document}#"
        base = _BASE.fullmatch(document)
        self._site = base["site"] if base else None
        self._folders = base["path"].split("/")[1:-1] if base else []

    def own(self, iri: str) -> bool:
        """Whether an IRI is the document or a hash IRI of it."""
        return iri == self.document or iri.startswith(self._hash)

    def same_site(self, iri: str) -> bool:
        """Whether an IRI has the document's scheme and host."""
        return self._site is not None and iri.startswith(f"{self._site}/")

    def hash_reference(self, iri: str) -> str | None:
        """``#fragment`` of a hash IRI of the document, else None; some readers tidy a base with an odd path."""
        if self._site is None or not iri.startswith(self._hash):
            return None
        fragment = iri[len(self.document) :]
        return fragment if len(fragment) > 1 and ":" not in fragment else None

    def relative(self, iri: str) -> str | None:
        """A reference to another IRI of the same site; None where only the whole IRI is safe, as for the document."""
        if iri.startswith(self._hash):
            return self.hash_reference(iri)
        if (
            self._site is None
            or not iri.startswith(f"{self._site}/")
            or not _PATH.fullmatch(iri, len(self._site))
        ):
            return None
        return None if iri == self.document else self._climb(iri[len(self._site) :])

    def _climb(self, target: str) -> str:
        path, hash_, fragment = target.partition("#")
        segments = path.split("/")[1:]
        shared = 0
        while (
            shared < min(len(self._folders), len(segments) - 1) and self._folders[shared] == segments[shared]
        ):
            shared += 1
        up = "../" * (len(self._folders) - shared)
        return f"{up}{'/'.join(segments[shared:])}{hash_}{fragment}"


__all__ = ["References"]
