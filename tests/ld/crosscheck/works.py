"""Differences of titles, related works, series, dates, languages and the rest."""

from __future__ import annotations

import re

from ld.normalize.text import fold
from tests.ld.crosscheck.graphs import FULL, INDEX, Said
from tests.ld.crosscheck.imported import is_read
from tests.ld.crosscheck.pairs import Pair, words

_SERIES = ("440", "490", "800", "810", "811", "830")
_OTHER_WORKS = ("100", "110", "111", "130", "240", "505", "700", "710", "711", "730", "740")
_UNIFORM = "adfgklmnoprst"
_YEAR = re.compile(r"\d{4}")
_LANGUAGE = slice(35, 38)
_TITLES = frozenset({"titles.titles", "titles.responsibility", "titles.other_titles"})
_OUR_OWN = frozenset({"document.document", "document.provenance"})


def language_tag(said: Said, pair: Pair) -> bool:
    return pair.same_but_tag(said)


def punctuation(said: Said, pair: Pair) -> bool:
    return pair.same_but_marks(said)


def of_the_record(said: Said, pair: Pair) -> bool:
    return said.side == FULL and said.rule in _OUR_OWN and said.tags <= {"001", "003", "005", "008", "040"}


def publication_event(said: Said, pair: Pair) -> bool:
    return said.side == FULL and said.rule == "publishing.event"


def languages(said: Said, pair: Pair) -> bool:
    """041 says which language is of what; the index has all of them in one field."""
    if said.rule != "texts.languages":
        return False
    if said.side == INDEX:
        return bool(pair.fields("041"))
    given = pair.folded("language")
    return (
        not given
        or said.folded in given[1:]
        or (len(given) > 1 and said.predicate != "language")
        or any(
            len(text) > len("eng")
            for field in pair.fields("041")
            for code, text in field.subfields
            if code == "a"
        )
    )


def series_number(said: Said, pair: Pair) -> bool:
    """Numbers of series are in $v, which the import does not read."""
    return (
        said.rule == "hosts.series"
        and ("#series-part" in said.subject + said.object or said.predicate == "isPartOf")
        and any(field.text("v") or " ; " in field.text() for field in pair.fields(*_SERIES))
    )


def series_cut(said: Said, pair: Pair) -> bool:
    """Both name the series by the same field, of which the index has other subfields."""
    return said.rule == "hosts.series" and any(
        words(said.told) <= words(field.text()) for field in pair.fields(*_SERIES)
    )


def responsibility(said: Said, pair: Pair) -> bool:
    """Without its slash the statement of responsibility cannot be told from the title, nor $h and $c in the wrong order."""
    if said.rule not in _TITLES:
        return False
    return any(
        words(said.value) <= words(field.text()) and words(field.text("abchfgknps")) == words(whole)
        for field in pair.fields("245")
        for whole in pair.values("title_full")
    )


def uniform_title(said: Said, pair: Pair) -> bool:
    """Another work's title, or the uniform title, is one of the index's variants."""
    if said.side == INDEX:
        return said.rule == "titles.other_titles" and any(
            said.folded in fold(field.text(_UNIFORM)) for field in pair.fields(*_OTHER_WORKS)
        )
    if any(source.endswith("$t") and not is_read(source) for source in said.sources):
        return True
    return said.rule == "works.related" and any(
        words(said.told) <= words(value) or words(value) <= words(said.told)
        for value in pair.values("title_alt")
    )


def parallel_title(said: Said, pair: Pair) -> bool:
    """A parallel title behind an equals sign is not always told from the title."""
    return said.rule in _TITLES and any(
        " =" in field.text() and said.folded in fold(field.text()) for field in pair.fields("245")
    )


def neighbour(said: Said, pair: Pair) -> bool:
    """Of 780 and 785 the index has the title alone."""
    own = [fold(field.text("ast")) for field in pair.fields("780", "785")]
    if said.side == FULL:
        return said.rule == "works.related" and said.tags <= {"780", "785"}
    return said.rule == "works.related" and any(said.folded in title for title in own)


def reprint(said: Said, pair: Pair) -> bool:
    return (
        said.side == FULL
        and said.rule == "works.related"
        and "#original" in (said.subject, *said.object.split(" ")[:1])
    )


def copyright_year(said: Said, pair: Pair) -> bool:
    return said.side == FULL and said.predicate in {"dateCopyrighted", "copyrightYear"}


def date_of_publication(said: Said, pair: Pair) -> bool:
    """008 and 260 $c tell span, doubt and reprint apart; the index has the first four figures of 260 $c."""
    if said.rule != "dates.publication":
        return False
    if said.side == FULL:
        return said.tags <= {"008", "046", "260", "264", "362"}
    known = " ".join(
        [pair.coded[6:15], *(field.text("acg") for field in pair.fields("046", "260", "264", "362"))]
    )
    return all(_is_known(year, known) for year in _YEAR.findall(said.value))


def _is_known(year: str, text: str) -> bool:
    """Whether the year is there; 1990 is the index's reading of 199- and 199u, 1900 of 19-- and 19uu."""
    return any(
        written in text
        for written in (year, f"{year[:3]}-", f"{year[:3]}u", f"{year[:2]}--", f"{year[:2]}uu")
    )


def run(said: Said, pair: Pair) -> bool:
    """How often and how long a serial runs is in 008 and 310; the index has 362 alone."""
    return said.rule == "dates.run"


def edition(said: Said, pair: Pair) -> bool:
    """250 $b is not read."""
    return said.rule == "texts.edition" and any(field.text("b") for field in pair.fields("250"))


def extent(said: Said, pair: Pair) -> bool:
    """530, another form that there is, counts as a physical description; so does 300 of which only some subfields are read."""
    return said.rule in {"texts.extents", "texts.notes", "texts.durations"} and any(
        said.predicate == "duration" or said.folded in fold(field.text()) or fold(field.text()) in said.folded
        for field in pair.fields("300", "306", "530")
    )


def links(said: Said, pair: Pair) -> bool:
    """Indicators and $3 of 856 tell the work, a version of it and what belongs to it apart."""
    urls = pair.folded("url")
    if said.side == INDEX:
        return said.sources == {"url"} and bool(pair.fields("856"))
    return said.rule == "identifiers.urls" and (fold(said.subject) in urls or said.folded in urls)


def contents(said: Said, pair: Pair) -> bool:
    """505 $t and $r are titles and names of the index, in two lists without their order; titles that the contents have too are not
    taken from the index.
    """
    known = [
        *pair.folded("contents", "author_additional"),
        *(fold(field.text()) for field in pair.fields("505")),
    ]
    return said.rule in {"texts.notes", "titles.responsibility", "titles.other_titles"} and any(
        said.folded in value or said.predicate == "tableOfContents" for value in known
    )


_EDITED = frozenset({"testbug2"})
"""Documents that somebody gave numbers by hand."""


_NUMBERED = frozenset({"identifiers.isbns", "identifiers.identifiers", "hosts.own_issns", "hosts.container"})


def numbers(said: Said, pair: Pair) -> bool:
    """A number of the index that the full record has elsewhere (ISSN of another form, ISBN of a part), or broken."""
    digits = "".join(filter(str.isdigit, said.folded))[3:-1]  # without prefix and check digit
    if said.side == FULL:
        known = said.predicate == "bookFormat" or any(digits in value for value in pair.folded("isbn"))
        return said.rule == "identifiers.isbns" and known
    elsewhere = fold(" ".join(field.text() for field in pair.marc if field.tag != "022"))
    return said.rule in _NUMBERED and (digits in elsewhere or pair.document["id"] in _EDITED)


def kind(said: Said, pair: Pair) -> bool:
    """006, 007, 008 and 33X tell more kinds apart than the labels of the index."""
    return said.rule in {"classes.classes", "classes.carriers"}


__all__ = [
    "contents", "copyright_year", "date_of_publication", "edition", "extent", "kind", "language_tag", "languages", "links", "neighbour", "numbers", "of_the_record",
    "parallel_title", "publication_event", "punctuation", "reprint", "responsibility", "run", "series_cut", "series_number", "uniform_title",
]  # fmt: skip
