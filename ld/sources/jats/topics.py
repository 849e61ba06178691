"""What an article is about: the journal's sections, its classes, the authors' keywords.

Source: JATS 1.3, `subj-group`, `kwd-group`; VuFind and PubMed Central treat the heading as the section, and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.normalize.identifiers import from_url
from ld.normalize.text import one_line
from ld.record import Concept, Series, Text
from ld.sources.jats.article import Article, find_all

_SECTIONS: Final = frozenset({"article-type", "display-channel", "heading", "overline", "toc-heading"})
"""Kinds of `subj-group` that say under which heading the article is printed, not what it is about."""

_NO_TOPICS: Final = frozenset({"abbreviations", "abbreviation", "abbr"})
_SUBJECT_SCHEMES: Final = frozenset({"fast", "gnd", "lcsh", "mesh"})
_LIST: Final = re.compile(r"\s*[;•]\s*")
_COMMAS: Final = re.compile(r"\s*,\s*")


def topics(article: Article, parts: dict[str, Any]) -> None:
    """Sections, keywords, and headings of vocabularies where a keyword has its address."""
    sections, keywords = _Once(article), _Once(article)
    for group in find_all(article.meta, "article-categories", "subj-group"):
        _subjects(article, group, sections, keywords)
    concepts = list(_keywords(article, keywords))
    parts["sections"] = sections.found()
    parts["keywords"] = keywords.found()
    parts["subjects"] = tuple(dict.fromkeys(concepts))
    parts["series"] = tuple(
        Series(text.value, text.source)
        for element in find_all(article.meta, "article-categories", "series-title")
        if (text := article.said(element))
    )


class _Once:
    """Texts, each once, whatever their case; the first form stays."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._texts: dict[tuple[str, str | None], Text] = {}

    def add(self, element: etree._Element, text: Text | None) -> None:
        """Keep the text of `element`, or say that it is there already."""
        if text is None:
            return
        key = (text.value.casefold(), text.language)
        if key in self._texts:
            self._article.derive(element, "repeated")
        else:
            self._texts[key] = text

    def found(self) -> tuple[Text, ...]:
        """All of them, in order."""
        return tuple(self._texts.values())


def _subjects(article: Article, group: etree._Element, sections: _Once, keywords: _Once) -> None:
    """The subjects of a group; of a tree of groups its leaves, for the terms above them are implied."""
    kind = group.get("subj-group-type", "").strip().lower()
    chosen = sections if kind in _SECTIONS else keywords
    _leaves(article, group, chosen, article.stated_tag(group))


def _leaves(article: Article, group: etree._Element, chosen: _Once, language: str | None) -> None:
    inner = list(group.iterchildren("subj-group"))
    for element in group.iterchildren("subject", "compound-subject"):
        if inner and article.line(element):
            article.derive(element, "above-another-subject")
        elif not inner:
            chosen.add(element, _text(article, element, language))
    for child in inner:
        _leaves(article, child, chosen, article.stated_tag(child) or language)


def _text(article: Article, element: etree._Element, language: str | None) -> Text | None:
    """A subject or keyword; of a compound one the words without the code."""
    own = article.stated_tag(element) or language
    inner = [part for part in element if part.tag in ("compound-subject-part", "compound-kwd-part")]
    if not inner:
        return article.said(element, own)
    values = [article.line(part) for part in inner if part.get("content-type") != "code"]
    article.take(element)
    value = ", ".join(filter(None, values))
    if not value:
        article.drop(element, "blank")
        return None
    return Text(value, article.path(element), own)


def _keywords(article: Article, keywords: _Once) -> Iterator[Concept]:
    """Keywords of every group into `keywords`; those with the address of a heading come back as headings.

    The language of a keyword is what its group states: keywords in a foreign language stand in articles without number.
    """
    for group in article.meta.iterchildren("kwd-group", "unstructured-kwd-group"):
        if group.get("kwd-group-type", "").strip().lower() in _NO_TOPICS:
            article.drop(group, "abbreviations")
            continue
        language = article.stated_tag(group)
        if group.tag == "unstructured-kwd-group":
            _listed(article, group, language, keywords)
            continue
        for element in group.iter("kwd", "compound-kwd"):
            concept = _concept(article, element)
            if concept:
                yield concept
            else:
                keywords.add(element, _text(article, element, language))


def _concept(article: Article, element: etree._Element) -> Concept | None:
    """The heading whose address a keyword has (`@vocab-term-identifier`, JATS 1.2)."""
    address = element.get("vocab-term-identifier")
    known = from_url(address) if address else None
    if known is None or known.scheme not in _SUBJECT_SCHEMES:
        return None
    label = article.line(element)
    return Concept(label, article.path(element), known.scheme, known.iri) if label else None


def _listed(article: Article, group: etree._Element, language: str | None, keywords: _Once) -> None:
    """Keywords in one text, apart by semicolons or bullets, else by commas."""
    source, value = article.path(group), article.line(group)
    separator = _LIST if _LIST.search(value) else _COMMAS
    for word in separator.split(value.rstrip(".")):
        if word:
            keywords.add(group, Text(one_line(word), source, language))
    if value:
        article.take(group)  # one word that is there already does not make the list derivative


__all__ = ["topics"]
