"""Domains and ranges as constraints: what Turtle says of "is of one of these classes" and "is one of these kinds of values"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ld.namespaces import SCHEMA
from shapes.generating.declarations import Declarations, expanded
from shapes.paths import compact

_SECOND: Final = "[0-9]+([.][0-9]+)?S"
_TIME: Final = f"T([0-9]+H([0-9]+M)?({_SECOND})?|[0-9]+M({_SECOND})?|{_SECOND})"
_ZONE: Final = "(Z|[+-][0-9]{2}:[0-9]{2})?"

# Lexical forms that the engines do not check, or not alike (XML Schema 1.1 Part 2 §§3.3, 3.4.13).
_PATTERNS: Final = {
    "xsd:date": f"-?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_ZONE}",
    "xsd:dateTime": f"-?[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?{_ZONE}",
    "xsd:decimal": "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)",
    "xsd:duration": f"-?P(([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)({_TIME})?|{_TIME})",
    "xsd:gYear": "-?([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])",
    "xsd:gYearMonth": "-?[0-9]{4}-(0[1-9]|1[0-2])",
    "xsd:integer": "[+-]?[0-9]+",
}
# The datatypes that values of schema.org's have in our statements; a date may be as short as a year (ISO 8601).
_DATATYPES: Final = {
    "Text": ("xsd:string", "rdf:langString"),
    "Boolean": ("xsd:boolean",),
    "Integer": ("xsd:integer",),
    "Number": ("xsd:integer", "xsd:decimal"),
    "Date": ("xsd:gYear", "xsd:gYearMonth", "xsd:date"),
    "DateTime": ("xsd:dateTime",),
    "Duration": ("xsd:duration",),
}
_ANY_IRI: Final = frozenset((f"{SCHEMA.iri}URL", f"{SCHEMA.iri}Thing"))
_LITERAL: Final = expanded("rdfs:Literal")
_ANY: Final = ("iri", "sh:nodeKind sh:IRI")
# An IRI of which the record says nothing: what it is, is said elsewhere.
_UNDESCRIBED: Final = ("undescribed", "sh:nodeKind sh:IRI ; sh:property [ sh:path rdf:type ; sh:maxCount 0 ]")


@dataclass(frozen=True, slots=True)
class Constraint:
    """What is asked of a thing or value: at least one of some alternatives.

    Attributes:
        name: label of the list of alternatives; equal alternatives have equal names.
        alternatives: constraints in Turtle by label, those first that mostly hold.
        classes: IRIs of the classes among them.
        datatypes: with prefix; ``rdfs:Literal`` if any literal will do.
        any_iri: whether every IRI will do.
    """

    name: str
    alternatives: Mapping[str, str]
    classes: tuple[str, ...]
    datatypes: tuple[str, ...] = ()
    any_iri: bool = False

    @property
    def is_list(self) -> bool:
        """Whether there are several alternatives, or one of several parts: the engines would each name another part that failed."""
        return len(self.alternatives) > 1 or any(" ; " in text for text in self.alternatives.values())

    @property
    def turtle(self) -> str:
        """Constraints of a shape.

        >>> Constraint("a", {"b": "sh:class schema:Book"}, ("https://schema.org/Book",)).turtle
        'sh:class schema:Book'
        """
        return f"sh:or _:{self.name}" if self.is_list else next(iter(self.alternatives.values()))

    @property
    def list_turtle(self) -> str:
        """The list, which properties that ask the same share.

        >>> Constraint("a", {"iri": "sh:nodeKind sh:IRI", "book": "sh:class schema:Book"}, ()).list_turtle
        '_:a rdf:first _:iri ; rdf:rest ( _:book ) .'
        """
        first, *others = (f"_:{label}" for label in self.alternatives)
        rest = f"( {' '.join(others)} )" if others else "rdf:nil"
        return f"_:{self.name} rdf:first {first} ; rdf:rest {rest} ."


def of_domain(declarations: Declarations, classes: Iterable[str]) -> Constraint | None:
    """What is asked of things with a property; None if every thing may have it.

    >>> nothing = Declarations({}, {}, {}, frozenset(), frozenset())
    >>> of_domain(nothing, ["https://schema.org/Book"]).turtle, of_domain(nothing, ["https://schema.org/Thing"])
    ('sh:class schema:Book', None)
    """
    given = declarations.broadest(classes)
    if f"{SCHEMA.iri}Thing" in given:
        return None
    ordered = _ordered(declarations, given)
    return Constraint(f"domain-{_names(ordered)}", dict(map(_class, ordered)), ordered)


def of_range(declarations: Declarations, names: Iterable[str]) -> Constraint:
    """What is asked of the values of a property.

    >>> of_range(Declarations({}, {}, {}, frozenset(), frozenset()), ["https://schema.org/Text", "https://schema.org/URL"]).list_turtle
    '_:range-IRI-rdf-langString-xsd-string rdf:first _:xsd-string ; rdf:rest ( _:rdf-langString _:iri ) .'
    """
    given = frozenset(names)
    any_iri = bool(given & _ANY_IRI)
    datatypes = _datatypes(given)
    plain = frozenset(name for name in given if name not in _ANY_IRI and not _datatypes(frozenset((name,))))
    classes = () if any_iri else _ordered(declarations, declarations.broadest(plain))
    nodes = [_ANY] if any_iri else [*map(_class, classes), _UNDESCRIBED] if classes else []
    kinds = (*classes, *datatypes, *(["IRI"] if any_iri else []))
    alternatives = dict([*map(_datatype, datatypes), *nodes])
    return Constraint(f"range-{_names(kinds)}", alternatives, classes, datatypes, any_iri)


def _datatypes(names: frozenset[str]) -> tuple[str, ...]:
    if _LITERAL in names:
        return ("rdfs:Literal",)
    own = (_DATATYPES.get(name.removeprefix(SCHEMA.iri), ()) for name in sorted(names, key=_rank))
    return tuple(dict.fromkeys(datatype for datatypes in own for datatype in datatypes))


def _rank(name: str) -> tuple[bool, str]:
    """Text first: most values are."""
    return not name.endswith("/Text"), name


def _datatype(name: str) -> tuple[str, str]:
    if name == "rdfs:Literal":
        return "literal", "sh:nodeKind sh:Literal"
    pattern = _PATTERNS.get(name)
    lexical = f' ; sh:pattern "^{pattern}$"' if pattern else ""
    return name.replace(":", "-"), f"sh:datatype {name}{lexical}"


def _class(iri: str) -> tuple[str, str]:
    name = compact(iri)
    return name.replace(":", "-"), f"sh:class {name}"


def _names(kinds: Iterable[str]) -> str:
    """Of classes and datatypes, in a label: those of schema.org without prefix, as most are."""
    return "-".join(sorted(compact(kind).removeprefix("schema:").replace(":", "-") for kind in kinds))


def _ordered(declarations: Declarations, classes: Iterable[str]) -> tuple[str, ...]:
    """Classes that records have, or have kinds of, before all others."""
    return tuple(sorted(classes, key=lambda iri: (iri not in declarations.usual, iri)))


__all__ = ["Constraint", "of_domain", "of_range"]
