"""Commands about single records and about what is in them: show, explain, coverage, validate."""

from __future__ import annotations

import re

import click

from flask_app.cli.console import (
    Session,
    fail,
    findings_json,
    show_findings,
    table,
    write_bytes,
    write_json,
)
from ld.editions import Edition, RecordRow
from ld.findings import FieldOutcome, Finding, Outcome
from ld.formats import FORMATS
from ld.formats.context import context_path
from ld.formats.profiles import FULL, PROFILES
from ld.iris import Iris
from ld.mapping import Explained, explain
from ld.namespaces import PREFIXES

_LONGEST = 160
_STEPS = 2
"""Names that are shown of a path in XML."""

_IRI = re.compile(r"<([^<>\s]+)>")
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


def published(edition: Edition, record_id: str) -> RecordRow:
    """The row of a record that is published; anything else ends the program with a message."""
    row = edition.record(record_id)
    if row is None or not row.published:
        state = "unknown" if row is None else row.state.value
        fail(f"{record_id}: this record is {state} in edition {edition.number}")
    return row


@click.command("show")
@click.argument("record_id", metavar="ID")
@click.option(
    "--to",
    "to",
    type=click.Choice(list(FORMATS)),
    default="turtle",
    show_default=True,
    help="Format of the output.",
)
@click.option(
    "--profile",
    "name",
    type=click.Choice(list(PROFILES)),
    default=FULL.name,
    show_default=True,
    help="Vocabulary of the output.",
)
@click.pass_obj
def show_command(session: Session, record_id: str, to: str, name: str) -> None:
    """Print one record as it would be served."""
    base = session.settings.base_url
    with session.edition() as edition:
        row = published(edition, record_id)
        document, context = Iris(base).record(record_id).value, f"{base}{context_path()}"
        description = PROFILES[name].describe(document, edition.quads(row), context)
    write_bytes(FORMATS[to].serialize(description))


@click.command("explain")
@click.argument("record_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def explain_command(session: Session, record_id: str, *, as_json: bool) -> None:
    """Show every statement of a record with its source field and rule, and what became of every source field."""
    with session.edition() as edition:
        source = edition.source(record_id)
        if source is None:
            fail(f"{record_id}: this record is unknown in edition {edition.number}")
    make = session.converter()
    parsed = make.parse(source)
    statements = explain(parsed.record, make.iris) if parsed.record else ()
    if as_json:
        write_json(_explanation(record_id, statements, parsed.coverage, parsed.findings))
        return
    click.echo(f"{record_id}: {len(statements)} statements\n")
    table(
        ("field", "rule", "statement"),
        [(_named(s.field) or "–", s.rule, _short(s, make.iris.base)) for s in statements],
    )
    click.echo("")
    _outcomes(parsed.coverage)
    if parsed.findings:
        click.echo("")
        show_findings(parsed.findings)


def _named(field: str) -> str:
    """Source fields for a column: of long paths in XML the last two names, what several have in common once.

    >>> _named("245$a$b"), _named("Article/AuthorList/Author/LastName+Article/AuthorList/Author/ForeName")
    ('245$a$b', '…/Author/LastName+ForeName')
    """
    first, *others = dict.fromkeys(field.split("+"))
    steps = first.split("/")
    shown = first if len(steps) <= _STEPS else "/".join(("…", *steps[-_STEPS:]))
    folder = first.rpartition("/")[0]
    rest = (
        other.rpartition("/")[2] if folder and other.startswith(f"{folder}/") else _named(other)
        for other in others
    )
    return "+".join((shown, *rest))


def _short(statement: Explained, base: str) -> str:
    """A statement for reading: prefixes for IRIs, what is said of the document relative to it, long texts cut."""
    line = statement.line.removesuffix(" .")
    if statement.graph.startswith(f"{base}/record/"):
        line = line.replace(f"<{statement.graph.removesuffix('#recovered')}", "<")
    line = _IRI.sub(_prefixed, line.replace(f"<{base}/", "</"))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _prefixed(iri: re.Match[str]) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri[1].removeprefix(namespace)
        if local != iri[1] and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return iri[0]


def _explanation(
    record_id: str,
    statements: tuple[Explained, ...],
    coverage: tuple[FieldOutcome, ...],
    findings: tuple[Finding, ...],
) -> dict[str, object]:
    return {
        "id": record_id,
        "statements": [
            {"statement": s.line, "graph": s.graph, "field": s.field, "rule": s.rule} for s in statements
        ],
        "fields": [_outcome(entry) for entry in coverage],
        "findings": findings_json(findings),
    }


def _outcome(entry: FieldOutcome) -> dict[str, object]:
    return {
        "field": entry.field,
        "outcome": entry.outcome,
        "reason": entry.reason,
        "count": entry.count,
        "example": entry.example,
    }


def _outcomes(coverage: tuple[FieldOutcome, ...]) -> None:
    rows = [(e.field, e.outcome.value, e.reason, e.count, e.example[:60]) for e in coverage]
    table(("field", "outcome", "reason", "count", "example"), sorted(rows))


@click.command("coverage")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def coverage_command(session: Session, *, as_json: bool) -> None:
    """Sum up what became of every source field over the current edition."""
    with session.edition() as edition:
        coverage = edition.coverage()
    totals = {outcome.value: sum(e.count for e in coverage if e.outcome is outcome) for outcome in Outcome}
    if as_json:
        write_json(
            {"edition": edition.number, "totals": totals, "fields": [_outcome(entry) for entry in coverage]}
        )
        return
    _outcomes(coverage)
    occurrences = sum(totals.values()) or 1
    click.echo("")
    table(
        ("outcome", "occurrences", "share"),
        [(name, count, f"{count / occurrences:.1%}") for name, count in totals.items()],
    )


COMMANDS = (show_command, explain_command, coverage_command)
