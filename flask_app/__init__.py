"""The web face of a catalogue's linked data: a Flask application made by :func:`create_app`; there is no global one.

It is imported when it is asked for: the command line is in this package too, and most commands serve nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask_app.application import create_app


def __getattr__(name: str) -> Any:
    if name == "create_app":
        return import_module("flask_app.application").create_app
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)


__all__ = ["create_app"]
