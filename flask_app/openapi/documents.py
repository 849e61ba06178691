"""The routes of negotiated documents: what each can be asked for as follows from its variants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from flask_app.graphs import CSV, JSON, graph_variants
from flask_app.openapi import headers, parameters
from flask_app.openapi.content import content, reference
from flask_app.openapi.model import NOT_MODIFIED, Answer, Operation, Route
from flask_app.problems import PROBLEM_JSON
from flask_app.variants import HTML, Variant, document_variants
from flask_app.views.linkset import LINKSETS
from ld.formats.frames import LONGEST

_HEADERS = (*headers.CACHED, "Content-Location", "Content-Language?", "Content-Profile?", "Link")
_PROBLEMS = (400, 406, 412, 503)
_LANGUAGE = ("_lang", "Accept-Language")
_JSONLD = "application/ld+json"
_ELSEWHERE = ("Location", "Cache-Control", "Vary", "Content-Encoding?")
_MOVED = Answer(301, "It was merged with another, or renamed: where the other is.", {"text/plain": {"type": "string"}}, _ELSEWHERE, "Moved")  # fmt: skip
_WINDOW = ("after-row", "before-row", "limit")


def document(
    name: str,
    summary: str,
    variants: Iterable[Variant],
    *more: str,
    problems: Sequence[int] = (),
    answers: Sequence[Answer] = (),
    description: str = "",
) -> Operation:
    """How a negotiated document is asked for.

    Args:
        name: of the answer, the same where the variants are the same.
        summary: in a line.
        variants: in which it is there.
        more: parameters besides those of all documents.
        problems: statuses besides those of all documents.
        answers: besides 200 and 304.
        description: what the summary has no room for.
    """
    media = content(
        (*variants, *document_variants())
    )  # the list of what there is (_profile=alt) is there in these too
    found = Answer(200, "The document.", media, _HEADERS, name)
    asked = ("_format", *parameters.NEGOTIATED, *more)
    return Operation(summary, (found, *answers, NOT_MODIFIED), (*_PROBLEMS, *problems), asked, description=description)  # fmt: skip


@cache
def document_routes() -> tuple[Route, ...]:
    """Records, what they share, the dataset, what was found, the shapes."""
    return (*_records(), *_shared(), *_dataset(), *_profiles(), *_quality(), *_shapes())


def _records() -> Iterable[Route]:
    rule, page = "/record/<everything:path_id>", document_variants()
    report_formats = (*graph_variants(), JSON)
    one = document("Document", "A record", page, problems=(404,), answers=(_MOVED, _tombstone()), description=_RECORD)  # fmt: skip
    report = document("Report", "What was found about a record", report_formats, *_LANGUAGE, problems=(404, 410), answers=(_MOVED,))  # fmt: skip
    links = document("Linkset", "Every link of a record (RFC 9264)", LINKSETS, problems=(404, 410), answers=(_MOVED,))  # fmt: skip
    for path, operations in (
        ("/record/{id}", (one, _framing())),
        ("/record/{id}.{extension}", (_fixed(one, "A record in one format"),)),
        ("/record/{id}.report", (report,)),
        ("/record/{id}.report.{reportExtension}", (_fixed(report, "The same in one format"),)),
        ("/record/{id}.linkset", (links,)),
    ):
        yield Route(path, rule, "Records", operations)
    listed = document("Document", "All records, page by page", page, "after", "before", "limit")
    yield Route("/records", "/records", "Records", (listed,))


def _tombstone() -> Answer:
    media = content(document_variants()) | {PROBLEM_JSON: reference("Problem")}
    said = ("ETag?", "Last-Modified?", "Cache-Control", "Vary", "Content-Encoding?", "Content-Location?", "Link?")  # fmt: skip
    return Answer(410, "It was withdrawn: when, and why.", media, said, "Tombstone")


_RECORD = (
    "The document; the thing that it describes is `#it` of it. It is there in several profiles: everything, schema.org's terms, Dublin "
    "Core's terms. Its JSON-LD is there compacted, expanded, flattened and framed."
)


def _framing() -> Operation:
    frame = {"type": "object", "description": f"A JSON-LD frame, up to {LONGEST:,} bytes."}
    return Operation(
        "A record in the shape of a frame",
        (
            Answer(200, "Framed JSON-LD.", {_JSONLD: {"type": "object"}}, ("Cache-Control", "Vary", "Link")),
            replace(_MOVED, status=308, name=""),
        ),
        (400, 404, 406, 410, 413, 415, 503),
        ("_profile", "Accept-Profile", "Accept-Encoding"),
        method="post",
        body={_JSONLD: frame, "application/json": frame},
    )


def _fixed(operation: Operation, summary: str) -> Operation:
    """The same under an address that says the format."""
    without = tuple(name for name in operation.parameters if name != "_format")
    return replace(operation, summary=summary, parameters=without, description="")


def _shared() -> Iterable[Route]:
    rule = "/<any('agent', 'serial', 'subject', 'collection', 'id-scheme', 'activity'):kind>/<everything:key>"
    for path, summary in (
        ("/agent/{agent}", "A person or body that records share"),
        ("/serial/{serial}", "A periodical"),
        ("/subject/{scheme}", "A scheme of subject headings"),
        ("/subject/{scheme}/{heading}", "A subject heading"),
        ("/collection/{collection}", "A collection of records"),
        ("/id-scheme/{organization}", "A scheme of a body that numbers records"),
        ("/activity/{activity}", "What has made statements"),
    ):
        one = document("Document", summary, document_variants(), *_WINDOW, problems=(404,))
        yield Route(path, rule, "Shared", (one,))
        yield Route(f"{path}.{{extension}}", rule, "Shared", (_fixed(one, f"{summary}, in one format"),))


def _dataset() -> Iterable[Route]:
    described = document(
        "Document", "The dataset: what it holds and where to get it (VoID)", document_variants()
    )
    terms = document(
        "Document", "What is said of IRIs of others", document_variants(), *_WINDOW, "iri", problems=(404,)
    )
    yield Route("/", "/", "Dataset", (_home(),))
    yield Route("/dataset", "/dataset", "Dataset", (described,))
    yield Route("/.well-known/void", "/.well-known/void", "Dataset", (described,))
    yield _in_one_format("/dataset", described, "Dataset")
    yield Route("/terms", "/terms", "Dataset", (terms,))
    yield _in_one_format("/terms", terms, "Dataset")


def _home() -> Operation:
    sent = Answer(303, "Who reads only RDF is sent to the description of the dataset.", headers=("Location", "Vary"))  # fmt: skip
    return document("Page", "What this is and how to use it", (HTML,), answers=(sent,))


def _in_one_format(path: str, operation: Operation, tag: str, extension: str = "extension") -> Route:
    one = replace(_fixed(operation, "The same in one format"), problems=(*operation.problems, 404))
    return Route(f"{path}.{{{extension}}}", f"{path}.<extension>", tag, (one,))


def _profiles() -> Iterable[Route]:
    one = document("Document", "A profile: what its documents hold", document_variants(), problems=(404,))
    fixed = _fixed(one, "The same in one format")
    yield Route("/profile/{profile}", "/profile/<name>", "Dataset", (one,))
    yield Route("/profile/{profile}.{extension}", "/profile/<name>", "Dataset", (fixed,))
    problem = document("Problems", "What a kind of problem means", (JSON, HTML), problems=(404,))
    yield Route("/problems/{problem}", "/problems/<slug>", "Dataset", (problem,))


def _quality() -> Iterable[Route]:
    path, rule, formats = "/dataset/quality", "/dataset/quality/<code>", (*document_variants(), CSV)
    figures = document("Figures", "What was found over all records", formats, *_LANGUAGE)
    of_one = document("Figures", "The records that have a finding, page by page", formats, *_LANGUAGE, "field", "after-row", "before-row", "limit-of-rows", problems=(404,))  # fmt: skip
    yield Route(path, path, "Quality", (figures,))
    yield _in_one_format(path, figures, "Quality", "qualityExtension")
    yield Route(f"{path}/{{code}}", rule, "Quality", (of_one,))
    yield Route(f"{path}/{{code}}.{{qualityExtension}}", rule, "Quality", (_fixed(of_one, "The same in one format"),))  # fmt: skip


def _shapes() -> Iterable[Route]:
    listed = document("Page", "The files of shapes that records are checked with", (HTML,), *_LANGUAGE)
    one = document("Shapes", "A file of shapes", graph_variants(), *_LANGUAGE, problems=(404,))
    yield Route("/shapes/", "/shapes/", "Quality", (listed,))
    yield Route("/shapes/{shapes}", "/shapes/<name>", "Quality", (one,))
    yield Route("/shapes/{shapes}.{shapesExtension}", "/shapes/<name>", "Quality", (_fixed(one, "The same in one format"),))  # fmt: skip


__all__ = ["document", "document_routes"]
