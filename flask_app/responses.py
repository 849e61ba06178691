"""From a representation to a response: the one place where headers are made.

A finished response is a value that can be cached and sent again. Whether a client has it already is decided after negotiation and
before anything is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from flask import Response, current_app, request

from flask_app.caching import CachedResponse, etag, http_date, not_modified
from flask_app.links import Link, link_header
from flask_app.negotiation import negotiate
from flask_app.streaming import LONG, Stream
from flask_app.variants import Variant, find
from ld.errors import NotAcceptableError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

RENDERER = "1"
"""Raised whenever the same data give other bytes in any representation: it enters every entity tag."""
_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
COMMON: tuple[tuple[str, str], ...] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Link, ETag, Location, Content-Location, Memento-Datetime, Content-Range, Retry-After"),
    ("Content-Security-Policy", _CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
"""Headers of every response."""
