"""Works that a MARC 21 record names by title: the one of which this is an edition or a translation, its parts, its neighbours.

A work is called by what is the same in all its editions: title ($a or $t), part ($n $p), form ($k), date of a treaty or a law ($d),
medium ($m), key ($r). What belongs to one edition is left out, with its reason: language ($l), version ($s), year ($f), arrangement
($o), carrier ($h). The language of a part or neighbour is a statement of its own.

Source: MARC 21 bibliographic, 130, 240, 243, X00–X30 with $t, 730, 740, 758; RDA 6.2–6.28 (work), 6.9–6.13 (expression).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ld.errors import LexicalError
from ld.normalize.languages import Language, language
from ld.normalize.text import strip_isbd
from ld.normalize.urls import http_iri
from ld.record import Agent, Contribution, RelatedWork, Relation, Stated
from ld.sources.marc import scripts
from ld.sources.marc.isbd import displayed
from ld.sources.marc.languages import is_translation, original_languages
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.numbers import authorities, control_numbers, issns
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import agent_of

UNIFORM = "adkmnprt"
"""Subfields that name a work."""

_NAME_TITLES = ("700", "710", "711")
_ENTRIES = (*_NAME_TITLES, "730", "740")
_MAIN = ("100", "110", "111")
_MAKERS = frozenset({"00", "10", "11"})
_OF_AN_EDITION = {
    "f": "year-of-an-edition",
    "g": "note-on-the-title",
    "h": "carrier-of-an-edition",
    "l": "language-of-an-edition",
    "o": "arrangement",
    "s": "version",
}
_NOT_OF_758 = {"2": "source-of-the-heading", "4": "relationship-code", "i": "relationship-in-words"}
_MUSIC = frozenset("cdj")
"""Leader 06: printed and manuscript music, recorded music."""
_SERIAL = frozenset("bis")
"""Leader 07: part of a serial, integrating resource, serial."""
_PART = "2"
_CREATING = frozenset(
    {
        "arc",
        "arr",
        "art",
        "aus",
        "aut",
        "cmp",
        "cph",
        "cre",
        "chr",
        "com",
        "ctg",
        "dis",
        "drt",
        "dsr",
        "enj",
        "fmk",
        "inv",
        "ive",
        "ivr",
        "lbt",
        "lyr",
        "pht",
        "pra",
        "prg",
        "rsp",
        "rxa",
        "scl",
    }
)
"""Relators of creators (RDA I.2.1): under a name with none of these roles, such as an editor's, a work is not entered."""

_NEIGHBOURS = frozenset({Relation.RELATED, Relation.BASED_ON, Relation.PART_OF})
"""How works stand to this one that need not be music because it is."""

_DERIVED = (
    r"adapt\w*|arrange\w*|parod\w*|dramati[sz]ation\w*|novelization|remake|paraphrase\w*|imitation|abridge\w*|free translation"
    r"|musical setting|variations|verse adaptation"
)
_RELATIONS = (
    (re.compile(r"\bcontain(?:er of|s)\b|^enthält", re.IGNORECASE), Relation.HAS_PART),
    (re.compile(r"\bcontained in\b|^in(?: \(work\))?:?$|^enthalten in", re.IGNORECASE), Relation.PART_OF),
    (
        re.compile(
            rf"\bbased on\b|\b(?:{_DERIVED}) (?:\([a-z]+\) )?(?:of|from|on)\b|^(?:beruht auf|bearbeitung von)",
            re.IGNORECASE,
        ),
        Relation.BASED_ON,
    ),
    (re.compile(r"\btranslat(?:ion of|ed from)\b|^übersetzung von", re.IGNORECASE), Relation.TRANSLATION_OF),
    (re.compile(r"\btranslated as\b|^übersetzt als", re.IGNORECASE), Relation.TRANSLATED_AS),
)


def works(fields: Fields, parts: Parts) -> None:
    """Adds to `related` every work that 130 (not of serials), 240, 243, 1XX $t, 7XX $t, 730, 740 (parts) and 758 name.

    Needs `contributions`, `languages` and the tags of `scripts`.
    """
    found = [*_originals(fields, parts), *_entries(fields, parts), *_linked(fields)]
    parts["related"] = (*parts.get("related", ()), *found)


def is_serial(fields: Fields) -> bool:
    """Whether leader 07 says so: 130 then tells a serial from others of its name and is no other work."""
    return fields.leader[7] in _SERIAL


def uniform_title(field: Field) -> str:
    """The name of the work in 130, 240, 730, 740, or behind $t of a name heading; empty if there is none."""
    return displayed((code, value) for code, value in _title_pairs(field) if code not in _OF_AN_EDITION)


def _title_pairs(field: Field) -> list[tuple[str, str]]:
    """Subfields of the title, taken; those of one edition are dropped."""
    pairs = field.pairs(f"{UNIFORM}{''.join(_OF_AN_EDITION)}")
    if field.tag[1:] in _MAKERS:
        start = next((n for n, (code, _) in enumerate(pairs) if code == "t"), len(pairs))
        pairs = pairs[start:]
    for code, value in pairs:
        if code in _OF_AN_EDITION:
            field.drop_value(code, value, _OF_AN_EDITION[code])
    return pairs


def relation_of(words: str) -> Relation | None:
    """The relation that a display text ($i) states; None where it states another one or none.

    >>> relation_of("Based on (expression):"), relation_of("Container of (work):"), relation_of("Adapted as")
    (<Relation.BASED_ON: 'based-on'>, <Relation.HAS_PART: 'has-part'>, None)
    """
    text = words.strip()
    return next((relation for pattern, relation in _RELATIONS if pattern.search(text)), None)


def _originals(fields: Fields, parts: Parts) -> Iterator[RelatedWork]:
    """The work of which the thing is an edition; that of a translation is in the languages of 041 $h."""
    entered = [] if is_serial(fields) else fields.get("130")
    titled = [field for field in fields.get(*_MAIN) if field.has("t")]
    for field in [*entered, *fields.get("240", "243"), *titled]:
        translated = field.has("l") and is_translation(fields)
        languages = original_languages(fields) if translated else ()
        relation = Relation.TRANSLATION_OF if languages else Relation.EXAMPLE_OF
        creators = () if field.tag == "130" else _main_creators(parts)
        yield from _work(fields, field, parts, relation, creators, languages)


def _main_creators(parts: Parts) -> tuple[Agent, ...]:
    contributions: tuple[Contribution, ...] = parts.get("contributions", ())
    return tuple(
        entry.agent
        for entry in contributions
        if entry.main and (not entry.roles or not _CREATING.isdisjoint(entry.roles))
    )[:1]


def _entries(fields: Fields, parts: Parts) -> Iterator[RelatedWork]:
    """Works of added entries; their makers had no part in this one."""
    for field in fields.ordered(_ENTRIES):
        if field.tag in _NAME_TITLES and field.has("t"):
            yield from _work(fields, field, parts, _relation(field), _makers(field, parts))
        elif field.tag == "730" or (field.tag == "740" and field.ind2 == _PART):
            yield from _work(fields, field, parts, _relation(field), ())


def _makers(field: Field, parts: Parts) -> tuple[Agent, ...]:
    field.drop("e4j", "role-in-another-work")
    agent = agent_of(field, parts, identified=False)
    return (agent,) if agent else ()


def _relation(field: Field) -> Relation:
    """What $i states, else what the second indicator does."""
    stated = stated_relation(field)
    return stated or (Relation.HAS_PART if field.ind2 == _PART else Relation.RELATED)


def stated_relation(field: Field) -> Relation | None:
    """The relation that $i states, which is taken then; other words are dropped."""
    stated = relation_of(" ".join(field.take("i"))) if field.has("i") else None
    if stated is None:
        field.drop("i", "relationship-in-words")
    return stated


def _work(
    fields: Fields,
    field: Field,
    parts: Parts,
    relation: Relation,
    creators: tuple[Agent, ...],
    languages: tuple[Stated[Language], ...] = (),
) -> Iterator[RelatedWork]:
    field.drop("3", "materials-specified")
    label = uniform_title(field)
    if not any(char.isalnum() for char in label):
        field.drop_all("no-title")
        return
    added = field.tag[0] == "7"
    own_number = field.tag[1:] not in _MAKERS or added  # of 1XX $0 names the maker
    yield RelatedWork(
        relation,
        label,
        _source(field, languages),
        scripts.alternates(field, UNIFORM, parts, uniform_title),
        creators,
        languages or (_languages(field) if added else ()),
        (*authorities(field), *control_numbers(field)) if own_number else (),
        issns(fields, field) if added else (),
        music=relation not in _NEIGHBOURS and fields.leader[6] in _MUSIC,
    )
    if field.twin:
        field.twin.derive("01eijuwx4", "same-as-its-twin")


def _source(field: Field, languages: tuple[Stated[Language], ...]) -> str:
    told = field.has("i") and relation_of(" ".join(field.peek("i"))) is not None
    own = field.source(f"{UNIFORM}i" if told else UNIFORM)
    return f"{own}+{languages[0].source}" if languages else own


def _languages(field: Field) -> tuple[Stated[Language], ...]:
    """The language of an added entry, where $l names one: ``English``, but not ``English & Spanish`` or ``Polyglot``."""
    found = []
    for value in field.peek("l"):
        try:
            named = language(strip_isbd(value))
        except LexicalError:
            continue
        if named:
            field.take("l")
            found.append(Stated(named, field.source("l")))
    return tuple(found)


def _linked(fields: Fields) -> Iterator[RelatedWork]:
    """758: the work under its own IRI, in $1, else $0."""
    for field in fields.get("758"):
        field.drop_by(_NOT_OF_758)
        iri, code = _iri(field)
        label = strip_isbd(" ".join(field.take("a"))) or iri
        if not iri:
            field.drop_all("no-iri")
        else:
            yield RelatedWork(Relation.EXAMPLE_OF, label, field.source("a" + code), iri=iri)


def _iri(field: Field) -> tuple[str, str]:
    found, place = "", ""
    for code in "10":
        for value in field.take(code):
            try:
                iri = http_iri(value.removeprefix("(uri)").strip())
            except LexicalError:
                field.drop_value(code, value, "not-an-iri")
                continue
            if found:
                field.drop_value(code, value, "one-iri-is-enough")
            else:
                found, place = iri, code
    return found, place


__all__ = ["UNIFORM", "is_serial", "relation_of", "stated_relation", "uniform_title", "works"]
