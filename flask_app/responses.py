"""From a representation to a response: the one place where headers are made.

A finished response is a value that can be cached and sent again. Whether a client has it already is decided after negotiation and
before anything is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from flask import Response, current_app, request
from werkzeug.exceptions import PreconditionFailed

from flask_app.caching import CachedResponse, etag, http_date, not_modified
from flask_app.links import Link, link_header
from flask_app.negotiation import negotiate
from flask_app.streaming import LONG, Stream
from flask_app.variants import Variant, find
from ld.errors import NotAcceptableError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
