"""Which queries may reach the engine.

An engine's parser and planner run before any limit of rows or time, and may take the process with them: nesting
overflows the stack, long joins take seconds to plan, ``SERVICE`` opens connections. The guard looks at the text
first. It gives good errors; that the engine runs in a process of its own, which may be killed, is the real boundary.
"""

from __future__ import annotations

import re
from typing import NoReturn

from flask_app.sparql.counting import refusal
from flask_app.sparql.limits import Limits, Query
from flask_app.sparql.structure import Structure
from ld.errors import QueryRefusedError

_CONTROL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\ud800-\udfff]")
_CODEPOINT = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_DEFAULT = Limits()


def guard(query: str, limits: Limits = _DEFAULT) -> Query:
    """Look at a query before the engine does.

    Args:
        query: as it came, decoded from UTF-8.
        limits: what is too much.
    Returns:
        What is known of it; whether it is right, the engine says.
    Raises:
        QueryRefusedError: `reason` is one of ``too-long``, ``too-many-tokens``, ``too-deep``, ``too-many-patterns``,
            ``too-many-clauses``, ``too-many-operators``, ``path-too-complex``, ``too-tangled``, ``service``,
            ``update``, ``control-character``, ``codepoint-escape``, ``empty``, ``syntax``.
    Spec: https://www.w3.org/TR/sparql11-query/#grammar

    >>> guard("PREFIX s: <https://schema.org/> SELECT ?n { ?b a s:Book ; s:name ?n }").patterns
    2
    >>> guard("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ld.errors.QueryRefusedError: line 1, column 12: SERVICE is refused: this endpoint asks no other
    """
    _check_text(query, limits)
    structure = Structure(query, limits)
    structure.read()
    return Query(
        text=query,
        form=structure.form,
        dataset=structure.dataset,
        tokens=structure.tokens,
        depth=structure.depth,
        patterns=structure.patterns,
        services=tuple(dict.fromkeys(structure.services)),
        volatile=structure.volatile,
    )


def _check_text(query: str, limits: Limits) -> None:
    if len(query) > limits.length:  # before anything that looks at every character
        _too_long(limits)
    if control := _CONTROL.search(query):
        raise refusal(
            query, control.start(), "control-character", "Control characters and lone surrogates are refused"
        )
    if not query.isascii() and len(query.encode()) > limits.length:
        _too_long(limits)
    if not query.strip():
        raise refusal(query, 0, "empty", "The query is empty")
    if "\\" in query:
        _check_codepoints(query)


def _too_long(limits: Limits) -> NoReturn:
    raise QueryRefusedError(f"A query may be {limits.length} bytes long", reason="too-long")


def _check_codepoints(query: str) -> None:
    # SPARQL 1.1 §19.2 decodes them before parsing, even behind another backslash, 1.2 within strings and IRIs only:
    # what means the same to both is allowed. The tokens refuse them outside of strings and IRIs.
    for escape in _CODEPOINT.finditer(query):
        code = int(escape[0][2:], 16)
        if not _harmless(code):
            raise refusal(query, escape.start(), "codepoint-escape", f"The escape {escape[0]} is refused")


def _harmless(code: int) -> bool:
    return code <= 0x10FFFF and (chr(code).isalnum() or (code >= 0x80 and not 0xD800 <= code <= 0xDFFF))


__all__ = ["Limits", "Query", "guard"]
