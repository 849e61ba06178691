"""The record itself."""

from __future__ import annotations

from dataclasses import field

from ld.immutable import immutable, immutable_by_name
from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier
from ld.normalize.languages import Language
from ld.record.agents import Agent, Contribution
from ld.record.hosts import Container, Parent, Series
from ld.record.publishing import Extent, Isbn, Publication, Rights, Url
from ld.record.topics import Classification, Concept, Period, Place
from ld.record.values import Profile, Stated, Text, Trait
from ld.record.works import Grant, Notice, Reference, RelatedWork, Release


@immutable_by_name
class BibRecord:
    """One catalogue record, source-neutral.

    Attributes:
        id: verbatim; servable (:func:`ld.iris.encode_id`). `id_source`: the field that states it.
        identifiers_of_record: further identifiers of the record itself, such as ``(DLC)00290045``.
        local_numbers: numbers of the thing in a scheme that nobody names; `citations`: how the source cites it.
        previous_ids: ids under which the record went before; they lead to it, and say nothing of the thing.
        created, modified: of the record, not of the work.
        formats: labels of VuFind's format vocabulary, the neutral names of kinds of things; `traits` refine them.
        carriers: IRIs of RDA carrier types that the source states as such.
        encodings: media types of the files.
        titles: one untagged, or tagged twins, one a tag; empty if the source has none.
        issued: one value: schema:datePublished and dcterms:issued always agree.
        dates: EDTF and further dates; `made`: of creation, where that is not publication.
        start, end: of serials; `frequencies`: names in http://purl.org/cld/freq/ such as ``semiannual``.
        summaries: abstracts or descriptions, which one depends on the kind of thing; `abstracts`: certainly abstracts.
        subject_agents: persons and bodies that the work is about.
        related: other works, in the source's order.
        issns: of the thing itself, where it is a serial.
        relations: things related to it that the source only describes.
        licence: of the thing; `metadata_licence`: of the record that describes it.
        free: whether it is free to read, where the source says so.
    """

    id: str
    id_source: str = "id"
    profile: Profile = Profile.GENERIC
    identifiers_of_record: tuple[Text, ...] = ()
    previous_ids: tuple[Text, ...] = ()
    collections: tuple[Text, ...] = ()
    providers: tuple[Agent, ...] = ()
    created: Stated[Date] | None = None
    modified: Stated[Date] | None = None

    local_numbers: tuple[Text, ...] = ()
    citations: tuple[Text, ...] = ()
    formats: tuple[Text, ...] = ()
    traits: frozenset[Trait] = frozenset()
    carriers: tuple[Stated[str], ...] = ()
    encodings: tuple[Text, ...] = ()
    titles: tuple[Text, ...] = ()
    alternative_titles: tuple[Text, ...] = ()
    subtitle: Text | None = None
    responsibility: tuple[Text, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    publishers: tuple[Agent, ...] = ()
    publication: Publication | None = None
    issued: Stated[Date] | None = None
    copyrighted: Stated[Date] | None = None
    submitted: Stated[Date] | None = None
    accepted: Stated[Date] | None = None
    made: tuple[Stated[Date], ...] = ()
    dates: tuple[Stated[Date], ...] = ()
    start: Stated[Date] | None = None
    end: Stated[Date] | None = None
    frequencies: tuple[Stated[str], ...] = ()

    summaries: tuple[Text, ...] = ()
    abstracts: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    contents: tuple[Text, ...] = ()
    editions: tuple[Text, ...] = ()
    extents: tuple[Extent, ...] = ()
    languages: tuple[Stated[Language], ...] = ()
    degrees: tuple[Text, ...] = ()
    awards: tuple[Text, ...] = ()
    release: Release | None = None

    keywords: tuple[Text, ...] = ()
    sections: tuple[Text, ...] = ()
    genres: tuple[Concept, ...] = ()
    subjects: tuple[Concept, ...] = ()
    subject_agents: tuple[Agent, ...] = ()
    classifications: tuple[Classification, ...] = ()
    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()

    series: tuple[Series, ...] = ()
    container: Container | None = None
    parents: tuple[Parent, ...] = ()
    related: tuple[RelatedWork, ...] = ()
    references: tuple[Reference, ...] = ()
    notices: tuple[Notice, ...] = ()
    relations: tuple[Text, ...] = ()
    grants: tuple[Grant, ...] = ()

    identifiers: tuple[Stated[Identifier], ...] = ()
    isbns: tuple[Isbn, ...] = ()
    issns: tuple[Stated[str], ...] = ()
    urls: tuple[Url, ...] = ()
    thumbnails: tuple[Url, ...] = ()
    licence: Stated[str] | None = None
    rights: tuple[Rights, ...] = ()
    rights_holders: tuple[Agent, ...] = ()
    free: Stated[bool] | None = None
    metadata_licence: Stated[str] | None = None
    recovered: Recovered | None = None


@immutable
class Recovered:
    """Statements read from an index by-product; published apart, only where the settings ask for it.

    Attributes:
        issued: the one full date of the residue.
        licence: canonical IRI.
        rights: the rights statement it stands in.
        container: journal name, as abbreviated there.
        harvested: date on which the aggregator had the record.
    """

    source: str
    issued: Date | None = None
    licence: str | None = None
    rights: str | None = None
    container: str | None = None
    harvested: Date | None = None
    residue: str = field(default="", compare=False)


__all__ = ["BibRecord", "Recovered"]
