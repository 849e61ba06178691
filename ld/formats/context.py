"""The JSON-LD contexts bundled with the project, and how the IRIs of a description are written under ours.

No context is ever fetched: schema.org's own still expands to ``http://schema.org/``, and a page must not wait for another
host. Which short name stands for which IRI follows from the context file alone; a name is used only if expanding it
(JSON-LD 1.1 API §5.2) gives back the IRI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import orjson

from ld.errors import FormatError, UnknownResourceError, UnsupportedFormatError
from ld.formats.names import split
from ld.formats.relative import References

VERSIONS = ("v1",)
"""Of our own context, the current one last. A published version never changes: documents that name it are kept by others."""
_SCHEMA_ORG = "schemaorg.jsonld"
_LATEST = "/context.jsonld"
_SCHEMA_ORG_ADDRESSES = tuple(
    f"{scheme}://schema.org{slash}" for scheme in ("https", "http") for slash in ("", "/")
)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


class Key(NamedTuple):
    """How a predicate is written.

    Attributes:
        name: the key of the JSON object.
        is_iri: strings under this key are IRIs (``"@type": "@id"``).
        is_array: always an array (``"@container": "@set"``).
    """

    name: str
    is_iri: bool = False
    is_array: bool = False


class Context:
    """A JSON-LD context, as far as writing needs it.

    Args:
        definition: value of ``@context``: one object.
        hidden: prefixes not to be used, because an IRI in the description has a scheme of that name.

    >>> context = Context({"@vocab": "https://schema.org/", "void": "http://rdfs.org/ns/void#",
    ...                    "url": {"@id": "https://schema.org/url", "@type": "@id"}})
    >>> context.key("https://schema.org/url"), context.key("http://rdfs.org/ns/void#triples").name
    (Key(name='url', is_iri=True, is_array=False), 'void:triples')
    >>> context.iri("void:junk") is None, context.hiding({"void"}).iri("void:junk")
    (True, 'void:junk')
    """

    def __init__(self, definition: Mapping[str, Any], hidden: frozenset[str] = frozenset()) -> None:
        self.hidden = hidden
        self._definition = definition
        self._vocab: str = definition["@vocab"]
        simple = {
            name: value for name, value in definition.items() if isinstance(value, str) and name[0] != "@"
        }
        prefixes = {name: iri for name, iri in simple.items() if iri[0] != "@"}
        self._prefixes = {name: iri for name, iri in prefixes.items() if name not in hidden}
        self._namespaces = {iri: name for name, iri in self._prefixes.items()}
        terms = {name: value for name, value in definition.items() if isinstance(value, dict)}
        self._keys = {
            _term_iri(name, value, prefixes): Key(
                name, value.get("@type") == "@id", value.get("@container") == "@set"
            )
            for name, value in terms.items()
        }
        self._names: dict[str, str | None] = {key.name: iri for iri, key in self._keys.items()}
        self._names |= simple | dict.fromkeys(hidden)
        self.key = lru_cache(maxsize=4096)(self._key)
        self.type = lru_cache(maxsize=4096)(self._type)

    def hiding(self, prefixes: set[str]) -> Context:
        """The same context without some prefixes."""
        return Context(self._definition, self.hidden | prefixes)

    def expand(self, name: str, *, vocab: bool) -> str | None:
        """IRI expansion (JSON-LD 1.1 API §5.2) of a key or type (`vocab`) or of an identifier; None if it gives no absolute IRI."""
        if vocab and name in self._names:
            return self._names[name]
        prefix, colon, suffix = name.partition(":")
        if not colon:
            return self._vocab + name if vocab else None
        if not suffix.startswith("//") and prefix in self._prefixes:
            return self._prefixes[prefix] + suffix
        return name

    def _key(self, predicate: str) -> Key | None:
        """How a predicate is written; None if it cannot be before a prefix is hidden."""
        if predicate in self._keys:
            return self._keys[predicate]
        name = self._type(predicate)
        return Key(name) if name is not None else None

    def _type(self, iri: str) -> str | None:
        """How a class or datatype is written; None as above."""
        local = iri.removeprefix(self._vocab)
        names = [local] if _PLAIN.fullmatch(local) else []
        names += [self._short(iri), iri]
        return next((name for name in names if self.expand(name, vocab=True) == iri), None)

    def iri(self, iri: str) -> str | None:
        """How an IRI is written where a node is named; None as above."""
        name = self._short(iri)
        return name if self.expand(name, vocab=False) == iri else None

    def _short(self, iri: str) -> str:
        parts = split(iri, self._namespaces)
        return ":".join(parts) if parts else iri


def _term_iri(name: str, definition: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    """IRI of an expanded term definition: said, or the term read as a prefixed name."""
    prefix, _, local = name.partition(":")
    iri = definition.get("@id") or prefixes[prefix] + local
    assert isinstance(iri, str)
    return iri


class Names:
    """Names of one description: those of the context, and references relative to the document.

    Attributes:
        clashes: prefixes that some IRI of the description has as its scheme, found so far. What was written before one
            was found is still right; the IRI itself can only be written under :meth:`Context.hiding`.
    """

    def __init__(self, context: Context, document: str) -> None:
        self.clashes: set[str] = set()
        self._context = context
        self._references = References(document)
        self._known: dict[str, str] = {}

    def key(self, predicate: str) -> Key:
        """The key of a predicate."""
        return self._context.key(predicate) or Key(self._clash(predicate))

    def type(self, iri: str) -> str:
        """The name of a class or datatype; never relative, since names of classes belong to ``@vocab``."""
        return self._context.type(iri) or self._clash(iri)

    def id(self, iri: str) -> str:
        """The name of a node: relative for the site's own, prefixed, or whole."""
        name = self._known.get(iri)
        if name is None:
            name = self._references.relative(iri) or self._context.iri(iri) or self._clash(iri)
            self._known[iri] = name
        return name

    def _clash(self, iri: str) -> str:
        scheme = iri.partition(":")[0]
        if scheme in self._context.hidden:
            raise UnsupportedFormatError(f"the JSON-LD context reads {iri[:200]!r} as another IRI")
        self.clashes.add(scheme)
        return iri


def context_path(version: str = VERSIONS[-1]) -> str:
    """Path of a version of our own context below the site's base.

    >>> context_path("v1")
    '/context/v1.jsonld'
    """
    return f"/context/{version}.jsonld"


def context_document(version: str = VERSIONS[-1]) -> bytes:
    """A version of our own context, as it is served.

    Raises:
        UnknownResourceError: there is no such version.

    >>> orjson.loads(context_document())["@context"]["@vocab"]
    'https://schema.org/'
    """
    if version not in VERSIONS:
        raise UnknownResourceError(
            f"There is no version {version[:40]!r} of the context; there are {', '.join(VERSIONS)}."
        )
    return _read(f"contexts/{version}.jsonld")


@cache
def own_context() -> Context:
    """Our own context, ready for writing."""
    return Context(orjson.loads(context_document())["@context"])


def frozen_loader(address: str, url: str) -> dict[str, Any]:
    """A context by its address: ours in any version, or schema.org's with its ``https`` names; nothing else, and never from the network.

    Args:
        address: where the current version of our own context is published.
        url: what is asked for.

    Returns:
        The context document; new objects each time, because processors write into what they are given.

    Raises:
        FormatError: any other address.

    >>> sorted(frozen_loader("https://example.org/context/v1.jsonld", "https://schema.org")["@context"])
    ['@version', '@vocab', 'id', 'type']
    >>> frozen_loader("https://example.org/context/v1.jsonld", "https://example.com/context.jsonld")
    Traceback (most recent call last):
    ld.errors.FormatError: https://example.com/context.jsonld is not among the JSON-LD contexts bundled here; others are not fetched
    """
    document = _bundled(address, url)
    if document is None:
        msg = f"{url[:200]} is not among the JSON-LD contexts bundled here; others are not fetched"
        raise FormatError(msg)
    loaded: dict[str, Any] = orjson.loads(document)
    return loaded


def _bundled(address: str, url: str) -> bytes | None:
    if url in _SCHEMA_ORG_ADDRESSES:
        return _read(_SCHEMA_ORG)
    site = address.removesuffix(context_path())
    if url in {address, f"{site}{_LATEST}"}:
        return context_document()
    return next(
        (context_document(version) for version in VERSIONS if url == f"{site}{context_path(version)}"), None
    )


@cache
def _read(name: str) -> bytes:
    return (files("ld.formats") / "data" / name).read_bytes()


__all__ = [
    "VERSIONS",
    "Context",
    "Key",
    "Names",
    "context_document",
    "context_path",
    "frozen_loader",
    "own_context",
]
