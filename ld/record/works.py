"""Other works that a record names: the original, the parts, the neighbours; what cites, corrects or paid for it."""

from __future__ import annotations

from enum import StrEnum

from ld.immutable import immutable
from ld.normalize.dates import Date
from ld.normalize.identifiers import Identifier
from ld.normalize.languages import Language
from ld.record.agents import Agent
from ld.record.values import Stated, Text


class Relation(StrEnum):
    """How the work is related to another one, and the MARC 21 fields that say so.

    ``EXAMPLE_OF`` 130/240/758; ``TRANSLATION_OF`` 240 and 041 $h, 765; ``TRANSLATED_AS`` 767; ``HAS_PART`` 7XX with ind2=2,
    762, 770, 774; ``PART_OF`` 760, 772; ``BASED_ON`` 7XX $i; ``RELATED`` other 7XX $t, 777, 786, 787; ``OTHER_EDITION`` 775;
    ``OTHER_FORMAT`` 776; ``ORIGINAL`` what a reprint reproduces (008/06 r); ``REPRODUCTION`` 533; ``REPLACES`` 780;
    ``REPLACED_BY`` 785; ``ABOUT`` 600–630 with a title.
    """

    EXAMPLE_OF = "example-of"
    TRANSLATION_OF = "translation-of"
    TRANSLATED_AS = "translated-as"
    HAS_PART = "has-part"
    PART_OF = "part-of"
    BASED_ON = "based-on"
    RELATED = "related"
    OTHER_EDITION = "other-edition"
    OTHER_FORMAT = "other-format"
    ORIGINAL = "original"
    REPRODUCTION = "reproduction"
    REPLACES = "replaces"
    REPLACED_BY = "replaced-by"
    ABOUT = "about"


@immutable
class RelatedWork:
    """Another work, as this record names it.

    Attributes:
        label: access point or title; never empty.
        alternates: the same title in other scripts, further titles.
        creators: agents under whose name it is entered; never contributors of the record's own work.
        identifiers, issns, isbns: of that other work.
        issued: when that one was published (of a reproduction: made).
        extent: size of a reproduction.
        iri: its own IRI where the source gives one ($0, $1 of 758); else it gets a hash IRI of the record.
        serial: it is a periodical.
        music: it is a musical composition, its creators are composers.
    """

    relation: Relation
    label: str
    source: str
    alternates: tuple[Text, ...] = ()
    creators: tuple[Agent, ...] = ()
    languages: tuple[Stated[Language], ...] = ()
    identifiers: tuple[Stated[Identifier], ...] = ()
    issns: tuple[Stated[str], ...] = ()
    isbns: tuple[Stated[str], ...] = ()
    issued: Stated[Date] | None = None
    extent: Text | None = None
    iri: str | None = None
    serial: bool = False
    music: bool = False


@immutable
class Reference:
    """A work that this one cites: by its IRI, else by its text as printed; exactly one of the two."""

    source: str
    iri: str | None = None
    text: str | None = None


class NoticeKind(StrEnum):
    """What a notice does. ``CORRECTED_BY``, ``RETRACTED_BY``: others do it to this work; ``CORRECTS``, ``RETRACTS``: this is
    the notice; ``REPLACES``, ``REPLACED_BY``: one version for another; ``RELATED``: a comment, a summary, a data set.
    """

    CORRECTED_BY = "corrected-by"
    RETRACTED_BY = "retracted-by"
    CORRECTS = "corrects"
    RETRACTS = "retracts"
    REPLACES = "replaces"
    REPLACED_BY = "replaced-by"
    RELATED = "related"


@immutable
class Notice:
    """A correction, retraction, expression of concern or new version, from either side.

    Attributes:
        iri: of the other article (doi.org, PubMed, PubMed Central); None where the source only describes it.
        text: the source's words for it, where there is no IRI.
    """

    kind: NoticeKind
    source: str
    iri: str | None = None
    text: str | None = None


@immutable
class Grant:
    """What paid for the work.

    Attributes:
        number: award number, verbatim, never split; None where only the support is told.
        description: the source's sentence about it.
    """

    source: str
    number: str | None = None
    funders: tuple[Agent, ...] = ()
    description: Text | None = None


@immutable
class Release:
    """The release of a recording: catalogue numbers and the label (028)."""

    source: str
    numbers: tuple[str, ...] = ()
    label: Agent | None = None


__all__ = ["Grant", "Notice", "NoticeKind", "Reference", "RelatedWork", "Relation", "Release"]
