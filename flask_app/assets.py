"""Style sheet and icon: small files of the package, under addresses that change with their content."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from flask_app.responses import finished, send
from flask_app.service import service

ASSETS = Blueprint("assets", __name__)
_TYPES = {"site.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}
_CACHE_CONTROL = "max-age=31536000, immutable"


def asset_path(name: str) -> str:
    """Path of a file, with its version."""
    return f"{service().site.path(f'/static/{name}')}?v={_version(name)}"


@ASSETS.get("/static/<name>")
def asset(name: str) -> Response:
    """A file."""
    if name not in _TYPES:
        raise NotFound
    headers = (("ETag", f'"{_version(name)}"'), ("Cache-Control", _CACHE_CONTROL))
    return send(finished(_read(name), _TYPES[name], headers=headers))


@cache
def _read(name: str) -> bytes:
    return (files("flask_app") / "static" / name).read_bytes()


@cache
def _version(name: str) -> str:
    return sha256(_read(name)).hexdigest()[:16]


__all__ = ["ASSETS", "asset_path"]
