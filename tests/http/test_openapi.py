"""The real server against its own description, judged by Schemathesis: whatever it is asked, it answers what is promised.

Schemathesis runs in a process of its own: it brings a plugin for pytest and settings of Hypothesis along that are not ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.flask_app.catalogue import BASE, EXAMPLE_ID, GONE, STRANGE, WITHHELD
from tests.http.serving import Running

pytestmark = pytest.mark.server
MANY = 2_000
# What there is, so that not every request is for what there is not.
KNOWN: dict[str, list[Any]] = {
    "path.id": [EXAMPLE_ID, GONE, WITHHELD, *STRANGE],
    "path.collection": ["pubmed", "strange-books"],
    "path.scheme": ["lcsh"],
    "path.heading": ["jerusalem-history-000c81a5"],
    "path.code": ["isbn"],
    "path.shapes": ["core", "quality"],
    "path.version": ["v1"],
    "path.edition": [1, 2],
    "path.file": ["dataset.nq.gz", "SHA256SUMS"],
    "path.number": [1],
    "subject": [f"{BASE}/record/{EXAMPLE_ID}#it", "?x", "_:b"],
    "predicate": ["https://schema.org/name", "?p"],
    "object": ['"Emma"@en', "?x"],
    "graph-name": [f"{BASE}/record/{EXAMPLE_ID}"],
    "query": ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "CONSTRUCT WHERE { ?s a ?o } LIMIT 3", "SELECT"],
}
# A request that fits the description may still be answered by these: its condition does not hold, nothing acceptable is there, its query
# is no SPARQL. That an empty or unknown value counts as none is meant, so what does not fit may be answered as well.
CONFIG = r"""
[checks]
negative_data_rejection.enabled = false

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 400, 403, 404, 406, 410, 412, 413, 415, 416, 503]

# One rule of the application serves them and the record itself, which has POST.
[[operations]]
include-path-regex = '^/record/\{id\}\.'
checks.allow_header_conformance.enabled = false
"""
QUERY = """
# OpenAPI 3.1 has no word for it.
[[operations]]
include-path = '/sparql'
checks.allow_header_conformance.enabled = false
checks.unsupported_method.enabled = false
"""


Json = dict[str, Any]


def description_of(server: Running) -> Json:
    """As it is served, with what there is among the values of its parameters."""
    description: Json = json.loads(server.get("/openapi.json")[1])
    for name, values in KNOWN.items():
        parameter = description["components"]["parameters"][name]
        parameter["schema"] = {"anyOf": [{"enum": values}, parameter["schema"]]}
    return description


def judge(
    server: Running, description: Json, folder: Path, *options: str, config: str = CONFIG + QUERY
) -> Json:
    """What Schemathesis reports."""
    (folder / "openapi.json").write_text(json.dumps(description), encoding="utf-8")
    (folder / "schemathesis.toml").write_text(config, encoding="utf-8")
    site = f"http://127.0.0.1:{server.port}"
    command = [sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", "--url", site, "--no-shrink"]
    report = ["--report", "json", "--report-json-path", "report.json", "--continue-on-failure"]
    result = subprocess.run(
        [*command, *report, *options], cwd=folder, capture_output=True, text=True, check=False, timeout=1_200
    )
    assert (folder / "report.json").is_file(), result.stdout + result.stderr
    found: Json = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert not found["errors"], result.stdout
    return found | {"said": result.stdout}


def test_it_answers_what_is_promised(server: Running, tmp_path: Path) -> None:
    options = ("--phases", "fuzzing", "--max-examples", "1", "--seed", "1")
    found = judge(server, description_of(server), tmp_path, *options)
    assert not found["failures"], found["said"]
    assert found["operations"]["tested"] == found["operations"]["total"] > 100
    assert found["test_cases"]["generated"] > 100


@pytest.mark.long
def test_it_answers_what_is_promised_whatever_is_asked(server: Running, tmp_path: Path) -> None:
    """Every border of every parameter, methods that are not there, then what chance brings."""
    # One worker: with several threads, Hypothesis trips over a fault of CPython 3.11 (ast.parse counts recursion for all of them).
    options = ("--phases", "coverage,fuzzing", "--max-examples", "20")
    found = judge(server, description_of(server), tmp_path, *options)
    assert not found["failures"], found["said"]
    assert found["test_cases"]["generated"] >= MANY


def test_the_judge_sees_what_is_not_as_promised(server: Running, tmp_path: Path) -> None:
    """A wrong description: a method too few, another schema, a media type and a status that are missing."""
    wrong = description_of(server)
    wrong["paths"] = {path: wrong["paths"][path] for path in ("/sparql", "/dumps/", "/records")}
    del wrong["paths"]["/sparql"]["post"]
    del wrong["paths"]["/dumps/"]["get"]["responses"]["412"]
    del wrong["components"]["responses"]["BadRequest"]["content"]["application/problem+json"]
    wrong["components"]["schemas"]["DumpFile"]["properties"]["size"] = {"type": "string"}
    wrong["components"]["headers"]["Vary"]["schema"] = {"type": "integer"}
    found = judge(server, wrong, tmp_path, "--phases", "coverage", "--seed", "1", config=CONFIG)
    assert {failure["type"] for failure in found["failures"]} == {
        "AllowHeaderMismatch",
        "JsonSchemaError",
        "UndefinedContentType",
        "UndefinedStatusCode",
        "UnsupportedMethodResponse",
    }
