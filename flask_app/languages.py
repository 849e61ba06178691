"""The language of what shapes say: English or Spanish, as the reader asks."""

from __future__ import annotations

from flask import request

from flask_app.negotiation import accept_language

LANGUAGES = ("en", "es")
"""Of the names and messages of our shapes; the first where none of them is asked for."""


def language() -> str:
    """The language to answer this request in: that of ``_lang``, else of Accept-Language."""
    wanted = request.args.get("_lang")
    return (
        wanted if wanted in LANGUAGES else accept_language(request.headers.get("Accept-Language"), LANGUAGES)
    )


__all__ = ["LANGUAGES", "language"]
