"""What every kind of resource answers to every kind of Accept header: the table of tests/flask_app/test_matrix.py.

Columns, by what there is:
  rdf     a document in every RDF format, as plain JSON and as a page
  page    a page only
  report  a graph in four RDF formats, as JSON of its own and as a page
  list    JSON and a page
  links   a linkset in both its formats
Each cell is the media type that must come, or 406. Rules: RFC 9110 §12.4 and §12.5.1; ties as in the README.
"""

from __future__ import annotations

from typing import NamedTuple

LD, TTL, NT = "application/ld+json", "text/turtle", "application/n-triples"
NQ, TRIG, RDF = "application/n-quads", "application/trig", "application/rdf+xml"
HTML, JSON = "text/html", "application/json"
LINKSET, LINKTEXT = "application/linkset+json", "application/linkset"
NONE = "406"
EXPANDED = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'


class Row(NamedTuple):
    """An Accept header, and what it brings."""

    accept: str | None
    rdf: str
    page: str
    report: str
    list: str
    links: str


ROWS = tuple(
    Row(*cells)
    for cells in (
        # nothing asked, or nothing that can be read (§12.4.1)
        (None, LD, HTML, TTL, JSON, LINKSET),
        ("", LD, HTML, TTL, JSON, LINKSET),
        (";;", LD, HTML, TTL, JSON, LINKSET),
        ("q=2", LD, HTML, TTL, JSON, LINKSET),
        ("text/turtle;q=2", LD, HTML, TTL, JSON, LINKSET),
        ("turtle", LD, HTML, TTL, JSON, LINKSET),
        # anything
        ("*/*", LD, HTML, TTL, JSON, LINKSET),
        ("*", LD, HTML, TTL, JSON, LINKSET),
        ("*/*;q=0.001", LD, HTML, TTL, JSON, LINKSET),
        # one type
        ("application/ld+json", LD, NONE, LD, NONE, NONE),
        ("text/turtle", TTL, NONE, TTL, NONE, NONE),
        ("TEXT/Turtle", TTL, NONE, TTL, NONE, NONE),
        ("application/x-turtle", TTL, NONE, TTL, NONE, NONE),
        ("application/n-triples", NT, NONE, NT, NONE, NONE),
        ("application/n-quads", NQ, NONE, NONE, NONE, NONE),
        ("application/trig", TRIG, NONE, NONE, NONE, NONE),
        ("application/rdf+xml", RDF, NONE, RDF, NONE, NONE),
        ("text/html", HTML, HTML, HTML, HTML, NONE),
        ("application/xhtml+xml", HTML, HTML, HTML, HTML, NONE),
        ("application/json", JSON, NONE, JSON, JSON, LINKSET),
        ("application/linkset", NONE, NONE, NONE, NONE, LINKTEXT),
        ("image/png", NONE, NONE, NONE, NONE, NONE),
        ("application/marc", NONE, NONE, NONE, NONE, NONE),
        # parameters: a charset and a profile never keep a type away
        ("text/turtle;charset=utf-8", TTL, NONE, TTL, NONE, NONE),
        ("text/html;charset=iso-8859-1", HTML, HTML, HTML, HTML, NONE),
        (EXPANDED, LD, NONE, LD, NONE, NONE),
        ('application/ld+json;profile="http://example.org/none"', LD, NONE, LD, NONE, NONE),
        ("text/html;level=1", NONE, NONE, NONE, NONE, NONE),
        # weights
        ("text/turtle;q=0.4, application/rdf+xml;q=0.5", RDF, NONE, RDF, NONE, NONE),
        ("text/html;q=0.1, text/turtle;q=0.099", HTML, HTML, HTML, HTML, NONE),
        ("text/turtle;q=0", NONE, NONE, NONE, NONE, NONE),
        ("text/turtle;q=0, */*", LD, HTML, LD, JSON, LINKSET),
        ("*/*;q=0", NONE, NONE, NONE, NONE, NONE),
        ("application/ld+json;q=0.0, text/*", TTL, HTML, TTL, HTML, NONE),
        # the most specific range decides (§12.5.1)
        ("text/*;q=0.9, text/turtle;q=0.1, application/n-triples;q=0.5", HTML, HTML, HTML, HTML, NONE),
        ("application/*;q=0.2, application/rdf+xml;q=0.1, text/html;q=0.15", LD, HTML, LD, JSON, LINKSET),
        ("text/*", TTL, HTML, TTL, HTML, NONE),
        ("application/*", LD, NONE, LD, JSON, LINKSET),
        # named before reached by a wildcard, where weights are equal
        ("*/*;q=0.8, application/trig", TRIG, HTML, TTL, JSON, LINKSET),
        ("application/json, text/plain, */*", JSON, HTML, JSON, JSON, LINKSET),
        # browsers and programs
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", HTML, HTML, HTML, HTML, LINKSET),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", HTML, HTML, HTML, HTML, LINKSET),
        ("text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3", TTL, HTML, TTL, JSON, LINKSET),
        ("application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1", RDF, HTML, RDF, HTML, LINKSET),
        ("application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,text/html;q=0.2",
         LD, HTML, LD, HTML, NONE),  # Comunica: named graphs have a quality of 0.85
        ("application/linkset+json, application/json;q=0.5", JSON, NONE, JSON, JSON, LINKSET),
        # broken members are passed over, the others count
        ("text/turtle;q=abc, application/rdf+xml", RDF, NONE, RDF, NONE, NONE),
        (",, ,text/turtle,,", TTL, NONE, TTL, NONE, NONE),
        ('text/html;x="a,b", text/turtle', TTL, NONE, TTL, NONE, NONE),
        ('text/turtle, text/html;x="never closed', TTL, NONE, TTL, NONE, NONE),
        # long ones
        ("application/x-" + "a" * 8000, NONE, NONE, NONE, NONE, NONE),
        (", ".join(f"image/x{n}" for n in range(60)) + ", text/turtle", TTL, NONE, TTL, NONE, NONE),
    )
)  # fmt: skip


class Kind(NamedTuple):
    """A kind of resource.

    Attributes:
        path: of one of them.
        column: of the table; empty for a resource of one type, which takes no notice of Accept (RFC 9110 §12.5.1).
        media_type: of that one type.
        methods: besides GET, HEAD and OPTIONS.
        profiles: whether Accept-Profile counts.
        languages: whether Accept-Language counts.
        coded: whether it can be had in a content coding.
        tagged: whether it has an entity tag.
    """

    path: str
    column: str = ""
    media_type: str = ""
    methods: tuple[str, ...] = ()
    profiles: bool = False
    languages: bool = False
    coded: bool = True
    tagged: bool = True


_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
_COMUNICA = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,"
    "text/html;q=0.2"
)
# Where formats with named graphs come first: a fragment and what is said of it are two graphs.
FRAGMENTS = dict.fromkeys(
    (None, "", ";;", "q=2", "text/turtle;q=2", "turtle", "*/*", "*", "*/*;q=0.001", "application/*", "text/turtle;q=0, */*",
     "application/*;q=0.2, application/rdf+xml;q=0.1, text/html;q=0.15"),
    TRIG,
) | {_COMUNICA: NQ}  # fmt: skip
# Whole graphs are no pages, and Turtle comes first, as for the graphs that queries make. Browsers say that they read XML.
GRAPHS = dict.fromkeys(
    (None, "", ";;", "q=2", "text/turtle;q=2", "turtle", "*/*", "*", "*/*;q=0.001", "text/html;q=0.1, text/turtle;q=0.099",
     "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"),
    TTL,
) | dict.fromkeys(
    ("text/turtle;q=0, */*", "text/*;q=0.9, text/turtle;q=0.1, application/n-triples;q=0.5", "application/*",
     "application/*;q=0.2, application/rdf+xml;q=0.1, text/html;q=0.15", "application/json, text/plain, */*"),
    NT,
) | dict.fromkeys(("text/html", "application/xhtml+xml", "text/html;charset=iso-8859-1"), NONE) | {
    "application/json": LD, "application/linkset+json, application/json;q=0.5": LD, _BROWSER: RDF, _COMUNICA: NQ,
}  # fmt: skip


KINDS = {
    "record": Kind("/record/pubmed-5577770", "rdf", methods=("POST",), profiles=True),
    "record of a hard id": Kind("/record/%3Cscript%3Ealert%281%29%3C%2Fscript%3E", "rdf", methods=("POST",), profiles=True),
    "entity": Kind("/collection/strange-books", "rdf", profiles=True),
    "terms": Kind("/terms", "rdf"),
    "dataset": Kind("/dataset", "rdf"),
    "void": Kind("/.well-known/void", "rdf"),
    "records": Kind("/records", "rdf"),
    "a page of records": Kind("/records?limit=3", "rdf"),
    "profile": Kind("/profile/schema", "rdf"),
    "quality": Kind("/dataset/quality", "rdf", languages=True),
    "records with a finding": Kind("/dataset/quality/isbn", "rdf", languages=True),
    "a page of those": Kind("/dataset/quality/isbn?field=020%24a&before=&limit=3", "rdf", languages=True),
    "sheet": Kind("/dataset/quality/isbn.csv", media_type="text/csv", languages=True),
    "fragment": Kind("/fragments", "fragment"),
    "a page of a fragment": Kind("/fragments?page=2", "fragment"),
    "graph": Kind("/graph?graph=https%3A%2F%2Fcatalog.example.org%2Frecord%2Fpubmed-5577770", "graph"),
    "service description": Kind("/sparql", "rdf", methods=("POST", "QUERY")),
    "example queries": Kind("/sparql/examples", "rdf"),
    "example query": Kind("/sparql/examples/ten-titles.rq", media_type="application/sparql-query"),
    "completions": Kind("/sparql/completions.json", media_type=JSON),
    "script": Kind("/static/editor.js", media_type="text/javascript"),
    "shapes": Kind("/shapes/", "page", languages=True),
    "file of shapes": Kind("/shapes/quality", "shapes", languages=True),
    "report": Kind("/record/a.report", "report", methods=("POST",), languages=True),
    "dumps": Kind("/dumps/", "list"),
    "kind of problem": Kind("/problems/not-acceptable", "list"),
    "linkset": Kind("/record/pubmed-5577770.linkset", "links", methods=("POST",)),
    "format": Kind("/record/pubmed-5577770.ttl", media_type=TTL, methods=("POST",), profiles=True),
    "page of a record": Kind("/record/pubmed-5577770?_format=html", media_type=HTML, methods=("POST",), profiles=True),
    "form": Kind("/record/pubmed-5577770?_form=expanded", media_type=LD, methods=("POST",), profiles=True),
    "frame": Kind("/frame/citation", media_type=LD),
    "context": Kind("/context/v1.jsonld", media_type=LD),
    "latest context": Kind("/context.jsonld", media_type=LD),
    "style sheet": Kind("/static/site.css", media_type="text/css"),
    "icon": Kind("/static/icon.svg", media_type="image/svg+xml"),
    "robots": Kind("/robots.txt", media_type="text/plain"),
    "sitemap": Kind("/sitemap.xml", media_type="application/xml"),
    "health": Kind("/health/live", media_type=JSON, tagged=False),
}  # fmt: skip


def expected(kind: Kind, row: Row) -> str:
    """The media type that must come, or 406."""
    if not kind.column:
        return kind.media_type
    if kind.column == "graph":
        return GRAPHS.get(row.accept, row.rdf)
    if kind.column == "fragment":
        return FRAGMENTS.get(row.accept, row.rdf)
    if kind.column == "shapes":  # as a report, but without JSON of its own
        found = row.report
        return {JSON: NONE if "*" not in (row.accept or "") else TTL}.get(found, found)
    found = getattr(row, kind.column)
    assert isinstance(found, str)
    return found
