"""Languages of a MARC 21 record: 041, 008/35-37; what is said of them in words (546) is not published.

Source: MARC 21 bibliographic, 041 and 008/35-37; MARC code list for languages.
"""

from __future__ import annotations

from collections.abc import Sequence

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.languages import Language, language, language_codes
from ld.record import Stated
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts

_OTHER_USES = {
    "b": "summary-language",
    "e": "libretto-language",
    "f": "contents-language",
    "g": "accompanying-material-language",
    "i": "intertitles-language",
    "j": "subtitle-language",
    "k": "intermediate-language",
    "m": "accompanying-material-language",
    "n": "libretto-language",
    "p": "caption-language",
    "q": "accessible-audio-language",
    "r": "accessible-visual-language",
    "t": "transcript-language",
}
"""Subfields of 041 that tell the language of something else than the text (041 $a) or what is sung or spoken ($d)."""

_STATED = slice(35, 38)
_KNOWN_LISTS = ("iso639", "iso-639", "rfc", "bcp47", "marc")
"""How the codes of lists begin whose members can be told apart by themselves: ``iso639-3``, ``rfc3066``, ``rfc5646``."""


def languages(fields: Fields, parts: Parts) -> None:
    """The languages of the thing: those of 041 $a and $d, in order, each once; where it has none, that of 008.

    Sets `languages`.
    """
    described = fields.get("041")
    found = _distinct(fields, described, "ad")
    for field in described:
        field.drop("h", "language-of-an-original-that-is-not-named")
        for code, reason in _OTHER_USES.items():
            if field.has(code):
                field.drop(code, reason)
        field.drop("2", "code-list")
    for field in fields.get("546"):
        field.drop("a3", "language-in-words")
    parts["languages"] = found or _of_008(fields)


def original_languages(fields: Fields) -> tuple[Stated[Language], ...]:
    """The languages of the original, 041 $h, in order, each once; to be called where a work is made that they are of."""
    return _distinct(fields, fields.get("041"), "h")


def is_translation(fields: Fields) -> bool:
    """Whether 041 ind1 says that the thing is or includes a translation."""
    return any(field.ind1 == "1" for field in fields.get("041"))


def _distinct(fields: Fields, described: Sequence[Field], codes: str) -> tuple[Stated[Language], ...]:
    """The languages in some subfields of 041; what repeats is derivative."""
    found: dict[str, Stated[Language]] = {}
    for field in described:
        source = field.source(codes)
        for code, value in field.pairs(codes):
            read = _read(fields, field, code, value)
            new = [one for one in read if one.iri not in found]
            if read and not new:
                field.derive_value(code, value, "repeated")
            found |= {one.iri: Stated(one, source) for one in new}
    return tuple(found.values())


def _read(fields: Fields, field: Field, code: str, value: str) -> list[Language]:
    """The languages that one subfield names; codes that old records run together (``engfre``) come apart."""
    scheme = next(iter(field.peek("2")), "")
    if field.ind2 == "7" and not scheme.lower().startswith(_KNOWN_LISTS):
        _unknown(fields, field, code, value, f"the code list {scheme or 'that $2 should name'} is not known")
        return []
    names = (value,) if scheme else language_codes(value)
    try:
        found = [one for name in names if (one := language(name))]
    except LexicalError:
        _unknown(fields, field, code, value, "the MARC code list for languages has no such code")
        return []
    if not found:
        field.drop_value(code, value, "no-one-language")
    return found


def _unknown(fields: Fields, field: Field, code: str, value: str, why: str) -> None:
    fields.remark(
        "language-unknown",
        Severity.WARNING,
        f"{field.name}${code}",
        value,
        f"No statement is made of this language: {why}. Correct the code.",
    )
    field.drop_value(code, value, "language-unknown")


def _of_008(fields: Fields) -> tuple[Stated[Language], ...]:
    """008/35-37. Blanks and fill characters say nothing; ``und``, ``mul``, ``zxx`` no one language."""
    code = fields.control("008")[_STATED].strip()
    if not code or not code.strip("|#-"):
        return ()
    try:
        found = language(code)
    except LexicalError:
        fields.remark(
            "language-unknown",
            Severity.WARNING,
            "008",
            code,
            "The MARC code list for languages has no such code in 008/35-37; no statement is made of it. Correct the code.",
        )
        return ()
    return (Stated(found, "008"),) if found else ()


__all__ = ["is_translation", "languages", "original_languages"]
