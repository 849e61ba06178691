"""``/dataset/quality/{code}``: the records that have a finding, page by page as a page and as data, all at once as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Quad

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.findings import SiteFindings
from flask_app.graphs import CSV
from flask_app.html import render_document
from flask_app.languages import language
from flask_app.links import Link
from flask_app.lists import RecordList
from flask_app.negotiation import negotiate
from flask_app.pages import Value
from flask_app.pages.quality import finding_page
from flask_app.paging import MOST, PAGE, Window, turn, window
from flask_app.paths import candidates, record_path
from flask_app.service import Service, service
from flask_app.sheets import records_sheet
from flask_app.titles import entry
from flask_app.variants import Variant, document_variants, find
from ld.editions import RecordRow
from ld.errors import UnknownResourceError
from ld.findings import excerpt
from ld.iris import id_fault
from ld.namespaces import FOAF, SCHEMA

FINDING = Blueprint("finding", __name__)
MOST_IN_SHEET = 10_000
"""Records; a spreadsheet has as many unless fewer are asked for."""


@FINDING.get("/dataset/quality/<code>")
def finding(code: str) -> Response:
    """A page of the list; an extension at the end of the code says the format."""
    parts, edition = service(), service().publication.edition()
    findings = parts.findings(edition)
    for name, extension in candidates(code, {variant.extension for variant in _variants()}):
        if findings.sums(name):
            listed = _FindingList(parts, findings, _asked(parts.base, name, extension))
            return answer(_document(parts, listed, edition.number), extension)
    raise UnknownResourceError(f"No record has the finding {code[:100]!r}.")


def _variants() -> Sequence[Variant]:
    return (*document_variants(), CSV)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks for.

    Attributes:
        url: of the finding.
        code: of it.
        field: with this source field only; None for any.
        window: the part of the list.
        sheet: whether it is a spreadsheet, whose reader wants all there is at once.
    """

    url: str
    code: str
    field: str | None
    window: Window
    sheet: bool

    def address(self, extension: str = "") -> str:
        """Of the list, perhaps in a format."""
        query = f"?{urlencode({'field': self.field})}" if self.field else ""
        return f"{self.url}{extension}{query}"

    def page(self) -> Window:
        """The part of the list as a page has it: none is as long as a spreadsheet."""
        limit = self.window.limit if self.window.limit <= MOST else PAGE
        return replace(self.window, limit=limit, usual=PAGE)

    def variant(self, variant: Variant) -> str:
        """The own address of a variant."""
        part = self.window if variant is CSV else self.page()
        return part.at(self.address(f".{variant.extension}"))


def _asked(base: str, code: str, extension: str | None) -> _Asked:
    sheet = _is_sheet(extension)
    most, usual = (MOST_IN_SHEET, MOST_IN_SHEET) if sheet else (MOST, PAGE)
    part = window(request.args, numbers=True, usual=usual, most=most)
    return _Asked(
        f"{base}/dataset/quality/{quote(code)}", code, request.args.get("field") or None, part, sheet
    )


def _is_sheet(extension: str | None) -> bool:
    """By the rules of :func:`flask_app.representations.choose`."""
    asked, variants = request.args, _variants()
    if named := extension or asked.get("_format"):
        return find(variants, named) is CSV
    if asked.get("_form") or asked.get("frame"):
        return False
    choice = negotiate(request.headers.get("Accept"), variants)
    return choice is not None and choice.offer is CSV


class _FindingList(RecordList):
    """A page of the list.

    Attributes:
        asked: what it is to be.
        sums: how often the finding was found.
        bearers: how many records have it, in whatever field.
        found: the findings of the records on the page.

    Args:
        parts: of the application.
        findings: of the edition.
        asked: see above.
    """

    def __init__(self, parts: Service, findings: SiteFindings, asked: _Asked) -> None:
        code, field = asked.code, asked.field

        def read(part: Window) -> Sequence[RecordRow]:
            after, before = part.borders
            return findings.rows(code, field=field, after=after, before=before, limit=part.limit)

        page = turn(read, asked.window, lambda row: str(row.number))
        total = findings.bearers(code, field=field).records
        address = asked.address(".csv" if asked.sheet else "")
        super().__init__(findings.edition, parts.site, f"{asked.address()}#it", address, page, total)
        self.asked = asked
        self.sums = findings.sums(code)
        self.bearers = findings.bearers(code)
        self.found = findings.found(page.rows, code, field=field)

    def member(self, row: RecordRow) -> tuple[str, Value]:
        """The record's document, which is what was checked; of one that is not published the report, and if its id fits in no
        address, its place in the list."""
        if row.published and row.graph is not None:
            return row.graph, entry(self._edition, row.graph, self._site)
        shown = Value(excerpt(row.id))
        if id_fault(row.id):
            return f"{self._address}#row-{row.number}", shown
        return f"{self._site.base}{record_path(row.id)}.report", shown

    @property
    def quads(self) -> Iterator[Quad]:
        """What the page is about, and what it says of the list."""
        for predicate in (SCHEMA.mainEntity, FOAF.primaryTopic):
            yield Quad(NamedNode(self.url), predicate, NamedNode(self._iri))
        yield from super().quads

    @property
    def state(self) -> bytes:
        """What decides all that is shown, but for the words of shapes; not how often anything was found in the edition before."""
        sums = [(one.kind, one.n) for one in self.sums]
        said = (super().state, self.asked, sums, self.bearers, self.found)
        return sha256(repr(said).encode("utf-8", "surrogatepass")).digest()


def _document(parts: Service, listed: _FindingList, edition: int) -> Document:
    asked, words = listed.asked, (parts.shapes.fingerprint, parts.shapes.later_fingerprint)
    document = Document(
        url=asked.page().at(asked.address()),
        edition=edition,
        state=repr((listed.state, words)),
        variants=_variants(),
        address=asked.variant,
        quads=lambda: list(listed.quads),
        render=lambda variant: _render(parts, listed, document, variant),
        links=lambda _: _links(listed, parts.settings.license),
        language=language(),
        volatile=True,  # shapes may be run over an edition that is being served, and their words may change
    )
    return document


def _links(listed: RecordList, license_: str) -> list[Link]:
    return listed.links + ([Link(license_, "license")] if license_ else [])


def _render(parts: Service, listed: _FindingList, document: Document, variant: Variant) -> bytes:
    shapes, words = parts.shapes, document.language
    if variant is CSV:
        return records_sheet(listed.found, shapes, words).encode("utf-8", "replace")
    code, found = listed.asked.code, listed.found
    page = finding_page(code, listed.sums, listed.bearers, found, shapes, words, parts.site)
    values = {"page": page, "listed": listed, "field": listed.asked.field}
    return render_document(document, "finding.html", **values, words_language=words)


__all__ = ["FINDING", "MOST_IN_SHEET"]
