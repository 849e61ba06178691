"""Every word of the interface, in one place: another language is another mapping of the same keys.

Keys of :data:`PROPERTIES`, :data:`ROLES` and :data:`KINDS` are local names of vocabulary terms; a term that is missing there is
worded from its own name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LANGUAGE = "en"
"""BCP 47 tag of the strings below: the ``lang`` of every page."""

TEXTS: Mapping[str, str] = {
    "skip": "Skip to content",
    "navigation": "Main",
    "home": "Home",
    "records": "Records",
    "query": "Query",
    "dumps": "Downloads",
    "dataset": "About the data",
    "footer-license": "Metadata licence",
    "footer-publisher": "Published by",
    "formats": "This page as data",
    "formats-intro": "The same statements in other formats, for programs:",
    "formats-all": "Every format, profile and form with its address",
    "statements": "All statements",
    "statements-intro": "{count} statements, as they are published in every format. Short names in the first column link to the vocabularies.",
    "predicate": "Property",
    "object": "Value",
    "abstract": "Abstract",
    "contents": "Contents",
    "details": "Details",
    "this-record": "This record",
    "more-values": "{count} more: {label}",
    "people": "People and organizations",
    "pages": "Pages",
    "statements-show": "Show them",
    "tombstone": "There was a record here. Whoever publishes it has withdrawn it; its address will not be used for anything else.",
    "withdrawn-when": "That was on {date}.",
    "withdrawn-reason": "The reason given: {reason}.",
    "withdrawn": "Withdrawn",
    "withdrawn-id": "Record number",
    "withdrawn-on": "Withdrawn on",
    "withdrawn-why": "Reason",
    "error-alternatives": "What there is instead",
    "records-title": "Records",
    "records-intro": "Every published record, in the order of identifiers. {count} in all.",
    "pages-of-list": "Pages of this list",
    "page-first": "First page",
    "page-prev": "Previous page",
    "page-next": "Next page",
    "page-last": "Last page",
    "records-empty": "No record has been published yet.",
    "volume": "volume {number}",
    "issue": "issue {number}",
    "home-figures": "In figures",
    "home-how": "How to use it",
    "home-how-record": "Every record has one address. A browser gets a page there; a program gets data, in the format that it names in the Accept header. Each format also has an address of its own: that of the record with the extension.",
    "home-how-sparql": "Query the data with SPARQL.",
    "home-how-dumps": "Download everything.",
    "home-how-quality": "See what is wrong or missing in the data.",
    "home-how-dataset": "Read how the data are described.",
    "alternates-title": "What there is of this document",
    "alternates-intro": "Each of these has an address of its own. At the address of the document itself, the headers Accept and Accept-Profile choose between them.",
    "alternates-form": "Form",
    "profile": "Profile",
    "profile-how": "How to ask for it",
    "profile-others": "A record and what records share can be had in any of these:",
    "format": "Format",
    "accept": "Accept",
    "extension": "Extension",
    "figure-records": "Records",
    "figure-statements": "Statements",
    "figure-entities": "Shared entities",
    "figure-classes": "Kinds of things",
    "figure-links": "Links to other datasets",
    "home-examples": "Some records",
    "home-all": "All records",
    "entity-records": "Records",
    "entity-records-intro": "Records that speak of this: {count} in all.",
    "entity-whole": "All that is said of this",
    "untitled": "Untitled",
    "graph-title": "Statements about terms of others",
    "graph-intro": "What the records say of IRIs that are not ours: languages, licences, headings and the like.",
    "terms-cut": "Some of them are shown below; the formats hold all.",
    "graph-cut": "The first {shown} of {count} terms are shown; the formats above hold all of them.",
    "finding-field": "Source field",
    "finding-property": "Property",
    "finding-value": "Value",
    "finding-node": "Node",
    "validation-title": "Report of a validation",
    "report-title": "Report about a record",
    "report-clean": "Nothing was found to be wrong or missing.",
    "report-withheld": "A newer version is withheld",
    "report-never": "The record is withheld",
    "report-withheld-intro": "It is published as soon as what follows is mended in the source and the record is read again.",
    "report-short": "Report",
    "report-link": "What was found about this record",
    "quality-title": "Quality of the data",
    "quality-intro": "What was found when the records of this edition were checked: by what, in which source field, how often, and how often in the edition before.",
    "quality-figures": "Records by the worst that was found when they were read; what is checked after publishing is in the tables only.",
    "quality-records": "Published records",
    "quality-withheld": "withheld",
    "quality-finding": "Finding",
    "quality-field": "Source field",
    "quality-source": "Source",
    "quality-number": "Findings",
    "quality-in-records": "Records",
    "quality-change": "Change",
    "quality-none": "Nothing was found.",
    "quality-edition": "Edition",
    "quality-shapes": "The shapes that records are checked with",
    "quality-of-records": "Records with this finding",
    "quality-more": "… and {count} more.",
    "quality-next": "Next page",
    "quality-first": "First page",
    "quality-by-field": "By source field",
    "shapes-title": "Shapes",
    "shapes-intro": "What records are checked with, in SHACL. Each file is there as a page and as data.",
    "shapes-used": "every record is checked with these",
    "shapes-of": "Applies to",
    "shapes-count": "{count} shapes.",
    "dumps-title": "Downloads",
    "dumps-intro": "The whole dataset as files, one edition after another. Files of an edition never change.",
    "dumps-empty": "No dump files have been written yet.",
    "dumps-edition": "Edition {number}",
    "dumps-files": "Files of edition {number}",
    "dumps-file": "File",
    "dumps-format": "Format",
    "dumps-size": "Size",
    "dumps-checksum": "SHA-256",
    "dataset-title": "About the data",
    "dataset-facts": "In short",
    "dataset-publisher": "Published by",
    "dataset-license": "Licence",
    "dataset-issued": "First published",
    "dataset-modified": "Last changed",
    "dataset-frequency": "New data come",
    "dataset-space": "Addresses begin with",
    "dataset-example": "For example",
    "dataset-vocabularies": "Vocabularies",
    "dataset-files": "Download everything",
    "dataset-no-files": "There are no files of this edition yet.",
    "dataset-services": "Ask for parts of it",
    "dataset-openapi": "Every address that answers, for programs (OpenAPI)",
    "dataset-links": "What it links to",
    "dataset-links-intro": "Statements that lead from here to other datasets, and what they say.",
    "dataset-target": "Dataset",
    "dataset-editions": "Editions",
    "dataset-published": "Published",
    "dataset-current": "current",
    "table-of": "Table: {heading}",
    "tally-term": "Name",
    "tally-number": "Number",
    "tally-properties": "Properties",
    "sparql-title": "Query the data",
    "sparql-intro": "SPARQL 1.1 over every statement of the current edition. Programs send the query to this address; results come as JSON, XML, CSV or TSV, graphs as Turtle and the like.",
    "sparql-query": "Query",
    "sparql-result-as": "Result as",
    "sparql-run": "Run the query",
    "sparql-examples": "Example queries",
    "sparql-results": "Results",
    "sparql-rows": "{shown} rows",
    "sparql-rows-cut": "The first {shown} rows; there are more",
    "sparql-empty": "No row matches.",
    "sparql-yes": "Yes",
    "sparql-no": "No",
    "sparql-all-as": "All of them as",
    "sparql-limits": "A query may be {bytes} bytes long, with {patterns} triple patterns and {depth} levels of nesting; other endpoints cannot be asked from here.",
}
"""Sentences and labels of the templates; ``{name}`` is filled in."""

PROPERTIES: Mapping[str, str] = {
    "abstract": "Abstract",
    "accrualPeriodicity": "Appears",
    "award": "Awards",
    "correction": "Corrected by",
    "creativeWorkStatus": "Status",
    "dateAccepted": "Accepted",
    "inSupportOf": "Degree",
    "isReplacedBy": "Continued by",
    "replaces": "Continues",
    "alternateName": "Other titles",
    "bookEdition": "Edition",
    "classification": "Classification",
    "contributors": "Contributors",
    "copyrightYear": "Copyright",
    "creditText": "Statement of responsibility",
    "dateCreated": "Created",
    "dateModified": "Changed",
    "datePublished": "Published",
    "dcterms:identifier": "Record number",
    "description": "Description",
    "exampleOfWork": "Edition of the work",
    "extent": "Extent",
    "form": "Genre",
    "funding": "Funding",
    "genre": "Genre",
    "identifiers": "Identifiers",
    "inDefinedTermSet": "Vocabulary",
    "isBasedOn": "Based on",
    "isPartOf": "Part of",
    "languages": "Language",
    "license": "Licence",
    "location": "Place",
    "notes": "Notes",
    "online": "Online",
    "pages": "Pages",
    "places": "Places",
    "provider": "Provided by",
    "publisher": "Publisher",
    "references": "References",
    "related": "Related",
    "rights": "Rights",
    "run": "Years",
    "sameAs": "The same elsewhere",
    "series": "Series",
    "sourceOrganization": "Degree granted by",
    "subjects": "Subjects",
    "tableOfContents": "Contents",
    "temporalCoverage": "Period",
    "translationOfWork": "Translation of",
    "collection": "Collection",
    "source": "Described in",
}
"""Labels of the rows of a page."""

ROLES: Mapping[str, str] = {
    "author": "author",
    "creator": "creator",
    "composer": "composer",
    "lyricist": "lyricist",
    "editor": "editor",
    "translator": "translator",
    "illustrator": "illustrator",
    "director": "director",
    "actor": "actor",
    "byArtist": "performer",
    "readBy": "reader",
    "contributor": "contributor",
    "funder": "funder",
    "sourceOrganization": "degree grantor",
    "distributor": "distributor",
}
"""What an agent did, after the agent's name."""

RELATORS: Mapping[str, str] = {
    "anl": "analyst", "arr": "arranger", "art": "artist", "aui": "author of introduction", "aut": "author", "clb": "contributor",
    "cmm": "commentator", "cmp": "composer", "cnd": "conductor", "com": "compiler", "cph": "copyright holder",
    "cre": "creator", "ctb": "contributor", "ctg": "cartographer", "dgg": "degree grantor", "dgs": "degree supervisor",
    "dir": "conductor", "drt": "director", "dst": "distributor", "edt": "editor", "egr": "engraver", "fnd": "funder",
    "hnr": "honoree", "hst": "host", "ill": "illustrator", "isb": "issuing body", "itr": "instrumentalist", "ive": "interviewee",
    "ivr": "interviewer", "lbt": "librettist", "lyr": "lyricist", "mus": "musician", "nrt": "narrator", "oth": "other",
    "pbd": "publishing director", "pbl": "publisher", "pht": "photographer", "prf": "performer", "pro": "producer", "prt": "printer",
    "rcp": "addressee", "red": "redactor", "res": "researcher", "rev": "reviewer", "sng": "singer", "spn": "sponsor",
    "ths": "thesis advisor", "trc": "transcriber", "trl": "translator", "wam": "writer of accompanying material",
}  # fmt: skip
"""Terms of MARC relator codes (id.loc.gov/vocabulary/relators)."""

KINDS: Mapping[str, str] = {
    "AudioObject": "Recording",
    "DefinedTerm": "Heading",
    "DefinedTermSet": "Vocabulary",
    "Intangible": "Identifier scheme",
    "ItemPage": "Catalogue record",
    "CreativeWork": "Work",
    "CreativeWorkSeries": "Series",
    "MusicAlbum": "Album",
    "PropertyValue": "Identifier",
    "VideoObject": "Video",
}
"""Names of classes; the others are their own names in words."""

SITES: Mapping[str, str] = {
    "orcid.org": "ORCID",
    "isni.org": "ISNI",
    "viaf.org": "VIAF",
    "d-nb.info": "GND",
    "id.loc.gov": "Library of Congress",
    "lccn.loc.gov": "LCCN",
    "id.nlm.nih.gov": "MeSH",
    "ror.org": "ROR",
    "doi.org": "DOI",
    "hdl.handle.net": "Handle",
    "id.worldcat.org": "FAST",
    "www.worldcat.org": "WorldCat",
    "portal.issn.org": "ISSN Portal",
    "www.wikidata.org": "Wikidata",
    "pubmed.ncbi.nlm.nih.gov": "PubMed",
    "pmc.ncbi.nlm.nih.gov": "PubMed Central",
    "creativecommons.org": "Creative Commons",
}
"""What a site that an IRI points at is called."""

SEVERITIES: Mapping[str, str] = {"violation": "Violations", "warning": "Warnings", "info": "Remarks"}
"""Findings of each severity."""

WORST: Mapping[str, str] = {
    "violation": "with violations",
    "warning": "with warnings",
    "info": "with remarks only",
    "": "without a finding",
}
"""Records by the worst severity of their findings."""

_LIMITS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def say(key: str, **values: object) -> str:
    """A text of the interface, filled in.

    Raises:
        KeyError: there is no such text, or it wants a value that is not given.

    >>> say("dumps-edition", number=7)
    'Edition 7'
    """
    return TEXTS[key].format(**values)


def words(local_name: str) -> str:
    """A camel-case name in words, the first one capitalized.

    >>> words("ScholarlyArticle"), words("dateCopyrighted"), words("")
    ('Scholarly article', 'Date copyrighted', '')
    """
    text = _LIMITS.sub(" ", local_name).replace("_", " ").lower()
    return text[:1].upper() + text[1:]


__all__ = [
    "KINDS",
    "LANGUAGE",
    "PROPERTIES",
    "RELATORS",
    "ROLES",
    "SEVERITIES",
    "SITES",
    "TEXTS",
    "WORST",
    "say",
    "words",
]
