"""``/context.jsonld``: the JSON-LD context that our documents name."""

from __future__ import annotations

from flask import Blueprint, Response

from flask_app.responses import finished, send
from ld.formats.context import context_document, context_version

CONTEXT = Blueprint("context", __name__)
_CACHE_CONTROL = "max-age=86400"


@CONTEXT.get("/context.jsonld")
def context() -> Response:
    """The context; it is there before anything is published."""
    headers = (("ETag", f'"{context_version()}"'), ("Cache-Control", _CACHE_CONTROL))
    return send(finished(context_document(), "application/ld+json", headers=headers))


__all__ = ["CONTEXT"]
