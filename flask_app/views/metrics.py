"""``/metrics``, for Prometheus and its like."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.exceptions import Forbidden

from flask_app.clients import client
from flask_app.metrics import CONTENT_TYPE, exposition
from flask_app.responses import NO_STORE, reply
from flask_app.service import service
from ld.errors import StoreUnavailableError, UnknownResourceError

METRICS = Blueprint("metrics", __name__)


@METRICS.get("/metrics")
def metrics() -> Response:
    """The numbers, for whom the settings allow to see them."""
    parts = service()
    if parts.settings.metrics == "off":
        raise UnknownResourceError("This site gives no numbers.")
    if parts.settings.metrics == "local" and client():
        raise Forbidden(
            'The numbers are for programs on the server itself. Its operator may open them: metrics = "public".'
        )
    edition = parts.publication.edition()
    try:
        state = parts.desk.state()
    except StoreUnavailableError:
        state = None
    return reply(exposition(edition.number, edition.counts(), state), CONTENT_TYPE, headers=(NO_STORE,))


__all__ = ["METRICS"]
