"""What terms of vocabularies are called on pages; as :mod:`flask_app.pages.wording`, another language is another mapping of the same keys.

Keys of :data:`PROPERTIES`, :data:`ROLES` and :data:`KINDS` are local names of vocabulary terms; a term that is missing there is
worded from its own name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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

_LIMITS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words(local_name: str) -> str:
    """A camel-case name in words, the first one capitalized.

    >>> words("ScholarlyArticle"), words("dateCopyrighted"), words("")
    ('Scholarly article', 'Date copyrighted', '')
    """
    text = _LIMITS.sub(" ", local_name).replace("_", " ").lower()
    return text[:1].upper() + text[1:]


__all__ = ["KINDS", "PROPERTIES", "RELATORS", "ROLES", "SITES", "words"]
