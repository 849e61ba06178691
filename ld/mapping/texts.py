"""Summaries, notes, contents, edition, size, language."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from ld.mapping.work import Work, text
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA, XSD
from ld.normalize.languages import Language
from ld.record import Extent


def summaries(work: Work) -> None:
    """An abstract for articles and theses, a description for the rest; whole, never cut."""
    properties = (
        (SCHEMA.abstract, DCTERMS.abstract)
        if work.kind.has_abstract
        else (SCHEMA.description, DCTERMS.description)
    )
    for summary in work.record.summaries:
        work.both(*properties, text(summary), summary.source)


def notes(work: Work) -> None:
    """Notes, and the table of contents as one literal; schema.org has no property for the latter."""
    for note in work.record.notes:
        work.both(SCHEMA.description, DCTERMS.description, text(note), note.source)
    for contents in work.record.contents:
        work.it(DCTERMS.tableOfContents, text(contents), contents.source)


def edition(work: Work) -> None:
    """schema:bookEdition has the domain Book, bibo:edition the domain Document."""
    for stated in work.record.editions:
        work.it(SCHEMA.bookEdition if work.kind.is_book else SCHEMA.version, text(stated), stated.source)
        if work.kind.is_document:
            work.it(BIBO.edition, text(stated), stated.source)


def extents(work: Work) -> None:
    """Size or duration: a node for Dublin Core (its range), the raw text and what can be read off for schema.org."""
    for n, extent in enumerate(work.record.extents, start=1):
        node = work.hash(f"extent-{n}")
        work.it(DCTERMS.extent, node, extent.source)
        work.it(SCHEMA.size, Literal(extent.label), extent.source)
        work.say(node, RDF.type, DCTERMS.SizeOrDuration, extent.source)
        work.say(node, RDFS.label, Literal(extent.label), extent.source)
    for extent in work.record.extents[:1]:
        _measures(work, extent)


def _measures(work: Work, extent: Extent) -> None:
    if extent.pages and work.kind.is_book:
        work.it(SCHEMA.numberOfPages, Literal(str(extent.pages), datatype=XSD.integer), extent.source)
    if extent.duration and work.kind.is_timed:
        work.it(SCHEMA.duration, Literal(extent.duration, datatype=XSD.duration), extent.source)


def languages(work: Work) -> None:
    """BCP 47 for schema.org, an IRI for Dublin Core, described so that its type and label are at hand."""
    for stated in work.record.languages:
        node, described = _language(stated.value)
        work.it(SCHEMA.inLanguage, Literal(stated.value.bcp47), stated.source)
        work.it(DCTERMS.language, node, stated.source)
        for predicate, value in described:
            work.share(node, predicate, value, stated.source)


@lru_cache(maxsize=1024)
def _language(language: Language) -> tuple[NamedNode, tuple[tuple[NamedNode, NamedNode | Literal], ...]]:
    label = Literal(language.label, language="en")
    return NamedNode(language.iri), (
        (RDF.type, DCTERMS.LinguisticSystem),
        (RDF.type, SCHEMA.Language),
        (RDFS.label, label),
        (SCHEMA.name, label),
        (SCHEMA.alternateName, Literal(language.bcp47)),
    )
