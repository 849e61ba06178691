"""Reproductions of what the record describes: 533.

The date of the original stays the thing's own; the reproduction is another work with its own date and size.
Source: MARC 21 bibliographic, 533.
"""

from __future__ import annotations

from ld.errors import LexicalError
from ld.normalize.dates import Date, parse
from ld.normalize.text import strip_isbd
from ld.record import RelatedWork, Relation, Stated, Text
from ld.sources.marc.coded_dates import coded_dates
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.scripts import forms, forms_by

_DESCRIBED = "abcdefmn"
_NAMED = "abcd"
"""Kind, place, agency, date: what tells one reproduction from another."""


def reproductions(fields: Fields, parts: Parts) -> None:
    """Adds to `related` one work for each 533, and to `notes` the field in words. Needs scripts."""
    described = fields.get("533")
    works: list[RelatedWork] = []
    notes: list[Text] = []
    for field in described:
        notes += forms(field, _DESCRIBED, parts)
        work = _work(fields, field, parts, only=len(described) == 1)
        if work:
            works.append(work)
        for form in (field, field.twin) if field.twin else (field,):
            form.drop("3", "part-of-the-thing")
            form.drop("7", "coded-detail")
    parts["related"] = (*parts.get("related", ()), *works)
    parts["notes"] = (*parts.get("notes", ()), *notes)


def _work(fields: Fields, field: Field, parts: Parts, *, only: bool) -> RelatedWork | None:
    names = forms_by(field, _NAMED, parts, lambda form: strip_isbd(" ".join(form.take(_NAMED))))
    if not names:
        return None
    extent = " ".join(field.take("e"))
    return RelatedWork(
        Relation.REPRODUCTION,
        names[0].value,
        names[0].source,
        alternates=names[1:],
        issued=_issued(field) or (_of_008(fields) if only else None),
        extent=Text(strip_isbd(extent), field.source("e")) if strip_isbd(extent) else None,
    )


def _issued(field: Field) -> Stated[Date] | None:
    for value in field.peek("d"):
        try:
            found = parse(value)
        except LexicalError:
            continue
        date = found.issued or found.edtf
        if date:
            return Stated(date, field.source("d"))
    return None


def _of_008(fields: Fields) -> Stated[Date] | None:
    """Of a reprint (008/06 r) 008 dates the copy."""
    coded = coded_dates(fields.control("008"), serial=False)
    return Stated(coded.issued, "008") if coded.type == "r" and coded.issued else None


__all__ = ["reproductions"]
