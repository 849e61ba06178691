"""The view that the vocabulary shapes look at: a record's statements, and what follows from them that the shapes ask about.

Of what RDFS entails (RDF 1.1 Semantics §9.2.1) it adds that a node is of the superclasses of its classes (rdfs9), as far as
shapes name them; and, of nodes with a property, class or datatype that is not known, that they are an ``rdfs:Resource``
(rdfs4a), which is how the shapes for unknown terms find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import pyoxigraph as ox

from ld.namespaces import PREFIXES, RDF, RELATORS
from shapes import terms
from shapes.plain import ASKED, Stated, is_plain, stated
from shapes.vocabulary import known_datatypes, known_properties

_TYPE: Final = str(RDF.type)
_RESOURCE: Final = f"{_TYPE} <{PREFIXES['rdfs']}Resource> .\n"
_OPEN: Final = re.compile(rf"<(?:{re.escape(RDF.iri)}_[1-9][0-9]*|{re.escape(RELATORS)}[a-z]{{3}})>")


class Seen(NamedTuple):
    """What shapes look at.

    Attributes:
        triples: N-Triples.
        terms: properties and classes that are stated, in N-Triples; none if they were not looked for, or one is not known.
        plain: see :func:`shapes.plain.is_plain`; False if it was not looked for.
        asked: the statements that were looked at for that.
    """

    triples: str
    terms: Set[str] = frozenset()
    plain: bool = False
    asked: Stated | None = None


class _Properties(dict[str, bool]):
    """Known properties, among them those that have no list: ``rdf:_n`` and the MARC relators."""

    def __missing__(self, predicate: str) -> bool:
        if _OPEN.fullmatch(predicate):
            return False
        raise KeyError(predicate)


class _Known(NamedTuple):
    """What statements may have, as it stands in a line.

    Attributes:
        superclasses: what a class adds, by the class and the end of its line.
        properties: known ones, and whether somebody asks for their statements.
        datatypes: known ones, with the end of their line.
    """

    superclasses: dict[str, tuple[str, ...]]
    properties: _Properties
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
    return seen(triples).triples


def seen(triples: str) -> Seen:
    """What :func:`entailed` gives, and what the same look at the statements tells of them.

    >>> seen('<http://x/1> <https://schema.org/isbn> "9783922740063" .\\n').plain
    True
    """
    try:
        return _seen(triples, _known())
    except (IndexError, KeyError, ValueError):
        return Seen("".join(_stated_and_added(triples, _known())))


def with_ancestors(terms: Iterable[str]) -> frozenset[str]:
    """Terms of :class:`Seen` and the superclasses that statements with them entail, in N-Triples.

    >>> sorted(with_ancestors({"<https://schema.org/Book>"}))
    ['<https://schema.org/Book>', '<https://schema.org/CreativeWork>']
    """
    own = frozenset(terms)
    lines = (line for term in own for line in _known().superclasses.get(f"{term} .", ()))
    return own | {line.split(" ")[1] for line in lines}


def _seen(triples: str, known: _Known) -> Seen:
    """Of good statements, line by line: string operations alone, as every record comes by here.

    Raises:
        KeyError: for a term that is not known.
        ValueError: for a line that is not as we write it; IndexError too.
    """
    superclasses, properties, datatypes = known
    added, asked, terms = [], stated(), {_TYPE}
    lines = triples.split("\n")
    if lines.pop():
        raise ValueError(triples)
    for line in lines:
        subject, predicate, value = line.split(" ", 2)
        if predicate == _TYPE:
            for class_ in superclasses[value]:
                added.append(f"{subject} {class_}")
            terms.add(value[:-2])
            continue
        terms.add(predicate)
        if properties[predicate]:
            asked[predicate].append((subject, value))
        if value[-3] == ">" and value[0] != "<" and value[value.rindex("^") + 1 :] not in datatypes:
            raise KeyError(value)
    return Seen(triples + "".join(added), terms, is_plain(triples, asked), asked)


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
    properties = _Properties((f"<{iri}>", f"<{iri}>" in ASKED) for iri in known_properties())
    return _Known(
        superclasses={f"{_iri(name)} .": tuple(map(_line, above)) for name, *above in map(str.split, lines)},
        properties=properties,
        datatypes=frozenset(f"<{iri}> ." for iri in known_datatypes()),
    )


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _line(name: str) -> str:
    return f"{_TYPE} {_iri(name)} .\n"


__all__ = ["Seen", "entailed", "seen", "with_ancestors"]
