"""Addresses from catalogues as valid IRIs.

IRIs are ASCII here: other characters are percent-encoded as UTF-8, host names in their ASCII form, so that every
serialization and every store has the same string.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address

from ld.errors import LexicalError

_MAX = 8000
_MAX_PORT = 65535
_MAX_HOST = 253

_PLAIN = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?:/[A-Za-z0-9._~!$&'()*+,;=:@/-]*)?"
    r"(?:\?[A-Za-z0-9._~!$'()*+,;=:@/?-]*(?:&(?!amp;)[A-Za-z0-9._~!$'()*+,;=:@/?-]*)*)?"
)
"""What most addresses look like; it needs no work."""

_WEB = re.compile(r"(https?|ftp)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?"
)
_HEX = re.compile(r"[0-9A-Fa-f:.]+")
_URN = re.compile(r"urn:([a-z0-9][a-z0-9-]{0,30}[a-z0-9]):(.+)", re.IGNORECASE | re.DOTALL)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNSAFE = {
    part: re.compile(f"[^A-Za-z0-9._~!$&'()*+,;=:@%/{also}-]")
    for part, also in (("path", ""), ("query", "?"))
}


def http_iri(value: str) -> str:
    """The IRI of a web address: http, https, ftp or urn, absolute, valid in RFC 3986.

    Args:
        value: an address as people type it; blanks, quotes, brackets, backslashes and letters beyond ASCII are escaped,
            ``&amp;`` is read as ``&``; escapes that are there already stay.
    Returns:
        scheme and host in lower case, all else as it was.
    Raises:
        LexicalError: another scheme (``javascript:``, ``data:``, ``file:`` …), no scheme, no host or an impossible one, a
            port out of range, a password, control characters inside, more than 8,000 characters.
    Source: RFC 3986 §3, RFC 3987 §3.1, RFC 8141 §2.

    >>> http_iri(" HTTP://Example.org/Übersicht (1).pdf?q={x}&amp;y=2 ")
    'http://example.org/%C3%9Cbersicht%20(1).pdf?q=%7Bx%7D&y=2'
    """
    text = value.strip()
    if len(text) <= _MAX:
        if _PLAIN.fullmatch(text):
            return text
        if text.isprintable():  # no controls, no surrogates, no separators other than the space
            return _iri(text.replace("&amp;", "&"), value)
    raise LexicalError(value, f"an address of at most {_MAX:,} printable characters")


def _iri(text: str, value: str) -> str:
    web = _WEB.fullmatch(text)
    if web:
        scheme, authority, path, query, fragment = (part or "" for part in web.groups())
        where = _authority(authority, value)
        tail = f"?{_escaped(query[1:], 'query')}" if query else ""
        tail += f"#{_escaped(fragment[1:], 'query')}" if fragment else ""
        return f"{scheme.lower()}://{where}{_escaped(path, 'path')}{tail}"
    urn = _URN.fullmatch(text)
    if urn:
        return f"urn:{urn[1].lower()}:{_escaped(urn[2], 'path')}"
    raise LexicalError(value, "an absolute http, https, ftp or urn address")


def _escaped(text: str, part: str) -> str:
    """`text` with whatever may not stand in that part of an IRI percent-encoded."""
    return _UNSAFE[part].sub(_percent, _STRAY_PERCENT.sub("%25", text))


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _authority(text: str, value: str) -> str:
    """Host and port in normal form (RFC 3986 §3.2)."""
    if "@" in text:
        raise LexicalError(value, "an address without a user name or password")
    host, colon, port = text.rpartition(":") if not text.endswith("]") else (text, "", "")
    if not colon:
        host, port = text, ""
    elif not (port.isascii() and port.isdigit() and 0 < int(port[:6]) <= _MAX_PORT and len(port) < 6):
        raise LexicalError(value, "an address with a port from 1 to 65535")
    return f"{_host(host, value)}:{port}" if port else _host(host, value)


def _host(text: str, value: str) -> str:
    """A host name in its ASCII form (IDNA), or an IP address."""
    if text.startswith("[") and text.endswith("]"):
        return f"[{_ipv6(text[1:-1], value)}]"
    name = text.lower()
    if not name.isascii() and len(name) <= _MAX_HOST:
        name = _punycode(name, value)
    if len(name) > _MAX_HOST or not _HOST.fullmatch(name):
        raise LexicalError(value, "an address with a host name")
    return name


def _punycode(name: str, value: str) -> str:
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise LexicalError(value, "an address with a host name") from None


def _ipv6(text: str, value: str) -> str:
    """An IPv6 address in its shortest form; a zone (RFC 6874) means nothing to others."""
    try:
        return str(IPv6Address(text if _HEX.fullmatch(text) else ""))
    except AddressValueError:
        raise LexicalError(value, "an address with an IPv6 host") from None


__all__ = ["http_iri"]
