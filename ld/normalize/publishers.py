"""Publishers' names from imprints."""

from __future__ import annotations

import re
from functools import lru_cache

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
    return _cached(value) if len(value) <= _CACHED else _publishers(value)


def _publishers(value: str) -> tuple[str, ...]:
    names = (_name(part) for part in _SEPARATOR.split(value[:_MAX]))
    return tuple({fold(name): name for name in reversed([name for name in names if name])}.values())[::-1]


_CACHED = 100
_cached = lru_cache(maxsize=4096)(_publishers)


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


_BOTH = re.compile(
    r"\[?(?:published|(?:published|produced|printed|issued),?(?: and)?(?: exclusively)? (?:published|sold|distributed))\]? by\]? (?=\S)",
    re.IGNORECASE,
)
_HINT = re.compile(r"distrib|vertrieb|auslief|auslfg|diffus", re.IGNORECASE)
_DISTRIBUTED = re.compile(
    r"\W*(?:exclusively |sold(?: and|,) |available and )?distributed\b(?: .{0,120}?)? by\b\]? ?(.+)"
    r"|\W*(?:(?:sole|exclusive|u\.s\.|us|north american|international|world(?:wide)?|main|trade) )?"
    r"distributors?\]?(?: (?:in|for) [^,]{1,60},|,| ?:|(?= (?-i:[A-Z]))) ?(.+)"
    r"|\W*(?:vertrieb(?: durch)?|auslfg|auslieferung|diffusion|diffuseur|distributeur|distribution|distribuidor|distribución)[.:,\]]{1,2} ?(.+)"
    r"|(.+?),? ?\[(?:sole |exclusive )?distributors?\W*"
    r"|\[?(.+?), (?:sole |exclusive )?(?-i:distributor)s?\W*",
    re.IGNORECASE,
)


def distributor(value: str) -> str | None:
    """The statement of a distributor's name in a place for publishers; None if it is not said to be a distributor.

    Args:
        value: clean text of one subfield 260 or 264 $b.
    Returns:
        text that :func:`publishers` takes.
    Source: AACR2 1.4D and 1.4E.

    >>> distributor("Distributed in the U.S. by Sterling Pub. Co.,"), distributor("Bernan Associates [distributor],")
    ('Sterling Pub. Co.,', 'Bernan Associates')
    >>> distributor("Kanishka Publishers, Distributors,"), distributor("Published and distributed by Asia Books,")
    (None, None)
    """
    if len(value) > _MAX_STATEMENT or not _HINT.search(value) or _BOTH.match(value):
        return None
    found = _DISTRIBUTED.fullmatch(value)
    return next(filter(None, found.groups()), None) if found else None


def publisher_named(value: str) -> str:
    """`value` without words in front that say what its publisher did.

    >>> publisher_named("Published and distributed by Asia Books,")
    'Asia Books,'
    """
    return _BOTH.sub("", value, count=1) if _BOTH.match(value) else value


_MAX_STATEMENT = 500
_GENERIC = frozenset({"the institute", "the society", "the author", "the university", "the association"})


def is_generic(name: str) -> bool:
    """Whether a publisher is named by its kind only, which says nothing outside the statement of responsibility.

    >>> is_generic("The Institute"), is_generic("The Book Guild")
    (True, False)
    """
    return name.casefold() in _GENERIC


__all__ = ["distributor", "is_generic", "publisher_named", "publishers"]
