"""Pages of a list: what a request asks for, and where the links to other pages lead. Plain functions, without Flask.

A page is named by the key that it begins behind or ends before, never by a number of rows: it is found by index however far it is from
the first, and what comes or goes elsewhere in the list does not move it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlencode

from werkzeug.exceptions import BadRequest

from flask_app.links import Link

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
        usual: how many these are if a request does not say; the address of the window then does not either.
    """

    after: str = ""
    before: str | None = None
    limit: int = PAGE
    usual: int = PAGE

    @property
    def first(self) -> bool:
        """Whether it is the beginning of the list."""
        return self.before is None and not self.after

    @property
    def borders(self) -> tuple[int, int | None]:
        """What it begins behind and what it ends before, where keys are numbers, the first of them 1; 0 is the end of the list.

        >>> Window("7").borders, Window(before="7").borders, Window(before="0").borders, Window(before="").borders
        ((7, None), (0, 7), (0, 1), (0, 0))
        """
        before = max(int(self.before), 1) if self.before else 0
        return int(self.after or 0), None if self.before is None else before

    @property
    def query(self) -> str:
        """Of its address, with the question mark; empty for the first page.

        >>> Window("a b", limit=9).query, Window(before="").query, Window().query
        ('?after=a+b&limit=9', '?before=', '')
        """
        pairs = [("before", self.before)] if self.before is not None else []
        pairs += [("after", self.after)] if self.before is None and self.after else []
        pairs += [("limit", str(self.limit))] if self.limit != self.usual else []
        return f"?{urlencode(pairs)}" if pairs else ""

    def at(self, address: str) -> str:
        """Its address.

        Args:
            address: of the list; it may have a query of its own.

        >>> Window("7").at("https://x.example/list?field=a"), Window().at("https://x.example/list?field=a")
        ('https://x.example/list?field=a&after=7', 'https://x.example/list?field=a')
        """
        return address + (self.query.replace("?", "&", 1) if "?" in address else self.query)

    def beginning(self) -> Window:
        """The first window of the list."""
        return self.following("")

    def end(self) -> Window:
        """The last one."""
        return self.preceding("")

    def following(self, key: str) -> Window:
        """As long a one that begins behind a key."""
        return replace(self, after=key, before=None)

    def preceding(self, key: str) -> Window:
        """As long a one that ends before a key."""
        return replace(self, after="", before=key)


def window(
    arguments: Mapping[str, str], *, numbers: bool = False, usual: int = PAGE, most: int = MOST
) -> Window:
    """What a request asks for with ``after`` or ``before``, and ``limit``.

    Args:
        arguments: of the query.
        numbers: whether keys are numbers.
        usual: see :attr:`Window.usual`.
        most: the largest limit.
    Raises:
        BadRequest: one of them is none.

    >>> window({"after": "x", "limit": "5"})
    Window(after='x', before=None, limit=5, usual=50)
    """
    after, before = arguments.get("after", ""), arguments.get("before")
    if after and before is not None:
        raise BadRequest("after and before exclude each other.")
    for name, key in (("after", after), ("before", before)):
        if numbers and key and not (_is_number(key) and len(key) <= _LONGEST_NUMBER):
            raise BadRequest(f"{name} must be a number.")
    return Window(after, before, _limit(arguments.get("limit"), usual, most), usual)


def _limit(text: str | None, usual: int, most: int) -> int:
    if text is None:
        return usual
    if _is_number(text) and len(text) <= _LONGEST_NUMBER and 1 <= int(text) <= most:
        return int(text)
    raise BadRequest(f"limit must be a number from 1 to {most}.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)


class Read(Protocol[Row_co]):
    """Reads a part of a list, in its order."""

    def __call__(self, window: Window, /) -> Sequence[Row_co]:
        """The first rows of a window; if it is one that ends before a key, the last ones."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A page that has been read.

    Attributes:
        window: what was asked for.
        rows: what is on it.
        prev: the page before; None if this is the first.
        next: the page after; None if this is the last.
    """

    window: Window
    rows: tuple[Row, ...]
    prev: Window | None
    next: Window | None

    def links(self, address: str) -> list[Link]:
        """To the first, previous, next and last page.

        Args:
            address: of the list.
        """
        pages = {
            "first": self.window.beginning(),
            "prev": self.prev,
            "next": self.next,
            "last": self.window.end(),
        }
        return [Link(page.at(address), rel) for rel, page in pages.items() if page is not None]


def turn(read: Read[Row], asked: Window, key: Callable[[Row], str]) -> Page[Row]:
    """Read a page, and one row on either side of it.

    Args:
        key: of a row, as windows have it.
    """
    limit, forwards = asked.limit, asked.before is None
    found = read(replace(asked, limit=limit + 1))
    rows, more = tuple(found[:limit] if forwards else found[-limit:]), len(found) > limit
    before = asked.preceding(key(rows[0]) if rows else "")
    after = asked.following(key(rows[-1]) if rows else "")
    if forwards:
        has_prev, has_next = bool(asked.after) and _any(read, before), more
    else:
        has_prev, has_next = more, bool(asked.before) and _any(read, after)
    return Page(asked, rows, before if has_prev else None, after if has_next else None)


def _any(read: Read[Row], window: Window) -> bool:
    return bool(read(replace(window, limit=1)))


__all__ = ["MOST", "PAGE", "Page", "Read", "Window", "turn", "window"]
