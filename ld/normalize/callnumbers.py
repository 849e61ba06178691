"""The class in a call number; the rest of the shelf mark belongs to the item."""

from __future__ import annotations

import re

from ld.errors import LexicalError
from ld.normalize.tsv import words

_LCC = re.compile(r"([A-Z]{1,3}) ?([0-9]{1,4}(?:\.[0-9]{1,8})?)(?![0-9])")
_DDC = re.compile(r"\[?([0-9]{3}(?:\.[0-9]{1,20})?)(?![0-9])")
_SEGMENTS = re.compile("[/'’′]")
_NLM = re.compile(r"(Q[S-Z]|W[A-Z]?) ?([0-9]{1,3}(?:\.[0-9]{1,4})?)(?![0-9])")
_UDC = re.compile(r"[0-9(\"=\[+*].*", re.DOTALL)
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


def nlm_class(value: str) -> str:
    """The class of a number of the National Library of Medicine's classification: QS to QZ and W to WZ.

    Raises:
        LexicalError: it does not begin with such a class; the library classes other subjects by LCC.
    Source: NLM Classification, outline.

    >>> nlm_class("WM 18.2"), nlm_class("W1"), nlm_class("QZ 180 D271b 1959")
    ('WM 18.2', 'W 1', 'QZ 180')
    """
    found = _NLM.match(value.strip()) if len(value) <= _MAX else None
    if not found:
        raise LexicalError(value, "a class of the NLM Classification")
    return f"{found[1]} {found[2]}"


def udc_class(value: str) -> str:
    """A number of the Universal Decimal Classification, auxiliaries and all, as it is written.

    Raises:
        LexicalError: it does not begin with a digit or the sign of an auxiliary.

    >>> udc_class("69:658.012(075.8)"), udc_class('820-3"18"')
    ('69:658.012(075.8)', '820-3"18"')
    """
    text = " ".join(value.split())
    if len(value) > _MAX or not _UDC.fullmatch(text):
        raise LexicalError(value, "a number of the Universal Decimal Classification")
    return text


__all__ = ["ddc_class", "lcc_class", "nlm_class", "udc_class"]
