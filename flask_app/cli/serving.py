"""``ldpub serve``, ``ldpub demo`` and ``ldpub config``."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path

import click

from flask_app.cli.console import Session, note, table, write_json
from flask_app.cli.progress import progress
from flask_app.server import check_address, serve
from ld.config import SETTINGS, as_environment
from ld.dumps import DumpPlan, write_dumps
from ld.pipeline import ingest
from ld.sources.reading import read

_FOUNDING = "pubmed-5577770"


@click.command("serve")
@click.option("--host", help="Address to listen on, instead of the setting.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on, instead of the setting.")
@click.option("--workers", type=click.IntRange(min=1), help="Server processes, instead of the setting.")
@click.pass_obj
def serve_command(session: Session, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the current edition; new editions are noticed as they are published."""
    was = session.settings
    settings = replace(was, host=host or was.host, port=port or was.port, workers=workers or was.workers)
    note(f"serving {settings.base_url} from {settings.host}:{settings.port}, data in {settings.data_dir}")
    session.check_addresses()
    _ = session.shapes  # what is wrong with them is said here, not in the log of a worker
    serve(settings)


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on, instead of the setting.")
@click.option("--no-serve", is_flag=True, help="Publish the samples only.")
@click.pass_obj
def demo_command(session: Session, port: int | None, *, no_serve: bool) -> None:
    """Publish the bundled sample records into a scratch folder and serve them."""
    was = session.settings
    data = Path("demo-data") if was.origins["data_dir"] == "default" else was.data_dir
    title = "ldpub sample catalogue" if was.origins["title"] == "default" else was.title
    settings = replace(was, data_dir=data, title=title)
    if port:
        settings = replace(settings, port=port, base_url=f"http://127.0.0.1:{port}")
    if not no_serve:
        check_address(settings)
    _publish(replace(session, settings=settings))
    if no_serve:
        return
    _invite(settings.base_url)
    # A fresh process: a server must not be forked from one that has opened a store for writing.
    arguments = [sys.executable, "-m", "flask_app.cli", "serve"]
    os.execve(sys.executable, arguments, {**os.environ, **as_environment(settings)})  # noqa: S606 - our own interpreter, no shell


def _invite(base: str) -> None:
    """What to try."""
    query = "SELECT ?type (COUNT(*) AS ?n) { ?s a ?type } GROUP BY ?type ORDER BY DESC(?n) LIMIT 10"
    click.echo(f"\nThe sample catalogue as linked data is at {base}/ (stop with Ctrl-C). Try:\n")
    click.echo(f"  curl -H 'Accept: text/turtle' {base}/record/{_FOUNDING}")
    click.echo(f"  curl -H 'Accept: application/ld+json' {base}/record/{_FOUNDING}")
    click.echo(f"  curl -H 'Accept: text/csv' --data-urlencode 'query={query}' {base}/sparql\n")
    sys.stdout.flush()


def _publish(session: Session) -> None:
    data = session.settings.data_dir
    make = session.converter()
    samples = resources.files("ld") / "samples"
    with resources.as_file(samples) as folder, progress("publishing the samples") as tell:
        names = [str(folder / "founding-record.txt"), str(folder / "catalogue.ndjson")]
        report = ingest(read(names), session.editions, make, progress=tell)
    if report.edition is None:
        note(f"the samples are published already, in {data}")
        return
    with session.edition() as edition:
        write_dumps(edition, session.editions.dumps_folder(report.edition), DumpPlan.of(session.settings))
    note(f"{report.published} sample records published in {data}, {report.quads:,} statements")


@click.command("config")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def config_command(session: Session, *, as_json: bool) -> None:
    """Show the effective settings, each with where it came from."""
    settings = session.settings
    rows = [
        (item.name, getattr(settings, item.name), settings.origins[item.name], item.metadata["help"])
        for item in SETTINGS
    ]
    if as_json:
        write_json(
            {name: {"value": value, "from": origin, "help": help_} for name, value, origin, help_ in rows}
        )
        return
    table(
        ("setting", "value", "from", "what it does"),
        [(n, ", ".join(v) if isinstance(v, tuple) else str(v), o, h) for n, v, o, h in rows],
    )


COMMANDS = (serve_command, demo_command, config_command)
