"""Numbers of MARC 21 field 024 and its neighbours: ISRC, UPC, EAN, ISWC, ISTC, URN and the others of id.loc.gov's list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ld.errors import LexicalError
from ld.normalize.numbers import ismn
from ld.normalize.persistent import doi, handle
from ld.normalize.schemes import SCHEMES, Identifier, identifier
from ld.normalize.urls import http_iri

_MAX = 500
_COMPACT = frozenset({"ean", "gtin-14", "isrc", "istc", "iswc", "upc"})
"""Schemes in which hyphens, spaces and full stops only make a number easier to read."""
_MARKS = str.maketrans(dict.fromkeys("-‐‑–. ", ""))
_CHECKED = frozenset({"ean", "gtin-14", "upc"})


def standard_number(scheme: str, value: str) -> Identifier:
    """Read a number of a scheme by the scheme's own rules.

    Args:
        scheme: code of the standard identifier source codes: ``isrc``, ``upc``, ``ean``, ``doi``, ``hdl``, ``urn`` …
        value: with or without hyphens and spaces, and with the scheme's name in front of it.
    Raises:
        LexicalError: the scheme is unknown, or this is no number of it.
    Source: https://id.loc.gov/vocabulary/identifiers; ISO 3901 (ISRC), ISO/IEC 15420 (EAN, UPC), ISO 15707 (ISWC).

    >>> standard_number("isrc", "FR-Z03-91-01231").value, standard_number("upc", "8 80952 00003 3").value
    ('FRZ039101231', '880952000033')
    """
    parser = _PARSERS.get(scheme)
    if parser:
        return parser(value)
    text = value.strip() if len(value) <= _MAX else ""
    name, _, rest = text.partition(" ")
    text = rest if rest and name.strip(":").lower() == scheme else text
    if scheme in _COMPACT:
        text = text.translate(_MARKS).upper()
    found = identifier(scheme, text) if scheme in SCHEMES else None
    if found is None or not _checked(scheme, text):
        raise LexicalError(value, f"a number of the scheme {scheme}")
    return found


def _checked(scheme: str, digits: str) -> bool:
    """Whether the check digit fits: weights 3 and 1 by turns from the right, whatever the length (ISO/IEC 15420)."""
    if scheme not in _CHECKED:
        return True
    return sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(reversed(digits))) % 10 == 0


def _urn(value: str) -> Identifier:
    iri = http_iri(value)
    if not iri.startswith("urn:"):
        raise LexicalError(value, "a URN")
    return identifier("urn-nbn", iri) or Identifier("urn", iri, iri)


def _uri(value: str) -> Identifier:
    iri = http_iri(value)
    return Identifier("uri", iri, iri)


_PARSERS: Mapping[str, Callable[[str], Identifier]] = MappingProxyType(
    {"doi": doi, "handle": handle, "hdl": handle, "ismn": ismn, "uri": _uri, "urn": _urn}
)

__all__ = ["standard_number"]
