"""The datasets of others that our statements link to, and which of them an IRI belongs to.

A host that a mapping or a source writes into many catalogues is a row; the others stay uncounted. The sums of an edition are
kept by the keys of these rows, so a row that is added, removed or changed asks for a higher
:data:`ld.register.schema.VERSION`: older editions did not count it.
"""

from __future__ import annotations

from typing import NamedTuple


class Target(NamedTuple):
    """A dataset that can be linked to.

    Attributes:
        key: names it in IRIs of ours and in the sums; a slug.
        space: every IRI of it begins with this (``void:uriSpace``), 16 characters or more, and the nine that follow the
            seventh are no other target's: that is how the census tells them apart.
        title: what it is called.
        homepage: a page about it.
    """

    key: str
    space: str
    title: str
    homepage: str


TARGETS: tuple[Target, ...] = (
    Target("arxiv", "https://arxiv.org/abs/", "arXiv", "https://arxiv.org/"),
    Target(
        "coar",
        "http://purl.org/coar/",
        "COAR Controlled Vocabularies for Repositories",
        "https://vocabularies.coar-repositories.org/",
    ),
    Target(
        "creativecommons",
        "https://creativecommons.org/",
        "Creative Commons licences",
        "https://creativecommons.org/",
    ),
    Target("doi", "https://doi.org/", "Digital Object Identifiers", "https://www.doi.org/"),
    Target("fast", "http://id.worldcat.org/fast", "FAST", "https://fast.oclc.org/"),
    Target("geonames", "https://sws.geonames.org/", "GeoNames", "https://www.geonames.org/"),
    Target("getty", "http://vocab.getty.edu/", "Getty Vocabularies", "https://vocab.getty.edu/"),
    Target(
        "gnd", "https://d-nb.info/gnd", "Gemeinsame Normdatei (GND)", "https://gnd.network/"
    ),
    Target("grid", "https://www.grid.ac/institutes/", "GRID", "https://www.grid.ac/"),
    Target("handle", "https://hdl.handle.net/", "Handle System", "https://www.handle.net/"),
    Target(
        "identifiers",
        "https://registry.identifiers.org/registry/",
        "Identifiers.org registry",
        "https://registry.identifiers.org/",
    ),
    Target("isni", "https://isni.org/isni/", "ISNI", "https://isni.org/"),
    Target("issn", "https://portal.issn.org/resource/ISSN/", "ISSN Portal", "https://portal.issn.org/"),
    Target("lccn", "https://lccn.loc.gov/", "LCCN Permalink", "https://lccn.loc.gov/"),
    Target("lexvo", "http://lexvo.org/id/", "Lexvo.org", "http://lexvo.org/"),
    Target("loc", "http://id.loc.gov/", "Library of Congress Linked Data Service", "https://id.loc.gov/"),
    Target("mesh", "http://id.nlm.nih.gov/mesh", "Medical Subject Headings RDF", "https://id.nlm.nih.gov/mesh/"),
    Target(
        "ncbi", "https://www.ncbi.nlm.nih.gov/", "NLM Catalog and Bookshelf", "https://www.ncbi.nlm.nih.gov/"
    ),
    Target("orcid", "https://orcid.org/", "ORCID", "https://orcid.org/"),
    Target("pmc", "https://pmc.ncbi.nlm.nih.gov/articles/", "PubMed Central", "https://pmc.ncbi.nlm.nih.gov/"),
    Target("pubmed", "https://pubmed.ncbi.nlm.nih.gov/", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    Target(
        "rightsstatements",
        "http://rightsstatements.org/vocab/",
        "RightsStatements.org",
        "https://rightsstatements.org/",
    ),
    Target("ror", "https://ror.org/", "Research Organization Registry", "https://ror.org/"),
    Target("viaf", "http://viaf.org/viaf/", "VIAF", "https://viaf.org/"),
    Target("wikidata", "http://www.wikidata.org/entity/", "Wikidata", "https://www.wikidata.org/"),
    Target("worldcat", "http://www.worldcat.org/oclc/", "WorldCat", "https://search.worldcat.org/"),
    Target("zdb", "https://ld.zdb-services.de/resource/", "Zeitschriftendatenbank (ZDB)", "https://zdb-katalog.de/"),
)  # fmt: skip
"""Every row, by key."""

HEAD = slice(8, 17)
"""Of an object as N-Triples writes it: the characters by which to tell which target it may belong to."""
BY_HEAD = {f"<{target.space}"[HEAD]: (target.key, f"<{target.space}") for target in TARGETS}
"""Those characters to the key of the only target that has them, and what the object of a link to it begins with."""


def target_of(iri: str) -> Target | None:
    """The dataset that an IRI belongs to; None for those that are not counted.

    >>> target_of("https://doi.org/10.1234/x").key, target_of("https://example.org/")
    ('doi', None)
    """
    return next((target for target in TARGETS if iri.startswith(target.space)), None)


__all__ = ["BY_HEAD", "HEAD", "TARGETS", "Target", "target_of"]
