"""Other works that the record names: the work it is an edition of, its parts, its neighbours, the release of a recording."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ld.mapping.agents import describe_agent
from ld.mapping.identifiers import identifier_of, own_identifier
from ld.mapping.texts import describe_language
from ld.mapping.work import Work, date, text, types
from ld.namespaces import BIBO, DCTERMS, RDF, RDFS, SCHEMA
from ld.normalize.identifiers import Identifier
from ld.record import AgentKind, RelatedWork, Relation


class _Tie(NamedTuple):
    """How the thing is tied to another work, and what that one's hash IRI begins with."""

    fragment: str
    properties: tuple[NamedNode, ...]


# schema.org has nothing for another edition, another form, a predecessor (predecessorOf is for product models).
_TIES = {
    Relation.EXAMPLE_OF: _Tie("work", (SCHEMA.exampleOfWork, DCTERMS.isVersionOf)),
    Relation.TRANSLATION_OF: _Tie("work", (SCHEMA.translationOfWork, DCTERMS.isVersionOf)),
    Relation.TRANSLATED_AS: _Tie("work", (SCHEMA.workTranslation, DCTERMS.hasVersion)),
    Relation.HAS_PART: _Tie("work", (SCHEMA.hasPart, DCTERMS.hasPart)),
    Relation.PART_OF: _Tie("work", (SCHEMA.isPartOf, DCTERMS.isPartOf)),
    Relation.BASED_ON: _Tie("work", (SCHEMA.isBasedOn, DCTERMS.relation)),
    Relation.RELATED: _Tie("work", (DCTERMS.relation,)),
    Relation.ABOUT: _Tie("work", (SCHEMA.about, DCTERMS.subject)),
    Relation.OTHER_EDITION: _Tie("edition", (DCTERMS.hasVersion,)),
    Relation.OTHER_FORMAT: _Tie("format", (DCTERMS.hasFormat,)),
    Relation.ORIGINAL: _Tie("original", (DCTERMS.isFormatOf,)),
    Relation.REPRODUCTION: _Tie("reproduction", (DCTERMS.hasFormat,)),
    Relation.REPLACES: _Tie("preceding", (DCTERMS.replaces,)),
    Relation.REPLACED_BY: _Tie("succeeding", (DCTERMS.isReplacedBy,)),
}
# The work of which this is an edition is ``#work``, without a number; there is one.
_ORIGIN = frozenset({Relation.EXAMPLE_OF, Relation.TRANSLATION_OF})
_ONCE = frozenset({"original", "reproduction"})
_SUCCESSION = frozenset({Relation.REPLACES, Relation.REPLACED_BY})
_SCHEMA_AGENTS = frozenset({AgentKind.PERSON, AgentKind.ORGANIZATION})


def related(work: Work) -> None:
    """Each work under a node of its own; its creators are never contributors of the thing."""
    counts: Counter[str] = Counter()
    for other in work.record.related:
        tie = _TIES[other.relation]
        if other.relation in _SUCCESSION and not work.kind.is_serial:
            tie = _TIES[Relation.RELATED]
        node = NamedNode(other.iri) if other.iri else _mint(work, other, tie.fragment, counts)
        for property_ in tie.properties:
            work.it(property_, node, other.source)
        if other.iri:
            _describe_foreign(work, node, other)
        else:
            _describe(work, node, other)


def _mint(work: Work, other: RelatedWork, fragment: str, counts: Counter[str]) -> NamedNode:
    if other.relation in _ORIGIN and not counts["origin"]:
        counts["origin"] = 1
        return work.hash(fragment)
    counts[fragment] += 1
    n = counts[fragment]
    return work.hash(fragment if fragment in _ONCE and n == 1 else f"{fragment}-{n}")


def _describe_foreign(work: Work, node: NamedNode, other: RelatedWork) -> None:
    """A work under somebody else's IRI: its class and name, in the graph of foreign terms."""
    label = Literal(other.label)
    for class_ in _classes(work, other):
        work.share(node, RDF.type, class_, other.source)
    work.share(node, RDFS.label, label, other.source)
    work.share(node, SCHEMA.name, label, other.source)


def _describe(work: Work, node: NamedNode, other: RelatedWork) -> None:
    types(work, node, *_classes(work, other), source=other.source)
    label = Literal(other.label)
    for predicate in (RDFS.label, SCHEMA.name, DCTERMS.title):
        work.say(node, predicate, label, other.source)
    for alternate in other.alternates:
        work.say(node, SCHEMA.alternateName, text(alternate), alternate.source)
    for creator in other.creators:
        agent = describe_agent(work, creator)
        if creator.kind in _SCHEMA_AGENTS:
            work.say(node, SCHEMA.composer if other.music else SCHEMA.author, agent, creator.source)
        work.say(node, DCTERMS.creator, agent, creator.source)
    for language in other.languages:
        describe_language(work, node, language)
    _numbers(work, node, other)
    _measures(work, node, other)


def _classes(work: Work, other: RelatedWork) -> tuple[NamedNode, ...]:
    if (
        other.relation is Relation.PART_OF and "Chapter" in work.kind.schema
    ):  # a chapter is part of books only
        return SCHEMA.Book, BIBO.Book
    if other.serial or other.issns or other.relation in _SUCCESSION:
        return SCHEMA.Periodical, BIBO.Periodical
    if other.isbns:
        return SCHEMA.Book, BIBO.Book
    return (SCHEMA.MusicComposition if other.music else SCHEMA.CreativeWork,)


def _numbers(work: Work, node: NamedNode, other: RelatedWork) -> None:
    for stated in other.identifiers:
        identifier_of(work, node, stated.value, stated.source)
    classes = _classes(work, other)
    for issn in other.issns:
        if SCHEMA.Periodical in classes:
            work.say(node, SCHEMA.issn, Literal(issn.value), issn.source)
            work.say(node, BIBO.issn, Literal(issn.value), issn.source)
        else:
            identifier_of(work, node, Identifier("issn", issn.value, None), issn.source)
    for isbn in other.isbns:
        if SCHEMA.Book in classes:
            work.say(node, SCHEMA.isbn, Literal(isbn.value), isbn.source)
            work.say(node, BIBO.isbn13, Literal(isbn.value), isbn.source)
        else:
            identifier_of(work, node, Identifier("isbn", isbn.value, None), isbn.source)


def _measures(work: Work, node: NamedNode, other: RelatedWork) -> None:
    """When it was published, and how large it is."""
    if other.issued:
        property_ = DCTERMS.date if other.issued.value.datatype == "edtf" else DCTERMS.issued
        work.say(node, property_, date(other.issued.value), other.issued.source)
    if other.extent:
        extent = NamedNode(f"{node.value}-extent")
        work.say(node, SCHEMA.size, text(other.extent), other.extent.source)
        work.say(node, DCTERMS.extent, extent, other.extent.source)
        types(work, extent, DCTERMS.SizeOrDuration, source=other.extent.source)
        work.say(extent, RDFS.label, text(other.extent), other.extent.source)


def relations(work: Work) -> None:
    """What it is related to, in words: DCMI allows literals here."""
    for relation in work.record.relations:
        work.it(DCTERMS.relation, text(relation), relation.source)


def release(work: Work) -> None:
    """Catalogue number and label of a recording are those of its release (schema.org 30.0, domain MusicRelease)."""
    found = work.record.release
    if not found:
        return
    if "MusicAlbum" not in work.kind.schema:
        scheme = f"org:{found.label.name}" if found.label else "org:publisher number"
        for number in found.numbers:
            own_identifier(work, Identifier(scheme, number, None), found.source)
        return
    node = work.hash("release")
    work.it(SCHEMA.albumRelease, node, found.source)
    types(work, node, SCHEMA.MusicRelease, source=found.source)
    for title in work.record.titles[:1]:
        work.say(node, SCHEMA.name, text(title), title.source)
    for number in found.numbers:
        work.say(node, SCHEMA.catalogNumber, Literal(number), found.source)
    if found.label:
        work.say(node, SCHEMA.recordLabel, describe_agent(work, found.label), found.label.source)


__all__ = ["related", "relations", "release"]
