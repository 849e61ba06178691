"""What a Dublin Core record says of its thing in sentences, and in which language the thing is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.languages import Language, language
from ld.record import Stated, Text
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, add, text

_ABSTRACT = re.compile(r"abstract\b|résumé\b|zusammenfassung\b|resumen\b|resumo\b", re.IGNORECASE)
_LONG = 200
"""Characters from which on a description is taken for an abstract."""
_SEPARATORS = re.compile(r"\s*[;,/|]\s*")


def descriptions(statements: Statements, parts: Parts) -> None:
    """The abstract, of each language the first that is long enough or says what it is; other descriptions are notes."""
    abstracts = [text(value) for value in _distinct(statements, "abstract")]
    notes: list[Text] = []
    said = {abstract.language for abstract in abstracts}
    for value in _distinct(statements, "description"):
        if value.text.startswith(("http://", "https://")) and " " not in value.text:
            statements.drop(value, "address-not-a-description")
        elif value.language not in said and (len(value.text) >= _LONG or _ABSTRACT.match(value.text)):
            said.add(value.language)
            abstracts.append(text(value))
        else:
            notes.append(text(value))
    parts["abstracts"] = tuple(abstracts)
    parts["contents"] = tuple(text(value) for value in _distinct(statements, "tableOfContents"))
    add(parts, "notes", [*notes, *(text(value) for value in _distinct(statements, "note"))])


def _distinct(statements: Statements, name: str) -> Iterator[Value]:
    seen: set[tuple[str, str | None]] = set()
    for value in statements.take(name):
        if (value.text, value.language) in seen:
            statements.derive(value, "repeated")
        else:
            seen.add((value.text, value.language))
            yield value


def languages(statements: Statements, parts: Parts) -> None:
    """Codes and names of languages; several may stand in one value, ``english;eng``."""
    found: dict[str, Stated[Language]] = {}
    for value in statements.take("language"):
        read = _read(value.text)
        if isinstance(read, str):
            statements.remark(
                "language-unknown",
                Severity.WARNING,
                value,
                "This language is in neither ISO 639-2 nor VuFind's list; no statement is made of it.",
            )
            statements.drop(value, read)
            continue
        fresh = [one for one in read if one.iri not in found]
        found.update({one.iri: Stated(one, value.source) for one in fresh})
        if not read:
            statements.drop(value, "no-one-language")
        elif not fresh:
            statements.derive(value, "repeated")
    parts["languages"] = tuple(found.values())


def _read(value: str) -> list[Language] | str:
    """The languages of a value; why it is dropped, if it is none."""
    try:
        return [found] if (found := language(value)) else []
    except LexicalError:
        pieces = [piece for piece in _SEPARATORS.split(value) if piece]
    try:
        return (
            [found for piece in pieces if (found := language(piece))]
            if len(pieces) > 1
            else "language-unknown"
        )
    except LexicalError:
        return "language-unknown"


__all__ = ["descriptions", "languages"]
