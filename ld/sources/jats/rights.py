"""What one may do with an article, and whose it is.

Source: JATS 1.3, `permissions`; ANSI/NISO RP-22 (ALI), `free_to_read`, `license_ref`; JATS4R, permissions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.normalize.dates import parse
from ld.normalize.licences import find_licence, licence, rights_statement
from ld.normalize.names import parse_name
from ld.normalize.text import fold
from ld.normalize.urls import http_iri
from ld.record import Agent, AgentKind, Rights, RightsKind, Stated
from ld.sources.jats.article import HREF, Article, find_all
from ld.sources.xml import local_name
from ld.sources.xml.elements import inner_text

_OPEN: Final = re.compile(r"\bopen[- ]access article\b", re.IGNORECASE)
_CC: Final = "https://creativecommons.org/"
_ALL_RIGHTS: Final = re.compile(r"[.,;]?\s*all rights reserved\.?$", re.IGNORECASE)
_NOBODY: Final = frozenset({"authors", "theauthors", "author", "theauthor"})
"""Holders that name nobody, folded."""


def rights(article: Article, parts: dict[str, Any]) -> None:
    """Licence, statements of copyright and use, year, holders, and whether it is free to read."""
    found: list[Rights] = []
    holders: list[Agent] = []
    for permissions in find_all(article.meta, "permissions"):
        licences = [one for one in permissions.iterchildren() if local_name(one) == "license"]
        parts["licence"] = parts.get("licence") or _licence(article, licences)
        found += _statements(article, permissions)
        found += _uses(article, licences, parts["licence"])
        _add_year(article, permissions, parts)
        holders += _holders(article, permissions)
        parts["free"] = parts.get("free") or _free(article, permissions, licences)
    parts["rights"] = tuple(dict.fromkeys(found))
    parts["rights_holders"] = tuple(dict.fromkeys(holders))


def _licence(article: Article, elements: list[etree._Element]) -> Stated[str] | None:
    """The licence: by `license_ref`, the address of `license`, a link in its text, or the words of the text, in this order;
    one of Creative Commons before any other, which is mostly for text mining or for the first months.
    """
    found = [
        one
        for read in (_by_reference, _by_address, _by_link, _by_words, _by_any_address)
        for e in elements
        for one in read(article, e)
    ]
    return next((one for one in found if one.value.startswith(_CC)), found[0] if found else None)


def _by_reference(article: Article, element: etree._Element) -> Iterator[Stated[str]]:
    for child in element:
        if local_name(child) == "license_ref":
            yield from _read(article.line(child), article.path(child))


def _by_address(article: Article, element: etree._Element) -> Iterator[Stated[str]]:
    yield from _read(element.get(HREF, ""), f"{article.path(element)}/@xlink:href")


def _by_any_address(article: Article, element: etree._Element) -> Iterator[Stated[str]]:
    """The address that `license` gives is that of the licence, also where nobody else knows it."""
    try:
        yield Stated(http_iri(element.get(HREF, "")), f"{article.path(element)}/@xlink:href")
    except LexicalError:
        return


def _by_link(article: Article, element: etree._Element) -> Iterator[Stated[str]]:
    for link in element.iter("ext-link", "uri"):
        yield from _read(link.get(HREF) or inner_text(link), _text_path(article, element))


def _by_words(article: Article, element: etree._Element) -> Iterator[Stated[str]]:
    for paragraph in _paragraphs(element):
        iri = find_licence(article.line(paragraph))
        if iri:
            yield Stated(iri, article.path(paragraph))


def _read(value: str, source: str) -> Iterator[Stated[str]]:
    try:
        yield Stated(licence(value), source)
    except LexicalError:
        return


def _paragraphs(element: etree._Element) -> list[etree._Element]:
    """`license-p`; in NLM's DTD 2, `p`."""
    return list(element.iterchildren("license-p", "p"))


def _text_path(article: Article, element: etree._Element) -> str:
    return f"{article.path(element)}/license-p"


def _statements(article: Article, permissions: etree._Element) -> Iterator[Rights]:
    for element in permissions.iterchildren("copyright-statement"):
        text = article.said(element, article.stated_tag(element))
        if text:
            yield Rights(RightsKind.COPYRIGHT, text.source, text)


def _uses(article: Article, elements: list[etree._Element], known: Stated[str] | None) -> Iterator[Rights]:
    """The words of a licence that has no address of its own: they are all that says what one may do."""
    for element in elements:
        iri = rights_statement(element.get(HREF, ""))
        if iri:
            yield Rights(RightsKind.USE, f"{article.path(element)}/@xlink:href", iri=iri)
        for paragraph in _paragraphs(element):
            text = article.said(paragraph, article.stated_tag(paragraph))
            if text and (known is None or not _is_known(known.value)):
                yield Rights(RightsKind.USE, text.source, text)
            elif text and known and known.source != text.source:
                article.derive(paragraph, "states-the-licence")
        for child in element:
            if local_name(child) == "license_ref" and (known is None or known.source != article.path(child)):
                article.drop(child, "licence-unknown" if known is None else "another-licence")


def _is_known(iri: str) -> bool:
    """Whether a licence is one of those whose terms everybody knows, so that the words that grant it may be left out."""
    return next(_read(iri, ""), None) is not None


def _add_year(article: Article, permissions: etree._Element, parts: dict[str, Any]) -> None:
    for element in permissions.iterchildren("copyright-year"):
        value = article.line(element)
        try:
            date = parse(value).issued if value else None
        except LexicalError:
            date = None
        if date and not parts.get("copyrighted"):
            parts["copyrighted"] = Stated(date, article.path(element))
        elif value:
            article.drop(element, "repeated" if date else "invalid-date")


def _holders(article: Article, permissions: etree._Element) -> Iterator[Agent]:
    """Bodies where a word says so; "Hall and Salipante", "Swart et al" are neither one person nor a body."""
    for element in permissions.iterchildren("copyright-holder"):
        name = article.line(element)
        if not name:
            continue
        name = _ALL_RIGHTS.sub("", name) or name
        if fold(name) in _NOBODY:
            article.drop(element, "names-nobody")
            continue
        kind = AgentKind.ORGANIZATION if _is_body(article, name) else AgentKind.AGENT
        yield Agent(kind, name, name, article.path(element))


def _is_body(article: Article, name: str) -> bool:
    """By the name test, or because it is the publisher. Lists of surnames have commas, so a comma makes no person here."""
    if "et al" in name:
        return False
    publishers = (article.line(one) for one in find_all(article.journal, "publisher", "publisher-name"))
    return name in publishers or parse_name(name).kind == "organization"


def _free(
    article: Article, permissions: etree._Element, elements: list[etree._Element]
) -> Stated[bool] | None:
    """Whether it says so: `free_to_read` without an end, ``license-type="open-access"``, "an open access article"."""
    for child in permissions:
        if local_name(child) == "free_to_read" and child.get("end_date") is None:
            article.take(child)
            return Stated(True, article.path(child))
    for element in elements:
        if element.get("license-type", "").strip().lower().replace(" ", "-") == "open-access":
            return Stated(True, f"{article.path(element)}/@license-type")
        for paragraph in _paragraphs(element):
            if _OPEN.search(inner_text(paragraph)):
                article.take(paragraph)
                return Stated(True, article.path(paragraph))
    return None


__all__ = ["rights"]
