"""``/record/{id}`` and ``/record/{id}.{ext}``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from flask import Blueprint, Response
from pyoxigraph import Quad

from flask_app.answers import answer, answer_framed
from flask_app.documents import Document
from flask_app.errors import gone
from flask_app.html import render_document
from flask_app.pages import record_page
from flask_app.paths import candidates, record_path
from flask_app.service import Service, service
from flask_app.signposting import EXTENSION as LINKSET
from flask_app.signposting import Guide, signs
from flask_app.variants import Variant, document_variants
from flask_app.views.linkset import linkset_document
from flask_app.views.moved import moved
from flask_app.views.report import EXTENSION as REPORT
from flask_app.views.report import REPORT_EXTENSIONS, report_document
from flask_app.views.tombstone import tombstone
from ld.editions import Edition, RecordRow, State
from ld.errors import UnknownResourceError
from ld.formats import Description
from ld.formats.embedded import embedded
from ld.formats.profiles import PROFILES

RECORDS = Blueprint("record", __name__)
_EXTENSIONS = frozenset({"html", "ttl", "nt", "nq", "trig", "jsonld", "json", "rdf"})
_TAKING = _EXTENSIONS | {LINKSET}


@RECORDS.get("/record/<everything:path_id>")
def record(path_id: str) -> Response:
    """A record, its report or its links: the exact id first, then the id without a known extension."""
    edition = service().publication.edition()
    for record_id, extension in candidates(path_id, _EXTENSIONS):
        row = edition.record(record_id)
        if row is not None and row.published:
            return answer(_document(service(), edition, row), extension)
        if new_id := edition.moved(record_id):
            return moved(_own_address(edition, new_id, extension))
        if row is not None and row.state is State.WITHDRAWN:
            address = _addresses(_url(row.id), _taken(edition, row.id))
            return tombstone(edition, row, extension, address=address, modified=moment(row.changed))
    return _besides(edition, path_id)


@RECORDS.post("/record/<everything:path_id>")
def framed_record(path_id: str) -> Response:
    """A record in the shape of the frame that is the body."""
    edition = service().publication.edition()
    if new_id := edition.moved(path_id):
        return moved(_own_address(edition, new_id, None))
    row = edition.record(path_id)
    if row is None or row.state is State.QUARANTINED:
        raise UnknownResourceError(f"There is no record {path_id[:200]!r}.")
    if row.state is State.WITHDRAWN:
        raise gone(row.reason, row.changed)
    return answer_framed(_document(service(), edition, row))


def _besides(edition: Edition, path_id: str) -> Response:
    """``{id}.report`` and ``{id}.report.{ext}``, of withheld records too; ``{id}.linkset``."""
    for path, extension in candidates(path_id, REPORT_EXTENSIONS):
        record_id, _, what = path.rpartition(".")
        if what not in {REPORT, LINKSET} or (what == LINKSET and extension is not None):
            continue
        if new_id := edition.moved(record_id):
            return moved(".".join(filter(None, (_url(new_id), what, extension))))
        row = edition.record(record_id)
        if row is None or (what == LINKSET and row.state is State.QUARANTINED):
            continue
        if row.state is State.WITHDRAWN:
            raise gone(row.reason, row.changed)
        make = report_document if what == REPORT else _linkset
        return answer(make(service(), edition, row), extension)
    raise UnknownResourceError(f"There is no record {path_id[:200]!r}.")


class _Published(NamedTuple):
    """A published record, as its documents need it."""

    url: str
    state: str
    address: Callable[[Variant], str]
    quads: Callable[[], Sequence[Quad]]
    guide: Callable[[], Guide]


def _published(parts: Service, edition: Edition, row: RecordRow) -> _Published:
    url, taken = _url(row.id), _taken(edition, row.id)
    links = "" if LINKSET in taken else f"{url}.{LINKSET}"
    address = _addresses(url, taken)
    quads = cache(lambda: edition.quads(row))
    guide = cache(lambda: Guide(parts.base, url, signs(url, quads()), address, parts.settings.license, links))
    return _Published(url, repr((edition.representation_digest(row), taken)), address, quads, guide)


def _linkset(parts: Service, edition: Edition, row: RecordRow) -> Document:
    found = _published(parts, edition, row)
    return linkset_document(edition.number, found.state, moment(row.changed), found.guide)


def _document(parts: Service, edition: Edition, row: RecordRow) -> Document:
    found = _published(parts, edition, row)
    document = Document(
        url=found.url,
        edition=edition.number,
        state=found.state,
        variants=document_variants(),
        profiles=tuple(PROFILES.values()),
        address=found.address,
        quads=found.quads,
        render=lambda _: _page(parts, document, found.quads()),
        links=lambda chosen: found.guide().links(chosen),
        modified=moment(row.changed),
    )
    return document


def _url(record_id: str) -> str:
    return f"{service().base}{record_path(record_id)}"


def _taken(edition: Edition, record_id: str) -> list[str]:
    """Extensions with which the id is itself one under which something answers."""
    found = edition.answering([f"{record_id}.{extension}" for extension in _TAKING])
    return [extension for extension in sorted(_TAKING) if f"{record_id}.{extension}" in found]


def _own_address(edition: Edition, record_id: str, extension: str | None) -> str:
    """The address of a record, in the format of an extension."""
    if extension is None:
        return _url(record_id)
    address = _addresses(_url(record_id), _taken(edition, record_id))
    return next(address(variant) for variant in document_variants() if variant.extension == extension)


def _addresses(url: str, taken: Collection[str]) -> Callable[[Variant], str]:
    """The own address of each variant: ``{id}.{ext}``, unless that is itself the id of a record."""

    def address(variant: Variant) -> str:
        separator = "?_format=" if variant.extension in taken else "."
        return f"{url}{separator}{variant.extension}"

    return address


def _page(parts: Service, document: Document, quads: Sequence[Quad]) -> bytes:
    page = record_page(document.url, quads, parts.site)
    return render_document(
        document,
        "record.html",
        page=page,
        description=page.description,
        embedded=embedded(Description(document.url, quads, parts.context)),
        report=parts.site.href(f"{document.url}.{REPORT}"),
    )


def moment(text: str | None) -> datetime | None:
    """An xsd:dateTime as a moment, none of the future (RFC 9110 §8.8.2.1)."""
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return min(found if found.tzinfo else found.replace(tzinfo=UTC), datetime.now(UTC))


__all__ = ["RECORDS", "moment"]
