"""Theses: degree, university, year: 502, in subfields of their own or in one sentence.

Source: MARC 21 bibliographic, 502; AACR2 2.7B13, RDA 7.9; the phrases of German and French catalogues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ld.errors import LexicalError
from ld.normalize.dates import Date, parse
from ld.normalize.text import strip_isbd
from ld.record import Agent, AgentKind, Contribution, Stated, Text
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.scripts import alternates, forms, forms_by

_GRANTOR = "dgg"
_MAX = 300
_YEAR = r"(?:, ?\[?(?P<year>[1l2][0-9]{3})\]?)?\W*"
"""A typist's l stands for 1 in 24 notes of solrmarc."""

_SENTENCE = re.compile(
    r"(?P<kind>thesis|dissertation|inaugural[- ]dissertation|inaug\.?[- ]diss\.?|diss\.|thèse|mémoire|tesis|tesi|teesi|habilitationsschrift"
    r"|proefschrift|väitöskirja|avhandling)"
    r" ?(?:\((?P<degree>[^()]{1,60})\))? ?(?:--+|—|–) ?(?P<body>\S.*?)" + _YEAR,
    re.IGNORECASE,
)
_PREFIXED = re.compile(rf".{{0,120}}?\b{_SENTENCE.pattern}", re.IGNORECASE)
_GERMAN = re.compile(
    r"(?P<before>.{0,80}?(?:: ?|^))(?P<place>[^,:]{2,60}), (?P<body>[^,:]{2,80}), "
    r"(?P<degree>(?:diss|habil|magister|master|diplom|bachelor)[^,]{0,40})" + _YEAR,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Thesis:
    """What a dissertation note says.

    Attributes:
        degree, body: as recorded, empty where it has none.
        year: of 4 digits, empty where it has none.
        whole: it says nothing else, so that the sentence need not be published beside its parts.
    """

    degree: str
    body: str
    year: str
    whole: bool


def dissertation(value: str) -> Thesis | None:
    """Read a dissertation note.

    >>> dissertation("Thesis (Th.D.)-- Universität München, 1981.")
    Thesis(degree='Th.D.', body='Universität München', year='1981', whole=True)
    >>> dissertation("Zugl.: Mainz, Univ., Diss., 2010")
    Thesis(degree='', body='Univ., Mainz', year='2010', whole=False)
    >>> dissertation("Diss. - Bochum.") is None
    True
    """
    text = value.strip() if len(value) <= _MAX else ""
    found = _SENTENCE.fullmatch(text)
    whole = found is not None
    found = found or _PREFIXED.fullmatch(text)
    if found:
        return _thesis(found["degree"] or "", found["body"], found["year"], whole=whole)
    german = _GERMAN.fullmatch(text)
    if german:
        # "Diss." is a kind of thesis, not the degree; the sentence keeps it.
        return _thesis("", f"{german['body']}, {german['place'].strip()}", german["year"], whole=False)
    return None


def _thesis(degree: str, body: str, year: str | None, *, whole: bool) -> Thesis:
    return Thesis(degree.strip(), strip_isbd(body.strip()), (year or "").replace("l", "1"), whole)


def theses(fields: Fields, parts: Parts) -> None:
    """Sets `degrees` and `accepted`; adds the university to `contributions`, and what cannot be read to `notes`. Needs scripts."""
    degrees: list[Text] = []
    notes: list[Text] = []
    bodies: list[Agent] = []
    years: list[Stated[str]] = []
    for field in fields.get("502"):
        if any(field.has(code) for code in "bcd"):
            _in_subfields(field, parts, degrees, bodies, years)
            notes += forms(field, "ag", parts)
        else:
            notes += _in_words(field, parts, degrees, bodies, years)
            notes += forms(field, "g", parts)
        for form in (field, field.twin) if field.twin else (field,):
            form.drop("o", "dissertation-number")
            form.drop("3", "part-of-the-thing")
    parts["degrees"] = tuple({(one.value, one.language): one for one in degrees}.values())
    parts["accepted"] = _accepted(years)
    parts["notes"] = (*parts.get("notes", ()), *notes)
    granted = {agent.label: Contribution(agent, (_GRANTOR,), False, agent.source) for agent in bodies}
    parts["contributions"] = (*parts.get("contributions", ()), *granted.values())


def _in_subfields(
    field: Field, parts: Parts, degrees: list[Text], bodies: list[Agent], years: list[Stated[str]]
) -> None:
    """$b degree, $c university, $d year."""
    degrees += forms_by(field, "b", parts, lambda form: _degree(" ".join(form.take("b"))))
    name = strip_isbd(" ".join(field.take("c")))
    if name:
        others = alternates(field, "c", parts, lambda form: strip_isbd(" ".join(form.take("c"))))
        bodies.append(Agent(AgentKind.ORGANIZATION, name, name, field.source("c"), alternates=others))
    years += [Stated(value, field.source("d")) for value in field.take("d")]
    if field.twin:
        field.twin.derive("d", "same-date")


def _degree(text: str) -> str:
    """``Ph. D.`` keeps its stop, which :func:`strip_isbd` takes for an abbreviation's; brackets go."""
    return strip_isbd(text.strip().strip("()"))


def _in_words(
    field: Field, parts: Parts, degrees: list[Text], bodies: list[Agent], years: list[Stated[str]]
) -> tuple[Text, ...]:
    """$a. Returns the sentence where it says more than can be read."""
    value, source = " ".join(field.peek("a")), field.source("a")
    found = dissertation(value)
    if not found or not found.body:
        return forms(field, "a", parts)
    field.take("a")
    if found.degree:
        degrees.append(Text(found.degree, source))
    bodies.append(Agent(AgentKind.ORGANIZATION, found.body, found.body, source))
    if found.year:
        years.append(Stated(found.year, source))
    return () if found.whole and not field.twin else forms(field, "a", parts)


def _accepted(years: list[Stated[str]]) -> Stated[Date] | None:
    for stated in years:
        try:
            date = parse(stated.value).issued
        except LexicalError:
            continue
        if date:
            return Stated(date, stated.source)
    return None


__all__ = ["Thesis", "dissertation", "theses"]
