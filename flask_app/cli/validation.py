"""``ldpub validate`` and ``ldpub findings``: what shapes find, in files, in records, over all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from flask_app.cli.console import PARTLY, USAGE, Session, fail, note, table, write_json
from flask_app.cli.records import published
from flask_app.findings import SiteFindings
from flask_app.languages import LANGUAGES
from flask_app.pages.standalone import report_html
from flask_app.sheets import records_sheet, sums_sheet
from ld.editions.quality import Found
from ld.errors import RDFSyntaxError
from ld.findings import Finding, Severity
from ld.formats.context import context_path
from ld.formats.reading import EXTENSIONS, read_triples
from ld.graph import to_lines
from ld.sources.compression import plain
from shapes import ENGINES, GROUPS, report_graph, report_json, report_line
from shapes.site import SiteShapes

_PAGE = 1000
_LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help="Of the messages of our shapes.",
)


@click.command("validate")
@click.argument("targets", nargs=-1, metavar="[FILE|ID]…")
@click.option("--engine", type=click.Choice(sorted(ENGINES)), help="SHACL engine, instead of the setting.")
@click.option(
    "--shapes",
    "groups",
    multiple=True,
    type=click.Choice(list(GROUPS)),
    help="Group of shapes, instead of those of the settings; may be given several times.",
)
@click.option(
    "--to",
    type=click.Choice(["text", "json", "turtle", "html"]),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@_LANGUAGE
@click.pass_obj
def validate_command(
    session: Session,
    targets: tuple[str, ...],
    engine: str | None,
    groups: tuple[str, ...],
    to: str,
    language: str,
) -> None:
    """Check RDF files or published records against the shapes; without arguments, the whole current edition.

    A file is checked as one graph; nothing has to be ingested for that. Without --shapes, the groups of the settings `shapes` and
    `shapes_after` are run, and the shapes of your own. Exit status 3: there are violations.
    """
    shapes, settings = session.shapes, session.settings
    checks = shapes.of(groups or (*settings.shapes, *settings.shapes_after), engine, own=not groups)
    found = (
        finding
        for name, triples in _targets(session, targets)
        for finding in checks.validate(triples, record_id=name)
    )
    count = _WRITERS[to](found, shapes, language)
    sys.exit(PARTLY if count[Severity.VIOLATION] else 0)


def _targets(session: Session, targets: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(name, N-Triples) of each thing to check: a file if there is one of that name, else a record."""
    files = [target for target in targets if Path(target).is_file()]
    for file in files:
        yield file, _triples_of(session, Path(file))
    ids = [target for target in targets if target not in files]
    for target in ids:
        if "." in Path(target).name and Path(target).suffix.removeprefix(".") in EXTENSIONS:
            note(f"{target}: there is no such file; it is taken for the id of a record")
    if ids or not targets:
        with session.edition() as edition:
            rows = [published(edition, record_id) for record_id in ids] if ids else edition.every_record()
            for row in rows:
                if row.published:
                    yield row.id, edition.ntriples(row)


def _triples_of(session: Session, path: Path) -> str:
    """The statements of an RDF file, graph names left out."""
    inner = Path(path.stem) if path.suffix in {".gz", ".zst"} else path
    extension = inner.suffix.removeprefix(".")
    with path.open("rb") as file:
        data = plain(file, str(path)).read()
    context = f"{session.settings.base_url}{context_path()}"
    try:
        triples = read_triples(data, extension, base=path.absolute().as_uri(), context=context)
    except RDFSyntaxError as error:
        raise RDFSyntaxError(f"{path}: {error}", line=error.line, column=error.column) from error
    return "\n".join([*to_lines(triples), ""])


_Write = Callable[[Iterable[Finding], SiteShapes, str], Counter[Severity]]


def _text(findings: Iterable[Finding], shapes: SiteShapes, language: str) -> Counter[Severity]:
    """A finding as soon as it is found: a catalogue has many."""
    count = Counter[Severity]()
    for finding in findings:
        count[finding.severity] += 1
        click.echo(f"{report_line(finding)}\n    {shapes.message(finding, language)}")
    click.echo(", ".join(f"{count[s]:,} {s.value}{'' if count[s] == 1 else 's'}" for s in Severity))
    return count


def _whole(write: Callable[[list[Finding], SiteShapes, str], str]) -> _Write:
    """What can only be written when all is found."""

    def writer(findings: Iterable[Finding], shapes: SiteShapes, language: str) -> Counter[Severity]:
        listed = list(findings)
        click.echo(write(listed, shapes, language))
        return Counter(finding.severity for finding in listed)

    return writer


_WRITERS: dict[str, _Write] = {
    "text": _text,
    "json": _whole(
        lambda found, shapes, tongue: report_json(found, words=lambda f: shapes.message(f, tongue))
    ),
    "turtle": _whole(lambda found, shapes, _: report_graph(found, shapes.catalog).serialize(format="turtle")),
    "html": _whole(report_html),
}


@click.command("findings")
@click.argument("code", required=False)
@click.option("--field", help="With this source field only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--csv",
    "as_csv",
    is_flag=True,
    help="Print lines for a spreadsheet: the sums, or with CODE each finding.",
)
@_LANGUAGE
@click.pass_obj
def findings_command(
    session: Session, code: str | None, field: str | None, language: str, *, as_json: bool, as_csv: bool
) -> None:
    """Sum up what was found in the current edition; with CODE, list the records that have that finding."""
    with session.edition() as edition:
        findings = SiteFindings(edition, session.editions, session.shapes)
        if code is None and field:
            fail("--field needs the CODE of a finding", USAGE)
        if code is None and as_csv:
            click.echo(sums_sheet(findings.quality().findings, session.shapes, language), nl=False)
            return
        if code is None:
            _sum_up(findings, session.shapes, language, as_json=as_json)
            return
        if not findings.sums(code):
            fail(
                f"{code}: no record of edition {edition.number} has this finding; ldpub findings lists those there are"
            )
        found = _found(findings, code, field)
        if as_json:
            write_json({"code": code, "records": [_record(one, session.shapes, language) for one in found]})
        elif as_csv:
            click.echo(records_sheet(found, session.shapes, language), nl=False)
        else:
            _list(found, session.shapes, language)


def _sum_up(findings: SiteFindings, shapes: SiteShapes, language: str, *, as_json: bool) -> None:
    sums = findings.quality().findings
    if as_json:
        rows = [
            {
                **one.kind._asdict(),
                "n": one.n,
                "records": one.records,
                "withheld": one.withheld,
                "n_before": one.n_before,
            }
            for one in sums
        ]
        write_json({"edition": findings.edition.number, "findings": rows})
        return
    table(
        ("severity", "finding", "what must be so", "field", "source", "findings", "records", "change"),
        [
            (
                *(one.kind.severity.value, one.kind.code, _cut(shapes.label(one.kind.code, language))),
                *(one.kind.field, " ".join(filter(None, (one.kind.format, one.kind.collection)))),
                *(
                    one.n,
                    one.records + one.withheld,
                    "" if one.n_before is None else f"{one.n - one.n_before:+}",
                ),
            )
            for one in sums
            if one.n
        ],
    )


def _cut(label: str) -> str:
    return "" if label.count(".") and " " not in label else label


def _found(findings: SiteFindings, code: str, field: str | None) -> Iterator[Found]:
    after = 0
    while rows := findings.rows(code, field=field, after=after, limit=_PAGE):
        yield from findings.found(rows, code, field=field)
        after = rows[-1].number


def _record(found: Found, shapes: SiteShapes, language: str) -> dict[str, object]:
    rows = [
        {"field": one.field or one.path, "value": one.value, "message": shapes.message(one, language)}
        for one in found.findings
    ]
    return {"id": found.record_id, "address": found.address, "state": found.state, "findings": rows}


def _list(found: Iterable[Found], shapes: SiteShapes, language: str) -> None:
    for one in found:
        click.echo(f"{one.record_id}{'' if one.state == 'published' else f' ({one.state})'}")
        for finding in one.findings:
            field = finding.source_field
            click.echo(f"    {f'{field}: ' if field else ''}{shapes.message(finding, language)}")


COMMANDS = (validate_command, findings_command)
