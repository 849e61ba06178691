"""Differences of subjects, genres, places, periods and classifications: the index has headings as strings, and as loose parts."""

from __future__ import annotations

from ld.normalize.text import fold
from tests.ld.crosscheck.graphs import FULL, INDEX, Said
from tests.ld.crosscheck.imported import WHOLE
from tests.ld.crosscheck.pairs import MarcField, Pair, words

_RULES = frozenset(
    {
        "subjects.headings", "agents.subjects", "subjects.places", "works.related", "subjects.periods", "subjects.keywords",
        "subjects.genres",
    }
)  # fmt: skip
"""Rules that map a heading of the full record."""
_STRINGS = frozenset({"subjects.keywords", "subjects.genres"})
_FACETS = frozenset({"subjects.places", "subjects.periods", "subjects.genres"})
_INDEXED = ("topic", "geographic", "era", "genre")
_SUBJECT = 5
"""Digits of the link that a heading of the index begins with: 880 and the number."""


def is_controlled(field: MarcField) -> bool:
    """Whether it has subfields that are no words of the heading: $0, $2, $9, $e, $u; $6 the index shows as well."""
    return any((code.isdigit() and code != "6") or code in "eu" for code, _ in field.subfields)


def _headings(pair: Pair, *, controlled: bool) -> set[str]:
    return {
        fold(field.text(without="6")) for field in pair.fields(*WHOLE) if is_controlled(field) == controlled
    }


def _plain(pair: Pair) -> set[str]:
    return _headings(pair, controlled=False)


def _controlled(pair: Pair) -> set[str]:
    return _headings(pair, controlled=True)


def _indexed(pair: Pair) -> list[str]:
    """Folded headings of the index, without the $6 that they begin with."""
    values = pair.folded(*_INDEXED)
    return [v[_SUBJECT:] if v.startswith("880") and v[3:_SUBJECT].isdigit() else v for v in values]


def _is_of_heading(said: Said) -> bool:
    return said.side == FULL and said.rule in _RULES and bool(said.tags & WHOLE)


def structure(said: Said, pair: Pair) -> bool:
    """The index has the heading as one string; the full record has it as a node with scheme, IRI and parts."""
    if said.side == INDEX:
        return said.rule in _STRINGS and said.folded in pair.once("plain", _plain)
    return _is_of_heading(said) and said.folded in pair.once("indexed", _indexed)


def part(said: Said, pair: Pair) -> bool:
    """The person, work or place within a longer heading, which stands in the string of the index."""
    if not _is_of_heading(said):
        return False
    whole = words(said.told.replace(" -- ", " "))
    return any(said.folded in value for value in pair.once("indexed", _indexed)) or any(
        whole <= words(value) for value in pair.values(*_INDEXED)
    )


def facet(said: Said, pair: Pair) -> bool:
    """A place, period or genre of the index that is one part of a heading."""
    if said.side != INDEX or said.rule not in _FACETS:
        return False
    parts = pair.once("parts", _parts)
    # An interval folds to its years: 1600-1868, of 1600/1868.
    return said.folded in parts or (
        said.predicate == "temporalCoverage" and said.folded in pair.once("years", _years)
    )


def _parts(pair: Pair) -> set[str]:
    """Parts of the headings that the full side has made of the full record."""
    return {
        fold(part)
        for said in pair.full.said.values()
        if said.rule in _RULES
        for part in said.told.split(" -- ")
    }


def _years(pair: Pair) -> set[str]:
    return {"".join(filter(str.isdigit, part)) for part in pair.once("parts", _parts)}


def control(said: Said, pair: Pair) -> bool:
    """A heading of the index with codes and numbers in it ($0, $2, $9 …)."""
    controlled = pair.once("controlled", _controlled)
    if said.side == INDEX:
        return said.rule in _STRINGS and any(value.startswith(said.folded) for value in controlled)
    return _is_of_heading(said) and any(said.folded in value for value in controlled)


def years_of_life(said: Said, pair: Pair) -> bool:
    """$d of a name in 600 is a period of the index."""
    return said.rule == "subjects.periods" and any(
        said.folded in fold(field.text("d")) for field in pair.fields("600", "610", "611")
    )


def area(said: Said, pair: Pair) -> bool:
    return said.side == FULL and said.tags == {"043"}


def free_keywords(said: Said, pair: Pair) -> bool:
    """Several $a of one 653 are one keyword of the index."""
    if said.rule != "subjects.keywords":
        return False
    joined = {fold(field.text()) for field in pair.fields("653") if len(field.subfields) > 1}
    if said.side == INDEX:
        return said.folded in joined
    return said.tags == {"653"} and any(said.folded in value for value in joined)


def local_class(said: Said, pair: Pair) -> bool:
    """A call number of the house, 090 and 099, counts as one of the Library of Congress."""
    return (
        said.side == INDEX
        and said.rule == "subjects.classifications"
        and any(fold(field.text("ab")).startswith(said.folded) for field in pair.fields("090", "099"))
    )


def second_class(said: Said, pair: Pair) -> bool:
    """050 with several $a is one call number of the index, of which only the first class can be told."""
    return (
        said.side == FULL
        and said.rule == "subjects.classifications"
        and any(
            said.folded in fold(field.text("a")) and sum(code == "a" for code, _ in field.subfields) > 1
            for field in pair.fields("050")
        )
    )


def of_an_institution(said: Said, pair: Pair) -> bool:
    """$5 says whose copy a field is about; the index says it of the work."""
    return said.side == INDEX and any(
        said.folded in fold(field.text(without="56"))
        for field in pair.marc
        if any(code == "5" for code, _ in field.subfields)
    )


__all__ = [
    "area",
    "control",
    "facet",
    "free_keywords",
    "local_class",
    "of_an_institution",
    "part",
    "second_class",
    "structure",
    "years_of_life",
]
