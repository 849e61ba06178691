"""Validation by the user's own shapes, which must not hold up or end a run, whatever is in them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from ld.errors import ConfigError, LDError, RDFSyntaxError, ShapeLimitError, ShapeLoadError
from ld.findings import Finding, Severity
from shapes.catalog import Catalog
from shapes.groups import View
from shapes.own.blame import Limits, culprit, refused, rehearsal, suspects
from shapes.own.files import own_files, place, read
from shapes.own.guarded import MEMORY_BYTES, SECONDS, GuardedEngine
from shapes.validator import ENGINES, VIEWS, EngineValidator

UNCHECKED: Final = "shapes.unchecked"
_SWITCHED_OFF: Final = "Your own shapes did not look at this record: they had been switched off in this run."
IN_A_ROW: Final = 3
"""After so many records in a row that could not be checked the shapes are switched off."""
IN_ALL: Final = 5
"""After so many in all, likewise: at two seconds each, a bad shape would hold up a million records for three weeks."""

# Of what it does not know, such as a function in a query, the other engine says nothing and finds nothing.
_STRICTER: Final = "shacl"
_NAMED: Final = 3  # shapes that are named where none is to blame


class OwnValidator:
    """The user's shapes in an engine behind :class:`shapes.own.guarded.GuardedEngine`; limits become findings.

    For one run: it counts. What it counts holds for one process.

    Args:
        catalog: the shapes.
        engine: a row of :data:`shapes.validator.ENGINES`.
        seconds: deadline of a record.
        memory: bytes; see :class:`shapes.own.guarded.GuardedProcess`.
        view: what of a record the shapes look at.
        where: says where a shape is described, by its IRI.

    Attributes:
        catalog: the shapes.
        limited: records that could not be checked.
        unchecked: records that were not checked because the shapes are switched off.
    """

    def __init__(
        self,
        catalog: Catalog,
        engine: str = "shacl",
        seconds: float = SECONDS,
        memory: int = MEMORY_BYTES,
        view: View = View.STATED,
        where: Callable[[str], str] = lambda _: "",
    ) -> None:
        self.catalog = catalog
        self.limited, self.unchecked = 0, 0
        self._limits = Limits(engine, seconds, memory)
        self._where, self._view = where, view
        self._engine = GuardedEngine(catalog.ntriples, engine, seconds, memory)
        self._inner = EngineValidator(catalog, lambda _: self._engine, view)
        self._in_a_row = 0
        self._blamed: list[str] = []

    @property
    def off(self) -> bool:
        """Whether the shapes are switched off for the rest of the run."""
        return self._in_a_row >= IN_A_ROW or self.limited >= IN_ALL

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        """Check one record.

        Args:
            triples: N-Triples; see :meth:`shapes.validator.EngineValidator.validate`.
            record_id: for the findings.
        Returns:
            findings as of our own shapes. Where a limit is reached, one ``shapes.limit``, where the engine gives up, one
            ``shapes.failed``; after :data:`IN_A_ROW` or :data:`IN_ALL` of these also ``shapes.off``, and from then on nothing
            but the info ``shapes.unchecked``. The others are warnings: the record may be good.
        Raises:
            RDFSyntaxError: `triples` is not N-Triples.
        """
        if self.off:
            self.unchecked += 1
            return (Finding(UNCHECKED, Severity.INFO, record_id, "", "", _SWITCHED_OFF),)
        try:
            found = self._inner.validate(triples, record_id=record_id)
        except RDFSyntaxError:
            raise
        except LDError as error:
            return self._unchecked(error, triples, record_id)
        self._in_a_row = 0
        return found

    def rehearse(self) -> None:
        """Start the engine and let the shapes look at a small record, so that what is wrong with them shows at once.

        Raises:
            ShapeLoadError: the engine does not take a shape; with its IRI and place.
            LDError: the process does not start.
        """
        record = rehearsal(self.catalog.graph)
        if self._limits.engine != _STRICTER:
            with closing(GuardedEngine(self.catalog.ntriples, _STRICTER)) as other:
                self._look(other, record)
        self._look(self._engine, record)

    def close(self) -> None:
        """End the engine's process. It also ends when the validator is forgotten."""
        self._engine.close()

    def _look(self, engine: GuardedEngine, record: str) -> None:
        try:
            engine.start()
            engine.run(record)
        except ShapeLimitError as error:
            if error.limit != "time":  # the record is as large as the shapes: real ones will tell
                raise self._refusal(engine.engine, record, error) from error
        except LDError as error:
            raise self._refusal(engine.engine, record, error) from error

    def _refusal(self, engine: str, record: str, error: LDError) -> ShapeLoadError:
        found = refused(self.catalog, self._limits._replace(engine=engine), record)
        if found is None:
            return ShapeLoadError(f"your own shapes: {error}")
        return ShapeLoadError(f"{self._placed(found[0])}: {found[1]}")

    def _unchecked(self, error: LDError, triples: str, record_id: str) -> tuple[Finding, ...]:
        """The findings of a record that could not be checked."""
        self.limited += 1
        self._in_a_row += 1
        shape = culprit(self.catalog, VIEWS[self._view](triples).triples, self._limits, self._blamed)
        if shape and shape not in self._blamed:
            self._blamed.append(shape)
        code = "shapes.limit" if isinstance(error, ShapeLimitError) else "shapes.failed"
        value = f"<{shape}>" if shape else ""
        found = Finding(code, Severity.WARNING, record_id, "", value, self._message(error, shape, triples))
        if not self.off:
            return (found,)
        self.close()
        return found, Finding("shapes.off", Severity.WARNING, record_id, "", "", self._farewell())

    def _message(self, error: LDError, shape: str, triples: str) -> str:
        what = f"the engine {error}" if isinstance(error, ShapeLimitError) else str(error).rstrip(".")
        size = triples.count("\n")
        said = f"Your own shapes did not check this record ({size:,} statements): {what}."
        if shape:
            return (
                f"{said} {self._placed(shape)} does this by itself: simplify its queries, patterns and paths."
            )
        likely = ", ".join(map(self._placed, suspects(self.catalog)[:_NAMED]))
        return f"{said} No shape does this by itself; those that may ask most are {likely}."

    def _farewell(self) -> str:
        count = (
            f"{IN_A_ROW} records in a row"
            if self._in_a_row >= IN_A_ROW
            else f"{self.limited} records of this run"
        )
        mend = ", ".join(map(self._placed, self._blamed)) or "the shapes"
        return (
            f"Your own shapes are switched off for the rest of this run, as {count} could not be checked, this the last. "
            f"Records after it are published unchecked by them. Mend {mend} and run again."
        )

    def _placed(self, shape: str) -> str:
        at = self._where(shape)
        return f"<{shape}> ({at})" if at else f"<{shape}>"


def own_validator(
    folder: Path,
    engine: str = "shacl",
    base_url: str = "",
    seconds: float = SECONDS,
    *,
    memory: int = MEMORY_BYTES,
    view: View = View.STATED,
) -> OwnValidator:
    """A validator for a folder of the user's own shapes, for one run.

    Args:
        folder: see :func:`shapes.own.files.own_files`.
        engine: ``shacl`` or ``pyshacl``.
        base_url: of the site; see :func:`shapes.own.files.own_shapes`.
        seconds: deadline of a record.
        memory: bytes that the engine's process may take.
        view: what of a record the shapes look at.
    Raises:
        ConfigError: there is no such engine.
        ShapeLoadError: see :func:`shapes.own.files.own_shapes`; or the engine does not take a shape.

    >>> own_validator(Path("/nowhere"), engine="jena")
    Traceback (most recent call last):
    ...
    ld.errors.ConfigError: validator = "jena": must be one of pyshacl, shacl
    """
    if engine not in ENGINES:
        raise ConfigError(f'validator = "{engine}": must be one of {", ".join(ENGINES)}')
    files = own_files(folder)
    catalog = read(files, folder, base_url)
    made = OwnValidator(catalog, engine, seconds, memory, view, lambda iri: place(files, iri))
    try:
        made.rehearse()
    except ShapeLoadError as error:
        raise ShapeLoadError(f"{folder}: {error}", spec=error.spec) from error
    return made


__all__ = ["IN_ALL", "IN_A_ROW", "OwnValidator", "own_validator"]
