"""Subject and genre headings: their scheme, their IRI, and the string that is their key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ld.normalize.identifiers import authority
from ld.normalize.punctuation import strip_isbd
from ld.normalize.tsv import rows

SCHEME_IRIS: Mapping[str, str] = MappingProxyType(
    {row["scheme"]: row["iri"] for row in rows("subject-schemes") if row["iri"]}
)
"""IRIs of the subject schemes that are published under one, by MARC's source code; all others are local to a site.

>>> SCHEME_IRIS["lcsh"], "gsafd" in SCHEME_IRIS
('http://id.loc.gov/authorities/subjects', False)
"""

_LABELS = {row["scheme"]: row["label"] for row in rows("subject-schemes")}
_CODES = frozenset(_LABELS)
_INDICATORS = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "csh", "6": "rvm"}
_NO_SCHEME = frozenset({"", "local"})
_TAIL = re.compile(
    r"(?P<label>.*\S)\s+(?P<scheme>[a-z][a-z-]{2,11})(?P<zero>(?:\s+(?:\([A-Za-z-]{2,12}[0-9]*\)\s?[A-Za-z0-9.:/-]{2,80}|https?://\S{4,200}))*)"
    r"(?:\s+[A-Z][A-Za-z]{1,9}(?:-[A-Za-z]+)?)?"
)
_ZERO = re.compile(r"\([A-Za-z-]{2,12}[0-9]*\)\s?[A-Za-z0-9.:/-]{2,80}|https?://\S{4,200}")
HEADING_SCHEMES = frozenset({"fast", "gnd", "lcsh", "lcshac", "lcgft", "mesh"})
"""Schemes whose numbers are those of headings, and give their IRIs."""

_MAX = 1000


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre or form heading.

    Attributes:
        label: without final full stop, source code and number.
        scheme: MARC's source code, None where the text names none that is known.
        iri: the heading's own, where its number stands in the text.
    """

    label: str
    scheme: str | None
    iri: str | None


def genre(value: str) -> Genre:
    """Take VuFind's genre apart, into which MARC's $2, $0 and $5 have run.

    Args:
        value: clean text: ``Documentary films lcgft``, ``Biography Dictionaries. fast (OCoLC)fst01423824``.

    >>> genre("Biography Dictionaries. fast (OCoLC)fst01423824")
    Genre(label='Biography Dictionaries', scheme='fast', iri='http://id.worldcat.org/fast/1423824')
    >>> genre("Films for the hearing impaired.")
    Genre(label='Films for the hearing impaired', scheme=None, iri=None)
    """
    found = _TAIL.fullmatch(value) if len(value) <= _MAX else None
    if not found or found["scheme"] not in _CODES:
        return Genre(heading([value]), None, None)
    known = filter(None, map(heading_iri, _ZERO.findall(found["zero"])))
    return Genre(heading([found["label"]]), found["scheme"], next(known, None))


def heading_iri(number: str) -> str | None:
    """The IRI of the heading that MARC 21 $0 or $1 names, None if it names none, or no heading.

    >>> heading_iri("(DLC)sh85069833"), heading_iri("(DE-627)104500138")
    ('http://id.loc.gov/authorities/subjects/sh85069833', None)
    """
    found = authority(number)
    return found.iri if found and found.scheme in HEADING_SCHEMES else None


def heading(name: Iterable[str], subdivisions: Iterable[str] = ()) -> str:
    """The heading of subfields, which within a scheme is its key.

    Args:
        name: the subfields of the name or term, in order.
        subdivisions: $v, $x, $y and $z, in order.
    Returns:
        the name joined by spaces, each subdivision after `` -- ``, without final full stop; case is kept.
    Source: LCSH manual H 1075 (form of subdivided headings).

    >>> heading(["Jerusalem"], ["Description and travel."])
    'Jerusalem -- Description and travel'
    """
    parts = [" ".join(" ".join(name).split()), *(" ".join(part.split()) for part in subdivisions)]
    return strip_isbd(" -- ".join(filter(None, parts)))


def scheme_label(code: str) -> str:
    """What a scheme is called: its name in the table, else its code in capitals.

    >>> scheme_label("mesh"), scheme_label("rvk")
    ('MeSH', 'RVK')
    """
    return _LABELS.get(code) or code.upper()


def scheme_of(indicator: str, source: str | None = None) -> str | None:
    """The scheme of a MARC 6XX field: by its second indicator, or by $2 where that is 7.

    >>> scheme_of("0"), scheme_of("7", "fast"), scheme_of("7", "local"), scheme_of("4")
    ('lcsh', 'fast', None, None)
    """
    if indicator != "7":
        return _INDICATORS.get(indicator)
    code = (source or "").strip().strip(".").lower()
    return None if code in _NO_SCHEME else code


__all__ = [
    "HEADING_SCHEMES",
    "SCHEME_IRIS",
    "Genre",
    "genre",
    "heading",
    "heading_iri",
    "scheme_label",
    "scheme_of",
]
