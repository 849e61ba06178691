"""A PubMed record as the parser takes it: its parts, clean text with its path, each occurrence accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from ld.record import Text
from ld.sources.pubmed.untaken import untaken
from ld.sources.xml import Elements, local_name

WRAPPERS: Final = frozenset({"MedlineCitation", "BookDocument"})
"""Elements that paths leave out: ``Article/ArticleTitle`` is the same in a lone ``MedlineCitation``."""


class Citation(Elements):
    """One PubMed record.

    Args:
        root: ``PubmedArticle``, ``PubmedBookArticle``, or the citation alone, freshly loaded.
        record_id: for findings.

    Attributes:
        citation: ``MedlineCitation`` or ``BookDocument``; the root itself, where it is neither and has neither.
        article: ``Article`` of the one, and the other itself; an empty element where there is none.
        prefix: of paths of what is in `article`: ``Article/``, for a book nothing.
        data: ``PubmedData`` or ``PubmedBookData``, empty where there is none.
        is_book: it is a book of NCBI Bookshelf or a part of one.
    """

    def __init__(self, root: etree._Element, record_id: str) -> None:
        super().__init__(plain_names(root), record_id, untaken, through=WRAPPERS)
        self.citation = root if root.tag in WRAPPERS else next(root.iterchildren(*WRAPPERS), root)
        self.is_book = self.citation.tag == "BookDocument"
        self.article = self.citation if self.is_book else child(self.citation, "Article")
        self.prefix = "" if self.is_book else "Article/"
        data = next(root.iterchildren("PubmedData", "PubmedBookData"), None)
        self.data = etree.Element("PubmedData") if data is None else data

    def said(self, element: etree._Element | None, path: str, language: str | None = None) -> Text | None:
        """The element's text on one line; None if it is blank or not there."""
        value = "" if element is None else self.line(element)
        return Text(value, path, language) if value else None


def child(parent: etree._Element, name: str) -> etree._Element:
    """The first element of this name right below `parent`; an empty one, of no record, if there is none."""
    found = next(parent.iterchildren(name), None)
    return etree.Element(name) if found is None else found


def children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements that a path of names leads to, in order.

    >>> [e.text for e in children(etree.fromstring("<a><b><c>1</c></b><b><c>2</c><d/></b></a>"), "b", "c")]
    ['1', '2']
    """
    first, *rest = names
    if not rest:
        yield from parent.iterchildren(first)
        return
    for element in parent.iterchildren(first):
        yield from children(element, *rest)


def plain_names(root: etree._Element) -> etree._Element:
    """`root`, its names without the namespace that an envelope gave them; PubMed's have none."""
    if root.tag.startswith("{"):
        for element in root.iter("{*}*"):
            element.tag = local_name(element)
    return root


@lru_cache(maxsize=1024)
def sources(path: str, *names: str) -> str:
    """How `explain` calls several elements below one.

    >>> sources("AuthorList/Author", "LastName", "ForeName")
    'AuthorList/Author/LastName+AuthorList/Author/ForeName'
    """
    return "+".join(f"{path}/{name}" for name in names)


__all__ = ["WRAPPERS", "Citation", "child", "children", "plain_names", "sources"]
