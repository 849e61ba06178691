"""What may follow what among triples, and in the clauses between them."""

from __future__ import annotations

from flask_app.sparql.counting import Frame, Room, Slot
from flask_app.sparql.expressions import TERMS, Expressions
from flask_app.sparql.words import BOOLEANS, CALLS

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


class Triples(Expressions):
    """Reads the tokens of a group, a template, a property list, a path, a triple term or an annotation."""

    def triples(self) -> None:
        """Take the last token, which stands among triples.

        Raises:
            QueryRefusedError: it cannot stand there, or something is now too much.
        """
        frame, kind, text = self.frame, self.token.kind, self.token.text
        if kind in TERMS:
            self.term(frame, kind)
        elif kind == "op":
            self._punctuation(frame, text)
        elif kind == "open":
            self._triples_open(frame, text)
        elif text == "a" and frame.slot in _VERBS:
            self.term(frame, "name")
        elif text.upper() in BOOLEANS:
            self.term(frame, "number")
        elif kind == "word" and frame.room is Room.GROUP:
            self._group_word(frame, text.upper())
        else:
            self.misplaced()

    def term(self, frame: Frame, kind: str) -> None:
        """Take a term.

        Args:
            frame: in which it stands.
            kind: of the token; ``node`` for what a bracket has ended.
        """
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
            self.variable(frame)
        elif slot is not Slot.CONSTRAINT or kind not in ("iri", "name"):
            self.misplaced()

    def variable(self, frame: Frame) -> None:
        """Take a variable of VALUES."""
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
            self.node(text)
        else:
            self.misplaced()

    def node(self, text: str) -> None:
        """Take a bracket that opens a term."""
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

    def _signs_number(self) -> bool:
        after = self.token.start + 1
        return self.lexer.text[after : after + 1].isdigit()


__all__ = ["Triples"]
