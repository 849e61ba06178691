"""What a Dublin Core record's thing is called."""

from __future__ import annotations

from ld.normalize.text import fold, strip_isbd
from ld.record import Text
from ld.sources.dublin_core.fields import Statements, Value
from ld.sources.dublin_core.parts import Parts, add


def titles(statements: Statements, parts: Parts) -> None:
    """The first title, or one a language if titles state theirs; all further ones are variants."""
    found = list(statements.take("title"))
    names = _names(found)
    parts["titles"] = tuple(_text(value) for value in names)
    seen = {fold(name.value) for name in parts["titles"]}
    others = [value for value in found if value not in names]
    for value in (*others, *statements.take("alternative")):
        key = fold(value.text)
        if key in seen:
            statements.derive(value, "repeated")
        else:
            seen.add(key)
            add(parts, "alternative_titles", [_text(value)])


def _names(found: list[Value]) -> list[Value]:
    """The titles proper: never an untagged one beside tagged ones, never two in one language.

    An untagged first title is the title, unless a tagged one says the same: then the tagged ones say more.
    """
    tagged: dict[str, Value] = {}
    for value in found:
        if value.language:
            tagged.setdefault(value.language, value)
    if not found:
        return []
    if found[0].language or fold(found[0].text) in {fold(value.text) for value in tagged.values()}:
        return list(tagged.values())
    return found[:1]


def _text(value: Value) -> Text:
    """Without ISBD's final marks, and with its colon set as people write it."""
    shown = strip_isbd(value.text.rstrip("/=:; ")).replace(" : ", ": ")
    return Text(shown or value.text, value.source, value.language)


__all__ = ["titles"]
