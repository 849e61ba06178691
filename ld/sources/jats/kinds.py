"""What kind of article it is: class, genre, traits.

Source: JATS 1.3, `article/@article-type` and its suggested values; the values of PLOS and PubMed Central.
"""

from __future__ import annotations

from typing import Any, Final

from ld.record import Concept, Text, Trait
from ld.sources.jats.article import TYPE_SOURCE, Article

_PLAIN: Final = frozenset({"", "other", "article", "research-article"})
"""Types that say no more than that it is an article."""

_REVIEWS: Final = frozenset({"book-review", "product-review"})
"""Reviews of other works. A `review-article` is a survey of a field."""


def kind(article: Article, parts: dict[str, Any]) -> None:
    """Formats, traits and genres, from `@article-type` alone; the journal's own headings are sections.

    The class is that of an article for every type; what the type says beyond that is the genre: ``Retraction``,
    ``Book review``, ``Case report``.
    """
    type_ = article.type
    parts["formats"] = (Text("Article", TYPE_SOURCE),)
    parts["traits"] = frozenset({Trait.REVIEW}) if type_ in _REVIEWS else frozenset()
    named = type_ not in _PLAIN and _is_word(type_)
    parts["genres"] = (Concept(_label(type_), TYPE_SOURCE),) if named else ()


def _is_word(type_: str) -> bool:
    """Whether a type is written as types are, and not some code."""
    return type_.replace("-", "").replace(" ", "").isalpha()


def _label(type_: str) -> str:
    """``Case report`` from ``case-report``."""
    text = " ".join(type_.replace("-", " ").split())
    return f"{text[:1].upper()}{text[1:]}"


__all__ = ["kind"]
