"""Check digits of standard numbers; the one place that knows python-stdnum.

All functions take digits without hyphens or spaces, ``X`` in upper case.
"""

from __future__ import annotations

from operator import mul

from stdnum import issn as _issn
from stdnum.iso7064 import mod_11_2, mod_97_10

_TEN, _THIRTEEN = 10, 13
_CROCKFORD = {char: n for n, char in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def isbn13(digits: str) -> str | None:
    """The ISBN-13 of a valid ISBN of 10 or 13 digits, None if the check digit is wrong (ISO 2108:2017, Annex A).

    >>> isbn13("1558612742"), isbn13("1558612743")
    ('9781558612747', None)
    """
    if digits.startswith(("978", "979")) and len(digits) == _THIRTEEN and digits.isdecimal():
        return digits if ean13(digits) else None
    if len(digits) != _TEN or not digits[:-1].isdecimal() or _isbn10_check(digits) != digits[-1]:
        return None
    core = f"978{digits[:-1]}"
    return f"{core}{-_weighted(core) % 10}"


def _isbn10_check(digits: str) -> str:
    """The check digit of ten: the sum of the others by their places, modulo 11."""
    return "0123456789X"[sum(map(mul, map(int, digits[:-1]), range(1, 10))) % 11]


def ean13(digits: str) -> bool:
    """Whether the last of 13 digits is their check digit (ISO/IEC 15420; ISO 10957 for ISMN).

    >>> ean13("9790060115615"), ean13("9790060115616")
    (True, False)
    """
    return _weighted(digits) % 10 == 0


def _weighted(digits: str) -> int:
    """The sum of digits by weights of 1 and 3 in turn."""
    return sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))


def issn(digits: str) -> bool:
    """Whether the last of 8 characters is their check digit (ISO 3297:2020, Annex A).

    >>> issn("00340049"), issn("00340048")
    (True, False)
    """
    return bool(_issn.is_valid(digits))


def mod_11_2_ok(digits: str) -> bool:
    """ISO/IEC 7064 MOD 11-2, as in ISNI and ORCID iD.

    >>> mod_11_2_ok("0000000218250097")
    True
    """
    return bool(mod_11_2.is_valid(digits))


def ror_ok(name: str) -> bool:
    """ISO/IEC 7064 MOD 97-10 over the value of seven base-32 digits, as in ROR identifiers.

    >>> ror_ok("05gq02987"), ror_ok("05gq02988")
    (True, False)
    """
    number = 0
    for char in name[:-2]:
        number = number * 32 + _CROCKFORD[char]
    return bool(mod_97_10.is_valid(f"{number}{name[-2:]}"))


def zdb_ok(digits: str) -> bool:
    """The ZDB's modulus 11: weights 2, 3 … from the right, the remainder is the check digit.

    >>> zdb_ok("14134238"), zdb_ok("14134239")
    (True, False)
    """
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits[:-1]), 2))
    return digits[-1] == "0123456789X"[total % 11]


__all__ = ["ean13", "isbn13", "issn", "mod_11_2_ok", "ror_ok", "zdb_ok"]
