"""From the table of routes to the document.

Spec: https://spec.openapis.org/oas/v3.1.1.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_app.openapi import headers, parameters, problems
from flask_app.openapi.documents import document_routes
from flask_app.openapi.files import DUMP_DELTA, DUMP_FILE, DUMPS, file_routes
from flask_app.openapi.model import Answer, Json, Operation, Route
from flask_app.openapi.services import COMPLETIONS, HEALTH, RESULTS, service_routes
from flask_app.pages.values import short
from ld.config import Settings
from ld.editions.info import program_versions

OPENAPI = "3.1.1"
_NAME = re.compile(r"\{(\w+)\}")
_TAGS = {
    "Records": "What the catalogue has, and what was found about each.",
    "Shared": "What records share: persons, bodies, periodicals, headings, collections.",
    "Dataset": "The whole.",
    "Quality": "What records are checked with, and what was found.",
    "Query": "SPARQL.",
    "Dumps": "The whole as files.",
    "JSON-LD": "Contexts and frames.",
    "Site": "For crawlers, balancers and browsers.",
}
_DESCRIPTION = """Every record is a graph in schema.org's and Dublin Core's terms, served by content negotiation.

- Accept decides the format, Accept-Profile the profile, Accept-Language the words around the data; `_format`, `_profile`, `_form`, `frame` and
  `_lang` do the same in the address, and go before the headers. A client that takes anything gets JSON-LD, a browser a page.
- Answers have strong entity tags; conditional requests are honoured. `Vary`, `Content-Location` and `Link` say what else there is.
- What goes wrong is `application/problem+json` (RFC 9457), or a page for browsers. A method that a resource does not have is answered by 405 with `Allow`.
- Scripts of every origin may read everything (CORS)."""


def describe(settings: Settings) -> Json:
    """The description of the whole interface of a site.

    >>> document = describe(Settings())
    >>> document["openapi"], document["paths"]["/record/{id}"]["get"]["summary"]
    ('3.1.1', 'A record')
    """
    return {
        "openapi": OPENAPI,
        "info": _info(settings),
        "servers": [{"url": settings.base_url}],
        "externalDocs": {"url": f"{settings.base_url}/", "description": "The site."},
        "tags": [{"name": name, "description": text} for name, text in _TAGS.items()],
        "paths": {route.path: _path_item(route) for route in routes()},
        "components": _components(),
    }


def routes() -> tuple[Route, ...]:
    """The whole table."""
    return (*document_routes(), *service_routes(), *file_routes())


def _info(settings: Settings) -> Json:
    intro = f"{settings.description}\n\n" if settings.description else ""
    info: Json = {
        "title": settings.title,
        "version": program_versions()["ldpub"],
        "description": intro + _DESCRIPTION,
    }
    if settings.publisher:
        info["contact"] = {"name": settings.publisher}
    if settings.license:
        info["license"] = {"name": short(settings.license), "url": settings.license}
    return info


def _components() -> Json:
    return {
        "schemas": {
            "Problem": problems.PROBLEM,
            "Dumps": DUMPS,
            "DumpDelta": DUMP_DELTA,
            "DumpFile": DUMP_FILE,
            "Results": RESULTS,
            "Completions": COMPLETIONS,
            "Health": HEALTH,
        },
        "parameters": parameters.in_paths() | parameters.others(),
        "headers": headers.components(),
        "responses": _answers() | problems.responses(),
    }


def _path_item(route: Route) -> Json:
    item: Json = {}
    names = _NAME.findall(route.path)
    if names:
        item["parameters"] = [parameters.reference(parameters.in_path(name)) for name in names]
    for operation in route.operations:
        item[operation.method] = _operation(route, operation)
        if operation.method == "get":
            item["head"] = _operation(route, operation, bodiless=True)
    return item | {"options": _options(route)}


def _operation(route: Route, operation: Operation, *, bodiless: bool = False) -> Json:
    written: Json = {
        "operationId": _operation_id("head" if bodiless else operation.method, route.path),
        "tags": [route.tag],
        "summary": f"{operation.summary}: headers only" if bodiless else operation.summary,
    }
    if operation.description and not bodiless:
        written["description"] = operation.description
    if operation.parameters:
        written["parameters"] = [parameters.reference(name) for name in operation.parameters]
    if operation.body:
        written["requestBody"] = {"required": True, "content": _content(operation.body)}
    answers = {str(answer.status): _referred(answer, bodiless=bodiless) for answer in operation.answers}
    failures = {str(status): problems.reference(status) for status in operation.problems}
    return written | {"responses": dict(sorted((answers | failures).items()))}


def _operation_id(method: str, path: str) -> str:
    """Unique, and fit for a name in any language.

    >>> _operation_id("get", "/record/{id}.{extension}")
    'get_record_id_extension'
    """
    words = re.findall(r"\w+", path.replace("-", "_"))
    return "_".join([method, *(words or ["home"])])


def _referred(answer: Answer, *, bodiless: bool) -> Json:
    if not answer.name:
        return _answer(answer, bodiless=bodiless)
    return {"$ref": f"#/components/responses/{_component(answer, bodiless=bodiless)}"}


def _component(answer: Answer, *, bodiless: bool) -> str:
    return f"{answer.name}.head" if bodiless and answer.content else answer.name


def _answers() -> Json:
    """The answers that have names, with and without a body."""
    named = {
        answer.name: answer
        for route in routes()
        for operation in route.operations
        for answer in operation.answers
        if answer.name
    }
    return {
        _component(answer, bodiless=bodiless): _answer(answer, bodiless=bodiless)
        for _, answer in sorted(named.items())
        for bodiless in (False, True)
    }


def _answer(answer: Answer, *, bodiless: bool) -> Json:
    written: Json = {"description": answer.description}
    if answer.headers:
        written["headers"] = headers.references(answer.headers)
    if answer.content and not bodiless:
        written["content"] = _content(answer.content)
    return written


def _content(media: Mapping[str, Json]) -> Json:
    return {name: {"schema": schema} if schema else {} for name, schema in media.items()}


def _options(route: Route) -> Json:
    allowed = Answer(
        204,
        "The methods; to a preflight also what scripts of other origins may do.",
        headers=("Allow", "Access-Control-Allow-Methods?", "Access-Control-Allow-Headers?"),
    )
    missing = (404,) if _NAME.search(route.path) else ()
    asked = Operation("What may be done here", (allowed,), (400, *missing), method="options")
    return _operation(route, asked)


__all__ = ["OPENAPI", "describe", "routes"]
