"""The page of ``/sparql``: a form that needs no script, and the editor that takes its place where there is one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from flask_app.answers import answer
from flask_app.assets import asset_path
from flask_app.documents import Document
from flask_app.graphs import JSON
from flask_app.html import render_document
from flask_app.pages import Link as PageLink
from flask_app.pages.wording import say
from flask_app.responses import json_body
from flask_app.service import Service, service
from flask_app.sparql.examples import EXAMPLES
from flask_app.sparql.results import FORM_CHOICES, GRAPHS, SOLUTIONS
from flask_app.views.examples import results_href
from ld.namespaces import PREFIXES
from ld.register.model import Counts

EDITOR = Blueprint("editor", __name__)
# The editor sizes columns with two style elements of its own. Their texts never change, so their digests allow just these
# (CSP Level 3 §8.4); no script or style in a page is ever run or applied otherwise, and no text is evaluated, whatever a result holds.
# `data:` is for the empty image under text that is dragged.
STYLE_DIGESTS = (
    "zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=",
    "c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg=",
)
"""SHA-256, in Base64, of the style of resizable columns and of that while one is dragged."""
_STYLES = " ".join(f"'sha256-{digest}'" for digest in STYLE_DIGESTS)
EDITOR_POLICY = (
    f"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' {_STYLES}; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page of the editor may load and do: files of this site, and questions to it."""


@EDITOR.get("/sparql/completions.json")
def completions() -> Response:
    """What the editor completes: prefixes, and the classes and properties that the edition has, those used most first."""
    parts, edition = service(), service().publication.edition()
    url = f"{parts.base}/sparql/completions.json"
    document = Document(
        url=url,
        edition=edition.number,
        state=str(edition.number),
        variants=(JSON,),
        address=lambda _: url,
        render=lambda _: json_body(completion_lists(edition.counts())),
    )
    return answer(document, JSON.extension)


def completion_lists(counts: Counts) -> dict[str, Any]:
    """The lists, of IRIs.

    >>> lists = completion_lists(Counts(classes={"http://x/Map": 1, "http://x/Book": 7}))
    >>> lists["classes"], lists["properties"], lists["prefixes"]["bibo"]
    (['http://x/Book', 'http://x/Map'], [], 'http://purl.org/ontology/bibo/')
    """
    return {
        "prefixes": PREFIXES,
        "classes": sorted(counts.classes, key=lambda iri: (-counts.classes[iri], iri)),
        "properties": sorted(counts.properties, key=lambda iri: (-counts.properties[iri], iri)),
    }


def editor_page(parts: Service, document: Document) -> bytes:
    """The page of the endpoint.

    Args:
        document: that it is a representation of; its policy must be :data:`EDITOR_POLICY`.
    """
    site = parts.site
    return render_document(
        document,
        "sparql.html",
        query=EXAMPLES[0].at(parts.base),
        result_formats=FORM_CHOICES,
        examples=[
            PageLink(example.title, results_href(site, example.at(parts.base), "html"))
            for example in EXAMPLES
        ],
        limits=_limits(parts),
        editor=_settings(parts),
        styles=[asset_path("yasgui.min.css"), asset_path("editor.css")],
        scripts=[asset_path("yasgui.min.js"), asset_path("editor.js")],
    )


def _limits(parts: Service) -> str:
    limits, settings = parts.limits, parts.settings
    bounds = say(
        "sparql-limits",
        seconds=f"{settings.sparql_timeout:g}",
        rows=f"{settings.sparql_max_rows:,}",
        megabytes=f"{settings.sparql_max_result_bytes / 1e6:g}",
        at_once=settings.sparql_client_queries,
        minute=f"{settings.sparql_client_seconds:g}",
        bytes=f"{limits.length:,}",
        patterns=limits.patterns,
        depth=limits.depth,
    )
    others = (
        say("sparql-services", names=", ".join(limits.services))
        if limits.services
        else say("sparql-no-services")
    )
    return f"{bounds} {others}"


def _settings(parts: Service) -> dict[str, Any]:
    """What the script has to know; paths, so that it works under every trusted name of the site."""
    return {
        "endpoint": parts.site.path("/sparql"),
        "completions": parts.site.path("/sparql/completions.json"),
        "downloads": {
            "SELECT": [[row.name, row.label] for row in SOLUTIONS if not row.is_page],
            "CONSTRUCT": [[row.name, row.label] for row in GRAPHS if not row.is_page],
        },
        "words": {
            "query": say("sparql-query"),
            "downloads": say("sparql-all-as"),
            "tab": say("editor-tab"),
            "address": say("editor-address"),
            "row": say("editor-row"),
            "rows": say("editor-rows"),
            "line": say("editor-line", line="{line}", column="{column}"),
            "stopped": say("editor-stopped"),
            "failed": say("editor-failed"),
        },
    }


__all__ = ["EDITOR", "EDITOR_POLICY", "completion_lists", "editor_page"]
