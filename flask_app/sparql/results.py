"""What results are served as: media types and names. How they are written is the business of :mod:`ld.query_service.results`.

Own tables, because results of SELECT and ASK are no RDF, and graphs made by a query may hold blank nodes, which documents never do.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A way to write a result.

    Attributes:
        name: as in ``_format``; a row of :data:`ld.query_service.results.FORMATS` too, but for the page.
        media_type: without parameters.
        content_type: value of the header.
        label: for people.
        aliases: other media types under which clients ask for it.
        quality: how well it serves, from 0 to 1, whoever asks.
        disposition: value of Content-Disposition; a spreadsheet that opens these runs what looks like a formula, so they are files
            to keep, not pages to show.
    """

    name: str
    media_type: str
    content_type: str
    label: str
    aliases: tuple[str, ...] = ()
    quality: float = 1.0
    disposition: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is for people: the first rows, on a page."""
        return self.name == "html"


_FILE = 'attachment; filename="results.{}"'

_JSON = ResultFormat(
    "json", "application/sparql-results+json", "application/sparql-results+json", "JSON",
    ("application/json",),
)  # fmt: skip
_XML = ResultFormat(
    "xml", "application/sparql-results+xml", "application/sparql-results+xml", "XML",
    ("application/xml", "text/xml"),
)  # fmt: skip
_CSV = ResultFormat(
    "csv", "text/csv", "text/csv; charset=utf-8; header=present", "CSV", disposition=_FILE.format("csv")
)
_TSV = ResultFormat(
    "tsv",
    "text/tab-separated-values",
    "text/tab-separated-values; charset=utf-8",
    "TSV",
    disposition=_FILE.format("tsv"),
)
_PAGE = ResultFormat("html", "text/html", "text/html; charset=utf-8", "HTML", ("application/xhtml+xml",))

SOLUTIONS: tuple[ResultFormat, ...] = (_JSON, _XML, _CSV, _TSV, _PAGE)
"""Of SELECT (SPARQL 1.1 Protocol §2.1.6)."""
BOOLEANS: tuple[ResultFormat, ...] = (_JSON, _XML, _PAGE)
"""Of ASK: CSV and TSV have no form for it (SPARQL 1.1 Query Results CSV and TSV Formats §1)."""
GRAPHS: tuple[ResultFormat, ...] = (
    ResultFormat("turtle", "text/turtle", "text/turtle; charset=utf-8", "Turtle", ("application/x-turtle",)),
    ResultFormat("ntriples", "application/n-triples", "application/n-triples", "N-Triples", ("text/plain",)),
    ResultFormat("jsonld", "application/ld+json", "application/ld+json", "JSON-LD", ("application/json",)),
    ResultFormat("rdfxml", "application/rdf+xml", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml")),
    ResultFormat("nquads", "application/n-quads", "application/n-quads", "N-Quads"),
    ResultFormat("trig", "application/trig", "application/trig", "TriG"),
    _PAGE,
)  # fmt: skip
"""Of CONSTRUCT and DESCRIBE."""

FORM_CHOICES: tuple[tuple[str, str], ...] = tuple(
    (row.name, row.label) for row in (_PAGE, *SOLUTIONS[:-1], *GRAPHS[:-1])
)
"""Name and label of what the form offers, a page first."""


def formats_of(form: str) -> tuple[ResultFormat, ...]:
    """The formats for a query of a form, the one that we prefer first.

    >>> [row.name for row in formats_of("ASK")]
    ['json', 'xml', 'html']
    """
    return {"SELECT": SOLUTIONS, "ASK": BOOLEANS}.get(form, GRAPHS)


__all__ = ["BOOLEANS", "FORM_CHOICES", "GRAPHS", "SOLUTIONS", "ResultFormat", "formats_of"]
