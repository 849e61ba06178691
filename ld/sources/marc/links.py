"""Other things that a MARC 21 record links to, 76X–78X but 773: originals, translations, supplements, other editions and forms, neighbours.

Numbers of a linking entry are those of the other thing, never of this one.

Source: MARC 21 bibliographic, 76X–78X.
"""

from __future__ import annotations

from collections.abc import Iterator

from ld.errors import LexicalError
from ld.normalize.identifiers import Identifier
from ld.normalize.languages import Language, language
from ld.normalize.text import fold, strip_isbd
from ld.record import Agent, RelatedWork, Relation, Stated, Text
from ld.sources.marc import scripts
from ld.sources.marc.isbd import displayed
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.numbers import authorities, control_numbers, isbns, issns
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import named
from ld.sources.marc.works import is_serial, stated_relation

_RELATIONS = {
    "760": Relation.PART_OF,
    "762": Relation.HAS_PART,
    "765": Relation.TRANSLATION_OF,
    "767": Relation.TRANSLATED_AS,
    "770": Relation.HAS_PART,
    "772": Relation.PART_OF,
    "774": Relation.HAS_PART,
    "775": Relation.OTHER_EDITION,
    "776": Relation.OTHER_FORMAT,
    "777": Relation.RELATED,
    "780": Relation.REPLACES,
    "785": Relation.REPLACED_BY,
    "786": Relation.RELATED,
    "787": Relation.RELATED,
}
_SAME_WORK = frozenset({"765", "767", "775", "776", "780", "785"})
"""Of a serial these link to serials."""

_KIND = 3
"""Place of the other thing's bibliographic level in $7 (leader 07)."""

REASONS = {
    "3": "materials-specified",
    "4": "relationship-code",
    "7": "kind-of-the-other-thing",
    "b": "edition-of-the-other-thing",
    "c": "qualifying-information",
    "d": "imprint-of-the-other-thing",
    "f": "country-of-the-other-thing",
    "g": "related-parts",
    "h": "extent-of-the-other-thing",
    "i": "relationship-in-words",
    "j": "period-of-content",
    "k": "series-of-the-other-thing",
    "l": "local",
    "m": "details-of-the-other-thing",
    "n": "note-on-the-other-thing",
    "o": "number-without-scheme",
    "p": "abbreviated-title",
    "q": "parallel-title",
    "r": "report-number",
    "u": "report-number",
    "v": "source-contribution",
    "y": "coden",
}
"""Why the other subfields of a linking entry are dropped."""


def links(fields: Fields, parts: Parts) -> None:
    """Adds to `related` what 760–787 name; a serial's former and later titles among them, whatever second indicator they have.

    Needs the tags of `scripts`.
    """
    found = [
        work
        for field in fields.ordered(_RELATIONS)
        for work in linked(fields, field, parts, _RELATIONS[field.tag], serial=_serial(fields, field))
    ]
    parts["related"] = (*parts.get("related", ()), *found)


def _serial(fields: Fields, field: Field) -> bool:
    """Whether the other thing is a serial: $7 says so, or this one is and the other is the same in other clothes."""
    level = next((value[_KIND : _KIND + 1] for value in field.peek("7")), "")
    return level == "s" or (field.tag in _SAME_WORK and is_serial(fields))


def linked(
    fields: Fields, field: Field, parts: Parts, relation: Relation, *, serial: bool
) -> Iterator[RelatedWork]:
    """The other thing of one linking entry; none if it has neither title nor number nor heading.

    Args:
        relation: how it stands to this one; where the tag states none in particular, as 787, $i may.
    """
    field.drop_by(REASONS)
    stated = stated_relation(field) if relation is Relation.RELATED else None
    title, titles = _titles(field)
    numbers = (*control_numbers(field), *authorities(field))
    serials, books = issns(fields, field), isbns(fields, field)
    heading = strip_isbd(" ".join(field.take("a")))
    label = title or _number(numbers, serials, books) or heading
    if not any(char.isalnum() for char in label):
        field.drop_all("nothing-named")
        return
    maker = _maker(field, heading, label)
    yield RelatedWork(
        stated or relation,
        label,
        field.source("tsia" if stated else "ts" if title else "wzxa"),
        (*titles, *scripts.alternates(field, "ts", parts, lambda twin: _titles(twin)[0])),
        (maker,) if maker else (),
        _language(field),
        numbers,
        serials,
        books,
        serial=serial or bool(serials),
    )
    if field.twin:
        field.twin.drop_by(REASONS)
        field.twin.derive("aewxz01", "same-as-its-twin")


def _titles(field: Field) -> tuple[str, tuple[Text, ...]]:
    """The title, $t before $s, and the uniform title where it is another one."""
    title = displayed(("a", value) for value in field.take("t"))
    uniform = displayed(("a", value) for value in field.take("s"))
    if not title or not uniform:
        return title or uniform, ()
    if fold(title) == fold(uniform):
        field.derive("s", "same-as-title")
        return title, ()
    return title, (Text(uniform, field.source("s")),)


def _maker(field: Field, heading: str, label: str) -> Agent | None:
    """Under whom the other thing is entered, $a, by the name test."""
    if heading == label and field.has("t"):
        field.derive("a", "same-as-title")
    if not heading or heading == label:
        return None
    found = named(heading, field.source("a"))
    if found is None:
        field.drop("a", "no-name")
    return found


def _number(
    numbers: tuple[Stated[Identifier], ...], serials: tuple[Stated[str], ...], books: tuple[Stated[str], ...]
) -> str:
    """What a thing without a title is called: its first number, with its kind in front."""
    if serials:
        return f"ISSN {serials[0].value}"
    if books:
        return f"ISBN {books[0].value}"
    return f"{numbers[0].value.scheme.removeprefix('org:')} {numbers[0].value.value}" if numbers else ""


def _language(field: Field) -> tuple[Stated[Language], ...]:
    """The language of another edition, 775 $e: a MARC code."""
    if field.tag != "775":
        field.drop("e", "not-of-this-field")
        return ()
    code = field.first("e")
    try:
        found = language(code) if code else None
    except LexicalError:
        found = None
    if code and not found:
        field.drop("e", "language-unknown")
    return (Stated(found, field.source("e")),) if found else ()


__all__ = ["REASONS", "linked", "links"]
