"""Which media type a client wants: the Accept header.

Nothing here raises, whatever the header: a member that is not well-formed is passed over, and only the first
8,192 characters and 100 members are read. Two things outside of the grammar are understood, because Java's own HTTP
client sends them (``text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2``): ``*`` alone, and a weight without its zero.

Spec: https://www.rfc-editor.org/rfc/rfc9110#section-12
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from flask_app.negotiation.members import WORD, members, parameters

_CACHED_HEADER = 512  # browsers and libraries send the same few; long ones are not worth the memory

_RANGE = re.compile(rf"[ \t]*+(?:({WORD})/({WORD})|(\*))[ \t]*+")

# Parameters that never keep a type from matching: all our text is UTF-8 and says so itself, a profile or a version that
# we don't know must be ignored (JSON-LD 1.1 Appendix C), and one that we know is the caller's to honour.
_SOFT = frozenset({"charset", "profile", "version"})


class MediaRange(NamedTuple):
    """One member of an Accept header.

    Attributes:
        type: lower case, ``*`` for any.
        subtype: lower case, ``*`` for any.
        parameters: names in lower case, values without their quotes, as they came.
        q: weight, 0 to 1, rounded to three decimals.
    """

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...] = ()
    q: float = 1.0

    @property
    def media_type(self) -> str:
        """Type and subtype."""
        return f"{self.type}/{self.subtype}"


class Negotiable(Protocol):
    """What :func:`negotiate` chooses from."""

    @property
    def media_type(self) -> str:
        """Media type, with its parameters if it has any."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other names that clients use for it; wildcards don't reach them."""

    @property
    def quality(self) -> float:
        """How well it serves, from 0 to 1, whoever asks."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A representation that there is.

    Attributes:
        media_type: for example ``text/turtle`` or ``text/html;level=1``.
        key: the caller's name for it.
        aliases: other media types under which clients ask for it.
        quality: how well it serves, from 0 to 1, whoever asks.
    """

    media_type: str
    key: str
    aliases: tuple[str, ...] = ()
    quality: float = 1.0


Offered = TypeVar("Offered", bound=Negotiable)


@dataclass(frozen=True, slots=True)
class Choice(Generic[Offered]):
    """What a client gets.

    Attributes:
        offer: one of those given.
        q: its weight.
        parameters: those of the range that chose it, names in lower case: a ``profile`` to honour and to echo.
    """

    offer: Offered
    q: float
    parameters: tuple[tuple[str, str], ...] = ()

    def parameter(self, name: str) -> str | None:
        """Value of a parameter that the client asked with, the first one if there are several.

        >>> choice = negotiate('application/ld+json;profile="a b"', [Offer("application/ld+json", "jsonld")])
        >>> choice.parameter("profile")
        'a b'
        """
        return next((value for key, value in self.parameters if key == name), None)


class _Grade(NamedTuple):
    """How well a range likes an offer; compared field by field."""

    q: float
    precision: int  # 0 for */*, 1 for type/*, 2 for the type, 3 with parameters
    parameters: tuple[tuple[str, str], ...] = ()


def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """The well-formed members of an Accept header, in their order.

    Args:
        header: its value; several of the name joined by commas.
    Returns:
        Ranges; none if there is no header or nothing in it can be read.
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1

    >>> parse_accept("text/*;q=0.3, TEXT/html;Level=1, nonsense, a/b;q=2")
    (MediaRange(type='text', subtype='*', parameters=(), q=0.3), MediaRange(type='text', subtype='html', parameters=(('level', '1'),), q=1.0))
    """
    if not header:
        return ()
    return _parse_cached(header) if len(header) <= _CACHED_HEADER else _parse(header)


def negotiate(header: str | None, offers: Sequence[Offered]) -> Choice[Offered] | None:
    """The offer that a client likes best.

    The most specific range that matches decides an offer's weight, not the heaviest one; the offer's own quality is a factor of it.
    Between equal weights, an offer
    that the client names goes before one that only a wildcard reaches (``application/json, text/plain, */*``); between
    offers that are still equal, the first one. A range with a profile asks for that form of the type and says nothing of
    its other forms.

    Args:
        header: value of Accept.
        offers: the server's order of preference.
    Returns:
        The choice; the first offer if nothing is asked (no header, or none of it can be read); None if nothing that
        there is will do (406).
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1

    >>> offers = [Offer("application/ld+json", "jsonld"), Offer("text/turtle", "turtle"), Offer("text/html", "html")]
    >>> negotiate("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", offers).offer.key
    'html'
    >>> negotiate("*/*", offers).offer.key
    'jsonld'
    >>> negotiate("image/png", offers) is None
    True
    """
    ranges = parse_accept(header)
    if not ranges:
        return Choice(offers[0], 1.0) if offers else None
    best, chosen = _Grade(0.0, 0), None
    for offer in offers:
        grade = _grade(ranges, offer)
        grade = grade._replace(q=round(grade.q * offer.quality, 4))
        if grade.q > 0 and (chosen is None or grade[:2] > best[:2]):
            best, chosen = grade, offer
    return None if chosen is None else Choice(chosen, best.q, best.parameters)


def _grade(ranges: Iterable[MediaRange], offer: Negotiable) -> _Grade:
    own = _media_type(offer.media_type)
    aliases = {name.lower() for name in offer.aliases}
    asked: list[_Grade] = []  # ranges with a profile or the like: each a form of its own
    named: list[_Grade] = []
    alias: list[_Grade] = []
    wild: list[_Grade] = []
    for item in ranges:
        if item.subtype == "*":
            if item.type in ("*", own.type):
                wild.append(_Grade(item.q, int(item.type != "*")))
        elif item[:2] == own[:2]:
            hard = [pair for pair in item.parameters if pair[0] not in _SOFT]
            if set(hard) <= set(own.parameters):
                kind = named if len(hard) == len(item.parameters) else asked
                kind.append(_Grade(item.q, 2 + bool(item.parameters), item.parameters))
        elif item.media_type in aliases:
            alias.append(_Grade(item.q, 2, item.parameters))
    return max([*asked, _plain(named, alias, wild)], key=lambda grade: grade[:2])


def _plain(named: list[_Grade], alias: list[_Grade], wild: list[_Grade]) -> _Grade:
    for grades in (named, alias, wild):
        if grades:
            return max(grades, key=lambda grade: (grade.precision, grade.q))
    return _Grade(0.0, 0)


@lru_cache(maxsize=256)
def _media_type(text: str) -> MediaRange:
    ranges = _parse(text)
    assert ranges, f"{text!r} is not a media type"
    return ranges[0]


def _parse(header: str) -> tuple[MediaRange, ...]:
    return tuple(item for member in members(header) if (item := _media_range(member)) is not None)


_parse_cached = lru_cache(maxsize=1024)(_parse)


def _media_range(member: str) -> MediaRange | None:
    found = _RANGE.match(member)
    if found is None:
        return None
    kind, subtype = (found[1] or "*").lower(), (found[2] or "*").lower()
    if kind == "*" and subtype != "*":
        return None
    rest = parameters(member, found.end())
    return None if rest is None else MediaRange(kind, subtype, *rest)


__all__ = [
    "Choice",
    "MediaRange",
    "Negotiable",
    "Offer",
    "negotiate",
    "parse_accept",
]
