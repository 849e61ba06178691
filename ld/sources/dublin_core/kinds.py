"""What kind of thing a Dublin Core record describes, in which files, of what size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ld.findings import Severity
from ld.normalize.pages import physical
from ld.normalize.resource_types import resource_type
from ld.normalize.text import fold
from ld.record import Concept, Extent, Profile, Text, Trait, Url, UrlRole
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, add, address

PMC_PREFIX = "oai:pubmedcentral.nih.gov:"
_PMC_ADDRESS = re.compile(
    r"https?://(?:www\.ncbi\.nlm\.nih\.gov/pmc|pmc\.ncbi\.nlm\.nih\.gov)/articles/(?:PMC)?[0-9]+/?"
)
_VERSIONS = re.compile(
    r"info:eu-repo/semantics/(?:draft|(?:submitted|accepted|published|updated)version)|"
    r"https?://purl\.org/coar/version/c_[0-9a-z]+",
    re.IGNORECASE,
)
_MEDIA_TYPE = re.compile(
    r"((?:application|audio|chemical|font|image|message|model|multipart|text|video)/[a-z0-9][a-z0-9!#$&^_.+-]{0,80})\s*(?:;.*|(https?://\S+))?",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"[0-9][0-9.,]*\s*(?:x\s*[0-9.,]+\s*)*(?:p|pp|pages?|leaves|leaf|l|s|seiten|sivua|sidor|f|folios?|v|vols?|volumes?|items?|sheets?|maps?"
    r"|cm|mm|m|inch(?:es)?|in|feet|ft|min|mins|minutes?|hours?|hrs?|h|sec|seconds?|bytes?|[kmgt]i?b|photographs?|prints?|reels?|discs?)\b",
    re.IGNORECASE,
)


def profile(statements: Statements, oai_identifier: str) -> Profile:
    """PubMed Central's records say other things in the same terms; they are known by their OAI identifier, and without an
    envelope by their first identifier, the article's address there.
    """
    if oai_identifier.startswith(PMC_PREFIX):
        return Profile.PMC
    first = next(iter(statements.take("identifier")), None)
    return (
        Profile.PMC
        if not oai_identifier and first and _PMC_ADDRESS.fullmatch(first.text)
        else Profile.GENERIC
    )


def kinds(statements: Statements, parts: Parts) -> None:
    """Formats and what refines them; a term that no list has is a genre, in the record's own words."""
    formats: dict[str, Text] = {}
    genres: dict[str, Concept] = {}
    traits: set[Trait] = set()
    for value in statements.take("type"):
        _type(statements, value, formats, genres, traits)
    if parts["profile"] is Profile.PMC and "Article" not in formats:
        # PubMed Central calls every article "Text"; it archives articles of journals only.
        formats["Article"] = Text("Article", "identifier")
    parts["formats"] = tuple(formats.values())
    parts["genres"] = tuple(genres.values())
    parts["traits"] = frozenset(traits)


def _type(
    statements: Statements,
    value: Value,
    formats: dict[str, Text],
    genres: dict[str, Concept],
    traits: set[Trait],
) -> None:
    if _VERSIONS.fullmatch(value.text):
        statements.drop(value, "version")
        return
    known = resource_type(value.text)
    if known is None:
        _genre(statements, value, genres)
        return
    fresh = [label for label in known.formats if label not in formats]
    formats.update({label: Text(label, value.source) for label in fresh})
    named = known.genre is not None and fold(known.genre) not in genres
    if named and known.genre:
        genres[fold(known.genre)] = Concept(known.genre, value.source)
    trait = Trait(known.trait) if known.trait else None
    if not (fresh or named or (trait and trait not in traits)):
        statements.derive(value, "repeated") if known.formats or known.genre else statements.drop(
            value, "says-nothing"
        )
    traits |= {trait} if trait else set()


def _genre(statements: Statements, value: Value, genres: dict[str, Concept]) -> None:
    key = fold(value.text)
    if key in genres:
        statements.derive(value, "repeated")
    elif value.text.startswith(("http://", "https://", "info:")) and not value.address:
        statements.drop(value, "type-unknown")
    else:
        iri = value.address if value.address.startswith("http") and value.address.isascii() else None
        genres[key] = Concept(value.text, value.source, iri=iri)


def carriers(statements: Statements, parts: Parts) -> None:
    """Media types of the files; sizes and durations; other words about the form are no vocabulary that anybody could use."""
    for value in statements.take("format"):
        _format(statements, value, parts)
    add(parts, "extents", _extents(statements, parts))
    add(parts, "notes", _materials(statements))


def _format(statements: Statements, value: Value, parts: Parts) -> None:
    media_type = _MEDIA_TYPE.fullmatch(value.text)
    if media_type:
        _encoded(statements, value, media_type[1].lower(), address(media_type[2] or ""), parts)
    elif _SIZE.search(value.text):
        add(parts, "extents", [_extent(value)])
    else:
        statements.remark(
            "format-unknown",
            Severity.INFO,
            value,
            "This is neither a media type (application/pdf) nor a size; it is left out. State the media type.",
        )
        statements.drop(value, "neither-media-type-nor-size")


def _encoded(statements: Statements, value: Value, name: str, file: str | None, parts: Parts) -> None:
    """A media type; some repositories write the address of the file behind it: "application/pdf https://ep.eur.nl/…/BSK091.pdf"."""
    known = any(encoding.value == name for encoding in parts.get("encodings", ()))
    if file:
        add(parts, "urls", [Url(file, UrlRole.FORMAT, value.source, name)])
    elif known:
        statements.derive(value, "repeated")
    if not known:
        add(parts, "encodings", [Text(name, value.source)])


def _extents(statements: Statements, parts: Parts) -> Iterator[Extent]:
    seen = {extent.label for extent in parts.get("extents", ())}
    for value in statements.take("extent"):
        if value.text in seen:
            statements.derive(value, "repeated")
        else:
            seen.add(value.text)
            yield _extent(value)


def _extent(value: Value) -> Extent:
    read = physical(value.text)
    return Extent(value.text, value.source, read.pages, read.duration, value.language)


def _materials(statements: Statements) -> Iterator[Text]:
    """What it is made of; dcterms:medium wants a node of a vocabulary, which these words are not."""
    seen: set[str] = set()
    for value in statements.take("medium"):
        if value.text in seen:
            statements.derive(value, "repeated")
        else:
            seen.add(value.text)
            yield Text(f"Medium: {value.text}", value.source)


__all__ = ["PMC_PREFIX", "carriers", "kinds", "profile"]
