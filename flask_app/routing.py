"""Paths that hold anything, and no redirects."""

from __future__ import annotations

from werkzeug.routing import BaseConverter, Map


class EverythingConverter(BaseConverter):
    """The rest of the path as it is: slashes, double ones, line ends.

    Record ids are verbatim, and WSGI has decoded the path already: ``a%2Fb`` and ``a/b`` are one (PEP 3333).
    """

    regex = r"(?s:.+)"
    part_isolating = False


class ShortNumberConverter(BaseConverter):
    """A number of at most nine digits: ``int()`` refuses very long ones, and no file name holds them."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        """The number."""
        return int(value)


def configure(url_map: Map) -> None:
    """Make a map take every path as it comes."""
    url_map.converters["everything"] = EverythingConverter
    url_map.converters["number"] = ShortNumberConverter
    url_map.merge_slashes = False  # an id may hold two in a row
    url_map.strict_slashes = False  # a redirect would not be the resource


__all__ = ["EverythingConverter", "ShortNumberConverter", "configure"]
