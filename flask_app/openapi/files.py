"""The routes of what is no document of the catalogue: dump files, JSON-LD contexts and frames, what crawlers and browsers ask for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from flask_app.openapi import headers, parameters
from flask_app.openapi.content import content, reference
from flask_app.openapi.model import NOT_MODIFIED, Answer, Json, Operation, Route
from flask_app.variants import HTML
from ld.dumps.compressing import COMPRESSIONS

_TEXT: Json = {"type": "string"}
_JSONLD = "application/ld+json"
_ANY: Json = {}
DUMPS: Json = {
    "title": "Dump files",
    "type": "object",
    "required": ["editions"],
    "properties": {
        "editions": {
            "type": "array",
            "description": "The newest first.",
            "items": {
                "type": "object",
                "required": ["edition", "checksums", "files"],
                "properties": {
                    "edition": {"type": "integer", "minimum": 1},
                    "checksums": {"type": "string", "format": "uri"},
                    "files": {"type": "array", "items": reference("DumpFile")},
                    "delta": reference("DumpDelta"),
                },
            },
        }
    },
}
DUMP_DELTA: Json = {
    "title": "What has changed since the edition before",
    "type": "object",
    "required": ["edition", "since", "until", "files"],
    "properties": {
        "edition": {"type": "integer", "minimum": 1, "description": "The edition before."},
        "since": {"type": "integer", "minimum": 0, "description": "Its last change."},
        "until": {"type": "integer", "minimum": 0, "description": "The last change of this edition."},
        "files": {"type": "array", "items": reference("DumpFile")},
    },
}
DUMP_FILE: Json = {
    "title": "Dump file",
    "type": "object",
    "required": [
        "url",
        "name",
        "media_type",
        "content",
        "part",
        "parts",
        "quads",
        "documents",
        "left_out",
        "size",
        "sha256",
    ],
    "properties": {
        "url": {"type": "string", "format": "uri"},
        "name": {"type": "string"},
        "media_type": {"type": "string", "description": "Of the file."},
        "content": {"type": "string", "description": "Media type of what is packed in it."},
        "part": {"type": "integer", "minimum": 1},
        "parts": {
            "type": "integer",
            "minimum": 1,
            "description": "Files that make up the dump in this format.",
        },
        "quads": {"type": "integer", "minimum": 0, "description": "Statements in it."},
        "documents": {
            "type": "integer",
            "minimum": 0,
            "description": "Documents and IRIs of others described, removed or gone.",
        },
        "left_out": {
            "type": "integer",
            "minimum": 0,
            "description": "Documents that the format cannot hold.",
        },
        "size": {"type": "integer", "minimum": 0, "description": "Bytes."},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
}


@cache
def file_routes() -> tuple[Route, ...]:
    """Dump files, JSON-LD, crawlers, pages' files."""
    return (*_dumps(), *_jsonld(), *_crawlers(), *_assets())


def _file(summary: str, media: dict[str, Json], *problems: int, known: tuple[str, ...] = ()) -> Operation:
    """A file that is sent as it is, compressed or not.

    Args:
        known: headers besides those of everything that can be asked for again.
    """
    found = Answer(200, "The file.", media, (*headers.CACHED, *known))
    return Operation(summary, (found, NOT_MODIFIED), (400, 412, *problems), parameters.CACHED)


def _dumps() -> Iterable[Route]:
    rule = "/dumps/<number:number>/<name>"
    media = {"application/json": reference("Dumps"), **content((HTML,))}
    listed = _file("Every dump file with its size and checksum", media, 406)
    asked = Operation(
        listed.summary, listed.answers, listed.problems, ("_format-of-list", *listed.parameters)
    )
    yield Route("/dumps/", "/dumps/", "Dumps", (asked,))
    yield Route("/dumps/{edition}/{file}", rule, "Dumps", (_dump_file(),))
    sums = Answer(200, "Lines as `sha256sum --check` reads them.", {"text/plain": _TEXT}, ("Cache-Control", "Vary", "Content-Encoding?"))  # fmt: skip
    checksums = Operation("The checksums of an edition's dump files", (sums,), (400, 404), ("Accept-Encoding",))  # fmt: skip
    yield Route("/dumps/{edition}/SHA256SUMS", rule, "Dumps", (checksums,))


def _dump_file() -> Operation:
    packed: dict[str, Json] = {row.media_type: _ANY for row in COMPRESSIONS.values()}
    media = {**packed, "text/plain": _TEXT}
    always = ("ETag?", "Last-Modified?", "Cache-Control", "Accept-Ranges?")
    return Operation(
        "A dump file, whole or in part; it never changes",
        (
            Answer(200, "The file.", media, always),
            Answer(206, "A part of it.", packed, (*always, "Content-Range")),
            NOT_MODIFIED,
        ),
        (400, 404, 412, 416, 503),
        (*parameters.CONDITIONS, "Range", "If-Range"),
    )


def _jsonld() -> Iterable[Route]:
    media: dict[str, Json] = {_JSONLD: {"type": "object"}}
    latest = _file("The JSON-LD context that documents name, in its current version", media, known=("Content-Location",))  # fmt: skip
    one = _file("A version of the context; it never changes", media, 404)
    yield Route("/context.jsonld", "/context.jsonld", "JSON-LD", (latest,))
    yield Route("/context/{version}.jsonld", "/context/<version>.jsonld", "JSON-LD", (one,))
    yield Route("/frame/{frame}", "/frame/<name>", "JSON-LD", (_file("A JSON-LD frame", media, 404),))


def _crawlers() -> Iterable[Route]:
    xml = {"application/xml": _TEXT}
    rules = _file("What crawlers should leave alone (RFC 9309)", {"text/plain": _TEXT})
    index = _file("The index of sitemaps (sitemaps.org 0.9)", xml, 503)
    site = _file("The sitemap of the pages about the whole", xml, 503)
    one = _file("A sitemap of at most 50,000 documents", xml, 404, 503)
    described = _file("This description", {"application/json": {"type": "object"}})
    for path, operation in (
        ("/robots.txt", rules),
        ("/sitemap.xml", index),
        ("/sitemap-site.xml", site),
        ("/openapi.json", described),
    ):
        yield Route(path, path, "Site", (operation,))
    rule = "/sitemap-<any('records', 'long', 'entities'):kind>-<number:number>.xml"
    yield Route("/sitemap-{kind}-{number}.xml", rule, "Site", (one,))


def _assets() -> Iterable[Route]:
    media = {"text/css": _TEXT, "image/svg+xml": _TEXT, "text/javascript": _TEXT}
    one = _file("A style sheet, script or icon of the pages", media, 404, 503)
    asked = Operation(one.summary, one.answers, one.problems, ("v", *one.parameters))
    yield Route("/static/{asset}", "/static/<name>", "Site", (asked,))


__all__ = ["DUMPS", "DUMP_DELTA", "DUMP_FILE", "file_routes"]
