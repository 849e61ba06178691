"""What it is about, of which genre, and where it stands in a classification."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from ld.iris import Iris
from ld.mapping.work import Term, Work, text, types
from ld.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SKOS
from ld.normalize.places import Box
from ld.normalize.slugs import heading_key, slug
from ld.normalize.subjects import SCHEME_IRIS, scheme_label
from ld.record import Concept, Place

_CLASSIFICATIONS = {"lcc": DCTERMS.LCC, "ddc": DCTERMS.DDC, "nlm": DCTERMS.NLM, "udc": DCTERMS.UDC}


def keywords(work: Work) -> None:
    """Words without a scheme stay literals, one a value; the sections of a journal are no subjects."""
    for keyword in work.record.keywords:
        work.both(SCHEMA.keywords, DCTERMS.subject, text(keyword), keyword.source)
    for section in work.record.sections:
        if work.kind.is_article:
            work.it(SCHEMA.articleSection, text(section), section.source)
        else:
            work.both(SCHEMA.keywords, DCTERMS.subject, text(section), section.source)


def headings(work: Work) -> None:
    """Headings under schema:about and dcterms:subject alike."""
    for concept in work.record.subjects:
        work.both(SCHEMA.about, DCTERMS.subject, describe_concept(work, concept), concept.source)


def genres(work: Work) -> None:
    """A genre of a scheme is a concept; another is text, which is no dcterms:subject and never a dcterms:type."""
    for genre in work.record.genres:
        if genre.scheme or genre.iri:
            work.both(SCHEMA.genre, DCTERMS.subject, describe_concept(work, genre), genre.source)
        else:
            work.it(SCHEMA.genre, Literal(genre.label), genre.source)


def describe_concept(work: Work, concept: Concept) -> NamedNode:
    """A heading's node: its own IRI, else the shared node of its scheme, keyed by the string, else the record's."""
    if not concept.scheme and not concept.iri:
        return _own_concept(work, concept)
    node = (
        NamedNode(concept.iri) if concept.iri else _shared_iri(work.iris, concept.scheme or "", concept.label)
    )
    described = [(RDF.type, SCHEMA.DefinedTerm), (RDF.type, SKOS.Concept), *_labels(concept.label)]
    for predicate, value in described:
        work.share(node, predicate, value, concept.source)
    for alternate in concept.alternates:
        work.share(node, SCHEMA.alternateName, text(alternate), alternate.source)
    if concept.scheme:
        _in_scheme(work, node, concept.scheme, concept.source)
    return node


def _own_concept(work: Work, concept: Concept) -> NamedNode:
    node = work.node("subject", concept.label)
    if work.first(node):
        types(work, node, SCHEMA.DefinedTerm, SKOS.Concept, source=concept.source)
        for predicate, value in _labels(concept.label):
            work.say(node, predicate, value, concept.source)
    for alternate in concept.alternates:
        work.say(node, SCHEMA.alternateName, text(alternate), alternate.source)
    return node


def _labels(label: str) -> list[tuple[NamedNode, Term]]:
    literal = Literal(label)
    return [(RDFS.label, literal), (SCHEMA.name, literal)]


@lru_cache(maxsize=16384)
def _shared_iri(iris: Iris, scheme: str, label: str) -> NamedNode:
    return iris.shared("subject", f"{slug(scheme)}/{slug(label)}-{heading_key(label)}")


def _in_scheme(work: Work, node: NamedNode, code: str, source: str) -> None:
    scheme = _describe_scheme(work, code, source)
    work.share(node, SCHEMA.inDefinedTermSet, scheme, source)
    work.share(node, SKOS.inScheme, scheme, source)


def _describe_scheme(work: Work, code: str, source: str) -> NamedNode:
    scheme = NamedNode(SCHEME_IRIS[code]) if code in SCHEME_IRIS else work.iris.shared("subject", slug(code))
    work.share(scheme, RDF.type, SCHEMA.DefinedTermSet, source)
    work.share(scheme, RDF.type, SKOS.ConceptScheme, source)
    for predicate, value in _labels(scheme_label(code)):
        work.share(scheme, predicate, value, source)
    return scheme


def classifications(work: Work) -> None:
    """Classes as local concepts: not every class of LCC has an IRI, and dewey.info is gone."""
    for entry in work.record.classifications:
        node = work.node(slug(entry.scheme), entry.notation)
        work.it(DCTERMS.subject, node, entry.source)
        if work.first(node):
            notation = Literal(entry.notation)
            known = _CLASSIFICATIONS.get(entry.scheme)
            scheme = known or _describe_scheme(work, entry.scheme, entry.source)
            work.say(node, RDF.type, SKOS.Concept, entry.source)
            work.say(node, RDFS.label, notation, entry.source)
            work.say(node, SKOS.notation, notation, entry.source)
            work.say(node, SKOS.inScheme, scheme, entry.source)


def places(work: Work) -> None:
    """Places the work is about, with their area where the record draws it; a heading is a subject as well."""
    drawn = 0
    for place in work.record.places:
        drawn += place.area is not None
        node = describe_place(work, place, drawn)
        work.both(SCHEMA.spatialCoverage, DCTERMS.spatial, node, place.source)
        if place.about:
            work.both(SCHEMA.about, DCTERMS.subject, node, place.source)


def describe_place(work: Work, place: Place, drawn: int = 0) -> NamedNode:
    """A place's node: its own IRI, ``#place-box-n`` for the `drawn`-th area, else ``#place-…`` by its name."""
    if place.iri:
        return _foreign_place(work, NamedNode(place.iri), place)
    node = work.hash(f"place-box-{drawn}") if place.area else work.node("place", place.label)
    if work.first(node):
        types(work, node, SCHEMA.Place, DCTERMS.Location, source=place.source)
        for predicate, value in _labels(place.label):
            work.say(node, predicate, value, place.source)
        if place.area is not None:
            _geometry(work, node, place, drawn)
    for alternate in place.alternates:
        work.say(node, SCHEMA.alternateName, text(alternate), alternate.source)
    return node


def _foreign_place(work: Work, node: NamedNode, place: Place) -> NamedNode:
    """A country is a place (schema.org), so it needs no second class."""
    work.share(node, RDF.type, SCHEMA.Country if place.country else SCHEMA.Place, place.source)
    work.share(node, RDF.type, DCTERMS.Location, place.source)
    for predicate, value in _labels(place.label):
        work.share(node, predicate, value, place.source)
    for alternate in place.alternates:
        work.share(node, SCHEMA.alternateName, text(alternate), alternate.source)
    return node


def _geometry(work: Work, node: NamedNode, place: Place, n: int) -> None:
    """A box "S W N E"; a box of no area is a point (schema.org GeoShape, GeoCoordinates)."""
    geo, area, source = work.hash(f"geo-{n}"), place.area, place.source
    work.say(node, SCHEMA.geo, geo, source)
    if isinstance(area, Box):
        types(work, geo, SCHEMA.GeoShape, source=source)
        work.say(geo, SCHEMA.box, Literal(area.box), source)
    elif area is not None:
        types(work, geo, SCHEMA.GeoCoordinates, source=source)
        work.say(geo, SCHEMA.latitude, Literal(area.latitude), source)
        work.say(geo, SCHEMA.longitude, Literal(area.longitude), source)


def periods(work: Work) -> None:
    """Periods the work is about."""
    for period in work.record.periods:
        node = work.node("period", period.label)
        work.it(DCTERMS.temporal, node, period.source)
        if work.first(node):
            types(work, node, DCTERMS.PeriodOfTime, source=period.source)
            work.say(node, RDFS.label, Literal(period.label), period.source)
        if period.interval:
            work.it(SCHEMA.temporalCoverage, Literal(period.interval), period.source)
