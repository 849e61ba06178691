"""Edition, size, duration, contents, summaries, support, awards: 250, 255, 300, 306, 505, 520, 536, 586.

What is written in two scripts is said in both, each with its tag. Source: MARC 21 bibliographic, the fields named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ld.errors import LexicalError
from ld.normalize.pages import physical, playing_time
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Extent, Grant, Text
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.scripts import forms, forms_by, tag

_SIZE = "abcefg"
_ABSTRACT, _WARNING = "3", "4"
_CONTENTS = "agrt"


def texts(fields: Fields, parts: Parts) -> None:
    """Sets `editions`, `extents`, `contents`, `summaries`, `abstracts`, `grants`, `awards`; adds to `notes`. Needs scripts."""
    summaries, abstracts, warnings = _summaries(fields, parts)
    grants, support = _grants(fields, parts)
    parts.update(
        editions=tuple(_editions(fields, parts)),
        extents=_extents(fields, parts),
        contents=_contents(fields, parts),
        summaries=tuple(summaries),
        abstracts=tuple(abstracts),
        grants=tuple(grants),
        awards=tuple(_with_part(fields.get("586"), "a", parts)),
    )
    parts["notes"] = (*parts.get("notes", ()), *_scales(fields, parts), *warnings, *support)


def in_both(field: Field) -> tuple[Field, ...]:
    """A field and its twin."""
    return (field, field.twin) if field.twin else (field,)


def _editions(fields: Fields, parts: Parts) -> list[Text]:
    found: list[Text] = []
    for field in fields.get("250"):
        found += forms_by(field, "ab", parts, lambda form: strip_isbd(" ".join(form.take("ab"))))
        for form in in_both(field):
            form.drop("3", "part-of-the-thing")
    return list(dict.fromkeys(found))


def _scales(fields: Fields, parts: Parts) -> list[Text]:
    """255 $a, the scale of a map; $c is its area."""
    found: list[Text] = []
    for field in fields.get("255"):
        found += forms_by(field, "a", parts, lambda form: strip_isbd(" ".join(form.take("a"))))
        for form in in_both(field):
            form.drop("b", "projection")
            form.drop("defg", "coded-detail")
    return found


def _extents(fields: Fields, parts: Parts) -> tuple[Extent, ...]:
    """Physical descriptions as they stand, each once; 306 says the duration more exactly than they do."""
    described = fields.get("300")
    found: dict[tuple[str, str | None], Extent] = {}
    for field in described:
        for form in in_both(field):
            extent = _extent(form, parts, only=len(described) == 1)
            if extent is None:
                continue
            if (extent.label, extent.language) in found:
                form.derive(_SIZE, "repeated")
            found.setdefault((extent.label, extent.language), extent)
    return _timed(fields, list(found.values()))


def _extent(field: Field, parts: Parts, *, only: bool) -> Extent | None:
    """Pages are those of the whole only where there is one description, and it is not of a part ($3)."""
    size = " ".join(field.take(_SIZE))
    if not size:
        return None
    part = " ".join(field.take("3")).rstrip(" :")
    read = physical(size)
    pages = read.pages if only and not part else None
    label = f"{part}: {size}" if part else size
    return Extent(label, field.source(f"3{_SIZE}"), pages, read.duration, tag(field, parts))


def _timed(fields: Fields, extents: list[Extent]) -> tuple[Extent, ...]:
    """306 $a; several are the playing times of parts, and no sum is stated."""
    times = [(field, value) for field in fields.get("306") for value in field.take("a")]
    for field, value in times if len(times) > 1 else ():
        field.drop_value("a", value, "playing-times-of-parts")
    if len(times) != 1:
        return tuple(extents)
    ((field, value),) = times
    try:
        duration = playing_time(value)
    except LexicalError:
        field.drop_value("a", value, "not-a-duration")
        return tuple(extents)
    untimed = (replace(extent, duration=None) for extent in extents)
    return (*untimed, Extent(_spoken(value.strip()), field.source("a"), None, duration))


def _spoken(clock: str) -> str:
    """``011542`` as words."""
    parts = ((clock[:-4], "hr."), (clock[-4:-2], "min."), (clock[-2:], "sec."))
    return ", ".join(f"{int(count)} {unit}" for count, unit in parts if int(count))


def _contents(fields: Fields, parts: Parts) -> tuple[Text, ...]:
    """All 505 as one text, in order, `` -- `` between them; and the same in the other script."""
    own: list[Field] = []
    for field in fields.get("505"):
        own.append(field)
        for form in in_both(field):
            form.drop("u", "address-in-a-note")
    twins = [field.twin for field in own if field.twin]
    joined = [_joined(own, parts, whole=len(twins) == len(own)), _joined(twins, parts, whole=True)]
    return tuple(text for text in joined if text)


def _joined(fields: list[Field], parts: Parts, *, whole: bool) -> Text | None:
    """Tagged where all parts are in one language and script."""
    read = [(" ".join(field.take(_CONTENTS)).removesuffix("--").strip(), field) for field in fields]
    fields = [field for value, field in read if value]
    if not fields:
        return None
    tags = {tag(field, parts) for field in fields} if whole else {None}
    sources = dict.fromkeys(field.source(_CONTENTS) for field in fields)
    return Text(
        " -- ".join(value for value, _ in read if value),
        "+".join(sources),
        tags.pop() if len(tags) == 1 else None,
    )


def _summaries(fields: Fields, parts: Parts) -> tuple[list[Text], list[Text], list[Text]]:
    """520: summaries, abstracts (ind1=3), content advice (ind1=4)."""
    found: dict[str, list[Text]] = {"": [], _ABSTRACT: [], _WARNING: []}
    for field in fields.get("520"):
        kind = field.ind1 if field.ind1 in found else ""
        found[kind] += _with_part([field], "ab", parts)
        for form in in_both(field):
            form.drop("c2", "assigning-source")
            form.drop("u", "address-in-a-note")
    return found[""], found[_ABSTRACT], found[_WARNING]


def _with_part(fields: Sequence[Field], codes: str, parts: Parts) -> list[Text]:
    """The text of each field in its forms, $3 (of which part it is) before it; each text once."""
    found: dict[tuple[str, str | None], Text] = {}
    for field in fields:
        for text in forms_by(field, f"3{codes}", parts, lambda form: part_and_text(form, codes)):
            if (text.value, text.language) in found:
                field.derive(codes, "repeated")
            found.setdefault((text.value, text.language), text)
    return list(found.values())


def part_and_text(field: Field, codes: str, joint: str = " ") -> str:
    """The text of some subfields; before it $3, the part that it is about. Empty without text."""
    text = joint.join(field.take(codes)).strip()
    if not text:
        field.drop("3", "part-of-the-thing")
        return ""
    part = " ".join(field.take("3")).rstrip(" :;,")
    return f"{part}: {text}" if part else text


_SUPPORT = re.compile(
    r"\b(?:sponsor|support|fund(?:ed|ing|s)?\b|grant|fellowship|award|contract|foundation|gefördert|förder|finan[cz]|subven|patrocin|stiftung)",
    re.IGNORECASE,
)
_FUNDED_BY = re.compile(
    r"(?:sponsored|supported|funded|financed)(?:,? in part,?)? by:? (?:the )?(?P<funder>(?:[^.;:\"]|(?<=\b[^\W\d_])\.){3,120}?)\.?",
    re.IGNORECASE,
)


def _grants(fields: Fields, parts: Parts) -> tuple[list[Grant], list[Text]]:
    """536: contract ($b), grant ($c) and project ($f) numbers, the funder where $a is no more than its name in a set phrase.

    A field that neither has a number nor speaks of support is a note that got a wrong tag (four of five in loc-books and
    solrmarc: "Also available on the Internet").
    """
    found: list[Grant] = []
    notes: list[Text] = []
    for field in fields.get("536"):
        for form in in_both(field):
            form.drop("degh", "project-codes")
        said = " ".join(field.peek("a"))
        numbers = field.pairs("bcf")
        if not numbers and not _SUPPORT.search(said):
            notes += forms(field, "a", parts)
            continue
        words = forms(field, "a", parts)
        funders = _funders(field, said)
        description = words[0] if words else None
        for code, number in numbers:
            found.append(Grant(field.source(f"a{code}"), number, funders, description))
        if not numbers and description:
            found.append(Grant(field.source("a"), None, funders, description))
        notes += words[1:]
    return found, notes


def _funders(field: Field, said: str) -> tuple[Agent, ...]:
    phrase = _FUNDED_BY.fullmatch(said)
    name = strip_isbd(phrase["funder"]) if phrase else ""
    return (Agent(AgentKind.ORGANIZATION, name, name, field.source("a")),) if name else ()


__all__ = ["in_both", "part_and_text", "texts"]
