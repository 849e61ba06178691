"""Text as it may stand in a literal: NFC, no controls, no markup, no stray white space.

Source: RDF 1.1 Concepts §3.3 (lexical forms should be in NFC); Unicode Standard Annex #15.
"""

from __future__ import annotations

import re
import unicodedata

from ld.normalize.markup import decode_entities, strip_markup
from ld.normalize.punctuation import fold, strip_isbd, strip_name

_ASCII_DIRT = re.compile("[^\n -%'-;=-~]")
"""Whatever in ASCII text needs a second look: controls, tab, ``&``, ``<``."""

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile("[\t\v\f]")
_NOTHING = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
) + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
# ZWJ and ZWNJ spell words in Arabic, Indic and other scripts (Unicode 16 §23.2); elsewhere they are litter.
_LITTER = re.compile(f"[{_NOTHING}]|(?<![\u0600-\u18af])[\u200c\u200d]")
_DIRT = re.compile(f"[{_NOTHING}\u200c\u200d\t\v\f\r\u2028\u2029]")
_LONG = 1000
_MARKS = 30
"""The longest run of combining marks in stream-safe text (UAX #15, section 13)."""


def clean(value: str) -> str:
    """`value` as publishable text; line breaks stay, and tabs become spaces.

    NFC; soft hyphens, zero-width and bidirectional controls, C0 and C1 controls, lone surrogates and noncharacters
    are gone; outer white space is trimmed. Order: tags are taken out, then references are decoded, once, then the
    tags that were written with references are taken out. So no HTML is left, and nothing is decoded twice; calling
    this twice on one value would decode twice.

    >>> clean("  Caf\\u0065\\u0301\\tau&nbsp;lait, &lt;i&gt;noir&lt;/i&gt; ")
    'Café au\\xa0lait, noir'
    >>> clean("p &amp;lt; 0.05 &lt; 1")
    'p &lt; 0.05 < 1'
    """
    if value.isascii() and not _ASCII_DIRT.search(value):
        return value.strip()
    text = _tidy(value)
    return (_plain(text) if "<" in text or "&" in text else text).strip()


def line(value: str) -> str:
    """:func:`clean`, with every run of white space, line breaks included, as one space.

    >>> line("Report to the\\n  commissioner")
    'Report to the commissioner'
    """
    # Most strings of a catalogue are clean, and this tells so ten times faster than cleaning them.
    if (
        value.isascii()
        and value.isprintable()
        and "  " not in value
        and "<" not in value
        and "&" not in value
        and value.strip() == value
    ):
        return value
    return one_line(clean(value))


def one_line(text: str) -> str:
    """Text that is clean already, with every run of white space as one space; nothing is decoded again.

    >>> one_line("p &lt; 0.05\\n (n = 12)")
    'p &lt; 0.05 (n = 12)'
    """
    return " ".join(text.split())


def is_blank(value: str) -> bool:
    """Whether nothing is left of `value` once it is clean.

    >>> is_blank(" \\u200b\\x00 "), is_blank("0")
    (True, False)
    """
    return not clean(value)


def nfc(text: str) -> str:
    """`text` in Normalization Form C, in linear time.

    Python sorts a run of combining marks by insertion; in long text such runs are cut to 30, as in stream-safe text.

    >>> nfc("e\\u0301")
    'é'
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text if len(text) <= _LONG else _stream_safe(text))


def _stream_safe(text: str) -> str:
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= _MARKS:
            kept.append(char)
    return "".join(kept)


def _tidy(text: str) -> str:
    """NFC without litter. NFC comes first, for it turns U+212A into "K", and again last, for litter splits clusters."""
    text = nfc(text)
    if not _DIRT.search(text):
        return text
    return nfc(_LITTER.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))))


def _plain(text: str) -> str:
    """`text` without tags and references; the order is explained at :func:`clean`."""
    bare = strip_markup(text)
    decoded = _tidy(decode_entities(bare))
    plain = strip_markup(decoded)
    return decoded if plain == decoded and bare == text else _without_blank_lines(nfc(plain))


def _without_blank_lines(text: str) -> str:
    """`text` with the line breaks that tags left behind put together."""
    if "\n" not in text:
        return text
    return "\n".join(kept for part in text.split("\n") if (kept := part.strip()))


__all__ = ["clean", "fold", "is_blank", "line", "nfc", "one_line", "strip_isbd", "strip_name"]
