"""``ldpub dump``."""

from __future__ import annotations

from pathlib import Path

import click

from flask_app.cli.console import Session, table, write_json
from ld.dumps import write_dumps

_FORMATS = ("nq", "nt")


@click.command("dump")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--to",
    default=",".join(_FORMATS),
    show_default=True,
    metavar="FORMATS",
    help="Formats with commas between: nq, nt.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def dump_command(session: Session, directory: Path, to: str, *, as_json: bool) -> None:
    """Write the current edition to compressed files in DIRECTORY, with their checksums."""
    formats = tuple(name.strip() for name in to.split(",") if name.strip())
    unknown = [name for name in formats if name not in _FORMATS]
    if unknown or not formats:
        raise click.BadParameter(
            f"{', '.join(unknown) or 'nothing'}: known are {', '.join(_FORMATS)}", param_hint="--to"
        )
    with session.edition() as edition:
        files = write_dumps(edition, directory, formats)
    if as_json:
        write_json(
            {
                "edition": edition.number,
                "files": [
                    {"name": f.name, "size": f.size, "sha256": f.sha256, "statements": f.quads} for f in files
                ],
            }
        )
        return
    table(("file", "statements", "bytes", "SHA-256"), [(f.name, f.quads, f.size, f.sha256) for f in files])


COMMANDS = (dump_command,)
