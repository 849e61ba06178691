"""The names of persons, families, bodies and meetings as a MARC 21 record enters them: one string of the subfields of a heading.

Source: MARC 21 bibliographic, X00, X10, X11; ISBD punctuation, which a catalogue may leave out.
"""

from __future__ import annotations

import re

from ld.normalize.punctuation import is_abbreviated
from ld.normalize.text import strip_isbd, strip_name
from ld.sources.marc.model import Field

NAME_CODES = {"00": "abcdgjq", "10": "abcdgn", "11": "abcdegnq"}
"""Subfields of a name by the last two digits of the tag; behind $t they are the title's."""
_BRACKETS = re.compile(r"[()]")


def access_point(field: Field) -> str:
    """The name as catalogued, without the title behind it and without final punctuation; empty if there is none.

    Marks that a catalogue leaves out are put in: ``Jośī, Kanhaiyālāla, 1920-``, ``Evangelische Kirche in Deutschland.
    Arbeitsgemeinschaft``, ``Osteuropa-Institut (Berlin)``.
    """
    pairs = name_pairs(field)
    if field.tag[1:] == "00":
        strip = strip_isbd if pairs and pairs[-1][0] == "d" else strip_name  # "17th cent."
        text = strip(personal_name(pairs))
    else:
        text = _without_quoted_stop(strip_isbd(_corporate(pairs)))
    return text if any(char.isalnum() for char in text) else ""


def _without_quoted_stop(text: str) -> str:
    """``School of Physics "Enrico Fermi."``: the stop of the field stands inside of the quotation marks."""
    bare = text.removesuffix('."')
    return f'{bare}"' if bare != text and not is_abbreviated(bare) else text


def name_pairs(field: Field) -> list[tuple[str, str]]:
    """Codes and values of the subfields of the name, those before $t, in the record's order; they are taken."""
    codes = NAME_CODES[field.tag[1:]]
    if not field.has("t"):
        return field.pairs(codes)
    pairs = field.pairs(codes + "t")
    end = next(n for n, (code, _) in enumerate(pairs) if code == "t")
    return pairs[:end]


def personal_name(pairs: list[tuple[str, str]]) -> str:
    """The parts of X00 as one string.

    >>> personal_name([("a", "Charles"), ("b", "V"), ("c", "Holy Roman Emperor"), ("d", "1500-1558")])
    'Charles V, Holy Roman Emperor, 1500-1558'
    """
    text = ""
    for code, value in pairs:
        if not text:
            text = value
        elif code in "cdj" and value[0] != "(":
            text = f"{strip_isbd(text)}, {value}"
        else:
            text = f"{text} ({value})" if code == "g" and value[0] != "(" else f"{text} {value}"
    return text


def _corporate(pairs: list[tuple[str, str]]) -> str:
    """A body, units after full stops; number, date and place of a meeting in brackets."""
    text = ""
    details: list[str] = []
    for code, value in pairs:
        if code in "ncdgq" and text:
            details.append(value)
        elif not text:
            text = value
        else:
            text, details = f"{strip_isbd(text + _in_brackets(details)).removesuffix('.')}. {value}", []
    return text + _in_brackets(details)


def _in_brackets(details: list[str]) -> str:
    if not details:
        return ""
    if any(map(_BRACKETS.search, details)):
        return " " + " ".join(details)
    return f" ({' : '.join(map(strip_isbd, details))})"


__all__ = ["NAME_CODES", "access_point", "name_pairs", "personal_name"]
