"""What the requests of one application share: settings, the open edition, caches, permits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Lock
from typing import cast

from flask import current_app

from flask_app.caching import ResponseCache
from flask_app.findings import SiteFindings
from flask_app.pages import Site
from flask_app.publication import Publication
from flask_app.sparql import Limits
from flask_app.sparql.answering import Desk
from flask_app.sparql.limits import limits_of
from flask_app.streaming import Tokens
from ld.config import Settings
from ld.editions import Edition, Editions
from ld.formats.context import context_path
from ld.iris import Iris
from shapes.site import LiveShapes, SiteShapes

_KEY = "ldpub"
# Of the threads of a process some wait for queries (PLACES of the desk), some for uploads, some for slow readers: pages find others.
_BODIES, _BODIES_EACH = 48, 8
_RENDERERS = (
    "flask_app",
    "flask_app/fragments",
    "flask_app/openapi",
    "flask_app/pages",
    "flask_app/sparql",
    "flask_app/sparql/queries",
    "flask_app/static",
    "flask_app/static/yasgui",
    "flask_app/templates",
    "flask_app/views",
    "ld/dumps",
    "ld/formats",
    "ld/formats/data",
    "ld/formats/data/contexts",
    "ld/formats/data/frames",
)


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one application.

    Attributes:
        settings: of the site.
        publication: the edition being served.
        cache: finished responses.
        tokens: permits for long bodies.
        bodies: permits to send something here.
        site: addresses as pages show them.
        iris: the site's IRIs.
        limits: of queries.
        desk: who has queries answered.
        live_shapes: what records are checked with.
        framing: held while a stranger's frame is applied: that takes processor time, and pages come first.
        fingerprint: changes whenever the same statements would be written in other bytes; part of every entity tag.
    """

    settings: Settings
    publication: Publication
    cache: ResponseCache
    tokens: Tokens
    bodies: Tokens
    site: Site
    iris: Iris
    limits: Limits
    desk: Desk
    live_shapes: LiveShapes
    framing: Lock
    fingerprint: str

    @property
    def base(self) -> str:
        """The site's address, without a final slash."""
        return self.settings.base_url

    @property
    def shapes(self) -> SiteShapes:
        """What records are checked with, as the files say now."""
        return self.live_shapes.current()

    def findings(self, edition: Edition) -> SiteFindings:
        """What was found in an edition."""
        return SiteFindings(edition, self.publication.editions, self.shapes)

    @property
    def context(self) -> str:
        """Address of the JSON-LD context."""
        return f"{self.base}{context_path()}"


def make_service(settings: Settings) -> Service:
    """The parts of an application of these settings; opens nothing yet."""
    return Service(
        settings=settings,
        publication=Publication(Editions(settings.data_dir)),
        cache=ResponseCache(settings.cache_bytes),
        tokens=Tokens(),
        bodies=Tokens(_BODIES, _BODIES_EACH, "uploads"),
        site=Site(settings.base_url),
        iris=Iris(settings.base_url),
        limits=limits_of(settings),
        desk=Desk(settings),
        live_shapes=LiveShapes(settings),
        framing=Lock(),
        fingerprint=_fingerprint(settings),
    )


def install(service: Service, extensions: dict[str, object]) -> None:
    """Make the service that of an application."""
    extensions[_KEY] = service


def service() -> Service:
    """The service of the application that handles this request."""
    return cast("Service", current_app.extensions[_KEY])


def _fingerprint(settings: Settings) -> str:
    shown = (settings.base_url, settings.title, settings.description, settings.publisher, settings.license)
    return sha256(repr((renderer_digest(), shown)).encode()).hexdigest()


@cache
def renderer_digest() -> str:
    """Digest of all our files that decide how statements are written: nobody has to remember to count a version up.

    >>> len(renderer_digest())
    64
    """
    state = sha256()
    for folder in _RENDERERS:
        package, _, inner = folder.partition("/")
        for file in sorted((files(package) / inner).iterdir(), key=_name):
            if file.is_file() and not file.name.endswith(".pyc"):
                state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()


def _name(file: Traversable) -> str:
    return file.name


__all__ = ["Service", "install", "make_service", "renderer_digest", "service"]
