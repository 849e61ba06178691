"""Publishers' names from imprints."""

from __future__ import annotations

import re

from ld.normalize.punctuation import fold, strip_isbd

_MAX = 20_000
_SEPARATOR = re.compile(r"\s;\s?|;\s")
_UNKNOWN = re.compile(
    r"\W*(?:s\W{0,2}n|s\W{0,2}l|n\W{0,2}p|sine nomine|b\W{0,2}i|б\W{0,2}и|x\W{0,2}n"
    r"|(?:name of )?(?:publisher|distributor|manufacturer|producer)s?(?: name)? (?:not (?:identified|known|named)|unknown|unidentified)"
    r"|publisher|no publisher|etc(?:\W+etc)*|unknown|unknown publisher"
    r"|(?:verlag|verleger|drucker) (?:nicht ermittelbar|unbekannt)|o\W{0,2}verl(?:ag)?"
    r"|(?:éditeur|imprimeur|maison d.édition) (?:inconnue?|non identifiée?)|editor(?:ial)? (?:no identificado|desconocido)|sin editor"
    r"|editore (?:non identificato|sconosciuto)|(?:editora? )?(?:não identificad[oa])|uitgever (?:niet vastgesteld|onbekend)"
    r"|(?:kustantaja|julkaisija) (?:tuntematon|ei tiedossa)|förlag okänt|okänt förlag|utgivare okänd|ukjent utgiver|ukendt forlag"
    r"|издатель не (?:установлен|указан)|出版者不明|出版社不明|출판사불명)\W*",
    re.IGNORECASE,
)
_PAIRS = (("[", "]"), ("(", ")"), ('"', '"'), ("<", ">"))


def publishers(value: str) -> tuple[str, ...]:
    """The publishers that an imprint names, without cataloguer's brackets and final punctuation, each once.

    Args:
        value: clean text; several are set apart by `` ; ``.
    Returns:
        none where the text says that there is none known: ``[s.n.]``, ``Verlag nicht ermittelbar``.
    Source: MARC 21 bibliographic, 260/264 $b; AACR2 1.4D6, RDA 2.8.4.7.

    >>> publishers("Publisher 1 ; Publisher 2,"), publishers("s.n.],"), publishers("[Cervecería Unión],")
    (('Publisher 1', 'Publisher 2'), (), ('Cervecería Unión',))
    """
    names = (_name(part) for part in _SEPARATOR.split(value[:_MAX]))
    return tuple({fold(name): name for name in reversed([name for name in names if name])}.values())[::-1]


def _name(part: str) -> str:
    if len(part) < _LONG and _UNKNOWN.fullmatch(part):
        return ""
    text = strip_isbd(part.strip())
    for opening, closing in _PAIRS:
        text = _unwrapped(text, opening, closing)
    name = strip_isbd(text)
    return name if any(char.isalnum() for char in name) else ""


_LONG = 60


def _unwrapped(text: str, opening: str, closing: str) -> str:
    """`text` without brackets around the whole, or of which one half is missing; brackets inside stay."""
    if text.startswith(opening) and text.endswith(closing) and closing not in text[1:-1]:
        return text[1:-1].strip()
    if opening != closing and text.count(opening) != text.count(closing):
        return text.removeprefix(opening) if text.startswith(opening) else text.removesuffix(closing)
    return text


__all__ = ["publishers"]
