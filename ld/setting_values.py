"""The values of settings: from what a file, the environment or an option says to what a setting is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from pathlib import Path
from typing import Any

from ld.errors import ConfigError


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(value)
    return int(value)


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return {
        "true": True,
        "1": True,
        "yes": True,
        "on": True,
        "false": False,
        "0": False,
        "no": False,
        "off": False,
    }[str(value).lower()]


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _strings(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise TypeError(value)
    return tuple(_string(part).strip() for part in parts if part)


def _float(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(value)
    return float(value)


_KINDS: dict[str, tuple[Callable[[object], object], str]] = {
    "float": (_float, "a number"),
    "int": (_integer, "a whole number"),
    "bool": (_boolean, "true or false"),
    "str": (_string, "a text"),
    "Path": (lambda value: Path(value) if isinstance(value, str | Path) else _string(value), "a path"),
    "tuple[str, ...]": (_strings, "a list of texts, in the environment with commas between"),
}


def value_of(setting: Field[Any], value: object, place: str) -> object:
    """A value as the setting's type has it.

    Args:
        setting: a field of the settings, its metadata with it.
        value: as it was read.
        place: where, for the message.
    Raises:
        ConfigError: it is of the wrong kind, too small, or none of the choices.
    """
    convert, expected = _KINDS[str(setting.type)]
    try:
        read = convert(value)
    except (ValueError, KeyError, TypeError):
        raise ConfigError(f"{place} = {value!r} is not {expected}") from None
    choices, least = setting.metadata["choices"], setting.metadata["least"]
    if choices and not set(read if isinstance(read, tuple) else (read,)) <= set(choices):
        raise ConfigError(f"{place} = {value!r} is not one of {', '.join(choices)}")
    if least is not None and isinstance(read, int | float) and not read >= least:
        raise ConfigError(f"{place} = {value!r} is less than {least}")
    return read


def text_of(value: object) -> str:
    """A value as an environment variable holds it.

    >>> text_of(("a", "b")), text_of(True)
    ('a,b', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if isinstance(value, tuple) else str(value)


__all__ = ["text_of", "value_of"]
