"""Statements of series in which the number stands behind the name.

Source: ISBD consolidated edition, area 6: name, semicolon, numbering.
"""

from __future__ import annotations

import re

from ld.normalize.text import strip_isbd

_NUMBERED = re.compile(r"(.*\S)\s*;\s*(\S[^;]*)")


def numbered(value: str) -> tuple[str, str | None]:
    """Name and number of a series, each without final marks; None where it has no number. What holds no figure is none.

    Args:
        value: clean text on one line.

    >>> numbered("Que sais-je? ; 12"), numbered("American writers series; H.H. Clark, general editor")
    (('Que sais-je?', '12'), ('American writers series; H.H. Clark, general editor', None))
    """
    found = _NUMBERED.fullmatch(value)
    number = strip_isbd(found[2]) if found else ""
    if found and any(map(str.isdigit, number)):
        return strip_isbd(found[1]), number
    return strip_isbd(value), None


__all__ = ["numbered"]
