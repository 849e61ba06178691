"""Which profile a client wants: the Accept-Profile header (Content Negotiation by Profile, W3C Working Draft, §7).

Profiles are told by their URI in angle brackets. Bare and quoted ones are understood as well, because clients send them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_app.negotiation.members import members, parameters

_PROFILE = re.compile(r'[ \t]*+(?:<([^<>"]*+)>|"([^"\\]*+)"|([^\s;,<>"]++))[ \t]*+')


def parse_accept_profile(header: str | None) -> dict[str, float]:
    """The well-formed members of an Accept-Profile header: URI, or ``*``, to weight; the first of each.

    >>> parse_accept_profile('<http://x/a>;q=0.5, "http://x/b", *;q=0.1, <oops')
    {'http://x/a': 0.5, 'http://x/b': 1.0, '*': 0.1}
    """
    weights: dict[str, float] = {}
    for member in members(header or ""):
        found = _PROFILE.match(member)
        rest = parameters(member, found.end()) if found else None
        name = next((group for group in found.groups() if group is not None), "") if found else ""
        if rest and name.strip():
            weights.setdefault(name.strip(), rest[1])
    return weights


def accept_profile(header: str | None, available: Sequence[str]) -> str | None:
    """The profile that a client likes best.

    Args:
        header: value of Accept-Profile.
        available: URIs of the profiles that there are, the server's order of preference.
    Returns:
        The heaviest one, the first of several; the first if nothing is asked; None if nothing that there is will do.

    >>> both = ["http://x/full", "http://x/small"]
    >>> accept_profile("<http://x/small>, <http://x/full>;q=0.9", both), accept_profile(None, both)
    ('http://x/small', 'http://x/full')
    >>> accept_profile("<http://x/other>", both) is None, accept_profile("<http://x/full>;q=0, *", both)
    (True, 'http://x/small')
    """
    weights = parse_accept_profile(header)
    if not weights:
        return available[0]
    rest = weights.get("*", 0.0)
    best = max(available, key=lambda uri: weights.get(uri, rest))
    return best if weights.get(best, rest) > 0 else None


__all__ = ["accept_profile", "parse_accept_profile"]
