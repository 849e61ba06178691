"""What every command shares: settings, output, progress, errors.

Results go to standard output, progress and messages to standard error, so that results can be piped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

import click
import orjson

from flask_app.cli.progress import progress
from ld.chunks.pool import Recipe
from ld.config import Settings, load
from ld.conversion import Converter
from ld.editions import Edition, Editions
from ld.errors import ConfigError, LDError, ShapeLoadError
from ld.findings import Finding
from ld.later import check_later
from shapes.paths import compact
from shapes.recipes import later_validator, site_converter
from shapes.site import SiteShapes

PARTLY, USAGE, FAILED = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line."""

    settings: Settings
    debug: bool = False

    @property
    def editions(self) -> Editions:
        """The published editions of the data folder."""
        return Editions(self.settings.data_dir)

    def converter(self, collection: str = "") -> Converter:
        """What takes records the whole way, as the settings have it."""
        return site_converter(self.settings, collection)

    def recipe(self, collection: str = "") -> Recipe:
        """Makes the same converter in another process."""
        return partial(site_converter, self.settings, collection)

    @property
    def shapes(self) -> SiteShapes:
        """The shapes of the site."""
        return SiteShapes(self.settings)

    def check_addresses(self) -> None:
        """IRIs are minted when records are ingested; under another address, none of them would lead anywhere.

        Raises:
            ConfigError: the current edition was made for another `base_url`.
        """
        for info in self.editions.list():
            made_for = info.versions.get("base_url")
            if info.current and made_for not in {None, self.settings.base_url}:
                raise ConfigError(
                    f"edition {info.number} was made for {made_for}, but base_url is {self.settings.base_url}: "
                    "ingest the whole catalogue again under this address (ingest --full), or set base_url to the other"
                )

    def withheld(self) -> bool:
        """Whether any record is in quarantine."""
        if self.editions.current_number() is None:
            return False
        with self.edition() as edition:
            return bool(edition.withheld(limit=1))

    @contextmanager
    def edition(self, number: int | None = None) -> Iterator[Edition]:
        """The current edition (or another), open while the block runs.

        Raises:
            UnknownEditionError: nothing is published yet.
        """
        edition = self.editions.open(number)
        try:
            yield edition
        finally:
            edition.close()


def session(*, config: Path | None, options: Mapping[str, object], debug: bool) -> Session:
    """The session of a command; wrong settings end the program with status 2."""
    try:
        return Session(load(options, path=config), debug)
    except ConfigError as error:
        fail(str(error), USAGE)


def fail(message: str, status: int = FAILED) -> NoReturn:
    """End the program with a message."""
    note(f"error: {message}")
    sys.exit(status)


def note(message: str) -> None:
    """A line on standard error."""
    click.echo(message, err=True)


def write_json(value: object) -> None:
    """One JSON object on standard output; names of states and the like may be keys."""
    option = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS
    click.echo(orjson.dumps(value, option=option, default=str).decode())


def write_bytes(data: bytes) -> None:
    """Bytes on standard output, as they are."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows on standard output, columns aligned; a figure stands to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in [list(header), *cells]) for n in range(len(header))]
    right = [all(isinstance(row[n], int | float) for row in rows) and bool(rows) for n in range(len(header))]
    for row in [list(header), *cells]:
        line = "  ".join(
            cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(row, widths, right, strict=True)
        )
        click.echo(line.rstrip())


def most_first(figures: Mapping[str, int]) -> list[tuple[str, int]]:
    """Names and figures, the largest first, equal ones by name."""
    return [(name, figures[name]) for name in sorted(figures, key=lambda name: (-figures[name], name))]


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings as JSON has them."""
    names = ("code", "severity", "path", "field", "value", "message")
    return [{name: getattr(finding, name) for name in names} for finding in findings]


def show_findings(findings: Iterable[Finding]) -> None:
    """Findings as a table."""
    rows = [(f.severity.value, f.code, f.source_field or compact(f.property), f.message) for f in findings]
    table(("severity", "finding", "field", "message"), rows)


def check_shapes_later(session: Session, number: int) -> None:
    """Run the shapes that wait until an edition is published."""
    shapes = session.shapes
    checks = shapes.after()
    if checks is not None:
        with session.edition(number) as edition, progress("checking") as tell:
            check_later(
                edition,
                session.editions,
                checks,
                checks=shapes.later_fingerprint,
                progress=tell,
                jobs=processors(),
                recipe=partial(later_validator, session.settings),
            )


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def errors_reported(*, debug: bool) -> Iterator[None]:
    """Turn the project's exceptions into a message and an exit status; anything else is a bug and shows its traceback."""
    try:
        yield
    except (ConfigError, ShapeLoadError) as error:  # shapes of one's own are settings
        if debug:
            raise
        fail(str(error), USAGE)
    except LDError as error:
        if debug:
            raise
        fail("\n".join([str(error), *getattr(error, "__notes__", ())]))
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone: `ldpub … | head`
        sys.exit(FAILED)
