"""Punctuation that belongs to the catalogue card, not to the value: ISBD tails, and folding for comparison.

Source: ISBD consolidated edition, A.3 (prescribed punctuation); MARC 21 describes it at the end of subfields.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ld.normalize.tsv import words

_TAIL = ".,/:;=-–—،؛，．：；／＝" + "".join(char for char in map(chr, range(0x3001)) if char.isspace())
_ELLIPSIS = re.compile(r"[\s,;:]*+\.{2,}+")
_TYPED_TWICE = ".."
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Scripts without initials: the stop of ``李 水城 著.`` ends the sentence."""
_TIGHT = re.compile(r"[-–—/=]++")
_NO_VOWELS = re.compile(r"[b-df-hj-np-tv-z]{2,5}", re.IGNORECASE)
_CLOSING = frozenset(")]}>\"'”’»0123456789")
_LIGATURES = ("\u0361", "\ufe20", "\ufe21")
"""Half marks that tie two letters into one: the initial ``I︠U︡.`` of a romanized name."""
_TIED = 4
"""Two letters and their half marks; ``Anastasii͡a`` ends in two such letters and is no initial."""


def strip_isbd(value: str) -> str:
    """`value`, already clean, without the punctuation that leads on to the next area of a description.

    ``/ : ; = ,`` and a final full stop go, also those of Arabic and the wide ones of East Asia, and so does the dash of
    ``. -``; the stop of an abbreviation or initial, an ellipsis, and a hyphen or slash that touches the text stay. Applying
    it twice changes nothing.

    >>> strip_isbd("The Brownings' correspondence /"), strip_isbd("Report to the commissioner. -")
    ("The Brownings' correspondence", 'Report to the commissioner')
    >>> strip_isbd("Smith, J.,"), strip_isbd("1st ed."), strip_isbd("Jewel, 1974-"), strip_isbd("To be continued ...")
    ('Smith, J.', '1st ed.', 'Jewel, 1974-', 'To be continued ...')
    """
    core = value.rstrip(_TAIL)
    if not core or len(core) == len(value):
        return value.strip()
    return (core + _kept(core, value[len(core) :])).strip()


def _kept(core: str, tail: str) -> str:
    """The part of the punctuation `tail` that belongs to `core`."""
    if ellipsis := _ELLIPSIS.match(tail):
        return _kept(core, ".") if ellipsis[0] == _TYPED_TWICE else ellipsis[0]
    if tail[0] == ".":
        return "." if is_abbreviated(core) else ""
    tight = _TIGHT.match(tail)
    return tight[0] if tight else ""


def is_abbreviated(text: str) -> bool:
    """Whether a full stop after `text` would mark an abbreviation or initial rather than end a sentence.

    >>> [is_abbreviated(t) for t in ("Smith, J", "Ph.D", "Wiley Bros", "Works", "Learning XML")]
    [True, True, True, False, False]
    """
    if text[-1:] in _CLOSING:
        return False
    return _is_short(text[max(text.rfind(" ", -64), text.rfind("\n", -64)) + 1 :])


@lru_cache(maxsize=8192)
def _is_short(last_word: str) -> bool:
    """Whether the last word of a text, without its stop, is an abbreviation or initial."""
    word = last_word.lstrip("([{\"'“‘")
    last = word.rpartition(".")[2]
    if "." in word and len(last) <= 2:
        return last.isalpha()
    if len(word) == 1 or _is_one_letter(word):
        return word[:1].isalpha() and not _EAST_ASIAN.match(word)
    return last.lower() in words("abbreviations") or (
        _NO_VOWELS.fullmatch(last) is not None and not last.isupper()
    )


def _is_one_letter(word: str) -> bool:
    """Whether `word` is two letters tied into one."""
    return len(word) <= _TIED and not word.isascii() and any(mark in word for mark in _LIGATURES)


_TITLES = frozenset(
    [
        "jr",
        "sr",
        "mr",
        "mrs",
        "ms",
        "dr",
        "drs",
        "esq",
        "hon",
        "rev",
        "revd",
        "bro",
        "msgr",
        "mme",
        "mlle",
        "mgr",
        "capt",
        "col",
        "gen",
        "maj",
        "lt",
        "sgt",
        "adm",
        "gov",
        "sen",
        "rep",
        "prof",
        "st",
        "ste",
        "chas",
        "wm",
        "thos",
    ]
)
_NO_VOWELS_NOR_Y = re.compile(r"[b-df-hj-np-tv-xz]{2,5}", re.IGNORECASE)


def strip_name(value: str) -> str:
    """Like :func:`strip_isbd`, for the name of a person: a whole forename is no abbreviation, though a month may be spelt like it.

    >>> strip_name("Bondeson, Jan."), strip_name("Segal, Lynn."), strip_name("Kalinin, M. I."), strip_name("Farnsworth, Vesta J., Mrs.")
    ('Bondeson, Jan', 'Segal, Lynn', 'Kalinin, M. I.', 'Farnsworth, Vesta J., Mrs.')
    """
    text = strip_isbd(value)
    if not text.endswith("."):
        return text
    word = text[:-1].rpartition(" ")[2].lstrip("([")
    is_short = len(word) == 1 or "." in word or _is_one_letter(word) or _NO_VOWELS_NOR_Y.fullmatch(word)
    return text if is_short or word.lower() in _TITLES else text[:-1]


class _Folding(dict[int, str | None]):
    """Translation that drops punctuation, white space and controls; filled as characters turn up."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        dropped = unicodedata.category(char)[0] in "PZC" or (unicodedata.category(char) in ("Sk", "Sm", "So"))
        self[code] = char if char in "+#" or not dropped else None
        return self[code]


_FOLDING = _Folding()


def fold(value: str) -> str:
    """A key by which two forms of one title or name are equal that differ in case, spacing or punctuation only.

    Letters with and without diacritics stay apart, and so do ``C``, ``C++`` and ``C#``.

    >>> fold("The ship of death /") == fold("The Ship of Death.")
    True
    """
    folded = value.casefold()
    return folded.translate(_FOLDING) or folded.strip()


__all__ = ["fold", "is_abbreviated", "strip_isbd", "strip_name"]
