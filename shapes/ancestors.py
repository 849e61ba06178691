"""The view that the vocabulary shapes look at: a record's statements, and what follows from them that the shapes ask about.

Of what RDFS entails (RDF 1.1 Semantics §9.2.1) it adds that a node is of the superclasses of its classes (rdfs9), as far as
shapes name them; and, of nodes with a property, class or datatype that is not known, that they are an ``rdfs:Resource``
(rdfs4a), which is how the shapes for unknown terms find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import pyoxigraph as ox

from ld.namespaces import PREFIXES, RDF, RELATORS
from shapes import terms
from shapes.vocabulary import known_datatypes, known_properties

_TYPE: Final = str(RDF.type)
_RESOURCE: Final = f"{_TYPE} <{PREFIXES['rdfs']}Resource> .\n"
_OPEN: Final = re.compile(rf"<(?:{re.escape(RDF.iri)}_[1-9][0-9]*|{re.escape(RELATORS)}[a-z]{{3}})>")


class _Known(NamedTuple):
    """What statements may have, as it stands in a line.

    Attributes:
        superclasses: what a class adds, by the class and the end of its line.
        properties: known ones.
        datatypes: known ones, with the end of their line.
    """

    superclasses: dict[str, tuple[str, ...]]
    properties: frozenset[str]
    datatypes: frozenset[str]


def entailed(triples: str) -> str:
    """A record's statements and what follows from them.

    Args:
        triples: N-Triples of a record.
    Returns:
        N-Triples: the same, then what is added.
    Raises:
        RDFSyntaxError: `triples` is not N-Triples; only where an unknown term, or spacing that is not ours, is met before.

    >>> book = "<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Book> .\\n"
    >>> print(entailed(book).removeprefix(book), end="")
    <http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/CreativeWork> .

    Spec: https://www.w3.org/TR/rdf11-mt/#rdfs-entailment
    """
    try:
        return triples + "".join(_added(triples, _known()))
    except (IndexError, KeyError, ValueError):
        return "".join(_stated_and_added(triples, _known()))


def _added(triples: str, known: _Known) -> list[str]:
    """What good statements add, line by line: string operations alone, as every record comes by here.

    Raises:
        KeyError: for a term that is not known.
        ValueError: for a line that is not as we write it; IndexError too.
    """
    superclasses, properties, datatypes = known
    added = []
    lines = triples.split("\n")
    if lines.pop():
        raise ValueError(triples)
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if predicate == _TYPE:
            for class_ in superclasses[value]:
                added.append(f"{subject} {class_}")
        elif predicate not in properties:
            if not _OPEN.fullmatch(predicate):
                raise KeyError(predicate)
        elif value[-3] == ">" and value[0] != "<" and value[value.rindex("^") + 1 :] not in datatypes:
            raise KeyError(value)
    return added


def _stated_and_added(triples: str, known: _Known) -> Iterator[str]:
    """The same with a parser, for text of any form and with any terms."""
    for triple in terms.parse(triples):
        yield f"{triple} .\n"
        if triple.predicate == RDF.type and f"{triple.object} ." in known.superclasses:
            yield from (f"{triple.subject} {class_}" for class_ in known.superclasses[f"{triple.object} ."])
        elif triple.predicate == RDF.type or not _is_known(triple, known):
            yield f"{triple.subject} {_RESOURCE}"


def _is_known(triple: ox.Triple, known: _Known) -> bool:
    """Whether its property is, and its datatype if it has one."""
    predicate, value = str(triple.predicate), triple.object
    if predicate not in known.properties and not _OPEN.fullmatch(predicate):
        return False
    return not isinstance(value, ox.Literal) or f"{value.datatype} ." in known.datatypes


@lru_cache(maxsize=1)
def _known() -> _Known:
    lines = files("shapes").joinpath("superclasses.txt").read_text(encoding="utf-8").splitlines()
    return _Known(
        superclasses={f"{_iri(name)} .": tuple(map(_line, above)) for name, *above in map(str.split, lines)},
        properties=frozenset(f"<{iri}>" for iri in known_properties()),
        datatypes=frozenset(f"<{iri}> ." for iri in known_datatypes()),
    )


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _line(name: str) -> str:
    return f"{_TYPE} {_iri(name)} .\n"


__all__ = ["entailed"]
