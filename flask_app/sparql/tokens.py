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


Token = tuple[str, str, int]
"""Kind, text as it stands in the query, and the offset of its first character.

Kinds are ``var``, ``name`` (prefixed), ``word`` (keyword, function, ``a``, ``true``), ``iri``, ``string``, ``open``, ``close``,
``number``, ``datatype`` (``^^``), ``op``, ``lang``, ``bnode``, ``end`` (always the last, empty) and ``bad``.
A plain tuple, because making anything else takes as long as reading it.
"""


class Lexer:
    """Tokens of a query, one at a time, so that its reader can have the last one read again.

    ``<`` begins an IRI wherever an IRI fits, as the standard says (longest match), but a parser without a lexer takes
    it for "less than" after an operand: in ``FILTER(?a<2)SERVICE?x#>`` it sees SERVICE and a comment where the longest
    match is an IRI. Only who knows the grammar can tell; :meth:`reread` is for that.

    >>> [text for _, text, _ in Lexer("SELECT*{?s a <a:b>}#x")]
    ['SELECT', '*', '{', '?s', 'a', '<a:b>', '}', '']
    >>> lexer = Lexer("?a<b>?c")
    >>> for kind, text, start in lexer:
    ...     print(kind, text or "of it")
    ...     if kind == "iri":
    ...         lexer.reread(start)
    var ?a
    iri <b>
    word b
    op >
    var ?c
    end of it
    """

    __slots__ = ("_again", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._again: int | None = 0

    def __iter__(self) -> Iterator[Token]:
        while self._again is not None:
            position, self._again = self._again, None
            for found in _TOKEN.finditer(self.text, position):
                kind = (
                    found.lastgroup or "end"
                )  # there is always one: `bad` and `end` leave nothing unmatched
                yield kind, found[kind], found.start(kind)
                if kind == "end" or self._again is not None:
                    break

    def reread(self, start: int) -> None:
        """Go on right after the first character of the last token, which began at `start`."""
        self._again = start + 1


def tokenize(text: str) -> Iterator[Token]:
    """Tokens of `text` by longest match, the empty ``end`` token last; never raises.

    >>> [kind for kind, _, _ in tokenize('"a"@en-GB 1.5e3 x:a%20b.c. _:b1 ?')]
    ['string', 'lang', 'number', 'name', 'op', 'bnode', 'op', 'end']
    >>> [text for _, text, _ in tokenize('"open')]
    ['"', 'open', '']
    """
    return iter(Lexer(text))


__all__ = ["Lexer", "Token", "tokenize"]
