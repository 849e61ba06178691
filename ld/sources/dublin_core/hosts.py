"""What a Dublin Core record's thing is a part of: the journal, the book, the series; and whose the ISSNs and ISBNs are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.calendar_dates import Date
from ld.normalize.containers import Enumeration, container_reference
from ld.normalize.identifiers import issn
from ld.normalize.text import fold, strip_isbd
from ld.record import Container, HostKind, Profile, RelatedWork, Relation, Series, Stated, Text
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, add, address, iri_of

_ISSN = re.compile(
    r"(?:urn:)?(?:[ep]-?)?issn(?:-l)?[:\s]*([0-9]{4}-?[0-9]{3}[0-9Xx])|([0-9]{4}-[0-9]{3}[0-9Xx])",
    re.IGNORECASE,
)
_JOURNAL = re.compile(r"([^;]{3,200}?)\s*;\s*(\S.{0,200})")
"""``Journal; Vol 12 No 3 (2010); 1-10``, as Open Journal Systems writes it."""

_NUMBERED = re.compile(r"(.*\S)\s*;\s*(\S.*)")
_SERIALS = frozenset({"Journal", "Serial", "Newspaper"})


class Number(NamedTuple):
    """A valid ISSN or ISBN and the value that it is from."""

    number: str
    value: Value


class _Cited(NamedTuple):
    """A value that names the host, and where in it the thing stands."""

    value: Value
    title: str
    place: Enumeration


def hosts(statements: Statements, parts: Parts) -> None:
    """The container of articles and chapters, else the series; a number goes to whom it belongs, or is dropped."""
    labels = {label.value for label in parts["formats"]}
    issns = [*parts.pop("host_issns"), *_issns(statements)]
    isbns: list[Number] = list(parts.pop("host_isbns"))
    if not _SERIALS.isdisjoint(labels):
        parts["issns"] = tuple(_distinct(statements, issns))
        issns = []
    if "Book Chapter" in labels:
        _in_book(statements, parts, isbns, issns)
    elif "Article" in labels or any(_cited(value) for value in _named(statements, "source")):
        _in_periodical(statements, parts, issns)
        _disown(statements, parts, isbns)
    else:
        _in_series(statements, parts, issns)


def issn_of(value: Value) -> str | None:
    """The ISSN that a value is, None if it is none.

    Raises:
        LexicalError: the record says that it is one, and it is not valid. Without such words ``1999-2003`` is a span.
    """
    found = _ISSN.fullmatch(value.text)
    stated = value.term == "issn" or value.scheme == "issn" or bool(found and found[1])
    if not (found or stated):
        return None
    try:
        return issn(found[1] or found[2] if found else value.text)
    except LexicalError:
        if stated:
            raise
        return None


def is_issn(value: Value) -> bool:
    """Whether a value is an ISSN, or is said to be one."""
    try:
        return issn_of(value) is not None
    except LexicalError:
        return True


def _issns(statements: Statements) -> Iterator[Number]:
    """ISSNs in terms that are not for identifiers."""
    for value in statements.take("issn", "source", "relation", "isPartOf"):
        try:
            number = issn_of(value)
        except LexicalError as error:
            statements.remark("issn", Severity.INFO, value, f"{error}; it is left out.")
            statements.drop(value, "invalid-issn")
        else:
            if number:
                yield Number(number, value)


def _distinct(statements: Statements, numbers: list[Number]) -> Iterator[Stated[str]]:
    seen: set[str] = set()
    for number, value in numbers:
        if number in seen:
            statements.derive(value, "repeated")
        else:
            seen.add(number)
            yield Stated(number, value.source)


def _disown(statements: Statements, parts: Parts, isbns: list[Number]) -> None:
    """An article's ISBN is that of a volume which nothing else tells of."""
    for _, value in isbns:
        statements.drop(value, "owner-unknown")
    if isbns:
        parts["isbns"] = ()


def _named(statements: Statements, *names: str) -> Iterator[Value]:
    """Values that may be the name of a host: neither an address nor an ISSN."""
    for value in statements.take(*names):
        if not (is_issn(value) or iri_of(value.text)):
            yield value


def _cited(value: Value) -> _Cited | None:
    """Title, volume, issue and pages, where a value has both a title and a place in it."""
    found = _JOURNAL.fullmatch(value.text)
    try:
        return _Cited(value, strip_isbd(found[1]), container_reference(found[2])) if found else None
    except LexicalError:
        return None


def _in_periodical(statements: Statements, parts: Parts, issns: list[Number]) -> None:
    sources, citations = list(_named(statements, "source")), list(statements.take("bibliographicCitation"))
    cited = next(filter(None, map(_cited, (*sources, *citations))), None)
    titles = _titles(statements, parts, cited, sources)
    if not (titles or issns):
        _homeless(statements, parts, [*sources, *citations])
        return
    stated = tuple(_distinct(statements, issns))
    place = _place(cited) if cited else {}
    year = cited.place.year if cited else None
    parts["container"] = Container(
        kind=HostKind.PERIODICAL,
        source=(titles[0] if titles else stated[0]).source,
        titles=titles,
        issns=stated,
        volume=place.get("volume"),
        issue=place.get("issue"),
        published=Stated(Date(year, "gYear"), cited.value.source) if cited and year else None,
        start_page=place.get("start_page"),
        end_page=place.get("end_page"),
        citation=_citation(statements, citations, cited),
    )


def _titles(
    statements: Statements, parts: Parts, cited: _Cited | None, sources: list[Value]
) -> tuple[Text, ...]:
    """The periodical's title and its variants; without a place beside it, only text without a number is a title."""
    found: dict[str, Text] = {}
    whole = parts["profile"] is Profile.PMC
    for value in sources:
        own = cited if cited and cited.value is value else _cited(value)
        plain = whole or not any(char.isdigit() for char in value.text)
        title = own.title if own else strip_isbd(value.text) if plain else ""
        if not title:
            add(parts, "relations", [Text(value.text, value.source, value.language)])
        elif fold(title) in found:
            statements.derive(value, "repeated")
        else:
            found[fold(title)] = Text(title, value.source, value.language)
    if not found and cited:
        found[""] = Text(cited.title, cited.value.source)
    for value in _named(statements, "isPartOf"):
        if found:
            _part(parts, value)
        else:
            found[fold(value.text)] = Text(strip_isbd(value.text), value.source, value.language)
    return tuple(found.values())


def _place(cited: _Cited) -> dict[str, Text]:
    names = ("volume", "issue", "start_page", "end_page")
    found = ((name, getattr(cited.place, name)) for name in names)
    return {name: Text(value, cited.value.source) for name, value in found if value}


def _citation(statements: Statements, citations: list[Value], cited: _Cited | None) -> Text | None:
    """The record's own words for where the thing stands."""
    for value in citations[1:]:
        statements.drop(value, "single-valued")
    own = citations[0] if citations else cited.value if cited else None
    return Text(own.text, own.source) if own else None


def _homeless(statements: Statements, parts: Parts, values: list[Value]) -> None:
    for value in values:
        if value.term == "source":
            add(parts, "relations", [Text(value.text, value.source, value.language)])
        else:
            statements.drop(value, "container-unknown")


def _in_book(statements: Statements, parts: Parts, isbns: list[Number], issns: list[Number]) -> None:
    """A chapter's ISBN is its book's, of which `isPartOf` or `source` is the title."""
    values = list(_named(statements, "isPartOf", "source"))
    titles = tuple(Text(strip_isbd(value.text), value.source, value.language) for value in values)
    for _, value in issns:
        statements.drop(value, "owner-unknown")
    parts["isbns"] = ()
    stated = tuple(_distinct(statements, isbns))
    citations = list(statements.take("bibliographicCitation"))
    if titles or stated:
        parts["container"] = Container(
            HostKind.BOOK,
            (titles[0] if titles else stated[0]).source,
            titles,
            isbns=stated,
            citation=_citation(statements, citations, None),
        )
    else:
        _homeless(statements, parts, citations)


def _in_series(statements: Statements, parts: Parts, issns: list[Number]) -> None:
    """What it is a part of is a series where it has a number there, or an ISSN; else another work."""
    numbers = list(statements.take("numberOfSeries"))
    wholes = list(_named(statements, "isPartOf"))
    alone = len(wholes) == 1
    found: list[Series] = []
    for value in wholes:
        numbered = _NUMBERED.fullmatch(value.text)
        number = numbers[0] if alone and numbers else None
        if not (numbered or number or (alone and issns)):
            _part(parts, value)
            continue
        name = strip_isbd(numbered[1] if numbered else value.text)
        owned = issns[0] if alone and issns else None
        stated = (value, number, owned.value if owned else None)
        source = "+".join(dict.fromkeys(one.source for one in stated if one))
        place = number.text if number else strip_isbd(numbered[2]) if numbered else None
        found.append(Series(name, source, number=place, issn=owned.number if owned else None))
    parts["series"] = tuple(found)
    _left_over(statements, parts, numbers[alone and bool(wholes) :], issns[bool(found) and alone :])


def _left_over(statements: Statements, parts: Parts, numbers: list[Value], issns: list[Number]) -> None:
    for value in (*numbers, *(number.value for number in issns)):
        statements.drop(value, "owner-unknown")
    _homeless(statements, parts, [*_named(statements, "source"), *statements.take("bibliographicCitation")])


def _part(parts: Parts, value: Value) -> None:
    """Another work, of which it is a part."""
    label = strip_isbd(value.text) or value.text
    add(parts, "related", [RelatedWork(Relation.PART_OF, label, value.source, iri=address(value.address))])


__all__ = ["Number", "hosts", "is_issn", "issn_of"]
