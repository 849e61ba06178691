"""What an article is called, in English and in its own language; its languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.languages import Language, language
from ld.normalize.text import fold, strip_isbd
from ld.record import Stated, Text
from ld.sources.pubmed.citation import Citation, child, children

_NO_TITLE: Final = frozenset({"not available", "in process citation"})
"""What NLM writes in place of a title that is not there yet."""


def languages(citation: Citation, parts: dict[str, Any]) -> None:
    """MARC codes, one an element; undetermined and "multiple" are none."""
    parts["languages"] = tuple(dict.fromkeys(_languages(citation)))


def _languages(citation: Citation) -> Iterator[Stated[Language]]:
    path = f"{citation.prefix}Language"
    for element in children(citation.article, "Language"):
        code = citation.line(element)
        try:
            found = language(code) if code else None
        except LexicalError as error:
            message = f"{error}; give a code of the MARC list of languages."
            citation.remark("language-unknown", Severity.WARNING, path, code, message)
            citation.drop(element, "language-unknown")
            continue
        if found:
            yield Stated(found, path)
        elif code:
            citation.drop(element, "no-one-language")


def titles(citation: Citation, parts: dict[str, Any]) -> None:
    """The title, without the brackets in which NLM puts its own translations; the vernacular one is an alternative."""
    path = f"{citation.prefix}ArticleTitle"
    element = child(citation.article, "ArticleTitle")
    written = citation.line(element)
    title = unbracketed(written)
    if title != written and title.casefold() in _NO_TITLE:
        citation.drop(element, "no-title")
        title = ""
    vernacular = _vernacular(citation, parts)
    if vernacular and fold(vernacular.value) == fold(title):
        citation.derive(child(citation.article, "VernacularTitle"), "same-as-title")
        vernacular = None
    if title:
        parts["titles"] = (Text(title, path),)
        parts["alternative_titles"] = (vernacular,) if vernacular else ()
    elif vernacular:
        parts["titles"] = (vernacular,)


def unbracketed(title: str) -> str:
    """A title without final full stop and, where the whole stands in brackets, without them.

    >>> unbracketed("[Burns in the elderly]."), unbracketed("[Reply] to [a letter]."), unbracketed("A study.")
    ('Burns in the elderly', '[Reply] to [a letter]', 'A study')
    """
    text = strip_isbd(title)
    inner = text[1:-1]
    whole = (
        text.startswith("[") and text.endswith("]") and inner.partition("]")[0].count("[") == inner.count("]")
    )
    return strip_isbd(inner) if whole else text


def _vernacular(citation: Citation, parts: dict[str, Any]) -> Text | None:
    """Tagged where the article has one language, which is then that of this string."""
    path = f"{citation.prefix}VernacularTitle"
    said = citation.said(child(citation.article, "VernacularTitle"), path)
    known = parts["languages"]
    tag = known[0].value.bcp47 if len(known) == 1 else None
    return Text(strip_isbd(said.value), path, tag) if said else None


__all__ = ["languages", "titles", "unbracketed"]
