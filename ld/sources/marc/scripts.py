"""Fields in two scripts, MARC 21 880: language tags of the 880 and of the field beside it, its twin.

A tag is written only where the record states the language of the string: where its languages (041 $a and $d, else 008) hold
exactly one that is written in the script, or where there is one and 546 $b names the script. Else it is ``und`` with the script. The
script is always written, because it is what tells the twins apart, but for ``zh``, ``ja`` and ``ko``, which name theirs.

The script is that of $6, unless there is none of its characters in the field (``$1`` on Cyrillic in loc-books); then, and where $6
has no code, as of Thai or Armenian, the characters tell it.

Source: MARC 21 bibliographic, appendix A (control subfields, $6), 880, 546; ISO 15924; BCP 47 §2.2.3.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from ld.record import Text
from ld.sources.marc.model import Field, Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.script_codes import (
    BY_CODE,
    EAST_ASIAN,
    LATIN,
    NAMES_OF_SCRIPTS,
    NO_SCRIPT,
    SCRIPTS,
    WRITTEN_IN,
)

_TEXT = "abcdefghijklmnopqrstuvyz"
"""Subfields that hold words of the record's language in one field or another; 0–9, w and x hold codes and numbers."""

_WORD = re.compile(r"\w+")
_OF_ONE_LANGUAGE = frozenset({"zh", "ja", "ko"})
_HAN = frozenset({"hani", "jpan", "kore"})


def scripts(fields: Fields, parts: Parts) -> None:
    """Find the tags of every field in two scripts; needs `languages`, and comes before every group that takes 880s."""
    linked = fields.in_scripts()
    if not linked:
        return
    notation = " ".join(value for field in fields.get("546") for value in field.take("b")).casefold()
    named = frozenset(NAMES_OF_SCRIPTS[word] for word in _WORD.findall(notation) if word in NAMES_OF_SCRIPTS)
    languages = _languages(parts)
    for field in linked:
        found = _tags(field, languages, named)
        field.tags = found
        if field.twin:
            field.twin.tags = found


def tags(field: Field, parts: Parts) -> tuple[str, str]:
    """The language tags of an 880 and of its twin.

    Args:
        field: either of the two.
        parts: with `languages`.
    Returns:
        (tag of the 880, tag of the field that it stands for), lower case, never empty; equal where both are in one script.
    """
    if field.tags is None:
        original = field if field.name == "880" or not field.twin else field.twin
        field.tags = _tags(original, _languages(parts), frozenset())
    return field.tags


def tag(field: Field, parts: Parts) -> str | None:
    """The language tag of a field's own text; None of a field in one script, and of a cataloguer's note that quotes another.

    An example of the latter: 880 for 500, no other form, "Preface by author, 本因坊丈策".
    """
    if field.name == "880":
        is_remark = not field.twin and field.tag[0] == "5" and _script_of(_text(field)) == LATIN
        return None if is_remark else tags(field, parts)[0]
    return tags(field, parts)[1] if field.twin else None


def script_tag(field: Field, value: str) -> str | None:
    """The tag of a string that stands in a field in two scripts, but in nobody knows which language: ``und-`` with its script."""
    if field.name != "880" and not field.twin:
        return None
    return f"und-{_script_of(value) or NO_SCRIPT}"


def is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin, and there are some.

    >>> is_latin("Yuzo Saeki"), is_latin("佐伯祐三展"), is_latin("1999")
    (True, False, False)
    """
    return _scripts(text) == {LATIN}


def forms(field: Field, codes: str, parts: Parts, joint: str = " ") -> tuple[Text, ...]:
    """The text of some subfields, and the same of the twin, both tagged; one without a tag where there is no twin.

    Args:
        codes: of the subfields; they are taken from both, in the record's order.
        joint: what stands between subfields.
    """
    return forms_by(field, codes, parts, lambda form: joint.join(form.take(codes)))


def forms_by(field: Field, codes: str, parts: Parts, read: Callable[[Field], str]) -> tuple[Text, ...]:
    """Like :func:`forms`, where `read` makes the text of a field out of the subfields `codes`."""
    found = []
    for form in (field, field.twin) if field.twin else (field,):
        value = read(form)
        if value:
            found.append(Text(value, form.source(codes), tag(form, parts)))
    return tuple(found)


def alternates(field: Field, codes: str, parts: Parts, read: Callable[[Field], str]) -> tuple[Text, ...]:
    """The form in the other script, tagged, for the node that the field itself names; none where there is no twin."""
    value = read(field.twin) if field.twin else ""
    if not field.twin or not value:
        return ()
    if value == read(field):  # "Works" in the 880 too
        field.twin.derive(codes, "same-as-its-twin")
        return ()
    return (Text(value, field.twin.source(codes), tag(field.twin, parts)),)


def _languages(parts: Parts) -> tuple[str, ...]:
    return tuple(stated.value.bcp47 for stated in parts.get("languages", ()))


def _tags(field: Field, languages: tuple[str, ...], named: frozenset[str]) -> tuple[str, str]:
    own = _script(field)
    other = _script_of(_text(field.twin)) or LATIN if field.twin else LATIN
    written = other if own == LATIN and other != LATIN else own
    language = _language(written, languages, named)
    return _tag(language, own), _tag(language, other)


def _text(field: Field) -> str:
    return " ".join(field.peek(_TEXT))


def _script(field: Field) -> str:
    """The script of an 880: that of $6 if there are such characters, else that of most characters that are not Latin."""
    text = _text(field)
    there = _scripts(text)
    # MARC 21 has had ISO 15924 codes in $6 since 2010: "880-02/Arab".
    coded = BY_CODE.get(field.script) or (field.script.lower() if field.script.lower() in WRITTEN_IN else "")
    if coded and (not there or coded in there):
        return coded
    if field.script == EAST_ASIAN:
        east_asian = next((script for script in ("kore", "jpan", "hani") if script in there), "")
        return east_asian or _script_of(text) or "hani"
    # An 880 is there for its other script, however many letters its parallel title and its roles have in this one.
    return (
        _script_of("".join(char for char in text if _LETTERS[char] != LATIN) if there - {LATIN} else text)
        or NO_SCRIPT
    )


def _scripts(text: str) -> set[str]:
    """The scripts that there are letters of."""
    found = set(map(_LETTERS.__getitem__, set(text)))
    found.discard("")
    return found


def _script_of(text: str) -> str:
    """The script of most letters; kana or hangul among Chinese characters tell whose text it is. Empty without letters."""
    there = _scripts(text)
    if len(there) <= 1:
        return there.pop() if there else ""
    counts = Counter(map(_LETTERS.__getitem__, text))
    del counts[""]
    found = max(counts, key=counts.__getitem__)
    if found not in _HAN:
        return found
    return next((script for script in ("kore", "jpan") if script in there), found)


class _Letters(dict[str, str]):
    """Scripts of characters, filled as characters turn up; empty of what is no letter."""

    def __missing__(self, char: str) -> str:
        first = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
        self[char] = SCRIPTS.get(first, "") if char.isalpha() else ""
        return self[char]


_LETTERS = _Letters()


def _language(script: str, languages: tuple[str, ...], named: frozenset[str]) -> str:
    """The one language of the record that is written in a script, else ``und``."""
    fitting = WRITTEN_IN.get(script, frozenset()).intersection(languages)
    if len(fitting) == 1:
        return next(iter(fitting))
    if len(languages) == 1 and script in named:
        return languages[0]
    return "und"


def _tag(language: str, script: str) -> str:
    return language if language in _OF_ONE_LANGUAGE and script in _HAN else f"{language}-{script}"


__all__ = ["alternates", "forms", "forms_by", "is_latin", "script_tag", "scripts", "tag", "tags"]
