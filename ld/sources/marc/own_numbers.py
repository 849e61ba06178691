"""The numbers of the thing that have a home of their own in the record: ISBN, ISSN, and those of a recording's release.

Source: MARC 21 bibliographic, 020, 022, 024 (first indicator 3), 028.
"""

from __future__ import annotations

from dataclasses import replace

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.formats import book_format
from ld.normalize.identifiers import isbn, ismn, issn
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, HostKind, Isbn, Release, Stated
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_EAN = "3"
_SERIALS = frozenset("is")
_COMPONENTS = frozenset("ab")
_RECORDINGS = frozenset("ij")
_LABEL_NUMBERS = frozenset("01")
"""First indicator of 028: issue number and matrix number, which the label of a recording gives."""

_Found = dict[str, tuple[str, str | None]]
"""Source and binding by ISBN-13."""


def isbns(fields: Fields) -> tuple[Isbn, ...]:
    """The valid ISBNs as 13 digits, each once, in the record's order; a record of several volumes or bindings is of none.

    An EAN of a book (024, first indicator 3) is its ISBN.
    """
    found: _Found = {}
    for field in fields.get("020", "024"):
        if field.tag == "020":
            _standard(fields, field, found)
        elif field.ind1 == _EAN:
            _bar_code(field, found)
    if len(found) == 1:
        return tuple(Isbn(value, source, binding) for value, (source, binding) in found.items())
    for field in fields.get("020"):
        field.drop("q", "qualifier")
    return tuple(Isbn(value, source.removesuffix("+020$q"), None) for value, (source, _) in found.items())


def _standard(fields: Fields, field: Field, found: _Found) -> None:
    """$a with what stands behind the number there, and $q."""
    stated = book_format("; ".join(field.take("q")))
    for value in field.take("a"):
        try:
            read = isbn(value)
        except LexicalError as error:
            if not is_ismn(value):
                _refuse(fields, field, "isbn", value, f"{error}; correct it or move it to $z.")
            continue
        binding = stated or book_format(read.qualifier or "")
        known = found.get(read.isbn13)
        if known:
            field.derive_value("a", value, "repeated")
        if known is None or (binding and not known[1]):
            found[read.isbn13] = ("020$a+020$q" if stated else "020$a", binding)
    if not stated:
        field.drop("q", "qualifier")
    field.drop("z", "cancelled")
    field.drop("c", "terms-of-availability")


def _bar_code(field: Field, found: _Found) -> None:
    for value in field.peek("a"):
        number = book_number(value)
        if number is None:
            continue
        field.take("a")
        if number in found:
            field.derive_value("a", value, "same-as-isbn")
        else:
            found[number] = ("024$a", None)


def book_number(ean: str) -> str | None:
    """The ISBN that an EAN is, None if it is that of other goods.

    >>> book_number("9780521825146"), book_number("9771476124003")
    ('9780521825146', None)
    """
    if not ean.startswith(("978", "979")):
        return None
    try:
        return isbn(ean).isbn13
    except LexicalError:
        return None


def is_ismn(value: str) -> bool:
    """Whether it is the number of printed music, which older records give in the field for ISBNs."""
    try:
        ismn(value)
    except LexicalError:
        return False
    return True


def issns(fields: Fields, parts: Parts) -> tuple[Stated[str], ...]:
    """The ISSNs of a serial or integrating resource, the linking one (ISSN-L) last.

    Field 022 of anything else is the number of what it is in: a component part's goes to its host, if that has none.
    """
    found: dict[str, str] = {}
    for field in fields.get("022"):
        for code, value in field.pairs("al"):
            number = _issn(fields, field, code, value)
            if number in found:
                field.derive_value(code, value, "repeated")
            elif number:
                found[number] = f"022${code}"
        field.drop("mz", "cancelled")
        field.drop("y", "incorrect")
        field.drop("2", "issn-centre")
    stated = tuple(Stated(number, source) for number, source in sorted(found.items(), key=_linking_last))
    if fields.leader[7] in _SERIALS:
        return stated
    if stated:
        _of_the_host(fields, parts, stated)
    return ()


def _linking_last(entry: tuple[str, str]) -> bool:
    return entry[1].endswith("l")


def _issn(fields: Fields, field: Field, code: str, value: str) -> str | None:
    try:
        return issn(value)
    except LexicalError as error:
        _refuse(fields, field, "issn", value, f"{error}; correct it or move it to $y or $z.", code)
        return None


def _of_the_host(fields: Fields, parts: Parts, stated: tuple[Stated[str], ...]) -> None:
    container = parts.get("container") if fields.leader[7] in _COMPONENTS else None
    if container and container.kind is HostKind.PERIODICAL and not container.issns:
        sources = dict.fromkeys((container.source, *(entry.source for entry in stated)))
        parts["container"] = replace(container, issns=stated, source="+".join(sources))
        return
    known = {entry.value for entry in container.issns} if container else set()
    for field in fields.get("022"):
        for code, value in field.pairs("al"):
            if value.upper() in known:
                field.derive_value(code, value, "issn-of-the-host")
            else:
                field.drop_value(code, value, "owner-unknown")


def _refuse(fields: Fields, field: Field, code: str, value: str, message: str, subfield: str = "a") -> None:
    fields.remark(code, Severity.INFO, f"{field.name}${subfield}", value, message)
    field.drop_value(subfield, value, f"invalid-{code}")


def release(fields: Fields) -> Release | None:
    """The release of a recording: the numbers that its label gave it (028, issue and matrix numbers), and the label."""
    numbers, sources, label = dict[str, None](), dict[str, None](), ""
    for field in release_fields(fields):
        for value in field.take("a"):
            if value in numbers:
                field.derive_value("a", value, "repeated")
            numbers[value] = None
        field.take("b")
        label = label or _label(field)
        sources[field.source("ab")] = None
    if not numbers:
        return None
    agent = Agent(AgentKind.ORGANIZATION, label, label, "028$b") if label else None
    return Release("+".join(sources), tuple(numbers), agent)


def release_fields(fields: Fields) -> list[Field]:
    """The fields 028 with the numbers of the first label; those of another label do not claim to be of the same release."""
    if fields.leader[6] not in _RECORDINGS:
        return []
    found = [field for field in fields.get("028") if field.ind1 in _LABEL_NUMBERS and field.has("a")]
    first = next(filter(None, map(_label, found)), "")
    return [field for field in found if _label(field) in {"", first}]


def _label(field: Field) -> str:
    return strip_isbd(" ".join(field.peek("b")))


__all__ = ["book_number", "is_ismn", "isbns", "issns", "release", "release_fields"]
