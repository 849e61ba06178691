"""Notes: 254, 256, 351, 500–588 but for those that have a group of their own.

Each is published in its own words, with the words before it that MARC 21 displays for its kind (``Cast:``), unless it begins
with them already or is tagged: English words have no place in a text of another language.
Source: MARC 21 bibliographic, 5XX, display constants.
"""

from __future__ import annotations

from ld.record import Text
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.scripts import tag
from ld.sources.marc.texts import in_both, part_and_text

_NOTES: dict[str, tuple[str, str]] = {
    "254": ("a", ""),
    "256": ("ab", ""),
    "351": ("abc", "Arrangement"),
    "500": ("a", ""),
    "501": ("a", ""),
    "507": ("ab", "Scale"),
    "508": ("a", "Credits"),
    "510": ("abcx", "References"),
    "511": ("a", "Performers"),
    "513": ("ab", "Type of report"),
    "515": ("a", "Numbering"),
    "516": ("a", "Type of file"),
    "518": ("adop", "Event"),
    "521": ("ab", "Audience"),
    "522": ("a", "Geographic coverage"),
    "525": ("a", "Supplements"),
    "530": ("abcd", "Also available"),
    "532": ("a", "Accessibility"),
    "534": ("pabcefklmnotxz", "Original version"),
    "538": ("a", "System details"),
    "545": ("ab", "Biography or history"),
    "547": ("a", "Former titles"),
    "550": ("a", "Issuing body"),
    "556": ("az", "Documentation"),
    "580": ("a", "Related"),
    "581": ("az", "Publications"),
    "585": ("a", "Exhibitions"),
}
"""By tag: subfields, and what is said before them."""

_BY_INDICATOR = {
    ("511", "1"): "Cast",
    ("516", "8"): "",
    ("521", "0"): "Reading grade level",
    ("521", "1"): "Interest age level",
    ("521", "2"): "Interest grade level",
    ("521", "3"): "Special audience characteristics",
    ("521", "4"): "Motivation/interest level",
    ("545", "0"): "Biographical sketch",
    ("545", "1"): "Administrative history",
}
"""By tag and ind1, where the kind of note depends on it."""

_NOT_PUBLISHED = {
    "504": "bibliography",
    "514": "data-quality",
    "524": "preferred-citation",
    "526": "study-programme",
    "535": "location-of-originals",
    "544": "location-of-other-archives",
    "552": "entity-and-attribute-detail",
    "555": "cumulative-index",
    "562": "copy-identification",
    "563": "binding-of-a-copy",
    "565": "case-file-characteristics",
    "567": "methodology",
    "584": "accumulation-and-use",
    "587": "source-of-title-data",
    "588": "source-of-description",
}
"""Notes that describe a copy, the collection that holds it, or the work of cataloguing, not the thing."""

_INDEXED = frozenset("012")
"""510 ind1: where a serial is indexed; the other values say where a work is described."""


def notes(fields: Fields, parts: Parts) -> None:
    """Adds to `notes`, each text once, in the record's order. Needs scripts."""
    found: dict[tuple[str, str | None], Text] = {
        (one.value, one.language): one for one in parts.get("notes", ())
    }
    for field in fields.ordered(_NOTES):
        if field.tag == "510" and field.ind1 in _INDEXED:
            _drop(field, "indexing-coverage")
            continue
        for form in in_both(field):
            text = _text(form, parts)
            if text and (text.value, text.language) in found:
                form.derive(_NOTES[field.tag][0], "repeated")
            elif text:
                found[text.value, text.language] = text
            form.drop("u", "address-in-a-note")
    for name in fields.among(_NOT_PUBLISHED):
        for field in fields.get(name):
            _drop(field, _NOT_PUBLISHED[name])
    parts["notes"] = tuple(found.values())


def _drop(field: Field, reason: str) -> None:
    for form in in_both(field):
        form.drop_all(reason)


def _text(field: Field, parts: Parts) -> Text | None:
    codes, kind = _NOTES[field.tag]
    said = part_and_text(field, codes)
    if not said:
        return None
    language = tag(field, parts)
    before = _BY_INDICATOR.get((field.tag, field.ind1), kind)
    told = not before or language is not None or said.casefold().startswith(before.casefold())
    return Text(said if told else f"{before}: {said}", field.source(f"3{codes}"), language)


__all__ = ["notes"]
