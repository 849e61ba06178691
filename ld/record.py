"""The one intermediate record: what a source says, before any vocabulary.

A reader's `parse` makes a :class:`BibRecord`; the mapping reads it and writes schema.org and Dublin Core side by side, so
that the two cannot disagree. Cardinality is in the types: ``T`` exactly one, ``T | None`` at most one, ``tuple[T, ...]`` any
number in the source's order. Every value names the source field it is from (`source`), which is what ``explain`` shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier
from ld.normalize.languages import Language
from ld.normalize.places import Box, Point

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A normalized value and the source field that states it."""

    value: T
    source: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the record: clean (NFC, no controls, no markup), not empty.

    Attributes:
        language: BCP 47 tag in lower case, only where the source states the language *of this string*.
    """

    value: str
    source: str
    language: str | None = None


class Profile(StrEnum):
    """What kind of collection a record is from; it decides what some fields mean.

    ``PMC``: harvested from PubMed Central as oai_dc, subjects are journal sections. ``ARTICLE``: journals' own XML.
    """

    GENERIC = "generic"
    MARC = "marc"
    PMC = "pmc"
    PUBMED = "pubmed"
    ARTICLE = "article"


class AgentKind(StrEnum):
    """What an agent is known to be. ``AGENT``: neither, so that nothing false is said."""

    PERSON = "person"
    ORGANIZATION = "organization"
    FAMILY = "family"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Agent:
    """A person or body as *this* record gives it; never merged by name.

    Attributes:
        label: access point as catalogued, dates included.
        name: for people to read: "Cecilia Benoit".
        alternates: other forms, the inverted one without dates among them.
    """

    kind: AgentKind
    label: str
    name: str
    source: str
    alternates: tuple[Text, ...] = ()
    family_name: str | None = None
    given_name: str | None = None
    suffix: str | None = None
    birth: Date | None = None
    death: Date | None = None
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Agent, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an agent did for the work.

    Attributes:
        roles: MARC relator codes, none where the source is silent.
        main: the source gives the agent as creator (1XX, `author`), not as one of the others (7XX, `author2`).
        source: fields that say so: the agent's, and that of the roles.
    """

    agent: Agent
    roles: tuple[str, ...]
    main: bool
    source: str


@dataclass(frozen=True, slots=True)
class Extent:
    """Size or duration as the source says it, and what can be read off.

    Attributes:
        pages: of one volume with one arabic sequence.
        duration: xsd:duration, such as ``PT93M``.
    """

    label: str
    source: str
    pages: int | None = None
    duration: str | None = None


@dataclass(frozen=True, slots=True)
class Concept:
    """A heading.

    Attributes:
        label: whole heading, facets joined by `` -- ``.
        scheme: code of the scheme (``lcsh``, ``fast`` …), None for a heading of no scheme.
        iri: the heading's own IRI where the source gives it or its number.
    """

    label: str
    source: str
    scheme: str | None = None
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Classification:
    """A class of LCC or DDC, without the shelf mark's item part."""

    scheme: str
    notation: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place the work is about."""

    label: str
    source: str
    area: Box | Point | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A period the work is about; `interval` is ISO 8601, where there is one."""

    label: str
    source: str
    interval: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series the work is in, with its number there as catalogued."""

    name: str
    source: str
    alternates: tuple[str, ...] = ()
    number: str | None = None
    issn: str | None = None


class HostKind(StrEnum):
    """What contains a part."""

    PERIODICAL = "periodical"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Container:
    """What the work is a part of: a periodical with volume and issue, or a book.

    Attributes:
        titles: the first is the name, the others abbreviations and variants.
        issns: hyphenated, valid.
        citation: the source's own text of where the part stands.
    """

    kind: HostKind
    source: str
    titles: tuple[Text, ...] = ()
    issns: tuple[Stated[str], ...] = ()
    isbns: tuple[Stated[str], ...] = ()
    volume: Text | None = None
    issue: Text | None = None
    start_page: Text | None = None
    end_page: Text | None = None
    citation: Text | None = None


class UrlRole(StrEnum):
    """What a URL of the record leads to."""

    RESOURCE = "resource"
    ABOUT = "about"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Url:
    """A valid IRI of the record."""

    iri: str
    role: UrlRole
    source: str


@dataclass(frozen=True, slots=True)
class Parent:
    """Another record of the same catalogue, of which this one is a part."""

    record_id: str
    source: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Isbn:
    """A valid ISBN-13 without hyphens; `book_format` is a schema.org BookFormatType where the qualifier tells."""

    value: str
    source: str
    book_format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BibRecord:
    """One catalogue record, source-neutral.

    Attributes:
        id: verbatim; servable (:func:`ld.iris.encode_id`).
        identifiers_of_record: further identifiers of the record itself, such as ``(DLC)00290045``.
        formats: labels of VuFind's format vocabulary, the neutral names of kinds of things.
        titles: one untagged, or tagged twins in two scripts; empty if the source has none.
        issued: one value: schema:datePublished and dcterms:issued always agree.
        dates: EDTF and further dates.
        start, end: of serials.
        summaries: abstracts or descriptions, which one depends on the kind of thing.
        issns: of the thing itself, where it is a serial.
        licence: of the thing; `metadata_licence`: of the record that describes it.
    """

    id: str
    profile: Profile = Profile.GENERIC
    identifiers_of_record: tuple[Text, ...] = ()
    collections: tuple[Text, ...] = ()
    providers: tuple[Agent, ...] = ()
    created: Stated[Date] | None = None
    modified: Stated[Date] | None = None

    formats: tuple[Text, ...] = ()
    titles: tuple[Text, ...] = ()
    alternative_titles: tuple[Text, ...] = ()
    subtitle: Text | None = None
    responsibility: tuple[Text, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    publishers: tuple[Agent, ...] = ()
    issued: Stated[Date] | None = None
    copyrighted: Stated[Date] | None = None
    dates: tuple[Stated[Date], ...] = ()
    start: Stated[Date] | None = None
    end: Stated[Date] | None = None

    summaries: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    contents: Text | None = None
    edition: Text | None = None
    extents: tuple[Extent, ...] = ()
    languages: tuple[Stated[Language], ...] = ()

    keywords: tuple[Text, ...] = ()
    sections: tuple[Text, ...] = ()
    genres: tuple[Concept, ...] = ()
    subjects: tuple[Concept, ...] = ()
    classifications: tuple[Classification, ...] = ()
    places: tuple[Place, ...] = ()
    periods: tuple[Period, ...] = ()

    series: tuple[Series, ...] = ()
    container: Container | None = None
    parents: tuple[Parent, ...] = ()
    preceding: tuple[Text, ...] = ()
    succeeding: tuple[Text, ...] = ()

    identifiers: tuple[Stated[Identifier], ...] = ()
    isbns: tuple[Isbn, ...] = ()
    issns: tuple[Stated[str], ...] = ()
    urls: tuple[Url, ...] = ()
    thumbnails: tuple[Url, ...] = ()
    licence: Stated[str] | None = None
    metadata_licence: Stated[str] | None = None
    recovered: Recovered | None = None


@dataclass(frozen=True, slots=True)
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


__all__ = [
    "Agent",
    "AgentKind",
    "BibRecord",
    "Classification",
    "Concept",
    "Container",
    "Contribution",
    "Extent",
    "HostKind",
    "Isbn",
    "Parent",
    "Period",
    "Place",
    "Profile",
    "Recovered",
    "Series",
    "Stated",
    "Text",
    "Url",
    "UrlRole",
]
