from __future__ import annotations

import inspect
import json
from http import HTTPStatus
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.problems import STATUS, problem, status_problem
from ld import errors

SECRET = "/var/lib/ldpub/editions/000007/graph: permission denied for db.internal:5432"
CLASSES = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.LDError)
]
NEEDED: dict[str, Any] = {
    "value": "x",
    "expected": "a year",
    "why": "empty",
    "reason": "too-deep",
    "retry_after": 5.0,
    "seconds": 10.0,
}


def made(kind: type[errors.LDError], message: str) -> errors.LDError:
    parameters = inspect.signature(kind).parameters.values()
    needed = {
        p.name: NEEDED.get(p.name, message)
        for p in parameters
        if p.default is p.empty and p.kind is not p.VAR_KEYWORD
    }
    return kind(**(needed | {name: message for name in ("message", "value") if name in needed}))


def test_there_are_classes_to_test() -> None:
    assert len(CLASSES) >= 20


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_has_a_row(kind: type[errors.LDError]) -> None:
    assert any(base in STATUS for base in kind.__mro__)
    answer = problem(made(kind, "Something."), instance="/x")
    assert 400 <= answer.status < 600
    assert list(answer.body)[:5] == ["type", "title", "status", "detail", "instance"]
    assert answer.body["status"] == answer.status
    assert answer.body["type"].startswith("/problems/")
    assert answer.body["detail"]


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_our_failure_tells_nothing_of_the_inside(kind: type[errors.LDError]) -> None:
    answer = problem(made(kind, SECRET))
    text = json.dumps(answer.body)
    assert answer.status < 500 or ("/var" not in text and "5432" not in text)


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (errors.UnknownResourceError("x"), 404, "not-found"),
        (errors.UnknownEditionError("x"), 404, "unknown-edition"),
        (errors.GoneError("x"), 410, "gone"),
        (errors.NotAcceptableError("x"), 406, "not-acceptable"),
        (errors.UnsupportedFormatError("x"), 406, "unsupported-format"),
        (errors.QuerySyntaxError("x"), 400, "query-syntax"),
        (errors.QueryRefusedError("x", reason="service"), 400, "query-refused"),
        (errors.QueryTimeoutError("x", seconds=10.0), 503, "query-timeout"),
        (errors.QueryCostError("x"), 503, "query-cost"),
        (errors.QueryBarredError("x", retry_after=1.0), 503, "query-barred"),
        (errors.QueryBusyError("x"), 503, "busy"),
        (errors.FederationError("x"), 502, "federation"),
        (errors.ClientBusyError("x", retry_after=1.0), 429, "client-busy"),
        (errors.ResultTooLargeError("x"), 413, "result-too-large"),
        (errors.StoreUnavailableError("x"), 503, "unavailable"),
        (errors.LockedError("x"), 503, "locked"),
        (errors.LexicalError("x", "a year"), 400, "malformed-value"),
        (errors.StoreError("x"), 500, "internal"),
        (errors.DamagedEditionError("x"), 500, "internal"),
        (errors.TruncatedSourceError("x", origin="/secret"), 500, "internal"),
        (ValueError("x"), 500, "internal"),
        (KeyboardInterrupt(), 500, "internal"),
    ],
)
def test_statuses(error: BaseException, status: int, slug: str) -> None:
    answer = problem(error, base_url="https://x.example")
    assert (answer.status, answer.body["type"]) == (status, f"https://x.example/problems/{slug}")
    after = [int(value) for name, value in answer.headers if name == "Retry-After"]
    assert bool(after) is (status in {429, 503})
    assert all(seconds >= 1 for seconds in after)


def test_what_the_client_can_use_is_said() -> None:
    refused = problem(errors.QueryRefusedError("Too deep.", reason="too-deep", line=2, column=7)).body
    assert (refused["reason"], refused["line"], refused["column"]) == ("too-deep", 2, 7)
    available = problem(
        errors.NotAcceptableError("No.", available=("text/turtle",), spec="https://x.example/s")
    ).body
    assert (available["available"], available["spec"]) == (("text/turtle",), "https://x.example/s")
    lexical = problem(errors.LexicalError("12a", "a year")).body
    assert (lexical["value"], lexical["expected"]) == ("12a", "a year")
    assert "line" not in problem(errors.QuerySyntaxError("No.")).body


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_problem_is_always_json(message: str, instance: str) -> None:
    body = problem(errors.UnknownResourceError(message), instance=instance).body
    assert json.loads(json.dumps(body))["detail"] == message


def test_a_long_message_is_cut() -> None:
    assert len(problem(errors.GoneError("x" * 10_000_000)).body["detail"]) == 2_000


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 429, 500, 503])
def test_a_bare_status(status: int) -> None:
    answer = status_problem(status, "So it is.", instance="/x", headers=(("Allow", "GET"),))
    assert answer.body == {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": "So it is.",
        "instance": "/x",
    }
    assert answer.headers == (("Allow", "GET"),)
    assert "detail" not in status_problem(404, "").body
