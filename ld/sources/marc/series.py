"""Series of a MARC 21 record: 440, 490 and the headings 800 to 840.

A heading is the name of the series; the statement in 490 that it traces is another form of the same, and no second series. 440 is
both.

Source: MARC 21 bibliographic, 4XX, 490, 80X–83X.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as attribute

from ld.normalize.series import numbered
from ld.normalize.text import fold, strip_isbd
from ld.record import Agent, Series, Text
from ld.sources.marc import scripts
from ld.sources.marc.access_points import access_point
from ld.sources.marc.isbd import displayed
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.numbers import issn_of
from ld.sources.marc.parsing import Parts
from ld.sources.marc.people import agent_of

_HEADINGS = ("800", "810", "811", "830", "840", "400", "410", "411")
"""400 to 411 were statement and heading in one, until 1995."""

_OF_PEOPLE = frozenset({"00", "10", "11"})
_NAME = "adfgklmnoprst"
"""Subfields of the heading's title; a series is of one language and version, so these are part of its name."""

_TRACED = "1"
_REASONS = {
    "0": "number-of-the-heading",
    "1": "number-of-the-heading",
    "2": "source-of-the-heading",
    "3": "materials-specified",
    "4": "role-in-the-series",
    "e": "role-in-the-series",
    "h": "general-material-designation",
    "w": "control-number-of-the-series",
    "y": "incorrect-issn",
    "z": "cancelled-issn",
}


_REASONS_OF_490 = {
    "3": "materials-specified",
    "l": "call-number",
    "y": "incorrect-issn",
    "z": "cancelled-issn",
}


@dataclass(slots=True)
class _Entry:
    """A series as one field gives it, or a part of 490.

    Attributes:
        field: where the name is.
        codes: of the name, the number and the ISSN, as far as they are there.
    """

    field: Field
    name: str
    codes: str
    number: str = ""
    issn: str = ""
    alternates: list[Text] = attribute(default_factory=list)
    creators: tuple[Agent, ...] = ()
    also: list[str] = attribute(default_factory=list)
    """Sources besides the field: of the 490 that gave a number, an ISSN or another form."""

    def series(self) -> Series:
        known = {fold(self.name)}
        others = []
        for text in self.alternates:
            if fold(text.value) not in known:
                known.add(fold(text.value))
                others.append(text)
        source = "+".join(dict.fromkeys([self.field.source(self.codes), *self.also]))
        return Series(self.name, source, tuple(others), self.number or None, self.issn or None, self.creators)


def series(fields: Fields, parts: Parts) -> None:
    """Sets `series`: 440, then headings with the statements they trace, then statements that none traces; each once.

    Needs the tags of `scripts`.
    """
    both = [entry for field in fields.get("440") for entry in _heading(fields, field, parts, "anp")]
    headings = [
        entry for field in fields.ordered(_HEADINGS) for entry in _heading(fields, field, parts, _NAME)
    ]
    statements = [entry for field in fields.get("490") for entry in _statements(fields, field, parts)]
    for heading, statement in _pairs(headings, statements):
        statements.remove(statement)
        _merge(heading, statement, parts)
    parts["series"] = tuple(entry.series() for entry in _distinct([*both, *headings, *statements]))


def _distinct(entries: list[_Entry]) -> Iterator[_Entry]:
    seen = set()
    for entry in entries:
        key = (fold(entry.name), fold(entry.number))
        if key in seen:
            entry.field.derive(entry.codes, "repeated")
        else:
            seen.add(key)
            yield entry


def _heading(fields: Fields, field: Field, parts: Parts, codes: str) -> Iterator[_Entry]:
    """The series of 440 or 8XX."""
    for form in (field, field.twin) if field.twin else (field,):
        form.drop_by(_REASONS)
    creators = _creators(field, parts)
    read = _titled if creators else _untitled
    name = read(field)
    if not any(char.isalnum() for char in name):
        field.drop_all("no-title")
        return
    entry = _Entry(field, name, f"{codes}vx", _number(field), _issn(fields, field), creators=creators)
    entry.alternates += scripts.alternates(field, codes, parts, read)
    if field.twin:
        field.twin.derive("vx", "same-as-its-twin")
    yield entry


def _creators(field: Field, parts: Parts) -> tuple[Agent, ...]:
    """Under whom the series is entered; 8XX without $t holds a body as a series, which has no creator."""
    if field.tag[1:] not in _OF_PEOPLE or field.tag[0] not in "48" or not field.has("t"):
        return ()
    agent = agent_of(field, parts, identified=False)
    return (agent,) if agent else ()


def _titled(field: Field) -> str:
    """The title behind $t."""
    pairs = field.pairs(_NAME)
    start = next((n for n, (code, _) in enumerate(pairs) if code == "t"), 0)
    return displayed(pairs[start:])


def _untitled(field: Field) -> str:
    if field.tag[1:] in _OF_PEOPLE and not field.has("t"):
        return access_point(field)
    return displayed(field.pairs("anp" if field.tag == "440" else _NAME))


def _number(field: Field) -> str:
    return strip_isbd(" ".join(field.take("v")))


def _issn(fields: Fields, field: Field) -> str:
    values = field.take("x")
    for extra in values[1:]:
        field.drop_value("x", extra, "issn-of-another-edition")
    return issn_of(fields, field, "x", values[0]) if values else ""


def _statements(fields: Fields, field: Field, parts: Parts) -> Iterator[_Entry]:
    """The series of a 490, which may hold several: each $a behind a $v begins another one, behind an equals sign it is the parallel
    name, and behind neither it is a subseries."""
    for form in (field, field.twin) if field.twin else (field,):
        form.drop_by(_REASONS_OF_490)
    found = _chains(field)
    other = _chains(field.twin) if field.twin else []
    for n, chain in enumerate(found):
        issn = issn_of(fields, field, "x", chain.issn) if chain.issn else ""
        entry = _Entry(field, chain.names[0], "avx", chain.number, issn)
        entry.alternates += [Text(name, field.source("a")) for name in chain.names[1:]]
        if field.twin and n < len(other):
            tag = scripts.tag(field.twin, parts)
            entry.alternates.append(Text(other[n].names[0], field.twin.source("a"), tag))
        yield entry
    if field.twin:
        field.twin.derive("vx", "same-as-its-twin")
    if not found:
        field.drop_all("no-title")


@dataclass(slots=True)
class _Chain:
    """One series of a 490: its name and parallel names, its number, its ISSN as written."""

    names: list[str]
    number: str = ""
    issn: str = ""


def _chains(field: Field) -> list[_Chain]:
    chains: list[_Chain] = []
    mark = ""
    for code, value in field.pairs("avx"):
        if code == "v":
            _count(chains, field, value)
        elif code == "x":
            _register(chains, field, value)
        else:
            name, number = numbered(displayed([("a", value.lstrip("= "))]))
            _name(chains, name, parallel=mark == "=" or value[0] == "=")
            if number and not chains[-1].number:  # "Altenglische Bibliothek; 5. Bd." in $a
                chains[-1].number = number
        mark = value[-1]
    return [chain for chain in chains if any(char.isalnum() for char in chain.names[0])]


def _name(chains: list[_Chain], name: str, *, parallel: bool) -> None:
    last = chains[-1] if chains else None
    if last and parallel:
        last.names.append(name)
    elif last and not last.number:
        last.names[-1] = displayed([("a", last.names[-1]), ("n", name)])
    else:
        chains.append(_Chain([name]))


def _count(chains: list[_Chain], field: Field, value: str) -> None:
    number = strip_isbd(value)
    if chains and not chains[-1].number and number:
        chains[-1].number = number
    else:
        field.drop_value("v", value, "number-of-the-parallel-name" if chains else "number-of-no-series")


def _register(chains: list[_Chain], field: Field, value: str) -> None:
    if chains and not chains[-1].issn:
        chains[-1].issn = value
    else:
        field.drop_value("x", value, "issn-of-the-parallel-name" if chains else "issn-of-no-series")


_Test = Callable[[_Entry, _Entry], bool]


def _pairs(headings: list[_Entry], statements: list[_Entry]) -> list[tuple[_Entry, _Entry]]:
    """Headings with the statements they trace: those of one name, then those of one number; what is left of traced statements, in order
    if there are as many as headings."""
    found: list[tuple[_Entry, _Entry]] = []
    left, free = list(headings), list(statements)
    for test in (_same_name, _same_number):
        for heading in tuple(left):
            match = next((statement for statement in free if test(heading, statement)), None)
            if match:
                found.append((heading, match))
                left.remove(heading)
                free.remove(match)
    traced = [statement for statement in free if statement.field.ind1 == _TRACED]
    return [*found, *(zip(left, traced, strict=True) if len(left) == len(traced) else ())]


def _same_name(heading: _Entry, statement: _Entry) -> bool:
    """Whether one name begins with the other: headings add what tells them apart, statements a body or a subseries."""
    own = fold(heading.name)
    return any(
        bool(own) and bool(name) and (own.startswith(name) or name.startswith(own))
        for name in map(fold, [statement.name, *(text.value for text in statement.alternates)])
    )


def _same_number(heading: _Entry, statement: _Entry) -> bool:
    traced = statement.field.ind1 == _TRACED
    return traced and bool(heading.number) and fold(heading.number) == fold(statement.number)


def _merge(heading: _Entry, statement: _Entry, parts: Parts) -> None:
    """What the statement adds: another form of the name, a number, an ISSN."""
    field, used = statement.field, ""
    own = field.source("a")
    if fold(statement.name) != fold(heading.name):
        heading.alternates.append(Text(statement.name, own, scripts.tag(field, parts)))
        used += "a"
    known = {fold(heading.name), *(fold(text.value) for text in heading.alternates)}
    for text in statement.alternates:
        if fold(text.value) not in known:
            heading.alternates.append(text)
        elif field.twin and text.source != own:
            field.twin.derive("a", "same-as-series-heading")
    if statement.number and not heading.number:
        heading.number, used = statement.number, used + "v"
    if statement.issn and not heading.issn:
        heading.issn, used = statement.issn, used + "x"
    for code in "avx":
        if code not in used and not (
            code == "a" and any(text.source == own for text in statement.alternates)
        ):
            field.derive(code, "same-as-series-heading")
    if used:
        heading.also.append(field.source(used))


__all__ = ["series"]
