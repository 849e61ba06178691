"""Literals that have a bare form in some formats: ``503`` and ``true``."""

from __future__ import annotations

import re

from ld.namespaces import XSD

_BOOLEAN = XSD.boolean.value
_INTEGER = XSD.integer.value
# Only what every reader gives back unchanged: the canonical form (rdflib reads a bare 007 as 7), and only as far as every
# JSON reader counts exactly (RFC 8259 §6: 15 digits are below 2^53).
_PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


def native(text: str, datatype: str) -> int | bool | None:
    """A typed literal as a number or boolean; None where the bare form might not be read back as the same literal.

    Args:
        text: lexical form.
        datatype: its IRI.

    >>> native("503", XSD.integer.value), native("0503", XSD.integer.value), native("true", XSD.boolean.value)
    (503, None, True)
    """
    if datatype == _INTEGER and _PLAIN_INTEGER.fullmatch(text):
        return int(text)
    if datatype == _BOOLEAN and text in {"true", "false"}:
        return text == "true"
    return None


__all__ = ["native"]
