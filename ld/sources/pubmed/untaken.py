"""What the elements of a PubMed record are that no rule takes: why they are not published.

The longest path of the table that an element's path begins with decides. Source: NLM's DTD of January 2025 and its description of
the elements.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ld.findings import Outcome

_DERIVATIVES: Final[dict[str, str]] = {
    "Article/Pagination/MedlinePgn": "same-as-pages",
    "Pagination/MedlinePgn": "same-as-pages",
}

_REASONS: Final[dict[str, str]] = {
    "Article": "not-in-the-mapping",
    "Article/Abstract": "blank",
    "Article/ArticleDate": "not-the-earliest",
    "Article/AuthorList": "nameless",
    "Article/DataBankList": "no-accession-number",
    "Article/ELocationID": "no-identifier",
    "Article/GrantList": "nameless",
    "Article/GrantList/Grant/Acronym": "code-of-the-funder",
    "Article/GrantList/Grant/Country": "place-of-the-funder",
    "Article/Journal": "details-of-the-journal",
    "Article/Pagination": "no-pages",
    "Book": "details-of-the-book",
    "Book/Medium": "medium-of-the-book",
    "ChemicalList": "blank",
    "ChemicalList/Chemical/RegistryNumber": "number-of-the-substance",
    "CitationString": "citation-for-display",
    "CitationSubset": "subset-of-pubmed",
    "CoiStatement": "conflict-of-interest",
    "CommentsCorrectionsList": "link-of-unknown-kind",
    "CommentsCorrectionsList/CommentsCorrections/Note": "note-on-a-link",
    "DateCompleted": "processing",
    "DateCreated": "processing",
    "GrantList": "nameless",
    "GrantList/Grant/Acronym": "code-of-the-funder",
    "GrantList/Grant/Country": "place-of-the-funder",
    "InvestigatorList": "nameless",
    "ItemList": "list-of-unknown-kind",
    "LocationLabel": "label-in-the-book",
    "MedlineJournalInfo": "details-of-the-journal",
    "MedlineJournalInfo/Country": "place-of-the-journal",
    "MeshHeadingList": "blank",
    "NumberOfReferences": "counts",
    "PMID": "not-the-record's-own",
    "Pagination": "no-pages",
    "PersonalNameSubjectList": "nameless",
    "PubmedBookData": "processing",
    "PubmedData": "processing",
    "PubmedData/ObjectList": "links-of-pubmed",
    "PubmedData/ReferenceList": "heading",
    "ReferenceList": "heading",
    "Sections": "label-in-the-book",
    "SupplMeshList": "blank",
}


@lru_cache(maxsize=4096)
def untaken(path: str) -> tuple[Outcome, str]:
    """What becomes of an element that no rule takes.

    Args:
        path: without the wrappers ``MedlineCitation`` and ``BookDocument``.
    Returns:
        outcome and reason; ``unmapped`` for what the DTD does not know.

    >>> untaken("MedlineJournalInfo/Country")[1], untaken("Invented")[1]
    ('place-of-the-journal', 'unmapped')
    """
    if path in _DERIVATIVES:
        return Outcome.DERIVATIVE, _DERIVATIVES[path]
    parts = path.split("/")
    known = ("/".join(parts[:end]) for end in range(len(parts), 0, -1))
    return Outcome.DROPPED, next((_REASONS[way] for way in known if way in _REASONS), "unmapped")


__all__ = ["untaken"]
