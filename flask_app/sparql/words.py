"""The words of SPARQL 1.1 and 1.2, in upper case, by where they may stand.

Spec: https://www.w3.org/TR/sparql12-query/#sparqlGrammar
"""

from __future__ import annotations

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING", "INTO"}
)
FUNCTIONS = frozenset(
    """ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT
    HASLANG HASLANGDIR HOURS IF IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LCASE MAX
    MD5 MIN MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE ROUND SAMETERM SAMEVALUE SAMPLE SECONDS SHA1 SHA256
    SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS STRUUID SUBJECT SUBSTR SUM
    TIMEZONE TRIPLE TZ UCASE URI UUID YEAR""".split()  # noqa: SIM905 - seventy quoted words are harder to read
)
"""Built-in calls and aggregates; `ADJUST` is an extension of the embedded engine."""

AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
VOLATILE = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE"})
"""Calls whose value is another each time."""

BOOLEANS = frozenset({"TRUE", "FALSE"})
CALLS = FUNCTIONS | {"NOT", "EXISTS"}
PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
DATASET = frozenset({"FROM", "NAMED"})
MODIFIERS = frozenset(
    {
        "DISTINCT",
        "REDUCED",
        "WHERE",
        "GROUP",
        "BY",
        "HAVING",
        "ORDER",
        "ASC",
        "DESC",
        "LIMIT",
        "OFFSET",
        "VALUES",
    }
)
CLAUSES = frozenset({"OPTIONAL", "UNION", "MINUS", "LATERAL", "GRAPH", "FILTER", "BIND", "VALUES"})
"""Words that begin a clause between triples; `LATERAL` is an extension of the embedded engine."""
EXPRESSION = CALLS | BOOLEANS | {"IN", "AS", "DISTINCT", "SEPARATOR"}
KNOWN = FORMS | EXPRESSION | MODIFIERS | DATASET | PROLOGUE | CLAUSES | {"A", "UNDEF"}
"""Every word that may stand anywhere in a query, but ``SERVICE``; the words of updates are not among them."""

__all__ = [
    "AGGREGATES",
    "BOOLEANS",
    "CALLS",
    "CLAUSES",
    "DATASET",
    "EXPRESSION",
    "FORMS",
    "FUNCTIONS",
    "KNOWN",
    "MODIFIERS",
    "PROLOGUE",
    "UPDATES",
    "VOLATILE",
]
