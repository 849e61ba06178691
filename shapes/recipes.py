"""What processes of their own make of the settings: functions of a module that brings neither command line nor web server with it."""

from __future__ import annotations

from ld.config import Settings
from ld.conversion import Converter, Validator, converter
from shapes.site import SiteShapes


def site_converter(settings: Settings, collection: str = "") -> Converter:
    """What takes records the whole way, as the settings have it.

    Args:
        settings: of the site.
        collection: that the records belong to.
    Raises:
        ShapeLoadError: shapes of the site's own cannot be read.
    """
    shapes = SiteShapes(settings)
    return converter(settings, shapes.at_ingest(), collection=collection, checks=shapes.fingerprint)


def later_validator(settings: Settings) -> Validator:
    """The shapes that wait until an edition is published; for those who know that there are some.

    Raises:
        ShapeLoadError: shapes of the site's own cannot be read.
    """
    checks = SiteShapes(settings).after()
    assert checks is not None
    return checks


__all__ = ["later_validator", "site_converter"]
