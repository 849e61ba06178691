"""The shapes of a site: the groups that its settings name, and its own."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from rdflib import DCTERMS, Graph, Literal, URIRef

from ld import remarks
from ld.config import Settings
from ld.errors import ShapeLoadError
from ld.findings import Finding
from shapes.catalog import Catalog, Shape, merged
from shapes.groups import GROUPS, catalog_of, group
from shapes.own.files import by_file, own_files, read
from shapes.own.validation import own_validator
from shapes.validator import Validator, Validators, validator

_LOG: Final = logging.getLogger(__name__)
PUBLIC: Final = "https://w3id.org"
"""Some public address: with that, shapes are served whole, whatever the site's own is (:func:`shapes.groups.catalog_of`)."""


@dataclass(frozen=True, slots=True)
class ShapesFile:
    """A file of shapes, as the site publishes it.

    Attributes:
        name: under ``/shapes/``.
        titles: by language.
        text: Turtle; "" if it is written in another syntax.
        catalog: what is in it.
    """

    name: str
    titles: Mapping[str, str]
    text: str
    catalog: Catalog

    def title(self, language: str) -> str:
        """What it is, in a language; English, then any other, then its name, where there is none of it."""
        candidates = (self.titles.get(language), self.titles.get("en"), *self.titles.values(), self.name)
        return next(title for title in candidates if title)


class SiteShapes:
    """What a site checks records with; of our shapes nothing is read before it is needed.

    Args:
        settings: of the site.
    Raises:
        ConfigError: a setting names a group that there is not.
        ShapeLoadError: the site's own shapes cannot be read, with file, line and feature.

    >>> SiteShapes(Settings()).shape("https://w3id.org/ldpub/shapes/core#isbn").names["en"]
    'an ISBN with its check digit'
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        for name in (*settings.shapes, *settings.shapes_after):
            group(name)
        folder = Path(settings.shapes_dir) if settings.shapes_dir else None
        self._own_files = own_files(folder) if folder else []
        self._own = read(self._own_files, folder, settings.base_url) if folder else None

    @cached_property
    def files(self) -> Mapping[str, ShapesFile]:
        """Every group of ours, whether the site uses it or not, and the site's own files; by name."""
        base = self._settings.base_url
        ours = {
            name: ShapesFile(name, row.titles, row.text, catalog_of(name, PUBLIC))
            for name, row in GROUPS.items()
        }
        if self._own is None:
            return ours
        theirs = by_file(self._own_files, self._own, base)
        return ours | {
            file.stem: ShapesFile(
                file.stem,
                _titles(theirs[file.stem].graph, f"{base}/shapes/{file.stem}") or {"en": file.stem},
                file.text if file.is_turtle else "",
                theirs[file.stem],
            )
            for file in self._own_files
        }

    @cached_property
    def catalog(self) -> Catalog:
        """All of them together."""
        ours = (catalog_of(name, self._settings.base_url) for name in GROUPS)
        return merged([*ours, self._own] if self._own else ours)

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever a record that is read again may be judged otherwise."""
        return self._fingerprint(self._settings.shapes)

    @cached_property
    def later_fingerprint(self) -> str:
        """The same of the shapes that are run after publishing."""
        return self._fingerprint(self._later)

    def _fingerprint(self, names: Iterable[str]) -> str:
        state = sha256(self._settings.validator.encode())
        for name in names:
            state.update(group(name).text.encode())
        for file in self._own_files:
            state.update(f"{file.stem}\0{file.text}\0".encode())
        return state.hexdigest()[:16]

    def at_ingest(self) -> Validator:
        """What every record is checked with when it is read."""
        return self.of(self._settings.shapes)

    def after(self) -> Validator | None:
        """What is run after publishing; None if there is nothing of the kind."""
        return self.of(self._later, own=False) if self._later else None

    @property
    def _later(self) -> list[str]:
        return [name for name in self._settings.shapes_after if name not in self._settings.shapes]

    def of(self, names: Iterable[str], engine: str | None = None, *, own: bool = True) -> Validator:
        """A validator.

        Args:
            names: of groups.
            engine: instead of that of the settings.
            own: with the site's own shapes too.
        """
        settings, chosen = self._settings, engine or self._settings.validator
        ours = validator(chosen, names, base_url=settings.base_url)
        if not own or self._own is None:
            return ours
        theirs = own_validator(Path(settings.shapes_dir), chosen, settings.base_url, settings.shapes_timeout)
        return Validators([ours, theirs])

    def shape(self, iri: str) -> Shape | None:
        """The shape of an IRI, if it is one of the site's."""
        return self.catalog.shapes.get(iri)

    @cached_property
    def by_code(self) -> Mapping[str, Shape]:
        """The shapes by the code of their findings."""
        return {shape.code: shape for shape in self.catalog.shapes.values()}

    def label(self, code: str, language: str = "en") -> str:
        """What a code of findings is about: the name of its shape, or that of :mod:`ld.remarks`.

        >>> SiteShapes(Settings()).label("shacl.isbn"), SiteShapes(Settings()).label("isbn")
        ('an ISBN with its check digit', 'an ISBN that is not valid')
        """
        return self.by_code[code].name(language) if code in self.by_code else remarks.label(code, language)

    def page_of(self, iri: str) -> str:
        """Path of a shape under ``/shapes/``, with its fragment; "" if it is none of the site's.

        >>> SiteShapes(Settings()).page_of("https://w3id.org/ldpub/shapes/core#isbn")
        '/shapes/core#isbn'
        """
        for file in self.files.values():
            if iri in file.catalog.shapes:
                return f"/shapes/{file.name}#{anchor(iri)}"
        return ""

    def message(self, finding: Finding, language: str) -> str:
        """What a finding says, in a language: findings are kept in English."""
        shape = self.shape(finding.spec) if finding.focus else None
        if shape is None:
            return finding.message
        return shape.message(
            focus=finding.focus,
            value=finding.value,
            path=finding.path,
            label=finding.label,
            language=language,
        )


def _titles(graph: Graph, iri: str) -> dict[str, str]:
    """What a file calls itself, by language: ``<> dcterms:title "…"@en``."""
    found = (title for title in graph.objects(URIRef(iri), DCTERMS.title) if isinstance(title, Literal))
    return {title.language or "en": str(title) for title in found}


class LiveShapes:
    """The shapes of a site that keeps running while its own shapes are edited.

    Args:
        settings: of the site.
    Raises:
        ConfigError, ShapeLoadError: see :class:`SiteShapes`; later, shapes that cannot be read leave those before in use.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = Path(settings.shapes_dir) if settings.shapes_dir else None
        self._seen = self._look()
        self._shapes = SiteShapes(settings)

    def current(self) -> SiteShapes:
        """Those that the files say now."""
        seen = self._look()
        if seen != self._seen:
            self._seen = seen
            try:
                self._shapes = SiteShapes(self._settings)
            except ShapeLoadError as error:
                _LOG.error(
                    "your own shapes have changed and cannot be read, those before stay in use: %s", error
                )
        return self._shapes

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        """Names, times and sizes of the files; a few microseconds."""
        if self._folder is None or not self._folder.is_dir():
            return ()
        with os.scandir(self._folder) as entries:
            stats = ((entry.name, entry.stat()) for entry in entries)
            return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))


def anchor(iri: str) -> str:
    """The name of a shape within its file.

    >>> anchor("https://w3id.org/ldpub/shapes/core#isbn")
    'isbn'
    """
    return iri.rstrip("/").rpartition("#" if "#" in iri else "/")[2]


__all__ = ["LiveShapes", "ShapesFile", "SiteShapes", "anchor"]
