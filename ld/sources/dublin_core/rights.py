"""What one may do with what a Dublin Core record describes."""

from __future__ import annotations

import re

from ld.errors import LexicalError
from ld.normalize.licences import find_licence, licence, rights_statement
from ld.record import Rights, RightsKind, Stated
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, address, text

_COAR = "http://purl.org/coar/access_right/"
_ACCESS = {
    "openaccess": "c_abf2",
    "embargoedaccess": "c_f1cf",
    "restrictedaccess": "c_16ec",
    "closedaccess": "c_14cb",
}
_ACCESS_TERM = re.compile(
    r"(?:info:eu-repo/semantics/)?(open|embargoed|restricted|closed)[ _-]?access", re.IGNORECASE
)
_COAR_IRI = re.compile(r"https?://purl\.org/coar/access_right/(c_[0-9a-z]+)/?", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"©|\(c\)|\bcopyright|\ball rights reserved|urheberrecht|droits d.auteur", re.IGNORECASE
)
_ACCESS_WORDS = re.compile(
    r"\b(?:open|free|restricted|unrestricted|closed|embargo(?:ed)?)\s+(?:access|to\b)|\baccess (?:is|to)\b",
    re.IGNORECASE,
)


def rights(statements: Statements, parts: Parts) -> None:
    """The licence, rights statements, and whether it is free to read; text that grants a licence is published as well."""
    kept: dict[tuple[object, ...], Rights] = {}
    for value in statements.take("license", "rights", "accessRights"):
        before = len(kept), parts.get("licence"), parts.get("free")
        for one in _read(value, parts):
            kept.setdefault((one.kind, one.iri, one.text and (one.text.value, one.text.language)), one)
        if (len(kept), parts.get("licence"), parts.get("free")) == before:
            statements.derive(value, "repeated")
    parts["rights"] = tuple(kept.values())


def _read(value: Value, parts: Parts) -> list[Rights]:
    """The statements of one value beside the licence, which is put into the parts."""
    words = value.address or value.text
    access = _access(words)
    if access:
        if access != _ACCESS["embargoedaccess"]:  # nobody says whether the embargo has ended
            parts.setdefault("free", Stated(access == _ACCESS["openaccess"], value.source))
        return [Rights(RightsKind.ACCESS, value.source, iri=f"{_COAR}{access}")]
    statement = rights_statement(words)
    if statement:
        return [Rights(RightsKind.COPYRIGHT, value.source, iri=statement)]
    named = _licence(words)
    if named:
        return _licensed(value, named, parts)
    granted = find_licence(value.text)
    if granted:
        _licensed(value, granted, parts)
    return [_other(value, words)]


def _access(words: str) -> str | None:
    """The COAR access right that a term is."""
    coded = _COAR_IRI.fullmatch(words)
    if coded:
        return coded[1].lower() if coded[1].lower() in _ACCESS.values() else None
    named = _ACCESS_TERM.fullmatch(words)
    return _ACCESS[f"{named[1].lower()}access"] if named else None


def _licence(words: str) -> str | None:
    try:
        return licence(words)
    except LexicalError:
        return None


def _licensed(value: Value, iri: str, parts: Parts) -> list[Rights]:
    """The first licence is the thing's; a further one that differs is a statement beside it."""
    known = parts.setdefault("licence", Stated(iri, value.source))
    return [] if known.value == iri else [Rights(RightsKind.USE, value.source, iri=iri)]


def _other(value: Value, words: str) -> Rights:
    iri = address(words)
    if iri:
        return Rights(RightsKind.USE, value.source, iri=iri)
    return Rights(_kind(value), value.source, text=text(value))


def _kind(value: Value) -> RightsKind:
    """What a text is about, by its words; ownership counts more than access, which statements of both end with."""
    if value.term == "accessRights":
        return RightsKind.ACCESS
    if value.scheme == "copyright" or _COPYRIGHT.search(value.text):
        return RightsKind.COPYRIGHT
    return RightsKind.ACCESS if _ACCESS_WORDS.search(value.text) else RightsKind.USE


__all__ = ["rights"]
