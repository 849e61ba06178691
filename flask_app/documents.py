"""Negotiated documents: which variant a client gets, under which address, with which links, and whether it has it already."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request

from flask_app.caching import etag, http_date
from flask_app.errors import problem_response
from flask_app.links import Link, link_header
from flask_app.negotiation import negotiate
from flask_app.problems import problem
from flask_app.responses import VARY, conditional, finished, send
from flask_app.service import service
from flask_app.variants import Variant, find
from ld.errors import NotAcceptableError

CACHE_KEY = "ldpub.cache-key"
"""Under this name of the WSGI environment a request tells which finished response answered it."""
_CONTEXT_REL = "http://www.w3.org/ns/json-ld#context"
MAX_AGE = 60


@dataclass(frozen=True, slots=True)
class Document:
    """A document that there is in several variants.

    Attributes:
        url: its address, without format; absolute, of the configured base.
        edition: number of the edition that it is of.
        state: whatever besides the variant decides its bytes; part of the entity tag.
        variants: in the order of our preference.
        address: the own address of a variant, absolute.
        render: writes a variant.
        links: those of a variant besides `canonical` and `alternate`.
        modified: when it was last changed; None if that is not known.
        max_age: seconds for which it may be used without asking.
        part: what of the document was asked for, for those that have pages; part of the key in the cache.
    """

    url: str
    edition: int
    state: bytes | str
    variants: Sequence[Variant]
    address: Callable[[Variant], str]
    render: Callable[[Variant], bytes]
    links: Callable[[Variant], Iterable[Link]] = lambda _: ()
    modified: datetime | None = None
    max_age: int = MAX_AGE
    part: Hashable = None


def answer(document: Document, extension: str | None = None) -> Response:
    """The response to a request for a document.

    Args:
        extension: that of the path; it decides whatever Accept says. Without one ``_format=`` does, then Accept.
    """
    name = extension or request.args.get("_format")
    variant = find(document.variants, name) if name else _accepted(document.variants)
    if variant is None:
        return not_acceptable(document)
    negotiated = name is None
    key = (document.edition, document.url, document.part, variant.name, negotiated)
    request.environ[CACHE_KEY] = key
    cache = service().cache
    response = cache.get(key)
    if response is None:
        validators = _validators(document, variant, negotiated=negotiated)
        early = conditional(dict(validators))
        if early is not None:
            return early
        response = finished(
            document.render(variant), variant.content_type, headers=(*validators, _links(document, variant))
        )
        cache.put(key, response)
    return send(response)


def _accepted(variants: Sequence[Variant]) -> Variant | None:
    choice = negotiate(request.headers.get("Accept"), variants)
    return choice.offer if choice else None


def _validators(document: Document, variant: Variant, *, negotiated: bool) -> list[tuple[str, str]]:
    """What a 304 repeats (RFC 9110 §15.4.5)."""
    tag = etag(service().fingerprint, variant.name, document.url, repr(document.part), document.state)
    headers = [("ETag", tag), ("Cache-Control", f"max-age={document.max_age}")]
    if document.modified is not None:
        headers.append(("Last-Modified", http_date(document.modified)))
    headers.append(("Content-Location", document.address(variant)))
    return [*headers, VARY] if negotiated else headers


def _links(document: Document, variant: Variant) -> tuple[str, str]:
    links = [Link(document.url, "canonical"), *alternates(document, variant), *document.links(variant)]
    if variant.needs_context:
        links.append(Link(service().context, _CONTEXT_REL, type="application/ld+json"))
    return "Link", link_header(links)


def alternates(document: Document, but: Variant | None = None) -> list[Link]:
    """The other variants of a document."""
    return [
        Link(document.address(variant), "alternate", type=variant.media_type)
        for variant in document.variants
        if variant is not but
    ]


def not_acceptable(document: Document) -> Response:
    """406, with what there is instead (RFC 9110 §15.5.7)."""
    available = tuple(variant.media_type for variant in document.variants)
    error = NotAcceptableError(
        "This document is not available in any of the formats asked for.", available=available
    )
    return problem_response(problem(error, instance=request.path), alternates(document))


__all__ = ["CACHE_KEY", "MAX_AGE", "Document", "alternates", "answer", "not_acceptable"]
