"""What else a Dublin Core record names: other works, sources cited, projects that paid, files and pages."""

from __future__ import annotations

import re

from ld.normalize.identifiers import Identifier, from_url
from ld.record import Agent, AgentKind, Grant, Reference, RelatedWork, Relation, Stated, Text, Url, UrlRole
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.hosts import is_issn
from ld.sources.dublin_core.parts import Parts, add, address, iri_of

_GRANT = re.compile(
    r"(?:https?://purl\.org/)?info:eu-repo/grantAgreement/([^/]*)/([^/]*)/([^/]+)(?:/.*)?", re.IGNORECASE
)
"""Funder, programme, project number (OpenAIRE guidelines for literature repositories 3, "Project identifier")."""

_SEMANTICS = re.compile(
    r"info:eu-repo/semantics/(altIdentifier|reference|dataset)/([a-z]+)/(\S+)", re.IGNORECASE
)
_WORKS = {
    "hasPart": Relation.HAS_PART,
    "isVersionOf": Relation.OTHER_EDITION,
    "hasVersion": Relation.OTHER_EDITION,
    "isFormatOf": Relation.OTHER_FORMAT,
    "hasFormat": Relation.OTHER_FORMAT,
    "replaces": Relation.REPLACES,
    "isReplacedBy": Relation.REPLACED_BY,
}
_LOOSE = ("relation", "source", "isPartOf", "isReferencedBy", "requires", "isRequiredBy")
_PAGES = ("isShownAt", "isShownBy")
_SMALL = frozenset({"thumbnail", "small", "square", "medium"})
_MEDIA_TYPE = re.compile(r"[a-z]{4,12}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}", re.IGNORECASE)


def relations(statements: Statements, parts: Parts) -> None:
    """`relation` and its refinements. Those of `source` and `isPartOf` that name the host have been read already."""
    for value in statements.take(*_LOOSE):
        _loose(statements, parts, value)
    for term, relation in _WORKS.items():
        for value in statements.take(term):
            _work(statements, parts, value, relation)
    for value in statements.take("references"):
        iri = iri_of(value.text) or address(value.address)
        found = Reference(value.source, iri) if iri else Reference(value.source, text=value.text)
        add(parts, "references", [found])


def _loose(statements: Statements, parts: Parts, value: Value) -> None:
    """Addresses by what they are of; words only of `relation`, where any are allowed."""
    grant, semantics = _GRANT.fullmatch(value.text), _SEMANTICS.fullmatch(value.text)
    if grant:
        funder = (_funder(grant[1], value),) if grant[1] else ()
        add(parts, "grants", [Grant(value.source, grant[3], funder)])
    elif semantics:
        _related_number(statements, parts, value, semantics)
    elif iri := iri_of(value.text):
        _url(statements, parts, value, Url(iri, UrlRole.RELATED, value.source))
    elif value.term not in {"source", "isPartOf"} and not is_issn(value):
        _words(statements, parts, value)


def _words(statements: Statements, parts: Parts, value: Value) -> None:
    iri = address(value.address)
    found = Text(value.text, value.source, value.language)
    if iri:
        add(parts, "related", [RelatedWork(Relation.RELATED, value.text, value.source, iri=iri)])
    elif found in parts.get("relations", ()):
        statements.derive(value, "repeated")
    else:
        add(parts, "relations", [found])


def _funder(name: str, value: Value) -> Agent:
    return Agent(AgentKind.ORGANIZATION, name, name, value.source)


def _related_number(statements: Statements, parts: Parts, value: Value, found: re.Match[str]) -> None:
    """``info:eu-repo/semantics/altIdentifier/doi/10.…``: a number of the thing, of what it cites, or of its data."""
    number = _number(found[2].lower(), found[3])
    if number is None or number.iri is None:
        statements.drop(value, "invalid-identifier")
    elif found[1].lower() == "altidentifier":
        known = {(one.value.scheme, one.value.value) for one in parts.get("identifiers", ())}
        if (number.scheme, number.value) in known:
            statements.derive(value, "repeated")
        else:
            add(parts, "identifiers", [Stated(number, value.source)])
    elif found[1].lower() == "reference":
        add(parts, "references", [Reference(value.source, number.iri)])
    else:
        _url(statements, parts, value, Url(number.iri, UrlRole.RELATED, value.source))


_RESOLVERS = {
    "doi": "https://doi.org/",
    "hdl": "https://hdl.handle.net/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "arxiv": "https://arxiv.org/abs/",
    "urn": "",
    "url": "",
}


def _number(scheme: str, number: str) -> Identifier | None:
    return from_url(_RESOLVERS[scheme] + number) if scheme in _RESOLVERS else None


def _work(statements: Statements, parts: Parts, value: Value, relation: Relation) -> None:
    """Another work under its title; of a bare address nothing is known but that it is related."""
    bare = iri_of(value.text)
    if bare:
        role = UrlRole.FORMAT if relation is Relation.OTHER_FORMAT else UrlRole.RELATED
        _url(statements, parts, value, Url(bare, role, value.source))
    else:
        add(parts, "related", [RelatedWork(relation, value.text, value.source, iri=address(value.address))])


def _url(statements: Statements, parts: Parts, value: Value, url: Url) -> None:
    if any(known.iri == url.iri for known in parts.get("urls", ())):
        statements.derive(value, "repeated")
    else:
        add(parts, "urls", [url])


def pages(statements: Statements, parts: Parts) -> None:
    """Where it is shown (edm:isShownAt, edm:isShownBy), its small picture (edm:preview), and files that the record lists."""
    for value in statements.take(*_PAGES):
        iri = address(value.address or value.text)
        if iri:
            _url(statements, parts, value, Url(iri, UrlRole.RESOURCE, value.source))
        else:
            statements.drop(value, "invalid-iri")
    for value in statements.take("preview", "thumbnail"):
        _thumbnail(statements, parts, value)
    for value in statements.take("file"):
        _file(statements, parts, value)


def _thumbnail(statements: Statements, parts: Parts, value: Value) -> None:
    iri = address(value.address or value.text)
    if iri is None:
        statements.drop(value, "invalid-iri")
    elif parts.get("thumbnails"):
        statements.drop(value, "rendition")
    else:
        parts["thumbnails"] = (Url(iri, UrlRole.RELATED, value.source),)


def _file(statements: Statements, parts: Parts, value: Value) -> None:
    """A file of the thing; of renditions in several sizes, the first small one is its picture."""
    bundle = (value.element.get("bundle") or "original").casefold()
    iri = address(value.address or value.text)
    if iri and bundle == "original":
        stated = (value.element.get("mimetype") or value.element.get("type") or "").strip()
        media_type = stated.lower() if _MEDIA_TYPE.fullmatch(stated) else None
        _url(statements, parts, value, Url(iri, UrlRole.RESOURCE, value.source, media_type))
    elif bundle in _SMALL:
        _thumbnail(statements, parts, value)
    else:
        statements.drop(value, "rendition" if iri else "invalid-iri")


__all__ = ["pages", "relations"]
