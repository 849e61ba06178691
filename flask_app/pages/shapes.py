"""Shapes as people read them: what each asks, of what, and what to do if it is not so."""

from __future__ import annotations

from typing import NamedTuple

from rdflib import URIRef

from ld.findings import Severity
from shapes import Shape
from shapes.loading.lint import TARGETS
from shapes.paths import compact
from shapes.site import ShapesFile, anchor


class ShapeRow(NamedTuple):
    """A shape.

    Attributes:
        anchor: fragment of its place on the page.
        code: of its findings.
        name: what must be so.
        path: the property, or path, that it is about; "" if it is about the whole node.
        targets: what it looks at.
        advice: the message of its findings, placeholders in words.
    """

    anchor: str
    code: str
    name: str
    path: str
    targets: tuple[str, ...]
    advice: str


class ShapesPage(NamedTuple):
    """A file of shapes.

    Attributes:
        name: of the file.
        title: what it is.
        severities: the shapes by severity, the worst first; empty ones left out.
    """

    name: str
    title: str
    severities: tuple[tuple[Severity, tuple[ShapeRow, ...]], ...]


def shapes_page(file: ShapesFile, language: str) -> ShapesPage:
    """The page of a file, in a language."""
    shapes = sorted(file.catalog.shapes.values(), key=lambda shape: shape.iri)
    grouped = (
        (severity, tuple(_row(file, shape, language) for shape in shapes if shape.severity is severity))
        for severity in Severity
    )
    return ShapesPage(
        file.name, file.title(language), tuple((severity, rows) for severity, rows in grouped if rows)
    )


def _row(file: ShapesFile, shape: Shape, language: str) -> ShapeRow:
    graph = file.catalog.graph
    targets = {compact(str(target)) for kind in TARGETS for target in graph.objects(URIRef(shape.iri), kind)}
    return ShapeRow(
        anchor(shape.iri),
        shape.code,
        shape.name(language),
        " · ".join(map(compact, shape.choices)) or compact(shape.path),
        tuple(sorted(targets)),
        shape.advice(language),
    )


__all__ = ["ShapeRow", "ShapesPage", "shapes_page"]
