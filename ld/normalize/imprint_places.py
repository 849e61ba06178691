"""Places of publication from imprints, as transcribed."""

from __future__ import annotations

import re
from functools import lru_cache

from ld.normalize.punctuation import fold, strip_isbd

_MAX = 2_000
_SEPARATOR = re.compile(r"\s[;؛]\s?|[;؛]\s|\s:\s")
_UNKNOWN = re.compile(
    r"\W*(?:s\W{0,2}[ln]|n\W{0,2}p|sine loco|o\W{0,2}o|б\W{0,2}м|x\W{0,2}l|place unknown|unknown|no place|etc(?:\W+etc)*|v\W{0,2}p"
    r"|place of (?:publication|production|distribution|manufacture) (?:not identified|unknown|not given)"
    r"|(?:erscheinungsort|verlagsort|ort) nicht ermittelbar|ohne ort"
    r"|lieu de publication (?:non identifié|inconnu)|lugar de publicación no identificado|luogo di pubblicazione non identificato"
    r"|kustannuspaikka tuntematon|plaats van uitgave niet vastgesteld|utgivningsort okänd|место издания не (?:указано|установлено)"
    r"|出版地不明|출판지불명)\W*",
    re.IGNORECASE,
)
_CORRECTED = re.compile(r".*\[i\. ?e\.?,? (.+?)\]?", re.IGNORECASE)
_ET_CETERA = re.compile(r",? (?:\[etc\.?\]?|etc\.?|\[u\. ?a\.\]|\[et al\.\])$", re.IGNORECASE)
_LONG = 80
"""Longer text is none of the phrases for an unknown place."""


def imprint_places(value: str) -> tuple[str, ...]:
    """The places that an imprint names, without cataloguer's brackets and final punctuation, each once.

    Args:
        value: clean text of one subfield; several places are set apart by `` ; `` or, where cataloguers err, `` : ``.
    Returns:
        none where the text says that none is known: ``[S.l.]``, ``[Place of publication not identified]``. A further
        jurisdiction stays, without its brackets: ``Dublin [Ireland]`` is ``Dublin [Ireland]``, ``[Paris]`` is ``Paris``.
    Source: MARC 21 bibliographic, 260/264 $a; AACR2 1.4C, RDA 2.8.2.

    >>> imprint_places("Yerushalayim :"), imprint_places("[S.l. :"), imprint_places("[Paris] ; London,")
    (('Yerushalayim',), (), ('Paris', 'London'))
    """
    return _cached(value) if len(value) <= _CACHED else _places(value)


def _places(value: str) -> tuple[str, ...]:
    names = [name for part in _SEPARATOR.split(value[:_MAX]) if (name := _name(part))]
    return tuple({fold(name): name for name in reversed(names)}.values())[::-1]


_CACHED = 100
_cached = lru_cache(maxsize=4096)(_places)


def _name(part: str) -> str:
    text = _ET_CETERA.sub("", strip_isbd(part.strip())).strip()
    if len(text) < _LONG and _UNKNOWN.fullmatch(text):
        return ""
    corrected = _CORRECTED.fullmatch(text)
    text = _unwrapped(corrected[1] if corrected else text)
    text = strip_isbd(text.rstrip("?؟ "))
    return text if any(char.isalpha() for char in text) and not _UNKNOWN.fullmatch(text) else ""


def _unwrapped(text: str) -> str:
    """`text` without brackets around the whole, or of which one half stands in another subfield."""
    for opening, closing in ("[]", "()", "<>"):
        if text.startswith(opening) and text.endswith(closing) and closing not in text[1:-1]:
            text = text[1:-1].strip()
        elif text.startswith(opening) and closing not in text:
            text = text[1:].strip()
        elif text.endswith(closing) and opening not in text:
            text = text[:-1].strip()
    return text


__all__ = ["imprint_places"]
