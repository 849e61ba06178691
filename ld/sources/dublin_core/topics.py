"""What a Dublin Core record's thing is about: subjects, places, periods."""

from __future__ import annotations

import re
from collections.abc import Callable

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.callnumbers import ddc_class, lcc_class
from ld.normalize.dates import interval_year
from ld.normalize.dcmi_syntaxes import DcmiPeriod, DcmiPlace, dcmi_period, dcmi_place
from ld.normalize.identifiers import from_url
from ld.normalize.text import strip_isbd
from ld.record import Classification, Concept, Period, Place, Profile, Text
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, address

_CLASSES: dict[str, Callable[[str], str]] = {"ddc": ddc_class, "lcc": lcc_class, "udc": str.strip}
_CLASS = re.compile(
    r"(?:info:eu-repo/classification/|http://dewey\.info/class/)?(ddc|lcc|udc)[:/]\s*([^\s/]+)/?",
    re.IGNORECASE,
)
_SCHEMES = frozenset({"lcsh", "lcshac", "mesh", "fast", "gnd", "aat", "tgn", "ysa", "yso", "agrovoc"})
_IRI_SCHEMES = frozenset({"lcsh", "lcshac", "lcgft", "mesh", "fast", "gnd"})
_PERIOD = re.compile(
    r"(?:ca?\.\s*|circa\s+|approximately\s+|between\s+|before\s+|after\s+)?[0-9]{3,4}(?:s|\?|~)?(?:\s*[-–/]\s*(?:[0-9]{2,4}(?:s|\?|~)?|present)?)?"
    r"(?:\s*(?:B\.?\s?C\.?(?:E\.?)?|A\.?\s?D\.?|C\.?E\.?))?|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?:\s*[/-]\s*[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)?"
    r"|.*\b(?:[0-9]{1,2}(?:st|nd|rd|th)|[a-z]+(?:st|nd|rd|th)) centur(?:y|ies)\b.*",
    re.IGNORECASE,
)


def subjects(statements: Statements, parts: Parts) -> None:
    """Keywords, one a value; addresses and values of a named scheme are concepts, class numbers are classifications.

    PubMed Central has the section of the journal there.
    """
    found: dict[str, list[object]] = {"keywords": [], "sections": [], "subjects": [], "classifications": []}
    seen: set[object] = set()
    for value in statements.take("subject"):
        read = _subject(statements, value, sections=parts["profile"] is Profile.PMC)
        if read is None:
            continue
        name, statement = read
        key = _key(statement)
        if key in seen:
            statements.derive(value, "repeated")
        else:
            seen.add(key)
            found[name].append(statement)
    for element in statements.nested("about"):
        for thing in element.findall("{*}thing"):
            _thing(statements, [statements.value(child) for child in thing], found["subjects"])
    parts.update({name: tuple(values) for name, values in found.items()})


def _key(statement: Text | Concept | Classification) -> object:
    if isinstance(statement, Text):
        return statement.value, statement.language
    return (
        statement.scheme,
        statement.notation if isinstance(statement, Classification) else statement.label,
    )


def _subject(
    statements: Statements, value: Value, *, sections: bool
) -> tuple[str, Text | Concept | Classification] | None:
    label = strip_isbd(value.text)
    coded = _CLASS.fullmatch(value.text)
    scheme, notation = (coded[1].lower(), coded[2]) if coded else (value.scheme, value.text)
    if scheme in _CLASSES:
        return _classification(statements, value, scheme, notation)
    iri = address(value.address or value.text)
    if iri or value.scheme in _SCHEMES:
        known = from_url(iri) if iri else None
        named = known.scheme if known and known.scheme in _IRI_SCHEMES else None
        return "subjects", Concept(
            label, value.source, named or (value.scheme if value.scheme in _SCHEMES else None), iri
        )
    if not any(char.isalnum() for char in label):
        statements.drop(value, "no-heading")
        return None
    return ("sections" if sections else "keywords"), Text(label, value.source, value.language)


def _classification(
    statements: Statements, value: Value, scheme: str, notation: str
) -> tuple[str, Classification] | None:
    try:
        return "classifications", Classification(scheme, _CLASSES[scheme](notation), value.source)
    except LexicalError:
        statements.drop(value, "no-class")
        return None


def _thing(statements: Statements, values: list[Value | None], found: list[object]) -> None:
    """A subject of a learning object: ``about/thing/name`` with its address in ``identifier``."""
    named = {value.source.rpartition("/")[2]: value for value in values if value}
    name, number = named.pop("name", None), named.pop("identifier", None)
    iri = address(number.text) if number else None
    if number and (name is None or iri is None):
        statements.drop(number, "no-heading" if name is None else "no-address")
    for value in named.values():
        statements.drop(value, "not-dublin-core")
    if name:
        source = f"{name.source}+{number.source}" if number and iri else name.source
        found.append(Concept(strip_isbd(name.text), source, None, iri))


def coverage(statements: Statements, parts: Parts) -> None:
    """Places and periods, told apart by the term, else by DCMI's syntaxes, else by whether there are dates in it."""
    places: dict[str, Place] = {}
    periods: dict[str, Period] = {}
    for value in statements.take("coverage", "spatial", "temporal"):
        before = len(places) + len(periods)
        for piece in _pieces(value):
            if _is_period(statements, value, piece):
                found = _period(piece, value.source)
                periods.setdefault(found.label, found)
            else:
                place = _place(piece, value)
                places.setdefault(place.label, place)
        if len(places) + len(periods) == before:
            statements.derive(value, "repeated")
    parts["places"], parts["periods"] = tuple(places.values()), tuple(periods.values())


def _pieces(value: Value) -> list[str]:
    """The values of a value: no name of a place has a semicolon in it, and DCMI's syntaxes have an equals sign too."""
    text = strip_isbd(value.text)
    pieces = [piece.strip() for piece in text.split(";")] if "=" not in text else [text]
    return [piece for piece in pieces if piece] or [value.text]


def _is_period(statements: Statements, value: Value, piece: str) -> bool:
    if value.term == "temporal" or value.scheme in {"period", "w3cdtf", "temporal", "edtf"}:
        return True
    dated = bool(dcmi_period(piece) or _PERIOD.fullmatch(piece))
    if dated and value.term == "spatial":
        statements.remark(
            "coverage-misplaced",
            Severity.INFO,
            value,
            "This is a period, not a place; it belongs into dcterms:temporal.",
        )
    return dated


def _period(piece: str, source: str) -> Period:
    known = dcmi_period(piece) or DcmiPeriod(piece, interval_year(piece.replace(" - ", "-")))
    return Period(known.label, source, known.interval)


def _place(piece: str, value: Value) -> Place:
    known = dcmi_place(piece) or DcmiPlace(
        piece.replace("--", " -- ") if " -- " not in piece else piece, None
    )
    return Place(known.label, value.source, known.area, address(value.address))


__all__ = ["coverage", "subjects"]
