"""The ``ldpub`` command."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flask_app.cli import (
    deletion,
    editions,
    ingest,
    publication,
    quarantine,
    query,
    records,
    serving,
    validation,
)
from flask_app.cli.console import errors_reported, session


class _Setting(click.ParamType[tuple[str, str]]):
    """``name=value``."""

    name = "name=value"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the first equals sign."""
        name, equals, text = str(value).partition("=")
        if not equals:
            self.fail(f"{value!r} is not of the form name=value", param, ctx)
        return name.strip(), text


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Settings file, instead of ldpub.toml.",
)
@click.option(
    "--set",
    "settings",
    type=_Setting(),
    multiple=True,
    metavar="NAME=VALUE",
    help="A setting; wins over file and environment. Repeatable.",
)
@click.option("--debug", is_flag=True, help="Show tracebacks.")
@click.version_option(package_name="ldpub", message="ldpub %(version)s")
@click.pass_context
def group(
    context: click.Context, config: Path | None, settings: tuple[tuple[str, str], ...], debug: bool
) -> None:
    """Publish the records of a catalogue as linked data."""
    context.obj = session(config=config, options=dict(settings), debug=debug)


for command in (
    *ingest.COMMANDS,
    *records.COMMANDS,
    *validation.COMMANDS,
    *query.COMMANDS,
    *publication.COMMANDS,
    *deletion.COMMANDS,
    *editions.COMMANDS,
    *quarantine.COMMANDS,
    *serving.COMMANDS,
):
    group.add_command(command)


def main() -> None:
    """Run the command line; see the README for exit statuses."""
    with errors_reported(debug="--debug" in sys.argv):
        group(prog_name="ldpub")


main.group = group  # type: ignore[attr-defined] # tests and documentation walk the commands

__all__ = ["group", "main"]
