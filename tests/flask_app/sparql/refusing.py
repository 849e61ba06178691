"""What the guard says of a query."""

from __future__ import annotations

from flask_app.sparql.guard import Limits, guard
from ld.errors import QueryRefusedError


def reason(query: str, limits: Limits | None = None) -> str | None:
    """Why a query is refused; None if it is not."""
    try:
        guard(query, limits or Limits())
    except QueryRefusedError as refusal:
        return refusal.reason
    return None
