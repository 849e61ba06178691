"""The works that an article cites.

Source: JATS 1.3, `ref-list`, `ref`, `mixed-citation`, `element-citation`; NLM's DTDs, `citation`, `nlm-citation`. Lists of fifty
are usual, of five hundred not rare: this is where the parser's time goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.normalize.text import line
from ld.record import Reference
from ld.sources.jats.article import Article
from ld.sources.jats.links import cited, printed_doi
from ld.sources.jats.prose import plain
from ld.sources.xml.elements import inner_text

_CITATIONS: Final = frozenset(
    {"citation", "citation-alternatives", "element-citation", "mixed-citation", "nlm-citation"}
)
_IN_TAGS_ONLY: Final = frozenset({"element-citation", "nlm-citation"})
"""Citations without punctuation: only their tags keep the parts apart."""

_WORKS: Final = ("article-title", "chapter-title", "part-title", "data-title")
_EDITORS: Final = frozenset({"editor", "editors", "allediters", "compiler", "guest-editor", "series-editor"})
_REMARKS: Final = frozenset({"comment", "ext-link", "uri"})
_NO_TEXT: Final = ("fn", "label", "tex-math")
# PubMed Central's files are sometimes indented, between words and their punctuation too.
_SPACE_BEFORE: Final = re.compile(r" (?=[,.)\]])(?!\.\.)")
_SPACE_AFTER: Final = re.compile(r"(?<=[(\[]) ")


def references(article: Article, parts: dict[str, Any]) -> None:
    """Each reference by the address of what it names, else by its text; in the order of the list, each once."""
    found: dict[Reference, None] = {}
    for element in article.back.iter("ref"):
        for reference in _references(article, element):
            found[reference] = None
    parts["references"] = tuple(found)


def _references(article: Article, element: etree._Element) -> Iterator[Reference]:
    """Those of one `ref`: under one number there may be several (``a``, ``b`` …), or a note."""
    source = article.path(element)
    citations = [child for child in element if child.tag in _CITATIONS]
    found = [
        one
        for citation in citations or element.iterchildren("note", "p")
        if (one := _reference(citation, source))
    ]
    if found:
        article.take(element)
    else:
        article.drop(element, "blank")
    yield from found


def _reference(citation: etree._Element, source: str) -> Reference | None:
    known = cited(citation)
    if known and known.iri:
        return Reference(source, iri=known.iri)
    if citation.tag == "citation-alternatives":
        inner = next((child for child in citation if child.tag in _CITATIONS), None)
        return None if inner is None else _reference(inner, source)
    text = line(_composed(citation) if _is_bare(citation) else _printed(citation))
    printed = printed_doi(text)
    if printed and printed.iri:
        return Reference(source, iri=printed.iri)
    return Reference(source, text=text) if text else None


def _is_bare(citation: etree._Element) -> bool:
    """Whether no punctuation stands between the parts."""
    if citation.tag in _IN_TAGS_ONLY:
        return True
    if len(citation) < 2 or _says(citation.text):
        return False
    return not any(_says(part.tail) for part in citation)


def _says(text: str | None) -> bool:
    return bool(text) and not str(text).isspace()


def _printed(citation: etree._Element) -> str:
    """A citation as printed. Surname and forename touch in most files, and are set apart by a space."""
    if next(citation.iter(*_NO_TEXT), None) is not None:
        text = plain(citation)
    else:
        for surname in citation.iter("surname", "prefix"):
            surname.tail = " "
        for name in citation.iter("name"):
            _trim(name)
        text = " ".join(inner_text(citation).split())
    return _SPACE_AFTER.sub("", _SPACE_BEFORE.sub("", text))


def _trim(name: etree._Element) -> None:
    """Without the space that the file is indented with."""
    if len(name):
        name[-1].tail = None


def _composed(citation: etree._Element) -> str:
    """The parts of a citation as one reads them: who, what, where and when.

    ``Zuckerkandl E, Pauling L. Molecular disease. Horizons in biochemistry 1962:189–225. Academic Press, New York.``
    """
    people: list[str] = []
    editors: list[str] = []
    said: dict[str, str] = {}
    remarks: list[str] = []
    for part in citation:
        tag = part.tag
        if tag in ("person-group", "name", "string-name", "collab"):
            (editors if _edits(part) else people).append(_people(part))
        elif tag in _REMARKS:
            remarks.append(_words(part))
        else:
            said.setdefault(tag, _words(part))
    works = [said.get(tag, "") for tag in _WORKS]
    place = " ".join(filter(None, (said.get("source"), _issue(said))))
    edited = ", ".join(filter(None, editors))
    if any(works) and edited:  # of the book that the chapter is in
        place, edited = f"In: {edited}, editors. {place}", ""
    imprint = ", ".join(filter(None, (said.get("publisher-name"), said.get("publisher-loc"))))
    sentences = (", ".join(filter(None, (*people, edited))), *works, place, imprint, *remarks)
    return " ".join(_ended(end) for text in sentences if (end := text.rstrip(" .,")))


def _edits(part: etree._Element) -> bool:
    return part.tag == "person-group" and part.get("person-group-type", "") in _EDITORS


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in "?!" else f"{sentence}."


def _words(part: etree._Element) -> str:
    return " ".join((plain(part) if len(part) else part.text or "").split())


def _people(group: etree._Element) -> str:
    """``Ho SYW, Phillips MJ, et al``."""
    if group.tag != "person-group":
        return _words(group) if group.tag == "collab" else _name(group)
    names = [
        "et al" if part.tag == "etal" else _name(part) if part.tag == "name" else _words(part)
        for part in group
    ]
    return ", ".join(filter(None, (*names, " ".join((group.text or "").split()))))


def _name(name: etree._Element) -> str:
    return " ".join(text for part in name if (text := _words(part)))


def _issue(said: dict[str, str]) -> str:
    """``2006 4(5):e88``, in the parts that are there."""
    year, volume, issue, first, last = (
        said.get(tag, "") for tag in ("year", "volume", "issue", "fpage", "lpage")
    )
    first = first or said.get("elocation-id") or said.get("page-range") or ""
    numbers = f"{volume}({issue})" if issue else volume
    pages = f"{first}–{last}" if first and last else first
    where = f"{numbers}:{pages}" if numbers and pages else numbers or pages
    return " ".join(filter(None, (year, where)))


__all__ = ["references"]
