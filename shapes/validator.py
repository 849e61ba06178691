"""SHACL validation of one record: an engine's results become findings, the same ones whichever engine it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final, Protocol

from rdflib import Graph

from ld.errors import ConfigError
from ld.findings import Finding, Severity
from shapes import terms
from shapes.ancestors import Seen, seen
from shapes.catalog import Catalog
from shapes.embedding import embedding
from shapes.engines import MAX_RESULTS, Engine, PyshaclEngine, Result, ShaclEngine
from shapes.fitting import Fitting
from shapes.groups import View, catalogs, group
from shapes.labels import Labels
from shapes.skolem import skolemized

ENGINES: Final[Mapping[str, Callable[[str], Engine]]] = {"pyshacl": PyshaclEngine, "shacl": ShaclEngine}
VIEWS: Final[Mapping[View, Callable[[str], Seen]]] = {
    View.STATED: Seen,
    View.ENTAILED: seen,
    View.EMBEDDED: lambda triples: Seen(embedding(triples)),
}
"""What makes of a record's statements, as N-Triples, what a group looks at."""


class Validator(Protocol):
    """Checks the statements of one record."""

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        """Findings about N-Triples text: a record's graph and the shared statements that it contributes."""


class EngineValidator:
    """Shapes, an engine, and what makes findings of its results. With the ``shacl`` engine safe to share between threads.

    Args:
        catalog: the shapes.
        engine: a row of :data:`ENGINES`, or whatever makes one.
        view: what of a record the shapes look at.

    >>> checked = EngineValidator(catalogs(["core"])).validate(
    ...     '<http://x/record/1#it> <https://schema.org/isbn> "978" .', record_id="1"
    ... )
    >>> [(finding.code, finding.value) for finding in checked]
    [('shacl.book-property', '<http://x/record/1#it>'), ('shacl.isbn', '"978"')]
    """

    def __init__(
        self, catalog: Catalog, engine: Callable[[str], Engine] = ShaclEngine, view: View = View.STATED
    ) -> None:
        self.catalog = catalog
        shapes = skolemized(catalog.ntriples)
        self._engine = Fitting(shapes, engine).engine if engine is ShaclEngine else _always(engine(shapes))
        self._view = VIEWS[view]
        self._choosing = frozenset(shape.iri for shape in catalog.shapes.values() if shape.choices)

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        """Check one record.

        Args:
            triples: N-Triples; all that is known of the record's nodes, nothing of other records.
            record_id: id of the record, for the findings.
        Returns:
            findings, each once: violations first, then by code, focus node, path and value. At most
            :data:`shapes.engines.MAX_RESULTS` of them; then one more, ``shacl.too-many``, says so.
        Raises:
            RDFSyntaxError: `triples` is not N-Triples.
            LDError: the engine gives up.
        """
        record = self._view(triples)
        results = self._engine(record).run(record.triples)
        if not results:
            return ()
        labels = Labels(record.triples, record.asked)
        # A value that fails two constraints of a shape is one finding: the message is the same.
        found = {
            (result.shape, result.focus, result.path, result.value): self._finding(
                result, record_id, labels.of(result.focus)
            )
            for result in sorted(self._resolved(results, record.triples), reverse=True)
        }
        ordered = in_order(found.values())
        return ordered if len(results) < MAX_RESULTS else (*ordered[:MAX_RESULTS], _too_many(record_id))

    def _resolved(self, results: list[Result], triples: str) -> Iterable[Result]:
        """Results of shapes that look at several properties at once, each with the one property it is about."""
        if not any(result.value and result.shape in self._choosing for result in results):
            return map(self._with_path, results)
        stated = _stated(triples)
        return [one for result in results for one in self._chosen(result, stated)]

    def _chosen(self, result: Result, stated: frozenset[tuple[str, str, str]]) -> Iterable[Result]:
        choices = self.catalog.shapes[result.shape].choices
        paths = [path for path in choices if (result.focus, path, result.value) in stated]
        return [result._replace(path=path) for path in paths] or [self._with_path(result)]

    def _with_path(self, result: Result) -> Result:
        """A path that is more than one property as the shape has it: the engines bracket it each in its way."""
        own = self.catalog.shapes[result.shape].path
        return result._replace(path=own) if result.path.startswith(("(", "^")) else result

    def _finding(self, result: Result, record_id: str, label: str) -> Finding:
        shape = self.catalog.shapes[result.shape]
        return Finding(
            code=shape.code,
            severity=shape.severity,
            record_id=record_id,
            path=result.path,
            value=result.value,
            message=shape.message(focus=result.focus, value=result.value, path=result.path, label=label),
            spec=shape.iri,
            focus=result.focus,
            label=label,
            component=result.component.rpartition("#")[2],
        )


class Validators:
    """Several validators as one."""

    def __init__(self, validators: Iterable[Validator]) -> None:
        self._validators = tuple(validators)

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        """All that they find, in the order of one."""
        found = [
            finding
            for validator in self._validators
            for finding in validator.validate(triples, record_id=record_id)
        ]
        return in_order(found) if found else ()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Violations first, then by code, focus node, path and value."""
    return tuple(sorted(findings, key=lambda f: (f.severity.rank, f.code, f.focus, f.path, f.value)))


def validator(engine: str = "shacl", groups: Iterable[str] = ("core",), *, base_url: str = "") -> Validator:
    """A validator for groups of shapes, compiled once.

    Args:
        engine: ``shacl`` or ``pyshacl``.
        groups: names of rows of :data:`shapes.groups.GROUPS`.
        base_url: of the site; see :func:`shapes.groups.catalog_of`.
    Raises:
        ConfigError: there is no such engine or group.
        ShapeLoadError: the engine does not take the shapes.

    >>> validator("jena")
    Traceback (most recent call last):
    ...
    ld.errors.ConfigError: validator = "jena": must be one of pyshacl, shacl
    """
    return _validator(engine, tuple(groups), base_url)


@lru_cache(maxsize=8)
def _validator(engine: str, groups: tuple[str, ...], base_url: str) -> Validator:
    """Groups that look at the same are compiled into one: a record is then read once for all of them."""
    if engine not in ENGINES:
        raise ConfigError(f'validator = "{engine}": must be one of {", ".join(ENGINES)}')
    views: dict[View, list[str]] = {}
    asked = {group(name).view for name in groups}
    for name in dict.fromkeys(groups):
        row = group(name)
        joined = row.joins if row.joins is not None and row.joins in asked else row.view
        views.setdefault(joined, []).append(name)
    made = [
        EngineValidator(catalogs(names, base_url), ENGINES[engine], view) for view, names in views.items()
    ]
    return made[0] if len(made) == 1 else Validators(made)


def validate(
    data: Graph | str,
    *,
    record_id: str = "",
    engine: str = "shacl",
    groups: Iterable[str] = ("core",),
    base_url: str = "",
) -> tuple[Finding, ...]:
    """Check one record's graph.

    Args:
        data: an rdflib graph, or N-Triples text.
        record_id: for the findings.
        engine: see :func:`validator`, as for the others.
    Returns:
        findings, violations first.
    Raises:
        RDFSyntaxError: `data` is no N-Triples, or has terms that RDF does not allow.

    >>> graph = Graph().parse(data='<http://x/record/1#it> <http://purl.org/dc/terms/creator> "Anon." .')
    >>> [finding.code for finding in validate(graph)]
    ['shacl.dcmi-agent']
    """
    triples = data if isinstance(data, str) else terms.ntriples(data)
    return validator(engine, groups, base_url=base_url).validate(triples, record_id=record_id)


def _always(engine: Engine) -> Callable[[Seen], Engine]:
    return lambda record: engine


def _stated(triples: str) -> frozenset[tuple[str, str, str]]:
    return frozenset(
        (
            terms.bare(terms.from_oxigraph(t.subject)),
            t.predicate.value,
            terms.from_oxigraph(t.object),
        )
        for t in terms.parse(triples)
    )


def _too_many(record_id: str) -> Finding:
    message = f"The record has {MAX_RESULTS} findings or more; the others are not listed. Mend these first."
    return Finding("shacl.too-many", Severity.VIOLATION, record_id, "", "", message)
