"""Style sheets, scripts and icon: files of the package, under addresses that change with their content."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from flask_app.caching import CachedResponse
from flask_app.codings import coding_for, encode, with_coding
from flask_app.responses import deliver, finished
from flask_app.service import service

ASSETS = Blueprint("assets", __name__)
_CSS, _SCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
# By name: where the file lies, and its type. What others made lies in a folder with its licence.
_FILES = {
    "site.css": ("site.css", _CSS),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    "editor.css": ("editor.css", _CSS),
    "editor.js": ("editor.js", _SCRIPT),
    "yasgui.min.css": ("yasgui/yasgui.min.css", _CSS),
    "yasgui.min.js": ("yasgui/yasgui.min.js", _SCRIPT),
}
ASSET_NAMES = tuple(_FILES)
"""The files that there are."""
_CACHE_CONTROL = "max-age=31536000, immutable"


def asset_path(name: str) -> str:
    """Path of a file, with its version."""
    return f"{service().site.path(f'/static/{name}')}?v={_version(name)}"


@ASSETS.get("/static/<name>")
def asset(name: str) -> Response:
    """A file."""
    if name not in _FILES:
        raise NotFound
    return deliver(_coded(name, coding_for(request.headers.get("Accept-Encoding"))))


@cache
def _coded(name: str, coding: str) -> CachedResponse:
    """A file in a coding, which takes a tenth of a second for the longest: once in each process."""
    body, content_type = encode(_read(name), coding), _FILES[name][1]
    headers = (("ETag", f'"{_version(name)}"'), ("Cache-Control", _CACHE_CONTROL))
    return finished(body, content_type, headers=with_coding(headers, coding))


@cache
def _read(name: str) -> bytes:
    return (files("flask_app") / "static" / _FILES[name][0]).read_bytes()


@cache
def _version(name: str) -> str:
    return sha256(_read(name)).hexdigest()[:16]


__all__ = ["ASSETS", "ASSET_NAMES", "asset_path"]
