"""``/shapes/`` and ``/shapes/{name}``: what records are checked with."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response

from flask_app.answers import answer
from flask_app.documents import Document
from flask_app.graphs import graph_variants, serialize_graph
from flask_app.html import render_document
from flask_app.languages import language
from flask_app.pages.shapes import shapes_page
from flask_app.service import Service, service
from flask_app.variants import HTML, Variant
from ld.errors import UnknownResourceError
from shapes.site import ShapesFile

SHAPES = Blueprint("shapes", __name__)


@SHAPES.get("/shapes/")
def every_file() -> Response:
    """The files of shapes that there are."""
    parts, tongue = service(), language()
    url = f"{parts.base}/shapes/"
    listed = parts.shapes.files.values()
    document = Document(
        url=url,
        edition=0,
        state=_state(parts.shapes.fingerprint, *(file.name for file in listed)),
        variants=(HTML,),
        address=lambda variant: f"{url}?_format={variant.extension}",
        render=lambda _: render_document(
            document,
            "shapes_files.html",
            files=[(file, file.title(tongue)) for file in listed],
            used=parts.settings.shapes,
        ),
        language=tongue,
    )
    return answer(document)


@SHAPES.get("/shapes/<name>")
def one_file(name: str) -> Response:
    """A file of shapes: the exact name first, then the name without an extension."""
    parts = service()
    stem, _, extension = name.rpartition(".")
    for found, wanted in ((name, None), (stem, extension)):
        if found in parts.shapes.files:
            return answer(_document(parts, parts.shapes.files[found]), wanted)
    raise UnknownResourceError(f"There are no shapes {name[:100]!r}.")


def _document(parts: Service, file: ShapesFile) -> Document:
    url, tongue = f"{parts.base}/shapes/{file.name}", language()
    document = Document(
        url=url,
        edition=0,
        state=_state(parts.shapes.fingerprint, file.text),
        variants=graph_variants(),
        address=lambda variant: f"{url}.{variant.extension}",
        render=lambda variant: _render(document, file, variant),
        language=tongue,
    )
    return document


def _render(document: Document, file: ShapesFile, variant: Variant) -> bytes:
    if variant.name == "turtle" and file.text:
        return file.text.encode()
    if variant is not HTML:
        return serialize_graph(file.catalog.graph, variant)
    return render_document(
        document,
        "shapes.html",
        page=shapes_page(file, document.language),
        words_language=document.language,
    )


def _state(*texts: str) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()


__all__ = ["SHAPES"]
