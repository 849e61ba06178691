"""The structure of a query, token by token: what is open, what may follow, and how much there is of everything.

This is not a parser: it keeps one :class:`Frame` for each open bracket and refuses what cannot follow there. It is
strict about triples, because a parser without a lexer finds keywords inside longer words: pyoxigraph reads
``?s ?p ?o ; SERVICEx:a {…}`` and ``SERVICESILENT<…>{…}`` as SERVICE. The longest match makes names of those, and
names where no name fits are refused. What passes is counted as if it were one query, not branch by branch.

Spec: https://www.w3.org/TR/sparql11-query/#grammar
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from flask_app.sparql.limits import Limits
from flask_app.sparql.tokens import FORMS, FUNCTIONS, UPDATES, Lexer, Token
from ld.errors import QueryRefusedError


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


_CLOSING = {"(": ")", "[": "]", "{": "}", "{|": "|}", "<<": ">>", "<<(": ")>>"}
_SPECIAL = frozenset({"close", "word", "lang", "datatype", "bad", "end"})
_TERMS = frozenset({"iri", "name", "var", "bnode", "string", "number"})
_PREDICATES = frozenset({"iri", "name", "var"})
_VERBS = frozenset({Slot.VERB, Slot.VERB_OR_END})
_SUBJECTS = frozenset({Slot.START, Slot.SUBJECT})
_OBJECTS = frozenset({Slot.OBJECT, Slot.STEP_END})
_ENDED = frozenset({Slot.AFTER, Slot.REIFIER})
_CLAUSE_FITS = frozenset({Slot.START, Slot.SUBJECT, Slot.AFTER, Slot.VERB_OR_END, Slot.REIFIER})
_CLAUSES = {
    "OPTIONAL": Slot.BRACE, "UNION": Slot.BRACE, "MINUS": Slot.BRACE, "LATERAL": Slot.BRACE, "GRAPH": Slot.GRAPH_NAME,
    "FILTER": Slot.CONSTRAINT, "BIND": Slot.CONSTRAINT, "VALUES": Slot.VARIABLES,
}  # fmt: skip
_BOOLEANS = frozenset({"TRUE", "FALSE"})
_CALLS = FUNCTIONS | {"NOT", "EXISTS"}
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})
_MODIFIERS = frozenset(
    "DISTINCT REDUCED FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET VALUES".split()
)
_EXPRESSION_WORDS = _CALLS | _BOOLEANS | {"IN", "AS", "DISTINCT", "SEPARATOR"}
_KNOWN = FORMS | _EXPRESSION_WORDS | _MODIFIERS | _PROLOGUE | _CLAUSES.keys() | {"A", "UNDEF"}
_READ_TWICE = frozenset({"SUBSTR", "REGEX", "REPLACE", "GROUP_CONCAT"})
_INFIX = frozenset({"||", "&&", "+", "-", "*", "/"})
_OPERATORS = _INFIX | {"=", "!=", "<", ">", "<=", ">=", ",", ";"}


class Structure:
    """Reads the tokens of one query and counts.

    Args:
        lexer: of the query; told where ``<`` is an operator after all.
        limits: what is too much.

    Attributes:
        form: ``SELECT`` and so on, once it was read.
        dataset: there was a ``FROM``.
        depth, patterns, clauses, operators, closures: counted so far, as :class:`Limits` says.

    >>> lexer = Lexer("ASK { ?s a/<x:p>+ 1, (2 3) }")
    >>> structure = Structure(lexer, Limits())
    >>> for token in lexer:
    ...     structure.read(token)
    >>> structure.form, structure.depth, structure.patterns
    ('ASK', 2, 7)
    """

    def __init__(self, lexer: Lexer, limits: Limits) -> None:
        self.form = ""
        self.dataset = False
        self.depth = self.patterns = self.clauses = self.operators = self.closures = 0
        self._lexer = lexer
        self._limits = limits
        self._frame = Frame(Room.QUERY, Slot.PROLOGUE, "")
        self._stack: list[Frame] = []
        self._token = self._before = Token("end", "", 0)
        self._operand = False  # the last token ended an operand of an expression
        self._signs = self._nots = (
            0  # prefix operators before the operand to come, and how many of them are `!`
        )
        self._rooms = {  # all others: triples
            Room.QUERY: self._query,
            Room.EXPRESSION: self._expression,
            Room.LIST: self._data,
            Room.DATA: self._data,
            Room.ROW: self._data,
        }

    def read(self, token: Token) -> None:
        """Take the next token, the last one (``end``) too.

        Raises:
            QueryRefusedError: it cannot stand there, or something is now too much; with its line and column.
        """
        self._before, self._token = self._token, token
        if token.kind in _SPECIAL or self._before.kind == "datatype":
            self._special(token.kind)
        else:
            self._rooms.get(self._frame.room, self._triples)()

    def _special(self, kind: str) -> None:
        if kind == "close":
            self._close()
        elif kind == "word":
            if self._token.text.upper() not in _KNOWN:
                self._unknown_word(self._token.text.upper())
            self._rooms.get(self._frame.room, self._triples)()
        elif kind in ("bad", "end"):
            self._stop(kind)
        elif kind in ("lang", "datatype"):  # part of the literal that the string began
            if self._before.kind != "string":
                self._misplaced()
        elif kind not in ("iri", "name"):  # after a `^^`
            self._misplaced()

    # query level: everything outside of braces -------------------------------------------------------------------

    def _query(self) -> None:
        frame, kind, text = self._frame, self._token.kind, self._token.text
        if kind == "word":
            self._query_word(frame, text.upper())
        elif kind == "open":
            self._query_open(frame, text)
        elif frame.slot is Slot.VARIABLES:
            self._variable(frame)
        elif kind in _TERMS:
            if self.form == "DESCRIBE":
                self._clause()
        elif text != "*":
            self._misplaced()

    def _query_word(self, frame: Frame, word: str) -> None:
        if frame.slot is Slot.PROLOGUE:
            if word in FORMS:
                self.form = word
                frame.slot = Slot.TEMPLATE if word == "CONSTRUCT" else Slot.HEAD
            elif word not in _PROLOGUE:
                self._misplaced()
        elif word == "VALUES":
            frame.slot = Slot.VARIABLES
            self._join()
        elif word in ("FROM", "WHERE"):
            frame.slot = Slot.HEAD if frame.slot is Slot.TEMPLATE else frame.slot
            self.dataset |= word == "FROM"
        elif word not in _MODIFIERS and word not in _CALLS and word != "AS":
            self._misplaced()

    def _query_open(self, frame: Frame, text: str) -> None:
        if text == "(":
            if frame.slot is Slot.VARIABLES:
                self._push(Room.ROW, Slot.START)
            else:
                self._clause()
                self._push(Room.EXPRESSION, Slot.START, self._read_twice())
        elif text != "{":
            self._misplaced()
        elif self._before.text.upper() == "EXISTS":
            self._push(Room.GROUP, Slot.START)
        elif frame.slot is Slot.TEMPLATE:
            self._push(Room.TEMPLATE, Slot.SUBJECT)
        elif frame.slot is Slot.HEAD:
            frame.slot = Slot.TAIL
            self._push(Room.GROUP, Slot.START)
        elif frame.slot is Slot.ROWS:
            self._push(Room.DATA, Slot.START)
        else:
            self._misplaced()

    # triples, and the clauses between them -----------------------------------------------------------------------

    def _triples(self) -> None:
        frame, kind, text = self._frame, self._token.kind, self._token.text
        if kind in _TERMS:
            self._term(frame, kind)
        elif kind == "op":
            self._punctuation(frame, text)
        elif kind == "open":
            self._triples_open(frame, text)
        elif text == "a" and frame.slot in _VERBS:
            self._term(frame, "name")
        elif text.upper() in _BOOLEANS:
            self._term(frame, "number")
        elif kind == "word" and frame.room is Room.GROUP:
            self._group_word(frame, text.upper())
        else:
            self._misplaced()

    def _term(self, frame: Frame, kind: str) -> None:
        slot = frame.slot
        if slot in _VERBS:
            if kind not in _PREDICATES:
                self._misplaced()
            frame.slot, frame.nest = Slot.STEP_END, 0
        elif slot in _OBJECTS and frame.room is not Room.PATH:
            frame.slot = Slot.AFTER
            self._join()
        elif slot in _SUBJECTS:
            frame.slot = Slot.VERB_OR_END if kind == "node" else Slot.VERB
        elif slot is Slot.GRAPH_NAME and kind in _PREDICATES:
            frame.slot = Slot.BRACE
        elif slot is Slot.REIFIER:
            frame.slot = Slot.AFTER
        elif slot is Slot.VARIABLES:
            self._variable(frame)
        elif slot is not Slot.CONSTRAINT or kind not in ("iri", "name"):
            self._misplaced()

    def _variable(self, frame: Frame) -> None:
        if self._token.kind != "var":
            self._misplaced()
        frame.slot = Slot.ROWS

    def _punctuation(self, frame: Frame, text: str) -> None:
        slot = frame.slot
        if slot is Slot.STEP_END and text in "/|*+?":
            self._path(frame, text)
        elif slot in _ENDED and text in ";,~":
            frame.slot = {";": Slot.VERB_OR_END, ",": Slot.OBJECT, "~": Slot.REIFIER}[text]
            self.patterns += text == "~"
        elif text == "." and frame.room in (Room.GROUP, Room.TEMPLATE):
            if slot is not Slot.SUBJECT and slot not in _ENDED and slot is not Slot.VERB_OR_END:
                self._misplaced()
            frame.slot = Slot.SUBJECT
        elif not (
            (text in "^!" and slot in _VERBS)
            or (text == ";" and slot is Slot.VERB_OR_END)
            or (text in "+-" and (slot in _OBJECTS or slot in _SUBJECTS))
        ):
            self._misplaced()

    def _path(self, frame: Frame, text: str) -> None:
        if text in "/|":
            frame.slot, frame.peak = Slot.VERB, max(frame.peak, frame.nest)
            if text == "/":
                self._join()
            else:
                self._operate()
        else:
            frame.nest += 1
            self.closures += 1
            if frame.nest > self._limits.nested_closures or self.closures > self._limits.closures:
                self.refuse(
                    "path-too-complex",
                    f"A query may have {self._limits.closures} of * + ? in its paths, "
                    f"and {self._limits.nested_closures} over one another",
                )

    def _triples_open(self, frame: Frame, text: str) -> None:
        slot, node = frame.slot, frame.slot in _OBJECTS or frame.slot in _SUBJECTS
        if text == "{":
            self._brace(frame)
        elif text == "{|" and slot in _ENDED:
            self._join()
            self._push(Room.ANNOTATION, Slot.VERB, 1)
        elif text == "(" and slot in _VERBS:
            self._push(Room.PATH, Slot.VERB)
        elif text == "(" and slot is Slot.CONSTRAINT:
            self._push(Room.EXPRESSION, Slot.START, self._read_twice())
        elif text == "(" and slot is Slot.VARIABLES:
            self._push(Room.ROW, Slot.START)
        elif node and frame.room is not Room.PATH:
            self._node(text)
        else:
            self._misplaced()

    def _node(self, text: str) -> None:
        if text == "(":
            self._push(Room.LIST, Slot.START)
        elif text == "[":
            self._push(Room.PROPERTIES, Slot.VERB)
        elif text in ("<<", "<<("):
            self._push(Room.TRIPLE, Slot.SUBJECT)
        else:
            self._misplaced()

    def _brace(self, frame: Frame) -> None:
        slot, before = frame.slot, self._before.text.upper()
        if slot is Slot.ROWS:
            self._push(Room.DATA, Slot.START)
        elif slot is Slot.BRACE or (slot is Slot.CONSTRAINT and before == "EXISTS"):
            self._push(Room.GROUP, Slot.START)
        elif frame.room is not Room.GROUP or slot not in _CLAUSE_FITS:
            self._misplaced()
        elif self._before.kind == "name" and "SERVICE" in before:
            # `?s ?p trueSERVICEx:a {…}` is SERVICE to a parser without a lexer; a full stop makes it harmless
            self.refuse("service", "A name with SERVICE in it needs a full stop before a group")
        else:
            self._push(Room.GROUP, Slot.START)

    def _group_word(self, frame: Frame, word: str) -> None:
        if word == "SELECT" and frame.slot is Slot.START:
            frame.room, frame.slot = Room.QUERY, Slot.HEAD
            frame.rereads += 1
            self._clause()
            self._check_frame(frame)
        elif word in _CLAUSES and frame.slot in _CLAUSE_FITS:
            frame.slot = _CLAUSES[word]
            self._clause()
            if word in ("GRAPH", "VALUES"):
                self._join()
        elif frame.slot is not Slot.CONSTRAINT or word not in _CALLS:
            self._misplaced()

    # collections and inline data ---------------------------------------------------------------------------------

    def _data(self) -> None:
        room, kind, text = self._frame.room, self._token.kind, self._token.text
        if kind in _TERMS or text.upper() in _BOOLEANS:
            self._member(room)
        elif text == "(" and room is Room.DATA:
            self._push(Room.ROW, Slot.START)
        elif kind == "open" and (room is Room.LIST or text in ("<<", "<<(")):
            self._node(text)
        elif text not in ("+", "-") and (text.upper() != "UNDEF" or room is Room.LIST):
            self._misplaced()

    def _member(self, room: Room) -> None:
        if room is Room.LIST:  # rdf:first and rdf:rest
            self._join()
            self._join()

    # expressions -------------------------------------------------------------------------------------------------

    def _expression(self) -> None:
        kind, text = self._token.kind, self._token.text
        if self._operand and text[0] == "<" and kind in ("iri", "open"):
            self._lexer.reread(self._token)
            self._token = self._token._replace(kind="op", text="<")
            self._operand = False
        elif kind in _TERMS:
            if self._operand:
                self._misplaced()
            self._operand_ends()
        elif kind == "op":
            self._operator(text)
        elif kind == "open":
            self._expression_open(text)
        else:
            self._expression_word(text.upper())

    def _operand_ends(self) -> None:
        self._operand, self._signs, self._nots = True, 0, 0

    def _operator(self, text: str) -> None:
        if self._operand and text in _OPERATORS:
            self._operand = False
            if text in _INFIX:
                self._operate()
        elif not self._operand and text in "!+-":
            self._signs += 1
            self._nots += text == "!"
            self._check(self._frame.weight + self._signs, self._frame.rereads + self._nots)
        elif not self._operand and text == "*":  # COUNT(*)
            self._operand = True
        else:
            self._misplaced()

    def _expression_open(self, text: str) -> None:
        if text == "(":
            self._push(Room.EXPRESSION, Slot.START, self._read_twice())
        elif text == "{" and self._before.text.upper() == "EXISTS":
            self._push(Room.GROUP, Slot.START)
        elif text in ("<<", "<<("):
            self._push(Room.TRIPLE, Slot.SUBJECT)
        else:
            self._misplaced()

    def _expression_word(self, word: str) -> None:
        if word in _BOOLEANS:
            self._operand_ends()
        elif word in _EXPRESSION_WORDS:
            self._operand = word == "SEPARATOR"  # its `=` follows
        else:
            self._misplaced()

    # brackets and counts -----------------------------------------------------------------------------------------

    def _push(self, room: Room, slot: Slot, rereads: int = 0) -> None:
        above = self._frame
        weight, rereads = above.weight + 1 + self._signs, above.rereads + rereads + self._nots
        self._check(weight, rereads)
        self._stack.append(above)
        self._frame = Frame(room, slot, _CLOSING[self._token.text], weight, rereads)
        self._operand, self._signs, self._nots = False, 0, 0

    def _close(self) -> None:
        frame = self._frame
        if self._token.text != frame.closing:
            self.refuse("syntax", f"{self._token.text!r} closes nothing")
        above = self._frame = self._stack.pop()
        if above.room is Room.EXPRESSION:
            self._operand_ends()
        elif frame.room in (Room.LIST, Room.PROPERTIES, Room.TRIPLE):
            if above.room in (Room.LIST, Room.DATA, Room.ROW):
                self._member(above.room)
            else:
                self._term(above, "node")
        elif frame.room is Room.PATH:
            above.slot, above.nest = Slot.STEP_END, max(frame.peak, frame.nest)
        else:
            self._clause_ends(frame.room, above)

    def _clause_ends(self, room: Room, above: Frame) -> None:
        if room is Room.ROW:
            above.slot = Slot.ROWS if above.slot is Slot.VARIABLES else above.slot
        elif room is Room.TEMPLATE:
            above.slot = Slot.HEAD
        elif room is Room.ANNOTATION:
            above.slot = Slot.AFTER
        elif above.room is not Room.QUERY:
            above.slot = Slot.SUBJECT
        elif room is not Room.EXPRESSION:
            above.slot = Slot.TAIL

    def _read_twice(self) -> int:
        return int(self._before.text.upper() in _READ_TWICE)

    def _join(self) -> None:
        self.patterns += 1
        if self.patterns > self._limits.patterns:
            self.refuse("too-many-patterns", f"A query may join {self._limits.patterns} patterns")

    def _clause(self) -> None:
        self.clauses += 1
        if self.clauses > self._limits.clauses:
            self.refuse("too-many-clauses", f"A query may have {self._limits.clauses} clauses")

    def _operate(self) -> None:
        self.operators += 1
        if self.operators > self._limits.operators:
            self.refuse("too-many-operators", f"A query may have {self._limits.operators} operators")

    def _check_frame(self, frame: Frame) -> None:
        self._check(frame.weight, frame.rereads)

    def _check(self, weight: int, rereads: int) -> None:
        self.depth = max(self.depth, weight)
        if weight > self._limits.depth:
            self.refuse("too-deep", f"A query may be {self._limits.depth} brackets deep")
        if rereads > self._limits.rereads:
            self.refuse(
                "too-tangled",
                f"SUBSTR, REGEX, REPLACE, GROUP_CONCAT, !, subqueries and annotations may be {self._limits.rereads} deep in one another",
            )

    # refusals ----------------------------------------------------------------------------------------------------

    def _stop(self, kind: str) -> None:
        if kind == "bad" and self._lexer.text[self._token.start :][:2] in ("\\u", "\\U"):
            self.refuse("codepoint-escape", "A codepoint escape is allowed in strings and IRIs only")
        if kind == "bad" and self._token.text in "\"'":
            self.refuse("syntax", "A string is not closed, or holds what needs an escape")
        if kind == "bad":
            self._misplaced()
        if self._stack:
            self.refuse("syntax", f"{self._frame.closing!r} is missing")
        if self._frame.slot is not Slot.TAIL and (
            self.form != "DESCRIBE" or self._frame.slot is not Slot.HEAD
        ):
            self.refuse("syntax", "The query ends too early")

    def _unknown_word(self, word: str) -> NoReturn:
        if word.startswith("SERVICE"):
            self.refuse("service", "SERVICE is refused: this endpoint asks no other")
        if word in UPDATES:
            self.refuse("update", f"{word} is refused: this endpoint only answers queries")
        self.refuse("syntax", f"{self._token.text[:40]!r} is no keyword of SPARQL")

    def _misplaced(self) -> NoReturn:
        self.refuse("syntax", f"{self._token.text[:40]!r} cannot stand here")

    def refuse(self, reason: str, message: str) -> NoReturn:
        """Raise the refusal, at the last token read."""
        raise refusal(self._lexer.text, self._token.start, reason, message)


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


__all__ = ["Frame", "Room", "Slot", "Structure", "refusal"]
