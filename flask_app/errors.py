"""What goes wrong, as a response: problem+json for programs, a page for browsers."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from flask_app.html import render_page
from flask_app.links import Link, link_header
from flask_app.negotiation import Offer, negotiate
from flask_app.pages import Link as PageLink
from flask_app.pages.values import short
from flask_app.pages.wording import say
from flask_app.problems import PROBLEM_JSON, Problem, problem, status_problem
from flask_app.responses import NO_STORE, json_body, reply
from flask_app.service import service
from flask_app.sparql.results import FORM_CHOICES
from ld.errors import GoneError, LDError, ResultTooLargeError, UnknownEditionError

_LOG = logging.getLogger(__name__)
_OFFERS = (
    Offer(PROBLEM_JSON, "json", ("application/json",)),
    Offer("text/html", "html", ("application/xhtml+xml",)),
)
_FAILURE = 500
_NOTHING_YET = "Nothing has been published yet. Whoever runs this server: `ldpub ingest SOURCE` publishes records, `ldpub demo` samples."
_RETRY_AFTER = "30"
# Headers of an HTTP exception that say how to go on; the others belong to its page.
_TELLING = frozenset({"allow", "retry-after", "content-range"})


def register(app: Flask) -> None:
    """Answer every exception of an application in this way."""
    app.register_error_handler(Exception, handle)


def handle(error: Exception) -> Response:
    """The response to an exception; what is our own failure goes to the log."""
    found = _problem(error)
    links = [Link(f"{service().base}/dumps/", "alternate")] if isinstance(error, ResultTooLargeError) else []
    if found.status == _FAILURE:
        _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem_response(found, links)


def _problem(error: Exception) -> Problem:
    if isinstance(error, HTTPException):
        return _of_status(error)
    if isinstance(error, UnknownEditionError):
        return status_problem(
            503, _NOTHING_YET, instance=request.path, headers=(("Retry-After", _RETRY_AFTER),)
        )
    return problem(
        error, instance=request.path, base_url=service().base if isinstance(error, LDError) else ""
    )


def _of_status(error: HTTPException) -> Problem:
    headers = tuple(
        (name, value) for name, value in error.get_headers(request.environ) if name.lower() in _TELLING
    )
    return status_problem(
        error.code or _FAILURE, error.description or "", instance=request.path, headers=headers
    )


def problem_response(found: Problem, links: Iterable[Link] = (), *, vary: str = "Accept") -> Response:
    """A problem in the form that the client reads.

    Args:
        links: alternatives to offer.
        vary: request headers that have led to it, if there are others than Accept.
    """
    links = list(links)
    choice = negotiate(request.headers.get("Accept"), _OFFERS)
    varies = vary if "Accept" in vary.split(", ") else ", ".join(filter(None, ("Accept", vary)))
    headers = [*found.headers, NO_STORE, ("Vary", varies), *([("Link", link_header(links))] if links else [])]
    if choice is not None and choice.offer.key == "html":
        return reply(_page(found, links), "text/html; charset=utf-8", status=found.status, headers=headers)
    return reply(json_body(_body(found, links)), PROBLEM_JSON, status=found.status, headers=headers)


def _body(found: Problem, links: list[Link]) -> dict[str, object]:
    body = found.body
    if "instance" in body:  # the path below that of the site: a proxy may have taken the latter off
        body = body | {"instance": urlsplit(service().base).path + body["instance"]}
    if not links:
        return body
    return body | {"alternates": [{"href": link.target, **dict(link.attributes)} for link in links]}


def _page(found: Problem, links: list[Link]) -> bytes:
    offered = [PageLink(link.get("type") or short(link.target), link.target) for link in links]
    # Whoever wrote a query by hand wants to mend it, not to write it again.
    query = request.args.get("query", "") if request.path.endswith("/sparql") else ""
    return render_page(
        "error.html",
        title=found.body["title"],
        detail=found.body.get("detail", ""),
        alternatives=offered,
        query=query,
        result_formats=FORM_CHOICES,
    )


def gone(reason: str, when: str | None) -> GoneError:
    """What is raised where something was published and is not any more."""
    parts = [say("tombstone")]
    if when:
        parts.append(say("withdrawn-when", date=when[:10]))
    if reason:
        parts.append(say("withdrawn-reason", reason=reason))
    return GoneError(" ".join(parts))


__all__ = ["gone", "handle", "problem_response", "register"]
