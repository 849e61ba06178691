"""How a work was published, its form, where it is on the web, and what one may do with it."""

from __future__ import annotations

from enum import StrEnum

from ld.immutable import immutable
from ld.normalize.dates import Date
from ld.record.agents import Agent
from ld.record.topics import Place
from ld.record.values import Stated, Text


@immutable
class Publication:
    """The event of publishing: where, by whom, when."""

    source: str
    places: tuple[Place, ...] = ()
    publishers: tuple[Agent, ...] = ()
    date: Stated[Date] | None = None


@immutable
class Extent:
    """Size or duration as the source says it, and what can be read off.

    Attributes:
        pages: of one volume with one arabic sequence.
        duration: xsd:duration, such as ``PT93M``.
        language: tag of the label, where the source states it.
    """

    label: str
    source: str
    pages: int | None = None
    duration: str | None = None
    language: str | None = None


class UrlRole(StrEnum):
    """What a URL of the record leads to. ``FORMAT``: the same in another form."""

    RESOURCE = "resource"
    ABOUT = "about"
    RELATED = "related"
    FORMAT = "format"


@immutable
class Url:
    """A valid IRI of the record; `media_type` where the source says what is there."""

    iri: str
    role: UrlRole
    source: str
    media_type: str | None = None


@immutable
class Isbn:
    """A valid ISBN-13 without hyphens; `book_format` is a schema.org BookFormatType where the qualifier tells."""

    value: str
    source: str
    book_format: str | None = None


class RightsKind(StrEnum):
    """What a statement of rights is about: who owns it, who may see it, what one may do with it."""

    COPYRIGHT = "copyright"
    ACCESS = "access"
    USE = "use"


@immutable
class Rights:
    """A statement of rights that is no licence: text, an IRI (rightsstatements.org, COAR access rights), or both."""

    kind: RightsKind
    source: str
    text: Text | None = None
    iri: str | None = None


__all__ = ["Extent", "Isbn", "Publication", "Rights", "RightsKind", "Url", "UrlRole"]
