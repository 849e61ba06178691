"""Names of agents from access points: ``Last, First, dates`` apart, and persons from bodies where the form shows it.

The form is all there is: without MARC's tags nobody can tell a mononym from a body, so the third kind is "unknown".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ld.errors import LexicalError
from ld.immutable import immutable
from ld.normalize.calendar_dates import Date
from ld.normalize.punctuation import is_abbreviated, strip_isbd, strip_name
from ld.normalize.spans import life_dates
from ld.normalize.tsv import words

Kind = Literal["person", "organization", "unknown"]


@immutable
class Name:
    """An access point and its parts.

    Attributes:
        kind: what the form of the name shows its bearer to be.
        label: the access point as catalogued, dates included, without punctuation that leads on.
        name: for people to read: ``Cecilia Benoit``.
        alternate: the access point without dates: ``Benoit, Cecilia``.
        family, given: of an inverted name.
        suffix: what follows the given name: ``Jr.``, ``Ritter von``, ``III``.
        fuller: the fuller form of initials, in brackets in the access point.
        dates: of a life, as catalogued.
        birth, death: as far as `dates` are certain.
    """

    kind: Kind
    label: str
    name: str
    alternate: str
    family: str | None = None
    given: str | None = None
    suffix: str | None = None
    fuller: str | None = None
    dates: str | None = None
    birth: Date | None = None
    death: Date | None = None


_MAX = 1000
_DIGIT = re.compile("[0-9]")
_JOINT = re.compile("[&+;/]")
_COMMA = re.compile(r"\s*[,،、]\s*")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)?")
_DATED = re.compile(
    r"(?:[,،、]?\s+|^)((?:-\s?)?(?:(?:active|fl\.?|flourished|b\.|d\.|born|died|ca?\.|circa|approximately|approx\.|about|before|after|between)\s*)*+"
    r"-?\s?(?:[0-9]{3,4}|[0-9]{1,2}-(?:approximately |about |ca\. )?[0-9]{2,3}|[0-9]{1,2}(?:st|nd|rd|th) cent|[0-9]{1,3} B\.?\s?C).{0,60})$",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"(?:[0-9]{1,4}(?:st|nd|rd|th)?|active|fl|flourished|born|died|ca|circa|approximately|approx|about|before|after|between|and|or"
    r"|centuries|century|cent|[abcd]|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[-–—?.,/ ])++",
    re.IGNORECASE,
)
_GENERATION = re.compile(r"(?:jr|sr|junior|senior|[ivx]{1,5})\.?", re.IGNORECASE)
_EPITHET = re.compile(
    r"(?:de|des|du|da|di|del|von|van|of|the) |(?:Saint|Pope|King|Queen|Emperor|Empress|Bishop|Sultan|Rabbi)\b"
)
"""What follows a forename rather than a family name: ``Bernart, de Ventadorn``, ``Adalbert, Saint``."""
_INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\.")
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"[^\s,،、.;:()\[\]\"/&+0-9]+")
_SUBORDINATE = re.compile(r"([^\W\d_]{4,})\. [^\W\d_]")
_LINKING = frozenset(
    [
        "and",
        "und",
        "et",
        "y",
        "e",
        "von",
        "van",
        "bin",
        "ibn",
        "ben",
        "bat",
        "bint",
        "binti",
        "al",
        "el",
        "der",
        "den",
        "zu",
        "ter",
    ]
)
_PARTICLES = _LINKING | {"de", "la", "las", "los", "del", "di", "da", "do", "dos", "das", "du", "des", "le"}
_ACRONYM = re.compile(r"[A-Z]{3,8}")
_MANY_WORDS = 4
_FAMILY_WORDS = 4
_SCANNED = 40
_ENDING = 6


def parse_name(value: str, *, inverted: bool | None = None) -> Name:
    """Take an access point apart.

    Args:
        value: clean text, an access point.
        inverted: what MARC's first indicator says: True ``1``, a person, family name first; False ``0``, a person under
            the forename; None where nobody says, so that the name test decides: a person if ``Last, First`` or if there
            are dates of a life; a body if a word says so, or if there are four words and no comma.
    Returns:
        a name whatever `value` is; text without letters or digits, or of more than 1,000 characters, is of kind unknown.
    Source: MARC 21 bibliographic, X00; RDA 8.5, 9.2.

    >>> parse_name("Roosevelt, Franklin D. (Franklin Delano), 1882-1945.").name
    'Franklin D. Roosevelt'
    >>> parse_name("United States. Congress").kind, parse_name("Aristophanes").kind
    ('organization', 'unknown')
    """
    label = _label(value)
    if len(label) > _MAX or not any(char.isalnum() for char in label):
        return Name("unknown", label, label, label)
    bare, dates = _without_dates(label)
    parts = _COMMA.split(_BRACKETS.sub("", bare) if "(" in bare else bare)
    if inverted is None:
        last_first = _last_first(parts)
        kind = _kind(bare, parts, last_first=last_first, dated=dates is not None)
        inverted = last_first
    else:
        kind = "person"
    if kind != "person":
        return Name(kind, label, label, label)
    bare = strip_name(bare)
    label = label if dates else bare
    return _person(label, bare, dates, inverted=inverted)


def corporate_name(value: str) -> Name:
    """The name of a body, MARC 21 X10 and X11: nothing is taken apart.

    >>> corporate_name("Community Communications, Inc.").name
    'Community Communications, Inc.'
    """
    label = _label(value)
    return Name("organization", label, label, label)


def _label(value: str) -> str:
    """The access point without punctuation that leads on."""
    return strip_isbd(" ".join(value.split()))


def _without_dates(label: str) -> tuple[str, str | None]:
    """The name, and the dates of a life behind it."""
    found = _DATED.search(label) if _DIGIT.search(label) else None
    if not found or not _DATE_WORDS.fullmatch(found[1]):
        return label, None
    bare = strip_isbd(label[: found.start()])
    return (bare, found[1]) if bare else (label, None)


def _kind(bare: str, parts: list[str], *, last_first: bool, dated: bool) -> Kind:
    """The name test, for access points of which nobody says what they name."""
    joint = any(_JOINT.search(part) for part in parts)
    person = last_first and not joint
    if _corporate(bare, parts if person else None):
        return "organization"
    if person or (dated and not joint):
        return "person"
    if joint or len(parts) > 1:
        return "unknown"
    return "organization" if _like_a_body(parts[0]) else "unknown"


def _last_first(parts: list[str]) -> bool:
    """``Last, First``: at most four words before the comma, a letter right after it."""
    if len(parts) == 1 or not parts[0] or not parts[1].lstrip("'’‘\"")[:1].isalpha():
        return False
    names = [word for word in _WORD.findall(parts[0]) if word.casefold() not in _PARTICLES]
    return len(names) <= _FAMILY_WORDS


def _corporate(bare: str, person: list[str] | None) -> bool:
    """Whether a word of the name says that it is a body's.

    Args:
        person: the parts of a name that has the form of a person's: there one such word in front is a family name, as in
            ``Bank, Melissa`` or ``Church, Alonzo``.
    """
    if not bare.isascii() and any(word in bare for word in words("corporate-words-cjk")):
        return True
    if person is None:
        return any(map(_says_body, _WORD.findall(bare)[:_SCANNED]))
    family, rest = person[0], bare[len(person[0]) :]
    return any(map(_says_body, _WORD.findall(rest))) or (
        " " in family and any(map(_says_body, _WORD.findall(family)))
    )


@lru_cache(maxsize=8192)
def _says_body(word: str) -> bool:
    folded = word.casefold()
    if folded in words("corporate-words") or folded.startswith(tuple(words("corporate-stems"))):
        return True
    # A compound, not the ending alone.
    return len(folded) > _ENDING and folded.endswith(tuple(words("corporate-endings")))


def _like_a_body(outside: str) -> bool:
    """Of names without a comma: subordinate units, acronyms, four words that no particle or initial explains."""
    unit = _SUBORDINATE.search(outside)
    if (unit and not is_abbreviated(unit[1])) or _ACRONYM.fullmatch(outside):
        return True
    parts = outside.split()
    return (
        len(parts) >= _MANY_WORDS
        and not _INITIAL.search(outside)
        and _LINKING.isdisjoint(part.casefold() for part in parts)
    )


def _person(label: str, bare: str, dates: str | None, *, inverted: bool) -> Name:
    birth, death = _life(dates) if dates else (None, None)
    plain, fuller = _fuller(bare) if "(" in bare else (bare, None)
    parts = _COMMA.split(plain)
    if not inverted or len(parts) == 1 or not all(any(map(str.isalnum, part)) for part in parts[:2]):
        return Name("person", label, plain, bare, fuller=fuller, dates=dates, birth=birth, death=death)
    family, given, *titles = parts
    if _EPITHET.match(given):
        name, suffix = (f"{family} {given}", titles) if given[0].islower() else (family, parts[1:])
        return Name(
            "person", label, name, bare, suffix=_joined(suffix), dates=dates, birth=birth, death=death
        )
    return Name(
        "person",
        label,
        _direct(family, given, titles),
        bare,
        family,
        given,
        _joined(titles),
        fuller,
        dates,
        birth,
        death,
    )


def _joined(titles: list[str]) -> str | None:
    return ", ".join(filter(None, titles)) or None


def _direct(family: str, given: str, titles: list[str]) -> str:
    """First name first; names in East Asian scripts keep their order and take no space."""
    if not family.isascii() and _EAST_ASIAN.search(family) and _EAST_ASIAN.search(given):
        return f"{family}{given}"
    if given.endswith(f" {family}"):  # a peer: "Byron, George Gordon Byron, Baron"
        return given
    generation = next((title for title in titles if _GENERATION.fullmatch(title)), "")
    return f"{given} {family} {generation}" if generation else f"{given} {family}"


def _fuller(bare: str) -> tuple[str, str | None]:
    """The name without brackets, and what they hold if it writes out initials."""
    found = _BRACKETS.search(bare)
    plain = strip_isbd(_BRACKETS.sub("", bare)) or bare
    return plain, found[1].strip() or None if found and _INITIAL.search(plain) else None


def _life(dates: str) -> tuple[Date | None, Date | None]:
    try:
        return life_dates(dates)
    except LexicalError:
        return None, None


__all__ = ["Name", "corporate_name", "parse_name"]
