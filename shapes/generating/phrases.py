"""What generated shapes say: names and messages, in English and Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from shapes.generating.constraints import Constraint
from shapes.paths import compact

Texts = Mapping[str, str]

_SHOWN: Final = 4  # classes that a message names; more would tell less
_OR: Final = {"en": "or", "es": "o"}
_MORE: Final = {"en": "one of {} other classes", "es": "alguna de otras {} clases"}
_NODE: Final = {"en": "an IRI of type {}", "es": "un IRI de tipo {}"}
_IRI: Final = {"en": "an IRI", "es": "un IRI"}
_TEXT: Final = {"en": "text", "es": "texto"}
_LITERAL: Final = {"en": "a literal", "es": "un literal"}


def domain_name(name: str) -> Texts:
    """What a domain shape is called.

    Args:
        name: of the property, with prefix.
    """
    return {"en": f"what {name} is for", "es": f"para qué es {name}"}


def range_name(name: str) -> Texts:
    """What a range shape is called."""
    return {"en": f"values of {name}", "es": f"valores de {name}"}


def domain_message(name: str, asked: Constraint) -> Texts:
    """What a domain shape says.

    >>> book = Constraint("", {}, ("https://schema.org/Book",))
    >>> domain_message("schema:isbn", book)["en"]
    '{$this} has schema:isbn, which is for schema:Book. Type {$this} so, or move the statement to the node that is one.'
    """
    classes = {language: _classes(asked.classes, language) for language in _OR}
    return {
        "en": f"{{$this}} has {name}, which is for {classes['en']}. Type {{$this}} so, or move the statement to the node that is one.",
        "es": f"{{$this}} tiene {name}, que es para {classes['es']}. Dele ese tipo a {{$this}}, o pase la declaración al nodo que lo sea.",
    }


def range_message(name: str, asked: Constraint) -> Texts:
    """What a range shape says.

    >>> text = Constraint("", {}, (), ("xsd:string", "rdf:langString"))
    >>> range_message("schema:name", text)["en"]
    'schema:name of {$this} is {$value}, but must be text. Write the value so, or state it with another property.'
    """
    kinds = {language: _joined(_kinds(asked, language), language) for language in _OR}
    fix = _TYPED if asked.classes else _WRITTEN
    return {
        "en": f"{name} of {{$this}} is {{$value}}, but must be {kinds['en']}. {fix['en']}",
        "es": f"{name} de {{$this}} es {{$value}}, pero debe ser {kinds['es']}. {fix['es']}",
    }


_TYPED: Final = {
    "en": "Type the node so, or link it with another property.",
    "es": "Dele ese tipo al nodo, o enlácelo con otra propiedad.",
}
_WRITTEN: Final = {
    "en": "Write the value so, or state it with another property.",
    "es": "Escriba así el valor, o indíquelo con otra propiedad.",
}


def _kinds(asked: Constraint, language: str) -> list[str]:
    """Every kind of value, as words."""
    kinds = [_datatype(name, language) for name in asked.datatypes if name != "rdf:langString"]
    if asked.classes:
        kinds.append(_NODE[language].format(_classes(asked.classes, language)))
    return kinds + ([_IRI[language]] if asked.any_iri else [])


def _datatype(name: str, language: str) -> str:
    special = {"xsd:string": _TEXT, "rdfs:Literal": _LITERAL}.get(name)
    return special[language] if special else name


def _classes(iris: Sequence[str], language: str) -> str:
    names = [compact(iri) for iri in iris]
    if len(names) > _SHOWN:
        names[_SHOWN - 1 :] = [_MORE[language].format(len(names) - _SHOWN + 1)]
    return _joined(names, language)


def _joined(parts: Sequence[str], language: str) -> str:
    *most, last = parts
    return f"{', '.join(most)} {_OR[language]} {last}" if most else last


__all__ = ["Texts", "domain_message", "domain_name", "range_message", "range_name"]
