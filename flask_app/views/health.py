"""``/health/live`` and ``/health/ready``, for those who run the server."""

from __future__ import annotations

from flask import Blueprint, Response

from flask_app.responses import NO_STORE, json_body, reply
from flask_app.service import service

HEALTH = Blueprint("health", __name__)


@HEALTH.get("/health/live")
def live() -> Response:
    """The process answers."""
    return reply(json_body({"status": "ok"}), "application/json", headers=(NO_STORE,))


@HEALTH.get("/health/ready")
def ready() -> Response:
    """It has an edition to answer from; 503 if not."""
    edition = service().publication.edition()
    return reply(
        json_body({"status": "ok", "edition": edition.number}), "application/json", headers=(NO_STORE,)
    )


__all__ = ["HEALTH"]
