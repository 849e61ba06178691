"""The description of the interface: valid, true to the application's routes, and served as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from flask_app import create_app
from flask_app.openapi import describe, routes
from flask_app.variants import document_variants
from ld.config import Settings
from tests.flask_app.catalogue import BASE

EXAMPLES = {
    "id": "a", "extension": "ttl", "reportExtension": "ttl", "shapesExtension": "ttl", "qualityExtension": "csv",
    "kind": "records", "number": "1", "edition": "2", "version": "v1",
}  # fmt: skip
METHODS = {"get", "head", "post", "options", "put", "patch", "delete", "trace"}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def document(settings: Settings) -> Json:
    return describe(settings)


def operations(document: Json) -> list[tuple[str, str, Json]]:
    return [
        (path, method, item[method])
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    ]


def resolved(document: Json, node: Json) -> Json:
    """What a reference leads to."""
    while "$ref" in node:
        target: Json = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def test_it_is_valid(document: Json, fresh: Settings) -> None:
    for one in (document, describe(fresh)):
        assert list(OpenAPIV31SpecValidator(one).iter_errors()) == []


def test_every_route_is_described_and_nothing_else(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert {route.rule for route in routes()} == rules
    paths = [route.path for route in routes()]
    assert len(paths) == len(set(paths))


def test_every_method_is_described_and_no_other(app: Flask, document: Json) -> None:
    rules: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        rules.setdefault(rule.rule, set()).update(rule.methods or ())
    described: dict[str, set[str]] = {}
    for route in routes():
        methods = METHODS & document["paths"][route.path].keys()
        described.setdefault(route.rule, set()).update(method.upper() for method in methods)
    rules["/sparql"].remove("QUERY")  # OpenAPI 3.1 has no word for it
    assert described == rules


def test_every_path_leads_to_its_rule(app: Flask) -> None:
    """With something in the place of each parameter."""
    adapter = app.url_map.bind("localhost")
    for route in routes():
        path = re.sub(r"\{(\w+)\}", lambda found: EXAMPLES.get(found[1], "x"), route.path)
        for operation in route.operations:
            rule, _ = adapter.match(path, operation.method.upper(), return_rule=True)
            assert rule.rule == route.rule, path


def test_options_are_those_of_the_rule(app: Flask, client: FlaskClient) -> None:
    """Also where several views share a rule, a method each."""
    methods: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        methods.setdefault(rule.rule, set()).update(rule.methods or ())
    for route in routes():
        path = re.sub(r"\{(\w+)\}", lambda found: EXAMPLES.get(found[1], "x"), route.path)
        assert set(client.options(path).headers["Allow"].split(", ")) == methods[route.rule], path


def test_operations_have_names_of_their_own(document: Json) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]\w+", name, re.ASCII) for name in names)


def test_answers_of_one_name_are_one() -> None:
    named: Json = {}
    for route in routes():
        for operation in route.operations:
            for answer in operation.answers:
                if answer.name:
                    assert named.setdefault(answer.name, answer) == answer


def test_no_component_is_idle(document: Json) -> None:
    used = set(re.findall(r"'#/components/(\w+)/([\w.-]+)'", repr(document)))
    for kind in ("parameters", "schemas"):
        assert {name for group, name in used if group == kind} == document["components"][kind].keys()
    assert document["components"]["responses"].keys() - {
        name for group, name in used if group == "responses"
    } <= {"MethodNotAllowed"}


def test_a_format_appears_by_itself(document: Json) -> None:
    answer = resolved(document, document["paths"]["/record/{id}"]["get"]["responses"]["200"])
    assert list(answer["content"]) == [variant.media_type for variant in document_variants()]
    extension = document["components"]["parameters"]["path.extension"]["schema"]["enum"]
    assert extension == [variant.extension for variant in document_variants()]


def test_the_site_is_named(document: Json) -> None:
    assert document["servers"] == [{"url": BASE}]
    info = document["info"]
    assert (info["title"], info["contact"]) == ("A small catalogue", {"name": "A Library"})
    assert info["license"] == {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    assert info["description"].startswith("For tests.\n\n")


def test_it_is_served(client: FlaskClient, document: Json, fresh: Settings) -> None:
    response = client.get("/openapi.json")
    assert (response.json, response.headers["Content-Type"]) == (document, "application/json")
    assert (response.headers["Cache-Control"], response.headers["Access-Control-Allow-Origin"]) == (
        "max-age=3600",
        "*",
    )
    again = client.get("/openapi.json", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    other = create_app(replace(fresh, title="Another")).test_client().get("/openapi.json")
    assert other.json["info"]["title"] == "Another"
    assert other.headers["ETag"] != response.headers["ETag"]


# A request for each answer that there is, so that no status is promised which nobody ever gets.
ASKED: tuple[tuple[int, str, str, Json], ...] = (
    (200, "get", "/record/a", {}),
    (303, "get", "/", {"headers": {"Accept": "text/turtle"}}),
    (304, "get", "/record/a", {"headers": {"If-None-Match": "*"}}),
    (400, "get", "/record/a", {"headers": {"Host": "evil.example"}}),
    (403, "post", "/sparql", {"data": "x", "content_type": "application/sparql-update"}),
    (404, "get", "/record/nope", {}),
    (405, "delete", "/record/a", {}),
    (406, "get", "/record/a", {"headers": {"Accept": "image/png"}}),
    (410, "get", "/record/gone.txt", {}),
    (410, "get", "/record/gone.txt.report", {}),
    (412, "get", "/record/a", {"headers": {"If-Match": '"x"'}}),
    (413, "post", "/sparql", {"data": "x" * 500_000, "content_type": "application/sparql-query"}),
    (415, "post", "/sparql", {"data": "x", "content_type": "text/plain"}),
    (416, "get", "/dumps/2/dataset.nq.gz", {"headers": {"Range": "bytes=999999999-"}}),
)  # fmt: skip


@pytest.mark.parametrize(("status", "method", "path", "request_"), ASKED, ids=str)
def test_what_is_promised_happens(
    client: FlaskClient, document: Json, status: int, method: str, path: str, request_: Json
) -> None:
    response = client.open(path, method=method.upper(), **request_)
    assert response.status_code == status
    promised = {name for _, _, operation in operations(document) for name in operation["responses"]}
    assert str(status) in promised | {"405"}
    if response.mimetype == "application/problem+json":
        check_problem(document, response.json, status)


def check_problem(document: Json, body: Json, status: int) -> None:
    schema = document["components"]["schemas"]["Problem"]
    assert body["status"] == status
    assert set(schema["required"]) <= body.keys() <= schema["properties"].keys()
