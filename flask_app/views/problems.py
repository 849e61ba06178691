"""``/problems/{slug}``: what each kind of problem means, which problem documents name as their type (RFC 9457 §3.1.1)."""

from __future__ import annotations

from flask import Blueprint, Response

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.graphs import JSON
from flask_app.html import render_document
from flask_app.problems import STATUS, ProblemType
from flask_app.responses import json_body
from flask_app.service import Service, service
from flask_app.variants import HTML
from ld.errors import LDError, UnknownResourceError

PROBLEMS = Blueprint("problems", __name__)


@PROBLEMS.get("/problems/<slug>")
def kind_of_problem(slug: str) -> Response:
    """A kind of problem."""
    for error, kind in STATUS.items():
        if kind.slug == slug:
            return answer(_document(service(), error, kind))
    raise UnknownResourceError(f"There is no kind of problem {slug[:80]!r}.")


def _document(parts: Service, error: type[LDError], kind: ProblemType) -> Document:
    url = f"{parts.base}/problems/{kind.slug}"
    said = {"type": url, "title": kind.title, "status": kind.status, "description": meaning(error)}
    document = Document(
        url=url,
        edition=0,
        state=repr(said),
        variants=(JSON, HTML),
        address=lambda variant: f"{url}?_format={variant.extension}",
        render=lambda variant: (
            json_body(said) if variant is JSON else render_document(document, "problem.html", problem=said)
        ),
    )
    return document


def meaning(error: type[LDError]) -> str:
    """What a kind of problem means, in a sentence.

    >>> meaning(UnknownResourceError)
    'Nothing is published under this IRI (404).'
    """
    return (error.__doc__ or "").strip().partition("\n")[0]


__all__ = ["PROBLEMS", "meaning"]
