"""What an article cites: by PMID, else PMCID, else DOI, else in the words of its list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from lxml import etree

from ld.errors import LexicalError
from ld.findings import FieldOutcome, Outcome, excerpt
from ld.normalize.identifiers import SCHEMES, Identifier, doi, pmcid, pmid
from ld.record import Reference
from ld.sources.pubmed.citation import Citation, children
from ld.sources.xml.elements import is_occurrence

_PUBMED: Final = SCHEMES["pmid"].iri_template or ""
_PARSERS: Final[tuple[tuple[str, Callable[[str], Identifier]], ...]] = (
    ("pubmed", pmid),
    ("pmc", pmcid),
    ("pmcid", pmcid),
    ("doi", doi),
)
_KINDS: Final = frozenset(kind for kind, _ in _PARSERS)
_MAPPED: Final = (Outcome.MAPPED, "")
_IDENTIFIED: Final = (Outcome.DERIVATIVE, "identified")
_REPEATED: Final = (Outcome.DERIVATIVE, "repeated")
_BLANK: Final = (Outcome.DROPPED, "blank")
_HEADING: Final = (Outcome.DROPPED, "heading")

_Mark = tuple[Outcome, str]


class _Entry(NamedTuple):
    """One reference of the list: its elements, and which of the identifiers counts."""

    citation: etree._Element | None
    numbers: list[etree._Element]
    used: etree._Element | None
    iri: str | None


def references(citation: Citation, parts: dict[str, Any]) -> None:
    """Every work once, in the order of the list. `cited` is what the links of the citation itself name."""
    found: dict[str, Reference] = {}
    for known in parts.pop("cited", ()):
        found.setdefault(known.iri or known.text, known)
    holder = citation.citation if citation.is_book else citation.data
    path = "ReferenceList" if citation.is_book else "PubmedData/ReferenceList"
    for list_ in children(holder, "ReferenceList"):
        _read_list(citation, list_, path, found)
    parts["references"] = tuple(found.values())


def _read_list(citation: Citation, list_: etree._Element, path: str, found: dict[str, Reference]) -> None:
    """Lists hold most of a record's elements: one of the usual build is walked once, and what became of its elements counted."""
    marks: list[tuple[etree._Element, _Mark]] = []
    regular = _is_flat(list_)
    for reference in list_.iter("Reference"):
        entry = _entry(reference)
        regular = regular and entry is not None
        if entry:
            _add(citation, entry, path, found, marks)
        else:
            _add(citation, _loose_entry(reference), path, found, marks)
    if regular:
        marks += ((title, _HEADING) for title in list_.iterchildren("Title"))
        citation.settle(list_, _tally(marks, path))
        return
    for element, (outcome, reason) in marks:
        citation.mark(element, outcome, reason)


def _is_flat(list_: etree._Element) -> bool:
    """Whether there are only titles and references in it."""
    return not is_occurrence(list_) and all(
        part.tag == "Reference" or (part.tag == "Title" and not len(part)) for part in list_
    )


def _entry(reference: etree._Element) -> _Entry | None:
    """A reference as the DTD has it, a citation and a list of identifiers; None for any other."""
    words: etree._Element | None = None
    numbers: list[etree._Element] | None = None
    for part in reference:
        if part.tag == "Citation" and words is None:
            words = part
        elif part.tag == "ArticleIdList" and numbers is None and len(part) and not part.text_content_is_mixed:
            numbers = list(part)
        else:
            return None
    return None


__all__ = ["references"]
