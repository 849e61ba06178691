"""What may follow what in an expression of a query."""

from __future__ import annotations

from flask_app.sparql.counting import Counter, Room, Slot
from flask_app.sparql.words import BOOLEANS, EXPRESSION

TERMS = frozenset({"iri", "name", "var", "bnode", "string", "number"})
"""Kinds of tokens that are a term by themselves."""
_READ_TWICE = frozenset({"SUBSTR", "REGEX", "REPLACE", "GROUP_CONCAT"})
_INFIX = frozenset({"||", "&&", "+", "-", "*", "/"})
_OPERATORS = _INFIX | {"=", "!=", "<", ">", "<=", ">=", ",", ";"}


class Expressions(Counter):
    """Reads the tokens between the parentheses of an expression, each by its kind.

    Every method raises QueryRefusedError if the token cannot stand there, or something is now too much.
    """

    def expression_term(self) -> None:
        """Take a variable, a literal or a name."""
        if self.operand:
            self.misplaced()
        self.operand_ends()

    def expression_iri(self) -> None:
        """Take an IRI, which behind an operand is none."""
        if self.operand:
            self._less_than()
        else:
            self.operand_ends()

    def expression_operator(self) -> None:
        """Take an operator, or a comma or semicolon."""
        text = self.text
        if self.operand and text in _OPERATORS:
            self.operand = False
            if text in _INFIX:
                self.operate()
        elif not self.operand and text in "!+-":
            self.prefix(text)
        elif not self.operand and text == "*":  # COUNT(*)
            self.operand = True
        else:
            self.misplaced()

    def expression_open(self) -> None:
        """Take an opening bracket."""
        text = self.text
        if text == "(":
            self.push(Room.EXPRESSION, Slot.START, self.read_twice())
        elif self.operand and text[0] == "<":
            self._less_than()
        elif text == "{" and self.before.upper() == "EXISTS":
            self.push(Room.GROUP, Slot.START)
        elif text in ("<<", "<<("):
            self.push(Room.TRIPLE, Slot.SUBJECT)
        else:
            self.misplaced()

    def expression_word(self) -> None:
        """Take the name of a function, or another word."""
        word = self.text.upper()
        if word in BOOLEANS:
            self.operand_ends()
        elif word in EXPRESSION:
            self.operand = word == "SEPARATOR"  # its `=` follows
            self.call(word)
        else:
            self.misplaced()

    def _less_than(self) -> None:
        self.lexer.reread(self.start)
        self.kind, self.text = "op", "<"
        self.operand = False

    def read_twice(self) -> int:
        """1 if the last word was a call that a parser with ordered choice reads twice, with three arguments and with two."""
        return int(self.before.upper() in _READ_TWICE)


__all__ = ["TERMS", "Expressions"]
