"""Refusing the user's own shapes: all that is wrong in all the files, each fault with its place, in one message."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from ld.errors import ShapeLoadError

MAX_FAULTS: Final = 20
"""So many are told; the others are counted."""


class Placed(NamedTuple):
    """A fault, and where it is.

    Attributes:
        file: its name; empty if the fault is in no one place.
        lines: of the file; empty if they cannot be told.
        message: what is wrong.
        spec: address of the clause; empty if there is none.

    >>> str(Placed("books.ttl", (3, 9), "<http://x/a> refers to itself", ""))
    'books.ttl, line 3, 9: <http://x/a> refers to itself'
    """

    file: str
    lines: tuple[int, ...]
    message: str
    spec: str

    def __str__(self) -> str:
        numbers = ", ".join(map(str, self.lines))
        at = f"{self.file}{f', line {numbers}' if numbers else ''}"
        return f"{at}: {self.message}" if self.file else self.message


def refuse(folder: Path, wrong: list[Placed]) -> None:
    """Raise what is wrong, if anything is, in one message.

    Args:
        folder: of the user's shapes.
        wrong: any number of faults; at most :data:`MAX_FAULTS` are told.
    Raises:
        ShapeLoadError: there are faults; its message has a line for each.
    """
    if not wrong:
        return
    told = sorted(wrong, key=lambda one: (one.file, not one.lines, one))[:MAX_FAULTS]
    more = [f"… and {len(wrong) - len(told)} more"] if len(wrong) > len(told) else []
    heading = f"{folder}: your own shapes have {len(wrong)} fault{'s' if len(wrong) > 1 else ''}:"
    spec = next((fault.spec for fault in told if fault.spec), None)
    raise ShapeLoadError("\n  ".join([heading, *map(str, told), *more]), spec=spec)


__all__ = ["MAX_FAULTS", "Placed", "refuse"]
