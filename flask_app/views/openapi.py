"""``/openapi.json``: every route of the site, for programs (OpenAPI 3.1)."""

from __future__ import annotations

from functools import lru_cache

import orjson
from flask import Blueprint, Response

from flask_app.caching import etag
from flask_app.openapi import describe
from flask_app.responses import finished, send
from flask_app.service import service
from ld.config import Settings

OPENAPI = Blueprint("openapi", __name__)
_CACHE_CONTROL = ("Cache-Control", "max-age=3600")


@OPENAPI.get("/openapi.json")
def description() -> Response:
    """The description; it is there before anything is published."""
    body = _body(service().settings)
    return send(finished(body, "application/json", headers=(("ETag", etag(body)), _CACHE_CONTROL)))


@lru_cache(maxsize=4)
def _body(settings: Settings) -> bytes:
    return orjson.dumps(describe(settings), option=orjson.OPT_APPEND_NEWLINE)


__all__ = ["OPENAPI"]
