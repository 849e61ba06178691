"""Identifiers of an article: what it is filed under, and every number that names it."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, doi, handle, pmcid, pmid
from ld.normalize.schemes import identifier
from ld.record import Stated
from ld.sources.jats.article import Article, find_all
from ld.sources.xml.elements import inner_text

_LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def _arxiv(value: str) -> Identifier:
    found = identifier("arxiv", value.strip().removeprefix("arXiv:"))
    if found is None:
        raise LexicalError(value, "an identifier of arXiv")
    return found


_SCHEMES: Final[dict[str, Callable[[str], Identifier]]] = {
    "arxiv": _arxiv,
    "doi": doi,
    "handle": handle,
    "pmc": pmcid,
    "pmcid": pmcid,
    "pmid": pmid,
}
_PUBLISHERS: Final = frozenset({"pii", "publisher-id"})
_UNUSED: Final = {
    "manuscript": "manuscript-number",
    "pmc-uid": "number-within-pubmed-central",
    "pmcaid": "number-within-pubmed-central",
    "pmcaiid": "number-within-pubmed-central",
}


def record_id(meta: etree._Element) -> str:
    """The id that an article is filed under: ``doi-{doi}``, without a DOI ``pmid-{number}``, ``pmc-{number}``; else empty.

    Args:
        meta: `article-meta`, without namespace.
    Returns:
        the DOI in lower case (ASCII): DOIs are equal regardless of it, so one article has one id however it is written.

    >>> record_id(etree.fromstring('<article-meta><article-id pub-id-type="doi">10.1371/JOURNAL.X</article-id></article-meta>'))
    'doi-10.1371/journal.x'
    """
    found = {known.scheme: known.value for known in map(known_number, find_all(meta, "article-id")) if known}
    if "doi" in found:
        return f"doi-{found['doi'].translate(_LOWER)}"
    if "pmid" in found:
        return f"pmid-{found['pmid']}"
    return f"pmc-{found['pmcid'].removeprefix('PMC')}" if "pmcid" in found else ""


def known_number(element: etree._Element) -> Identifier | None:
    """The identifier that an element with `@pub-id-type` is, None if it is of no scheme that has addresses, or not valid."""
    read = _SCHEMES.get(element.get("pub-id-type", "").strip().lower())
    if read is None:
        return None
    try:
        return read(inner_text(element).strip())
    except LexicalError:
        return None


def identifiers(article: Article) -> Iterator[Stated[Identifier]]:
    """Each number once, in order. Those of the publisher are of a scheme of the publisher's name.

    Source: JATS 1.3, `article-id`.
    """
    seen: set[Identifier] = set()
    for element in find_all(article.meta, "article-id"):
        found = _identifier(article, element)
        if found in seen:
            article.derive(element, "repeated")
        elif found:
            seen.add(found)
            yield Stated(found, article.path(element))


def _identifier(article: Article, element: etree._Element) -> Identifier | None:
    kind = element.get("pub-id-type", "").strip().lower()
    value = article.line(element)
    if not value:
        return None
    if kind in _PUBLISHERS:
        return _publishers_own(article, element, value)
    read = _SCHEMES.get(kind)
    if read is None:
        article.drop(element, _UNUSED.get(kind, "no-scheme"))
        return None
    try:
        return read(value)
    except LexicalError as error:
        article.remark(
            "identifier-invalid", Severity.WARNING, element, value, f"{error}; correct it in the article."
        )
        article.drop(element, f"invalid-{kind}")
        return None


def _publishers_own(article: Article, element: etree._Element, value: str) -> Identifier | None:
    """``jcb.202008030`` under the publisher's name; not where it only repeats the DOI or the article's place."""
    if any(value == inner_text(one).strip() for one in article.meta.iterchildren("elocation-id", "fpage")):
        article.derive(element, "same-as-first-page")
        return None
    ids = find_all(article.meta, "article-id")
    if any(value == inner_text(one).strip() for one in ids if one.get("pub-id-type") == "doi"):
        article.derive(element, "same-as-doi")
        return None
    name = publisher_name(article)
    if not name:
        article.drop(element, "no-scheme")
        return None
    return Identifier(f"org:{name}", value, None)


def publisher_name(article: Article) -> str:
    """The first name of the publisher, empty if there is none."""
    found = next(find_all(article.journal, "publisher", "publisher-name"), None)
    return "" if found is None else article.line(found)


__all__ = ["identifiers", "known_number", "publisher_name", "record_id"]
