"""What an article is about: MeSH headings, substances, keywords; and of which kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from ld.findings import Severity
from ld.normalize.identifiers import SCHEMES
from ld.normalize.schemes import identifier
from ld.record import Concept, Place, Text
from ld.sources.pubmed.citation import Citation, children

_HEADING: Final = "MeshHeadingList/MeshHeading"
_DESCRIPTOR: Final = f"{_HEADING}/DescriptorName"
_QUALIFIED: Final = f"{_DESCRIPTOR}+{_HEADING}/QualifierName"
_SUBSTANCE: Final = "ChemicalList/Chemical/NameOfSubstance"
_SUPPLEMENT: Final = "SupplMeshList/SupplMeshName"
_KEYWORD: Final = "KeywordList/Keyword"

_NO_GENRES: Final = frozenset({"english abstract", "retracted publication"})
"""Publication types that tell of the abstract, or what has become of the article."""

_SUPPORT: Final = "research support"


def subjects(citation: Citation, parts: dict[str, Any]) -> None:
    """Headings in the record's order, one also for each qualifier, then substances and supplementary concepts: each once."""
    found: dict[str, Concept] = {}
    places: dict[str, Place] = {}
    for heading in children(citation.citation, "MeshHeadingList", "MeshHeading"):
        _heading(citation, heading, found, places)
    for path in (_SUBSTANCE, _SUPPLEMENT):
        for element in children(citation.citation, *path.split("/")):
            label = citation.line(element)
            if label and not _add(found, _concept(citation, element, label, path)):
                citation.derive(element, "same-as-heading")
    parts["subjects"] = tuple(found.values())
    parts["places"] = tuple(places.values())


def _heading(
    citation: Citation, heading: etree._Element, found: dict[str, Concept], places: dict[str, Place]
) -> None:
    descriptor: Concept | None = None
    for element in heading:
        label = citation.line(element) if element.tag in ("DescriptorName", "QualifierName") else ""
        if not label:
            continue
        if element.tag == "DescriptorName":
            descriptor = _concept(citation, element, label, _DESCRIPTOR)
            if not _add(found, descriptor):
                citation.derive(element, "repeated")
            if element.get("Type") == "Geographic":
                places.setdefault(label, Place(label, _DESCRIPTOR, iri=descriptor.iri))
        elif descriptor is None:
            citation.drop(element, "no-descriptor")
        elif not _add(found, _qualified(descriptor, element, label)):
            citation.derive(element, "repeated")


def _add(found: dict[str, Concept], concept: Concept) -> bool:
    """Whether the heading is a new one."""
    key = concept.iri or concept.label
    return found.setdefault(key, concept) is concept


def _concept(citation: Citation, element: etree._Element, label: str, path: str) -> Concept:
    """A heading under MeSH's own IRI; records before 2014 have no @UI, and the label is the key."""
    number = element.get("UI", "").strip()
    known = identifier("mesh", number) if number else None
    if number and known is None:
        message = "This is no number of MeSH; the heading goes by its words."
        citation.remark("mesh", Severity.INFO, path, number, message)
    return Concept(label, path, "mesh", known.iri if known else None)


def _qualified(descriptor: Concept, element: etree._Element, label: str) -> Concept:
    """MeSH's IRI of a pair is the descriptor's with the qualifier's number behind it."""
    number = element.get("UI", "").strip()
    pair = f"{descriptor.iri}{number}" if descriptor.iri else ""
    known = SCHEMES["mesh"].pattern.fullmatch(pair.rpartition("/")[2]) if number else None
    return Concept(f"{descriptor.label}/{label}", _QUALIFIED, "mesh", pair if known else None)


def keywords(citation: Citation, parts: dict[str, Any]) -> None:
    """Authors' keywords, gene symbols and space missions, each once; of books also the other names of what they are about."""
    found: dict[str, Text] = {}
    for element, path in _words(citation):
        word = citation.line(element).strip(" ;,")
        word = word[:-1] if word.endswith(".") and word.count(".") == 1 else word
        if not word:
            citation.drop(element, "blank")
        elif word.casefold() in found:
            citation.derive(element, "repeated")
        else:
            found[word.casefold()] = Text(word, path)
    parts["keywords"] = tuple(found.values())


def _words(citation: Citation) -> Iterator[tuple[etree._Element, str]]:
    for path in (_KEYWORD, "GeneSymbolList/GeneSymbol", "SpaceFlightMission"):
        yield from ((element, path) for element in children(citation.citation, *path.split("/")))
    for items in children(citation.citation, "ItemList"):
        if items.get("ListType", "").lower() == "synonyms":
            yield from ((element, "ItemList/Item") for element in children(items, "Item"))


def kinds(citation: Citation, parts: dict[str, Any]) -> None:
    """An article whatever its types; these are its genres, apart from those that tell who paid."""
    path = "PublicationType" if citation.is_book else "Article/PublicationTypeList/PublicationType"
    found: dict[str, Concept] = {}
    for element in children(citation.article, *path.removeprefix("Article/").split("/")):
        label = citation.line(element)
        folded = label.casefold()
        if folded.startswith(_SUPPORT):
            citation.drop(element, "kind-of-support")
        elif folded == "retracted publication":
            parts["retracted"] = Text(label, path)
        elif folded in _NO_GENRES:
            citation.drop(element, "tells-of-the-abstract")
        elif folded in found:
            citation.derive(element, "repeated")
        elif label:
            found[folded] = Concept(label, path)
    parts["genres"] = tuple(found.values())


__all__ = ["keywords", "kinds", "subjects"]
