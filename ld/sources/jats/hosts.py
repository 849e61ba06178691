"""The journal, its volume, issue and pages, and the publisher.

Source: JATS 1.3, `journal-meta`, `volume`, `issue`, `fpage`, `lpage`, `elocation-id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, doi, issn
from ld.normalize.pages import pages
from ld.normalize.text import fold, one_line
from ld.record import (
    Agent,
    AgentKind,
    Container,
    HostKind,
    Place,
    Publication,
    Stated,
    Text,
)
from ld.sources.jats.affiliations import institution_ids
from ld.sources.jats.article import Article, find_all

_ABBREVIATIONS: Final = ("nlm-ta", "iso-abbrev")
"""Kinds of `journal-id` that are short titles; ISO 4's is what citations use, so it stands last."""

_NLM: Final = frozenset({"nlm-journal-id", "nlm"})


def hosts(article: Article, parts: dict[str, Any]) -> None:
    """The periodical with volume, issue, pages and the date of the issue; the publisher and its place."""
    issue_date = parts.pop("issue_date", None)
    titles, numbers, linking = _titles(article), tuple(_issns(article)), _linking_issn(article)
    ids = tuple(_identifiers(article))
    place = _place(article)
    source = next((one.source for one in (*titles, *numbers, *ids, *place.values()) if one), None)
    if source:
        parts["container"] = Container(
            HostKind.PERIODICAL,
            source,
            titles=titles,
            issns=numbers,
            linking_issn=linking,
            identifiers=ids,
            volume=place["volume"],
            issue=place["issue"],
            published=issue_date,
            start_page=place["start"],
            end_page=place["end"],
        )
    parts["publishers"], parts["publication"] = _publisher(article, parts)


def _titles(article: Article) -> tuple[Text, ...]:
    """The name of the journal, its further titles, and last what citations call it, each once."""
    groups = [article.journal, *find_all(article.journal, "journal-title-group")]
    elements = [
        one for tag in ("journal-title", "trans-title") for group in groups for one in _all(group, tag)
    ]
    elements += [one for group in groups for one in _all(group, "abbrev-journal-title")]
    ids = list(find_all(article.journal, "journal-id"))
    elements += [one for kind in _ABBREVIATIONS for one in ids if one.get("journal-id-type") == kind]
    found: dict[str, Text] = {}
    for element in elements:
        text = article.said(element, article.stated_tag(element))
        if text and (key := fold(text.value)) in found:
            article.derive(element, "same-as-title")
        elif text:
            found[key] = _with_subtitle(article, element, text)
    return tuple(found.values())


def _all(group: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of this name; a translated title stands in a group of its own."""
    yield from group.iterchildren(tag)
    if tag == "trans-title":
        yield from find_all(group, "trans-title-group", "trans-title")


def _with_subtitle(article: Article, element: etree._Element, text: Text) -> Text:
    subtitle = element.getnext()
    if element.tag != "journal-title" or subtitle is None or subtitle.tag != "journal-subtitle":
        return text
    more = article.said(subtitle)
    return (
        Text(f"{text.value}: {more.value}", f"{text.source}+{more.source}", text.language) if more else text
    )


def _issns(article: Article) -> Iterator[Stated[str]]:
    seen: set[str] = set()
    for element in find_all(article.journal, "issn"):
        found = _issn(article, element)
        if found in seen:
            article.derive(element, "repeated")
        elif found:
            seen.add(found)
            yield Stated(found, article.path(element))


def _linking_issn(article: Article) -> Stated[str] | None:
    element = next(find_all(article.journal, "issn-l"), None)
    found = None if element is None else _issn(article, element)
    return Stated(found, article.path(element)) if found and element is not None else None


def _issn(article: Article, element: etree._Element) -> str | None:
    value = article.line(element)
    if not value:
        return None
    try:
        return issn(value)
    except LexicalError as error:
        message = f"{error}; correct it against the title page or the ISSN Portal."
        article.remark("issn", Severity.WARNING, element, value, message)
        article.drop(element, "invalid-issn")
        return None


def _identifiers(article: Article) -> Iterator[Stated[Identifier]]:
    """The journal's number at the National Library of Medicine, and its DOI."""
    for element in find_all(article.journal, "journal-id"):
        kind = element.get("journal-id-type", "").strip().lower()
        if kind in _NLM and (value := article.line(element)):
            yield Stated(Identifier("org:nlm", value, None), article.path(element))
        elif kind == "doi" and (value := article.line(element)):
            try:
                yield Stated(doi(value), article.path(element))
            except LexicalError:
                article.drop(element, "invalid-doi")


def _place(article: Article) -> dict[str, Text | None]:
    """Volume, issue, first and last page: an article without pages begins at its `elocation-id`."""
    place = {
        tag: _first(article, tag)
        for tag in ("volume", "issue", "fpage", "lpage", "elocation-id", "page-range")
    }
    start = place["fpage"] or place["elocation-id"] or place["page-range"]
    end = place["lpage"] if place["fpage"] else None
    if start:
        read = pages(start.value, end.value if end else None)
        begin = Text(read.start, start.source) if read.start else start
        end = Text(read.end, (end or start).source) if read.end else None
        start = begin
    _say_what_is_left(article, start, end)
    return {
        "volume": place["volume"],
        "issue": _with_supplement(article, place["issue"]),
        "start": start,
        "end": end,
    }


def _first(article: Article, tag: str) -> Text | None:
    """The text of the first such element; others, of a second place of publication, are dropped."""
    first: Text | None = None
    for element in find_all(article.meta, tag):
        text = article.said(element)
        if first is None:
            first = text
        elif text:
            article.drop(element, "repeated")
    return first


def _say_what_is_left(article: Article, start: Text | None, end: Text | None) -> None:
    """Statements of pages beside the one that is used are derivative."""
    used = {one.source for one in (start, end) if one}
    for tag in ("elocation-id", "page-range", "fpage", "lpage"):
        element = next(find_all(article.meta, tag), None)
        if element is not None and article.line(element) and article.path(element) not in used:
            article.derive(element, "same-as-pages")


def _with_supplement(article: Article, issue: Text | None) -> Text | None:
    """``9 Suppl 1``; a supplement to a volume is its issue."""
    element = next(find_all(article.meta, "supplement"), None)
    more = None if element is None else article.said(element)
    if more is None or issue is None:
        return issue or more
    if fold(more.value) in fold(issue.value):
        article.derive(element, "same-as-issue") if element is not None else None
        return issue
    return Text(one_line(f"{issue.value} {more.value}"), f"{issue.source}+{more.source}")


def _publisher(article: Article, parts: dict[str, Any]) -> tuple[tuple[Agent, ...], Publication | None]:
    """Publishers by name; where it sits is said of the event of publishing."""
    found: dict[str, Agent] = {}
    places: dict[str, Place] = {}
    for publisher in find_all(article.journal, "publisher"):
        for element in find_all(publisher, "publisher-name"):
            name = article.line(element)
            if name in found:
                article.derive(element, "repeated")
            elif name:
                ids = institution_ids(article, element)
                found[name] = Agent(
                    AgentKind.ORGANIZATION, name, name, article.path(element), identifiers=ids
                )
        for element in find_all(publisher, "publisher-loc"):
            name = article.line(element)
            if name and name not in places:
                places[name] = Place(name, article.path(element))
            elif name:
                article.derive(element, "repeated")
    agents, seats = tuple(found.values()), tuple(places.values())
    if not seats:
        return agents, None
    return agents, Publication(seats[0].source, seats, agents, parts.get("issued"))


__all__ = ["hosts"]
