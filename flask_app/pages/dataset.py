"""The dataset as people read it: what it holds, where to get it, what it links to, how it came to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Quad

from flask_app.pages.files import FileRow, file_rows
from flask_app.pages.reading import Reading
from flask_app.pages.values import Link, Row, Site, Value, short
from flask_app.pages.vocabulary import words
from flask_app.pages.wording import say
from ld.dumps.linksets import linked
from ld.dumps.services import SERVICES
from ld.dumps.versions import Version
from ld.editions import Counts, State
from ld.iris import Iris


class Tallied(NamedTuple):
    """Something with a number."""

    name: Link
    number: int


class Linked(NamedTuple):
    """A dataset of others that is linked to.

    Attributes:
        name: what it is called, and its homepage.
        number: of statements that lead there.
        properties: what they say, with the number of each.
    """

    name: Link
    number: int
    properties: tuple[Tallied, ...]


class EditionRow(NamedTuple):
    """An edition that is kept.

    Attributes:
        number: of the edition.
        href: of the list of its files; empty if there are none.
        created: when it was published (xsd:dateTime).
        records: that are published in it.
        quads: statements in it.
        current: whether it is the one being served.
    """

    number: int
    href: str
    created: str
    records: int
    quads: int
    current: bool


class DatasetPage(NamedTuple):
    """What the template of the dataset needs.

    Attributes:
        figures: the largest numbers, with what they are of.
        rows: what is said of the dataset as a whole.
        files: the dump files of the edition being served.
        services: where programs ask, with what they get.
        links: datasets of others that are linked to, those with the most links first.
        editions: that are kept, the newest first.
        classes: each with the number of its instances, the most first.
        properties: each with the number of its statements, the most first.
    """

    figures: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    files: tuple[FileRow, ...]
    services: tuple[Value, ...]
    links: tuple[Linked, ...]
    editions: tuple[EditionRow, ...]
    classes: tuple[Tallied, ...]
    properties: tuple[Tallied, ...]


def dataset_page(
    document: str,
    quads: Iterable[Quad],
    counts: Counts,
    site: Site,
    *,
    current: Version,
    others: Sequence[Version] = (),
) -> DatasetPage:
    """The page of the dataset's description.

    Args:
        document: its IRI.
        quads: the description.
        counts: of the edition being served.
        site: whose page it is.
        current: the edition being served, with its files.
        others: the other editions that are kept.
    """
    links = tuple(_links(counts, site))
    return DatasetPage(
        figures=tuple(_figures(counts, links)),
        rows=tuple(_rows(Reading(document, quads, site))),
        files=file_rows(site, current.info.number, current.dumps),
        services=tuple(_services(site)),
        links=links,
        editions=_editions(current, others, site),
        classes=_tally(counts.classes, site),
        properties=_tally(counts.properties, site),
    )


def _figures(counts: Counts, links: Iterable[Linked]) -> Iterator[tuple[str, int]]:
    yield say("figure-records"), counts.records.get(State.PUBLISHED, 0)
    yield say("figure-statements"), counts.quads
    yield say("figure-entities"), counts.entities
    yield say("figure-classes"), len(counts.classes)
    yield say("figure-links"), sum(one.number for one in links)


def _rows(reading: Reading) -> Iterator[Row]:
    for name, label in _labels().items():
        values = [reading.value(term) for term in reading.terms(reading.thing, name)]
        if values:
            yield Row(label, tuple(map(_WRITTEN[name], values) if name in _WRITTEN else values))


def _labels() -> dict[str, str]:
    """What is said of the dataset in rows, to the label of each."""
    return {
        "dcterms:publisher": say("dataset-publisher"),
        "dcterms:license": say("dataset-license"),
        "dcterms:issued": say("dataset-issued"),
        "dcterms:modified": say("dataset-modified"),
        "dcterms:accrualPeriodicity": say("dataset-frequency"),
        "void:uriSpace": say("dataset-space"),
        "void:exampleResource": say("dataset-example"),
        "void:vocabulary": say("dataset-vocabularies"),
    }


def _named(value: Value) -> Value:
    """A publisher of whom only the name is known has no address, but in the data."""
    return value._replace(href="") if value.href.startswith("#") else value


def _moment(value: Value) -> Value:
    """``2026-11-29T02:40:19Z`` as people write it."""
    return value._replace(text=f"{value.text[:10]} {value.text[11:16]} UTC")


def _last(value: Value) -> Value:
    """A term of a list of others, by the end of its IRI."""
    return value._replace(text=words(value.href.rstrip("/").rpartition("/")[2]))


_WRITTEN: Mapping[str, Callable[[Value], Value]] = {
    "dcterms:publisher": _named,
    "dcterms:issued": _moment,
    "dcterms:modified": _moment,
    "dcterms:accrualPeriodicity": _last,
}
"""How values are written that are not shown as they are."""


def _services(site: Site) -> Iterator[Value]:
    for service in SERVICES:
        yield Value(service.form, href=site.path(service.access), language="en", note=service.words)


def _links(counts: Counts, site: Site) -> Iterator[Linked]:
    for target, numbers in linked(Iris(site.base), counts.links):
        name = Link(target.title, target.homepage)
        yield Linked(name, sum(numbers.values()), _tally(numbers, site))


def _editions(current: Version, others: Sequence[Version], site: Site) -> tuple[EditionRow, ...]:
    rows = [_edition(version, site, current=version is current) for version in (current, *others)]
    return tuple(sorted(rows, reverse=True))


def _edition(version: Version, site: Site, *, current: bool) -> EditionRow:
    info = version.info
    href = f"{site.path('/dumps/')}#on-edition-{info.number}" if version.dumps else ""
    return EditionRow(info.number, href, info.created, info.records.get("published", 0), info.quads, current)


def _tally(numbers: Mapping[str, int], site: Site) -> tuple[Tallied, ...]:
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Tallied(Link(short(iri), site.href(iri)), number) for iri, number in ranked)


__all__ = ["DatasetPage", "EditionRow", "Linked", "Tallied", "dataset_page"]
