"""What a query of a SPARQL-based constraint may not do (SHACL §5.2, §A: pre-binding)."""

from __future__ import annotations

import re
from typing import Final

MAX_LENGTH: Final = 16_384
"""Characters of a query; as at the SPARQL endpoint."""

_QUOTED: Final = re.compile(
    r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|<[^<>\s]*>|#[^\n]*'
)
_EXCLUDED: Final = re.compile(r"\b(VALUES|MINUS|SERVICE|FROM)\b", re.I)
_GRAPHS: Final = re.compile(r"\b(GRAPH)\b|([$?](?:shapesGraph|currentShape))\b", re.I)
_REBOUND: Final = re.compile(r"\bAS\s+([$?]this)\b", re.I)
_ESCAPED: Final = re.compile(r"\\[uU]")
_SELECT: Final = re.compile(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{|$)", re.I | re.S)
_THIS: Final = re.compile(r"[$?]this\b")


def query_fault(query: str) -> tuple[str, str] | None:
    """What is wrong with a query.

    Args:
        query: text of ``sh:select``.
    Returns:
        what follows "its query", and the line of the query that it stands on; None if nothing is wrong.

    >>> query_fault("SELECT $this {\\n SERVICE <http://x/> { } }")
    ('uses SERVICE, which pre-binding excludes', 'SERVICE <http://x/> { } }')
    >>> query_fault("SELECT $this { FILTER(?x = 'SERVICE') } # FROM")
    """
    if len(query) > MAX_LENGTH:
        return f"has {len(query):,} characters, more than {MAX_LENGTH:,}", ""
    text = _QUOTED.sub(lambda match: _blank(match[0]), query)
    for pattern, reason in _REASONS:
        found = pattern.search(text)
        if found:
            word = next((group for group in found.groups() if group), "")
            return reason.format(word if word.startswith(("$", "?")) else word.upper()), _line(query, found)
    return _selection_fault(query, text)


def _selection_fault(query: str, text: str) -> tuple[str, str] | None:
    """Every SELECT has to hand $this on: an inner one without it starts anew for all of the graph."""
    selections = list(_SELECT.finditer(text))
    if not selections or not _THIS.search(selections[0][1]):
        return "does not select $this", ""
    lost = next((found for found in selections if not _THIS.search(found[1])), None)
    return None if lost is None else ("has an inner SELECT without $this", _line(query, lost))


_REASONS: Final = (
    (_ESCAPED, "uses an escape (\\u) outside of a string"),
    (_EXCLUDED, "uses {}, which pre-binding excludes"),
    (_GRAPHS, "uses {}, which only one of the engines knows"),
    (_REBOUND, "binds {} anew"),
)


def _blank(text: str) -> str:
    """As many characters, so that places stay the same."""
    return re.sub(r"[^\n]", " ", text)


def _line(query: str, found: re.Match[str]) -> str:
    start = query.rfind("\n", 0, found.start()) + 1
    return query[start:].split("\n", 1)[0].strip()


__all__ = ["MAX_LENGTH", "query_fault"]
