"""The user's own shapes: a folder of files, read together; every fault of every file is told, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from ld.errors import RDFSyntaxError, ShapeLoadError
from shapes import terms
from shapes.catalog import Catalog, indexed
from shapes.groups import GROUPS, NAMESPACE
from shapes.loading.faults import Fault, clue, lines, name
from shapes.loading.lint import CORE_SPEC, TARGETS, faults
from shapes.loading.naming import name_property_shapes
from shapes.loading.references import recursion, undefined
from shapes.own.nesting import too_deep
from shapes.own.refusal import MAX_FAULTS, Placed, refuse

FORMATS: Final = {
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".ttl": ox.RdfFormat.TURTLE,
}
"""Extensions of shapes files."""
MAX_BYTES: Final = 2_000_000
"""Of all files together; our own shapes have 100,000."""
_PLACED: Final = 10 * MAX_FAULTS  # the lines of so many are looked for

_NO_SHAPES: Final = (SH.declare, SH.order)  # what ontologies and groups have too

_STEM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NAMESPACES_SPEC: Final = "https://www.w3.org/TR/shacl/#shapes-graph"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A shapes file of the user's.

    Attributes:
        stem: its name without extension, and its address below ``/shapes/``.
        path: where it is.
        text: its content.
    """

    stem: str
    path: Path
    text: str

    @property
    def format(self) -> ox.RdfFormat:
        """Its syntax."""
        return FORMATS[self.path.suffix]

    @property
    def is_turtle(self) -> bool:
        """Whether that is Turtle."""
        return self.format is ox.RdfFormat.TURTLE


def own_files(folder: Path) -> list[OwnFile]:
    """The shapes files of a folder, by name; neither hidden ones nor those of folders in it.

    Args:
        folder: of the user's shapes.
    Raises:
        ShapeLoadError: the folder or a file cannot be read, is no UTF-8 or too large, there is no shapes file, or a name
            cannot be an address: two files have it, ours has it, or it has other characters than letters, digits, ``._-``.

    >>> own_files(Path("/nowhere"))
    Traceback (most recent call last):
    ...
    ld.errors.ShapeLoadError: /nowhere: the folder of your own shapes cannot be read: No such file or directory
    """
    files, wrong = [], list[Placed]()
    for path in _paths(folder):
        try:
            files.append(OwnFile(path.stem, path, path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            wrong.append(Placed(path.name, (), f"cannot be read: {error}", ""))
    refuse(folder, wrong or list(_names(files)))
    return files


def own_shapes(folder: Path, base_url: str = "") -> Catalog:
    """The user's own shapes.

    Args:
        folder: see :func:`own_files`.
        base_url: of the site: relative IRIs of a file are resolved against its address there, ``{base_url}/shapes/{stem}``.
    Raises:
        ShapeLoadError: as :func:`own_files`; or a file does not parse, or uses what the engines do not share, or our
            namespace; two files describe the same shape; shapes refer to themselves or to none. The message has a line
            for each fault, at most :data:`MAX_FAULTS`, with file, line and feature.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     _ = Path(name, "books.ttl").write_text(
    ...         "@prefix sh: <http://www.w3.org/ns/shacl#> . <#isbn> sh:targetSubjectsOf <http://x/isbn> ; sh:closed true ."
    ...     )
    ...     list(own_shapes(Path(name), "https://catalogue.library.net").shapes)
    ['https://catalogue.library.net/shapes/books#isbn']
    """
    return read(own_files(folder), folder, base_url)


def read(files: list[OwnFile], folder: Path, base_url: str) -> Catalog:
    """The shapes of files that are read already; see :func:`own_shapes`."""
    graphs: dict[str, Graph] = {}
    wrong: list[Placed] = []
    for file in files:
        try:
            graphs[file.path.name] = _graph(file, base_url)
        except RDFSyntaxError as error:
            reason = re.sub(r"^line (\d+|None): ", "", str(error))
            wrong.append(Placed(file.path.name, (error.line,) if error.line else (), reason, ""))
    for file in files:
        if file.path.name in graphs:
            wrong += _placed([file], _file_faults(graphs[file.path.name]))
    whole = Graph()
    for graph in graphs.values():
        whole += graph
    # Files with faults of their own say nothing reliable about the whole.
    wrong += [] if wrong else _placed(files, _whole_faults(whole))
    wrong += islice(_twice(files, graphs), _PLACED)
    refuse(folder, wrong)
    name_property_shapes(whole)
    return indexed(whole)


def by_file(files: list[OwnFile], catalog: Catalog, base_url: str) -> dict[str, Catalog]:
    """What each file describes, by its stem.

    Args:
        files: that have been read.
        catalog: of all of them.
        base_url: as they were read with.
    """
    found = {}
    for file in files:
        graph = _graph(file, base_url)
        described = {str(subject) for subject in _described(graph)}
        shapes = {iri: shape for iri, shape in catalog.shapes.items() if _parent(iri) in described}
        found[file.stem] = Catalog(graph, shapes, "")
    return found


def _parent(iri: str) -> str:
    """The shape that an anonymous property shape is named by; the IRI itself of another."""
    return re.sub(r"(\.\d+-[^./#]*)+$", "", iri)


def place(files: list[OwnFile], iri: str) -> str:
    """Where a shape is described: name of a file and its line, as far as they can be told.

    >>> place([OwnFile("a", Path("a.ttl"), "@prefix x: <http://x/> .\\nx:s a x:C .")], "http://x/s")
    'a.ttl, line 2'
    """
    found = _placed(files, [Fault("", "", (iri, _parent(iri)))])[0]
    return str(found).removesuffix(": ")


def _paths(folder: Path) -> list[Path]:
    try:
        entries = [entry for entry in sorted(folder.iterdir()) if not entry.name.startswith(".")]
        paths = [entry for entry in entries if entry.suffix in FORMATS and entry.is_file()]
        size = sum(path.stat().st_size for path in paths)
    except OSError as error:
        raise ShapeLoadError(
            f"{folder}: the folder of your own shapes cannot be read: {error.strerror}"
        ) from error
    if not paths:
        raise ShapeLoadError(
            f"{folder}: there is no shapes file in it (names that end in {', '.join(FORMATS)})"
        )
    if size > MAX_BYTES:
        raise ShapeLoadError(f"{folder}: your own shapes have {size:,} bytes, more than {MAX_BYTES:,}")
    return paths


def _names(files: list[OwnFile]) -> Iterator[Placed]:
    seen: dict[str, str] = {}
    for file in files:
        other = seen.setdefault(file.stem, file.path.name)
        if other != file.path.name:
            message = f"its address would be /shapes/{file.stem}, which {other} has; rename one of them"
        elif file.stem in GROUPS:
            message = f"/shapes/{file.stem} is the address of shapes of ldpub; rename the file"
        elif not _STEM.fullmatch(file.stem):
            message = "its name is to be an address: use letters, digits, '.', '_' and '-' only"
        else:
            continue
        yield Placed(file.path.name, (), message, "")


def _graph(file: OwnFile, base_url: str) -> Graph:
    if reason := too_deep(file.text, file.path.suffix):
        raise RDFSyntaxError(reason)
    base = f"{base_url.rstrip('/') or 'http://localhost'}/shapes/{file.stem}"
    takes_base = file.format is not ox.RdfFormat.N_TRIPLES
    return terms.graph(terms.parse(file.text, file.format, base=base if takes_base else None))


def _file_faults(graph: Graph) -> Iterator[Fault]:
    yield from faults(graph)
    for subject in sorted({s for s in graph.subjects() if str(s).startswith(NAMESPACE)}, key=str):
        message = f"<{subject}> is in the namespace of ldpub's shapes; use one of your own"
        yield Fault(message, _NAMESPACES_SPEC, (str(subject),))


def _whole_faults(graph: Graph) -> Iterator[Fault]:
    """What can be said only of all files together."""
    yield from recursion(graph)
    yield from undefined(graph)
    for ontology, imported in graph.subject_objects(OWL.imports):
        if (imported, None, None) not in graph:
            message = f"<{imported}> is not imported: put its shapes into a file of this folder"
            yield Fault(message, _NAMESPACES_SPEC, (str(imported), clue(graph, ontology)))
    if not any(_targeted(graph)):
        names = ", ".join(f"sh:{target.removeprefix(str(SH))}" for target in TARGETS)
        yield Fault(f"no shape has a target ({names}), so nothing would be checked", CORE_SPEC)


def _targeted(graph: Graph) -> Iterator[Node]:
    """Shapes that look at anything: with a target, or classes themselves (SHACL §2.1.3.3)."""
    for target in TARGETS:
        yield from graph.subjects(target)
    yield from _described(graph) & set(graph.subjects(RDF.type, RDFS.Class))


def _twice(files: list[OwnFile], graphs: dict[str, Graph]) -> Iterator[Placed]:
    """Shapes that two files describe: they would become one that neither of them means."""
    seen: dict[Node, OwnFile] = {}
    for file in files:
        graph = graphs.get(file.path.name, Graph())
        for shape in sorted(_described(graph), key=str):
            first = seen.setdefault(shape, file)
            if first is not file:
                message = f"{name(graph, shape)} is described in {first.path.name} too; give one another IRI"
                yield Placed(file.path.name, lines(file.text, (str(shape),)), message, "")


def _described(graph: Graph) -> set[Node]:
    """Shapes with an IRI; what declares prefixes only is none."""
    return {
        subject
        for subject, predicate in graph.subject_predicates()
        if str(predicate).startswith(str(SH)) and predicate not in _NO_SHAPES and isinstance(subject, URIRef)
    }


def _placed(files: list[OwnFile], found: Iterator[Fault] | list[Fault]) -> list[Placed]:
    """Faults with the first place that shows one of their clues."""
    placed = []
    for number, fault in enumerate(found):
        places = (
            (file.path.name, numbers)
            for wanted in (fault.clues if number < _PLACED else ())
            for file in files
            if (numbers := lines(file.text, (wanted,)))
        )
        where, numbers = next(places, (files[0].path.name if len(files) == 1 else "", ()))
        placed.append(Placed(where, numbers, fault.message, fault.spec))
    return placed


__all__ = ["FORMATS", "MAX_BYTES", "MAX_FAULTS", "OwnFile", "own_files", "own_shapes", "place", "read"]
