"""The structure of a query, token by token: what may follow, and how much there is of everything.

This is not a parser: it keeps one frame for each open bracket and refuses what cannot follow there. It is strict about
triples, because a parser without a lexer finds keywords inside longer words: pyoxigraph 0.5 reads
``?s ?p ?o ; SERVICEx:a {…}`` and ``SERVICESILENT<…>{…}`` as SERVICE. The longest match makes names of those, and
names where no name fits are refused. All of a query is counted together, not branch by branch.

Spec: https://www.w3.org/TR/sparql12-query/#sparqlGrammar
"""

from __future__ import annotations

from flask_app.sparql.counting import Frame, Room, Slot
from flask_app.sparql.expressions import TERMS
from flask_app.sparql.limits import Limits
from flask_app.sparql.tokens import Lexer, Token
from flask_app.sparql.triples import Triples
from flask_app.sparql.words import BOOLEANS, CALLS, DATASET, FORMS, KNOWN, MODIFIERS, PROLOGUE

_SPECIAL = frozenset({"close", "word", "lang", "datatype", "bad", "end"})
_TOP = MODIFIERS | DATASET | CALLS | {"AS"}


class Structure(Triples):
    """Reads the tokens of one query and counts.

    Attributes:
        form: ``SELECT`` and so on, once it was read.
        dataset: there was a ``FROM``.

    >>> lexer = Lexer("ASK { ?s a/<x:p>+ 1, (2 3) }")
    >>> structure = Structure(lexer, Limits())
    >>> for token in lexer:
    ...     structure.read(token)
    >>> structure.form, structure.depth, structure.patterns
    ('ASK', 2, 7)
    """

    def __init__(self, lexer: Lexer, limits: Limits) -> None:
        super().__init__(lexer, limits)
        self.form = ""
        self.dataset = False
        self._rooms = {  # all others: triples
            Room.QUERY: self._query,
            Room.EXPRESSION: self.expression,
            Room.LIST: self._data,
            Room.DATA: self._data,
            Room.ROW: self._data,
        }

    def read(self, token: Token) -> None:
        """Take the next token, the last one (``end``) too.

        Raises:
            QueryRefusedError: it cannot stand there, or something is now too much; with its line and column.
        """
        self.before, self.token = self.token, token
        if token.kind in _SPECIAL or self.before.kind == "datatype":
            self._special(token.kind)
        else:
            self._rooms.get(self.frame.room, self.triples)()

    def _special(self, kind: str) -> None:
        if kind == "close":
            self._close()
        elif kind == "word":
            if self.token.text.upper() not in KNOWN:
                self.unknown(self.token.text.upper())
            self._rooms.get(self.frame.room, self.triples)()
        elif kind == "bad":
            self.bad()
        elif kind == "end":
            self._end()
        elif kind in ("lang", "datatype"):  # part of the literal that the string began
            if self.before.kind != "string":
                self.misplaced()
        elif kind not in ("iri", "name"):  # after a `^^`
            self.misplaced()

    # query level: everything outside of braces -------------------------------------------------------------------

    def _query(self) -> None:
        frame, kind, text = self.frame, self.token.kind, self.token.text
        if kind == "word":
            self._query_word(frame, text.upper())
        elif kind == "open":
            self._query_open(frame, text)
        elif frame.slot is Slot.VARIABLES:
            self.variable(frame)
        elif kind in TERMS:
            if self.form == "DESCRIBE":
                self.clause()
        elif text != "*":
            self.misplaced()

    def _query_word(self, frame: Frame, word: str) -> None:
        if frame.slot is Slot.PROLOGUE:
            if word in FORMS:
                self.form = word
                frame.slot = Slot.TEMPLATE if word == "CONSTRUCT" else Slot.HEAD
            elif word not in PROLOGUE:
                self.misplaced()
        elif word == "VALUES":
            frame.slot = Slot.VARIABLES
            self.join()
        elif word in ("FROM", "WHERE"):
            frame.slot = Slot.HEAD if frame.slot is Slot.TEMPLATE else frame.slot
            self.dataset |= word == "FROM"
        elif word not in _TOP:
            self.misplaced()

    def _query_open(self, frame: Frame, text: str) -> None:
        if frame.slot is Slot.PROLOGUE or text not in "({":
            self.misplaced()
        elif text == "(" and frame.slot is Slot.VARIABLES:
            self.push(Room.ROW, Slot.START)
        elif text == "(":
            self.clause()
            self.push(Room.EXPRESSION, Slot.START, self.read_twice())
        elif self.before.text.upper() == "EXISTS":
            self.push(Room.GROUP, Slot.START)
        elif frame.slot is Slot.TEMPLATE:
            self.joining = False
            self.push(Room.TEMPLATE, Slot.SUBJECT)
        elif frame.slot is Slot.HEAD:
            frame.slot = Slot.TAIL
            self.push(Room.GROUP, Slot.START)
        elif frame.slot is Slot.ROWS:
            self.push(Room.DATA, Slot.START)
        else:
            self.misplaced()

    # collections and inline data ---------------------------------------------------------------------------------

    def _data(self) -> None:
        room, kind, text = self.frame.room, self.token.kind, self.token.text
        if kind in TERMS or text.upper() in BOOLEANS:
            self._member(room)
        elif text == "(" and room is Room.DATA:
            self.push(Room.ROW, Slot.START)
        elif kind == "open" and (room is Room.LIST or text in ("<<", "<<(")):
            self.node(text)
        elif text not in ("+", "-") and (text.upper() != "UNDEF" or room is Room.LIST):
            self.misplaced()

    def _member(self, room: Room) -> None:
        if room is Room.LIST:  # rdf:first and rdf:rest
            self.join()
            self.join()

    # ends --------------------------------------------------------------------------------------------------------

    def _close(self) -> None:
        frame, above = self.pop(), self.frame
        if above.room is Room.EXPRESSION:
            self.operand_ends()
        elif frame.room in (Room.LIST, Room.PROPERTIES, Room.TRIPLE):
            if above.room in (Room.LIST, Room.DATA, Room.ROW):
                self._member(above.room)
            else:
                self.term(above, "node")
        elif frame.room is Room.PATH:
            above.slot, above.nest = Slot.STEP_END, max(frame.peak, frame.nest)
        else:
            self._clause_ends(frame.room, above)

    def _clause_ends(self, room: Room, above: Frame) -> None:
        if room is Room.ROW:
            above.slot = Slot.ROWS if above.slot is Slot.VARIABLES else above.slot
        elif room is Room.TEMPLATE:
            above.slot, self.joining = Slot.HEAD, True
        elif room is Room.ANNOTATION:
            above.slot = Slot.AFTER
        elif above.room is not Room.QUERY:
            above.slot = Slot.SUBJECT
        elif room is not Room.EXPRESSION:
            above.slot = Slot.TAIL

    def _end(self) -> None:
        if not self.balanced:
            self.refuse("syntax", f"{self.frame.closing!r} is missing")
        if self.frame.slot is not Slot.TAIL and (self.form != "DESCRIBE" or self.frame.slot is not Slot.HEAD):
            self.refuse("syntax", "The query ends too early")


__all__ = ["Structure"]
