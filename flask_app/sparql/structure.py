"""The structure of a query, token by token: what is open, what may follow, and how much there is of everything.

This is not a parser: it keeps one :class:`Frame` for each open bracket and refuses what cannot follow there. It is
strict about triples, because a parser without a lexer finds keywords inside longer words: pyoxigraph reads
``?s ?p ?o ; SERVICEx:a {…}`` and ``SERVICESILENT<…>{…}`` as SERVICE. The longest match makes names of those, and
names where no name fits are refused. What passes is counted as if it were one query, not branch by branch.

Spec: https://www.w3.org/TR/sparql11-query/#grammar
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from flask_app.sparql.limits import Limits
from flask_app.sparql.tokens import FORMS, FUNCTIONS, UPDATES, Lexer, Token
from ld.errors import QueryRefusedError


class Room(Enum):
    """What stands between a pair of brackets."""

    QUERY = "query"  # the whole, or a subquery: no triples, only clauses
    GROUP = "group graph pattern"
    TEMPLATE = "construct template"
    PROPERTIES = "property list"
    ANNOTATION = "annotation"
    TRIPLE = "triple term"
    LIST = "collection"
    PATH = "property path"
    EXPRESSION = "expression"
    DATA = "inline data"
    ROW = "row of inline data"


class Slot(Enum):
    """What may come next in a frame."""

    START = "anything, SELECT too"
    SUBJECT = "a subject or a clause"
    VERB = "a predicate or path"
    VERB_OR_END = "a predicate, or no more"
    STEP_END = "the rest of a path, or the object"
    OBJECT = "an object"
    AFTER = "punctuation"
    REIFIER = "a reifier, or no more"
    GRAPH_NAME = "a graph's name"
    BRACE = "a group"
    CONSTRAINT = "a call, or an expression in brackets"
    VARIABLES = "the variables of VALUES"
    ROWS = "the rows of VALUES"
    PROLOGUE = "PREFIX, BASE, or the form of the query"
    TEMPLATE = "a template"
    HEAD = "what stands before WHERE"
    TAIL = "what stands after WHERE"


@dataclass(slots=True)
class Frame:
    """An open bracket.

    Attributes:
        weight: brackets open here, this one too, with the prefix operators before each.
        rereads: open constructs that a parser may read twice.
        nest: closures over the last step of a path; `peak` is the most over any step.
    """

    room: Room
    slot: Slot
    closing: str
    weight: int = 0
    rereads: int = 0
    nest: int = 0
    peak: int = 0


_CLOSING = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")"}
_TERMS = frozenset({"iri", "name", "var", "bnode", "string", "number"})
_PREDICATES = frozenset({"iri", "name", "var"})
_TRIPLES = frozenset({Room.GROUP, Room.TEMPLATE, Room.PROPERTIES, Room.ANNOTATION, Room.TRIPLE})
_VERBS = frozenset({Slot.VERB, Slot.VERB_OR_END})
_NODES = frozenset({Slot.START, Slot.SUBJECT, Slot.OBJECT, Slot.STEP_END})
_CLAUSE_FITS = frozenset({Slot.START, Slot.SUBJECT, Slot.AFTER, Slot.VERB_OR_END, Slot.REIFIER})
_CLAUSES = {
    "OPTIONAL": Slot.BRACE, "UNION": Slot.BRACE, "MINUS": Slot.BRACE, "LATERAL": Slot.BRACE, "GRAPH": Slot.GRAPH_NAME,
    "FILTER": Slot.CONSTRAINT, "BIND": Slot.CONSTRAINT, "VALUES": Slot.VARIABLES,
}  # fmt: skip
_QUERY_WORDS = FUNCTIONS | frozenset(
    "DISTINCT REDUCED FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES NOT EXISTS".split()
)
_EXPRESSION_WORDS = FUNCTIONS | frozenset("IN NOT EXISTS AS DISTINCT SEPARATOR TRUE FALSE".split())
_READ_TWICE = frozenset({"SUBSTR", "REGEX", "REPLACE", "GROUP_CONCAT"})
_INFIX = frozenset({"||", "&&", "+", "-", "*", "/"})
_EXPRESSION_OPS = _INFIX | frozenset({"=", "!=", "<", ">", "<=", ">=", "!", ",", ";"})
