"""What a page shows of a term: text, where it leads, in which language it is. No markup."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from flask_app.pages.vocabulary import SITES
from ld.formats.names import prefixed

_CC = re.compile(
    r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z+-]+)/([0-9.]+)/(?:([a-z]{2,3})/)?"
)
_CC_PUBLIC = {"zero": "CC0", "mark": "Public Domain Mark"}
_LONGEST = 80


class Link(NamedTuple):
    """A word or two that lead somewhere."""

    text: str
    href: str


class Value(NamedTuple):
    """One value of a row.

    Attributes:
        text: as it is read; never empty.
        href: where it leads, empty for nowhere; ``http``, ``https``, a path of this site or a fragment, nothing else.
        language: BCP 47 tag of the text, empty if the data do not say.
        note: what kind of value it is: a role, a scheme.
        more: other addresses of the same.
    """

    text: str
    href: str = ""
    language: str = ""
    note: str = ""
    more: tuple[Link, ...] = ()


class Row(NamedTuple):
    """A labelled row of a page; it has at least one value."""

    label: str
    values: tuple[Value, ...]


class Site:
    """The addresses of this site, as pages link to them.

    Args:
        base: the site's address without a final slash.

    >>> site = Site("https://example.org/catalogue")
    >>> site.href("https://example.org/catalogue/agent/orcid-1#it"), site.href("javascript:alert(1)")
    ('/catalogue/agent/orcid-1#it', '')
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self.root = urlsplit(base).path

    def path(self, path: str) -> str:
        """A path of the site below its root: relative to the host, so that a page works under every trusted name of it."""
        return f"{self.root}{path}"

    def owns(self, iri: str) -> bool:
        """Whether we minted an IRI."""
        return iri.startswith(f"{self.base}/")

    def href(self, iri: str, document: str = "") -> str:
        """Where an IRI leads when clicked; nowhere unless it is ``http`` or ``https``.

        Args:
            document: IRI of the page on which it stands; fragments of it stay there.
        """
        if document and iri.startswith(f"{document}#"):
            return iri[len(document) :]
        # `{base}//host` as a path would lead to another host (RFC 3986 §4.2).
        if self.owns(iri) and not iri.startswith(f"{self.base}//"):
            return self.path(iri[len(self.base) :])
        return iri if iri.startswith(("http://", "https://")) else ""


def short(iri: str) -> str:
    """An IRI in the form in which people read it: prefixed, or without scheme and escapes, or cut.

    >>> short("http://purl.org/dc/terms/title"), short("https://www.example.org/a%20b/")
    ('dcterms:title', 'example.org/a b')
    >>> short("https://creativecommons.org/licenses/by-nc/4.0/")
    'CC BY-NC 4.0'
    """
    name = prefixed(iri)
    if name:
        return ":".join(name)
    licence = _creative_commons(iri)
    if licence:
        return licence
    text = _readable(iri)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _readable(iri: str) -> str:
    if not iri.startswith(("http://", "https://")):
        return iri
    text = iri.partition("://")[2].removeprefix("www.").rstrip("/")
    decoded = unquote(text, errors="strict") if _is_utf8(text) else text
    return decoded if decoded.isprintable() else text


def _is_utf8(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _creative_commons(iri: str) -> str:
    match = _CC.fullmatch(iri)
    if not match:
        return ""
    kind, name, version, country = match.groups()
    label = _CC_PUBLIC.get(name, "") if kind == "publicdomain" else f"CC {name.upper()}"
    return " ".join(part for part in (label, version, (country or "").upper()) if part) if label else ""


def site_name(iri: str) -> str:
    """What the site of an address is called: a known name, else its host.

    >>> site_name("https://orcid.org/0000-0002-7367-292X"), site_name("https://www.example.org/x")
    ('ORCID', 'example.org')
    """
    try:
        host = urlsplit(iri).hostname or ""
    except ValueError:  # a bracket that opens no IPv6 address (RFC 3986 §3.2.2): a valid IRI to some, no URL
        host = ""
    return SITES.get(host, host.removeprefix("www.")) or short(iri)


__all__ = ["Link", "Row", "Site", "Value", "short", "site_name"]
