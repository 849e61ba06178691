"""A page of a fragment for people: the pattern as a form, the statements as a table whose terms narrow the pattern."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from flask_app.fragments.pattern import Asked
from flask_app.fragments.terms import Term, show
from flask_app.pages.results import shown
from flask_app.pages.values import Link, Site, Value
from flask_app.pages.wording import say

_LONGEST = 300
"""Characters of a literal that becomes part of an address."""


class Field(NamedTuple):
    """A field of the form."""

    name: str
    label: str
    value: str


def fields(asked: Asked) -> tuple[Field, ...]:
    """The form, filled in with the pattern."""
    return tuple(
        Field(name, say(f"fragments-{name}"), show(term)) for name, term in asked.pattern.places.items()
    )


def columns(asked: Asked) -> tuple[str, ...]:
    """Headings of the table; the graph has a column if the pattern tells of graphs."""
    return tuple(say(f"fragments-{name}") for name in asked.pattern.terms)


def rows(quads: Iterable[Quad], asked: Asked, path: str, site: Site) -> list[tuple[Value, ...]]:
    """The table.

    Args:
        path: of fragments, as pages link to it.
    """
    return [
        tuple(
            _cell(name, getattr(quad, _ATTRIBUTES[name]), asked, path, site) for name in asked.pattern.terms
        )
        for quad in quads
    ]


_ATTRIBUTES = {"subject": "subject", "predicate": "predicate", "object": "object", "graph": "graph_name"}


def _cell(name: str, term: Term, asked: Asked, path: str, site: Site) -> Value:
    """A term that leads to the statements that have it there too, or, where all have, to what it names."""
    value = shown(term, site)
    if isinstance(term, NamedNode) and site.owns(term.value):
        value = value._replace(text=value.href)
    fixed = isinstance(asked.pattern.terms[name], NamedNode | Literal)
    if fixed or (isinstance(term, Literal) and len(term.value) > _LONGEST):
        return value
    href = path + Asked(asked.pattern.narrowed(name, term)).at(1)
    more = (Link(say("fragments-open"), value.href),) if value.href else ()
    return value._replace(href=href, more=more)


__all__ = ["Field", "columns", "fields", "rows"]
