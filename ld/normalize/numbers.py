"""Numbers that publishers, libraries and registries give: ISBN, ISSN, ISMN, LCCN, OCLC, ZDB."""

from __future__ import annotations

import re

from ld.errors import LexicalError
from ld.immutable import immutable
from ld.normalize import check_digits
from ld.normalize.schemes import Identifier, identifier

_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_ISBN = re.compile(
    r"(?:urn:)?(?:isbn(?:[- ]?1[03])?)?[:\s]*([0-9][0-9X -]{8,24})(?![0-9A-WYZ])(.*)",
    re.IGNORECASE | re.DOTALL,
)
_LENGTHS = (10, 13)
_QUALIFIER = re.compile(r"\(([^()]*)\)?")
_WORDS = re.compile(r"[^\W\d_][^:$£€]*")
_ISSN = re.compile(r"(?:urn:)?(?:issn)?[:\s]*([0-9]{4})-?\s?([0-9]{3}[0-9X])\W*", re.IGNORECASE)
_MAX_ISSN = 50
_ISMN = re.compile(r"(?:ismn)?[:\s]*(M|979-?0)((?:[- ]?[0-9]){9})\W*(?:\(.*)?", re.IGNORECASE | re.DOTALL)
_OCLC = re.compile(
    r"(?:\(OCoLC\)\s*)?(?:ocm|ocn|on)?0*([1-9][0-9]{0,14})|(?:ocm|ocn|on)0*([1-9][0-9]{0,14})\s.{0,99}"
)
_LCCN = re.compile(r"([a-z]{0,3})([0-9]{8}|[0-9]{10})")
_LCCN_YEARS = {8: 3, 10: 2}
"""The longest prefix of letters before 8 digits (2-digit year) and before 10 (4-digit year)."""


@immutable
class Isbn:
    """A valid ISBN.

    Attributes:
        isbn13: 13 digits without hyphens.
        qualifier: what the source says of the volume, binding or publisher, without brackets.
    """

    isbn13: str
    qualifier: str | None


def isbn(value: str) -> Isbn:
    """Read an ISBN of 10 or 13 digits, with hyphens, spaces, a qualifier, a price behind it.

    Raises:
        LexicalError: there is none at the beginning, or its check digit is wrong. Numbers with 979-0 are ISMNs.
    Source: ISO 2108:2017; MARC 21 bibliographic, 020.

    >>> isbn("1558612742 (pbk. : alk. paper)")
    Isbn(isbn13='9781558612747', qualifier='pbk. : alk. paper')
    >>> isbn("0374249407:").isbn13
    '9780374249403'
    """
    found = _ISBN.match(_hyphenated(value.strip()[:500]))
    if found:
        for digits, rest in _candidates(found):
            valid = check_digits.isbn13(digits)
            if valid and not valid.startswith("9790"):
                return Isbn(valid, _qualifier(rest))
    raise LexicalError(value, "a valid ISBN")


def _hyphenated(text: str) -> str:
    """`text` with a hyphen for every dash that stands in its place."""
    return text if text.isascii() else text.translate(_HYPHENS)


def _candidates(found: re.Match[str]) -> list[tuple[str, str]]:
    """The number up to the first space, and with its spaces: ``0 374 24940 7``, but ``0374249407 12.50``."""
    text, rest = found[1], found[2]
    word, _, more = text.partition(" ")
    both = ((word, f"{more}{rest}"), (text, rest))
    numbers = ((digits.replace("-", "").replace(" ", "").upper(), tail) for digits, tail in both)
    return [(digits, tail) for digits, tail in numbers if len(digits) in _LENGTHS and "X" not in digits[:-1]]


def _qualifier(rest: str) -> str | None:
    """What stands in brackets; without brackets the words up to a price."""
    bracketed = [text.strip() for text in _QUALIFIER.findall(rest)]
    words = _WORDS.match(rest.lstrip(" :;,.-"))
    text = "; ".join(filter(None, bracketed)) or (words[0] if words else "")
    return " ".join(text.split()).strip(" :;,") or None


def issn(value: str) -> str:
    """Read an ISSN; with its hyphen and an upper-case X.

    Raises:
        LexicalError: this is none, or its check digit is wrong.
    Source: ISO 3297:2020.

    >>> issn("0307-952x ;")
    '0307-952X'
    """
    found = _ISSN.fullmatch(_hyphenated(value.strip())) if len(value) <= _MAX_ISSN else None
    serial = found[2].upper() if found else ""
    if found and check_digits.issn(found[1] + serial):
        return f"{found[1]}-{serial}"
    raise LexicalError(value, "a valid ISSN")


def ismn(value: str) -> Identifier:
    """Read an ISMN, in its old form with M too; 13 digits without hyphens.

    Raises:
        LexicalError: this is none, or its check digit is wrong.
    Source: ISO 10957:2021.

    >>> ismn("M-2306-7118-7").value
    '9790230671187'
    """
    found = _ISMN.fullmatch(_hyphenated(value.strip()[:200]))
    digits = "9790" + re.sub("[- ]", "", found[2]) if found else ""
    if digits and check_digits.ean13(digits):
        return _identifier("ismn", digits, value)
    raise LexicalError(value, "a valid ISMN")


def oclc(value: str) -> Identifier:
    """Read an OCLC number: ``(OCoLC)ocm30585539``, ``ocm05831268 820113``, ``9094826``.

    Raises:
        LexicalError: this is none.
    Source: OCLC, bibliographic formats and standards, 001 and 035.

    >>> oclc("ocm05831268 820113")
    Identifier(scheme='oclc', value='5831268', iri='http://www.worldcat.org/oclc/5831268')
    """
    found = _OCLC.fullmatch(value.strip())
    if found:
        return _identifier("oclc", found[1] or found[2], value)
    raise LexicalError(value, "an OCLC number")


def lccn(value: str) -> Identifier:
    """Read a Library of Congress control number into its normal form: no spaces, no suffix, serial of six digits.

    Raises:
        LexicalError: the normal form would not be valid.
    Source: https://www.loc.gov/marc/lccn-namespace.html.

    >>> lccn("sn 84001234 //r86").value, lccn("85-2").value, lccn("2001-000002").value
    ('sn84001234', '85000002', '2001000002')
    """
    text = _hyphenated("".join(value[:100].partition("/")[0].split())).lower()
    before, hyphen, serial = text.partition("-")
    if hyphen and serial.isascii() and serial.isdigit() and len(serial) <= 6:
        text = before + serial.zfill(6)
    found = _LCCN.fullmatch(text)
    if found and len(found[1]) <= _LCCN_YEARS[len(found[2])]:
        return _identifier("lccn", text, value)
    raise LexicalError(value, "a Library of Congress control number")


def zdb(value: str) -> Identifier:
    """Read a number of the ZDB, with or without ``(DE-600)``.

    Raises:
        LexicalError: this is none, or its check digit is wrong.

    >>> zdb("(DE-600)1413423-8").value
    '1413423-8'
    """
    text = value.strip()[:50].removeprefix("(DE-600)").removeprefix("ZDB").strip(" -").upper()
    found = identifier("zdb", text)
    if found and check_digits.zdb_ok(text.replace("-", "")):
        return found
    raise LexicalError(value, "a ZDB number")


def _identifier(scheme: str, text: str, value: str) -> Identifier:
    found = identifier(scheme, text)
    if found is None:
        raise LexicalError(value, f"an identifier of the scheme {scheme}")
    return found


__all__ = ["Isbn", "isbn", "ismn", "issn", "lccn", "oclc", "zdb"]
