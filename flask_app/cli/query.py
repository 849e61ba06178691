"""``ldpub query``: SPARQL on the current edition."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, QuerySolutions, QueryTriples

from flask_app.cli.console import Session, fail, table, write_bytes
from flask_app.sparql.guard import guard
from flask_app.sparql.limits import limits_of
from flask_app.sparql.results import formats_of
from ld.query_service.results import FORMATS, WrongFormError
from ld.stores.base import QueryResult

_TABLE = "table"
_NAMES = [_TABLE, *FORMATS]


@click.command("query")
@click.argument("sparql", metavar="SPARQL")
@click.option(
    "--to", type=click.Choice(_NAMES), default=_TABLE, show_default=True, help="Form of the result."
)
@click.pass_obj
def query_command(session: Session, sparql: str, to: str) -> None:
    """Run a SPARQL query on the current edition: the union of all its graphs.

    SPARQL is the query, or @FILE for one in a file, or - for standard input.
    """
    sparql = _text(sparql)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine hears of nothing while it computes
    form = guard(sparql, limits_of(session.settings)).form
    with session.edition() as edition:
        result = edition.query(sparql)
        if to == _TABLE:
            _table(result)
        else:
            _write(result, to, form)


def _text(given: str) -> str:
    if given != "-" and not given.startswith("@"):
        return given
    try:
        data = sys.stdin.buffer.read() if given == "-" else Path(given[1:]).read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        fail(f"{given[1:]}: cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        fail(f"{given}: not UTF-8: {error.reason} at byte {error.start + 1}")


def _write(result: QueryResult, to: str, form: str) -> None:
    spool = FORMATS[to].spool(sys.maxsize, sys.maxsize)  # one's own machine has no bounds but its own
    try:
        FORMATS[to].write(result, spool)
        body, file, length = spool.end()
        write_bytes(body if file is None else _read(file, length))
    except WrongFormError:
        names = ", ".join(row.name for row in formats_of(form) if not row.is_page)
        fail(f"this kind of result cannot be written as {to}; it can as {names}")
    finally:
        spool.close()


def _read(descriptor: int, length: int) -> bytes:
    with open(descriptor, "rb", closefd=False) as file:
        return file.read(length)


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
