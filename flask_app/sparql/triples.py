"""What may follow what among triples, and in the clauses between them."""

from __future__ import annotations

from flask_app.sparql.counting import Frame, Room, Slot
from flask_app.sparql.expressions import Expressions
from flask_app.sparql.limits import Limits
from flask_app.sparql.words import BOOLEANS, CALLS

_PREDICATES = frozenset({"iri", "name", "var"})
_VERBS = frozenset({Slot.VERB, Slot.VERB_OR_END})
_SUBJECTS = frozenset({Slot.START, Slot.SUBJECT})
_OBJECTS = frozenset({Slot.OBJECT, Slot.STEP_END})
_NODES = _SUBJECTS | _OBJECTS
_ENDED = frozenset({Slot.AFTER, Slot.REIFIER})
_TRIPLES_END = _ENDED | {Slot.SUBJECT, Slot.VERB_OR_END}
_CLAUSE_FITS = _TRIPLES_END | {Slot.START}
_ENDS_WITH_STOP = frozenset({Room.GROUP, Room.TEMPLATE})
_AFTER_SIGN = {";": Slot.VERB_OR_END, ",": Slot.OBJECT, "~": Slot.REIFIER}
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


class Triples(Expressions):
    """Reads the tokens of a group, a template, a property list, a path, a triple term or an annotation, each by its kind.

    Every method raises QueryRefusedError if the token cannot stand there, or something is now too much.

    Attributes:
        services: endpoints asked so far.
    """

    def __init__(self, query: str, limits: Limits) -> None:
        super().__init__(query, limits)
        self.services: list[str] = []

    def blank_node(self) -> None:
        """Take a blank node with a label."""
        self.made()
        self.term()

    def term(self, kind: str | None = None) -> None:
        """Take a term.

        Args:
            kind: if not that of the last token: ``node`` for what a bracket has ended.
        """
        kind = kind or self.kind
        frame, slot = self.frame, self.frame.slot
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
        elif slot is Slot.RESOURCE and kind in _PREDICATES:
            frame.slot = Slot.VERB
        elif slot is Slot.REIFIER:
            frame.slot = Slot.AFTER
        elif slot is Slot.VARIABLES:
            self.variable()
        elif slot is not Slot.CONSTRAINT or kind not in ("iri", "name"):
            self.misplaced()

    def variable(self) -> None:
        """Take a variable of VALUES."""
        if self.kind != "var":
            self.misplaced()
        self.frame.slot = Slot.ROWS

    def word(self) -> None:
        """Take `a`, a truth value, or a word that begins or continues a clause."""
        frame, word = self.frame, self.text.upper()
        if self.text == "a" and frame.slot in _VERBS:
            self.term("name")
        elif frame.room is Room.GROUP and word in _AFTER_WORD and frame.slot in _CLAUSE_FITS:
            self._clause(frame, word)
        elif frame.slot is Slot.CONSTRAINT and word in CALLS:
            self.call(word)
        elif word in BOOLEANS:
            self.term("number")
        elif word == "SELECT" and frame.room is Room.GROUP and frame.slot is Slot.START:
            self._subquery(frame)
        elif word == "SERVICE" and frame.room is Room.GROUP and frame.slot in _CLAUSE_FITS:
            self._service(frame)
        else:
            self.misplaced()

    def _clause(self, frame: Frame, word: str) -> None:
        frame.slot = _AFTER_WORD[word]
        self.clause()
        if word in ("GRAPH", "VALUES"):
            self.join()
        elif word in ("OPTIONAL", "MINUS") and self.nesting == 1:
            frame.slot = Slot.PART
            self.plan()

    def _subquery(self, frame: Frame) -> None:
        frame.room, frame.slot, frame.readers = Room.QUERY, Slot.HEAD, self.readers[Room.QUERY]
        self.clause()
        self.reread()

    def _service(self, frame: Frame) -> None:
        # Only an IRI that is written as it is allowed: a prefix, a variable, a base or an escape would make another of it.
        if not self.limits.services:
            self.no_service()
        self.clause()
        self.join()
        self.advance()
        if self.kind == "word" and self.text.upper() == "SILENT":
            self.advance()
        if self.kind != "iri" or self.text[1:-1] not in self.limits.services:
            self.no_service()
        self.services.append(self.text[1:-1])
        self.volatile = True
        frame.slot = Slot.BRACE

    def punctuation(self) -> None:
        """Take a sign between terms, or of a path."""
        frame, slot, text = self.frame, self.frame.slot, self.text
        if text == "." and slot in _TRIPLES_END and frame.room in _ENDS_WITH_STOP:
            frame.slot = Slot.SUBJECT
        elif slot in _ENDED and text in ";,~":
            frame.slot = _AFTER_SIGN[text]
            if text == "~":
                self.made()
                self.join()
        elif slot is Slot.STEP_END and text in "/|*+?":
            self._path(frame, text)
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

    def opening(self) -> None:
        """Take an opening bracket."""
        slot, text = self.frame.slot, self.text
        if text == "{":
            self._brace(self.frame)
        elif text == "{|" and slot in _ENDED:
            self.made()
            self.join()
            self.push(Room.ANNOTATION, Slot.VERB, 1)
        elif text == "(" and slot in _VERBS:
            self.push(Room.PATH, Slot.VERB)
        elif text == "(" and slot is Slot.CONSTRAINT:
            self.open_expression()
        elif text == "(" and slot is Slot.VARIABLES:
            self.push(Room.ROW, Slot.START)
        elif slot in _NODES and self.frame.room is not Room.PATH:
            self.open_node()
        else:
            self.misplaced()

    def open_node(self) -> None:
        """Take a bracket that opens a term."""
        text = self.text
        if text == "(":
            self.push(Room.LIST, Slot.START)
        elif text == "[":
            self.made()
            self.push(Room.PROPERTIES, Slot.VERB)
        elif text == "<<":
            self.made()
            self.push(Room.TRIPLE, Slot.SUBJECT)
        elif text == "<<(":
            self.push(Room.TRIPLE, Slot.SUBJECT)
        else:
            self.misplaced()

    def made(self) -> None:
        """Take something that a template makes a new blank node of for each solution, under another label each time."""
        if self.making:
            self.volatile = True

    def _brace(self, frame: Frame) -> None:
        slot, before = frame.slot, self.before.upper()
        if slot is Slot.ROWS:
            self.push(Room.DATA, Slot.START)
        elif slot is Slot.PART:
            self.push(Room.GROUP, Slot.START)
            self.part()
        elif slot is Slot.BRACE or (slot is Slot.CONSTRAINT and before == "EXISTS"):
            self.push(Room.GROUP, Slot.START)
        elif frame.room is not Room.GROUP or slot not in _CLAUSE_FITS:
            self.misplaced()
        elif self.kind_before == "name" and "SERVICE" in before:
            # `?s ?p trueSERVICEx:a {…}` is SERVICE to a parser without a lexer; a full stop makes it harmless
            self.refuse("service", "A name with SERVICE in it needs a full stop before a group")
        else:
            self.push(Room.GROUP, Slot.START)

    def _signs_number(self) -> bool:
        after = self.start + 1
        return self.query[after : after + 1].isdigit()


__all__ = ["Triples"]
