"""How often a serial appears: codes and words to the names of http://purl.org/cld/freq/.

Source: MARC 21 bibliographic, 008/18-19 (continuing resources), 310; Collection Description Frequency Vocabulary.
"""

from __future__ import annotations

import re
from functools import cache

from ld.errors import LexicalError
from ld.normalize.tsv import rows

_MAX = 100
_NUMBERS = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        range(1, 13),
        strict=True,
    )
)
_A_YEAR = re.compile(
    rf"([0-9]{{1,2}}|{'|'.join(_NUMBERS)}) ?(?:issues?|nos?\.?|numbers|times|v\.|volumes|hefte?|numéros|números)"
    r"(?: yearly| annually|(?: a| per| each)? year|/year| jährlich|/jahr| im jahr| par an|/an| al año)",
)
_OF_COUNT = {
    1: "annual",
    2: "semiannual",
    3: "threeTimesAYear",
    4: "quarterly",
    6: "bimonthly",
    12: "monthly",
    24: "semimonthly",
    26: "biweekly",
    52: "weekly",
}


def frequency(value: str) -> str:
    """The name of a frequency that is stated in words.

    Args:
        value: ``Quarterly``, ``Two no. a year``, ``vierteljährlich``, ``[Irregular]``.
    Raises:
        LexicalError: the vocabulary has no name for it, or more is said than a name can hold (``Monthly (except July)``).

    >>> frequency("Semiannual"), frequency("4 issues yearly,"), frequency("Unregelmäßig")
    ('semiannual', 'quarterly', 'irregular')
    """
    text = value.lower().strip(" .,;:[]()") if len(value) <= _MAX else ""
    counted = _A_YEAR.fullmatch(text)
    found = _OF_COUNT.get(_NUMBERS.get(counted[1]) or int(counted[1])) if counted else _terms().get(text)
    if found is None:
        raise LexicalError(value, "a frequency of the list http://purl.org/cld/freq/")
    return found


def coded_frequency(code: str) -> str | None:
    """The name of a frequency by its code in 008/18; None for unknown, other, and no determinable frequency.

    >>> coded_frequency("q"), coded_frequency("u"), coded_frequency(" ")
    ('quarterly', None, None)
    """
    return _by_code().get(code)


@cache
def _terms() -> dict[str, str]:
    return {
        term.strip(" ."): row["name"] for row in rows("frequencies") for term in row["terms"].split(" | ")
    }


@cache
def _by_code() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("frequencies") if row["code"]}


__all__ = ["coded_frequency", "frequency"]
