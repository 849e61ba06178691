"""Addresses on the web: MARC 21 field 856.

The second indicator says how the address is related to the thing, and is often wrong: the Library of Congress codes tables of
contents as versions of the book. So what $3, $y or the address itself say of it comes first.
Source: MARC 21 bibliographic, 856.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.urls import http_iri
from ld.record import Stated, Url, UrlRole
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_ABOUT_ADDRESS = re.compile(r"/catdir/|/(?:toc|description|bios|samples|enhancements)/", re.IGNORECASE)
_ABOUT_TEXT = re.compile(
    r"\b(?:contents?(?: page)?$|table of contents|contents? (?:list|only)|publisher(?:'s|s)? (?:description|information)|description$|"
    r"biograph|abstract|summary|excerpt|sample|review|cover(?: image| art)?$|book jacket|"
    r"inhalt|klappentext|leseprobe|beschreibung|rezension|umschlag|"
    r"table des matières|sommaire|résumé|couverture|compte rendu|índice|sumario|reseña|cubierta|"
    r"indice|copertina|inhoud|sisällys|kansikuva|innehåll|omslag|indhold|spis treści|obsah|tartalom)",
    re.IGNORECASE,
)
"""What $3 and $y call pages about a book in the languages of the catalogues that export them."""

_ROLES = {"0": UrlRole.RESOURCE, "1": UrlRole.FORMAT, "2": UrlRole.ABOUT}
_ONLINE = frozenset({"Online", "Electronic", "eBook", "eJournal"})
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,80}")
_FORMATS = {
    "pdf": "application/pdf",
    "html": "text/html",
    "htm": "text/html",
    "txt": "text/plain",
    "epub": "application/epub+zip",
    "xml": "application/xml",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "png": "image/png",
    "tiff": "image/tiff",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
}
_OPEN = "0"
_LINK_TEXT = "yz3"


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written, and how it is related to the thing."""

    value: str
    role: UrlRole
    field: Field


def addresses(fields: Fields, parts: Parts) -> Iterator[Address]:
    """Every address of the record's 856, in its order; needs `formats`."""
    online = any(label.value in _ONLINE for label in parts.get("formats", ()))
    for field in fields.get("856"):
        texts = field.peek("3y")
        for value in field.peek("u"):
            yield Address(value, _role(field.ind2, value, texts, online=online), field)


def _role(indicator: str, value: str, texts: list[str], *, online: bool) -> UrlRole:
    """What the text or the address say it is, else the second indicator; a blank one tells nothing."""
    if _ABOUT_ADDRESS.search(value) or any(map(_is_about, texts)):
        return UrlRole.ABOUT
    found = _ROLES.get(indicator)
    return found or (UrlRole.RESOURCE if online and not indicator.isdigit() else UrlRole.RELATED)


@lru_cache(maxsize=1024)
def _is_about(text: str) -> bool:
    return len(text) < 200 and bool(_ABOUT_TEXT.search(text.strip(" .:")))


def urls(fields: Fields, parts: Parts) -> None:
    """Addresses, each once with the role it has first; `free` where access is coded as open ($7)."""
    found: dict[str, Url] = {}
    for address in addresses(fields, parts):
        url = _url(fields, address)
        if url is None:
            continue
        if url.iri in found:
            address.field.derive_value("u", address.value, "repeated")
        found.setdefault(url.iri, url)
        if url.role is UrlRole.RESOURCE and _OPEN in address.field.peek("7") and not parts.get("free"):
            address.field.take("7")
            parts["free"] = Stated(True, "856$7")
    for field in fields.get("856"):
        field.drop(_LINK_TEXT, "link-text")
        field.drop("x", "nonpublic-note")
        field.drop("h", "non-functioning")
    parts["urls"] = (*parts.get("urls", ()), *found.values())


def _url(fields: Fields, address: Address) -> Url | None:
    field = address.field
    field.take("u")
    try:
        iri = http_iri(address.value)
    except LexicalError as error:
        message = f"{error}; give an absolute http(s) address."
        fields.remark("url", Severity.WARNING, "856$u", address.value, message)
        field.drop_value("u", address.value, "invalid-iri")
        return None
    media_type = _media_type(field)
    return Url(iri, address.role, field.source("uq" if media_type else "u"), media_type)


def _media_type(field: Field) -> str | None:
    """The media type of $q, None where it is no media type."""
    for value in field.take("q"):
        text = value.strip(" .").lower()
        found = text if _MEDIA_TYPE.fullmatch(text) else _FORMATS.get(text)
        if found:
            return found
    field.drop("q", "no-media-type")
    return None


__all__ = ["Address", "addresses", "urls"]
