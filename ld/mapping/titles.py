"""What the thing is called."""

from __future__ import annotations

from ld.mapping.work import Work, text
from ld.namespaces import DCTERMS, SCHEMA


def titles(work: Work) -> None:
    """The title, the same string under each property; articles have it as their headline too."""
    for title in work.record.titles:
        literal = text(title)
        work.both(SCHEMA.name, DCTERMS.title, literal, title.source)
        if work.kind.is_article:
            work.it(SCHEMA.headline, literal, title.source)
    subtitle = work.record.subtitle
    if subtitle and work.kind.is_article:
        work.it(SCHEMA.alternativeHeadline, text(subtitle), subtitle.source)


def other_titles(work: Work) -> None:
    """Variant and parallel titles."""
    for title in work.record.alternative_titles:
        work.both(SCHEMA.alternateName, DCTERMS.alternative, text(title), title.source)


def responsibility(work: Work) -> None:
    """The statement of responsibility as printed; Dublin Core has no property for it."""
    for statement in work.record.responsibility:
        work.it(SCHEMA.creditText, text(statement), statement.source)
