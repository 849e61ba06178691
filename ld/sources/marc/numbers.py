"""Numbers of *other* things, in fields that link to them or name them: $x, $z and $w of 76X–78X, 490, 7XX and 8XX.

Source: MARC 21 bibliographic, 76X–78X general information ($w: control number with the organization's code in front).
"""

from __future__ import annotations

from collections.abc import Iterable

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.identifiers import Identifier, authority, from_control_number, isbn, issn
from ld.record import Stated
from ld.sources.marc.model import Field, Fields


def issns(fields: Fields, field: Field, code: str = "x") -> tuple[Stated[str], ...]:
    """The valid ISSNs of a subfield, each once, in order."""
    found: dict[str, Stated[str]] = {}
    for value in field.take(code):
        number = issn_of(fields, field, code, value)
        if number in found:
            field.derive_value(code, value, "repeated")
        elif number:
            found[number] = Stated(number, field.source(code))
    return tuple(found.values())


def issn_of(fields: Fields, field: Field, code: str, value: str) -> str:
    """The ISSN in one taken subfield, without the marks that lead on (``0783-277X ;``); empty, with a finding, if it is none."""
    try:
        return issn(value.rstrip(" ;,.="))
    except LexicalError as error:
        message = f"{error}; correct it against the title page or the ISSN Portal."
        fields.remark("issn", Severity.WARNING, f"{field.name}${code}", value, message)
        field.drop_value(code, value, "invalid-issn")
        return ""


def isbns(fields: Fields, field: Field, code: str = "z") -> tuple[Stated[str], ...]:
    """The valid ISBNs of a subfield, 13 digits without hyphens, each once, in order."""
    found: dict[str, Stated[str]] = {}
    for value in field.take(code):
        try:
            number = isbn(value).isbn13
        except LexicalError as error:
            message = f"{error}; correct it against the other record."
            fields.remark("isbn", Severity.INFO, f"{field.name}${code}", value, message)
            field.drop_value(code, value, "invalid-isbn")
            continue
        if number in found:
            field.derive_value(code, value, "repeated")
        else:
            found[number] = Stated(number, field.source(code))
    return tuple(found.values())


def control_numbers(field: Field, code: str = "w") -> tuple[Stated[Identifier], ...]:
    """The control numbers of a subfield, each once, in order. One without its organization is of nobody knows whom."""
    found: dict[tuple[str, str], Stated[Identifier]] = {}
    for value in field.take(code):
        try:
            number = from_control_number(value.rstrip(" ."))
        except LexicalError:
            field.drop_value(code, value, "invalid-control-number" if value[:1] == "(" else "no-scheme")
            continue
        key = (number.scheme, number.value)
        if key in found:
            field.derive_value(code, value, "repeated")
        else:
            found[key] = Stated(number, field.source(code))
    return tuple(found.values())


def authorities(field: Field, schemes: Iterable[str] | None = None) -> tuple[Stated[Identifier], ...]:
    """What $1 and $0 name, each once, those of $1 (the thing itself) first.

    Args:
        schemes: those that name such things; None for any.
    """
    found: dict[tuple[str, str], Stated[Identifier]] = {}
    for code in "10":
        for value in field.take(code):
            number = authority(value)
            if number is None or (schemes is not None and number.scheme not in schemes):
                field.drop_value(code, value, "authority-unknown")
            elif (number.scheme, number.value) in found:
                field.derive_value(code, value, "repeated")
            else:
                found[number.scheme, number.value] = Stated(number, field.source(code))
    return tuple(found.values())


__all__ = ["authorities", "control_numbers", "isbns", "issn_of", "issns"]
