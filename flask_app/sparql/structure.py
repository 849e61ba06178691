"""The structure of a query, token by token: what may follow, and how much there is of everything.

This is not a parser: it keeps one frame for each open bracket and refuses what cannot follow there. It is strict about
triples, because a parser without a lexer finds keywords inside longer words: pyoxigraph 0.5 reads
``?s ?p ?o ; SERVICEx:a {…}`` and ``SERVICESILENT<…>{…}`` as SERVICE. The longest match makes names of those, and
names where no name fits are refused. All of a query is counted together, not branch by branch.

Spec: https://www.w3.org/TR/sparql12-query/#sparqlGrammar
"""

from __future__ import annotations

from flask_app.sparql.counting import Frame, Reader, Readers, Room, Slot
from flask_app.sparql.expressions import TERMS
from flask_app.sparql.limits import Limits
from flask_app.sparql.triples import Triples
from flask_app.sparql.words import BOOLEANS, CALLS, DATASET, FORMS, MODIFIERS, PROLOGUE

_TOP = MODIFIERS | DATASET | CALLS | {"AS"}


class Structure(Triples):
    """Reads the tokens of one query and counts.

    Attributes:
        form: ``SELECT`` and so on, once it was read.
        dataset: there was a ``FROM``.

    >>> structure = Structure("ASK { ?s a/<x:p>+ 1, (2 3) }", Limits())
    >>> structure.read()
    >>> structure.form, structure.depth, structure.patterns
    ('ASK', 2, 7)
    """

    def __init__(self, query: str, limits: Limits) -> None:
        super().__init__(query, limits)
        self.form = ""
        self.dataset = False

    def read(self) -> None:
        """Take all tokens.

        Raises:
            QueryRefusedError: one cannot stand where it does, or something is too much; with its line and column.
        """
        most = self.limits.tokens
        while self.kind != "end":
            self.advance()
            if self.tokens > most:
                self.refuse("too-many-tokens", f"A query may have {most} tokens")
            self.frame.readers[self.kind](self)

    # query level: everything outside of braces -------------------------------------------------------------------

    def _query_term(self) -> None:
        if self.frame.slot is Slot.VARIABLES:
            self.variable()
        elif self.form == "DESCRIBE":
            self.clause()

    def _query_operator(self) -> None:
        if self.text != "*" or self.frame.slot is Slot.VARIABLES:
            self.misplaced()

    def _query_word(self) -> None:
        frame, word = self.frame, self.text.upper()
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
            if frame.slot is Slot.TEMPLATE:  # there is none: what is matched is also what is made
                frame.slot, self.making = Slot.HEAD, True
            self.dataset |= word == "FROM"
        elif word in _TOP:
            self.call(word)
        else:
            self.misplaced()

    def _query_open(self) -> None:
        frame, text = self.frame, self.text
        if frame.slot is Slot.PROLOGUE or text not in "({":
            self.misplaced()
        elif text == "(" and frame.slot is Slot.VARIABLES:
            self.push(Room.ROW, Slot.START)
        elif text == "(":
            self.clause()
            self.open_expression()
        elif self.before.upper() == "EXISTS":
            self.push(Room.GROUP, Slot.START)
        elif frame.slot is Slot.TEMPLATE:
            self.joining, self.making = False, True
            self.push(Room.TEMPLATE, Slot.SUBJECT)
        elif frame.slot is Slot.HEAD:
            frame.slot = Slot.TAIL
            self.push(Room.GROUP, Slot.START)
        elif frame.slot is Slot.ROWS:
            self.push(Room.DATA, Slot.START)
        else:
            self.misplaced()

    # collections and inline data ---------------------------------------------------------------------------------

    def _member(self) -> None:
        if self.frame.room is Room.LIST:  # rdf:first and rdf:rest
            self.made()
            self.join()
            self.join()

    def _data_word(self) -> None:
        word = self.text.upper()
        if word in BOOLEANS:
            self._member()
        elif word != "UNDEF" or self.frame.room is Room.LIST:
            self.misplaced()

    def _data_open(self) -> None:
        room, text = self.frame.room, self.text
        if text == "(" and room is Room.DATA:
            self.push(Room.ROW, Slot.START)
        elif room is Room.LIST or text in ("<<", "<<("):
            self.open_node()
        else:
            self.misplaced()

    def _data_operator(self) -> None:
        if self.text not in "+-":
            self.misplaced()

    # parts of a literal ------------------------------------------------------------------------------------------

    def _language(self) -> None:
        if self.kind_before != "string":
            self.misplaced()

    def _datatype(self) -> None:
        self._language()
        self.advance()
        if self.kind not in ("iri", "name"):
            self.misplaced()

    # ends --------------------------------------------------------------------------------------------------------

    def _close(self) -> None:
        frame, above = self.pop(), self.frame
        if above.room is Room.EXPRESSION:
            self.operand_ends()
        elif frame.room in (Room.LIST, Room.PROPERTIES, Room.TRIPLE):
            if above.room in (Room.LIST, Room.DATA, Room.ROW):
                self._member()
            else:
                self.term("node")
        elif frame.room is Room.PATH:
            above.slot, above.nest = Slot.STEP_END, max(frame.peak, frame.nest)
        else:
            self._clause_ends(frame.room, above)

    def _clause_ends(self, room: Room, above: Frame) -> None:
        if room is Room.ROW:
            above.slot = Slot.ROWS if above.slot is Slot.VARIABLES else above.slot
        elif room is Room.TEMPLATE:
            above.slot, self.joining, self.making = Slot.HEAD, True, False
        elif room is Room.ANNOTATION:
            above.slot = Slot.AFTER
        elif above.room is not Room.QUERY:
            above.slot = Slot.SUBJECT
        elif room is not Room.EXPRESSION:
            above.slot = Slot.TAIL

    def _end(self) -> None:
        if self.nesting:
            self.refuse("syntax", f"{self.frame.closing!r} is missing")
        if self.frame.slot is not Slot.TAIL and (self.form != "DESCRIBE" or self.frame.slot is not Slot.HEAD):
            self.refuse("syntax", "The query ends too early")


def _readers(term: Reader, word: Reader, opening: Reader, operator: Reader, **others: Reader) -> Readers:
    return {
        "close": Structure._close,
        "lang": Structure._language,
        "datatype": Structure._datatype,
        "bad": Structure.bad,
        "end": Structure._end,
        **dict.fromkeys(TERMS, term),
        "word": word,
        "open": opening,
        "op": operator,
        **others,
    }


_DATA = _readers(Structure._member, Structure._data_word, Structure._data_open, Structure._data_operator)
_TRIPLES = _readers(
    Structure.term, Structure.word, Structure.opening, Structure.punctuation, bnode=Structure.blank_node
)
Structure.readers = {
    **dict.fromkeys(Room, _TRIPLES),
    **dict.fromkeys((Room.LIST, Room.DATA, Room.ROW), _DATA),
    Room.QUERY: _readers(
        Structure._query_term, Structure._query_word, Structure._query_open, Structure._query_operator
    ),
    Room.EXPRESSION: _readers(
        Structure.expression_term,
        Structure.expression_word,
        Structure.expression_open,
        Structure.expression_operator,
    ),
}


__all__ = ["Structure"]
