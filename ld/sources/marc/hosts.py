"""What the thing of a MARC 21 record is a part of, field 773: an article's periodical, a chapter's book, a map's atlas.

Source: MARC 21 bibliographic, 773, leader 07; ANSI/NISO Z39.56 (SICI, $q).
"""

from __future__ import annotations

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.containers import Enumeration, container_reference
from ld.normalize.dates import Date, parse
from ld.normalize.identifiers import Identifier
from ld.normalize.text import strip_isbd
from ld.record import Container, HostKind, RelatedWork, Relation, Stated, Text
from ld.sources.marc import scripts
from ld.sources.marc.isbd import displayed
from ld.sources.marc.links import REASONS, linked
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.numbers import control_numbers, isbns, issns
from ld.sources.marc.parsing import Parts

_COMPONENTS = frozenset("ab")
"""Leader 07: a part of a monograph, of a serial."""
_LABELS = {"Article": HostKind.PERIODICAL, "Book Chapter": HostKind.BOOK}
_LEVELS = {
    "a": HostKind.BOOK,
    "b": HostKind.PERIODICAL,
    "c": HostKind.BOOK,
    "i": HostKind.PERIODICAL,
    "m": HostKind.BOOK,
    "s": HostKind.PERIODICAL,
}
_KIND = 3
"""Place of the host's bibliographic level in $7."""


def hosts(fields: Fields, parts: Parts) -> None:
    """Sets `container` of an article or chapter, from the first 773 that names a host; a further one, and one of anything else (a score
    in a collection, a map in an atlas), is a work of which this is a part, added to `related`.

    Needs `formats` and the tags of `scripts`.
    """
    component = fields.leader[7] in _COMPONENTS or not _labels(parts).isdisjoint(_LABELS)
    container: Container | None = None
    wholes: list[RelatedWork] = []
    for field in fields.get("773"):
        if component and container is None:
            container = _container(fields, field, parts)
        else:
            serial = _level(field) is HostKind.PERIODICAL
            wholes += linked(fields, field, parts, Relation.PART_OF, serial=serial)
    parts["container"] = container
    parts["related"] = (*parts.get("related", ()), *wholes)


def _labels(parts: Parts) -> set[str]:
    return {label.value for label in parts.get("formats", ())}


def _level(field: Field) -> HostKind | None:
    return next((_LEVELS.get(value[_KIND : _KIND + 1]) for value in field.peek("7")), None)


def _container(fields: Fields, field: Field, parts: Parts) -> Container | None:
    place, citation = _place(fields, field)
    field.drop_by(REASONS)
    field.drop("a", "creator-of-the-host")
    field.drop("e", "not-of-this-field")
    field.take("gq")
    titles = _titles(field, parts)
    serials, books, numbers = issns(fields, field), isbns(fields, field), control_numbers(field)
    found: tuple[tuple[Text | Stated[str] | Stated[Identifier], ...], ...] = (titles, serials, books, numbers)
    if not any(found):
        field.drop_all("container-unknown")
        return None
    if not place:
        field.drop("q", "enumeration-unread")
    kind = _kind(fields, field, parts, serial=bool(serials), book=bool(books))
    return Container(
        kind=kind,
        source=next(entry.source for entries in found for entry in entries),
        titles=titles,
        issns=serials,
        isbns=books,
        identifiers=numbers,
        volume=place.get("volume"),
        issue=place.get("issue"),
        published=_published(place.get("year"), kind),
        start_page=place.get("start_page"),
        end_page=place.get("end_page"),
        citation=citation,
    )


def _titles(field: Field, parts: Parts) -> tuple[Text, ...]:
    """The title, its form in another script, the uniform title, and last the abbreviated one, by which it is cited."""
    found = list(
        scripts.forms_by(field, "t", parts, lambda form: displayed(("a", value) for value in form.take("t")))
    )
    found += [Text(strip_isbd(value), field.source(code)) for code in "sp" for value in field.take(code)]
    return tuple(text for text in found if text.value)


def _kind(fields: Fields, field: Field, parts: Parts, *, serial: bool, book: bool) -> HostKind:
    """What the host is: by $7, by its numbers, by leader 07, by the format of the part; a book if nothing tells."""
    level = _level(field)
    if level:
        return level
    if serial or fields.leader[7] == "b":
        return HostKind.PERIODICAL
    if book:
        return HostKind.BOOK
    labels = _labels(parts)
    return next((kind for label, kind in _LABELS.items() if label in labels), HostKind.BOOK)


def _place(fields: Fields, field: Field) -> tuple[dict[str, Text], Text | None]:
    """Volume, issue, year and pages by name, from $g and what it leaves open from $q; and $g in its own words."""
    words = "; ".join(field.peek("g"))
    place = _read(words, field.source("g")) if words else {}
    for value in field.peek("q"):
        place = _read(value, field.source("q")) | place
    if words and not place:
        fields.remark(
            "container-reference",
            Severity.INFO,
            "773$g",
            words,
            "Volume, issue and pages cannot be read from this text; it is published as it is.",
        )
    return place, Text(words, field.source("g")) if words else None


def _read(value: str, source: str) -> dict[str, Text]:
    try:
        found = container_reference(value)
    except LexicalError:
        return {}
    names = Enumeration.__dataclass_fields__
    return {name: Text(text, source) for name in names if (text := getattr(found, name))}


def _published(year: Text | None, kind: HostKind) -> Stated[Date] | None:
    """The year of the issue; in a book it says nothing that the book does not."""
    if year is None or kind is not HostKind.PERIODICAL:
        return None
    try:
        issued = parse(year.value).issued
    except LexicalError:
        return None
    return Stated(issued, year.source) if issued else None


__all__ = ["hosts"]
