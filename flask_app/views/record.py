"""``/record/{id}`` and ``/record/{id}.{ext}``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime

from flask import Blueprint, Response
from pyoxigraph import NamedNode

from flask_app.documents import Document, answer
from flask_app.errors import gone
from flask_app.html import alternate, render_page
from flask_app.links import Link
from flask_app.pages import record_page
from flask_app.paths import candidates, record_path
from flask_app.service import Service, service
from flask_app.variants import HTML, Variant, document_variants
from flask_app.views.report import EXTENSION, REPORT_EXTENSIONS, report_document
from ld.editions import Edition, RecordRow, State
from ld.errors import UnknownResourceError
from ld.formats import Description
from ld.formats.embedded import embedded
from ld.namespaces import DCTERMS

RECORDS = Blueprint("record", __name__)
_EXTENSIONS = frozenset({"html", "ttl", "nt", "nq", "trig", "jsonld", "json", "rdf"})
# RDF that a page offers as its description; more of them would only make the header longer.
_DESCRIBING = frozenset({"jsonld", "turtle"})


@RECORDS.get("/record/<everything:path_id>")
def record(path_id: str) -> Response:
    """A record, or the report about one: the exact id first, then the id without a known extension."""
    edition = service().publication.edition()
    found = _find(edition, path_id)
    if found is None:
        return _report(edition, path_id)
    row, extension = found
    if row.state is State.WITHDRAWN:
        raise gone(row.reason, row.changed)
    return answer(_document(service(), edition, row), extension)


def _find(edition: Edition, path_id: str) -> tuple[RecordRow, str | None] | None:
    for record_id, extension in candidates(path_id, _EXTENSIONS):
        row = edition.record(record_id)
        if row is not None and row.state is not State.QUARANTINED:
            return row, extension
    return None


def _report(edition: Edition, path_id: str) -> Response:
    """``{id}.report`` and ``{id}.report.{ext}``, of withheld records too."""
    for path, extension in candidates(path_id, REPORT_EXTENSIONS):
        record_id = path.removesuffix(f".{EXTENSION}")
        row = edition.record(record_id) if record_id != path else None
        if row is not None and row.state is not State.WITHDRAWN:
            return answer(report_document(service(), edition, row), extension)
        if row is not None:
            raise gone(row.reason, row.changed)
    raise UnknownResourceError(f"There is no record {path_id[:200]!r}.")


def _document(parts: Service, edition: Edition, row: RecordRow) -> Document:
    url = f"{parts.base}{record_path(row.id)}"
    taken = [extension for extension in sorted(_EXTENSIONS) if _is_id(edition, f"{row.id}.{extension}")]
    address = _addresses(url, taken)
    return Document(
        url=url,
        edition=edition.number,
        state=repr((edition.representation_digest(row), taken)),
        variants=document_variants(),
        address=address,
        render=lambda variant: _render(parts, edition, row, url, address, variant),
        links=lambda variant: _links(parts, edition, url, address, variant),
        modified=moment(row.changed),
    )


def _is_id(edition: Edition, record_id: str) -> bool:
    """Whether something answers under an id."""
    row = edition.record(record_id)
    return row is not None and row.state is not State.QUARANTINED


def _addresses(url: str, taken: Collection[str]) -> Callable[[Variant], str]:
    """The own address of each variant: ``{id}.{ext}``, unless that is itself the id of a record."""

    def address(variant: Variant) -> str:
        separator = "?_format=" if variant.extension in taken else "."
        return f"{url}{separator}{variant.extension}"

    return address


def _render(
    parts: Service,
    edition: Edition,
    row: RecordRow,
    url: str,
    address: Callable[[Variant], str],
    variant: Variant,
) -> bytes:
    description = Description(url, edition.quads(row), parts.context)
    if variant is not HTML:
        return variant.serialize(description)
    page = record_page(url, description.quads, parts.site)
    return render_page(
        "record.html",
        page=page,
        description=page.description,
        embedded=embedded(description),
        report=parts.site.href(f"{url}.{EXTENSION}"),
        canonical=url,
        alternates=[alternate(other, address(other)) for other in document_variants() if other is not HTML],
    )


def _links(
    parts: Service, edition: Edition, url: str, address: Callable[[Variant], str], variant: Variant
) -> Iterable[Link]:
    """Besides canonical and alternate: what describes and what is described, collections, licence."""
    yield Link(f"{url}#it", "describes")
    if variant is HTML:
        for other in document_variants():
            if other.name in _DESCRIBING:
                yield Link(address(other), "describedby", type=other.media_type)
    else:
        yield Link(url, "describes", type=HTML.media_type)
    if parts.settings.license:
        yield Link(parts.settings.license, "license")
    for quad in edition.entity_quads(url, url):
        if quad.predicate == DCTERMS.isPartOf and isinstance(quad.object, NamedNode):
            yield Link(quad.object.value, "collection")


def moment(text: str | None) -> datetime | None:
    """An xsd:dateTime as a moment, none of the future (RFC 9110 §8.8.2.1)."""
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return min(found if found.tzinfo else found.replace(tzinfo=UTC), datetime.now(UTC))


__all__ = ["RECORDS", "moment"]
