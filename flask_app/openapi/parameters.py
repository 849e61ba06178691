"""The parameters of requests, described once: in the path, in the query, in headers.

Accept is no parameter in OpenAPI: what may be asked for with it are the media types of the responses.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from flask_app.assets import ASSET_NAMES
from flask_app.graphs import CSV, JSON, graph_variants
from flask_app.jsonld_forms import FORMS
from flask_app.languages import LANGUAGES
from flask_app.openapi.model import Json
from flask_app.paging import MOST
from flask_app.problems import STATUS
from flask_app.representations import ALT
from flask_app.sparql.examples import EXAMPLES
from flask_app.sparql.protocol import VERSIONS
from flask_app.sparql.results import BOOLEANS, GRAPHS, SOLUTIONS
from flask_app.variants import Variant, document_variants
from flask_app.views.finding import MOST_IN_SHEET
from flask_app.views.graph_store import FORMATS
from ld.formats.frames import FRAMES
from ld.formats.profiles import PROFILES
from ld.iris import MAX_ID_BYTES
from ld.register.addresses import AddressKind

_TEXT: Json = {"type": "string"}
_KEY: Json = {"type": "string", "minLength": 1}
_NUMBER: Json = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_LARGEST = 2**53 - 1  # whole numbers up to here are the same in every language


def _path(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": schema}


def _query(name: str, description: str, schema: Json = _TEXT) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _header(name: str, description: str, schema: Json = _TEXT) -> Json:
    return {"name": name, "in": "header", "description": description, "schema": schema}


def _one_of(values: Iterable[str]) -> Json:
    return {"type": "string", "enum": list(dict.fromkeys(values))}


def _names(variants: Iterable[Variant]) -> Json:
    return _one_of(
        name for variant in variants for name in (variant.extension, variant.name, variant.media_type)
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _extensions(variants: Iterable[Variant]) -> Json:
    return _one_of(variant.extension for variant in variants)


@cache
def in_paths() -> dict[str, Json]:
    """Parameters in paths, by the name of the component."""
    found = (
        _path("id", "Id of a record, as in its source; whatever it holds besides letters, digits and `- . _ ~ : @` is percent-encoded.", {"type": "string", "minLength": 1, "maxLength": MAX_ID_BYTES}),
        _path("extension", "A format.", _extensions(document_variants())),
        _path("reportExtension", "A format of a report.", _extensions((*graph_variants(), JSON))),
        _path("shapesExtension", "A format of shapes.", _extensions(graph_variants())),
        _path("qualityExtension", "A format of what was found.", _extensions((*document_variants(), CSV))),
        _path("agent", "`{scheme}-{id}`, such as `orcid-0000-0002-1825-0097`.", _KEY),
        _path("serial", "`issn-{issn}`, in lower case.", _KEY),
        _path("scheme", "Name of a scheme of subject headings.", _KEY),
        _path("heading", "`{slug}-{hex}` of a heading.", _KEY),
        _path("collection", "Name of a collection.", _KEY),
        _path("organization", "Name of a body that numbers records.", _KEY),
        _path("activity", "Name of what has made statements.", _KEY),
        _path("code", "Code of a finding, such as `shacl.title`.", _KEY),
        _path("shapes", "Name of a file of shapes, such as `core`.", _KEY),
        _path("profile", "Name of a profile.", _one_of(PROFILES)),
        _path("problem", "Kind of problem, the last part of its type.", _one_of(kind.slug for kind in STATUS.values())),
        _path("example", "Name of an example query.", _one_of(example.name for example in EXAMPLES)),
        _path("frame", "Name of a frame.", _one_of(FRAMES)),
        _path("version", "Version of the context, such as `v1`.", _KEY),
        _path("edition", "Number of an edition.", _NUMBER),
        _path("file", "Name of a dump file, or `SHA256SUMS`.", _KEY),
        _path("asset", "Name of a file of the pages.", _one_of(ASSET_NAMES)),
        _path("kind", "What a sitemap lists: records, those with long addresses, or what records share.", _one_of(AddressKind)),
        _path("number", "Number of a sitemap, as the index has it.", _NUMBER),
    )  # fmt: skip
    return {in_path(parameter["name"]): parameter for parameter in found}


def in_path(name: str) -> str:
    """Name of the component of a parameter in the path: one in the query may be called alike.

    >>> in_path("frame")
    'path.frame'
    """
    return f"path.{name}"


@cache
def others() -> dict[str, Json]:
    """Parameters in queries and headers, by the name of the component."""
    results = (*SOLUTIONS, *BOOLEANS, *GRAPHS)
    return {
        "_format": _query("_format", "The format: its name, extension or media type. It decides instead of Accept.", _names(document_variants())),
        "_format-of-list": _query("_format", "The format. It decides instead of Accept.", _one_of(["json", "html"])),
        "_format-of-result": _query("_format", "The format of the result: its name or media type. It decides instead of Accept.", _one_of(name for row in results for name in (row.name, row.media_type))),
        "_profile": _query("_profile", f"The profile: its name or IRI; `{ALT.name}` lists what there is. It decides instead of Accept-Profile.", _one_of([*PROFILES, ALT.name])),
        "_form": _query("_form", "The form of JSON-LD.", _one_of(FORMS)),
        "frame": _query("frame", "A frame of ours: its name or address. The answer is framed JSON-LD.", _one_of(FRAMES)),
        "_lang": _query("_lang", f"The language of words that are not data: {_listed(LANGUAGES)}; others are passed over. It decides instead of Accept-Language."),
        "after": _query("after", "Where the page before ends, as its link `next` has it."),
        "before": _query("before", "Where the page after begins, as its link `prev` has it."),
        "limit": _query("limit", "How many there are on a page.", {"type": "integer", "minimum": 1, "maximum": MOST}),
        "after-row": _query("after", "Row after which the page begins, as the link `next` has it.", {"type": "integer", "minimum": 0, "maximum": _LARGEST}),
        "before-row": _query("before", "Row before which the page ends, as the link `prev` has it.", {"type": "integer", "minimum": 0, "maximum": _LARGEST}),
        "limit-of-rows": _query("limit", f"How many records there are: on a page up to {MOST}; in a spreadsheet up to {MOST_IN_SHEET:,}, unless fewer are asked for.", {"type": "integer", "minimum": 1, "maximum": MOST_IN_SHEET}),
        "iri": _query("iri", "One IRI: only what is said of it.", {"type": "string", "format": "iri"}),
        "field": _query("field", "Source field: only what was found in it."),
        "v": _query("v", "Version: the address of a file changes with its content."),
        "query": _query("query", "A SPARQL 1.1 query. Without one the answer describes the service."),
        "default-graph-uri": _query("default-graph-uri", "A graph of the default graph, instead of the query's own (SPARQL 1.1 Protocol §2.1.4).", {"type": "array", "items": {"type": "string", "format": "iri"}}),
        "named-graph-uri": _query("named-graph-uri", "A named graph, likewise.", {"type": "array", "items": {"type": "string", "format": "iri"}}),
        "timeout": _query("timeout", "Seconds to wait for the result; the server's own limit, if that is lower.", {"type": "number", "exclusiveMinimum": 0}),
        "version": _query("version", "Version of SPARQL (SPARQL 1.2 Protocol, draft); all are answered alike.", _one_of(VERSIONS)),
        "subject": _query("subject", "Subject of the statements: an IRI or a variable."),
        "predicate": _query("predicate", "Their predicate, likewise."),
        "object": _query("object", "Their object: an IRI, a literal or a variable."),
        "graph": _query("graph", "The graph that they are in, an IRI; empty or a variable: any, and formats with named graphs say which. Without it: the union."),
        "page": _query("page", "Number of the page.", {"type": "integer", "minimum": 1, "maximum": 999_999_999}),
        "default": _query("default", "Without a value: the union of all graphs."),
        "graph-name": _query("graph", "The graph that has this IRI as its name.", {"type": "string", "format": "iri"}),
        "_format-of-graph": _query("_format", "The format of the graph: its name or media type. It decides instead of Accept.", _one_of(name for row in FORMATS for name in (row.name, row.media_type))),
        "Accept-Profile": _header("Accept-Profile", "The profiles that the client reads: IRIs in angle brackets, with weights."),
        "Accept-Language": _header("Accept-Language", "The languages that its reader knows (RFC 9110 §12.5.4)."),
        "Accept-Encoding": _header("Accept-Encoding", "The content codings that the client reads: `br`, `zstd`, `gzip` (RFC 9110 §12.5.3)."),
        "If-None-Match": _header("If-None-Match", "Entity tags that the client has: 304 if the answer has one of them (RFC 9110 §13.1.2)."),
        "If-Modified-Since": _header("If-Modified-Since", "304 unless it was changed since (RFC 9110 §13.1.3)."),
        "If-Match": _header("If-Match", "412 unless the answer has one of these entity tags (RFC 9110 §13.1.1)."),
        "If-Unmodified-Since": _header("If-Unmodified-Since", "412 if it was changed since (RFC 9110 §13.1.4)."),
        "Range": _header("Range", "The part that is asked for: one range of bytes (RFC 9110 §14.2)."),
        "If-Range": _header("If-Range", "The range is of the file with this entity tag or date (RFC 9110 §13.1.5)."),
    }  # fmt: skip


CONDITIONS = ("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since")
"""Of every response with an entity tag."""
CACHED = ("Accept-Encoding", *CONDITIONS)
"""Of those that may also be compressed."""
NEGOTIATED = ("_profile", "_form", "frame", "Accept-Profile", *CACHED)
"""Of every document, besides those that say the format."""


def reference(name: str) -> Json:
    """A parameter, by reference.

    >>> reference("_form")
    {'$ref': '#/components/parameters/_form'}
    """
    return {"$ref": f"#/components/parameters/{name}"}


__all__ = ["CACHED", "CONDITIONS", "NEGOTIATED", "in_path", "in_paths", "others", "reference"]
