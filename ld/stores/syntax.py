"""What is wrong with a query, in words: the engine says where, and lists what its grammar would have taken there."""

from __future__ import annotations

import re

from ld.errors import QuerySyntaxError
from ld.namespaces import PREFIXES

_PLACE = re.compile(r"at (\d+):(\d+)")
_NAME = re.compile(r"(?<![\w.:<-])([A-Za-z][\w.-]*)?:[\w.:%-]*\Z")
_NAME_BEGINS = re.compile(r"[\w.:%-]*")
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w.-]*)?:", re.IGNORECASE)
_EXPECTED = re.compile(r'"(\W{1,2})"')  # punctuation: of its words the engine names odd ones
_MOST = 8


def syntax_error(error: SyntaxError, query: str) -> QuerySyntaxError:
    """The engine's complaint as ours.

    Args:
        query: that it is about.

    >>> str(syntax_error(SyntaxError("error at 1:23: expected …"), "SELECT * { ?s foaf:nam ?o }"))
    'line 1, column 15: the prefix foaf: is not declared; add PREFIX foaf: <http://xmlns.com/foaf/0.1/>'
    >>> str(syntax_error(SyntaxError('error at 1:9: expected one of "{", "}", SERVICE'), "SELECT * nonsense"))
    'line 1, column 9: not well-formed from here on; expected { or }'
    """
    place = _PLACE.search(str(error))
    if place is None:
        return QuerySyntaxError(str(error))
    line, column = int(place[1]), int(place[2])
    undeclared = _undeclared(query, line, column)
    if undeclared is not None:
        name, column = undeclared
        known = PREFIXES.get(name)
        advice = f"; add PREFIX {name}: <{known}>" if known else "; add its PREFIX"
        return _at(line, column, f"the prefix {name}: is not declared{advice}")
    expected = _expected(str(error)[place.end() :])
    return _at(line, column, f"not well-formed from here on{expected}")


def _at(line: int, column: int, what: str) -> QuerySyntaxError:
    return QuerySyntaxError(f"line {line}, column {column}: {what}", line=line, column=column)


def _undeclared(query: str, line: int, column: int) -> tuple[str, int] | None:
    """A prefix without a declaration, if the place is in or behind a name that has one; and its column."""
    lines = query.split("\n")
    if line > len(lines):
        return None
    text = lines[line - 1]
    behind = _NAME_BEGINS.match(text, column - 1)
    name = _NAME.search(text[: behind.end() if behind else column - 1])
    if name is None or (name[1] or "") in {found or "" for found in _DECLARED.findall(query)}:
        return None
    return name[1] or "", name.start() + 1


def _expected(said: str) -> str:
    wanted = list(dict.fromkeys(_EXPECTED.findall(said)))
    if not wanted or len(wanted) > _MOST:
        return ""
    return "; expected " + " or ".join(filter(None, (", ".join(wanted[:-1]), wanted[-1])))


__all__ = ["syntax_error"]
