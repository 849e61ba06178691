"""``ldpub query``: SPARQL on the current edition."""

from __future__ import annotations

import io

import click
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from flask_app.cli.console import Session, fail, table, write_bytes
from flask_app.sparql.guard import guard
from flask_app.sparql.limits import limits_of
from flask_app.sparql.results import BOOLEANS, GRAPHS, SOLUTIONS
from ld.stores.base import QueryResult

_TABLE = "table"
_NAMES = list(dict.fromkeys([_TABLE, *(f.name for f in (*SOLUTIONS, *GRAPHS) if f.write)]))


@click.command("query")
@click.argument("sparql", metavar="SPARQL")
@click.option(
    "--to", type=click.Choice(_NAMES), default=_TABLE, show_default=True, help="Form of the result."
)
@click.pass_obj
def query_command(session: Session, sparql: str, to: str) -> None:
    """Run a SPARQL query on the current edition: the union of all its graphs."""
    guard(sparql, limits_of(session.settings))
    with session.edition() as edition:
        _show(edition.query(sparql), to)


def _show(result: QueryResult, to: str) -> None:
    if to == _TABLE:
        _table(result)
        return
    rows = (
        GRAPHS
        if isinstance(result, QueryTriples)
        else BOOLEANS
        if isinstance(result, QueryBoolean)
        else SOLUTIONS
    )
    write = next((row.write for row in rows if row.name == to and row.write), None)
    if write is None:
        fail(
            f"this kind of result cannot be written as {to}; it can as {', '.join(row.name for row in rows if row.write)}"
        )
    file = io.BytesIO()
    write(result, file)
    write_bytes(file.getvalue())


def _table(result: QueryResult) -> None:
    if isinstance(result, QuerySolutions):
        names = [variable.value for variable in result.variables]
        table(names, [[_term(solution[name]) for name in names] for solution in result])
    elif isinstance(result, QueryTriples):
        table(
            ("subject", "predicate", "object"),
            [[_term(t.subject), _term(t.predicate), _term(t.object)] for t in result],
        )
    else:
        click.echo("true" if result else "false")


def _term(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else "" if term is None else str(term)


COMMANDS = (query_command,)
