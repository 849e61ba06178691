"""What may follow what in an expression of a query."""

from __future__ import annotations

from flask_app.sparql.counting import Counter, Room, Slot
from flask_app.sparql.words import AGGREGATES, BOOLEANS, EXPRESSION

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
        """Take a variable, a literal or an IRI."""
        if (
            self.operand and self.kind == "iri"
        ):  # `?a<?b&&?c>?d`, which a parser without a lexer would understand
            self.refuse("syntax", f"{self.text[:40]!r} is an IRI: put a space behind `<`")
        if self.operand:
            self.misplaced()
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
            self.open_expression()
        elif self.operand and text[0] == "<":  # `?a<<x:b>` is less than an IRI
            self.split()
            self.operand = False
        elif text == "{" and self.before.upper() == "EXISTS":
            self.push(Room.GROUP, Slot.START)
        elif text in ("<<", "<<("):
            self.push(Room.TRIPLE, Slot.RESOURCE)
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

    def open_expression(self) -> None:
        """Take the parenthesis that opens an expression, perhaps the arguments of a call."""
        word, within = self.before.upper(), self.frame.slot is Slot.AGGREGATE
        if word in AGGREGATES:
            if within:
                self.refuse("syntax", f"{word} cannot stand within an aggregate")
            within = True
        # a parser with ordered choice reads some calls twice, with three arguments and with two
        self.push(Room.EXPRESSION, Slot.AGGREGATE if within else Slot.START, int(word in _READ_TWICE))


__all__ = ["TERMS", "Expressions"]
