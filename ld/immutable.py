"""Values that nobody changes: dataclasses that the type checker holds to that.

At run time nothing watches: a frozen dataclass sets each attribute by way of a check, so that making one takes three times as
long, and a record is a hundred of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def immutable(class_: type[T]) -> type[T]:
    """A dataclass with slots whose values are hashable and, to the type checker, frozen.

    >>> @immutable
    ... class Pair:
    ...     one: int
    ...     two: int = 2
    >>> Pair(1) == Pair(1, 2), hash(Pair(1)) == hash(Pair(1, 2))
    (True, True)
    """
    return dataclass(slots=True, unsafe_hash=True)(class_)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def immutable_by_name(class_: type[T]) -> type[T]:
    """Likewise, for many attributes: they are given by name."""
    return dataclass(slots=True, unsafe_hash=True, kw_only=True)(class_)


__all__ = ["immutable", "immutable_by_name"]
