"""From a Solr document of VuFind's index to a :class:`~ld.record.BibRecord`.

The index merges MARC fields and loses indicators; what can be undone is undone, the rest is dropped with a reason. Rules
that hold for records imported from MARC only are under `marc`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import orjson

from ld.errors import LexicalError
from ld.findings import Finding, Severity, excerpt
from ld.iris import id_fault
from ld.normalize import dates
from ld.normalize.dates import Date
from ld.normalize.formats import format_row
from ld.normalize.languages import Language, language
from ld.normalize.pages import physical
from ld.normalize.text import one_line, strip_isbd
from ld.record import BibRecord, Extent, HostKind, Isbn, Profile, Series, Stated, Text
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.vufind import hosts, numbers, people, topics
from ld.sources.vufind.fields import Fields
from ld.sources.vufind.recovery import recover
from ld.sources.vufind.titles import titles

T = TypeVar("T")

_PUBMED = frozenset({"medline/pubmed", "pubmed", "pmc"})
_ARTICLE = frozenset({"article", "doaj", "ojs", "nlmojs"})
_ONLINE = frozenset({"Online", "Electronic", "eBook"})
_SERIAL = frozenset({"Journal", "Serial", "Newspaper"})
_PARTS = {"Article": HostKind.PERIODICAL, "Book Chapter": HostKind.BOOK}


def parse(source: SourceRecord, options: ParseOptions) -> ParsedRecord:
    """What a Solr document says.

    Args:
        source: `raw` is one JSON object in UTF-8.
        options: what to recover.
    Returns:
        the record, findings, and the outcome of every field occurrence. No record where the id is unservable or the
        JSON is no object; the finding is a violation.
    """
    document, fault = _load(source)
    if fault:
        return ParsedRecord(None, (fault,))
    unservable = id_fault(source.id)
    fields = Fields(document, source.id)
    if unservable:
        fields.remark(
            "id.unservable",
            Severity.VIOLATION,
            "id",
            source.id,
            f"No address can be made of this id: {unservable}. Give the record another id.",
        )
        return ParsedRecord(None, tuple(fields.findings), fields.coverage())
    record = _record(fields, source.id, options)
    return ParsedRecord(record, tuple(fields.findings), fields.coverage())


def _load(source: SourceRecord) -> tuple[dict[str, Any], Finding | None]:
    try:
        document = orjson.loads(source.raw)
    except orjson.JSONDecodeError as error:
        document, why = None, str(error)
    else:
        why = f"it is a JSON {type(document).__name__}, not an object"
    if isinstance(document, dict):
        return document, None
    message = f"{source.origin}: this is no Solr document: {why}"
    return {}, Finding(
        "record.unreadable", Severity.VIOLATION, source.id, "", excerpt(source.raw[:200]), message
    )


def _record(fields: Fields, record_id: str, options: ParseOptions) -> BibRecord:
    profile = _profile(fields)
    marc = profile is Profile.MARC
    labels = tuple(_formats(fields))
    names = {label.value for label in labels}
    titled = titles(fields, marc=marc)
    credited, credits_ = people.additional(fields)
    contributions = (*people.contributions(fields, marc=marc), *credited)
    serial = not _SERIAL.isdisjoint(names)
    host_title = (
        "container_title" if fields.take("container_title") or profile is not Profile.ARTICLE else "series"
    )
    part = _part(fields, names, serial=serial)
    isbns, issns = numbers.isbns(fields), tuple(hosts.issns(fields))
    series = _series(fields, part, () if part or serial else issns, host_title=host_title)
    own_isbns, own_issns = _owned(
        fields, part, isbns, issns, serial=serial, series=any(entry.issn for entry in series)
    )
    issued, copyrighted, other_dates = _dates(fields)
    start, end, span = _span(fields, serial=serial)
    fields.take("id")
    record = BibRecord(
        id=record_id,
        profile=profile,
        collections=tuple(Text(one_line(value), "collection") for value in fields.take("collection")),
        providers=tuple(people.provider(value, "institution") for value in fields.take("institution")),
        created=_timestamp(fields, "first_indexed"),
        modified=_timestamp(fields, "last_indexed"),
        formats=labels,
        titles=titled.titles,
        alternative_titles=titled.alternatives,
        subtitle=titled.subtitle,
        responsibility=(*titled.responsibility, *credits_),
        contributions=contributions,
        publishers=tuple(people.publishers(fields)),
        issued=issued,
        copyrighted=copyrighted,
        dates=(*other_dates, *span),
        start=start,
        end=end,
        summaries=tuple(Text(value, "description") for value in fields.take("description")),
        notes=tuple(_span_notes(fields, start, end, span)),
        contents=_contents(fields),
        edition=_edition(fields),
        extents=tuple(_extents(fields)),
        languages=tuple(_languages(fields, marc=marc)),
        keywords=() if profile is Profile.PMC else topics.keywords(fields),
        sections=topics.keywords(fields) if profile is Profile.PMC else (),
        genres=tuple(topics.genres(fields)),
        classifications=tuple(topics.classifications(fields)),
        places=tuple(topics.places(fields)),
        periods=tuple(topics.periods(fields, (c.agent for c in contributions))),
        series=series,
        container=hosts.container(
            fields, part, issns, isbns if part is HostKind.BOOK else (), titles=host_title
        )
        if part
        else None,
        parents=tuple(hosts.parents(fields, record_id)),
        preceding=tuple(hosts.succession(fields, "title_old", serial=serial)),
        succeeding=tuple(hosts.succession(fields, "title_new", serial=serial)),
        identifiers=numbers.identifiers(fields, record_id, pmc=profile is Profile.PMC),
        isbns=own_isbns,
        issns=own_issns,
        urls=tuple(numbers.urls(fields, online=not _ONLINE.isdisjoint(names))),
        thumbnails=tuple(numbers.thumbnails(fields)),
    )
    return recover(fields, record) if options.recover_spelling else record


def _part(fields: Fields, names: set[str], *, serial: bool) -> HostKind | None:
    """What kind of host the thing is a part of, if it is one."""
    part = next((kind for label, kind in _PARTS.items() if label in names), None)
    if part is None and not serial and fields.take("container_title"):
        return HostKind.PERIODICAL
    return part


def _series(
    fields: Fields, part: HostKind | None, issns: tuple[Stated[str], ...], *, host_title: str
) -> tuple[Series, ...]:
    """The series it is in; a chapter's is its book's, of which the index tells nothing else."""
    if part and host_title == "series":
        return ()  # the journal's title, which the container takes
    if part is not HostKind.BOOK:
        return tuple(hosts.series(fields, issns))
    for field in ("series", "series2"):
        for value in fields.take(field):
            fields.drop(field, "series-of-the-host", value)
    return ()


def _owned(
    fields: Fields,
    part: HostKind | None,
    isbns: tuple[Isbn, ...],
    issns: tuple[Stated[str], ...],
    *,
    serial: bool,
    series: bool,
) -> tuple[tuple[Isbn, ...], tuple[Stated[str], ...]]:
    """The numbers that are the thing's own.

    VuFind copies the ISSNs of series, hosts, other forms and neighbours (440, 490, 730, 776, 780, 785 $x) into one field:
    only a serial's first is its own, and a number that nobody can be given is dropped.
    """
    if part is HostKind.PERIODICAL:
        for isbn in isbns:
            fields.drop("isbn", "owner-unknown", isbn.value)
    if part:
        return (), ()
    for issn in issns[1:] if serial else () if series else issns:
        fields.drop("issn", "owner-unknown", issn.value)
    return isbns, issns[:1] if serial else ()


def _profile(fields: Fields) -> Profile:
    """What `record_format` (`recordtype` of older indexes) says of the collection; it states nothing of the record."""
    values = [value for name in ("record_format", "recordtype") for value in fields.take(name)]
    for name in ("record_format", "recordtype"):
        for value in fields.take(name):
            fields.derive(name, "selects-the-profile", value)
    name = values[0].casefold() if values else ""
    if name == "marc":
        return Profile.MARC
    if name in _PUBMED:
        # PubMed Central's oai_dc has the journal section as its one subject and no journal; PubMed's XML has both.
        return Profile.PUBMED if fields.take("container_title") else Profile.PMC
    return Profile.ARTICLE if name in _ARTICLE else Profile.GENERIC


def _formats(fields: Fields) -> Iterator[Text]:
    for value in fields.take("format"):
        if format_row(value) is None:
            fields.remark(
                "format-unmapped",
                Severity.INFO,
                "format",
                value,
                "No class is known for this format; it becomes a CreativeWork. Use a format of VuFind's list or map it in the settings.",
            )
            fields.drop("format", "format-unmapped", value)
        else:
            yield Text(value, "format")


def _dates(fields: Fields) -> tuple[Stated[Date] | None, Stated[Date] | None, tuple[Stated[Date], ...]]:
    """The earliest date is when it was issued; the others, and what only EDTF can say, are dcterms:date."""
    field = "publishDate"
    read = [found for value in fields.take(field) if (found := _parsed(fields, field, value, dates.parse))]
    issued = sorted((found.issued for found in read if found.issued), key=lambda date: date.lexical)
    rights = next((found.copyright for found in read if found.copyright), None)
    others = dict.fromkeys([*issued[1:], *(found.edtf for found in read if found.edtf)])
    first = issued[0] if issued else rights
    return (
        Stated(first, field) if first else None,
        Stated(rights, field) if rights else None,
        tuple(Stated(date, field) for date in others if date != first),
    )


def _parsed(fields: Fields, field: str, value: str, parser: Callable[[str], T]) -> T | None:
    try:
        return parser(value)
    except LexicalError as error:
        fields.remark("date", Severity.WARNING, field, value, f"{error}; it is left out.")
        fields.drop(field, "not-a-date", value)
        return None


def _timestamp(fields: Fields, field: str) -> Stated[Date] | None:
    value = fields.first(field)
    found = _parsed(fields, field, value, dates.parse_timestamp) if value else None
    return Stated(found, field) if found else None


def _span(
    fields: Fields, *, serial: bool
) -> tuple[Stated[Date] | None, Stated[Date] | None, tuple[Stated[Date], ...]]:
    """First and last year of a serial, from the text of its numbering (MARC 362)."""
    field = "dateSpan"
    for value in fields.take(field) if serial else ():
        try:
            span = dates.parse_span(value)
        except LexicalError:
            continue
        return (
            Stated(span.start, field) if span.start else None,
            Stated(span.end, field) if span.end else None,
            (Stated(span.edtf, field),) if span.edtf else (),
        )
    return None, None, ()


def _span_notes(fields: Fields, *understood: object) -> Iterator[Text]:
    """Numbering that no year can be read from is published as a note."""
    if not any(understood):
        yield from (Text(one_line(value), "dateSpan") for value in fields.take("dateSpan"))


def _contents(fields: Fields) -> Text | None:
    parts = [one_line(value).removesuffix("--").strip() for value in fields.take("contents")]
    return Text(" -- ".join(filter(None, parts)), "contents") if any(parts) else None


def _edition(fields: Fields) -> Text | None:
    value = fields.first("edition")
    return Text(strip_isbd(one_line(value)), "edition") if value else None


def _extents(fields: Fields) -> Iterator[Extent]:
    seen: set[str] = set()
    for value in fields.take("physical"):
        label = one_line(value)
        if label in seen:
            fields.derive("physical", "repeated", value)
            continue
        seen.add(label)
        read = physical(label)
        yield Extent(label, "physical", read.pages, read.duration)


def _languages(fields: Fields, *, marc: bool) -> Iterator[Stated[Language]]:
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


__all__ = ["parse"]
