"""``ldpub dump``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from flask_app.cli.console import Session, note, table, write_json
from ld.dumps import DumpFile, DumpPlan, write_delta, write_dumps
from ld.dumps.compressing import COMPRESSIONS
from ld.dumps.serializing import DUMP_FORMATS


@click.command("dump")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--to", metavar="FORMATS", help=f"Instead of the setting; with commas between: {', '.join(DUMP_FORMATS)}."
)
@click.option("--compress", type=click.Choice([*COMPRESSIONS]), help="Instead of the setting.")
@click.option(
    "--since",
    type=click.IntRange(min=0),
    metavar="CHANGE",
    help="Only what has changed since an edition that ended with this change, and what to remove first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def dump_command(
    session: Session,
    directory: Path,
    to: str | None,
    compress: str | None,
    since: int | None,
    *,
    as_json: bool,
) -> None:
    """Write the current edition to compressed files in DIRECTORY, with their checksums."""
    plan = _plan(session, to, compress)
    with session.edition() as edition:
        if since is None:
            files: Sequence[DumpFile] = write_dumps(edition, directory, plan)
        else:
            delta = write_delta(edition, directory, since, plan)
            files = delta.files if delta else ()
    if as_json:
        write_json({"edition": edition.number, "since": since, "files": [_json(file) for file in files]})
    else:
        rows = [(f.name, f.quads, f.documents, f.size, f.sha256) for f in files]
        table(("file", "statements", "documents", "bytes", "SHA-256"), rows)
    for file in files:
        if file.left_out:
            note(f"{file.name}: {file.left_out} documents are left out, which {file.format} cannot hold")


def _plan(session: Session, to: str | None, compress: str | None) -> DumpPlan:
    plan = DumpPlan.of(session.settings)
    formats = plan.formats if to is None else tuple(name.strip() for name in to.split(",") if name.strip())
    unknown = [name for name in formats if name not in DUMP_FORMATS]
    if unknown or not formats:
        raise click.BadParameter(
            f"{', '.join(unknown) or 'nothing'}: known are {', '.join(DUMP_FORMATS)}", param_hint="--to"
        )
    return replace(plan, formats=formats, compression=compress or plan.compression)


def _json(file: DumpFile) -> dict[str, object]:
    return {
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "statements": file.quads,
        "documents": file.documents,
        "left_out": file.left_out,
    }


COMMANDS = (dump_command,)
