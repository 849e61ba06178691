"""The Flask application: its blueprints, and what holds for every request."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, NotFound

from flask_app import errors, routing
from flask_app.assets import ASSETS
from flask_app.front import Front
from flask_app.hosts import is_trusted
from flask_app.paths import wsgi_path
from flask_app.responses import COMMON, PREFLIGHT, Reply
from flask_app.service import install, make_service, service
from flask_app.sparql.protocol import ACCEPT_QUERY
from flask_app.views.context import CONTEXT
from flask_app.views.dataset import DATASET
from flask_app.views.dumps import DUMPS
from flask_app.views.editor import EDITOR
from flask_app.views.entity import ENTITIES
from flask_app.views.examples import EXAMPLE_QUERIES
from flask_app.views.finding import FINDING
from flask_app.views.fragments import FRAGMENTS
from flask_app.views.graph_store import GRAPH_STORE
from flask_app.views.health import HEALTH
from flask_app.views.home import HOME
from flask_app.views.listing import LISTING
from flask_app.views.metrics import METRICS
from flask_app.views.openapi import OPENAPI
from flask_app.views.problems import PROBLEMS
from flask_app.views.profile import PROFILE
from flask_app.views.quality import QUALITY
from flask_app.views.record import RECORDS
from flask_app.views.robots import ROBOTS
from flask_app.views.shapes import SHAPES
from flask_app.views.sitemaps import SITEMAPS
from flask_app.views.sparql import SPARQL
from flask_app.views.terms import TERMS
from ld.config import Settings, load

_BLUEPRINTS = (
    *(
        HOME,
        RECORDS,
        LISTING,
        ENTITIES,
        TERMS,
        DATASET,
        QUALITY,
        FINDING,
        SHAPES,
        DUMPS,
        SPARQL,
        EDITOR,
        EXAMPLE_QUERIES,
        FRAGMENTS,
        GRAPH_STORE,
        CONTEXT,
        PROFILE,
        PROBLEMS,
        ROBOTS,
        SITEMAPS,
        OPENAPI,
        HEALTH,
        METRICS,
        ASSETS,
    ),
)
_LONGEST_BODY = 1_000_000


class _Site(Flask):
    response_class = Reply

    def make_default_options_response(self) -> Response:
        """What may be done with a resource, also for scripts of other origins (Fetch §3.3)."""
        adapter = self.create_url_adapter(request)  # several rules may share a path, a method each
        methods = sorted(adapter.allowed_methods()) if adapter is not None else []
        preflight = PREFLIGHT if "Access-Control-Request-Method" in request.headers else ()
        queried = [("Accept-Query", ACCEPT_QUERY)] if "QUERY" in methods else []
        return Reply([], status=204, headers=[("Allow", ", ".join(methods)), *queried, *preflight, *COMMON])


def create_app(settings: Settings | None = None) -> Flask:
    """A new application.

    Args:
        settings: of the site; without them, as :func:`ld.config.load` finds them.
    Returns:
        a WSGI application that opens the current edition when it is first asked, and every newer one when it appears.
    Raises:
        ConfigError: a setting is wrong.

    >>> create_app(Settings()).test_client().get("/health/live").json
    {'status': 'ok'}
    """
    parts = make_service(load() if settings is None else settings)
    app = _Site("flask_app", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _LONGEST_BODY
    routing.configure(app.url_map)
    install(parts, app.extensions)
    errors.register(app)
    app.before_request(_check)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    # An attribute, as Flask's documentation has it: the test client then goes through it too.
    app.wsgi_app = Front(app.wsgi_app, parts)  # type: ignore[method-assign] # see above
    return app


def _check() -> None:
    """What every request must be: addressed to us (but for probes, which use addresses), its path in UTF-8."""
    host = request.environ.get("HTTP_HOST")
    if not request.path.startswith("/health/") and not is_trusted(host, service().settings.hosts):
        raise BadRequest(
            "The Host header does not name this site. Its operator may add the name to trusted_hosts."
        )
    if wsgi_path(request.environ["PATH_INFO"]) is None:
        raise NotFound("The path is not UTF-8; nothing is published there.")


__all__ = ["create_app"]
