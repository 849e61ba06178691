"""From a JATS article to a :class:`~ld.record.BibRecord`: front matter and references; the text itself is not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ld.errors import LexicalError
from ld.findings import Finding, Severity, excerpt
from ld.iris import id_fault
from ld.normalize.languages import language
from ld.record import BibRecord, Profile, Stated
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.jats.abstracts import abstracts
from ld.sources.jats.article import LANGUAGE_SOURCE, XML_LANG, Article
from ld.sources.jats.dates import dates
from ld.sources.jats.front_and_back import load_without_body
from ld.sources.jats.funding import funding
from ld.sources.jats.hosts import hosts
from ld.sources.jats.kinds import kind
from ld.sources.jats.notes import notes
from ld.sources.jats.numbers import identifiers
from ld.sources.jats.people import people
from ld.sources.jats.references import references
from ld.sources.jats.related import related
from ld.sources.jats.rights import rights
from ld.sources.jats.titles import titles
from ld.sources.jats.topics import topics
from ld.sources.xml import XmlFault, local_name

_Parts = dict[str, Any]
"""Arguments of :class:`BibRecord`; see the parser of VuFind."""


def _languages(article: Article, parts: _Parts) -> None:
    """The language of the text. An article without `@xml:lang` states none, whatever a DTD would add."""
    parts["languages"] = ()
    if article.language:
        try:
            found = language(article.root.get(XML_LANG, ""))
        except LexicalError:  # its tag was read, so there is one
            return
        parts["languages"] = (Stated(found, LANGUAGE_SOURCE),) if found else ()


def _identifiers(article: Article, parts: _Parts) -> None:
    parts["identifiers"] = tuple(identifiers(article))


_GROUPS: Final[tuple[Callable[[Article, _Parts], None], ...]] = (
    kind,
    _languages,
    _identifiers,
    titles,
    people,
    dates,
    hosts,
    abstracts,
    notes,
    topics,
    rights,
    funding,
    related,
    references,
)
"""Groups in the order in which they read; `hosts` needs the date of the issue from `dates`, `funding` has the last word on notes."""


def parse(source: SourceRecord, options: ParseOptions) -> ParsedRecord:
    """What a JATS article says.

    Args:
        source: `raw` is one element `article` in UTF-8.
        options: none of them concerns articles.
    Returns:
        the record, findings, and the outcome of every element. No record where the XML is not well-formed or the id
        unservable; the finding is a violation.
    """
    try:
        root = load_without_body(source.raw)
    except XmlFault as fault:
        return ParsedRecord(None, (_unreadable(source, f"not well-formed XML: {fault}"),))
    if local_name(root) != "article":
        return ParsedRecord(None, (_unreadable(source, f"<{local_name(root)}> is no article of JATS"),))
    article = Article(root, source.id)
    unservable = id_fault(source.id)
    if unservable:
        cause = f"No address can be made of its id: {unservable}. Give the article a DOI, PMID or PMCID."
        article.remark("id.unservable", Severity.VIOLATION, "front/article-meta/article-id", source.id, cause)
        return ParsedRecord(None, tuple(article.findings), article.coverage())
    parts: _Parts = {"id": source.id, "profile": Profile.ARTICLE}
    for group in _GROUPS:
        group(article, parts)
    return ParsedRecord(BibRecord(**parts), tuple(article.findings), article.coverage())


def _unreadable(source: SourceRecord, cause: str) -> Finding:
    return Finding(
        "record.unreadable",
        Severity.VIOLATION,
        source.id,
        "",
        excerpt(source.raw[:200].decode("utf-8", "replace")),
        f"{source.origin}: {cause}",
    )


__all__ = ["parse"]
