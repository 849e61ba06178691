"""Notices about an article and what they are about, its companions, parts, and the works it reviews.

Source: JATS 1.3, `related-article` and its suggested types, `sub-article`, `response`, `product`, `self-uri`; PubMed Central's types.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.normalize.dates import Date, parse
from ld.normalize.identifiers import isbn
from ld.normalize.languages import Language, language
from ld.normalize.text import line
from ld.normalize.urls import http_iri
from ld.record import Agent, Notice, NoticeKind, RelatedWork, Relation, Stated, Url, UrlRole
from ld.sources.jats.article import HREF, XML_LANG, Article, find_all
from ld.sources.jats.links import cited, pointed_to
from ld.sources.jats.numbers import known_number
from ld.sources.jats.persons import person, string_name
from ld.sources.jats.prose import plain
from ld.sources.xml.elements import inner_text

# The type says what the other article is. So `correction` is a notice about this one, `corrected-article` what this one is about.
_NOTICES: Final = {
    "addended-article": NoticeKind.CORRECTS,
    "addendum": NoticeKind.CORRECTED_BY,
    "concern-forward": NoticeKind.CORRECTED_BY,
    "corrected-article": NoticeKind.CORRECTS,
    "correction": NoticeKind.CORRECTED_BY,
    "correction-forward": NoticeKind.CORRECTED_BY,
    "corrigendum": NoticeKind.CORRECTED_BY,
    "erratum": NoticeKind.CORRECTED_BY,
    "expression-of-concern": NoticeKind.CORRECTED_BY,
    "object-of-concern": NoticeKind.CORRECTS,
    "partial-retraction": NoticeKind.CORRECTED_BY,
    "republication": NoticeKind.REPLACED_BY,
    "republished-article": NoticeKind.REPLACES,
    "retracted-article": NoticeKind.RETRACTS,
    "retraction": NoticeKind.RETRACTED_BY,
    "retraction-forward": NoticeKind.RETRACTED_BY,
    "update": NoticeKind.REPLACED_BY,
    "updated-article": NoticeKind.REPLACES,
}
_MEDIA_TYPES: Final = {
    "epub": "application/epub+zip",
    "html": "text/html",
    "pdf": "application/pdf",
    "xml": "application/xml",
}


def related(article: Article, parts: dict[str, Any]) -> None:
    """Notices on both sides, other related articles, reviewed works, parts and translations that the file holds."""
    notices, works = [], []
    for element in article.meta.iter("related-article"):
        found = _related(article, element)
        if isinstance(found, Notice):
            notices.append(found)
        elif found:
            works.append(found)
    works += _products(article)
    works += _parts(article)
    parts["notices"] = tuple(dict.fromkeys(notices))
    parts["related"] = tuple(dict.fromkeys(works))
    parts["urls"] = tuple(_addresses(article))


def _related(article: Article, element: etree._Element) -> Notice | RelatedWork | None:
    """A notice where the type says so, else a related work; None if it names nothing."""
    text = article.line(element)
    known = pointed_to(element) or cited(element)
    iri = known.iri if known else None
    if not (text or iri):
        article.drop(element, "blank")
        return None
    article.take(element)
    source = article.path(element)
    kind = _NOTICES.get(element.get("related-article-type", "").strip().lower())
    if kind:
        return Notice(kind, source, iri, None if iri else text)
    title = next(element.iter("article-title"), None)
    label = line(plain(title)) if title is not None else text
    return RelatedWork(Relation.RELATED, label or (known.value if known else text), source, iri=iri)


def _products(article: Article) -> Iterator[RelatedWork]:
    """Works that the article reviews (`product`), by title; their ISBNs and authors are theirs alone."""
    for element in find_all(article.meta, "product"):
        text = article.line(element)
        label = _first(element, "source", "article-title", "chapter-title") or text
        if not label:
            continue
        source = article.path(element)
        yield RelatedWork(
            Relation.ABOUT,
            label,
            source,
            creators=tuple(_creators(article, element)),
            isbns=tuple(_isbns(element, source)),
            issued=_year(element, source),
        )
        article.take(element)


def _first(element: etree._Element, *tags: str) -> str:
    return next((text for tag in tags for part in element.iter(tag) if (text := line(plain(part)))), "")


def _creators(article: Article, element: etree._Element) -> Iterator[Agent]:
    """Persons in a citation, editors among them."""
    for name in element.iter("name", "string-name"):
        agent = (person if name.tag == "name" else string_name)(article, name)
        if agent:
            yield agent


def _isbns(element: etree._Element, source: str) -> Iterator[Stated[str]]:
    for part in element.iter("isbn"):
        try:
            yield Stated(isbn(line(plain(part))).isbn13, source)
        except LexicalError:
            continue


def _year(element: etree._Element, source: str) -> Stated[Date] | None:
    try:
        date = parse(_first(element, "year")).issued
    except LexicalError:
        return None
    return Stated(date, source) if date else None


def _parts(article: Article) -> Iterator[RelatedWork]:
    """Reviews, replies and translations that are published in one file with the article, under their own titles.

    Their bodies and front matter are not part of this record: each would be an article by itself.
    """
    for element in article.root.iterchildren("sub-article", "response"):
        front = next(element.iterchildren("front-stub", "front"), None)
        stub = element if front is None else front
        title = _first(stub, "article-title")
        known = next((one for part in stub.iter("article-id") if (one := known_number(part))), None)
        if not title:
            continue
        article.take(element)
        source = article.path(element)
        translation = element.get("article-type", "").strip().lower() == "translation"
        yield RelatedWork(
            Relation.TRANSLATED_AS if translation else Relation.HAS_PART,
            title,
            source,
            languages=tuple(_languages(element, source)) if translation else (),
            identifiers=(Stated(known, source),) if known else (),
        )


def _languages(element: etree._Element, source: str) -> Iterator[Stated[Language]]:
    try:
        found = language(element.get(XML_LANG, ""))
    except LexicalError:
        return
    if found:
        yield Stated(found, source)


def _addresses(article: Article) -> Iterator[Url]:
    """Where the article is on the web (`self-uri`); its own DOI, and names of files, are no further addresses."""
    seen: set[str] = set()
    for element in find_all(article.meta, "self-uri"):
        href = (element.get(HREF) or inner_text(element)).strip()
        if pointed_to(element):
            article.derive(element, "same-as-identifier")
            continue
        try:
            iri = http_iri(href)
        except LexicalError:
            article.drop(element, "no-address" if href else "blank")
            continue
        if iri in seen:
            article.derive(element, "repeated")
            continue
        seen.add(iri)
        article.take(element)
        kind = element.get("content-type", "").strip().lower()
        yield Url(iri, UrlRole.RESOURCE, article.path(element), _MEDIA_TYPES.get(kind.rpartition("/")[2]))


__all__ = ["related"]
