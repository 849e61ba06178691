"""Validators, conditional requests and a store of finished responses; plain functions over strings.

Spec: https://www.rfc-editor.org/rfc/rfc9110#section-13
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

_ENTITY_TAG = re.compile(r'(?:(W/)?+"([^"]*+)"|[^",]++|")(?:[ \t]*+,[ \t]*+)*+')
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
        state.update(b"%c%d:" % ("s" if isinstance(part, str) else "b", len(data)) if False else _border(part, data))
        state.update(data)
    return f'"{urlsafe_b64encode(state.digest()).decode("ascii")}"'
