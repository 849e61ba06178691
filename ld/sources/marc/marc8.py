"""MARC-8 as text.

Source: MARC 21 specifications for record structure, character sets and exchange media, "MARC-8 encoding environment"; the code
tables are those of pymarc.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from pymarc import marc8_mapping

from ld.normalize.text import nfc

UNKNOWN: Final = "\ufffd"
"""Stands where bytes mean nothing; whoever gets it says so."""

_ASCII, _ANSEL, _EACC = 0x42, 0x45, 0x31
_EAST_ASIAN: Final = {code: chr(entry[0]) for code, entry in marc8_mapping.CODESETS[_EACC].items()} | {
    code: chr(char) for code, char in marc8_mapping.ODD_MAP.items()
}
_ESCAPE: Final = re.compile(rb"\x1b(?:(\$)?([(,)\-])!?([1-4BENQS])|(\$)([1-4BENQS])|([gbps]))")
_RUN: Final = re.compile(rb"[^\x1b&]+|\x1b|&#x([0-9A-Fa-f]{2,6});|&[^\x1b&]*")
_EAST_ASIAN_RUN: Final = re.compile(rb"[^\x1b]+|\x1b")
_AFTER_PUNCTUATION: Final = (b"", b" ")
_FOR_ONE_SET: Final = {b"g": 0x67, b"b": 0x62, b"p": 0x70, b"s": _ASCII}
_TO_G1: Final = (b")", b"-")

_PUNCTUATION: Final = frozenset(b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

# A combining mark stands before its letter. Before anything else (a space, a stop, the end) the byte is no mark.
_LONE_MARK: Final = re.compile(rb"[\xe0-\xfe](?![A-Za-z\xa1-\xbd\xe0-\xfe\x1b]|&#x)")


def has_escapes(data: bytes) -> bool:
    """Whether `data` changes its character set as MARC-8 does.

    >>> has_escapes(b"\\x1b$1!0!\\x1b(B"), has_escapes(b"plain")
    (True, False)
    """
    return b"\x1b" in data and _ESCAPE.search(data) is not None


def is_plausible(data: bytes) -> bool:
    """Whether every combining mark of `data` stands before a letter, so that it may be MARC-8 and not Latin-1.

    >>> is_plausible(b"caf\\xe2e"), is_plausible(b"caf\\xe9 noir")
    (True, False)
    """
    return _LONE_MARK.search(data) is None


def marc8(data: bytes) -> tuple[str, int]:
    """One subfield as text.

    Args:
        data: a whole subfield or control field; the character sets are the default ones at its beginning.
    Returns:
        text in NFC, and how many bytes or sequences of it mean nothing: each is U+FFFD in the text.

    >>> marc8(b"Dvo\\xe9r\\xe2ak"), marc8(b"\\x1b(NpRUSSKAQ\\x1b(B.")
    (('Dvořák', 0), ('Прусская.', 0))
    >>> marc8(b"\\x1b$1!1a!3^ : !~")
    ('保利 : �', 1)
    """
    if b"\x1b" not in data and b"&#x" not in data:
        return _finished(*_single(data, _ASCII, _ANSEL))
    found, faults, pending = [], 0, ""
    g0, g1, place = _ASCII, _ANSEL, 0
    while place < len(data):
        escape = _ESCAPE.match(data, place)
        if escape:
            g0, g1 = _designated(escape, g0, g1)
            place = escape.end()
            continue
        run = (_EAST_ASIAN_RUN if g0 == _EACC else _RUN).match(data, place)
        assert run is not None  # a run is anything
        place = run.end()
        text, pending, more = _run(run, g0, g1, pending)
        found.append(text)
        faults += more
    return _finished("".join(found), pending, faults)


def _finished(text: str, pending: str, faults: int) -> tuple[str, int]:
    """Marks without a letter are put where they stand."""
    return nfc(text + pending), faults + len(pending)


def _designated(escape: re.Match[bytes], g0: int, g1: int) -> tuple[int, int]:
    """The two working sets after an escape sequence."""
    _, place, final, _, only, technique = escape.groups()
    if technique:
        return _FOR_ONE_SET[technique], g1
    name = ord(final or only)
    return (g0, name) if place in _TO_G1 else (name, g1)


def _run(run: re.Match[bytes], g0: int, g1: int, pending: str) -> tuple[str, str, int]:
    """Text of bytes without escapes, the marks that wait for their letter, and faults."""
    data = run[0]
    if data == b"\x1b":
        return "", pending, 1
    if g0 == _EACC:
        text, faults = _triples(data)
    elif run[1] and int(run[1], 16) <= 0x10FFFF:  # what MARC-8 has no character for, "lossless conversion"
        text, faults = chr(int(run[1], 16)), 0
    else:
        return _single(data, g0, g1, pending)
    return text[:1] + pending + text[1:], "", faults


def _triples(data: bytes) -> tuple[str, int]:
    """East Asian characters: three bytes each; a space is one, and so is punctuation before it that should have been in ASCII."""
    found, faults, place = [], 0, 0
    while place < len(data):
        char = _EAST_ASIAN.get(int.from_bytes(data[place : place + 3], "big"))
        alone = char is None and _is_alone(data, place)
        faults += char is None and not alone
        found.append(chr(data[place]) if alone else char or UNKNOWN)
        place += 1 if alone else 3
    return "".join(found), faults


def _is_alone(data: bytes, place: int) -> bool:
    """Whether this byte is a character by itself among those of three."""
    byte = data[place]
    return byte <= 0x20 or (byte in _PUNCTUATION and data[place + 1 : place + 2] in _AFTER_PUNCTUATION)


def _single(data: bytes, g0: int, g1: int, pending: str = "") -> tuple[str, str, int]:
    """Characters of one byte each; the marks before a letter go behind it."""
    found, faults, table = [], 0, _table(g0, g1)
    for byte in data:
        char, combines = table[byte]
        if combines:
            pending += char
            continue
        faults += char == UNKNOWN
        found.append(char)
        if pending and char:
            found.append(pending)
            pending = ""
    return "".join(found), pending, faults


@lru_cache(maxsize=64)
def _table(g0: int, g1: int) -> tuple[tuple[str, bool], ...]:
    """Character of each byte, and whether it combines with the next one."""
    return tuple(_entry(byte, g1 if byte >= 0x80 else g0) for byte in range(256))


def _entry(byte: int, name: int) -> tuple[str, bool]:
    if byte <= 0x20 or byte == 0x7F:
        return chr(byte), False
    if byte in (0x88, 0x89):  # begin and end of what does not count in sorting
        return "", False
    if byte in (0x8D, 0x8E):
        return "\u200d" if byte == 0x8D else "\u200c", False
    codes = marc8_mapping.CODESETS[name]
    # A set may be designated as either of the two; pymarc's tables have each under the codes of one of them.
    entry = codes.get(byte) or codes.get(byte ^ 0x80) if not 0x80 <= byte < 0xA0 else None
    if entry:
        return chr(entry[0]), bool(entry[1])
    # Punctuation that the Greek or Cyrillic set lacks is what somebody typed without changing back to ASCII.
    return (chr(byte) if byte in _PUNCTUATION else UNKNOWN), False


__all__ = ["UNKNOWN", "has_escapes", "is_plausible", "marc8"]
