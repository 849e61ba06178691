"""The answer to an id that was merged or renamed: where the record is now."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, request

from flask_app.responses import reply

_MAX_AGE = 3600
"""Seconds for which a client need not ask again: an id that has moved seldom comes back."""
_QUERY = "%/?:@!$&'()*+,;=-._~"


def moved(address: str) -> Response:
    """A redirect for good: 301, or 308 where the method must stay the same (RFC 9110 §15.4.2, §15.4.9).

    Args:
        address: of the same representation of the record where it is now; absolute, of the configured base. The query of the
            request goes with it.
    """
    status = 301 if request.method in {"GET", "HEAD"} else 308
    target = _with_query(address, request.environ.get("QUERY_STRING", ""))
    headers = (("Location", target), ("Cache-Control", f"max-age={_MAX_AGE}"))
    body = f"This record is now at {target}\n".encode()
    return reply(body, "text/plain; charset=utf-8", status=status, headers=headers)


def _with_query(address: str, query: str) -> str:
    """The query is as the client sent it, but for what no address may hold (RFC 3986 §3.4)."""
    kept = quote(query.encode("latin-1", "replace"), safe=_QUERY)
    return f"{address}{'&' if '?' in address else '?'}{kept}" if kept else address


__all__ = ["moved"]
