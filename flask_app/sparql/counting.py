"""What is open in a query and how much there is of everything: one frame for each bracket, and the counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from flask_app.sparql.limits import Limits
from flask_app.sparql.tokens import Lexer, Token
from flask_app.sparql.words import UPDATES
from ld.errors import QueryRefusedError

_CLOSING = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}


class Room(StrEnum):
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


class Slot(StrEnum):
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


class Counter:
    """Where a reader of tokens is, and what it has counted.

    Args:
        lexer: of the query.
        limits: what is too much.

    Attributes:
        depth, patterns, clauses, operators, closures: counted so far, as :class:`Limits` says.
        frame: the innermost open bracket.
        token: read last; `before` is the one before it.
        operand: the last token ended an operand of an expression.
        joining: triples are joined: not so in a template.
    """

    def __init__(self, lexer: Lexer, limits: Limits) -> None:
        self.depth = self.patterns = self.clauses = self.operators = self.closures = 0
        self.lexer = lexer
        self.limits = limits
        self.frame = Frame(Room.QUERY, Slot.PROLOGUE, "")
        self.token = self.before = Token("end", "", 0)
        self.operand = False
        self.joining = True
        self._above: list[Frame] = []
        self._signs = self._nots = (
            0  # prefix operators before the operand to come, and how many of them are `!`
        )

    def push(self, room: Room, slot: Slot, rereads: int = 0) -> None:
        """Open a frame; the last token was its bracket.

        Args:
            rereads: 1 if a parser may read it twice.
        """
        above = self.frame
        self.frame = Frame(
            room,
            slot,
            _CLOSING[self.token.text],
            above.weight + 1 + self._signs,
            above.rereads + rereads + self._nots,
        )
        self._above.append(above)
        self._check(self.frame.weight, self.frame.rereads)
        self.operand, self._signs, self._nots = False, 0, 0

    def pop(self) -> Frame:
        """Close the innermost frame, which is returned; the last token must be its bracket."""
        frame = self.frame
        if self.token.text != frame.closing:
            self.refuse("syntax", f"{self.token.text!r} closes nothing")
        self.frame = self._above.pop()
        return frame

    @property
    def balanced(self) -> bool:
        """No bracket is open."""
        return not self._above

    def reread(self) -> None:
        """Count the innermost frame as one that a parser may read twice."""
        self.frame.rereads += 1
        self._check(self.frame.weight, self.frame.rereads)

    def prefix(self, operator: str) -> None:
        """Count an operator before an operand: it is as deep as a bracket."""
        self._signs += 1
        self._nots += operator == "!"
        self._check(self.frame.weight + self._signs, self.frame.rereads + self._nots)

    def operand_ends(self) -> None:
        """An operand, and with it the operators before it, is over."""
        self.operand, self._signs, self._nots = True, 0, 0

    def join(self) -> None:
        """Count one more thing to join."""
        self.patterns += self.joining
        if self.patterns > self.limits.patterns:
            self.refuse("too-many-patterns", f"A query may join {self.limits.patterns} patterns")

    def clause(self) -> None:
        """Count a clause."""
        self.clauses += 1
        if self.clauses > self.limits.clauses:
            self.refuse("too-many-clauses", f"A query may have {self.limits.clauses} clauses")

    def operate(self) -> None:
        """Count an operator between operands."""
        self.operators += 1
        if self.operators > self.limits.operators:
            self.refuse("too-many-operators", f"A query may have {self.limits.operators} operators")

    def close_over(self) -> None:
        """Count a closure over the last step of the path in the innermost frame."""
        self.frame.nest += 1
        self.closures += 1
        most, nested = self.limits.closures, self.limits.nested_closures
        if self.closures > most or self.frame.nest > nested:
            self.refuse(
                "path-too-complex", f"Paths may have {most} of * + ? in all, and {nested} over one another"
            )

    def _check(self, weight: int, rereads: int) -> None:
        self.depth = max(self.depth, weight)
        if weight > self.limits.depth:
            self.refuse("too-deep", f"A query may be {self.limits.depth} brackets deep")
        if rereads > self.limits.rereads:
            tangled = "SUBSTR, REGEX, REPLACE, GROUP_CONCAT, !, subqueries and annotations"
            self.refuse("too-tangled", f"{tangled} may be {self.limits.rereads} deep in one another")

    def refuse(self, reason: str, message: str) -> NoReturn:
        """Raise the refusal, with the place of the last token."""
        raise refusal(self.lexer.text, self.token.start, reason, message)

    def misplaced(self) -> NoReturn:
        """Refuse the last token: it cannot stand there."""
        self.refuse("syntax", f"{self.token.text[:40]!r} cannot stand here")

    def unknown(self, word: str) -> NoReturn:
        """Refuse a word that no query may hold."""
        if word.startswith("SERVICE"):  # a parser without a lexer takes SERVICESILENT for two words
            self.refuse("service", "SERVICE is refused: this endpoint asks no other")
        if word in UPDATES:
            self.refuse("update", f"{word} is refused: this endpoint only answers queries")
        self.refuse("syntax", f"{self.token.text[:40]!r} is no keyword of SPARQL")

    def bad(self) -> NoReturn:
        """Refuse a character that begins no token."""
        if self.lexer.text.startswith(("\\u", "\\U"), self.token.start):
            self.refuse("codepoint-escape", "A codepoint escape is allowed in strings and IRIs only")
        if self.token.text in "\"'":
            self.refuse("syntax", "A string is not closed, or holds what needs an escape")
        self.misplaced()


def refusal(text: str, offset: int, reason: str, message: str) -> QueryRefusedError:
    """The error for what stands at `offset` of `text`, with line and column counted from 1.

    >>> refusal("ab\\ncd", 4, "syntax", "no d").column
    2
    """
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return QueryRefusedError(
        f"line {line}, column {column}: {message}", reason=reason, line=line, column=column
    )


__all__ = ["Counter", "Frame", "Room", "Slot", "refusal"]
