"""Titles of an article, in its own and other languages.

Source: JATS 1.3, `title-group`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.normalize.text import fold
from ld.record import Text
from ld.sources.jats.article import Article, find_all

_NO_TITLES: Final = frozenset(
    {"running-authors", "short-authors", "authors", "left-running-head", "right-running-head"}
)
"""Kinds of `alt-title` that hold the authors or the journal: what is printed at the top of pages."""

_NOT_ALPHANUMERIC: Final = re.compile(r"[\W_]+")
_PLACEHOLDERS: Final = frozenset({"na", "none", "blank", "runninghead", "runningtitle", "shorttitle"})
_AUTHORS: Final = re.compile(r"\bet\.? al\b", re.IGNORECASE)


def titles(article: Article, parts: dict[str, Any]) -> None:
    """The title, tagged with the language of the text where that is stated; translations beside it if both have tags that
    differ, else among the alternative titles; short titles there too.
    """
    main = _main(article)
    translated = list(_translated(article))
    own = main[:1] + [text for text in translated if _is_twin(text, main)]
    others = [text for text in main[1:] + translated if text not in own]
    parts["titles"] = tuple(own)
    parts["subtitle"] = _subtitle(article) if own else None
    parts["alternative_titles"] = tuple(others + list(_alternative(article, own)))


def _is_twin(text: Text, main: list[Text]) -> bool:
    return bool(main and main[0].language and text.language and text.language != main[0].language)


def _main(article: Article) -> list[Text]:
    """`article-title` with its `subtitle`; NLM's DTD 2 allows several titles in a front-stub, of which the first is the title."""
    found: list[Text] = []
    for group in find_all(article.meta, "title-group"):
        for element in find_all(group, "article-title"):
            text = _titled(article, element, find_all(group, "subtitle") if not found else iter(()))
            found += [text] if text else []
    return found


def _translated(article: Article) -> Iterator[Text]:
    """`trans-title-group`; before JATS, `trans-title` stood by itself."""
    for group in find_all(article.meta, "title-group"):
        for inner in find_all(group, "trans-title-group"):
            for element in find_all(inner, "trans-title"):
                yield from _some(_titled(article, element, find_all(inner, "trans-subtitle")))
        subtitles = list(find_all(group, "trans-subtitle"))
        for element in find_all(group, "trans-title"):
            yield from _some(_titled(article, element, iter(subtitles)))
            subtitles = []


def _titled(article: Article, element: etree._Element, subtitles: Iterator[etree._Element]) -> Text | None:
    """``Title: subtitle``, as one reads it."""
    language = article.tag(element) if element.tag != "trans-title" else _translation_tag(article, element)
    title = article.said(element, language)
    further = [text for sub in subtitles if (text := article.said(sub))]
    if title is None:
        for text in further[:1]:
            return Text(text.value, text.source, language)
        return None
    if not further:
        return title
    value = ": ".join([title.value.rstrip(" :"), *(text.value for text in further)])
    return Text(value, f"{title.source}+{further[0].source}", language)


def _translation_tag(article: Article, element: etree._Element) -> str | None:
    """A translation is not in the language of the article: only what it states itself, or its group does, counts."""
    own = article.stated_tag(element)
    parent = element.getparent()
    return own or (
        article.stated_tag(parent) if parent is not None and parent.tag == "trans-title-group" else None
    )


def _some(text: Text | None) -> list[Text]:
    return [text] if text else []


def _subtitle(article: Article) -> Text | None:
    first = next(find_all(article.meta, "title-group", "subtitle"), None)
    return None if first is None else article.said(first, article.tag(first))


def _alternative(article: Article, known: list[Text]) -> Iterator[Text]:
    """`alt-title`: short forms of the title, unless they hold something else."""
    seen = {fold(text.value) for text in known}
    sections = {
        fold(article.line(one))
        for one in find_all(article.meta, "article-categories", "subj-group", "subject")
    }
    for element in find_all(article.meta, "title-group", "alt-title"):
        text = article.said(element, article.tag(element))
        if text is None:
            continue
        key = fold(text.value)
        if key in seen:
            article.derive(element, "same-as-title")
        elif key in sections:
            article.derive(element, "same-as-section")
        elif reason := _no_title(element, text.value):
            article.drop(element, reason)
        else:
            seen.add(key)
            yield text


def _no_title(element: etree._Element, value: str) -> str:
    """Why an alternative title is none; empty if it is one."""
    if element.get("alt-title-type", "").strip().lower() in _NO_TITLES:
        return "page-header"
    if _NOT_ALPHANUMERIC.sub("", value).casefold() in _PLACEHOLDERS:
        return "placeholder"
    return "page-header" if _AUTHORS.search(value) else ""


__all__ = ["titles"]
