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
    """Reads the tokens between the parentheses of an expression."""

    def expression(self) -> None:
        """Take the last token, which stands in an expression.

        Raises:
            QueryRefusedError: it cannot stand there, or something is now too much.
        """
        kind, text = self.token.kind, self.token.text
        if self.operand and text[0] == "<" and kind in ("iri", "open"):
            self.lexer.reread(self.token)
            self.token = self.token._replace(kind="op", text="<")
            self.operand = False
        elif kind in TERMS:
            if self.operand:
                self.misplaced()
            self.operand_ends()
        elif kind == "op":
            self._operator(text)
        elif kind == "open":
            self._expression_open(text)
        else:
            self._expression_word(text.upper())

    def _operator(self, text: str) -> None:
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

    def _expression_open(self, text: str) -> None:
        if text == "(":
            self.push(Room.EXPRESSION, Slot.START, self.read_twice())
        elif text == "{" and self.before.text.upper() == "EXISTS":
            self.push(Room.GROUP, Slot.START)
        elif text in ("<<", "<<("):
            self.push(Room.TRIPLE, Slot.SUBJECT)
        else:
            self.misplaced()

    def _expression_word(self, word: str) -> None:
        if word in BOOLEANS:
            self.operand_ends()
        elif word in EXPRESSION:
            self.operand = word == "SEPARATOR"  # its `=` follows
        else:
            self.misplaced()

    def read_twice(self) -> int:
        """1 if the last word was a call that a parser with ordered choice reads twice, with three arguments and with two."""
        return int(self.before.text.upper() in _READ_TWICE)


__all__ = ["TERMS", "Expressions"]
