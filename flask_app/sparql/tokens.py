"""Text of a SPARQL query to tokens, by the terminals of SPARQL 1.1 and 1.2.

One regular expression, no backtracking (every loop is possessive), so that reading is linear whatever the text.
Two departures from the grammar, both made for the guard: a number has no sign (the sign is an operator before it),
and a lone character that begins no token is a token of kind ``bad`` instead of an error, so that tokens and the
white space and comments between them always make up the whole text.

Spec: https://www.w3.org/TR/sparql11-query/#grammar (rules 139 to 173)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BASE = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_FIRST = _BASE + "_0-9"
_VARIABLE = _FIRST + r"\u00B7\u0300-\u036F\u203F\u2040"
_CHARS = _VARIABLE + r"\-"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"\\[tbnrf\\\"']|{_UCHAR}"
_LOCAL = rf"(?:[{_FIRST}:]|{_PLX})(?:[{_CHARS}:]|{_PLX})*+(?:\.++(?:[{_CHARS}:]|{_PLX})++)*+"

_TOKEN = re.compile(
    rf"""
    (?: [ \t\r\n]++ | \#[^\r\n]*+ )*+
    (?:
      (?P<var>    [?$][{_FIRST}][{_VARIABLE}]*+ )
    | (?P<name>   (?:[{_BASE}][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+)?:(?:{_LOCAL})? )
    | (?P<word>   [A-Za-z][A-Za-z0-9_]*+ )
    | (?P<iri>    <(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*+> )
    | (?P<string> \"\"\"(?:\"{{0,2}}(?:[^"\\]|{_ESCAPE}))*+\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*+'''
                | "(?!"")(?:[^"\\\r\n]|{_ESCAPE})*+" | '(?!'')(?:[^'\\\r\n]|{_ESCAPE})*+' )
    | (?P<open>   <<\(? | \{{\|? | [(\[] )
    | (?P<close>  \)?>> | \|\}} | [)}}\]] )
    | (?P<number> (?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++ | [0-9]*+\.[0-9]++ | [0-9]++ )
    | (?P<datatype> \^\^ )
    | (?P<op>     \|\| | && | [<>!]= | [.;,*/+\-|^!?=<>~] )
    | (?P<lang>   @[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)? )
    | (?P<bnode>  _:[{_FIRST}][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+ )
    | (?P<end>    \Z )
    | (?P<bad>    . )
    )
    """,
    re.VERBOSE | re.DOTALL,
)


class Lexer:
    """Where one is in the text of a query: at a token, behind another.

    Kinds are ``var``, ``name`` (prefixed), ``word`` (keyword, function, ``a``, ``true``), ``iri``, ``string``, ``open``, ``close``,
    ``number``, ``datatype`` (``^^``), ``op``, ``lang``, ``bnode``, ``end`` (always the last, empty) and ``bad``.

    ``<`` begins an IRI or a triple wherever one fits, as the standard says (longest match), but a parser without a lexer
    takes it for "less than" after an operand. Only who knows the grammar can tell; :meth:`split` is for that.

    Args:
        query: the text.

    Attributes:
        kind, text: of the token; the text as it stands in the query.
        kind_before, before: of the one before it.
        tokens: how many come before it.

    >>> lexer = Lexer("?a<<x:b>?c")
    >>> while lexer.kind != "end":
    ...     lexer.advance()
    ...     if lexer.text == "<<":
    ...         lexer.split()
    ...     print(lexer.tokens, lexer.kind, lexer.text or "of it")
    0 var ?a
    1 op <
    2 iri <x:b>
    3 var ?c
    4 end of it
    """

    def __init__(self, query: str) -> None:
        self.query = query
        self.kind = self.text = self.kind_before = self.before = ""
        self.tokens = -1
        self._matches = _TOKEN.finditer(query)
        self._found: re.Match[str] | None = None

    def advance(self) -> None:
        """Go to the next token; there must be one, as it is before the end."""
        self.kind_before, self.before = self.kind, self.text
        found = self._found = next(self._matches)
        kind = found.lastgroup or "end"  # there is always one: `bad` and `end` leave nothing unmatched
        self.kind, self.text = kind, found[kind]
        self.tokens += 1

    @property
    def start(self) -> int:
        """Offset of the token's first character."""
        return self._found.start(self._found.lastgroup or 0) if self._found else 0

    def split(self) -> None:
        """Take only the first character of the token, as an operator: the next one begins right after it."""
        start = self.start
        self._matches = _TOKEN.finditer(self.query, start + 1)
        self.kind, self.text = "op", self.query[start]


def tokenize(query: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and offset of each token by longest match, the empty ``end`` last; never raises.

    >>> [kind for kind, _, _ in tokenize('"a"@en-GB 1.5e3 x:a%20b.c. _:b1 ?')]
    ['string', 'lang', 'number', 'name', 'op', 'bnode', 'op', 'end']
    >>> [text for _, text, _ in tokenize('"open')]
    ['"', 'open', '']
    """
    lexer = Lexer(query)
    while lexer.kind != "end":
        lexer.advance()
        yield lexer.kind, lexer.text, lexer.start


__all__ = ["Lexer", "tokenize"]
