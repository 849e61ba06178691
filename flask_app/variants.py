"""What a document can be asked for as: HTML, every RDF format, and JSON-LD under the name of plain JSON.

The order decides between variants that a client likes equally well; it ends with those that say less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ld.formats import FORMATS, Description, Format


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to write a document.

    Attributes:
        name: as in ``_format``; for RDF that of the format.
        media_type: without parameters.
        content_type: value of the header.
        extension: of its own address, without a dot.
        label: for people.
        format: the RDF format; None for HTML.
        aliases: other media types under which clients ask for it.
        quality: how well it serves, from 0 to 1, whoever asks.
        needs_context: whether the JSON-LD context is named in a Link header (JSON-LD 1.1 §6.1).
    """

    name: str
    media_type: str
    content_type: str
    extension: str
    label: str
    format: Format | None = None
    aliases: tuple[str, ...] = ()
    quality: float = 1.0
    needs_context: bool = False

    @property
    def serialize(self) -> Callable[[Description], bytes]:
        """Writes a description as RDF; not for HTML."""
        assert self.format is not None
        return self.format.serialize


# All statements of a record are in named graphs there, and a client that queries its default graph finds none: so does Comunica,
# which prefers N-Quads (q=1) to JSON-LD (0.9). Whoever names these alone, or by far prefers them, gets them.
_WITH_GRAPHS = 0.85
# Where a document says things of its data that are not to be mixed with them, it is the other way round.
_WITHOUT = 0.85

HTML = Variant(
    "html", "text/html", "text/html; charset=utf-8", "html", "HTML", aliases=("application/xhtml+xml",)
)


@cache
def rdf_variants() -> tuple[Variant, ...]:
    """A variant for every RDF format there is, installed ones included, then JSON-LD as plain JSON.

    >>> [variant.extension for variant in rdf_variants()][:2]
    ['jsonld', 'ttl']
    """
    formats = list(FORMATS.rows())
    variants = [
        Variant(
            *(row.name, row.media_type, row.content_type, row.extension, row.label, row, row.aliases),
            quality=_WITH_GRAPHS if row.named_graphs else 1.0,
        )
        for row in formats
    ]
    plain = [
        Variant("json", "application/json", "application/json", "json", "JSON", row, needs_context=True)
        for row in formats
        if row.name == "jsonld"
    ]
    return (*variants, *plain)


@cache
def document_variants() -> tuple[Variant, ...]:
    """What a document that has a page can be asked for as.

    HTML comes after the RDF formats: a client that takes anything is a program, and a browser asks for HTML.
    """
    jsonld, *others = rdf_variants()
    return (jsonld, *others[:-1], HTML, others[-1])


@cache
def fragment_variants() -> tuple[Variant, ...]:
    """What a fragment can be asked for as: first and best in the formats that hold its data and what is said of it apart.

    >>> [variant.extension for variant in fragment_variants()][:3]
    ['trig', 'nq', 'jsonld']
    """
    # Who names plain JSON wants nothing else; all others take what serves better.
    weighed = [
        variant
        if variant.name == "json"
        else replace(variant, quality=1.0 if _has_graphs(variant) else _WITHOUT)
        for variant in document_variants()
    ]
    return tuple(sorted(weighed, key=_graphs_first))


def _graphs_first(variant: Variant) -> int:
    """TriG, which people can read, then the others with graphs, then those without, as they were."""
    return 0 if variant.name == "trig" else 1 if _has_graphs(variant) else 2


def _has_graphs(variant: Variant) -> bool:
    return variant.format is not None and variant.format.named_graphs


def find(variants: Sequence[Variant], name: str) -> Variant | None:
    """The variant that ``_format=`` or an extension means: by name, extension or media type.

    >>> find(document_variants(), "ttl").name
    'turtle'
    """
    wanted = name.lower()
    for variant in variants:
        if wanted in {variant.extension, variant.name, variant.media_type} or wanted in variant.aliases:
            return variant
    return None


__all__ = ["HTML", "Variant", "document_variants", "find", "fragment_variants", "rdf_variants"]
