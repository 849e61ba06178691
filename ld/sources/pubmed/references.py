"""What an article cites: by PMID, else PMCID, else DOI, else in the words of its list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import FieldOutcome, Outcome, excerpt
from ld.normalize.identifiers import SCHEMES, Identifier, doi, pmcid, pmid
from ld.record import Reference
from ld.sources.pubmed.citation import Citation, children
from ld.sources.xml.elements import inner_text, is_occurrence

_PUBMED: Final = SCHEMES["pmid"].iri_template or ""
_PARSERS: Final[dict[str, Callable[[str], Identifier]]] = {
    "pubmed": pmid,
    "pmc": pmcid,
    "pmcid": pmcid,
    "doi": doi,
}
"""In the order in which they are taken: of one work the PMID is what other records here have as well."""

_Mark = tuple[Outcome, str]
_Marks = list[tuple[etree._Element, _Mark]]
_MAPPED: Final[_Mark] = (Outcome.MAPPED, "")
_IDENTIFIED: Final[_Mark] = (Outcome.DERIVATIVE, "identified")
_REPEATED: Final[_Mark] = (Outcome.DERIVATIVE, "repeated")
_BLANK: Final[_Mark] = (Outcome.DROPPED, "blank")
_NO_IDENTIFIER: Final[_Mark] = (Outcome.DROPPED, "no-identifier")
_HEADING: Final[_Mark] = (Outcome.DROPPED, "heading")


def references(citation: Citation, parts: dict[str, Any]) -> None:
    """Every work once, in the order of the list, after those that the citation itself says it cites (`cited`)."""
    found: dict[str, Reference] = {}
    for known in parts.pop("cited", ()):
        found.setdefault(known.iri or known.text, known)
    holder = citation.citation if citation.is_book else citation.data
    path = "ReferenceList" if citation.is_book else f"{citation.data.tag}/ReferenceList"
    for list_ in children(holder, "ReferenceList"):
        _read_list(citation, list_, path, found)
    parts["references"] = tuple(found.values())


def _read_list(citation: Citation, list_: etree._Element, path: str, found: dict[str, Reference]) -> None:
    """Lists hold most of a record's elements: one of the usual build is walked once, and its elements counted on the way."""
    marks: _Marks = []
    usual = not is_occurrence(list_) and all(part.tag in ("Reference", "Title") for part in list_)
    for entry in list_.iter("Reference"):  # lists may hold lists, one a chapter
        words, numbers, only = _parts_of(entry)
        usual = usual and only
        _add(citation, words, numbers, f"{path}/Reference", found, marks)
    if usual:
        marks += ((title, _HEADING) for title in list_.iterchildren("Title"))
        citation.settle(list_, _tally(marks, path))
    else:
        for element, (outcome, reason) in marks:
            citation.mark(element, outcome, reason)


def _parts_of(entry: etree._Element) -> tuple[etree._Element | None, list[etree._Element], bool]:
    """The words of a reference, its identifiers, and whether there is nothing else in it."""
    words: etree._Element | None = None
    numbers: list[etree._Element] = []
    only = not is_occurrence(entry)
    for part in entry:
        if part.tag == "Citation" and words is None:
            words = part
        elif part.tag == "ArticleIdList" and not numbers and not is_occurrence(part):
            numbers = list(part.iterchildren("ArticleId"))
            only = only and len(numbers) == len(part)
        else:
            only = False
    return words, numbers, only


def _add(
    citation: Citation,
    words: etree._Element | None,
    numbers: list[etree._Element],
    path: str,
    found: dict[str, Reference],
    marks: _Marks,
) -> None:
    """One reference, and what becomes of its elements."""
    used, iri = _identified(numbers)
    if used is None:
        marks += ((number, _NO_IDENTIFIER if (number.text or "").strip() else _BLANK) for number in numbers)
        _add_words(citation, words, path, found, marks)
        return
    rest = _REPEATED if iri in found else _IDENTIFIED
    marks += ((number, _MAPPED if number is used and rest is _IDENTIFIED else rest) for number in numbers)
    if words is not None:
        marks.append((words, rest))
    if iri not in found:
        found[iri] = Reference(f"{path}/ArticleIdList/ArticleId", iri=iri)


def _add_words(
    citation: Citation,
    words: etree._Element | None,
    path: str,
    found: dict[str, Reference],
    marks: _Marks,
) -> None:
    if words is None:
        return
    text = citation.line(words)
    marks.append((words, _BLANK if not text else _REPEATED if text in found else _MAPPED))
    if text:
        found.setdefault(text, Reference(f"{path}/Citation", text=text))


def _identified(numbers: list[etree._Element]) -> tuple[etree._Element | None, str]:
    """The identifier that counts, and its IRI; None where there is no valid one."""
    if not numbers:
        return None, ""
    by_kind = {number.get("IdType", "pubmed").strip().lower(): number for number in reversed(numbers)}
    for kind, parser in _PARSERS.items():
        number = by_kind.get(kind)
        if number is not None:
            iri = _iri(kind, (number.text or "").strip(), parser)
            if iri:
                return number, iri
    return None, ""


def _iri(kind: str, value: str, parser: Callable[[str], Identifier]) -> str:
    """The work's IRI; that of a PMID, of which lists have hundreds, without asking the parser."""
    if kind == "pubmed" and value.isascii() and value.isdigit() and value[0] != "0" and len(value) <= 8:
        return _PUBMED.format(value)
    try:
        return parser(value).iri or ""
    except LexicalError:
        return ""


def _tally(marks: _Marks, path: str) -> list[FieldOutcome]:
    """Outcomes summed up; of a reason there is one outcome here."""
    ways = {
        "Citation": f"{path}/Reference/Citation",
        "ArticleId": f"{path}/Reference/ArticleIdList/ArticleId",
        "Title": f"{path}/Title",
    }
    counts: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], tuple[etree._Element, Outcome]] = {}
    for element, (outcome, reason) in marks:
        key = (element.tag, reason)
        if key in counts:
            counts[key] += 1
        else:
            counts[key], first[key] = 1, (element, outcome)
    return [
        FieldOutcome(ways[tag], outcome, reason, counts[tag, reason], excerpt(inner_text(element).strip(), 120))
        for (tag, reason), (element, outcome) in first.items()
    ]


__all__ = ["references"]
