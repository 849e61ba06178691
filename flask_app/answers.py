"""The response to a request for a document: which representation, under which address, with which links, or only that the client has it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from http import HTTPStatus

from flask import Response, request
from werkzeug.exceptions import ServiceUnavailable, UnsupportedMediaType

from flask_app.alternates import alternates, listing
from flask_app.bodies import read_body
from flask_app.caching import etag, http_date
from flask_app.codings import CODINGS, IDENTITY, coding_for, with_coding
from flask_app.documents import Document
from flask_app.errors import problem_response
from flask_app.jsonld_forms import FORMS, FRAMED, json_bytes
from flask_app.links import Link, link_header
from flask_app.problems import problem
from flask_app.representations import ALT, Representation, Wanted, choose, write
from flask_app.responses import NO_STORE, conditional, deliver, finished, reply
from flask_app.service import service
from flask_app.variants import HTML, Variant, document_variants
from ld.errors import NotAcceptableError, UnknownResourceError
from ld.formats import Description
from ld.formats.frames import LONGEST, framed_by
from ld.formats.pyld_adapter import Json

CACHE_KEY = "ldpub.cache-key"
"""Under this name of the WSGI environment a request tells which finished response answered it."""
_CONTEXT_REL = "http://www.w3.org/ns/json-ld#context"
_TURN_SECONDS = 3
_LONGEST_LISTED = 800
"""Characters of an address of which the header lists every format: clients and proxies refuse headers of 8 or 16 kB."""


def answer(document: Document, extension: str | None = None) -> Response:
    """The response to a request for a document.

    Args:
        extension: that of the path; it decides whatever Accept says. Without one ``_format=`` does, then Accept.
    Raises:
        UnknownResourceError: there is no such extension.
    """
    if extension is not None and all(extension != variant.extension for variant in document.variants):
        raise UnknownResourceError(f"There is no format with the extension {extension[:40]!r}.")
    wanted = _wanted(extension)
    chosen = choose(
        wanted,
        _variants(document, wanted),
        document.profiles,
        service().base,
        forms=document.quads is not None,
    )
    vary = _vary(document, wanted, chosen)
    if chosen is None:
        return not_acceptable(document, vary)
    coding = coding_for(request.headers.get("Accept-Encoding"))
    language = _language(document, chosen)
    key = (document.edition, document.url, document.state, chosen.key, language, coding, vary)
    # The front does not know what language a client reads, and its answers are 200.
    if document.status == HTTPStatus.OK and not (document.volatile or language):
        request.environ[CACHE_KEY] = key
    known = service().cache.get(key)
    return deliver(known) if known is not None else _made(key, document, chosen, coding, vary)


def answer_framed(document: Document) -> Response:
    """The response to a request that brings a frame: the document in its shape, in the profile that is asked for.

    Raises:
        UnsupportedMediaType: the body is no JSON.
        FrameError: see :func:`ld.formats.frames.framed_by`.
        ServiceUnavailable: others have brought frames, and they take their time.
    """
    if request.mimetype not in {"application/ld+json", "application/json"}:
        raise UnsupportedMediaType("Send a JSON-LD frame, as application/ld+json.")
    jsonld = [variant for variant in document_variants() if variant.name == "jsonld"]
    wanted = replace(_wanted(None), format="jsonld")
    chosen = choose(wanted, jsonld, document.profiles, service().base)
    if chosen is None or document.quads is None or chosen.profile is ALT:
        return not_acceptable(document, _vary(document, wanted, None))
    description = chosen.profile.describe(document.url, document.quads(), service().context)
    body = json_bytes(_framed(description, read_body(LONGEST)))
    content_type = f'{jsonld[0].content_type}; profile="{FORMS[FRAMED].iri}"'
    return reply(
        body, content_type, headers=(NO_STORE, ("Link", link_header([Link(document.url, "canonical")])))
    )


def _framed(description: Description, frame: bytes) -> Json:
    """One at a time in each worker."""
    turn = service().framing
    if not turn.acquire(timeout=_TURN_SECONDS):
        raise ServiceUnavailable(
            "Too many frames are being applied. Try again in a few seconds.", retry_after=5
        )
    try:
        return framed_by(description, frame)
    finally:
        turn.release()


def _wanted(extension: str | None) -> Wanted:
    asked, headers = request.args, request.headers
    return Wanted(
        accept=headers.get("Accept"),
        accept_profile=headers.get("Accept-Profile"),
        format=extension or asked.get("_format", ""),
        profile=asked.get("_profile", ""),
        form=asked.get("_form", ""),
        frame=asked.get("frame", ""),
    )


def _variants(document: Document, wanted: Wanted) -> Sequence[Variant]:
    """The list of what there is comes in every format, even where the document itself does not."""
    return document_variants() if wanted.profile in {ALT.name, *ALT.bases} else document.variants


def _language(document: Document, chosen: Representation) -> str:
    """That of its words; RDF has those of every language."""
    return "" if chosen.variant.format is not None else document.language


def _vary(document: Document, wanted: Wanted, chosen: Representation | None) -> str:
    """The headers that decide, but for Accept-Encoding, which is added where a coding is chosen.

    Under one address it is always the same, whatever is chosen there: caches differ in what they do otherwise (RFC 9111 §4.1).
    """
    worded = wanted.by_accept or chosen is None or chosen.variant.format is None
    said = {
        "Accept": wanted.by_accept,
        "Accept-Profile": len(document.profiles) > 1 and not wanted.profile,
        "Accept-Language": worded and bool(document.language),
    }
    return ", ".join(name for name, matters in said.items() if matters)


def _made(key: Hashable, document: Document, chosen: Representation, coding: str, vary: str) -> Response:
    """Nothing is rendered for a client that has it already."""
    validators = with_coding(_validators(document, chosen, vary), coding)
    early = conditional(dict(validators)) if document.status == HTTPStatus.OK else None
    if early is not None:
        return early
    body = _body(document, chosen)
    if coding != IDENTITY:
        body = CODINGS[coding](body)
    headers = (*validators, *_described(document, chosen))
    response = finished(body, chosen.content_type, status=document.status, headers=headers)
    service().cache.put(key, response)
    return deliver(response)


def _validators(document: Document, chosen: Representation, vary: str) -> list[tuple[str, str]]:
    """What a 304 repeats (RFC 9110 §15.4.5)."""
    language = _language(document, chosen)
    tag = etag(service().fingerprint, *map(str, chosen.key), language, document.url, document.state)
    headers = [
        ("ETag", tag),
        ("Cache-Control", f"max-age={document.max_age}"),
        ("Content-Location", chosen.at(document.address(chosen.variant))),
    ]
    if document.modified is not None:
        headers.append(("Last-Modified", http_date(document.modified)))
    if language:
        headers.append(("Content-Language", language))
    if document.policy and chosen.variant is HTML:
        headers.append(("Content-Security-Policy", document.policy))
    return [*headers, ("Vary", vary)] if vary else headers


def _body(document: Document, chosen: Representation) -> bytes:
    if chosen.profile is ALT:
        return listing(document, chosen)
    if chosen.variant.format is None or document.quads is None:
        return document.render(chosen.variant)
    return write(chosen.profile.describe(document.url, document.quads(), service().context), chosen)


def _described(document: Document, chosen: Representation) -> list[tuple[str, str]]:
    """What says more about the answer, and is not sent with a 304."""
    others = alternates(document, chosen) if len(document.url) <= _LONGEST_LISTED else []
    links = [Link(document.url, "canonical"), *others, *document.links(chosen)]
    if chosen.variant.needs_context:
        links.append(Link(service().context, _CONTEXT_REL, type="application/ld+json"))
    if chosen.profile is not ALT and (len(document.profiles) == 1 or chosen.variant.format is None):
        return [("Link", link_header(links))]
    iri = ALT.bases[0] if chosen.profile is ALT else chosen.profile.iri(service().base)
    return [("Link", link_header([*links, Link(iri, "profile")])), ("Content-Profile", f"<{iri}>")]


def not_acceptable(document: Document, vary: str = "Accept") -> Response:
    """406, with what there is instead (RFC 9110 §15.5.7)."""
    available = tuple(variant.media_type for variant in document.variants)
    error = NotAcceptableError(
        "This document is not available in any of the formats and profiles asked for.", available=available
    )
    found = problem(error, instance=request.path, base_url=service().base)
    return problem_response(found, alternates(document), vary=vary)


__all__ = ["CACHE_KEY", "answer", "answer_framed", "not_acceptable"]
