"""The characters of an ISO 2709 record: UTF-8, MARC-8, or what else it is in, whatever its leader says.

Source: MARC 21 leader/09 (blank: MARC-8, ``a``: UCS/Unicode), and files that say otherwise than they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ld.findings import Severity
from ld.sources.marc.marc8 import has_escapes, is_plausible, marc8

_SUBFIELD: Final = b"\x1f"
_ESCAPE_LEFT: Final = re.compile(r"\x1b(?:\$?[(,)\-]!?.|\$.|[gbps])")
_MULTIBYTE: Final = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# No language of Latin-1 has so many accented letters in a row: this is Cyrillic, Greek, or another code page.
_OTHER_SCRIPT: Final = re.compile(rb"[\xc0-\xff]{4}")

_USUAL: Final = re.compile(
    rb"[\xe0-\xe3\xe5\xe6\xe8][AEIOUYaeiouy]|\xe4[ANOano]|\xe9[CDENRSTZcdenrstz]|\xea[AUau]|\xf0[CSTcst]"
    rb"|\xf1[AEIUaeiu]|[\xe7\xeb\xec\xf2][A-Za-z]|[\xa1-\xc6]"
)
"""Marks of MARC-8 before letters that they go with in some language, and its further letters and signs."""

_TELLING: Final = re.compile(
    rb"[\xe1-\xe3\xe5\xe8][AEIOUaeiou]|[AEIOUaeiou]\xe4[no]|\xf0c|\xb9[0-9]|[\xeb\xec][A-Za-z]"
)
"""Of these, what would be odd in Latin-1: there two vowels, or a superscript before a figure."""

# Besides those around what does not count in sorting, which are legal (MARC 21 specifications, part 2).
_C1: Final = re.compile("[\x80-\x87\x8a-\x97\x99-\x9b\x9d-\x9f]")
_BYTES: Final = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MOST_ENCODINGS = 3

_HIGH: Final = re.compile(rb"[\x80-\xff]")


class Doubt(NamedTuple):
    """What is remarked about the characters of some fields: code, severity, advice."""

    code: str
    severity: Severity
    advice: str


TWICE = Doubt(
    "charset.encoded-twice",
    Severity.WARNING,
    "was encoded as UTF-8 more than once, which is undone. Export the record anew from its origin.",
)
UNFLAGGED = Doubt(
    "charset.unflagged-utf-8",
    Severity.INFO,
    "is UTF-8, while leader/09 says MARC-8; it is read as UTF-8. Set leader/09 to a.",
)
ESCAPED = Doubt(
    "charset.escapes-in-utf-8",
    Severity.INFO,
    "is UTF-8 with escape sequences of MARC-8 left in it, which are taken out. Convert the record anew.",
)
BROKEN_UTF8 = Doubt(
    "charset.broken-utf-8",
    Severity.WARNING,
    "is UTF-8 with broken characters, which are shown as U+FFFD. Convert the record anew from its origin.",
)
FLAGGED = Doubt(
    "charset.flagged-marc-8",
    Severity.INFO,
    "is MARC-8, while leader/09 says Unicode; it is read as MARC-8. Convert the record, or set leader/09 to blank.",
)
BROKEN_MARC8 = Doubt(
    "charset.broken-marc-8",
    Severity.WARNING,
    "is MARC-8 with bytes that mean nothing, which are shown as U+FFFD or as marks without a letter. Mend the field at its origin.",
)
LATIN1 = Doubt(
    "charset.latin-1",
    Severity.WARNING,
    "is neither UTF-8 nor MARC-8; it is read as Windows-1252. Convert the file: iconv -f CP1252 -t UTF-8, leader/09 a.",
)
UNKNOWN_CODE_PAGE = Doubt(
    "charset.unknown",
    Severity.VIOLATION,
    "is neither UTF-8, MARC-8 nor Latin-1, so another code page; it cannot be read. Convert the file to UTF-8 from the page it is in (Cyrillic: iconv -f CP1251 -t UTF-8), leader/09 a.",
)


def texts(pieces: Sequence[bytes], *, flagged: bool) -> tuple[list[str], list[tuple[int, Doubt]]]:
    """Fields as text.

    Args:
        pieces: each a control field, or a data field with its indicators and 0x1F before each subfield.
        flagged: leader/09 says that they are UTF-8.
    Returns:
        the text of each, and what is remarked: number of the field, and the doubt. Bytes of no meaning are U+FFFD, and a
        doubt says so.

    >>> texts([b"0 \\x1faCaf\\xe2e", "0 \\x1faEmma".encode()], flagged=False)
    (['0 \\x1faCafé', '0 \\x1faEmma'], [])
    >>> texts([b"0 \\x1faCaf\\xc3\\xa9"], flagged=False)[1][0][1].code
    'charset.unflagged-utf-8'
    """
    whole = b"\x1e".join(pieces)
    if b"\x1b" not in whole:
        if whole.isascii():
            return _split(whole, pieces), []
        if flagged and _is_utf8(whole):
            found = _split(whole, pieces)
            if not _C1.search("".join(found)):
                return found, []
    against = flagged and not _is_marc8(pieces)
    read = [_text(piece, flagged=flagged, latin=against) for piece in pieces]
    doubts = [(n, doubt) for n, (_, doubt) in enumerate(read) if doubt]
    if any(doubt is UNKNOWN_CODE_PAGE for _, doubt in doubts):  # one record is in one code page
        doubts = [(n, UNKNOWN_CODE_PAGE if doubt is LATIN1 else doubt) for n, doubt in doubts]
    return [text for text, _ in read], doubts


def _split(whole: bytes, pieces: Sequence[bytes]) -> list[str]:
    return whole.decode().split("\x1e") if pieces else []


def _text(data: bytes, *, flagged: bool, latin: bool) -> tuple[str, Doubt | None]:
    """One field: UTF-8 if it is, else MARC-8 if it can be, else broken UTF-8 or Windows-1252.

    Args:
        data: the field.
        flagged: leader/09 says UTF-8.
        latin: what is not UTF-8 is not MARC-8 either, unless it has its escape sequences.
    """
    escapes = has_escapes(data)
    if data.isascii():
        return _marc8(data, FLAGGED if flagged else None) if escapes else (data.decode(), None)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _no_utf8(data, flagged=flagged, latin=latin and not escapes)
    if escapes:  # MARC-8 that is valid UTF-8 by chance has none: after them are no bytes above 0x7F
        return _ESCAPE_LEFT.sub("", text), ESCAPED
    if _C1.search(text) and (undone := _encoded_once(text)) != text:
        return undone, TWICE
    return text, None if flagged else UNFLAGGED


def _encoded_once(text: str) -> str:
    """Text that was encoded as UTF-8 twice or three times, as it was before.

    Controls of ISO 6429 in it have betrayed that: bytes of UTF-8 that somebody took for Latin-1.

    >>> _encoded_once("Pe\u00cc\u0081tain")
    'Pe\u0301tain'
    """
    for _ in range(_MOST_ENCODINGS):
        text = _BYTES.sub(_as_bytes, text)
    return text


def _as_bytes(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode()
    except UnicodeDecodeError:
        return found[0]


def _no_utf8(data: bytes, *, flagged: bool, latin: bool) -> tuple[str, Doubt | None]:
    if not latin:
        text, doubt = _marc8(data, FLAGGED if flagged else None)
        if b"\x1b" in data or (doubt is not BROKEN_MARC8 and is_plausible(data)):
            return text, doubt
        if _is_mostly_marc8(data):
            return text, BROKEN_MARC8
    if _MULTIBYTE.search(data):
        return data.decode("utf-8", "replace"), BROKEN_UTF8
    return _windows(data), UNKNOWN_CODE_PAGE if _OTHER_SCRIPT.search(data) else LATIN1


def _is_marc8(pieces: Sequence[bytes]) -> bool:
    """Whether the fields that are not UTF-8, although the leader says so, are MARC-8 rather than Latin-1."""
    return _is_mostly_marc8(b" ".join(piece for piece in pieces if not _is_utf8(piece)))


def _is_mostly_marc8(data: bytes) -> bool:
    """Whether three of four bytes above 0x7F make sense in MARC-8, and some would make none in Latin-1.

    ``H\xe4ssleholm`` and ``r\xe9sum\xe9`` are Latin-1, ``Per\xe2u`` is MARC-8.
    """
    odd = len(_HIGH.findall(data))
    left = len(_HIGH.findall(_USUAL.sub(b"", data)))
    return left * 4 <= odd and _TELLING.search(data) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _marc8(data: bytes, doubt: Doubt | None) -> tuple[str, Doubt | None]:
    """Subfield by subfield: each begins with the default character sets."""
    found, faults = [], 0
    for piece in data.split(_SUBFIELD):
        text, more = (piece.decode(), 0) if piece.isascii() and b"\x1b" not in piece else marc8(piece)
        found.append(text)
        faults += more
    return "\x1f".join(found), BROKEN_MARC8 if faults else doubt


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def fields_named(tags: Iterable[str]) -> str:
    """How a finding names fields: each once, at most ten.

    >>> fields_named(["245", "700", "700"])
    '245, 700'
    """
    names = list(dict.fromkeys(tags))
    return ", ".join(names[:10]) + (" …" if len(names) > 10 else "")


__all__ = ["Doubt", "fields_named", "texts"]
