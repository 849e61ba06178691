"""Abstracts of an article, and the shorter texts that introduce it.

Source: JATS 1.3, `abstract`, `trans-abstract` and `@abstract-type`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from ld.record import Text
from ld.sources.jats.article import Article, find_all
from ld.sources.jats.prose import is_main


def abstracts(article: Article, parts: dict[str, Any]) -> None:
    """*The* abstract, and its translations, as abstracts; summaries for lay readers, teasers and the like as notes."""
    main: list[Text] = []
    others: list[Text] = []
    for element in article.meta.iterchildren("abstract", "trans-abstract"):
        (main if is_main(element) else others).extend(_text(article, element))
    parts["abstracts"] = tuple(dict.fromkeys(main))
    parts["notes"] = (*parts.get("notes", ()), *others, *_conferences(article))


def _text(article: Article, element: etree._Element) -> Iterator[Text]:
    """The text of one, if it has any: a graphical abstract is mostly a picture alone."""
    value = article.text(element)
    if value:
        language = article.stated_tag(element) if element.tag == "trans-abstract" else article.tag(element)
        yield Text(value, article.path(element), language)
    elif element.get("abstract-type"):
        article.drop(element, "picture")


def _conferences(article: Article) -> Iterator[Text]:
    """The conference at which it was given: name, place, date, as printed."""
    for element in find_all(article.meta, "conference"):
        values = [article.line(part) for part in element]
        article.take(element)
        value = ", ".join(filter(None, values))
        if value:
            yield Text(value, article.path(element))
        else:
            article.drop(element, "blank")


__all__ = ["abstracts"]
