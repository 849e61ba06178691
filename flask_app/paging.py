"""Pages of a list: what a request asks for, and where the links to other pages lead. Plain functions, without Flask.

A page is named by the key that it begins behind or ends before, never by a number of rows: it is found by index however far it is from
the first, and what comes or goes elsewhere in the list does not move it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from werkzeug.exceptions import BadRequest

from flask_app.links import Link
from ld.editions import RecordRow

PAGE = 50
MOST = 500
_LONGEST_NUMBER = 18
"""Digits; larger ones are no numbers of rows."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that is asked for.

    Attributes:
        after: key that it begins behind; empty for the beginning of the list.
        before: key that it ends before, and then `after` has no say; empty for the end of the list, None where the beginning decides.
        limit: records at most.
    """

    after: str = ""
    before: str | None = None
    limit: int = PAGE

    @property
    def first(self) -> bool:
        """Whether it is the beginning of the list."""
        return self.before is None and not self.after

    @property
    def query(self) -> str:
        """Of its address, with the question mark; empty for the first page.

        >>> Window("a b", limit=9).query, Window(before="").query, Window().query
        ('?after=a+b&limit=9', '?before=', '')
        """
        pairs = [("before", self.before)] if self.before is not None else []
        pairs += [("after", self.after)] if self.before is None and self.after else []
        pairs += [("limit", str(self.limit))] if self.limit != PAGE else []
        return f"?{urlencode(pairs)}" if pairs else ""


def window(arguments: Mapping[str, str], *, numbers: bool = False) -> Window:
    """What a request asks for with ``after`` or ``before``, and ``limit``.

    Args:
        arguments: of the query.
        numbers: whether keys are numbers.
    Raises:
        BadRequest: one of them is none.

    >>> window({"after": "x", "limit": "5"})
    Window(after='x', before=None, limit=5)
    """
    after, before = arguments.get("after", ""), arguments.get("before")
    if after and before is not None:
        raise BadRequest("after and before exclude each other.")
    for name, key in (("after", after), ("before", before)):
        if numbers and key and not (_is_number(key) and len(key) <= _LONGEST_NUMBER):
            raise BadRequest(f"{name} must be a number.")
    return Window(after, before, _limit(arguments.get("limit")))


def _limit(text: str | None) -> int:
    if text is None:
        return PAGE
    if _is_number(text) and 1 <= int(text[:9]) <= MOST:
        return int(text)
    raise BadRequest(f"limit must be a number from 1 to {MOST}.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


class Read(Protocol):
    """Reads a part of a list, in its order."""

    def __call__(self, window: Window, /) -> Sequence[RecordRow]:
        """The first rows of a window; if it is one that ends before a key, the last ones."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that has been read.

    Attributes:
        window: what was asked for.
        rows: what is on it.
        prev: the page before; None if this is the first.
        next: the page after; None if this is the last.
    """

    window: Window
    rows: tuple[RecordRow, ...]
    prev: Window | None
    next: Window | None

    def links(self, address: str) -> list[Link]:
        """To the first, previous, next and last page.

        Args:
            address: of the list.
        """
        limit = self.window.limit
        pages = {
            "first": Window(limit=limit),
            "prev": self.prev,
            "next": self.next,
            "last": Window(before="", limit=limit),
        }
        return [Link(f"{address}{page.query}", rel) for rel, page in pages.items() if page is not None]


def turn(read: Read, asked: Window, key: Callable[[RecordRow], str]) -> Page:
    """Read a page, and one row on either side of it.

    Args:
        key: of a row, as windows have it.
    """
    limit, forwards = asked.limit, asked.before is None
    found = read(Window(asked.after, asked.before, limit + 1))
    rows, more = tuple(found[:limit] if forwards else found[-limit:]), len(found) > limit
    before = Window(before=key(rows[0]) if rows else "", limit=limit)
    after = Window(key(rows[-1]) if rows else "", limit=limit)
    if forwards:
        has_prev, has_next = bool(asked.after) and _any(read, before), more
    else:
        has_prev, has_next = more, bool(asked.before) and _any(read, after)
    return Page(asked, rows, before if has_prev else None, after if has_next else None)


def _any(read: Read, window: Window) -> bool:
    return bool(read(Window(window.after, window.before, 1)))


__all__ = ["MOST", "PAGE", "Page", "Read", "Window", "turn", "window"]
