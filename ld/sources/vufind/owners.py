"""Whose the series and standard numbers of a Solr document are: the thing's, or those of what it is a part of."""

from __future__ import annotations

from ld.record import HostKind, Isbn, Series, Stated
from ld.sources.vufind import hosts
from ld.sources.vufind.fields import Fields

_PARTS = {"Article": HostKind.PERIODICAL, "Book Chapter": HostKind.BOOK}


def part(fields: Fields, names: set[str], *, serial: bool) -> HostKind | None:
    """What kind of host the thing is a part of, if it is one."""
    found = next((kind for label, kind in _PARTS.items() if label in names), None)
    if found is None and not serial and fields.take("container_title"):
        return HostKind.PERIODICAL
    return found


def series(
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


def own(
    fields: Fields,
    part: HostKind | None,
    isbns: tuple[Isbn, ...],
    issns: tuple[Stated[str], ...],
    *,
    serial: bool,
    series: tuple[Series, ...],
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
    taken = any(entry.issn for entry in series)
    for issn in issns[1:] if serial else () if taken else issns:
        fields.drop("issn", "owner-unknown", issn.value)
    return isbns, issns[:1] if serial else ()
