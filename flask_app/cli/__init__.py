"""The ``ldpub`` command."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

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


_MODULES = {
    "ingest": ("ingest", "convert"),
    "records": ("show", "explain", "coverage"),
    "validation": ("validate", "findings"),
    "query": ("query",),
    "publication": ("dump",),
    "deletion": ("delete", "move"),
    "editions": ("editions",),
    "quarantine": ("quarantine",),
    "serving": ("serve", "demo", "config"),
}
_HOMES = {command: module for module, commands in _MODULES.items() for command in commands}


class _Commands(click.Group):
    """Commands in modules that are imported when one of theirs is called: all together they take longer than most of them run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in alphabetical order."""
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; None if there is none of that name."""
        if cmd_name not in _HOMES:
            return None
        commands: tuple[click.Command, ...] = import_module(f"flask_app.cli.{_HOMES[cmd_name]}").COMMANDS
        return next(command for command in commands if command.name == cmd_name)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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


def main() -> None:
    """Run the command line; see the README for exit statuses."""
    with errors_reported(debug="--debug" in sys.argv):
        group(prog_name="ldpub")


__all__ = ["group", "main"]
