"""The findings that stand in the place of what cannot be read: a record, or a file."""

from __future__ import annotations

import codecs
import re

from ld.findings import Finding, Severity, excerpt
from ld.sources.base import Origin

CODE = "record.unreadable"
UNKNOWN_FORMAT = "source.unknown-format"
_SHOWN = 500
_OTHERS = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (rb"http://www\.loc\.gov/mods/v3|<mods(?:Collection)?[ >]", "MODS"),
        (rb"urn:isbn:1-931666-22-9|ead3\.archivists\.org|<ead[ >]", "EAD"),
        (rb"lido-schema\.org", "LIDO"),
        (rb"http://www\.loc\.gov/METS/", "METS"),
        (rb"http://www\.tei-c\.org/ns/", "TEI"),
        (rb"http://id\.loc\.gov/ontologies/bibframe/", "BIBFRAME"),
        (rb"<rdf:RDF", "RDF/XML"),
        (rb"\A\s*<(?:!doctype )?html", "a web page"),
        (rb"\A\x89PNG|\A\xff\xd8\xff|\AGIF8", "a picture"),
        (rb"\A%PDF-", "a PDF file"),
        (rb"\APK\x03\x04", "a zip archive inside of another one"),
        (rb"\ATY  - ", "RIS"),
        (rb"\A\s*@[a-z]+\{", "BibTeX"),
    )
)
"""What else is often given, by what its first bytes hold."""


def unreadable(origin: Origin, cause: str, *, raw: bytes = b"", record_id: str = "") -> Finding:
    """The finding that `origin` holds a record that cannot be read.

    Args:
        origin: where it stands.
        cause: what is wrong and how to mend it, without a full stop.
        raw: its bytes as far as they are known; the beginning is shown.
        record_id: its id, where it is known without doubt.

    >>> unreadable(Origin("a.ndjson", 3, 812), "not JSON", raw=b"{oops").message
    'a.ndjson, record 3, byte 812: not JSON'
    """
    return Finding(
        code=CODE,
        severity=Severity.VIOLATION,
        record_id=record_id,
        path="",
        value=excerpt(raw[: 4 * _SHOWN].decode("utf-8", "replace"), _SHOWN),
        message=f"{origin}: {cause}",
    )


def unknown_format(path: str, head: bytes, expected: str) -> Finding:
    """The finding that the file `path`, which begins with `head`, is none of those that are read; `expected` says what to give.

    >>> unknown_format("a.dat", b"???", "give MARC 21").message
    'a.dat: not recognized by its content; give MARC 21'
    >>> unknown_format("a.xml", b'<mods xmlns="http://www.loc.gov/mods/v3">', "convert it to MARCXML").message
    'a.xml: this is MODS, which is not read here; convert it to MARCXML'
    """
    kind = next((name for mark, name in _OTHERS if mark.search(head)), "")
    told = f"this is {kind}, which is not read here" if kind else "not recognized by its content"
    advice = utf16_advice(head) or expected
    shown = excerpt(head[:_SHOWN].decode("utf-8", "replace"), _SHOWN)
    return Finding(UNKNOWN_FORMAT, Severity.VIOLATION, "", "", shown, f"{path}: {told}; {advice}")


def utf16_advice(head: bytes) -> str:
    """What to do about a text that begins with `head`, if it is UTF-16; else nothing.

    >>> utf16_advice("\\ufeffid".encode("utf-16-le"))[:9]
    'it is UTF'
    >>> utf16_advice(b'{"id": 1}')
    ''
    """
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    unmarked = len(head) > 3 and (head[:4:2] == b"\0\0" or head[1:4:2] == b"\0\0")
    return "it is UTF-16: convert it, iconv -f UTF-16 -t UTF-8" if marked or unmarked else ""


__all__ = ["CODE", "UNKNOWN_FORMAT", "unknown_format", "unreadable", "utf16_advice"]
