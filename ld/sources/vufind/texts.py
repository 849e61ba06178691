"""Contents, edition, size and language of a Solr document."""

from __future__ import annotations

from collections.abc import Iterator

from ld.errors import LexicalError
from ld.findings import Severity
from ld.normalize.languages import Language, language
from ld.normalize.pages import physical
from ld.normalize.text import one_line, strip_isbd
from ld.record import Extent, Stated, Text
from ld.sources.vufind.fields import Fields


def contents(fields: Fields) -> tuple[Text, ...]:
    """The table of contents as one text, its parts in order."""
    parts = [one_line(value).removesuffix("--").strip() for value in fields.take("contents")]
    return (Text(" -- ".join(filter(None, parts)), "contents"),) if any(parts) else ()


def editions(fields: Fields) -> tuple[Text, ...]:
    """The edition statement."""
    value = fields.first("edition")
    return (Text(strip_isbd(one_line(value)), "edition"),) if value else ()


def extents(fields: Fields) -> Iterator[Extent]:
    """Physical descriptions, each once."""
    seen: set[str] = set()
    for value in fields.take("physical"):
        label = one_line(value)
        if label in seen:
            fields.derive("physical", "repeated", value)
            continue
        seen.add(label)
        read = physical(label)
        yield Extent(label, "physical", read.pages, read.duration)


def languages(fields: Fields, *, marc: bool) -> Iterator[Stated[Language]]:
    """Of MARC records the first only: VuFind adds the languages of the original and of summaries (041 $h $b)."""
    values = fields.take("language")
    found: dict[str, Stated[Language]] = {}
    for value in values[:1] if marc else values:
        try:
            read = language(value)
        except LexicalError:
            fields.remark(
                "language-unknown",
                Severity.WARNING,
                "language",
                value,
                "This language is in neither ISO 639-2 nor VuFind's list; no statement is made of it.",
            )
            fields.drop("language", "language-unknown", value)
            continue
        if read is None:
            fields.drop("language", "no-one-language", value)
        elif read.iri in found:
            fields.derive("language", "repeated", value)
        else:
            found[read.iri] = Stated(read, "language")
    for value in values[1:] if marc else ():
        fields.remark(
            "ambiguous-041h",
            Severity.INFO,
            "language",
            value,
            "Of several languages VuFind does not say which is the text's and which the original's; index the full record.",
        )
        fields.drop("language", "ambiguous-041h", value)
    yield from found.values()
