"""One registry for every extension point: name → object, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import Generic, TypeVar

from ld.errors import ConfigError, LDError

T = TypeVar("T")


class Registry(Generic[T]):
    """The rows of one extension point, ours and those that installed packages add.

    Args:
        group: entry-point group in which other packages add rows, such as ``ldpub.sources``.
        builtin: name → ``module:attribute`` of our own rows, in the order in which they are tried and listed.
            They win over an entry point of the same name: installing a package replaces nothing.
        unknown: the error for a name that no row has.

    Rows are imported on first use, so that starting the program does not import every format there is.

    >>> registry: Registry[type] = Registry("ldpub.examples", {"ordered": "collections:OrderedDict"})
    >>> registry["ordered"].__name__, "spare" in registry, list(registry)
    ('OrderedDict', False, ['ordered'])
    """

    def __init__(
        self, group: str, builtin: Mapping[str, str], *, unknown: type[LDError] = ConfigError
    ) -> None:
        self._group = group
        self._builtin = dict(builtin)
        self._unknown = unknown
        self._loaded: dict[str, T] = {}

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Every row's path; installed packages are looked through once, and not at import time."""
        added = sorted((entry.name, entry.value) for entry in entry_points(group=self._group))
        return self._builtin | {name: path for name, path in added if name not in self._builtin}

    def __getitem__(self, name: str) -> T:
        """The row called `name`.

        Raises:
            LDError: of the class given as `unknown`, where there is no such row; the message lists those there are.
            ConfigError: the row's module cannot be imported or lacks the object.
        """
        if name not in self._loaded:
            if name not in self:
                raise self._unknown(f"{name!r} is not one of {', '.join(self)}")
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> T:
        path = self._builtin.get(name) or self._paths[name]
        module, _, attribute = path.partition(":")
        try:
            row: T = getattr(import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            raise ConfigError(f"{name!r} of {self._group} cannot be loaded from {path}: {error}") from error
        return row

    def __contains__(self, name: object) -> bool:
        return name in self._builtin or name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def rows(self) -> Iterator[T]:
        """Every row, loaded, in order: ours first, then those of other packages by name."""
        return (self[name] for name in self)


__all__ = ["Registry"]
