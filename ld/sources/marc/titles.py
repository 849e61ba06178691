"""Titles of a MARC 21 record: 245, its parallel title and statement of responsibility, and every variant title.

Source: MARC 21 bibliographic, 130, 210, 222, 242, 245, 246, 247, 740; ISBD consolidated edition, area 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ld.errors import LexicalError
from ld.normalize.languages import language
from ld.normalize.text import fold, strip_isbd
from ld.record import Text
from ld.sources.marc import scripts
from ld.sources.marc.isbd import credited, displayed
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.works import UNIFORM, is_serial, uniform_title

_PROPER = "abfgknps"
"""Of 245: title, remainder, dates of an archive, form, number and name of the part, version."""
_OF_245 = f"{_PROPER}h"
_VARIANT = "abnp"
_LABELS = {
    "c": "responsibility-of-a-variant",
    "f": "dates-of-the-title",
    "g": "note-on-the-title",
    "h": "general-material-designation",
    "i": "label-of-the-title",
    "2": "source-of-the-title",
}
"""Why other subfields of a variant title are dropped; $h, of 245 too, names the carrier, not the work."""

_VARIANTS = ("246", "247", "242", "210", "222", "740")
_BROKEN = "\ufffd"
_MARKS = frozenset(":;/=")
_PARALLEL = "="
_PARALLEL_TITLE = "1"
_PART_OF_CONTENTS = "2"


class _Cut(NamedTuple):
    """A 245 or its 880, cut into title, parallel titles, the remainder of the title as written, and a statement of responsibility that
    stands in the title; each may be empty.
    """

    field: Field
    proper: str
    parallel: tuple[str, ...]
    remainder: str
    credit: str


class _Variant(NamedTuple):
    """A variant title and the subfields it is in."""

    text: Text
    field: Field
    codes: str


def titles(fields: Fields, parts: Parts) -> None:
    """What it is called.

    Sets `titles` (one without a tag, or a tagged one in each script; none where there is no 245), `alternative_titles`,
    `subtitle` (245 $b unless it is a parallel title); adds to `responsibility` (245 $c). The first 245 wins. Needs the tags of
    `scripts`.
    """
    described = fields.get("245")
    for extra in described[1:]:
        for form in _forms(extra):
            form.drop_all("repeated-245")
    cuts = [_cut(form) for form in _forms(described[0])] if described else []
    own = _titles(cuts, parts)
    # Where both forms are in one script, one title cannot have two values in it: the 880 is a variant.
    twice = len(own) > 1 and own[0].language == own[1].language
    # A form that its encoding has broken is no heading for anybody, if there is a sound one.
    sound = [text for text in own if _BROKEN not in text.value]
    names = own[:1] if twice else tuple(sound) or own
    others = [
        _Variant(text, cut.field, _PROPER)
        for text, cut in zip(own, (c for c in cuts if c.proper), strict=True)
        if text not in names
    ]
    variants = chain(others, _parallel(cuts), _variants(fields, parts))
    credits_ = chain(
        scripts.forms_by(described[0], "c", parts, _responsibility) if described else (),
        (
            Text(cut.credit, _source(cut, _PROPER), scripts.tag(cut.field, parts))
            for cut in cuts
            if cut.credit
        ),
    )
    parts.update(
        titles=names,
        alternative_titles=tuple(_distinct(names, variants)),
        subtitle=_subtitle(cuts, parts),
        responsibility=(*parts.get("responsibility", ()), *credits_),
    )


def _forms(field: Field) -> tuple[Field, ...]:
    return (field, field.twin) if field.twin else (field,)


def _cut(field: Field) -> _Cut:
    """The title proper with all that belongs to it, and the parallel titles: $b behind an equals sign, number and name of the part not
    among them.

    An equals sign inside $a or $b may as well set off a parallel remainder; there the title stays whole, unless the script changes with it.
    """
    proper: list[tuple[str, str]] = []
    parallel: list[str] = []
    mark = ""
    for code, value in field.pairs(_OF_245):
        if code == "b" and (mark == _PARALLEL or value[0] == _PARALLEL):
            parallel += value.strip("= ").split(f" {_PARALLEL} ")
        elif code != "h":
            own, behind, other = value.partition(f" {_PARALLEL} ")
            if behind and _changes_script(field, code):
                parallel.append(other)
            else:
                own = value
            proper.append((code, own))
        else:
            _lead_on(proper, value[-1])
            field.drop("h", _LABELS["h"])
        mark = value[-1]
    proper, credit = (proper, "") if field.peek("c") else credited(proper)
    remainder = next((value for code, value in proper if code == "b"), "")
    others = tuple(filter(None, (displayed([("b", title)]) for title in parallel)))
    return _Cut(field, displayed(proper), others, remainder, credit)


def _changes_script(field: Field, code: str) -> bool:
    """Whether what stands behind an equals sign is in Latin script, and what stands before it is not: another language's title."""
    original = field if field.name == "880" else field.twin
    if original is None:
        return False
    cut = (value.partition(f" {_PARALLEL} ") for value in original.peek(code))
    return any(
        mark and not scripts.is_latin(before) and scripts.is_latin(after) for before, mark, after in cut
    )


def _lead_on(proper: list[tuple[str, str]], mark: str) -> None:
    """``$h [electronic resource] :`` leads on to what follows."""
    if proper and mark in _MARKS:
        code, value = proper[-1]
        proper[-1] = code, f"{value} {mark}"


def _titles(cuts: list[_Cut], parts: Parts) -> tuple[Text, ...]:
    return tuple(
        Text(cut.proper, _source(cut, _PROPER), scripts.tag(cut.field, parts)) for cut in cuts if cut.proper
    )


def _source(cut: _Cut, codes: str) -> str:
    return cut.field.source(codes.replace("b", "") if cut.parallel else codes)


def _parallel(cuts: list[_Cut]) -> Iterator[_Variant]:
    """The parallel titles of each form. They are in other languages than the title, nobody knows which."""
    for cut in cuts:
        for title in cut.parallel:
            text = Text(title, cut.field.source("b"), scripts.script_tag(cut.field, title))
            yield _Variant(text, cut.field, "b")


def _subtitle(cuts: list[_Cut], parts: Parts) -> Text | None:
    for cut in cuts:
        value = displayed([("b", cut.remainder)]) if cut.remainder else ""
        if value:
            return Text(value, cut.field.source("b"), scripts.tag(cut.field, parts))
    return None


def _responsibility(field: Field) -> str:
    return strip_isbd(" ".join(field.take("c")).lstrip("/ "))


def _variants(fields: Fields, parts: Parts) -> Iterator[_Variant]:
    """Variant titles in both scripts; a serial's uniform title tells it from others of the same name."""
    for field in fields.get("130") if is_serial(fields) else ():
        for form in _forms(field):
            text = uniform_title(form)
            if text:
                yield _Variant(Text(text, form.source(UNIFORM), scripts.tag(form, parts)), form, UNIFORM)
    for field in fields.get(*_VARIANTS):
        if field.tag != "740" or field.ind2 != _PART_OF_CONTENTS:  # else it is a work: works.py
            for form in _forms(field):
                yield from _variant(form, parts)


def _variant(field: Field, parts: Parts) -> Iterator[_Variant]:
    field.drop_by(_LABELS)
    if field.tag == "247":
        field.drop("x", "issn-of-a-former-title")
    pairs = field.pairs(_VARIANT)
    # Of 210 and 222 $b is a qualifier: "(Online)".
    qualified = field.tag in {"210", "222"}
    text = " ".join(value for _, value in pairs)
    value = (
        text if field.tag == "210" else strip_isbd(text) if qualified else displayed(pairs)
    )  # "OAG flight atlas, worldw."
    if any(char.isalnum() for char in value):
        tag = _variant_tag(field, value, parts)
        codes = f"{_VARIANT}y" if field.tag == "242" and tag else _VARIANT
        yield _Variant(Text(value, field.source(codes), tag), field, codes)
    else:
        field.drop(_VARIANT, "no-title")


def _variant_tag(field: Field, value: str, parts: Parts) -> str | None:
    """Of a translation its own language, 242 $y; a parallel title is not in the record's language."""
    if field.tag == "242":
        return _translated_into(field)
    if field.tag == "246" and field.ind2 == _PARALLEL_TITLE:
        return scripts.script_tag(field, value)
    return scripts.tag(field, parts)


def _translated_into(field: Field) -> str | None:
    code = field.first("y")
    try:
        found = language(code) if code else None
    except LexicalError:
        found = None
    if code and not found:
        field.drop("y", "language-unknown")
    return found.bcp47 if found else None


def _distinct(own: Iterable[Text], variants: Iterable[_Variant]) -> Iterator[Text]:
    """Each form once; forms that differ in case or punctuation only are one."""
    main: set[str] = set()
    seen: set[str] = set()
    for variant in variants:
        if not main:
            main = {fold(text.value) for text in own}
            seen |= main
        key = fold(variant.text.value)
        if key in seen:
            variant.field.derive(variant.codes, "same-as-title" if key in main else "repeated")
        else:
            seen.add(key)
            yield variant.text


__all__ = ["titles"]
