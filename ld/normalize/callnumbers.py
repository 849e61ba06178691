"""The class in a call number; the rest of the shelf mark belongs to the item."""

from __future__ import annotations

import re

from ld.errors import LexicalError
from ld.normalize.tsv import words

_LCC = re.compile(r"([A-Z]{1,3}) ?([0-9]{1,4}(?:\.[0-9]{1,8})?)(?![0-9])")
_DDC = re.compile(r"\[?([0-9]{3}(?:\.[0-9]{1,20})?)(?![0-9])")
_SEGMENTS = re.compile("[/'’′]")
_MAX = 200


def lcc_class(value: str) -> str:
    """The class of a Library of Congress call number: letters and number, without cutters and dates.

    Raises:
        LexicalError: it does not begin with a class of LCC: ``LAW``, ``MLCSN 2003/00552``, ``DVD 1234``.
    Source: LC Classification outline.

    >>> lcc_class("DG848.15 .V53 1992"), lcc_class("PS3552.R878 T47 2011")
    ('DG848.15', 'PS3552')
    """
    found = _LCC.match(value.strip()) if len(value) <= _MAX else None
    if not found or not (found[1] in words("lcc-classes") or found[1].startswith("K")):
        raise LexicalError(value, "a class of the Library of Congress Classification")
    return found[1] + found[2]


def ddc_class(value: str) -> str:
    """The class of a Dewey number, without segmentation marks and item part.

    Raises:
        LexicalError: it does not begin with three digits: ``[Fic]``, ``B``.
    Source: MARC 21 bibliographic, 082 $a (prime marks).

    >>> ddc_class("813/.54"), ddc_class("338.4/336362/0973"), ddc_class("123.45 .I39")
    ('813.54', '338.43363620973', '123.45')
    """
    text = _SEGMENTS.sub("", value.strip()) if len(value) <= _MAX else ""
    found = _DDC.match(text)
    if not found:
        raise LexicalError(value, "a class of the Dewey Decimal Classification")
    return found[1]


__all__ = ["ddc_class", "lcc_class"]
