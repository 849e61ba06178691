"""What kind of thing a MARC 21 record describes: leader, 006-008, 336-338, and the fields that only some kinds have.

The labels are those of VuFind's format vocabulary, in the order in which its importer finds them: special kinds, 007,
leader/06, leader/07; the mapping makes classes of them by rank. RDA's content and carrier types win over the leader.
Source: MARC 21 bibliographic, leader, 006, 007, 008, 336-338.
"""

from __future__ import annotations

from collections.abc import Iterator

from ld.errors import LexicalError
from ld.normalize.containers import container_reference
from ld.normalize.rda_terms import CARRIERS
from ld.record import Stated, Text, Trait
from ld.sources.marc import kind_codes as codes
from ld.sources.marc.coded_kinds import Codes, coded
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts

_Labels = Iterator[tuple[str, str]]
"""Labels, each with the field that says so."""

_NATURE_OF_CONTENTS = slice(24, 28)
_ELECTRONIC_RESOURCE = "[electronic resource]"


def kinds(fields: Fields, parts: Parts) -> None:
    """Sets `formats`, `traits` and `carriers`; traits are evidence that makes the class of a format more precise."""
    read = coded(fields)
    labels: dict[str, str] = {}
    for label, source in _labels(fields, read):
        labels.setdefault(label, source)
    parts["formats"] = tuple(
        Text(label, source) for label, source in (labels or {_last_resort(read): "LDR/06"}).items()
    )
    parts["traits"] = frozenset(_traits(fields, read))
    parts["carriers"] = _carriers(read)
    _settle(fields, read)


def _labels(fields: Fields, read: Codes) -> _Labels:
    yield from _special(fields, read)
    for text in read.physical:
        yield from ((label, "007") for label in _of_007(text))
    for carrier, source in read.carriers:
        yield from ((label, source) for label in codes.BY_CARRIER.get(carrier, ()))
    form = codes.MICROFORMS.get(read.form_of_item, ("", ""))[0]
    if form:
        yield form, "008"
    if read.contradicted:
        yield from ((label, "336$b") for code in read.contents for label in codes.BY_CONTENT.get(code, ()))
    else:
        yield from _of_type(fields, read)
    yield from _of_level(fields, read)


def _special(fields: Fields, read: Codes) -> _Labels:
    """Kinds that a field of their own or a code beside the type tells."""
    # 008/28 is no proof of a government document: it is set for every book of a state university.
    if fields.get("086"):
        yield "Government Document", "086"
    if fields.get("502"):
        yield "Thesis", "502"
    elif read.type in "at" and read.level in "acdm" and "m" in read.fixed[_NATURE_OF_CONTENTS]:
        yield "Thesis", "008"
    if read.type == "m" or any(
        _ELECTRONIC_RESOURCE in value.lower() for field in fields.get("245") for value in field.peek("h")
    ):
        yield "Electronic", "LDR/06" if read.type == "m" else "245$h"
    elif read.is_electronic and not (read.type in "at" and read.level == "m"):
        yield "Electronic", read.carriers[0][1] if read.carriers else "008"
    if _meeting(fields):
        yield "Conference Proceeding", _meeting(fields)
    elif read.type in "at" and read.fixed[29] == "1":
        yield "Conference Proceeding", "008"


def _meeting(fields: Fields) -> str:
    """The field that enters a meeting; one with $t names another work."""
    return next((field.tag for field in fields.get("111", "711") if not field.has("t")), "")


def _of_007(text: str) -> tuple[str, ...]:
    if text.startswith("vd") and text[4] == "s":
        return codes.BLU_RAY
    exact = codes.BY_007.get(text[:2])
    return codes.BY_007.get(text[0], ()) if exact is None else exact


def _of_type(fields: Fields, read: Codes) -> _Labels:
    """Leader/06, for some types with the code in 008 that divides them."""
    match read.type:
        case "e" | "f":
            yield codes.MAPS.get(read.fixed[25], "Map"), "008" if read.fixed[25] in codes.MAPS else "LDR/06"
        case "g":
            yield from _projected(read)
        case "k":
            yield from _picture(read)
        case "m" if read.fixed[26] in codes.COMPUTER_FILES:
            yield codes.COMPUTER_FILES[read.fixed[26]], "008"
        case "t" if not fields.get("502"):
            yield "Manuscript", "LDR/06"
        case _:
            yield from ((label, "LDR/06") for label in codes.BY_TYPE.get(read.type, ()))


def _projected(read: Codes) -> _Labels:
    kind = codes.PROJECTED.get(read.fixed[33]) or ("Video" if read.fixed[34] in codes.MOVING else "")
    if kind:
        yield kind, "008"


def _picture(read: Codes) -> _Labels:
    if read.fixed[33] in "lno":
        yield "Photo", "008"
    elif not any(text[0] == "k" for text in read.physical):
        yield "Image", "LDR/06"


def _of_level(fields: Fields, read: Codes) -> _Labels:
    """Leader/07."""
    match read.level:
        case "a" if read.type in "at":
            yield _component(fields)
        case "b" if read.type in "at":
            yield "Article", "LDR/07"
        case "i" if read.type == "a" and read.fixed[21] in codes.INTEGRATING:
            yield codes.INTEGRATING[read.fixed[21]], "008"
        case "m" if _could_be_a_book(read):
            electronic = read.type == "m" or (read.type in "at" and read.is_electronic)
            yield ("eBook" if electronic else "Book"), "LDR/07"
        case "s":
            yield from _serial(fields, read)


def _component(fields: Fields) -> tuple[str, str]:
    """An article or a chapter, by what 773 says of the host: its level, ISSN or ISBN, else whether parts are numbered."""
    for field in fields.get("773"):
        level = "".join(field.peek("7"))[3:4]
        if level in ("s", "b") or (level not in ("m", "a") and field.has("x")):
            return "Article", field.source("7x")
        if level in ("m", "a") or field.has("z"):
            return "Book Chapter", field.source("7z")
    numbered = any(_is_numbered(value) for field in fields.get("773") for value in field.peek("g"))
    return ("Article", "773$g") if numbered else ("Book Chapter", "LDR/07")


def _is_numbered(reference: str) -> bool:
    """Whether 773 $g counts volumes or issues, as periodicals do; "First segment (190 p.)" does not."""
    try:
        found = container_reference(reference)
    except LexicalError:
        return False
    return bool(found.volume or found.issue)


def _serial(fields: Fields, read: Codes) -> _Labels:
    if read.type == "a" and read.fixed[21] in codes.CONTINUING:
        yield codes.CONTINUING[read.fixed[21]], "008"
    else:
        yield "Serial", "LDR/07"


def _could_be_a_book(read: Codes) -> bool:
    if read.type not in "acdmopt" or read.contradicted:
        return False
    if any(text[0] in codes.NO_BOOK_007 for text in read.physical):
        return False
    return read.type != "m" or read.fixed[26] in codes.READABLE_FILES


def _last_resort(read: Codes) -> str:
    if read.level in "cd":
        return "Kit"
    return "Text" if read.type == "a" else "Unknown"


def _traits(fields: Fields, read: Codes) -> Iterator[Trait]:
    for text in read.physical:
        trait = codes.TRAITS_BY_007.get(text[:2])
        if trait:
            yield trait
    if read.type == "j" or (read.contradicted and "prm" in read.contents):
        yield Trait.MUSIC
    if read.type == "i" and _is_read_aloud(fields, read):
        yield Trait.SPOKEN
    if read.type == "g" and read.fixed[33] == "m":
        yield Trait.FILM
    if read.type in "gk" and read.fixed[33] == "l":
        yield Trait.DRAWING
    if read.type == "m" and read.fixed[26] in codes.PROGRAMS:
        yield Trait.PROGRAM
    if read.type == "a" and read.level in "ab" and "o" in read.fixed[_NATURE_OF_CONTENTS]:
        yield Trait.REVIEW


def _is_read_aloud(fields: Fields, read: Codes) -> bool:
    literary = not codes.LITERARY.isdisjoint(read.fixed[30:32])
    return literary or any(field.has("a") for field in fields.get("020"))


def _carriers(read: Codes) -> tuple[Stated[str], ...]:
    """RDA carrier types: those that 338 names, else those of 007 and form of item."""
    found = dict(read.carriers)
    if not found:
        for text in read.physical:
            code = codes.CARRIERS_BY_007.get(text[:2], "")
            if code and (code != "cr" or read.is_electronic or read.type == "m"):
                found.setdefault(code, "007")
        form = codes.MICROFORMS.get(read.form_of_item, ("", ""))[1]
        if form and not any(text[0] == "h" for text in read.physical):
            found.setdefault(form, "008")
    return tuple(Stated(CARRIERS + code, source) for code, source in found.items())


def _settle(fields: Fields, read: Codes) -> None:
    """What became of the coded fields that say nothing here."""
    stated = bool(read.carriers)
    for n, text in enumerate(read.physical):
        carrier = codes.CARRIERS_BY_007.get(text[:2], "")
        if carrier == "cr" and not (read.is_electronic or read.type == "m"):
            fields.drop_control_at("007", n, "of-an-online-version")
        elif not _of_007(text) and (stated or not carrier):
            fields.drop_control_at("007", n, "coded-detail")
    fields.drop_control("006", "of-accompanying-material")
    for field in fields.get("336"):
        if read.contradicted:
            field.derive("01a", "same-as-the-content-type")
            field.take("b" if field.has("b") else "a")
        else:
            field.derive("ab01", "follows-from-the-leader")
    for field in fields.get("337"):
        field.derive("ab01", "follows-from-the-carrier")
    for field in fields.get("336", "337", "338"):
        field.derive("23", "names-the-vocabulary")


__all__ = ["kinds"]
