"""What is open in a query and how much there is of everything: one frame for each bracket, and the counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NoReturn

from flask_app.sparql.limits import Limits
from flask_app.sparql.tokens import Lexer
from flask_app.sparql.words import KNOWN, UPDATES, VOLATILE
from ld.errors import QueryRefusedError

Reader = Callable[[Any], None]
"""Takes the last token; its argument is who reads the query."""
Readers = Mapping[str, Reader]
"""The kind of a token, and what takes it."""
_GROWTH = 4  # the power of the number of things joined with which the time to plan them grows
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
    RESOURCE = "an IRI or variable as a subject"
    VERB = "a predicate or path"
    VERB_OR_END = "a predicate, or no more"
    STEP_END = "the rest of a path, or the object"
    OBJECT = "an object"
    AFTER = "punctuation"
    REIFIER = "a reifier, or no more"
    GRAPH_NAME = "a graph's name"
    BRACE = "a group"
    PART = "a group that is planned by itself"
    AGGREGATE = "a part of an expression under an aggregate"
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
        closing: the bracket that ends it.
        readers: what takes a token here, by its kind.
        weight: brackets open here, this one too, with the prefix operators before each.
        rereads: open constructs that a parser may read twice.
        outside: things joined around it, if it is planned by itself; else -1.
        nest: closures over the last step of a path; `peak` is the most over any step.
    """

    room: Room
    slot: Slot
    closing: str
    readers: Readers
    weight: int = 0
    rereads: int = 0
    outside: int = -1
    nest: int = 0
    peak: int = 0


class Counter(Lexer):
    """Where a reader of tokens is, and what it has counted.

    Args:
        query: the text.
        limits: what is too much.

    Attributes:
        depth, patterns, clauses, operators, closures: counted so far, as :class:`Limits` says.
        frame: the innermost open bracket.
        operand: the last token ended an operand of an expression.
        joined: things joined so far in what is planned together.
        joining: triples are joined: not so in a template.
        making: triples are made: so in a template.
        volatile: the same query may give another result.
    """

    readers: ClassVar[Mapping[Room, Readers]]

    def __init__(self, query: str, limits: Limits) -> None:
        super().__init__(query)
        self.depth = self.patterns = self.clauses = self.operators = self.closures = self.joined = 0
        self.limits = limits
        self.frame = Frame(Room.QUERY, Slot.PROLOGUE, "", self.readers[Room.QUERY])
        self.operand = self.making = self.volatile = False
        self.joining = True
        self._above: list[Frame] = []
        self._planned, self._most_planned = 0, limits.patterns**_GROWTH
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
            _CLOSING[self.text],
            self.readers[room],
            above.weight + 1 + self._signs,
            above.rereads + rereads + self._nots,
        )
        self._above.append(above)
        self._check(self.frame.weight, self.frame.rereads)
        self.operand, self._signs, self._nots = False, 0, 0

    def pop(self) -> Frame:
        """Close the innermost frame, which is returned; the last token must be its bracket."""
        frame = self.frame
        if self.text != frame.closing:
            self.refuse("syntax", f"{self.text!r} closes nothing")
        self.frame = self._above.pop()
        if frame.outside >= 0:
            self._planned += self.joined**_GROWTH - frame.outside**_GROWTH
            self.joined = frame.outside
        return frame

    def part(self) -> None:
        """Count what follows in the innermost frame, which was opened last, by itself."""
        self.frame.outside = self.joined
        self._planned += self.joined**_GROWTH
        self.joined = 0

    @property
    def nesting(self) -> int:
        """How many brackets are open."""
        return len(self._above)

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
        if self.joining:
            self.patterns += 1
            self.plan()

    def plan(self) -> None:
        """Count one more thing that is planned together with others."""
        self.joined += 1
        if self._planned + self.joined**_GROWTH > self._most_planned:
            most = self.limits.patterns
            self.refuse(
                "too-many-patterns",
                f"A query may join {most} patterns, fewer where OPTIONAL or MINUS have many",
            )

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
        raise refusal(self.query, self.start, reason, message)

    def call(self, word: str) -> None:
        """Take the name of a function."""
        if word in VOLATILE:
            self.volatile = True

    def misplaced(self) -> NoReturn:
        """Refuse the last token: it cannot stand there, and perhaps nowhere."""
        word = self.text.upper() if self.kind == "word" else ""
        if word.startswith("SERVICE"):  # a parser without a lexer takes SERVICESILENT for two words
            self.no_service()
        if word in UPDATES:
            self.refuse("update", f"{word} is refused: this endpoint only answers queries")
        if word and word not in KNOWN:
            self.refuse("syntax", f"{self.text[:40]!r} is no keyword of SPARQL")
        self.refuse("syntax", f"{self.text[:40]!r} cannot stand here")

    def no_service(self) -> NoReturn:
        """Refuse to ask another endpoint, and say which may be asked."""
        allowed = ", ".join(f"<{service}>" for service in self.limits.services)
        asked = f"SERVICE may ask, by full IRI, {allowed} only" if allowed else "this endpoint asks no other"
        self.refuse("service", f"SERVICE is refused: {asked}")

    def bad(self) -> NoReturn:
        """Refuse a character that begins no token."""
        if self.query.startswith(("\\u", "\\U"), self.start):
            self.refuse("codepoint-escape", "A codepoint escape is allowed in strings and IRIs only")
        if self.text in "\"'":
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


__all__ = ["Counter", "Frame", "Reader", "Readers", "Room", "Slot", "refusal"]
