"""The vocabularies used, each a closed list of terms.

A misspelt term raises AttributeError where it is written; that every term exists in its vocabulary is tested. Terms are
:class:`pyoxigraph.NamedNode`, made once.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode


class Namespace:
    """A namespace IRI and the terms of it that we use.

    >>> DCTERMS.title
    <NamedNode value=http://purl.org/dc/terms/title>
    >>> DCTERMS.titel
    Traceback (most recent call last):
    AttributeError: 'titel' is not among the terms used of http://purl.org/dc/terms/
    """

    def __init__(self, iri: str, terms: str) -> None:
        self.iri = iri
        self.terms = tuple(terms.split())
        # Instance attributes, so that a look-up in a mapping rule is one dictionary access.
        vars(self).update({term: NamedNode(iri + term) for term in self.terms})

    def __getattr__(self, term: str) -> NamedNode:
        msg = f"{term!r} is not among the terms used of {self.iri}"
        raise AttributeError(msg)

    def __getitem__(self, term: str) -> NamedNode:
        """The term by a name that is known at run time only, such as a class from a table; KeyError if not listed."""
        node = vars(self)[term]
        assert isinstance(node, NamedNode)
        return node

    def __contains__(self, term: object) -> bool:
        return term in self.terms

    def __iter__(self) -> Iterator[NamedNode]:
        return (self[term] for term in self.terms)


RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type Seq")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "Class label")
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "anyURI string integer decimal boolean date dateTime gYear gYearMonth duration hexBinary nonNegativeInteger",
)
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/", "EDTF")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "sameAs")
FOAF = Namespace("http://xmlns.com/foaf/0.1/", "Document primaryTopic thumbnail Agent Group")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#", "Concept ConceptScheme inScheme notation")
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    """Dataset inDataset sparqlEndpoint uriSpace dataDump triples entities documents distinctSubjects classes properties
    vocabulary exampleResource feature rootResource classPartition propertyPartition class property
    DatasetDescription Linkset linkPredicate objectsTarget subjectsTarget subset target""",
)
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#",
    """Catalog DataService Dataset Distribution accessService accessURL byteSize compressFormat dataset distribution
    downloadURL endpointDescription endpointURL hasVersion isVersionOf landingPage mediaType previousVersion servesDataset
    service version""",
)
SPDX = Namespace(
    "http://spdx.org/rdf/terms#",
    "Checksum ChecksumAlgorithm algorithm checksum checksumAlgorithm_sha256 checksumValue",
)
PROV = Namespace("http://www.w3.org/ns/prov#", "wasDerivedFrom wasGeneratedBy Activity")
DQV = Namespace(
    "http://www.w3.org/ns/dqv#",
    "Metric QualityMeasurement computedOn expectedDataType hasQualityMeasurement inDimension isMeasurementOf value",
)
LDQD = Namespace("http://www.w3.org/2016/05/ldqd#", "completeness consistency")
ALTR = Namespace(
    "http://www.w3.org/ns/dx/connegp/altr#",
    "Representation hasDefaultRepresentation hasRepresentation",
)
PROF = Namespace("http://www.w3.org/ns/dx/prof/", "Profile hasToken isProfileOf")
HYDRA = Namespace(
    "http://www.w3.org/ns/hydra/core#",
    "Collection PartialCollectionView collection first last member next previous totalItems view",
)
SH = Namespace("http://www.w3.org/ns/shacl#", "Violation Warning Info")

SCHEMA = Namespace(
    "https://schema.org/",
    """
    about abstract accessMode affiliation alternateName alternativeHeadline articleSection author award birthDate bookEdition
    bookFormat box byArtist citation composer contributor copyrightHolder copyrightNotice copyrightYear correction
    creditText dateCreated dateModified datePublished deathDate description director duration editor endDate exampleOfWork
    familyName funder genre geo givenName hasPart headline honorificSuffix identifier illustrator inDefinedTermSet
    inLanguage isAccessibleForFree isBasedOn isPartOf isbn issn issueNumber keywords latitude license location longitude lyricist
    mainEntity mainEntityOfPage name numberOfPages pageEnd pageStart pagination position propertyID provider publication
    publishedBy publisher readBy sameAs sdLicense size sourceOrganization spatialCoverage startDate subjectOf temporalCoverage
    thumbnailUrl translator url usageInfo value version volumeNumber actor contentUrl encodingFormat
    Article Atlas Audiobook AudioObject Book BookSeries Chapter Collection CreativeWork CreativeWorkSeries Dataset
    DefinedTerm DefinedTermSet GeoCoordinates GeoShape ImageObject Intangible ItemPage Language Manuscript Map Movie MusicAlbum
    MusicComposition MusicGroup MusicRecording MusicRelease NewsArticle Newspaper Organization Periodical Person Photograph
    Place Poster PropertyValue PublicationEvent PublicationIssue PublicationVolume Report ScholarlyArticle SheetMusic
    SoftwareApplication Thesis VideoGame VideoObject VisualArtwork WebPage WebSite
    EBook AudiobookFormat Hardcover Paperback Country Drawing Grant MediaObject Painting Review
    albumRelease catalogNumber conditionsOfAccess creativeWorkStatus encoding funding inSupportOf recordLabel translationOfWork
    workTranslation
    DataDownload distribution encodingFormat creator
    """,
)
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    """
    abstract accessRights accrualPeriodicity alternative bibliographicCitation conformsTo contributor created creator date
    dateAccepted dateCopyrighted dateSubmitted description extent format hasFormat hasPart hasVersion identifier isFormatOf isPartOf
    isReferencedBy isReplacedBy isVersionOf issued language license modified publisher references relation replaces rights
    rightsHolder source spatial subject tableOfContents temporal title type
    Agent BibliographicResource Frequency LicenseDocument LinguisticSystem Location MediaType PeriodOfTime RightsStatement
    SizeOrDuration Standard LCC DDC NLM UDC
    """,
)
DCMITYPE = Namespace(
    "http://purl.org/dc/dcmitype/",
    "Collection Dataset Image InteractiveResource MovingImage PhysicalObject Software Sound StillImage Text",
)
BIBO = Namespace(
    "http://purl.org/ontology/bibo/",
    """
    authorList distributor doi edition isbn13 issn issue pageEnd pageStart pmid volume
    AcademicArticle Article AudioDocument AudioVisualDocument Book Chapter Collection Document Image Issue Journal Manuscript
    Map Newspaper Periodical Proceedings ReferenceSource Report Series Slide Thesis Website
    """,
)

# Terms by which the dataset, tombstones and example queries are described and records are not: shapes for records follow from the lists above.
FOAF_OF_DATASET = Namespace(FOAF.iri, "homepage name")
SCHEMA_OF_DATASET = Namespace(SCHEMA.iri, "DataCatalog contentSize includedInDataCatalog sha256")
PROV_OF_TOMBSTONES = Namespace(PROV.iri, "invalidatedAtTime")
DCTERMS_OF_DATASET = Namespace(DCTERMS.iri, "MediaTypeOrExtent")
RDFS_OF_EXAMPLES = Namespace(RDFS.iri, "comment")
SCHEMA_OF_EXAMPLES = Namespace(SCHEMA.iri, "target")
SH_OF_EXAMPLES = Namespace(
    SH.iri,
    "SPARQLExecutable SPARQLAskExecutable SPARQLConstructExecutable SPARQLSelectExecutable ask construct select",
)
HYDRA_OF_FRAGMENTS = Namespace(
    HYDRA.iri,
    "ExplicitRepresentation IriTemplate IriTemplateMapping itemsPerPage mapping property search template variable variableRepresentation",
)
RDF_OF_FRAGMENTS = Namespace(RDF.iri, "subject predicate object")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#", "defaultGraph graph")

RELATORS = "http://id.loc.gov/vocabulary/relators/"

VOCABULARIES: dict[str, Namespace] = {
    "altr": ALTR,
    "bibo": BIBO,
    "dcat": DCAT,
    "dcmitype": DCMITYPE,
    "dcterms": DCTERMS,
    "dqv": DQV,
    "edtf": EDTF,
    "foaf": FOAF,
    "hydra": HYDRA,
    "ldqd": LDQD,
    "owl": OWL,
    "prof": PROF,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "void": VOID,
    "xsd": XSD,
}

PREFIXES: dict[str, str] = {name: namespace.iri for name, namespace in VOCABULARIES.items()} | {
    "carriers": "http://id.loc.gov/vocabulary/carriers/",
    "coar": "http://purl.org/coar/resource_type/",
    "freq": "http://purl.org/cld/freq/",
    "iso639-2": "http://id.loc.gov/vocabulary/iso639-2/",
    "mesh": "http://id.nlm.nih.gov/mesh/",
    "relators": RELATORS,
}
"""Prefixes of Turtle, TriG, RDF/XML, the query form and the JSON-LD context."""


def member(n: int) -> NamedNode:
    """``rdf:_n``, the `n`-th member of a container (RDF Schema §5.1.5), counted from 1.

    >>> member(2).value
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#_2'
    """
    return NamedNode(f"{RDF.iri}_{n}")


__all__ = [
    "ALTR",
    "BIBO",
    "DCAT",
    "DCMITYPE",
    "DCTERMS",
    "DCTERMS_OF_DATASET",
    "DQV",
    "EDTF",
    "FOAF",
    "FOAF_OF_DATASET",
    "HYDRA",
    "HYDRA_OF_FRAGMENTS",
    "LDQD",
    "OWL",
    "PREFIXES",
    "PROF",
    "PROV",
    "PROV_OF_TOMBSTONES",
    "RDF",
    "RDFS",
    "RDFS_OF_EXAMPLES",
    "RDF_OF_FRAGMENTS",
    "RELATORS",
    "SCHEMA",
    "SCHEMA_OF_DATASET",
    "SCHEMA_OF_EXAMPLES",
    "SD",
    "SH",
    "SH_OF_EXAMPLES",
    "SKOS",
    "SPDX",
    "VOCABULARIES",
    "VOID",
    "XSD",
    "Namespace",
    "member",
]
