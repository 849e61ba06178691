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

_TEXT = "abcdefghijklmnopqrstuvyz"
"""Subfields that hold words of the record's language in one field or another; 0–9, w and x hold codes and numbers."""

_CODES = {"(N": "cyrl", "(Q": "cyrl", "(S": "grek", "(2": "hebr", "(3": "arab", "(4": "arab", "(B": "latn"}
_EAST_ASIAN = "$1"
_LATIN = "latn"
_NO_SCRIPT = "zyyy"
"""ISO 15924: undetermined; of a field without letters and without a code."""

_SCRIPTS = {
    "ARABIC": "arab",
    "ARMENIAN": "armn",
    "BENGALI": "beng",
    "BOPOMOFO": "hani",
    "CANADIAN": "cans",
    "CHEROKEE": "cher",
    "CJK": "hani",
    "COPTIC": "copt",
    "CYRILLIC": "cyrl",
    "DEVANAGARI": "deva",
    "ETHIOPIC": "ethi",
    "GEORGIAN": "geor",
    "GLAGOLITIC": "glag",
    "GREEK": "grek",
    "GUJARATI": "gujr",
    "GURMUKHI": "guru",
    "HANGUL": "kore",
    "HEBREW": "hebr",
    "HIRAGANA": "jpan",
    "JAVANESE": "java",
    "KANNADA": "knda",
    "KATAKANA": "jpan",
    "KHMER": "khmr",
    "LAO": "laoo",
    "LATIN": "latn",
    "MALAYALAM": "mlym",
    "MONGOLIAN": "mong",
    "MYANMAR": "mymr",
    "ORIYA": "orya",
    "SINHALA": "sinh",
    "SYRIAC": "syrc",
    "TAMIL": "taml",
    "TELUGU": "telu",
    "THAANA": "thaa",
    "THAI": "thai",
    "TIBETAN": "tibt",
    "TIFINAGH": "tfng",
    "YI": "yiii",
}
"""ISO 15924 codes by the first word of the Unicode names of their letters."""

_WRITTEN_IN = {
    script: frozenset(languages.split())
    for script, languages in {
        "arab": "ar az bal bej ber ckb doi dv fa ha jv ks ku ky kk lah may mad min ms mzn ota pa prs ps sd ses skr su sw tk tt tut ug"
        " ur uz wo",
        "armn": "hy",
        "beng": "as bn mni sa",
        "cans": "chp cr iu oj",
        "cher": "chr",
        "copt": "cop",
        "cyrl": "ab ady alt av az ba be bg bua ce chm chv crh cu cv dar gag inh kaa kbd kk koi kom krc krl kum kv ky lez mdf mk mn mo"
        " myv nog os ro rom ru rue sah se sel sr tg tk tt tyv udm ug uk uz xal",
        "deva": "awa bh bho bra doi hi kok ks mag mai mr ne new pi pra raj sa sat sd",
        "ethi": "am byn gez om ti tig",
        "geor": "ab ka lzz os",
        "glag": "cu hr",
        "grek": "el grc",
        "gujr": "gu kfr sa sd",
        "guru": "pa",
        "hani": "ja ko zh",
        "hebr": "arc he jpr jrb lad sam yi",
        "java": "jv kaw mad su",
        "jpan": "ja",
        "khmr": "km pi",
        "knda": "kn kok sa tcy",
        "kore": "ko",
        "laoo": "lo pi",
        "mlym": "ml sa",
        "mong": "mn mnc",
        "mymr": "my mnw pi shn",
        "orya": "or sa",
        "sinh": "pi sa si",
        "syrc": "arc syc syr",
        "taml": "sa ta",
        "telu": "sa te",
        "tfng": "ber kab rif shi tzm zgh",
        "thaa": "dv",
        "thai": "pi th tts",
        "tibt": "bo dz sa",
        "yiii": "ii",
    }.items()
}
"""BCP 47 codes of the languages that libraries hold books of in a script; a language without its script here gets ``und``."""

_NAMES_OF_SCRIPTS = {name.casefold(): script for name, script in _SCRIPTS.items()} | {
    "hanmun": "hani",
    "kana": "jpan",
    "burmese": "mymr",
    "oriya": "orya",
    "amharic": "ethi",
    "roman": "latn",
}
_WORD = re.compile(r"\w+")
_OF_ONE_LANGUAGE = frozenset({"zh", "ja", "ko"})
_HAN = frozenset({"hani", "jpan", "kore"})


def scripts(fields: Fields, parts: Parts) -> None:
    """Find the tags of every field in two scripts; needs `languages`, and comes before every group that takes 880s."""
    linked = fields.in_scripts()
    if not linked:
        return
    notation = " ".join(value for field in fields.get("546") for value in field.take("b")).casefold()
    named = frozenset(
        _NAMES_OF_SCRIPTS[word] for word in _WORD.findall(notation) if word in _NAMES_OF_SCRIPTS
    )
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
        is_remark = not field.twin and field.tag[0] == "5" and _script_of(_text(field)) == _LATIN
        return None if is_remark else tags(field, parts)[0]
    return tags(field, parts)[1] if field.twin else None


def script_tag(field: Field, value: str) -> str | None:
    """The tag of a string that stands in a field in two scripts, but in nobody knows which language: ``und-`` with its script."""
    if field.name != "880" and not field.twin:
        return None
    return f"und-{_script_of(value) or _NO_SCRIPT}"


def is_latin(text: str) -> bool:
    """Whether all letters of a text are Latin, and there are some.

    >>> is_latin("Yuzo Saeki"), is_latin("佐伯祐三展"), is_latin("1999")
    (True, False, False)
    """
    return _scripts(text) == {_LATIN}


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
    other = _script_of(_text(field.twin)) or _LATIN if field.twin else _LATIN
    written = other if own == _LATIN and other != _LATIN else own
    language = _language(written, languages, named)
    return _tag(language, own), _tag(language, other)


def _text(field: Field) -> str:
    return " ".join(field.peek(_TEXT))


def _script(field: Field) -> str:
    """The script of an 880: that of $6 if there are such characters, else that of most characters that are not Latin."""
    text = _text(field)
    there = _scripts(text)
    # MARC 21 has had ISO 15924 codes in $6 since 2010: "880-02/Arab".
    coded = _CODES.get(field.script) or (field.script.lower() if field.script.lower() in _WRITTEN_IN else "")
    if coded and (not there or coded in there):
        return coded
    if field.script == _EAST_ASIAN:
        east_asian = next((script for script in ("kore", "jpan", "hani") if script in there), "")
        return east_asian or _script_of(text) or "hani"
    # An 880 is there for its other script, however many letters its parallel title and its roles have in this one.
    return (
        _script_of("".join(char for char in text if _LETTERS[char] != _LATIN) if there - {_LATIN} else text)
        or _NO_SCRIPT
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
        self[char] = _SCRIPTS.get(first, "") if char.isalpha() else ""
        return self[char]


_LETTERS = _Letters()


def _language(script: str, languages: tuple[str, ...], named: frozenset[str]) -> str:
    """The one language of the record that is written in a script, else ``und``."""
    fitting = _WRITTEN_IN.get(script, frozenset()).intersection(languages)
    if len(fitting) == 1:
        return next(iter(fitting))
    if len(languages) == 1 and script in named:
        return languages[0]
    return "und"


def _tag(language: str, script: str) -> str:
    return language if language in _OF_ONE_LANGUAGE and script in _HAN else f"{language}-{script}"


__all__ = ["alternates", "forms", "forms_by", "is_latin", "script_tag", "scripts", "tag", "tags"]
