"""What a Solr document's thing is part of: series, container, parents; and what it continues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ld.errors import LexicalError
from ld.findings import Severity
from ld.iris import id_fault
from ld.normalize.containers import container_reference
from ld.normalize.identifiers import issn
from ld.normalize.pages import pages
from ld.normalize.series import numbered
from ld.normalize.text import fold, one_line, strip_isbd
from ld.record import Container, HostKind, Isbn, Parent, RelatedWork, Relation, Series, Stated, Text
from ld.sources.vufind.fields import Fields


def series(fields: Fields, issns: Iterable[Stated[str]]) -> Iterator[Series]:
    """`series` (8XX) is the name, the `series2` (490) that goes with it another form of the same."""
    forms = [one_line(value) for value in fields.take("series2")]
    found: list[Series] = []
    for value in fields.take("series"):
        name, number = numbered(one_line(value))
        match = next(
            (form for form in forms if _same_series(form, name)), forms[0] if len(forms) == 1 else None
        )
        if match:
            forms.remove(match)
        other, other_number = numbered(match) if match else ("", None)
        alternates = (Text(other, "series2"),) if other and fold(other) != fold(name) else ()
        source = "series+series2" if alternates or (match and not number and other_number) else "series"
        if match and source == "series":
            fields.derive("series2", "same-as-series", match)
        found.append(Series(name, source, alternates, number or other_number))
    found += [Series(name, "series2", (), number) for name, number in map(numbered, forms)]
    owner = tuple(issns)
    for entry in found:
        if len(found) == 1 and len(owner) == 1:
            yield Series(entry.name, entry.source, entry.alternates, entry.number, owner[0].value)
        else:
            yield entry


def _same_series(form: str, name: str) -> bool:
    one, two = fold(numbered(form)[0]), fold(name)
    return bool(one) and bool(two) and (one.startswith(two) or two.startswith(one))


def issns(fields: Fields) -> Iterator[Stated[str]]:
    """The valid ISSNs, each once."""
    seen: set[str] = set()
    for value in fields.take("issn"):
        try:
            found = issn(value)
        except LexicalError as error:
            fields.remark(
                "issn",
                Severity.WARNING,
                "issn",
                value,
                f"{error}; correct it against the title page or the ISSN Portal.",
            )
            fields.drop("issn", "invalid-issn", value)
            continue
        if found in seen:
            fields.derive("issn", "repeated", value)
        else:
            seen.add(found)
            yield Stated(found, "issn")


def container(
    fields: Fields, kind: HostKind, issns_: tuple[Stated[str], ...], isbns: tuple[Isbn, ...], *, titles: str
) -> Container | None:
    """Where an article or chapter stands.

    Args:
        titles: field with the host's title: `container_title`, but `series` in documents of VuFind's article importers.
    """
    names = tuple(Text(strip_isbd(one_line(value)), titles) for value in fields.take(titles))
    place = {
        name: _value(fields, f"container_{name}") for name in ("volume", "issue", "start_page", "end_page")
    }
    place, citation = _from_reference(fields, place)
    if not (names or issns_ or isbns):
        _homeless(fields)
        return None
    return Container(
        kind=kind,
        source=(names or issns_ or isbns)[0].source,
        titles=names,
        issns=issns_,
        isbns=tuple(Stated(isbn.value, isbn.source) for isbn in isbns),
        volume=place["volume"],
        issue=place["issue"],
        start_page=place["start_page"],
        end_page=place["end_page"],
        citation=citation,
    )


def _value(fields: Fields, name: str) -> Text | None:
    value = fields.first(name)
    return Text(one_line(value), name) if value else None


def _homeless(fields: Fields) -> None:
    """Volume and pages of nobody knows what."""
    for name in (
        "container_volume",
        "container_issue",
        "container_start_page",
        "container_end_page",
        "container_reference",
    ):
        for value in fields.take(name)[:1]:  # further ones were dropped when the first was read
            fields.drop(name, "container-unknown", value)


def _from_reference(
    fields: Fields, place: dict[str, Text | None]
) -> tuple[dict[str, Text | None], Text | None]:
    """What `container_reference` adds; its own words are the citation. Abbreviated last pages are written out."""
    reference = fields.first("container_reference")
    if reference:
        try:
            read = container_reference(one_line(reference))
            place |= {
                name: Text(value, "container_reference")
                for name, known in place.items()
                if known is None and (value := getattr(read, name))
            }
        except LexicalError:
            fields.remark(
                "container-reference",
                Severity.INFO,
                "container_reference",
                reference,
                "Volume, issue and pages cannot be read from this text; it is published as it is.",
            )
    start, end = place["start_page"], place["end_page"]
    if start:
        read_pages = pages(start.value, end.value if end else None)
        place["start_page"] = Text(read_pages.start, start.source) if read_pages.start else start
        place["end_page"] = Text(read_pages.end, (end or start).source) if read_pages.end else end
    return place, Text(one_line(reference), "container_reference") if reference else None


def parents(fields: Fields, record_id: str) -> Iterator[Parent]:
    """Records of the same catalogue that hold this one."""
    positions = fields.take("hierarchy_sequence")
    own = 0
    for n, parent in enumerate(fields.take("hierarchy_parent_id")):
        if parent == record_id:
            fields.derive("hierarchy_parent_id", "itself", parent)
        elif id_fault(parent):
            fields.drop("hierarchy_parent_id", "unservable-id", parent)
        else:
            own += 1
            yield Parent(parent, "hierarchy_parent_id", positions[n] if n < len(positions) else None)
    for value in positions[own:]:
        fields.drop("hierarchy_sequence", "no-parent", value)


def succession(fields: Fields, *, serial: bool) -> Iterator[RelatedWork]:
    """Former and later titles, of serials only."""
    for field, relation in (("title_old", Relation.REPLACES), ("title_new", Relation.REPLACED_BY)):
        for value in fields.take(field):
            if serial:
                yield RelatedWork(relation, strip_isbd(one_line(value)), field, serial=True)
            else:
                fields.drop(field, "not-a-serial", value)
