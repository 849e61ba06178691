"""``/context/{version}.jsonld`` and ``/frame/{name}``: the JSON-LD context that our documents name, and our frames."""

from __future__ import annotations

from flask import Blueprint, Response

from flask_app.caching import etag
from flask_app.jsonld_forms import json_bytes
from flask_app.responses import finished, send
from flask_app.service import service
from ld.errors import UnknownResourceError
from ld.formats.context import context_document, context_path
from ld.formats.frames import FRAMES, frame_document

CONTEXT = Blueprint("context", __name__)
_FOR_EVER = ("Cache-Control", "max-age=31536000, immutable")
_FOR_A_DAY = ("Cache-Control", "max-age=86400")
_TYPE = "application/ld+json"
_FRAME_TYPE = f'{_TYPE}; profile="http://www.w3.org/ns/json-ld#frame"'


@CONTEXT.get("/context/<version>.jsonld")
def context(version: str) -> Response:
    """A version of the context: it never changes, and is there before anything is published."""
    return _send(context_document(version), _TYPE, _FOR_EVER)


@CONTEXT.get("/context.jsonld")
def latest_context() -> Response:
    """The current version, under an address that does not say which."""
    location = ("Content-Location", f"{service().base}{context_path()}")
    return _send(context_document(), _TYPE, _FOR_A_DAY, location)


@CONTEXT.get("/frame/<name>")
def frame(name: str) -> Response:
    """A frame of ours, with or without its extension."""
    known = name.removesuffix(".jsonld")
    if known not in FRAMES:
        raise UnknownResourceError(f"There is no frame {name[:80]!r}; there are {', '.join(FRAMES)}.")
    return _send(json_bytes(frame_document(known, service().context)), _FRAME_TYPE, _FOR_A_DAY)


def _send(body: bytes, content_type: str, *headers: tuple[str, str]) -> Response:
    return send(finished(body, content_type, headers=(("ETag", etag(body)), *headers)))


__all__ = ["CONTEXT"]
