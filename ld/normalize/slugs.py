"""Short ASCII names for IRIs, made from the content alone."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from ld.normalize.text import nfc

_FOLDS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)
# Of ASCII by table, which takes half the time of the pattern.
_ASCII = {code: char if (char := chr(code).lower()).isalnum() else " " for code in range(128)}
_OTHER = re.compile("[^a-z0-9]+")
_MAX = 64


def slug(value: str) -> str:
    """A name of ``[a-z0-9-]`` for `value`, the same on every machine; never empty.

    Diacritics are dropped. Text of which a letter would be lost (Hebrew, Chinese …), or of which nothing would be
    left, gives ``x`` and 12 hexadecimal digits of its SHA-256; long text is cut at 64 with 8 digits behind.

    >>> slug("Benoit, Cecilia"), slug("Łódź & Ærø"), slug("אריאל")
    ('benoit-cecilia', 'lodz-aero', 'xda38b4ca9802')
    """
    if value.isascii():
        name = "-".join(value.translate(_ASCII).split())
    else:
        value = nfc(value)
        plain = _plain(value)
        if not plain.isascii() and any(map(_is_letter, plain)):
            return _hashed(value)
        name = _OTHER.sub("-", plain).strip("-")
    if not name:
        return _hashed(value)
    return name if len(name) <= _MAX else f"{name[:_MAX]}-{_digest(value)[:8]}"


def heading_key(heading: str) -> str:
    """The first 8 hexadecimal digits of the SHA-256 of a subject heading in NFC, as UTF-8.

    >>> heading_key("Jerusalem -- Description and travel")
    '3b06e726'
    """
    return _digest(nfc(heading))[:8]


def _plain(value: str) -> str:
    """Lower case without diacritics."""
    # Lower case twice: the compatibility form of "№" is "No".
    return unicodedata.normalize("NFKD", value.lower().translate(_FOLDS)).lower().translate(_MARKLESS)


class _Markless(dict[int, int | None]):
    """Translation that drops combining marks; filled as characters turn up."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)).startswith("M") else code
        return self[code]


_MARKLESS = _Markless()


def _is_letter(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("Lu", "Ll", "Lt", "Lo")


def _hashed(value: str) -> str:
    return f"x{_digest(nfc(value).casefold())[:12]}"


def _digest(text: str) -> str:
    # A lone surrogate has no UTF-8; clean text holds none, and a name is made of the rest anyway.
    return sha256(text.encode("utf-8", "replace")).hexdigest()


__all__ = ["heading_key", "slug"]
