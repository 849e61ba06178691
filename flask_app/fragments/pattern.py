"""What a request for a fragment asks for: a pattern of three terms and a graph, and a page. No web framework here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

from pyoxigraph import Literal, NamedNode, Variable
from werkzeug.exceptions import BadRequest

from flask_app.fields import fields_of
from flask_app.fragments.terms import Term, parse, show
from ld.errors import LexicalError
from ld.stores.embedded import kept

NAMES = ("subject", "predicate", "object", "graph")
"""Places of a pattern, each also the name of its parameter."""
_PAGE = "page"
_LONGEST_NUMBER = 9
"""Digits of the number of a page."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: terms, variables, and None for anything.

    Attributes:
        graph: of `union` it is no part but of its address; otherwise the graph, and None for any.
        union: whether the pattern is of the union of all graphs, and tells of none.
    """

    subject: Term | None = None
    predicate: Term | None = None
    object: Term | None = None
    graph: Term | None = None
    union: bool = True

    @property
    def places(self) -> dict[str, Term | None]:
        """Every place by its name."""
        terms = (self.subject, self.predicate, self.object, self.graph)
        return dict(zip(NAMES, terms, strict=True))

    @property
    def terms(self) -> dict[str, Term | None]:
        """The places that count: the graph does not in the union."""
        return {place: term for place, term in self.places.items() if place != "graph" or not self.union}

    @property
    def possible(self) -> bool:
        """Whether any statement can match: a literal is no subject, the data have no blank nodes, and of each number and date
        one form only.

        >>> Pattern(subject=Literal("Emma")).possible, Pattern(object=Literal("Emma")).possible
        (False, True)
        """
        return all(_can_stand(name, term) for name, term in self.terms.items())

    @property
    def repeats(self) -> bool:
        """Whether a variable stands in two places, which must then be equal."""
        names = [term for term in self.terms.values() if isinstance(term, Variable)]
        return len(set(names)) < len(names)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Its parameters, in the order of its address; what stands for anything is left out.

        Without a graph the pattern is of the union, with an empty one of any graph.
        """
        graph = [] if self.union and self.graph is None else [("graph", show(self.graph))]
        terms = list(self.places.items())[:3]
        return graph + [(place, show(term)) for place, term in terms if term is not None]

    def narrowed(self, place: str, term: Term) -> Pattern:
        """The pattern with a term in one of its places."""
        return _pattern(self.places | {place: term}, union=self.union)


def _can_stand(name: str, term: Term | None) -> bool:
    if isinstance(term, Literal):
        return name == "object" and kept(term) == term
    return term is None or isinstance(term, NamedNode | Variable)


class Asked(NamedTuple):
    """A page of a fragment.

    Attributes:
        page: number, from 1.
        others: parameters of the request that are none of the pattern, such as the format.
    """

    pattern: Pattern
    page: int = 1
    others: tuple[tuple[str, str], ...] = ()

    def at(self, page: int) -> str:
        """The query of the address of a page, with its question mark: as a client writes it who expands the template (RFC 6570).

        >>> Asked(Pattern(object=Literal("a b", language="en"))).at(2)
        '?object=%22a%20b%22%40en&page=2'
        >>> Asked(Pattern()).at(1)
        ''
        """
        pairs = self.pattern.pairs + ([(_PAGE, str(page))] if page > 1 else [])
        return f"?{_encoded(pairs)}" if pairs else ""

    @property
    def query(self) -> str:
        """Of this page, with the parameters that are none of the pattern behind it."""
        own, others = self.at(self.page), urlencode(self.others)
        return f"{own}{'&' if own else '?'}{others}" if others else own


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)


def read(query_string: str, union: str) -> Asked:
    """The page of a fragment that a request asks for.

    Args:
        query_string: as WSGI gives it, not decoded.
        union: IRI by which the union of all graphs is asked for as a graph.
    Raises:
        BadRequest: a parameter is not what it should be; it is named.

    >>> asked = read("predicate=https%3A%2F%2Fschema.org%2Fname&object=&page=3", "http://x/fragments#union")
    >>> asked.pattern.predicate, asked.pattern.object, asked.pattern.union, asked.page
    (<NamedNode value=https://schema.org/name>, None, True, 3)
    >>> read("graph=", "http://x/fragments#union").pattern.union
    False
    """
    fields = fields_of(query_string)
    known = {name: _value(fields, name) for name in (*NAMES, _PAGE)}
    terms = {name: _term(name, known[name] or "") for name in NAMES}
    pattern = _pattern(terms, union=known["graph"] in {None, union})
    others = tuple((name, value) for name, value in fields if name not in known)
    return Asked(pattern, _number(known[_PAGE]), others)


def is_canonical(query_string: str, asked: Asked) -> bool:
    """Whether the parameters of a page stand in an address as our own links write them; what else is there does not matter.

    >>> asked = read("page=1&subject=urn:x&_format=ttl", "")
    >>> is_canonical("page=1&subject=urn:x&_format=ttl", asked), is_canonical("subject=urn%3Ax&_format=ttl", asked)
    (False, True)
    """
    own = [part for part in query_string.split("&") if part.partition("=")[0] in {*NAMES, _PAGE}]
    return "&".join(own) == asked.at(asked.page).removeprefix("?")


def _pattern(places: dict[str, Term | None], *, union: bool) -> Pattern:
    """A variable that stands in one place says nothing: it is left out, so that names of variables make no other addresses."""
    counting = [term for place, term in places.items() if place != "graph" or not union]
    kept_places = {
        place: None if isinstance(term, Variable) and counting.count(term) == 1 else term
        for place, term in places.items()
    }
    return Pattern(**kept_places, union=union)


def _value(fields: Sequence[tuple[str, str]], name: str) -> str | None:
    values = [value for key, value in fields if key == name]
    if len(values) > 1:
        raise BadRequest(f"{name} must be given once.")
    return values[0] if values else None


def _term(name: str, text: str) -> Term | None:
    try:
        return parse(text)
    except LexicalError as error:
        raise BadRequest(f"{name}: {error}.") from None


def _number(text: str | None) -> int:
    if text is None:
        return 1
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER and not text.startswith("0"):
        return int(text)
    raise BadRequest(f"page must be a number from 1 to {'9' * _LONGEST_NUMBER}.")


__all__ = ["NAMES", "Asked", "Pattern", "is_canonical", "read"]
