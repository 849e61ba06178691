"""Values with where they are from, and what kind of collection a record is from."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from ld.immutable import immutable

T = TypeVar("T")


@immutable
class Stated(Generic[T]):
    """A normalized value and the source field that states it."""

    value: T
    source: str


@immutable
class Text:
    """A string of the record: clean (NFC, no controls, no markup), not empty.

    Attributes:
        language: BCP 47 tag in lower case, only where the source states the language *of this string*.
    """

    value: str
    source: str
    language: str | None = None


class Profile(StrEnum):
    """What kind of collection a record is from; it decides what some fields mean.

    ``PMC``: harvested from PubMed Central as oai_dc, subjects are journal sections. ``ARTICLE``: journals' own XML, JATS
    among it.
    """

    GENERIC = "generic"
    MARC = "marc"
    PMC = "pmc"
    PUBMED = "pubmed"
    ARTICLE = "article"


class Trait(StrEnum):
    """What a source says of the kind of thing beyond a format label: evidence that makes a class more precise.

    ``MUSIC``: recorded music (LDR/06 j). ``SPOKEN``: recorded literature, an audiobook (LDR/06 i and literary 008/30, a narrator,
    an ISBN). ``FILM``: a motion picture. ``PHOTOGRAPH``, ``DRAWING``, ``PAINTING``: what kind of picture. ``PROGRAM``: a
    computer program. ``REVIEW``: a review of another work. ``SCHOLARLY``: known to be scholarly.
    """

    MUSIC = "music"
    SPOKEN = "spoken"
    FILM = "film"
    PHOTOGRAPH = "photograph"
    DRAWING = "drawing"
    PAINTING = "painting"
    PROGRAM = "program"
    REVIEW = "review"
    SCHOLARLY = "scholarly"


__all__ = ["Profile", "Stated", "Text", "Trait"]
