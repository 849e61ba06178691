"""What an article cites: by PMID, else PMCID, else DOI, else in the words of its list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree

from ld.errors import LexicalError
from ld.findings import FieldOutcome, Outcome, excerpt
from ld.normalize.identifiers import SCHEMES, Identifier, doi, pmcid, pmid
from ld.record import Reference
from ld.sources.pubmed.citation import Citation, children
from ld.sources.xml.elements import inner_text

_PUBMED: Final = SCHEMES["pmid"].iri_template or ""
_OTHERS: Final[dict[str, Callable[[str], Identifier]]] = {"pmc": pmcid, "pmcid": pmcid, "doi": doi}
"""What is taken where there is no PMID, which is what other records here have as well; in this order."""

_Mark = tuple[Outcome, str]
_MAPPED: Final[_Mark] = (Outcome.MAPPED, "")
_IDENTIFIED: Final[_Mark] = (Outcome.DERIVATIVE, "identified")
_REPEATED: Final[_Mark] = (Outcome.DERIVATIVE, "repeated")
_BLANK: Final[_Mark] = (Outcome.DROPPED, "blank")
_NO_IDENTIFIER: Final[_Mark] = (Outcome.DROPPED, "no-identifier")
_HEADING: Final[_Mark] = (Outcome.DROPPED, "heading")


class _Ledger:
    """What becomes of the elements of one list.

    Lists hold most of a record's elements. Of the usual build, nothing is in them but what is noted here, so that counting is
    enough; of any other, each element is marked, and the rest is for the coverage to find.
    """

    def __init__(self, citation: Citation, list_: etree._Element, path: str) -> None:
        self._citation = citation
        self._list = list_
        self._notes: list[tuple[str, _Mark, list[etree._Element]]] = []
        self._ways = {
            "Title": f"{path}/Title",
            "Citation": f"{path}/Reference/Citation",
            "ArticleId": f"{path}/Reference/ArticleIdList/ArticleId",
        }
        self.usual = not list_.text or list_.text.isspace()

    def note(self, name: str, mark: _Mark, elements: list[etree._Element]) -> None:
        """Elements of one name have one outcome; of a reason there is one outcome here."""
        if elements:
            self._notes.append((name, mark, elements))

    def close(self) -> None:
        """Report what was noted."""
        if self.usual:
            self._citation.settle(self._list, self._outcomes())
            return
        for _, mark, elements in self._notes:
            for element in elements:
                self._citation.mark(element, *mark)

    def _outcomes(self) -> Iterator[FieldOutcome]:
        counts: dict[tuple[str, str], int] = {}
        first: dict[tuple[str, str], tuple[_Mark, etree._Element]] = {}
        for name, mark, elements in self._notes:
            key = (name, mark[1])
            if key in counts:
                counts[key] += len(elements)
            else:
                counts[key], first[key] = len(elements), (mark, elements[0])
        for key, ((outcome, reason), element) in first.items():
            example = excerpt(inner_text(element).strip(), 120)
            yield FieldOutcome(self._ways[key[0]], outcome, reason, counts[key], example)


def references(citation: Citation, parts: dict[str, Any]) -> None:
    """Every work once, in the order of the list, after those that the citation itself says it cites (`cited`)."""
    found: dict[str, Reference] = {}
    for known in parts.pop("cited", ()):
        found.setdefault(known.iri or known.text, known)
    holder = citation.citation if citation.is_book else citation.data
    path = "ReferenceList" if citation.is_book else f"{citation.data.tag}/ReferenceList"
    for list_ in children(holder, "ReferenceList"):
        ledger = _Ledger(citation, list_, path)
        _read(citation, list_, path, found, ledger)
        ledger.close()
    parts["references"] = tuple(found.values())


def _read(
    citation: Citation, list_: etree._Element, path: str, found: dict[str, Reference], ledger: _Ledger
) -> None:
    """The references of a list, and those of lists inside of it: some have one for each chapter."""
    for part in list_:
        if part.tag == "Reference":
            _add(citation, part, path, found, ledger)
        elif part.tag == "Title":
            ledger.note("Title", _HEADING, [part])
            continue
        else:
            ledger.usual = False
            if part.tag == "ReferenceList":
                _read(citation, part, path, found, ledger)
        if part.tail and not part.tail.isspace():
            ledger.usual = False


def _add(
    citation: Citation, entry: etree._Element, path: str, found: dict[str, Reference], ledger: _Ledger
) -> None:
    """One reference, and what becomes of its elements."""
    words, numbers = _parts_of(entry, ledger)
    used, iri = _identified(numbers)
    if used is None:
        ledger.note("ArticleId", _NO_IDENTIFIER, numbers)
        _add_words(citation, words, path, found, ledger)
        return
    rest = _REPEATED
    if iri not in found:
        found[iri] = Reference(f"{path}/Reference/ArticleIdList/ArticleId", iri)
        rest = _IDENTIFIED
        numbers.remove(used)
        ledger.note("ArticleId", _MAPPED, [used])
    ledger.note("ArticleId", rest, numbers)
    ledger.note("Citation", rest, words)


def _parts_of(entry: etree._Element, ledger: _Ledger) -> tuple[list[etree._Element], list[etree._Element]]:
    """The words of a reference and its identifiers."""
    words: list[etree._Element] = []
    numbers: list[etree._Element] = []
    for part in entry:
        if part.tag == "Citation":
            words.append(part)
        elif part.tag == "ArticleIdList" and not numbers:
            numbers = list(part)
            if not numbers or _is_mixed(part, numbers, "ArticleId"):
                ledger.usual = False
        else:
            ledger.usual = False
    if not (words or numbers) or _is_mixed(entry, words, "Citation"):
        ledger.usual = False
    if not ledger.usual:
        numbers = [number for number in numbers if number.tag == "ArticleId"]
    return words, numbers


def _is_mixed(element: etree._Element, inside: list[etree._Element], name: str) -> bool:
    """Whether text of its own stands in the element, or an element of another name."""
    text = element.text
    if text and not text.isspace():
        return True
    for part in inside:
        tail = part.tail
        if (tail and not tail.isspace()) or part.tag != name:
            return True
    return False


def _add_words(
    citation: Citation,
    words: list[etree._Element],
    path: str,
    found: dict[str, Reference],
    ledger: _Ledger,
) -> None:
    for element in words:
        text = citation.line(element)
        ledger.note("Citation", _BLANK if not text else _REPEATED if text in found else _MAPPED, [element])
        if text:
            found.setdefault(text, Reference(f"{path}/Reference/Citation", text=text))


def _identified(numbers: list[etree._Element]) -> tuple[etree._Element | None, str]:
    """The identifier that counts, and its IRI; None where there is no valid one."""
    for number in numbers:
        if number.get("IdType", "pubmed") == "pubmed":
            iri = _iri("pubmed", (number.text or "").strip(), pmid)
            if iri:
                return number, iri
    for kind, parser in _OTHERS.items():
        for number in numbers:
            if number.get("IdType") == kind:
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


__all__ = ["references"]
