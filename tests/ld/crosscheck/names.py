"""Differences of persons, bodies and publishers."""

from __future__ import annotations

from ld.normalize.text import fold
from tests.ld.crosscheck.graphs import FULL, INDEX, Said
from tests.ld.crosscheck.pairs import Pair

_NAMES = ("100", "110", "111", "700", "710", "711")
_AUTHORS = ("author", "author2", "author_corporate", "author_additional")
_CONTRIBUTIONS = "agents.contributions"


def _contributions(pair: Pair, side: str) -> set[str]:
    return pair.told(side, _CONTRIBUTIONS)


def cut(said: Said, pair: Pair) -> bool:
    """A name of which the index has other subfields: 110 without $n, 111 without $n and $d."""
    if said.rule != _CONTRIBUTIONS:
        return False
    other = _contributions(pair, INDEX if said.side == FULL else FULL)
    return any(
        start and said.folded.startswith(start) and any(name.startswith(start) for name in other)
        for start in (fold(field.text("a")) for field in pair.fields(*_NAMES))
    )


def role_not_read(said: Said, pair: Pair) -> bool:
    """VuFind takes the roles of a list, and leaves out who has another."""
    return (
        said.side == FULL
        and said.rule == _CONTRIBUTIONS
        and said.folded not in pair.folded(*_AUTHORS)
        and any(
            said.folded.startswith(fold(field.text("a"))) or fold(field.text("a")).startswith(said.folded)
            for field in pair.fields(*_NAMES)
            if field.text("e4j")
        )
    )


def lists(said: Said, pair: Pair) -> bool:
    """The order of the authors, where the two have other authors."""
    labels = [{text.value for text in graph.record.formats} for graph in (pair.full, pair.index)]
    return (said.object == "#authors" or said.subject.endswith("#authors")) and (
        labels[0] != labels[1] or set(pair.plain(FULL, "author")) != set(pair.plain(INDEX, "author"))
    )


def name_title(said: Said, pair: Pair) -> bool:
    """Who made another work (700 with $t) is a contributor of the index."""
    if said.side == INDEX:
        return said.rule == _CONTRIBUTIONS and any(
            said.folded in fold(field.text()) for field in pair.fields("700", "710", "711") if field.text("t")
        )
    return said.rule == "works.related" and said.folded in pair.folded(*_AUTHORS)


def publishers_joined(said: Said, pair: Pair) -> bool:
    """All $b of a 260 are one publisher, the distributor and "s.n." as well."""
    values = pair.folded("publisher")
    if said.side == FULL:
        imprint = said.tags <= {"260", "264"} and said.rule in {"agents.publishers", _CONTRIBUTIONS}
        return imprint and (any(said.folded in value for value in values) or _one_of_several(said, pair))
    return said.rule == "agents.publishers" and _one_of_several(said, pair)


def _one_of_several(said: Said, pair: Pair) -> bool:
    """In an imprint with several $b, or in a 264 of another function than publication."""
    return any(
        said.folded in fold(field.text("b"))
        and (
            sum(code == "b" for code, _ in field.subfields) > 1
            or (field.tag == "264" and field.indicators[1] != "1")
        )
        for field in pair.fields("260", "264")
    )


__all__ = [
    "cut",
    "lists",
    "name_title",
    "publishers_joined",
    "role_not_read",
]
