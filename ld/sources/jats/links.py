"""Which other work an element of an article points to.

Source: JATS 1.3, `@xlink:href`, `@ext-link-type`, `pub-id`, `object-id`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from ld.errors import LexicalError
from ld.normalize.identifiers import Identifier, doi, from_url, pmcid, pmid
from ld.sources.jats.article import HREF
from ld.sources.jats.numbers import known_number
from ld.sources.xml.elements import inner_text

_ORDER: Final = ("doi", "pmid", "pmcid")
"""An article is known by its DOI first: that is what its own record and every notice about it have."""

_PRINTED: Final = re.compile(r"\bdoi:?\s*(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_READERS: Final = {"doi": doi, "pmcid": pmcid, "pmid": pmid, "pubmed": pmid}


def pointed_to(element: etree._Element) -> Identifier | None:
    """The work that the `@xlink:href` of an element is the address of: as a URL, ``info:doi/…``, or a bare number."""
    href = element.get(HREF, "").strip()
    if not href:
        return None
    read = _READERS.get(element.get("ext-link-type", "").strip().lower())
    if read:
        try:
            return read(href)
        except LexicalError:
            return from_url(href)
    return from_url(href) or (_tried_doi(href) if href.startswith("10.") else None)


def _tried_doi(text: str) -> Identifier | None:
    try:
        return doi(text)
    except LexicalError:
        return None


def cited(element: etree._Element) -> Identifier | None:
    """The work that a citation names, by `pub-id` or by a link; the DOI before PMID and PMCID."""
    found: dict[str, Identifier] = {}
    for known in _numbers(element):
        if known.scheme == "doi":
            return known
        found.setdefault(known.scheme, known)
    return next((found[scheme] for scheme in _ORDER if scheme in found), None)


def printed_doi(text: str) -> Identifier | None:
    """The DOI that stands in the text of a citation, behind "doi:".

    >>> printed_doi("PLoS Biol 3: e362. doi:10.1371/journal.pbio.0030362.").value
    '10.1371/journal.pbio.0030362'
    """
    found = _PRINTED.search(text) if "10." in text and "doi" in text.lower() else None
    return _tried_doi(found[1]) if found else None


def _numbers(element: etree._Element) -> Iterator[Identifier]:
    for part in element.iter("pub-id", "object-id", "ext-link", "uri"):
        linked = part.tag in ("ext-link", "uri")
        known = (pointed_to(part) or _by_text(part)) if linked else known_number(part) or pointed_to(part)
        if known:
            yield known


def _by_text(link: etree._Element) -> Identifier | None:
    """The address that a link shows, where it has no other."""
    return None if link.get(HREF) else from_url(inner_text(link).strip())


__all__ = ["cited", "pointed_to", "printed_doi"]
