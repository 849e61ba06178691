"""The structure of a query, token by token: what may follow, and how much there is of everything.

This is not a parser: it keeps one frame for each open bracket and refuses what cannot follow there. It is strict about
triples, because a parser without a lexer finds keywords inside longer words: pyoxigraph 0.5 reads
``?s ?p ?o ; SERVICEx:a {…}`` and ``SERVICESILENT<…>{…}`` as SERVICE. The longest match makes names of those, and
names where no name fits are refused. All of a query is counted together, not branch by branch.

Spec: https://www.w3.org/TR/sparql12-query/#sparqlGrammar
"""

from __future__ import annotations

from flask_app.sparql.counting import Frame, Room, Slot
from flask_app.sparql.expressions import TERMS, Expressions
from flask_app.sparql.limits import Limits
from flask_app.sparql.tokens import Lexer, Token
from flask_app.sparql.words import BOOLEANS, CALLS, DATASET, FORMS, KNOWN, MODIFIERS, PROLOGUE

_SPECIAL = frozenset({"close", "word", "lang", "datatype", "bad", "end"})
_PREDICATES = frozenset({"iri", "name", "var"})
_VERBS = frozenset({Slot.VERB, Slot.VERB_OR_END})
_SUBJECTS = frozenset({Slot.START, Slot.SUBJECT})
_OBJECTS = frozenset({Slot.OBJECT, Slot.STEP_END})
_NODES = _SUBJECTS | _OBJECTS
_ENDED = frozenset({Slot.AFTER, Slot.REIFIER})
_TRIPLES_END = _ENDED | {Slot.SUBJECT, Slot.VERB_OR_END}
_CLAUSE_FITS = _TRIPLES_END | {Slot.START}
_AFTER_WORD = {
    "OPTIONAL": Slot.BRACE,
    "UNION": Slot.BRACE,
    "MINUS": Slot.BRACE,
    "LATERAL": Slot.BRACE,
    "GRAPH": Slot.GRAPH_NAME,
    "FILTER": Slot.CONSTRAINT,
    "BIND": Slot.CONSTRAINT,
    "VALUES": Slot.VARIABLES,
}
_TOP = MODIFIERS | DATASET | CALLS | {"AS"}


class Structure(Expressions):
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
            self._rooms.get(self.frame.room, self._triples)()

    def _special(self, kind: str) -> None:
        if kind == "close":
            self._close()
        elif kind == "word":
            if self.token.text.upper() not in KNOWN:
                self.unknown(self.token.text.upper())
            self._rooms.get(self.frame.room, self._triples)()
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
            self._variable(frame)
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

    # triples, and the clauses between them -----------------------------------------------------------------------

    def _triples(self) -> None:
        frame, kind, text = self.frame, self.token.kind, self.token.text
        if kind in TERMS:
            self._term(frame, kind)
        elif kind == "op":
            self._punctuation(frame, text)
        elif kind == "open":
            self._triples_open(frame, text)
        elif text == "a" and frame.slot in _VERBS:
            self._term(frame, "name")
        elif text.upper() in BOOLEANS:
            self._term(frame, "number")
        elif kind == "word" and frame.room is Room.GROUP:
            self._group_word(frame, text.upper())
        else:
            self.misplaced()

    def _term(self, frame: Frame, kind: str) -> None:
        slot = frame.slot
        if slot in _VERBS:
            if kind not in _PREDICATES:
                self.misplaced()
            frame.slot, frame.nest = Slot.STEP_END, 0
        elif slot in _OBJECTS and frame.room is not Room.PATH:
            frame.slot = Slot.AFTER
            self.join()
        elif slot in _SUBJECTS:
            frame.slot = Slot.VERB_OR_END if kind == "node" else Slot.VERB
        elif slot is Slot.GRAPH_NAME and kind in _PREDICATES:
            frame.slot = Slot.BRACE
        elif slot is Slot.REIFIER:
            frame.slot = Slot.AFTER
        elif slot is Slot.VARIABLES:
            self._variable(frame)
        elif slot is not Slot.CONSTRAINT or kind not in ("iri", "name"):
            self.misplaced()

    def _variable(self, frame: Frame) -> None:
        if self.token.kind != "var":
            self.misplaced()
        frame.slot = Slot.ROWS

    def _punctuation(self, frame: Frame, text: str) -> None:
        slot = frame.slot
        if slot is Slot.STEP_END and text in "/|*+?":
            self._path(frame, text)
        elif slot in _ENDED and text in ";,~":
            frame.slot = {";": Slot.VERB_OR_END, ",": Slot.OBJECT, "~": Slot.REIFIER}[text]
            if text == "~":
                self.join()
        elif text == "." and frame.room in (Room.GROUP, Room.TEMPLATE):
            if slot not in _TRIPLES_END:
                self.misplaced()
            frame.slot = Slot.SUBJECT
        elif not (
            (text in "^!" and slot in _VERBS)
            or (text == ";" and slot is Slot.VERB_OR_END)
            or (text in "+-" and slot in _NODES)
        ):
            self.misplaced()

    def _path(self, frame: Frame, text: str) -> None:
        if text in "/|":
            frame.slot, frame.peak = Slot.VERB, max(frame.peak, frame.nest)
            if text == "/":
                self.join()
            else:
                self.operate()
        elif text != "+" or frame.nest or not self._signs_number():
            self.close_over()  # else the sign of the object, as in `?s :p +1`

    def _triples_open(self, frame: Frame, text: str) -> None:
        slot = frame.slot
        if text == "{":
            self._brace(frame)
        elif text == "{|" and slot in _ENDED:
            self.join()
            self.push(Room.ANNOTATION, Slot.VERB, 1)
        elif text == "(" and slot in _VERBS:
            self.push(Room.PATH, Slot.VERB)
        elif text == "(" and slot is Slot.CONSTRAINT:
            self.push(Room.EXPRESSION, Slot.START, self.read_twice())
        elif text == "(" and slot is Slot.VARIABLES:
            self.push(Room.ROW, Slot.START)
        elif slot in _NODES and frame.room is not Room.PATH:
            self._node(text)
        else:
            self.misplaced()

    def _node(self, text: str) -> None:
        if text == "(":
            self.push(Room.LIST, Slot.START)
        elif text == "[":
            self.push(Room.PROPERTIES, Slot.VERB)
        elif text in ("<<", "<<("):
            self.push(Room.TRIPLE, Slot.SUBJECT)
        else:
            self.misplaced()

    def _brace(self, frame: Frame) -> None:
        slot, before = frame.slot, self.before.text.upper()
        if slot is Slot.ROWS:
            self.push(Room.DATA, Slot.START)
        elif slot is Slot.BRACE or (slot is Slot.CONSTRAINT and before == "EXISTS"):
            self.push(Room.GROUP, Slot.START)
        elif frame.room is not Room.GROUP or slot not in _CLAUSE_FITS:
            self.misplaced()
        elif self.before.kind == "name" and "SERVICE" in before:
            # `?s ?p trueSERVICEx:a {…}` is SERVICE to a parser without a lexer; a full stop makes it harmless
            self.refuse("service", "A name with SERVICE in it needs a full stop before a group")
        else:
            self.push(Room.GROUP, Slot.START)

    def _group_word(self, frame: Frame, word: str) -> None:
        if word == "SELECT" and frame.slot is Slot.START:
            frame.room, frame.slot = Room.QUERY, Slot.HEAD
            self.clause()
            self.reread()
        elif word in _AFTER_WORD and frame.slot in _CLAUSE_FITS:
            frame.slot = _AFTER_WORD[word]
            self.clause()
            if word in ("GRAPH", "VALUES"):
                self.join()
        elif frame.slot is not Slot.CONSTRAINT or word not in CALLS:
            self.misplaced()

    # collections and inline data ---------------------------------------------------------------------------------

    def _data(self) -> None:
        room, kind, text = self.frame.room, self.token.kind, self.token.text
        if kind in TERMS or text.upper() in BOOLEANS:
            self._member(room)
        elif text == "(" and room is Room.DATA:
            self.push(Room.ROW, Slot.START)
        elif kind == "open" and (room is Room.LIST or text in ("<<", "<<(")):
            self._node(text)
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
                self._term(above, "node")
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

    def _signs_number(self) -> bool:
        after = self.token.start + 1
        return self.lexer.text[after : after + 1].isdigit()


__all__ = ["Structure"]
