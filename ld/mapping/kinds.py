"""Which classes a thing has, from its formats and what else the record shows.

The table of formats gives each label its class, rank and carrier; the label of the lowest rank decides, the rest refine.
A class is only ever made more precise by evidence in the record, never by a guess (schema.org 30.0; BIBO 1.3).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from pyoxigraph import NamedNode

from ld.immutable import immutable
from ld.namespaces import BIBO, DCMITYPE, PREFIXES, SCHEMA
from ld.normalize.formats import FormatRow, format_row
from ld.record import BibRecord, Profile, Trait

_ARTICLES = frozenset({"Article", "ScholarlyArticle", "NewsArticle", "Report"})
_BOOKS = frozenset({"Book", "Audiobook"})
_SERIALS = frozenset({"Periodical", "Newspaper", "CreativeWorkSeries"})
_ALBUMS = frozenset({"MusicAlbum", "MusicRecording"})
_TIMED = frozenset({"Movie", "Audiobook", "MusicRecording", "VideoObject", "AudioObject"})
_NO_DOCUMENT = frozenset({"Periodical", "Journal", "Newspaper", "Website", "Collection", "Series"})
_MOVING = frozenset({"Video", "DVD", "VHS", "Blu-ray Disc"})
_SPOKEN = frozenset({"Audio", "CD", "Cassette"})
_PICTURES = frozenset({"Photo", "Image"})
SCHOLARLY = frozenset({Profile.PMC, Profile.PUBMED, Profile.ARTICLE})
_COAR = PREFIXES["coar"]


@immutable
class Kind:
    """The classes of a thing and what they allow to be said of it.

    Attributes:
        schema: names of schema.org classes, one, two where the table says so.
        bibo: name of the BIBO class.
        dcmitype: name of the DCMI type, if any.
        coar: IRI of the COAR resource type, if any.
        carriers: IRIs of carriers, in the order of the formats.
        genres: literals that the format itself states.
        book_format: name of a schema.org BookFormatType.
        access_mode: value of schema:accessMode.
    """

    schema: tuple[str, ...] = ("CreativeWork",)
    bibo: str = "Document"
    dcmitype: str = ""
    coar: str = ""
    carriers: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    book_format: str = ""
    access_mode: str = ""

    @property
    def classes(self) -> tuple[NamedNode, ...]:
        """The schema.org and BIBO classes as terms."""
        return (*(SCHEMA[name] for name in self.schema), BIBO[self.bibo])

    @property
    def dcmi_class(self) -> NamedNode | None:
        """The DCMI type as a term."""
        return DCMITYPE[self.dcmitype] if self.dcmitype else None

    @property
    def is_article(self) -> bool:
        """Whether it is a schema:Article of some kind."""
        return not _ARTICLES.isdisjoint(self.schema)

    @property
    def is_book(self) -> bool:
        """Whether schema:isbn, numberOfPages, bookEdition, illustrator are in their domain."""
        return not _BOOKS.isdisjoint(self.schema)

    @property
    def is_serial(self) -> bool:
        """Whether schema:issn, startDate, endDate are in their domain."""
        return not _SERIALS.isdisjoint(self.schema)

    @property
    def is_thesis(self) -> bool:
        """Whether it is a schema:Thesis."""
        return "Thesis" in self.schema

    @property
    def is_album(self) -> bool:
        """Whether schema:byArtist is in its domain."""
        return not _ALBUMS.isdisjoint(self.schema)

    @property
    def is_timed(self) -> bool:
        """Whether schema:duration is in its domain."""
        return not _TIMED.isdisjoint(self.schema)

    @property
    def is_paged_part(self) -> bool:
        """Whether schema:pageStart is in its domain."""
        return self.is_article or "Chapter" in self.schema

    @property
    def is_document(self) -> bool:
        """Whether it is a bibo:Document, so that bibo:authorList and bibo:edition are in their domain."""
        return self.bibo not in _NO_DOCUMENT

    @property
    def has_abstract(self) -> bool:
        """Whether its summary is an abstract rather than a description."""
        return self.is_article or self.is_thesis


@immutable
class Evidence:
    """What a record shows besides its formats that makes a class more precise."""

    scholarly: bool
    isbn: bool
    issn: bool
    director: bool
    narrator: bool
    film_genre: bool
    online: bool
    frequency: bool = False
    traits: frozenset[Trait] = frozenset()


def kind_of(record: BibRecord) -> Kind:
    """The kind of thing a record describes."""
    return kind(tuple(dict.fromkeys(label.value for label in record.formats)), _evidence(record))


def _evidence(record: BibRecord) -> Evidence:
    roles = {role for contribution in record.contributions for role in contribution.roles}
    schemes = {stated.value.scheme for stated in record.identifiers}
    return Evidence(
        scholarly=record.profile in SCHOLARLY
        or Trait.SCHOLARLY in record.traits
        or not schemes.isdisjoint({"doi", "pmid", "pmcid"}),
        isbn=bool(record.isbns),
        issn=bool(record.issns),
        director="drt" in roles,
        narrator="nrt" in roles,
        film_genre=any(_is_film(genre.label) for genre in record.genres),
        online=any(url.iri.startswith("http") for url in record.urls),
        frequency=bool(record.frequencies),
        traits=record.traits,
    )


def _is_film(genre: str) -> bool:
    folded = genre.casefold()
    return " film" in f" {folded}" or "motion picture" in folded


@lru_cache(maxsize=4096)
def kind(labels: tuple[str, ...], evidence: Evidence) -> Kind:
    """The kind for a list of format labels.

    >>> none = Evidence(False, False, False, False, False, False, False)
    >>> kind(("Book", "Thesis"), none).schema
    ('Thesis', 'Book')
    >>> kind(("Online", "Article", "Text"), replace(none, scholarly=True)).schema
    ('ScholarlyArticle',)
    """
    rows = sorted((row for label in labels if (row := format_row(label))), key=lambda row: row.rank)
    names = frozenset(row.label for row in rows)
    deciding = next((row for row in rows if row.schema_class and row.kind != "modifier"), None)
    base = _base(deciding) if deciding else _alone(names)
    refined = _refine(base, deciding.label if deciding else "", names, evidence)
    return replace(
        _modify(refined, names, decided=deciding is not None), carriers=_carriers(labels, evidence)
    )


def _base(row: FormatRow) -> Kind:
    return Kind(
        schema=(row.schema_class or "CreativeWork",),
        bibo=row.bibo_class or "Document",
        dcmitype=row.dcmitype or "",
        coar=row.coar or "",
    )


def _alone(names: frozenset[str]) -> Kind:
    """A record whose formats are all modifiers, or none."""
    if "Braille" in names:
        return Kind(schema=("Book",), bibo="Book", dcmitype="Text", coar=f"{_COAR}c_2f33")
    if "Government Document" in names and len(names) == 1:
        row = format_row("Government Document")
        return _base(row) if row else Kind()
    return Kind(dcmitype="Text") if "Text" in names else Kind()


def _refine(base: Kind, label: str, names: frozenset[str], evidence: Evidence) -> Kind:
    """The deciding row's `refine_rule`."""
    if label == "Thesis" and names & {"Book", "eBook"}:
        return replace(base, schema=("Thesis", "Book"))
    if label == "Article":
        return _article(base, names, evidence)
    if label == "Journal" and Trait.SCHOLARLY in evidence.traits:
        return replace(base, bibo="Journal", coar=f"{_COAR}c_0640")
    if label == "Serial" and (evidence.issn or evidence.frequency):
        return replace(base, schema=("Periodical",))
    if label in _MOVING and (evidence.director or evidence.film_genre or Trait.FILM in evidence.traits):
        return replace(base, schema=("Movie",))
    if label in _SPOKEN:
        return _sound(base, evidence)
    if label in _PICTURES:
        return _picture(base, evidence)
    if label == "Software" and Trait.PROGRAM in evidence.traits:
        return replace(base, schema=("SoftwareApplication",))
    if label == "Conference Proceeding" and names & {"Journal", "Serial"}:
        return replace(base, schema=("Periodical",), bibo="Periodical")
    if label == "Reference Material" and evidence.isbn:
        return replace(base, schema=("Book",))
    return base


def _sound(base: Kind, evidence: Evidence) -> Kind:
    if Trait.MUSIC in evidence.traits:
        return replace(base, schema=("MusicAlbum",))
    if evidence.narrator or Trait.SPOKEN in evidence.traits:
        return replace(base, schema=("Audiobook",), book_format="AudiobookFormat")
    return base


def _picture(base: Kind, evidence: Evidence) -> Kind:
    """VuFind's "Photo" lumps together what 007/01 and 008/33 tell apart."""
    named = {Trait.PHOTOGRAPH: "Photograph", Trait.DRAWING: "Drawing", Trait.PAINTING: "Painting"}
    found = next((class_ for trait, class_ in named.items() if trait in evidence.traits), None)
    return replace(base, schema=(found,)) if found else base


def _article(base: Kind, names: frozenset[str], evidence: Evidence) -> Kind:
    if "Newspaper" in names:
        return replace(base, schema=("NewsArticle",), coar=f"{_COAR}c_998f")
    if evidence.scholarly:
        schema = ("ScholarlyArticle", *(("Review",) if Trait.REVIEW in evidence.traits else ()))
        return replace(base, schema=schema, bibo="AcademicArticle", coar=f"{_COAR}c_6501")
    return base


_FORMAT_GENRES = {
    "Conference Proceeding": "Conference proceedings",
    "Globe": "Globes",
    "Government Document": "Government document",
}


def _modify(base: Kind, names: frozenset[str], *, decided: bool) -> Kind:
    """What modifiers add; they never become classes."""
    genres = tuple(
        genre
        for name, genre in _FORMAT_GENRES.items()
        if name in names and (decided or name != "Government Document")
    )
    electronic = "eBook" in names and not _BOOKS.isdisjoint(base.schema)
    return replace(
        base,
        genres=genres,
        book_format=base.book_format or ("EBook" if electronic else ""),
        access_mode="tactile" if "Braille" in names else "",
    )


def _carriers(labels: tuple[str, ...], evidence: Evidence) -> tuple[str, ...]:
    found = [row.carrier for label in labels if (row := format_row(label)) and row.carrier]
    if "Electronic" in labels and evidence.online:
        found.append(f"{PREFIXES['carriers']}cr")
    return tuple(dict.fromkeys(found))


__all__ = ["SCHOLARLY", "Evidence", "Kind", "kind", "kind_of"]
