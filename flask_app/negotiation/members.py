"""The grammar that the headers of negotiation share: members, parameters, weights (RFC 9110 §5.6, §12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_HEADER = 8_192
MOST_MEMBERS = 100

WORD = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
_MEMBER = re.compile(r'(?:[^",<]++|"(?:[^"\\]|\\.)*+"|<[^<>"]*+>|<)*+', re.DOTALL)
_PARAMETER = re.compile(rf'[ \t]*+(?:({WORD})=(?:({WORD})|"((?:[^"\\]|\\.)*+)"))?[ \t]*+', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CODING = re.compile(rf"[ \t]*+({WORD})[ \t]*+")
_WEIGHT = re.compile(r"[01](?:\.[0-9]*+)?|\.[0-9]++")


def members(header: str) -> Iterable[str]:
    """Members of a list, commas in quoted strings and in angle brackets left alone; what follows a quote that never closes is dropped.

    >>> list(members('a;b="x,y", <http://x/,>;q=1,, c'))
    ['a;b="x,y"', ' <http://x/,>;q=1', ' c']
    """
    text = header[:LONGEST_HEADER]
    position = 0
    for _ in range(MOST_MEMBERS):
        found = _MEMBER.match(text, position)
        assert found is not None  # the pattern matches the empty string
        position = found.end()
        whole = text[position : position + 1] == "," or position == len(header)
        if whole and found[0].strip(" \t"):
            yield found[0]
        if not whole or position >= len(text):
            return
        position += 1


def parameters(member: str, position: int) -> tuple[tuple[tuple[str, str], ...], float] | None:
    """Parameters up to the weight, and the weight; what follows it is an extension that nobody ever defined.

    Args:
        member: of a list.
        position: behind what the parameters belong to.
    Returns:
        Names in lower case with their values, and the weight, 0 to 1; None where that is not well-formed.

    >>> parameters("text/html;Level=1;q=0.5", 9)
    ((('level', '1'),), 0.5)
    """
    read: list[tuple[str, str]] = []
    while position < len(member):
        found = _PARAMETER.match(member, position + 1)
        if member[position] != ";" or found is None:
            return None
        position = found.end()
        if found[1] is None:
            continue
        name, value = found[1].lower(), found[2] or _ESCAPED.sub(r"\1", found[3])
        if name == "q":
            weight = _weight(value)
            return None if weight is None else (tuple(read), weight)
        read.append((name, value))
    return tuple(read), 1.0


def _weight(text: str) -> float | None:
    if not _WEIGHT.fullmatch(text):
        return None
    weight = round(float(text), 3)
    return weight if weight <= 1 else None


def weights_of(header: str) -> dict[str, float]:
    """Names in lower case with their weights, the first of each; ``x-gzip`` is ``gzip`` (RFC 9110 §8.4.1.3).

    >>> weights_of("gzip;q=0.5, BR, x-gzip, nonsense here")
    {'gzip': 0.5, 'br': 1.0}
    """
    weights: dict[str, float] = {}
    for member in members(header):
        found = _CODING.match(member)
        rest = parameters(member, found.end()) if found else None
        if found and rest:
            name = found[1].lower()
            weights.setdefault({"x-gzip": "gzip", "x-compress": "compress"}.get(name, name), rest[1])
    return weights


__all__ = ["LONGEST_HEADER", "MOST_MEMBERS", "WORD", "members", "parameters", "weights_of"]
