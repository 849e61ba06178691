"""Notes about an article and its authors: most are not about the work, and each is dropped for a reason of its own.

Source: JATS 1.3, `fn` and the suggested values of `@fn-type`.
"""

from __future__ import annotations

from typing import Any, Final

from ld.record import Text
from ld.sources.jats.article import Article

_REASONS: Final = {
    "abbr": "abbreviations",
    "coi-statement": "conflict-of-interest",
    "com": "comment",
    "con": "author-contributions",
    "conflict": "conflict-of-interest",
    "corresp": "contact",
    "current-aff": "current-address",
    "deceased": "note-on-a-person",
    "edited-by": "note-on-a-person",
    "equal": "equal-contribution",
    "on-leave": "note-on-a-person",
    "participating-researchers": "note-on-a-person",
    "present-address": "current-address",
    "supplementary-material": "supplementary-material",
}
_OF_THE_WORK: Final = frozenset({"presented-at", "previously-at"})


def notes(article: Article, parts: dict[str, Any]) -> None:
    """Where the work was presented; other notes by the author are left out, with why."""
    found = []
    for part in (article.meta, article.back):
        for element in part.iter("fn"):
            kind = element.get("fn-type", "").strip().lower()
            if kind in _REASONS:
                article.drop(element, _REASONS[kind])
            elif kind in _OF_THE_WORK and (text := article.line(element)):
                found.append(Text(text, article.path(element), article.stated_tag(element)))
    parts["notes"] = (*parts.get("notes", ()), *found)


__all__ = ["notes"]
