"""Documents of the entities that records share: agents, periodicals, headings, collections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from urllib.parse import quote

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.html import render_document
from flask_app.links import Link
from flask_app.lists import RecordList
from flask_app.pages import entity_page
from flask_app.paging import Page, Window, turn, window
from flask_app.paths import candidates
from flask_app.service import Service, service
from flask_app.variants import document_variants
from ld.editions import Edition, RecordRow
from ld.errors import UnknownResourceError
from ld.formats.profiles import PROFILES
from ld.namespaces import DCTERMS, FOAF, HYDRA, RDF, RDFS, SCHEMA

ENTITIES = Blueprint("entity", __name__)
KINDS = ("agent", "serial", "subject", "collection", "id-scheme", "activity")
_EXTENSIONS = frozenset({"html", "ttl", "nt", "nq", "trig", "jsonld", "json", "rdf"})
_NAMING = frozenset({RDF.type, RDFS.label, SCHEMA.name, DCTERMS.title})
"""What is said of an entity on every page of its records; all the rest is on the first."""


@ENTITIES.get(
    "/<any('agent', 'serial', 'subject', 'collection', 'id-scheme', 'activity'):kind>/<everything:key>"
)
def entity(kind: str, key: str) -> Response:
    """An entity, with a page of the records that speak of it: the exact key first, then the key without a known extension."""
    parts, edition = service(), service().publication.edition()
    for name, extension in candidates(key, _EXTENSIONS):
        url = f"{parts.base}/{kind}/{quote(name, safe='/:@')}"
        quads = edition.entity_quads(url)
        if quads:
            return answer(
                _document(parts, edition, url, quads, window(request.args, numbers=True)), extension
            )
    raise UnknownResourceError(f"There is nothing called {key[:200]!r} here.")


def _document(parts: Service, edition: Edition, url: str, said: Sequence[Quad], asked: Window) -> Document:
    page = _read(edition, url, asked)
    listed = RecordList(edition, parts.site, f"{url}#records", url, page, edition.mention_count(url))
    shown = said if asked.first else [quad for quad in said if quad.predicate in _NAMING]
    document = Document(
        url=listed.url,
        edition=edition.number,
        state=sha256(listed.state + _digest(said)).digest(),
        variants=document_variants(),
        profiles=tuple(PROFILES.values()),
        address=lambda variant: f"{url}.{variant.extension}{asked.query}",
        quads=lambda: [*_about(url, listed), *shown, *listed.quads],
        render=lambda _: _page(parts, document, url, said, listed),
        links=lambda _: _links(url, listed, parts.settings.license),
    )
    return document


def _read(edition: Edition, url: str, asked: Window) -> Page[RecordRow]:
    def read(part: Window) -> Sequence[RecordRow]:
        after, before = part.borders
        return edition.mentioning(url, after=after, before=before, limit=part.limit)

    return turn(read, asked, lambda row: str(row.number))


def _about(url: str, listed: RecordList) -> Iterator[Quad]:
    """What ties the page to the entity and to the list."""
    for predicate in (SCHEMA.mainEntity, FOAF.primaryTopic):
        yield Quad(NamedNode(listed.url), predicate, NamedNode(f"{url}#it"))
    yield Quad(NamedNode(listed.url), HYDRA.collection, NamedNode(f"{url}#records"))


def _links(url: str, listed: RecordList, license_: str) -> list[Link]:
    return [Link(f"{url}#it", "describes"), *listed.links, *([Link(license_, "license")] if license_ else [])]


def _digest(quads: Iterable[Quad]) -> bytes:
    return sha256("\n".join(sorted(map(str, quads))).encode()).digest()


def _page(parts: Service, document: Document, url: str, said: Sequence[Quad], listed: RecordList) -> bytes:
    return render_document(
        document,
        "entity.html",
        page=entity_page(url, said, parts.site),
        listed=listed,
        whole="" if listed.page.window.first else parts.site.href(url),
    )


__all__ = ["ENTITIES", "KINDS"]
