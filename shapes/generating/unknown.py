"""Three shapes for terms that are not known: properties, classes, datatypes.

SHACL Core could say it by ``sh:closed`` and ``sh:in`` with all 2,500 terms, which an engine would copy for each record. So
these are queries over lists of names, asked only of nodes that the view :attr:`shapes.groups.View.ENTAILED` states to be an
``rdfs:Resource`` because a statement of theirs has such a term: in a good record, of none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ld.namespaces import RDF, RELATORS, XSD
from shapes.generating.declarations import Declarations, expanded
from shapes.generating.phrases import Texts
from shapes.vocabulary import BARRED, SCHEMA, known_datatypes, known_properties

_CHUNK: Final = 12_000  # characters of a list: a query may have 16,384
_TYPE: Final = RDF.type.value
_RESOURCE: Final = expanded("rdfs:Resource")
# Queries of one engine take these for the types that they derive from, so that nothing can be said of them.
_DERIVED: Final = """
byte dateTimeStamp int long negativeInteger nonNegativeInteger nonPositiveInteger positiveInteger short unsignedByte
unsignedInt unsignedLong unsignedShort
"""
_TEXTS: Final = {
    "known-property": (
        {"en": "no unknown property", "es": "ninguna propiedad desconocida"},
        {
            "en": "{$this} has the property {$path}, which none of the vocabularies in use (schema.org, DCMI, BIBO …) has: {$value}. Correct its spelling, or use another one.",
            "es": "{$this} tiene la propiedad {$path}, que no está en ninguno de los vocabularios en uso (schema.org, DCMI, BIBO…): {$value}. Corrija su grafía o use otra.",
        },
    ),
    "known-class": (
        {"en": "no unknown class", "es": "ninguna clase desconocida"},
        {
            "en": "{$this} is of the class {$value}, which none of the vocabularies in use (schema.org, DCMI, BIBO …) has. Correct its spelling, or use another one.",
            "es": "{$this} es de la clase {$value}, que no está en ninguno de los vocabularios en uso (schema.org, DCMI, BIBO…). Corrija su grafía o use otra.",
        },
    ),
    "known-datatype": (
        {"en": "no unknown datatype", "es": "ningún tipo de dato desconocido"},
        {
            "en": "{$path} of {$this} has a datatype that is not in use: {$value}. Write a plain string, or a datatype of XML Schema.",
            "es": "{$path} de {$this} tiene un tipo de dato que no está en uso: {$value}. Escriba una cadena simple o un tipo de dato de XML Schema.",
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """A shape for terms that are not known.

    Attributes:
        name: of the shape.
        names: by language.
        messages: by language.
        queries: SELECTs that find what is wrong, each with the list of some of the names.
    """

    name: str
    names: Texts
    messages: Texts
    queries: tuple[str, ...]

    @property
    def turtle(self) -> str:
        """Target and constraints."""
        constraints = " ,\n        ".join(f'[ sh:select """{query}""" ]' for query in self.queries)
        return f"sh:targetClass rdfs:Resource ;\n    sh:sparql {constraints}"


def shapes(declarations: Declarations) -> tuple[Unknown, ...]:
    """The three of them."""
    classes = {*declarations.classes, _RESOURCE}
    queries = {
        "known-property": _queries("?path", known_properties(), "$this ?path ?value", "?path"),
        "known-class": _queries("?value", classes, f"$this <{_TYPE}> ?value", f"(<{_TYPE}> AS ?path)"),
        "known-datatype": [_datatypes()],
    }
    return tuple(Unknown(name, *_TEXTS[name], tuple(found)) for name, found in queries.items())


def _queries(variable: str, known: Iterable[str], pattern: str, path: str) -> Iterator[str]:
    """One for terms of other namespaces, then one for each part of schema.org's alphabet."""
    start = f"SELECT $this {path} ?value WHERE {{ {pattern} FILTER"
    text = f"STR({variable})"
    others = sorted(iri for iri in known if not iri.startswith(SCHEMA))
    listed = _is_listed(others, text)
    yield (
        f'{start} (isBlank({variable}) || ! (STRSTARTS({text}, "{SCHEMA}") || {listed} || REGEX({text}, "{_open()}"))) }}'
    )
    local = f"SUBSTR({text}, {len(SCHEMA) + 1})"
    for names, bounds in _chunks(sorted(iri.removeprefix(SCHEMA) for iri in known if iri.startswith(SCHEMA))):
        within = " && ".join([f'STRSTARTS({text}, "{SCHEMA}")', *(f"{local} {bound}" for bound in bounds)])
        yield f"{start} ({within} && ! {_is_listed(names, local)}) }}"


def _open() -> str:
    """What is known without end, or left to the core shapes: members, relators, namespaces of which nothing may be used."""
    barred = (f"^{namespace}" for namespace in BARRED)
    return "|".join((f"^{RDF.iri}_[1-9][0-9]*$", f"^{RELATORS}[a-z]{{3}}$", *barred)).replace(".", "[.]")


def _chunks(names: list[str]) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Names in parts that a query can hold, with what holds of all names of that part of the alphabet."""
    size = sum(map(len, names)) + len(names)
    parts = -(-size // _CHUNK)
    starts = [len(names) * part // parts for part in range(parts)]
    for start, end in zip(starts, [*starts[1:], len(names)], strict=True):
        lower = (f'>= "{names[start]}"',) if start else ()
        upper = (f'< "{names[end]}"',) if end < len(names) else ()
        yield names[start:end], lower + upper


def _datatypes() -> str:
    listed = known_datatypes() | {XSD.iri + name for name in _DERIVED.split()}
    known = _is_listed(sorted(listed), "STR(DATATYPE(?value))")
    return f"SELECT $this ?path ?value WHERE {{ $this ?path ?value FILTER (isLiteral(?value) && ! {known}) }}"


def _is_listed(names: Iterable[str], text: str) -> str:
    """Bars between them: with blanks, pyshacl takes the property schema:service for a federated query."""
    return f'CONTAINS("|{"|".join(names)}|", CONCAT("|", {text}, "|"))'


__all__ = ["Unknown", "shapes"]
