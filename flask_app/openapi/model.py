"""What the table of routes is made of: routes, what can be done with them, what is answered.

Spec: https://spec.openapis.org/oas/v3.1.1.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response that is no problem.

    Attributes:
        status: HTTP status code.
        description: what it holds.
        content: media type to JSON Schema of the body; empty for a response without one.
        headers: names of :data:`flask_app.openapi.headers.HEADERS`, with ``?`` those that are not always sent.
        name: under which it is a component, because many operations give it; empty where it is written out.
    """

    status: int
    description: str
    content: Mapping[str, Json] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    name: str = ""


NOT_MODIFIED = Answer(
    304,
    "The client has it already.",
    headers=("ETag", "Last-Modified?", "Cache-Control", "Vary?"),
    name="NotModified",
)
"""To whoever asks with a condition (RFC 9110 §15.4.5)."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What a method does with a resource.

    Attributes:
        summary: in a line.
        answers: those that are no problems.
        problems: statuses of :data:`flask_app.openapi.problems.PROBLEMS` that can occur.
        parameters: names of :data:`flask_app.openapi.parameters.PARAMETERS`, but for those in the path.
        method: in lower case. A GET brings HEAD with it.
        body: media type to JSON Schema of the body of the request.
        description: what the summary has no room for; Markdown.
    """

    summary: str
    answers: tuple[Answer, ...]
    problems: tuple[int, ...] = ()
    parameters: tuple[str, ...] = ()
    method: str = "get"
    body: Mapping[str, Json] = field(default_factory=dict)
    description: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A resource.

    Attributes:
        path: as OpenAPI writes it. Each name in braces is one of :data:`flask_app.openapi.parameters.PARAMETERS`.
        rule: the same as Flask has it; several paths may belong to one rule.
        tag: the group that it belongs to.
        operations: what can be done with it, besides OPTIONS.
    """

    path: str
    rule: str
    tag: str
    operations: tuple[Operation, ...]


__all__ = ["NOT_MODIFIED", "Answer", "Json", "Operation", "Route"]
