"""The application for WSGI servers other than ours: ``granian --interface wsgi --factory flask_app.wsgi:application``.

The settings are read as by every command: ``ldpub.toml`` of the working folder, then the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_app import create_app
from ld.config import load

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def application() -> WSGIApplication:
    """A new application of the process's settings.

    Raises:
        ConfigError: a setting is wrong.
    """
    return create_app(load())


__all__ = ["application"]
