"""What a work is about, and how it is classed."""

from __future__ import annotations

from ld.immutable import immutable
from ld.normalize.places import Box, Point
from ld.record.values import Text


@immutable
class Concept:
    """A heading.

    Attributes:
        label: whole heading, facets joined by `` -- ``.
        scheme: code of the scheme (``lcsh``, ``fast`` …), None for a heading of no scheme.
        iri: the heading's own IRI where the source gives it or its number.
        alternates: the same heading in other scripts or languages.
    """

    label: str
    source: str
    scheme: str | None = None
    iri: str | None = None
    alternates: tuple[Text, ...] = ()


@immutable
class Classification:
    """A class of a classification, without the shelf mark's item part.

    Attributes:
        scheme: ``lcc``, ``ddc``, ``nlm``, ``udc``, or MARC's code of another scheme (``rvk``, ``bkl`` …).
    """

    scheme: str
    notation: str
    source: str


@immutable
class Place:
    """A place the work is about, or one where it was published.

    Attributes:
        iri: its own IRI where the source gives it or its code (id.loc.gov countries, geographic areas; FAST …).
        alternates: the same name in other scripts.
        about: it is a subject heading too, not only the area covered: under schema:about and dcterms:subject as well.
        country: the IRI is that of a country of the MARC list.
    """

    label: str
    source: str
    area: Box | Point | None = None
    iri: str | None = None
    alternates: tuple[Text, ...] = ()
    about: bool = False
    country: bool = False


@immutable
class Period:
    """A period the work is about; `interval` is ISO 8601, where there is one."""

    label: str
    source: str
    interval: str | None = None


__all__ = ["Classification", "Concept", "Period", "Place"]
