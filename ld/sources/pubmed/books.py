"""Books of NCBI Bookshelf and their chapters: ``BookDocument``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier, doi, isbn
from ld.normalize.publishers import publishers
from ld.normalize.text import strip_isbd
from ld.record import (
    Agent,
    AgentKind,
    Container,
    HostKind,
    Isbn,
    Place,
    Publication,
    Series,
    Stated,
    Text,
)
from ld.sources.pubmed.citation import Citation, child, children
from ld.sources.pubmed.dates import day, earliest, issue_date
from ld.sources.pubmed.hosts import place
from ld.sources.xml.elements import inner_text

_OF_THE_BOOK: Final = "of-the-whole-book"
"""Of a chapter's record: what is said of the book and has no place on the chapter."""

_LEFT: Final = (
    "AuthorList",
    "InvestigatorList",
    "Edition",
    "CollectionTitle",
    "VolumeTitle",
    "BeginningDate",
    "EndingDate",
)


def form(citation: Citation, parts: dict[str, Any]) -> None:
    """A document with a title of its own is a chapter; one without is the book."""
    parts["whole_book"] = not inner_text(child(citation.article, "ArticleTitle")).strip()
    parts["formats"] = (Text("Book" if parts["whole_book"] else "Book Chapter", "BookDocument"),)


def title(citation: Citation, parts: dict[str, Any]) -> None:
    """Of a whole book: its own title, with that of the volume behind it."""
    if not parts["whole_book"]:
        return
    book = child(citation.article, "Book")
    said = (citation.said(child(book, name), f"Book/{name}") for name in ("BookTitle", "VolumeTitle"))
    texts = [text for text in said if text]
    if texts:
        words, source = (strip_isbd(text.value) for text in texts), "+".join(text.source for text in texts)
        parts["alternative_titles"] = parts.get("titles", ())  # the vernacular one
        parts["titles"] = (Text(". ".join(words), source),)


def publication(citation: Citation, parts: dict[str, Any]) -> None:
    """Who published it where and when: a chapter when it was contributed, else with its book."""
    book, path = child(citation.article, "Book"), "Book/PubDate"
    printed = issue_date(citation, child(book, "PubDate"), path)
    whole = Stated(printed.issued, path) if printed and printed.issued else None
    given = [day(citation, e, "ContributionDate") for e in children(citation.citation, "ContributionDate")]
    parts["issued"], parts["issue_date"] = earliest(filter(None, given)) or whole, whole
    if printed and printed.edtf and parts["issued"] is whole:
        parts["dates"] = (Stated(printed.edtf, path),)
    makers, places = tuple(_publishers(citation, book)), tuple(_places(citation, book))
    parts["publishers"] = makers
    if makers or places:
        parts["publication"] = Publication(
            source=makers[0].source if makers else places[0].source,
            places=places,
            publishers=makers,
            date=whole,
        )


def _publishers(citation: Citation, book: etree._Element) -> Iterator[Agent]:
    path = "Book/Publisher/PublisherName"
    for element in children(book, "Publisher", "PublisherName"):
        value = citation.line(element)
        names = publishers(value) if value else ()
        if value and not names:
            citation.drop(element, "name-unknown")
        for name in names:
            yield Agent(AgentKind.ORGANIZATION, name, name, path)


def _places(citation: Citation, book: etree._Element) -> Iterator[Place]:
    path = "Book/Publisher/PublisherLocation"
    for element in children(book, "Publisher", "PublisherLocation"):
        said = citation.said(element, path)
        if said:
            yield Place(strip_isbd(said.value), path)


def details(citation: Citation, parts: dict[str, Any]) -> None:
    """ISBNs, edition, series and run of the book: its own, or those of what holds the chapter."""
    book = child(citation.article, "Book")
    numbers = tuple(_isbns(citation, book))
    if parts["whole_book"]:
        parts["isbns"] = numbers
        _own(citation, book, parts)
    else:
        _host(citation, book, numbers, parts)


def _own(citation: Citation, book: etree._Element, parts: dict[str, Any]) -> None:
    edition = citation.said(child(book, "Edition"), "Book/Edition")
    parts["editions"] = (Text(strip_isbd(edition.value), edition.source),) if edition else ()
    collection = citation.said(child(book, "CollectionTitle"), "Book/CollectionTitle")
    volume = citation.said(child(book, "Volume"), "Book/Volume") if collection else None
    if collection:
        source = f"{collection.source}+{volume.source}" if volume else collection.source
        parts["series"] = (
            Series(strip_isbd(collection.value), source, (), volume.value if volume else None),
        )
    run = _run(citation, book)
    parts["dates"] = (*parts.get("dates", ()), *run)
    parts["identifiers"] = (*parts["identifiers"], *_numbers(citation, book, parts))


def _host(citation: Citation, book: etree._Element, numbers: tuple[Isbn, ...], parts: dict[str, Any]) -> None:
    """The book that a chapter is in; where its title is not given, there is nothing that the pages could be of."""
    name = citation.said(child(book, "BookTitle"), "Book/BookTitle")
    if name or numbers:
        start, end = place(citation, parts)
        parts["container"] = Container(
            kind=HostKind.BOOK,
            source=name.source if name else numbers[0].source,
            titles=(Text(strip_isbd(name.value), name.source),) if name else (),
            isbns=tuple(Stated(number.value, number.source) for number in numbers),
            identifiers=tuple(_numbers(citation, book, parts)),
            volume=citation.said(child(book, "Volume"), "Book/Volume"),
            published=parts["issue_date"],
            start_page=start,
            end_page=end,
        )
    elif parts["issue_date"] and parts["issued"] is not parts["issue_date"] and not parts.get("publication"):
        citation.drop(child(book, "PubDate"), _OF_THE_BOOK)
    for left in _LEFT:
        for element in book.iterchildren(left):
            citation.drop(element, _OF_THE_BOOK)


def _isbns(citation: Citation, book: etree._Element) -> Iterator[Isbn]:
    for element in children(book, "Isbn"):
        value = citation.line(element)
        try:
            if value:
                yield Isbn(isbn(value).isbn13, "Book/Isbn")
        except LexicalError as error:
            citation.drop(element, "invalid-isbn")
            message = f"{error}; correct it against the title page."
            citation.remark("isbn", Severity.WARNING, "Book/Isbn", value, message)


def _numbers(citation: Citation, book: etree._Element, parts: dict[str, Any]) -> Iterator[Stated[Identifier]]:
    """The book's DOI and number of a report, unless the record has them as its own already."""
    known = {stated.value.iri for stated in parts["identifiers"]}
    for element in children(book, "ELocationID"):
        value = citation.line(element)
        try:
            found = doi(value) if element.get("EIdType") == "doi" else None
        except LexicalError:
            found = None
        if found is None:
            citation.drop(element, "no-identifier")
        elif found.iri in known:
            citation.derive(element, "repeated")
        else:
            yield Stated(found, "Book/ELocationID")
    for element in children(book, "ReportNumber"):
        value = citation.line(element)
        if value:
            yield Stated(Identifier("org:Report number", value, None), "Book/ReportNumber")


def _run(citation: Citation, book: etree._Element) -> Iterator[Stated[Date]]:
    """A book that was written on for years: from when to when, open where no end is given."""
    names = ("BeginningDate", "EndingDate")
    elements = [child(book, name) for name in names]
    start, end = (day(citation, e, f"Book/{name}") for e, name in zip(elements, names, strict=True))
    if start and (end is None or start.value.lexical < end.value.lexical):
        until = end.value.lexical if end else ".."
        source = f"{start.source}+{end.source}" if end else start.source
        yield Stated(Date(f"{start.value.lexical}/{until}", "edtf"), source)
        return
    for element, known in zip(elements, (start, end), strict=True):
        if known:
            citation.drop(element, "no-interval")


def contents(citation: Citation, parts: dict[str, Any]) -> None:
    """Titles of the sections, at any depth, as one text."""
    path = "Sections/Section/SectionTitle"
    found: dict[str, None] = {}
    for element in citation.article.iter("SectionTitle"):
        if citation.path(element).startswith("Sections/"):
            found[citation.line(element)] = None
    titles = [title for title in found if title]
    parts["contents"] = (Text(" -- ".join(titles), path),) if titles else ()


__all__ = ["contents", "details", "form", "publication", "title"]
