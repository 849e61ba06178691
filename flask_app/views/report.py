"""``/record/{id}.report``: what was found about a record."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

import orjson
from pyoxigraph import Literal

from flask_app.documents import Document
from flask_app.graphs import JSON, graph_variants, serialize_graph
from flask_app.html import render_document
from flask_app.languages import language
from flask_app.links import Link
from flask_app.pages.report import finding_groups
from flask_app.paths import record_path
from flask_app.service import Service
from flask_app.variants import HTML, Variant
from ld.editions import Edition, RecordRow
from ld.editions.quality import RecordFindings
from ld.findings import Finding
from ld.namespaces import SCHEMA
from shapes import report_graph, report_json

EXTENSION = "report"
REPORT_EXTENSIONS = frozenset({"html", "ttl", "jsonld", "nt", "rdf", "json"})


def report_document(parts: Service, edition: Edition, row: RecordRow) -> Document:
    """The report as a document; there is one of withheld records too."""
    record = f"{parts.base}{record_path(row.id)}"
    url, tongue = f"{record}.{EXTENSION}", language()
    found = cache(lambda: parts.findings(edition).of_record(row))
    document = Document(
        url=url,
        edition=edition.number,
        # What others say of the record counts too, so it is another in every edition.
        state=repr((edition.number, row.change, parts.shapes.fingerprint)),
        variants=(*graph_variants(), JSON),
        address=lambda variant: f"{url}.{variant.extension}",
        render=lambda variant: _render(parts, edition, row, found(), document, variant),
        links=lambda _: [Link(record, "describes")] if row.published else [],
        language=tongue,
    )
    return document


def _render(
    parts: Service,
    edition: Edition,
    row: RecordRow,
    found: RecordFindings,
    document: Document,
    variant: Variant,
) -> bytes:
    if variant is JSON:
        return _json(found, lambda one: parts.shapes.message(one, document.language))
    if variant is not HTML:  # one report is about one graph: that which is published, if any is
        about = found.published if row.published else found.withheld
        return serialize_graph(report_graph(about, parts.shapes.catalog, document.url), variant)
    record = document.url.removesuffix(f".{EXTENSION}")
    groups = (
        finding_groups(about, parts.shapes, document.language, parts.site)
        for about in (found.published, found.withheld)
    )
    published, withheld = groups
    return render_document(
        document,
        "report.html",
        record=row.id,
        name=_name(edition, record) or row.id,
        href=urlsplit(record).path if row.published else "",
        words_language=document.language,
        published=published,
        withheld=withheld,
    )


def _json(found: RecordFindings, words: Callable[[Finding], str]) -> bytes:
    """The report on what is published, with that on a withheld version, if there is one, under ``withheld``."""
    published, withheld = (orjson.loads(report_json(about, words=words)) for about in found)
    return orjson.dumps(published | ({"withheld": withheld} if found.withheld else {}))


def _name(edition: Edition, record: str) -> str:
    for quad in edition.entity_quads(record, f"{record}#it"):
        if quad.predicate == SCHEMA.name and isinstance(quad.object, Literal):
            return quad.object.value
    return ""


__all__ = ["EXTENSION", "REPORT_EXTENSIONS", "report_document"]
