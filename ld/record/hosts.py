"""What a work is a part of."""

from __future__ import annotations

from enum import StrEnum

from ld.immutable import immutable
from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier
from ld.record.agents import Agent
from ld.record.values import Stated, Text


@immutable
class Series:
    """A series the work is in, with its number there as catalogued.

    Attributes:
        alternates: other forms of the name, those in other scripts with their tags.
        creators: agents under whose name the series is entered (800, 810, 811).
    """

    name: str
    source: str
    alternates: tuple[Text, ...] = ()
    number: str | None = None
    issn: str | None = None
    creators: tuple[Agent, ...] = ()


class HostKind(StrEnum):
    """What contains a part."""

    PERIODICAL = "periodical"
    BOOK = "book"


@immutable
class Container:
    """What the work is a part of: a periodical with volume and issue, or a book.

    Attributes:
        titles: the first is the name, the last what citations call it, the others variants.
        issns: hyphenated, valid; `linking_issn` (ISSN-L), where the source states it, is the periodical's key.
        identifiers: further numbers of the host: NLM's, ZDB's, control numbers.
        published: date of the issue, which may differ from that of the article; citations use its year.
        citation: the source's own text of where the part stands.
    """

    kind: HostKind
    source: str
    titles: tuple[Text, ...] = ()
    issns: tuple[Stated[str], ...] = ()
    linking_issn: Stated[str] | None = None
    isbns: tuple[Stated[str], ...] = ()
    identifiers: tuple[Stated[Identifier], ...] = ()
    volume: Text | None = None
    issue: Text | None = None
    published: Stated[Date] | None = None
    start_page: Text | None = None
    end_page: Text | None = None
    citation: Text | None = None


@immutable
class Parent:
    """Another record of the same catalogue, of which this one is a part."""

    record_id: str
    source: str
    position: str | None = None


__all__ = ["Container", "HostKind", "Parent", "Series"]
