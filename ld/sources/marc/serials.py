"""How often a serial appears, and numbering that no years can be read from: 008/18-19, 310, 321, 362.

Source: MARC 21 bibliographic, 008/18-19 of continuing resources, 310, 321, 362.
"""

from __future__ import annotations

from ld.errors import LexicalError
from ld.normalize.dates import parse_span
from ld.normalize.frequencies import coded_frequency, frequency
from ld.record import Stated, Text
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.scripts import forms

_CONTINUING = "bis"
_IRREGULAR = "x"


def serials(fields: Fields, parts: Parts) -> None:
    """Sets `frequencies`; adds to `notes` what is said of frequency and numbering in words only. Needs scripts."""
    found = _coded(fields)
    notes: list[Text] = []
    for field in fields.get("310"):
        name = _worded(field)
        if name and name in found:
            field.derive("a", "same-as-008")
        elif name:
            field.take("a")
            found[name] = field.source("a")
        else:
            notes += forms(field, "a", parts)
        _drop_in_both(field, "b", "dates-of-the-frequency")
        field.derive("02", "names-the-vocabulary")
    for field in fields.get("321"):
        _drop_in_both(field, "ab02", "former-frequency")
    parts["frequencies"] = tuple(Stated(name, source) for name, source in found.items())
    parts["notes"] = (*parts.get("notes", ()), *notes, *_numbering(fields, parts))


def _coded(fields: Fields) -> dict[str, str]:
    """008/18, for continuing resources of text; of the regularity in 008/19 only that there is none."""
    if fields.leader[7] not in _CONTINUING or fields.leader[6] not in "at ":
        return {}
    fixed = fields.control("008")[18:20].lower()
    name = coded_frequency(fixed[:1])
    irregular = {"irregular": "008"} if fixed[1:2] == _IRREGULAR else {}
    return ({name: "008"} if name else {}) | irregular


def _worded(field: Field) -> str | None:
    for value in field.peek("a"):
        try:
            return frequency(value)
        except LexicalError:
            return None
    return None


def _numbering(fields: Fields, parts: Parts) -> list[Text]:
    """362 without a year, or of what is no serial, as it stands."""
    serial = fields.leader[7] == "s"
    found: list[Text] = []
    for field in fields.get("362"):
        field.drop("z", "source-of-the-numbering")
        if not (serial and any(_has_years(value) for value in field.peek("a"))):
            found += forms(field, "a", parts)
    return found


def _has_years(value: str) -> bool:
    try:
        parse_span(value)
    except LexicalError:
        return False
    return True


def _drop_in_both(field: Field, codes: str, reason: str) -> None:
    for form in (field, field.twin) if field.twin else (field,):
        form.drop(codes, reason)


__all__ = ["serials"]
