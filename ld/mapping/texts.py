"""Summaries, notes, contents, edition, size, language."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from ld.mapping.work import Work, text
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA, XSD
from ld.normalize.languages import Language
from ld.record import Extent, Stated


def summaries(work: Work) -> None:
    """An abstract for articles and theses, a description for the rest; whole, never cut."""
    properties = (
        (SCHEMA.abstract, DCTERMS.abstract)
        if work.kind.has_abstract
        else (SCHEMA.description, DCTERMS.description)
    )
    for summary in work.record.summaries:
        work.both(*properties, text(summary), summary.source)


def abstracts(work: Work) -> None:
    """What the source calls an abstract is one, whatever the kind of thing."""
    for abstract in work.record.abstracts:
        work.both(SCHEMA.abstract, DCTERMS.abstract, text(abstract), abstract.source)


def thesis(work: Work) -> None:
    """The degree; what is no schema:Thesis says it in words."""
    for degree in work.record.degrees:
        if work.kind.is_thesis:
            work.it(SCHEMA.inSupportOf, text(degree), degree.source)
        else:
            work.both(SCHEMA.description, DCTERMS.description, text(degree), degree.source)


def awards(work: Work) -> None:
    """Prizes that it won."""
    for award in work.record.awards:
        work.it(SCHEMA.award, text(award), award.source)


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
        label = Literal(extent.label, language=extent.language) if extent.language else Literal(extent.label)
        work.it(SCHEMA.size, label, extent.source)
        work.say(node, RDF.type, DCTERMS.SizeOrDuration, extent.source)
        work.say(node, RDFS.label, label, extent.source)
    _measures(work, work.record.extents)


def _measures(work: Work, found: tuple[Extent, ...]) -> None:
    """Pages of the first; the one duration, which 306 may state apart from 300."""
    if found and found[0].pages and work.kind.is_book:
        pages = Literal(str(found[0].pages), datatype=XSD.integer)
        work.it(SCHEMA.numberOfPages, pages, found[0].source)
    timed = next((extent for extent in found if extent.duration), None)
    if timed and timed.duration and work.kind.is_timed:
        work.it(SCHEMA.duration, Literal(timed.duration, datatype=XSD.duration), timed.source)


def languages(work: Work) -> None:
    """BCP 47 for schema.org, an IRI for Dublin Core, described so that its type and label are at hand."""
    for stated in work.record.languages:
        describe_language(work, work.thing, stated)


def describe_language(work: Work, subject: NamedNode, stated: Stated[Language]) -> None:
    """The language of the thing, or of a work that it names."""
    node, described = _language(stated.value)
    work.say(subject, SCHEMA.inLanguage, Literal(stated.value.bcp47), stated.source)
    work.say(subject, DCTERMS.language, node, stated.source)
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
