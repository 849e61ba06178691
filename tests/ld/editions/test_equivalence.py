"""However an edition came about, it is the one that a clean build of what remains would give."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ld.editions import Edition, Editions, Staging
from ld.graph import RecordGraph
from tests.ld.editions.cards import bad, dump, entry, graph

IDS = ["a", "b", "c", "d/é"]
versions = st.builds(
    lambda title, languages, serials, recovered: {
        "title": title,
        "languages": languages,
        "serials": serials,
        "recovered": recovered,
    },
    st.sampled_from(["One", "Two"]),
    st.lists(
        st.sampled_from([("eng", "English"), ("eng", "Inglese"), ("ger", "German")]), max_size=2, unique=True
    ),
    st.lists(
        st.sampled_from([("1", "Nature"), ("1", "Nature (London)"), ("1", "N"), ("2", "Science")]),
        max_size=2,
        unique=True,
    ),
    st.sampled_from(["", "", "2017"]),
)
steps = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(IDS), versions),
    st.tuples(st.just("put"), st.sampled_from(IDS), versions),
    st.tuples(st.just("bad"), st.sampled_from(IDS), st.none()),
    st.tuples(st.just("withdraw"), st.sampled_from(IDS), st.none()),
)
Step = tuple[str, str, dict | None]
runs = st.lists(st.tuples(st.lists(steps, min_size=1, max_size=6), st.booleans()), min_size=1, max_size=4)


class Model:
    """What ought to be published: the last good version of each record that is not withdrawn."""

    def __init__(self) -> None:
        self.published: dict[str, RecordGraph] = {}
        self.held: set[str] = set()

    def apply(self, staging: Staging, step: Step) -> None:
        what, record_id, version = step
        if what == "put":
            self.published[record_id] = graph(record_id, **version)
            self.held.discard(record_id)
            staging.put([entry(self.published[record_id])])
        elif what == "bad":
            self.held.add(record_id)
            staging.put([bad(record_id)])
        else:
            self._forget(record_id)
            staging.withdraw(record_id, "gone")

    def keep_only(self, record_ids: set[str]) -> None:
        for record_id in {*self.published, *self.held} - record_ids:
            self._forget(record_id)

    def _forget(self, record_id: str) -> None:
        self.published.pop(record_id, None)
        self.held.discard(record_id)


def run(editions: Editions, model: Model, made: list[Step], full: bool) -> None:
    with editions.stage() as staging:
        for step in made:
            model.apply(staging, step)
        if full:
            staging.withdraw_absent()
            model.keep_only({record_id for what, record_id, _ in made if what != "withdraw"})
        staging.publish({})


def facts(edition: Edition) -> Iterator[object]:
    counts = edition.counts()
    yield dump(edition)
    yield sorted(name.value for name in edition.store.named_graphs())
    yield edition.info.digest
    yield edition.info.quads
    yield (counts.quads, counts.subjects, counts.foreign, counts.entities, counts.classes, counts.properties)
    yield [(o.field, o.outcome, o.reason, o.count) for o in edition.coverage()]
    yield [(row.id, row.digest) for row in edition.records() if row.published]
    yield {document: (edition.mention_count(document), sorted(ids)) for document, ids in mentions(edition)}


def mentions(edition: Edition) -> Iterator[tuple[str, list[str]]]:
    for entity in edition.entities():
        if entity.documented:
            yield entity.graph, [row.id for row in edition.mentioning(entity.graph)]


def counted(edition: Edition) -> Iterator[tuple[str, int]]:
    """How many records point at each serial, by SPARQL."""
    rows = edition.query(
        "SELECT ?serial (COUNT(DISTINCT ?graph) AS ?n) "
        "WHERE { GRAPH ?graph { ?record <https://schema.org/isPartOf> ?serial } } GROUP BY ?serial"
    )
    for row in rows:
        yield row["serial"].value.partition("#")[0], int(row["n"].value)


@settings(max_examples=12, deadline=None)
@given(runs)
def test_updates_equal_a_clean_build(made: list[tuple[list[Step], bool]]) -> None:
    folder = Path(
        tempfile.mkdtemp(prefix="ldpub-test-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
    )
    try:
        model, editions, clean = Model(), Editions(folder / "updated"), Editions(folder / "clean")
        for portion, full in made:
            run(editions, model, portion, full)
        if editions.current_number() is None:
            return  # withdrawals of nothing
        assert editions.verify().problems == ()
        with editions.open() as edition:
            assert {row.id for row in edition.withheld()} == model.held
            found = list(facts(edition))
            assert {serial: len(ids) for serial, ids in mentions(edition)} == dict(counted(edition))
        if not model.published:
            assert found[0] == found[1] == []
            return
        with clean.stage() as staging:
            staging.put(entry(record) for record in reversed(model.published.values()))
            staging.publish({})
        with clean.open() as edition:
            assert found == list(facts(edition))
    finally:
        shutil.rmtree(folder)
