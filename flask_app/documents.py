"""Negotiated documents: which variant a client gets, under which address, with which links, and whether it has it already."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import Response, request

from flask_app.caching import etag, http_date
from flask_app.errors import problem_response
from flask_app.jsonld_forms import form_of, in_form
from flask_app.links import Link, link_header
from flask_app.negotiation import negotiate
from flask_app.problems import problem
from flask_app.responses import conditional, finished, send
from flask_app.service import service
from flask_app.variants import Variant, find
from ld.errors import NotAcceptableError, UnknownResourceError

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
        state: whatever besides address and variant decides its bytes; part of the entity tag.
        variants: in the order of our preference.
        address: the own address of a variant, absolute.
        render: writes a variant.
        links: those of a variant besides `canonical` and `alternate`.
        modified: when it was last changed; None if that is not known.
        max_age: seconds for which it may be used without asking.
        language: of the words in it, if that was negotiated.
        volatile: `state` may change while the edition does not, so that it must be worked out for every request.
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
    language: str = ""
    volatile: bool = False


class _Chosen(NamedTuple):
    """A variant, and which of the forms of JSON-LD was asked for; empty for the usual one."""

    variant: Variant
    form: str = ""

    @property
    def content_type(self) -> str:
        """With the profile that is honoured (JSON-LD 1.1 Appendix C)."""
        return (
            f'{self.variant.content_type}; profile="{self.form}"' if self.form else self.variant.content_type
        )


def answer(document: Document, extension: str | None = None) -> Response:
    """The response to a request for a document.

    Args:
        extension: that of the path; it decides whatever Accept says. Without one ``_format=`` does, then Accept.
    Raises:
        UnknownResourceError: there is no such extension.
    """
    name = extension or request.args.get("_format")
    if extension is not None and all(extension != variant.extension for variant in document.variants):
        raise UnknownResourceError(f"There is no format with the extension {extension[:40]!r}.")
    chosen = _named(document.variants, name) if name else _accepted(document.variants)
    if chosen is None:
        return not_acceptable(document)
    key = (document.edition, document.url, document.state, chosen, name is None, document.language)
    if (
        not document.volatile and not document.language
    ):  # the front does not know what language a client reads
        request.environ[CACHE_KEY] = key
    return _known(key) or _made(key, document, chosen, negotiated=name is None)


def _named(variants: Sequence[Variant], name: str) -> _Chosen | None:
    variant = find(variants, name)
    return _Chosen(variant) if variant else None


def _accepted(variants: Sequence[Variant]) -> _Chosen | None:
    choice = negotiate(request.headers.get("Accept"), variants)
    if choice is None:
        return None
    return _Chosen(
        choice.offer, form_of(choice.parameter("profile")) if choice.offer.name == "jsonld" else ""
    )


def _known(key: Hashable) -> Response | None:
    response = service().cache.get(key)
    return send(response) if response is not None else None


def _made(key: Hashable, document: Document, chosen: _Chosen, *, negotiated: bool) -> Response:
    """Nothing is rendered for a client that has it already."""
    validators = _validators(document, chosen, negotiated=negotiated)
    early = conditional(dict(validators))
    if early is not None:
        return early
    body = document.render(chosen.variant)
    if chosen.form:
        body = in_form(body, chosen.form, service().context)
    response = finished(body, chosen.content_type, headers=(*validators, _links(document, chosen.variant)))
    service().cache.put(key, response)
    return send(response)


def _validators(document: Document, chosen: _Chosen, *, negotiated: bool) -> list[tuple[str, str]]:
    """What a 304 repeats (RFC 9110 §15.4.5)."""
    written = (chosen.variant.name, chosen.form, document.language)
    tag = etag(service().fingerprint, *written, document.url, document.state)
    headers = [("ETag", tag), ("Cache-Control", f"max-age={document.max_age}")]
    if document.modified is not None:
        headers.append(("Last-Modified", http_date(document.modified)))
    if not chosen.form:  # those have no address of their own
        headers.append(("Content-Location", document.address(chosen.variant)))
    if document.language:
        headers.append(("Content-Language", document.language))
    varies = [name for name, said in (("Accept", negotiated), ("Accept-Language", document.language)) if said]
    return [*headers, ("Vary", ", ".join(varies))] if varies else headers


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
    found = problem(error, instance=request.path, base_url=service().base)
    return problem_response(found, alternates(document))


__all__ = ["CACHE_KEY", "MAX_AGE", "Document", "alternates", "answer", "not_acceptable"]
