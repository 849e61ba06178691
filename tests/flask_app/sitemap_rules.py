"""What https://www.sitemaps.org/protocol.html and its schemas (0.9) ask of a sitemap and of an index of sitemaps."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_ENTRIES = 50_000
MOST_BYTES = 50_000_000  # the protocol's 50 MB are 52,428,800 bytes; less is right in either reading
_OPTIONAL = {"urlset": {"lastmod", "changefreq", "priority"}, "sitemapindex": {"lastmod"}}
_ENTRY = {"urlset": "url", "sitemapindex": "sitemap"}
# RFC 3986: an absolute URI without a fragment, every % followed by two hexadecimal digits.
_URI = re.compile(r"https?://(?:[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
# https://www.w3.org/TR/NOTE-datetime, from the day on.
_DATETIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?", re.ASCII)


def check(body: bytes, url: str, root: str) -> dict[str, str | None]:
    """Judge a file; what it lists, with the time of the last change.

    Args:
        url: where the file is; it may list what lies in the same folder or below.
        root: ``urlset`` or ``sitemapindex``.
    """
    assert len(body) <= MOST_BYTES
    document = ElementTree.fromstring(body.decode("utf-8", "strict"))
    assert document.tag == NAMESPACE + root
    assert not document.attrib
    assert 1 <= len(document) <= MOST_ENTRIES
    found: dict[str, str | None] = {}
    for entry in document:
        assert entry.tag == NAMESPACE + _ENTRY[root]
        location, changed = _entry(entry, _OPTIONAL[root])
        assert location not in found
        _check_location(location, url)
        _check_datetime(changed)
        found[location] = changed
    return found


def _entry(entry: ElementTree.Element, optional: set[str]) -> tuple[str, str | None]:
    values = {child.tag.removeprefix(NAMESPACE): child.text or "" for child in entry}
    assert len(values) == len(entry)
    assert values.keys() - optional == {"loc"}
    return values["loc"], values.get("lastmod")


def _check_location(location: str, url: str) -> None:
    assert 12 <= len(location) < 2048
    assert _URI.fullmatch(location), location
    assert urlsplit(location)[:2] == urlsplit(url)[:2]
    assert location.startswith(url.rpartition("/")[0] + "/")


def _check_datetime(text: str | None) -> None:
    if text is not None:
        assert _DATETIME.fullmatch(text), text
        moment = datetime.fromisoformat(text)
        assert (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) <= datetime.now(UTC)
