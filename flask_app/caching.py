"""Validators, conditional requests and a store of finished responses; plain functions over strings.

Spec: https://www.rfc-editor.org/rfc/rfc9110#section-13
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple, Protocol

_ENTITY_TAG = re.compile(r'[ \t,]*+(?:(W/)?+"([^"]*+)"|[^",]++(?:"[^"]*+)?+"?+|"|\Z)')
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"[A-Z][a-z]{{2}}, (?P<day>[0-9]{{2}}) (?P<month>[A-Z][a-z]{{2}}) (?P<year>[0-9]{{4}}) {_TIME} GMT",
        rf"[A-Z][a-z]{{5,8}}, (?P<day>[0-9]{{2}})-(?P<month>[A-Z][a-z]{{2}})-(?P<year>[0-9]{{2}}) {_TIME} GMT",
        rf"[A-Z][a-z]{{2}} (?P<month>[A-Z][a-z]{{2}}) (?P<day>[ 0-9][0-9]) {_TIME} (?P<year>[0-9]{{4}})",
    )
)


def etag(*parts: str | bytes) -> str:
    """A strong entity tag, with its quotes, for whatever decides the bytes of a representation.

    Args:
        parts: text or bytes; their borders count (``"ab", "c"`` is not ``"a", "bc"``).
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3

    >>> etag("digest", "turtle") == etag("digest", "turtle") != etag("digest", "html")
    True
    """
    state = blake2b(digest_size=18)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(data))
        state.update(data)
    return f'"{urlsafe_b64encode(state.digest()).decode("ascii")}"'


def if_none_match(header: str | None, tag: str) -> bool:
    """Whether If-None-Match names `tag`, that is, whether the client has this representation already.

    Args:
        header: its value, None if there is no such header.
        tag: of the chosen representation, as :func:`etag` makes them.
    Returns:
        By weak comparison, or True for ``*``. False means: answer in full.
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2

    >>> if_none_match('"a", W/"b"', '"b"'), if_none_match("*", '"b"'), if_none_match(None, '"b"')
    (True, True, False)
    """
    if header is None:
        return False
    return header.strip() == "*" or any(opaque == _opaque(tag) for _, opaque in _entity_tags(header))


def if_match(header: str | None, tag: str) -> bool:
    """Whether If-Match allows the request to go on; if not, the answer is 412.

    Args:
        header: its value, None if there is no such header (then everything is allowed).
        tag: of the current representation.
    Returns:
        By strong comparison: a weak tag matches nothing.
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1

    >>> if_match('"a", "b"', '"b"'), if_match('W/"b"', '"b"'), if_match("*", '"b"'), if_match(None, '"b"')
    (True, False, True, True)
    """
    if header is None or header.strip() == "*":
        return True
    strong = not tag.startswith("W/")
    return strong and any(not weak and opaque == _opaque(tag) for weak, opaque in _entity_tags(header))


def _opaque(tag: str) -> str:
    return tag.removeprefix("W/").strip('"')


def _entity_tags(header: str) -> Iterator[tuple[bool, str]]:
    for found in _ENTITY_TAG.finditer(header):
        if found[2] is not None:
            yield bool(found[1]), found[2]


def http_date(moment: datetime | float) -> str:
    """A moment as the headers want it (IMF-fixdate); fractions of a second are dropped.

    Args:
        moment: with a time zone (without one, it is taken for UTC), or seconds since 1970.
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7

    >>> http_date(784111777)
    'Sun, 06 Nov 1994 08:49:37 GMT'
    """
    utc = _utc(moment)
    day, month = _DAYS[utc.weekday()], _MONTHS[utc.month - 1]  # not strftime: that follows the locale
    return f"{day}, {utc.day:02} {month} {utc.year:04} {utc:%H:%M:%S} GMT"


def parse_http_date(text: str) -> datetime | None:
    """A moment from any of the three forms that a recipient must read; None if it is none of them.

    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7

    >>> parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT").isoformat()
    '1994-11-06T08:49:37+00:00'
    >>> parse_http_date("yesterday") is None
    True
    """
    for form in _DATES:
        if found := form.fullmatch(text):
            return _moment(found)
    return None


def _moment(found: re.Match[str]) -> datetime | None:
    if found["month"] not in _MONTHS:
        return None
    year = int(found["year"])
    if len(found["year"]) == 2:  # over 50 years ahead means the past (§5.6.7)
        now = datetime.now(UTC).year
        year += now - now % 100
        year -= 100 * (year > now + 50)
    clock = (int(found["hour"]), int(found["minute"]), min(int(found["second"]), 59))  # 60 is a leap second
    try:
        return datetime(year, _MONTHS.index(found["month"]) + 1, int(found["day"]), *clock, tzinfo=UTC)
    except ValueError:
        return None


def _utc(moment: datetime | float) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.fromtimestamp(moment, UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Headers(Protocol):
    """Where a header is looked up: a dictionary, or what a framework has for it."""

    def get(self, name: str, /) -> str | None:
        """Value of a header, None without it."""


def not_modified(headers: Headers, tag: str | None, last_modified: datetime | float | None) -> bool:
    """Whether the answer to a GET or HEAD is 304. Ask after negotiation: the tag is that of the chosen representation.

    If-None-Match, where it is present, decides alone; If-Modified-Since is only looked at without it.

    Args:
        headers: of the request; names as in the standard, or in any case if the mapping takes care of that.
        tag: of the chosen representation.
        last_modified: of the chosen representation, compared by whole seconds.
    Spec: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2

    >>> not_modified({"If-None-Match": '"a"', "If-Modified-Since": http_date(0)}, '"a"', 9e8)
    True
    >>> not_modified({"If-None-Match": '"b"', "If-Modified-Since": http_date(1e9)}, '"a"', 9e8)
    False
    """
    listed = headers.get("If-None-Match")
    if listed is not None:
        return tag is not None and if_none_match(listed, tag)
    since = parse_http_date(headers.get("If-Modified-Since") or "")
    return (
        since is not None
        and last_modified is not None
        and _utc(last_modified).replace(microsecond=0) <= since
    )


@dataclass(frozen=True, slots=True)
class CachedResponse:
    """A finished response.

    Attributes:
        status: code.
        headers: names and values in their order.
        body: as sent, after content coding.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def weight(self) -> int:
        """Bytes that it takes, about: the body, the headers, and what Python adds to them."""
        return len(self.body) + sum(len(name) + len(value) + 160 for name, value in self.headers) + 256


class CacheStats(NamedTuple):
    """What a cache holds and how it did."""

    entries: int
    weight: int
    hits: int
    misses: int
    evictions: int


class ResponseCache:
    """Finished responses in memory, the least recently used one dropped first. Threads may share it.

    Args:
        limit: bytes, by :attr:`CachedResponse.weight`; 0 keeps nothing.

    >>> cache = ResponseCache(limit=10_000)
    >>> cache.put("/record/1", CachedResponse(200, (("Content-Type", "text/turtle"),), b"..."))
    >>> cache.get("/record/1").status, cache.get("/record/2"), cache.stats().hits
    (200, None, 1)
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, CachedResponse] = OrderedDict()
        self._weight = self._hits = self._misses = self._evictions = 0

    def get(self, key: Hashable) -> CachedResponse | None:
        """The response under `key`, which is now the most recently used one."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                self._misses += 1
            else:
                self._hits += 1
                self._entries.move_to_end(key)
            return found

    def put(self, key: Hashable, response: CachedResponse) -> None:
        """Keep `response` under `key`, instead of what was there; one that is over the limit by itself is not kept."""
        with self._lock:
            replaced = self._entries.pop(key, None)
            self._weight -= replaced.weight if replaced else 0
            if response.weight > self._limit:
                return
            self._entries[key] = response
            self._weight += response.weight
            while self._weight > self._limit:
                self._weight -= self._entries.popitem(last=False)[1].weight
                self._evictions += 1

    def clear(self) -> None:
        """Forget every response; the counts of hits and misses stay."""
        with self._lock:
            self._entries.clear()
            self._weight = 0

    def stats(self) -> CacheStats:
        """What it holds now and how it did so far."""
        with self._lock:
            return CacheStats(len(self._entries), self._weight, self._hits, self._misses, self._evictions)


__all__ = [
    "CacheStats",
    "CachedResponse",
    "Headers",
    "ResponseCache",
    "etag",
    "http_date",
    "if_match",
    "if_none_match",
    "not_modified",
    "parse_http_date",
]
