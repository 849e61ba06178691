"""In front of Flask: answers again what was answered before, in a few microseconds, with nothing in between.

Only finished responses are sent from here. The key holds all that they depend on: the edition, the address, Accept and its kin. Whatever else could
have a say (an unknown host, a precondition other than If-None-Match and If-Modified-Since, another method) goes the long way.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask_app.answers import CACHE_KEY
from flask_app.caching import CachedResponse, not_modified, parse_http_date
from flask_app.hosts import is_trusted
from flask_app.responses import only_validators
from flask_app.streaming import LONG

if TYPE_CHECKING:
    from collections.abc import Hashable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from flask_app.service import Service

_OTHER_CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE")
_LONGEST_KEY = 600
_MOST_KEYS = 20_000
_MOST_HOSTS = 100
_Asked = tuple[int | None, str, str, str | None, str | None, str | None]


class Front:
    """WSGI middleware; see the module.

    Args:
        app: Flask's.
        service: the parts of the same application.
    """

    def __init__(self, app: WSGIApplication, service: Service) -> None:
        self._app = app
        self._service = service
        self._root = urlsplit(service.base).path
        self._keys: dict[_Asked, Hashable] = {}
        self._hosts: dict[str, bool] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        self._strip_root(environ)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or not self._is_trusted(environ.get("HTTP_HOST")):
            return self._app(environ, start_response)
        asked = (
            self._service.publication.number,
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT"),
            environ.get("HTTP_ACCEPT_PROFILE"),
            environ.get("HTTP_ACCEPT_ENCODING"),
        )
        response = self._known(asked, environ)
        if response is not None:
            return _send(response, environ, start_response)
        answer = self._app(environ, start_response)
        self._learn(asked, environ)
        return answer

    def _strip_root(self, environ: WSGIEnvironment) -> None:
        """A proxy may pass the path of `base_url` on or take it off: both work."""
        path = environ["PATH_INFO"]
        if self._root and (path == self._root or path.startswith(f"{self._root}/")):
            environ["SCRIPT_NAME"] = self._root
            environ["PATH_INFO"] = path[len(self._root) :] or "/"

    def _is_trusted(self, host: str | None) -> bool:
        known = self._hosts.get(host or "")
        if known is None:
            known = is_trusted(host, self._service.settings.hosts)
            if len(self._hosts) < _MOST_HOSTS:
                self._hosts[host or ""] = known
        return known

    def _known(self, asked: _Asked, environ: WSGIEnvironment) -> CachedResponse | None:
        key = self._keys.get(asked)
        if key is None or any(name in environ for name in _OTHER_CONDITIONS):
            return None
        response = self._service.cache.get(key)
        return response if response is not None and len(response.body) <= LONG else None

    def _learn(self, asked: _Asked, environ: WSGIEnvironment) -> None:
        """Note which finished response answered, if one did and it was of the edition that was current before."""
        key = environ.get(CACHE_KEY)
        if key is None or key[0] != asked[0] or sum(len(part or "") for part in asked[1:]) > _LONGEST_KEY:
            return
        if len(self._keys) >= _MOST_KEYS:
            self._keys.clear()  # old editions' and strangers' alike; it fills again by itself
        self._keys[asked] = key


def _send(response: CachedResponse, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    conditions = _conditions(environ)
    if conditions:
        headers = dict(response.headers)
        if not_modified(conditions, headers.get("ETag"), parse_http_date(headers.get("Last-Modified", ""))):
            start_response(_NOT_MODIFIED, only_validators(response.headers))
            return []
    start_response(_OK, list(response.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]


def _conditions(environ: WSGIEnvironment) -> dict[str, str]:
    names = (("HTTP_IF_NONE_MATCH", "If-None-Match"), ("HTTP_IF_MODIFIED_SINCE", "If-Modified-Since"))
    return {name: environ[key] for key, name in names if key in environ}


_OK = f"{HTTPStatus.OK.value} {HTTPStatus.OK.phrase}"
_NOT_MODIFIED = f"{HTTPStatus.NOT_MODIFIED.value} {HTTPStatus.NOT_MODIFIED.phrase}"

__all__ = ["Front"]
