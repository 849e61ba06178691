"""``/dataset/quality`` and ``/dataset/quality/{code}``: what was found over all records, and in which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.graphs import CSV
from flask_app.html import render_document
from flask_app.languages import language
from flask_app.links import Link
from flask_app.pages.quality import finding_page, quality_page
from flask_app.representations import Representation
from flask_app.service import Service, service
from flask_app.sheets import records_sheet, sums_sheet
from flask_app.variants import HTML, Variant, document_variants
from flask_app.views.record import moment
from ld.dumps.quality import measurements
from ld.editions import Edition
from ld.editions.quality import Found, Quality
from ld.errors import UnknownResourceError
from ld.namespaces import FOAF, RDF

QUALITY = Blueprint("quality", __name__)
PAGE = 100
_MOST = 10_000


@QUALITY.get("/dataset/quality")
def overview() -> Response:
    """What was found, by finding, source field and source, with the change since the edition before."""
    return answer(_overview(service(), service().publication.edition()))


@QUALITY.get("/dataset/quality.<extension>")
def overview_in(extension: str) -> Response:
    """The same in one format."""
    return answer(_overview(service(), service().publication.edition()), extension)


def _overview(parts: Service, edition: Edition) -> Document:
    url, summed = f"{parts.base}/dataset/quality", parts.findings(edition).quality()
    document = Document(
        url=url,
        edition=edition.number,
        state=repr((summed, parts.shapes.fingerprint)),
        variants=(*document_variants(), CSV),
        address=lambda variant: f"{url}.{variant.extension}",
        quads=lambda: _quads(parts, summed, url),
        render=lambda variant: _render(parts, edition, summed, document, variant),
        links=lambda _: [Link(parts.iris.dataset.value, "describes")],
        modified=moment(edition.info.created),
        language=language(),
    )
    return document


def _render(parts: Service, edition: Edition, summed: Quality, document: Document, variant: Variant) -> bytes:
    if variant is CSV:
        return sums_sheet(summed.findings, parts.shapes, document.language).encode("utf-8", "replace")
    return render_document(
        document,
        "quality.html",
        page=quality_page(
            summed, parts.findings(edition).distinct(), parts.shapes, document.language, parts.site
        ),
        words_language=document.language,
    )


def _quads(parts: Service, summed: Quality, url: str) -> list[Quad]:
    page = NamedNode(url)
    about = [
        Quad(page, RDF.type, FOAF.Document, page),
        Quad(page, FOAF.primaryTopic, parts.iris.dataset, page),
    ]
    said = measurements(summed, base_url=parts.base, label=parts.shapes.label)
    return about + [Quad(one.subject, one.predicate, one.object, page) for one in said]


@QUALITY.get("/dataset/quality/<code>")
def one_finding(code: str) -> Response:
    """The records that have a finding, a page at a time; ``.csv`` and ``.html`` at the end of the code say the format."""
    edition = service().publication.edition()
    stem, _, extension = code.rpartition(".")
    for name, wanted in ((code, None), (stem, extension)):
        if name and (wanted is None or wanted in {"csv", "html"}) and service().findings(edition).sums(name):
            return answer(_of_finding(service(), edition, name, sheet=_is_sheet(wanted)), wanted)
    raise UnknownResourceError(f"No record has the finding {code[:100]!r}.")


def _is_sheet(extension: str | None) -> bool:
    """Whether a spreadsheet is asked for, whose reader wants all there is at once."""
    asked = extension or request.args.get("_format") or request.headers.get("Accept", "")
    return asked.startswith(("csv", "text/csv"))


def _of_finding(parts: Service, edition: Edition, code: str, *, sheet: bool) -> Document:
    asked = {name: value for name in ("field", "after", "limit") if (value := request.args.get(name))}
    found = parts.findings(edition).records(
        code,
        field=asked.get("field"),
        after=_number(asked.get("after"), 0, 1 << 62),
        limit=_number(asked.get("limit"), _MOST if sheet else PAGE, _MOST),
    )
    address = partial(_address, parts.base, code, asked)
    document = Document(
        url=address(),
        edition=edition.number,
        state=sha256(repr(found).encode()).hexdigest(),
        variants=(HTML, CSV),
        address=lambda variant: address(f".{variant.extension}"),
        render=lambda variant: _render_records(parts, edition, code, found, document, variant),
        links=lambda _: list(_pages(partial(address, ".csv" if sheet else ""), found, asked)),
        modified=moment(edition.info.created),
        language=language(),
    )
    return document


def _number(text: str | None, default: int, most: int) -> int:
    return (
        min(int(text), most) if text and text.isascii() and text.isdecimal() and len(text) < 19 else default
    )


def _address(base: str, code: str, asked: dict[str, str], extension: str = "", **other: str) -> str:
    pairs = {**asked, **other}
    query = (
        f"?{urlencode({name: value for name, value in pairs.items() if value})}"
        if any(pairs.values())
        else ""
    )
    return f"{base}/dataset/quality/{quote(code)}{extension}{query}"


def _pages(address: Callable[..., str], found: Sequence[Found], asked: dict[str, str]) -> Iterable[Link]:
    if "after" in asked:
        yield Link(address(after=""), "first")
    if found and found[-1].more:
        yield Link(address(after=str(found[-1].number)), "next")


def _render_records(
    parts: Service, edition: Edition, code: str, found: Sequence[Found], document: Document, variant: Variant
) -> bytes:
    if variant is CSV:
        return records_sheet(found, parts.shapes, document.language).encode("utf-8", "replace")
    pages = {link.rel: parts.site.href(link.target) for link in document.links(Representation(variant))}
    return render_document(
        document,
        "finding.html",
        page=finding_page(
            code,
            parts.findings(edition).sums(code),
            found,
            parts.findings(edition).distinct(),
            parts.shapes,
            document.language,
            parts.site,
        ),
        words_language=document.language,
        first=pages.get("first"),
        next=pages.get("next"),
    )


__all__ = ["QUALITY"]
