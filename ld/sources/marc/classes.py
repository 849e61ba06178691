"""Where the thing stands in a classification: MARC 21 fields 050 to 084.

The class is the thing's; the rest of a call number ($b) is that of a copy on a shelf.
Source: MARC 21 bibliographic, 05X-08X; https://www.loc.gov/standards/sourcelist/classification.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ld.errors import LexicalError
from ld.normalize.callnumbers import ddc_class, lcc_class, nlm_class, udc_class
from ld.record import Classification
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_Class = tuple[str, str]
"""Code of a classification, and a class of it."""

_Reader = Callable[[Field, str], _Class]

_UNUSED = {"b": "item-number", "q": "assigning-agency", "0": "record-of-the-class"}
_EDITED = {**_UNUSED, "2": "edition-of-the-scheme"}
"""Why subfields are dropped; of fields whose scheme $2 does not name, it names an edition."""
_LCC_OF_CANADA = frozenset("012345")
"""Second indicators of 055 that say it is a number of LCC or made after it; 6 to 9 are other schemes."""

_OF_THE_AGRICULTURAL_LIBRARY = "070"
"""Call numbers of the National Agricultural Library, of which no scheme is named."""

_SUBJECT_CATEGORY_OF_NAL = "0"
_IN_2 = "7"
_EDITION = re.compile("/[0-9a-z]+$")
"""Of the scheme: ``njb/9``."""

_MAX_CODE = 20
_MAX_NOTATION = 100


def classes(fields: Fields, parts: Parts) -> None:
    """Every class number of a known or named scheme, each once, in the order of the tags."""
    found: dict[_Class, Classification] = {}
    for tag in fields.among(_READERS):
        for field in fields.get(tag):
            _of(field, _READERS[tag], found)
    for field in fields.get(_OF_THE_AGRICULTURAL_LIBRARY):
        field.keep_local("local-call-number")
    parts["classifications"] = (*parts.get("classifications", ()), *found.values())


def _of(field: Field, read: _Reader, found: dict[_Class, Classification]) -> None:
    """The classes in $a; an edition of the scheme ($2) is none of the class."""
    naming = _naming(field)
    source = field.source(f"a{naming}")
    for value in field.take("a"):
        try:
            entry = read(field, value)
        except LexicalError as error:
            field.drop_value("a", value, "no-scheme" if error.expected == _A_SCHEME else "no-class")
            continue
        if entry in found:
            field.derive_value("a", value, "repeated")
        else:
            found[entry] = Classification(*entry, source)
    field.take(naming)
    field.drop_by(_UNUSED if "2" in naming else _EDITED)


def _naming(field: Field) -> str:
    """Subfields that name the scheme or are part of the number."""
    if field.tag == "055" and field.ind2 not in _LCC_OF_CANADA:
        return "2"
    return _NAMING.get(field.tag, "")


_NAMING = {"072": "x2", "084": "2"}


_A_SCHEME = "a number of a classification that is named in $2"


def _lcc(_: Field, value: str) -> _Class:
    return "lcc", lcc_class(value)


def _lcc_of_canada(field: Field, value: str) -> _Class:
    return _lcc(field, value) if field.ind2 in _LCC_OF_CANADA else _other(field, value)


def _nlm(_: Field, value: str) -> _Class:
    """The library takes what is no medicine from LCC, in the same field."""
    try:
        return "nlm", nlm_class(value)
    except LexicalError:
        return "lcc", lcc_class(value)


def _category(field: Field, value: str) -> _Class:
    notation = " ".join([value, *field.peek("x")])
    if field.ind2 == _SUBJECT_CATEGORY_OF_NAL:
        return "agricola", notation
    return _other(field, notation)


def _udc(_: Field, value: str) -> _Class:
    return "udc", udc_class(value)


def _ddc(_: Field, value: str) -> _Class:
    return "ddc", ddc_class(value)


def _additional_ddc(field: Field, value: str) -> _Class:
    """A number of Dewey's auxiliary tables is no class."""
    if field.has("z"):
        raise LexicalError(value, "a class")
    return _ddc(field, value)


def _other(field: Field, value: str) -> _Class:
    """A number of the scheme in $2; of the schemes that have a field of their own, the class only."""
    code = next(iter(field.peek("2")), "").lower().strip(" .")
    if not code or len(code) > _MAX_CODE:
        raise LexicalError(value, _A_SCHEME)
    code = _EDITION.sub("", code)
    known = _KNOWN.get(code)
    if known:
        return known(field, value)
    if len(value) > _MAX_NOTATION:
        raise LexicalError(value, "a notation")
    return code, value


_KNOWN = {"lcc": _lcc, "ddc": _ddc, "udc": _udc, "nlm": _nlm}
_READERS: dict[str, _Reader] = {
    "050": _lcc,
    "055": _lcc_of_canada,
    "060": _nlm,
    "072": _category,
    "080": _udc,
    "082": _ddc,
    "083": _additional_ddc,
    "084": _other,
}

__all__ = ["classes"]
