"""From a :class:`~ld.record.BibRecord` to statements: schema.org and Dublin Core, side by side, one module a group of fields.

:data:`RULES` is the whole mapping in order. A rule reads the record and appends statements; it knows no source format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from ld.errors import MintingError
from ld.graph import RecordGraph
from ld.iris import Iris
from ld.mapping import (
    agents,
    citations,
    classes,
    dates,
    document,
    hosts,
    identifiers,
    publishing,
    rights,
    subjects,
    texts,
    titles,
    works,
)
from ld.mapping.work import Statement, Work
from ld.namespaces import VOCABULARIES
from ld.record import BibRecord

VERSION = 2
"""Raised whenever the same record gives other statements; then every record is mapped again."""

Rule = Callable[[Work], None]

RULES: tuple[Rule, ...] = (
    document.document,
    document.provenance,
    classes.classes,
    classes.carriers,
    titles.titles,
    titles.other_titles,
    titles.responsibility,
    agents.contributions,
    agents.publishers,
    publishing.event,
    dates.publication,
    dates.history,
    dates.run,
    texts.summaries,
    texts.abstracts,
    texts.notes,
    texts.edition,
    texts.extents,
    texts.languages,
    texts.thesis,
    texts.awards,
    subjects.keywords,
    subjects.headings,
    agents.subjects,
    subjects.genres,
    subjects.classifications,
    subjects.places,
    subjects.periods,
    hosts.series,
    hosts.container,
    hosts.citation,
    hosts.hierarchy,
    hosts.own_issns,
    works.related,
    works.relations,
    works.release,
    citations.references,
    citations.notices,
    citations.grants,
    identifiers.identifiers,
    identifiers.isbns,
    identifiers.urls,
    identifiers.encodings,
    rights.licence,
    rights.statements,
    rights.holders,
    rights.metadata_licence,
)


@dataclass(frozen=True, slots=True)
class Explained:
    """A statement, the graph it lives in, the source field that says it and the rule that wrote it.

    Attributes:
        line: N-Triples, without its newline.
        field: source field, ``""`` where the statement follows from how the site publishes.
        rule: ``module.function`` of the mapping.
    """

    line: str
    graph: str
    field: str
    rule: str


def map_record(record: BibRecord, iris: Iris) -> RecordGraph:
    """The statements of a record.

    Args:
        record: with a servable id.
        iris: mints the site's IRIs.
    Returns:
        its graph; every line once.
    Raises:
        MintingError: a value cannot be an IRI or a literal.

    >>> from ld.record import BibRecord, Text
    >>> record = BibRecord(id="1", titles=(Text("Emma", "title"),), formats=(Text("Book", "format"),))
    >>> [line for line in map_record(record, Iris("http://x")).own if "terms/title" in line]
    ['<http://x/record/1#it> <http://purl.org/dc/terms/title> "Emma" .']
    """
    try:
        return _map(record, iris)
    except ValueError as error:  # a term that RDF cannot hold; readers check, so this names a gap in them
        raise MintingError(record.id, str(error)) from error


def _map(record: BibRecord, iris: Iris) -> RecordGraph:
    work = Work(record, iris)
    for rule in RULES:
        rule(work)
    recovered, about = rights.recovered(work)
    own = [*work.own, *about]
    stated = own + work.shared
    lines = _lines(stated)
    return RecordGraph(
        record_id=record.id,
        graph=work.doc.value,
        own=tuple(sorted(set(lines[: len(own)]))),
        shared=tuple(sorted(_placed(work.shared, lines[len(own) :], iris))),
        recovered=tuple(sorted(set(_lines(recovered)))) if recovered else (),
        fields=dict(zip(lines, map(_SOURCE, stated), strict=True)),
    )


_SOURCE = itemgetter(3)


def _placed(statements: list[Statement], lines: list[str], iris: Iris) -> set[tuple[str, str]]:
    """Shared lines, each once with its graph, which is looked up once a run of one subject."""
    placed = set()
    last, graph = None, ""
    for (subject, _, _, _), line in zip(statements, lines, strict=True):
        if subject is not last:
            last, graph = subject, iris.graph(subject.value)
        placed.add((graph, line))
    return placed


_TERMS = {id(term): str(term) for namespace in VOCABULARIES.values() for term in namespace}
"""N-Triples of the vocabularies' terms by identity: they live as long as the process."""


def _lines(statements: list[Statement]) -> list[str]:
    """Statements as N-Triples lines.

    ``str`` of a pyoxigraph term is its canonical N-Triples form, and half the price of building and serializing triples.
    A record repeats its subjects and predicates; they are alive in the list, so their identity can be the key.
    """
    known = _TERMS.copy()
    lines = []
    last, one = None, ""
    for subject, predicate, value, _ in statements:
        if subject is not last:  # statements come in runs of one subject
            last, one = subject, known.get(id(subject), "")
            if not one:
                one = known[id(subject)] = str(subject)
        two, three = known.get(id(predicate)), known.get(id(value))
        if two is None:
            two = known[id(predicate)] = str(predicate)
        if three is None:
            three = known[id(value)] = str(value)
        lines.append(f"{one} {two} {three} .")
    return lines


def explain(record: BibRecord, iris: Iris) -> tuple[Explained, ...]:
    """Every statement of a record with the field and the rule it comes from, in the order of the rules.

    Raises:
        MintingError: see :func:`map_record`.
    """
    work = Work(record, iris)
    explained: dict[Explained, None] = {}
    for rule in RULES:
        own, shared = len(work.own), len(work.shared)
        rule(work)
        fresh = work.own[own:] + work.shared[shared:]
        explained |= dict.fromkeys(_explain(fresh, rule, iris))
    recovered, about = rights.recovered(work)
    explained |= dict.fromkeys(_explain(about, rights.recovered, iris))
    graph = f"{work.doc.value}#recovered"
    for line, statement in zip(_lines(recovered), recovered, strict=True):
        explained[Explained(line, graph, statement[3], _name(rights.recovered))] = None
    return tuple(explained)


def _explain(statements: list[Statement], rule: Callable[..., object], iris: Iris) -> list[Explained]:
    lines = _lines(statements)
    return [
        Explained(line, iris.graph(statement[0].value), statement[3], _name(rule))
        for line, statement in zip(lines, statements, strict=True)
    ]


def _name(rule: Callable[..., object]) -> str:
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__qualname__}"


__all__ = ["RULES", "VERSION", "Explained", "Rule", "explain", "map_record"]
