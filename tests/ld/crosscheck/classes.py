"""Why the graph of a full record and that of its index fields differ: each class with the condition it holds a statement to.

A statement about the thing has to meet the condition of a class. One about a node that only one side knows (the label of a
heading, the birth of an agent) goes with the statement that leads to the node.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.ld.crosscheck import headings, imported, names, works
from tests.ld.crosscheck.graphs import Said
from tests.ld.crosscheck.pairs import Pair


@dataclass(frozen=True, slots=True)
class Class:
    """A class of differences.

    Attributes:
        name: of the row in the docs.
        why: what it is, for librarians.
        holds: whether it explains a statement.
    """

    name: str
    why: str
    holds: Callable[[Said, Pair], bool]


CLASSES = (
    Class("other scripts", "880 is not read: titles, names and notes in the original script are lost", imported.other_script),
    Class("language tags", "the index does not say which language a text is in", works.language_tag),
    Class("punctuation", "the same text with other marks, spaces or capitals", works.punctuation),
    Class("the record", "who made it and changed it when: 003, 005, 008, 040", works.of_the_record),
    Class("publication", "where, when and by whom it was published are three lists of the index, not one event", works.publication_event),
    Class("areas", "043 is not read", headings.area),
    Class("headings", "a heading is one string of the index; the full record has its parts, scheme, number and kind", headings.structure),
    Class("within headings", "the person, work or place within a longer heading", headings.part),
    Class("facets", "the index has parts of headings as places, periods and genres of the work", headings.facet),
    Class("years of life", "dates of persons are periods of the index", headings.years_of_life),
    Class("codes in headings", "numbers, sources and roles ($0, $2, $e) stand in the strings of the index", headings.control),
    Class("keywords", "several keywords of one 653 are one of the index", headings.free_keywords),
    Class("languages", "041 tells the language of the text from those of its summary, original and subtitles; the index has one list", works.languages),
    Class("numbers in series", "$v is not read", works.series_number),
    Class("series", "of 440, 490, 800 and 830 other subfields are read, or none", works.series_cut),
    Class("copyright", "the index does not tell a year of copyright from one of publication", works.copyright_year),
    Class("publishers", "all $b of a 260 or 264 are one publisher, the distributor among them", names.publishers_joined),
    Class("local call numbers", "090 and 099 count as call numbers of the Library of Congress", headings.local_class),
    Class("second call numbers", "several $a of one 050 are one call number", headings.second_class),
    Class("one copy", "what $5 says of one institution's copy the index says of the work", headings.of_an_institution),
    Class("responsibility", "without its slash it cannot be told from the title", works.responsibility),
    Class("parallel titles", "a parallel title is not always told from the rest of the title", works.parallel_title),
    Class("titles of other works", "uniform titles and titles of works within (100\u2013130, 240, 505, 700\u2013740) are variants of this title", works.uniform_title),
    Class("makers of other works", "who made a work within, or one this is of, is a contributor", names.name_title),
    Class("reprints", "the edition that a reprint is of: 008 and 534", works.reprint),
    Class("names cut", "of 110 and 111 other subfields are read", names.cut),
    Class("roles", "who has a role that is not on VuFind's list is left out", names.role_not_read),
    Class("earlier and later titles", "of 780 and 785 only the title is read", works.neighbour),
    Class("dates", "the index has the first year of 260 $c; 008 tells spans, doubt and reprints", works.date_of_publication),
    Class("runs", "how often and how long a serial appears: 008, 310, 321", works.run),
    Class("editions", "250 $b is not read", works.edition),
    Class("extents", "530, another form that there is, is one of the physical descriptions", works.extent),
    Class("links", "856 $3, $z and its indicators tell the work from a table of contents", works.links),
    Class("contents", "505 $t and $r are loose titles and names; a variant title that is in the contents is not taken", works.contents),
    Class("numbers", "ISSN of other forms are the serial's own, broken numbers are mended, bindings are lost", works.numbers),
    Class("lists of authors", "the order of the authors, where they differ", names.lists),
    Class("kinds", "leader, 006, 007, 008 and 33X say more than the labels of the index", works.kind),
    Class("not imported", "fields and subfields that VuFind's import does not read: notes, identifiers, frequencies \u2026", imported.not_imported),
)  # fmt: skip


def classify(pair: Pair) -> Iterator[tuple[Said, str | None]]:
    """Every difference with the name of the class that explains it, None where none does."""
    differences = pair.differences()
    links: dict[tuple[str, str], list[Said]] = {}
    for said in differences:
        links.setdefault((said.side, said.object), []).append(said)
    known: dict[int, str | None] = {}
    for said in differences:
        yield said, _class_of(said, pair, links, known)


def _class_of(
    said: Said, pair: Pair, links: dict[tuple[str, str], list[Said]], known: dict[int, str | None]
) -> str | None:
    if id(said) not in known:
        known[id(said)] = None  # two nodes may lead to each other
        known[id(said)] = _inherited(said, pair, links, known) or _own(said, pair)
    return known[id(said)]


def _inherited(
    said: Said, pair: Pair, links: dict[tuple[str, str], list[Said]], known: dict[int, str | None]
) -> str | None:
    """Class of the statement that leads to a node which the other side does not have."""
    if said.about_thing or said.subject in pair.other(said).subjects:
        return None
    leading = sorted(links.get((said.side, said.subject), ()), key=lambda link: not link.about_thing)
    found = (_class_of(link, pair, links, known) for link in leading)
    return next((name for name in found if name), None)


def _own(said: Said, pair: Pair) -> str | None:
    return next((one.name for one in CLASSES if one.holds(said, pair)), None)


__all__ = ["CLASSES", "Class", "classify"]
