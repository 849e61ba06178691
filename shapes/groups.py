"""The groups of shapes that ldpub has: a file each, read together with others or alone. A new group is one file and one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Final

from ld.errors import ConfigError
from shapes.catalog import NAMESPACE, Catalog, load, merged


class View(StrEnum):
    """What of a record the shapes of a group look at."""

    STATED = "stated"
    """Its statements."""
    ENTAILED = "entailed"
    """Its statements, and what they entail of the classes of things: see :func:`shapes.ancestors.entailed`."""
    EMBEDDED = "embedded"
    """What the page of the record tells search engines: schema.org alone."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of shapes.

    Attributes:
        name: of the file and of the address under ``/shapes/``.
        view: see :class:`View`.
        titles: by language.
        joins: another view with which it finds the same: groups that look at the same are run as one, and reading a record once
            more costs a fifth of checking it.
    """

    name: str
    view: View
    titles: Mapping[str, str]
    joins: View | None = None

    @property
    def namespace(self) -> str:
        """What the IRIs of its shapes begin with."""
        return f"{NAMESPACE}{self.name}#"

    @property
    def text(self) -> str:
        """The Turtle of the file."""
        return files("shapes").joinpath(f"{self.name}.ttl").read_text(encoding="utf-8")


GROUPS: Final[Mapping[str, Group]] = {
    group.name: group
    for group in (
        Group("core", View.STATED, {"en": "What every record must meet", "es": "Lo que todo registro debe cumplir"}, joins=View.ENTAILED),
        Group("vocabulary", View.ENTAILED, {"en": "Terms used as their vocabularies declare", "es": "Términos usados como declaran sus vocabularios"}),
        Group("quality", View.STATED, {"en": "How complete a record is", "es": "Cuán completo es un registro"}),
        Group("google", View.EMBEDDED, {"en": "What Google asks of the page of a record", "es": "Lo que Google pide de la página de un registro"}),
    )
}  # fmt: skip


def group(name: str) -> Group:
    """A row of :data:`GROUPS`.

    Raises:
        ConfigError: there is none of that name.

    >>> group("core").namespace
    'https://w3id.org/ldpub/shapes/core#'
    """
    if name not in GROUPS:
        raise ConfigError(f"shapes = {name!r}: there is no such group; there are {', '.join(GROUPS)}")
    return GROUPS[name]


@lru_cache(maxsize=64)
def catalog_of(name: str, base_url: str = "") -> Catalog:
    """The shapes of a group.

    Args:
        name: of the group.
        base_url: of the site. Where it is known and public, addresses of test machines are violations; on a test machine,
            or if it is "", they are not.
    Raises:
        ConfigError: there is none of that name.

    >>> catalog_of("core").shapes["https://w3id.org/ldpub/shapes/core#isbn"].severity.value
    'violation'
    """
    with as_file(files("shapes").joinpath(f"{group(name).name}.ttl")) as path:
        return load((path,), base_url=base_url)


def catalogs(names: Iterable[str], base_url: str = "") -> Catalog:
    """The shapes of several groups, together."""
    return merged(catalog_of(name, base_url) for name in names)


__all__ = ["GROUPS", "NAMESPACE", "Group", "View", "catalog_of", "catalogs", "group"]
