"""Exchanging what a record states: its own statements in the store, and in the register what it says of what others speak of too."""

from __future__ import annotations

from ld.editions.loading import Loader
from ld.graph import RecordGraph
from ld.register.crossing import Crossings
from ld.register.forms import numbers_text
from ld.register.ledger import Ledger
from ld.register.model import RecordRow
from ld.register.reading import shared_numbers
from ld.register.writing import StagedRegister
from ld.sharing import forms


class Statements:
    """The statements of the records of an edition in the making."""

    def __init__(self, register: StagedRegister, loader: Loader, ledger: Ledger) -> None:
        self._register = register
        self._loader = loader
        self._ledger = ledger

    def exchange(self, row: RecordRow | None, graph: RecordGraph | None) -> str:
        """Put statements in the place of a record's; the numbers of those about shared entities, as a row keeps them."""
        if row is not None and row.published and self._register.seen.outcome(row) is not None:
            self._loader.catch_up()  # its statements may be waiting
        old = row if row is not None and row.published else None
        if old is not None and old.graph is not None and (graph is None or old.graph != graph.graph):
            self._replace(
                old, RecordGraph(old.id, old.graph, (), ())
            )  # withdrawn, or the site has another address
        if graph is not None:
            self._replace(old if old is not None and old.graph == graph.graph else None, graph)
        return self._refer(old, graph)

    def _replace(self, old: RecordRow | None, graph: RecordGraph) -> None:
        stored, recovered = (False, False) if old is None else (old.quads > 0, old.recovered > 0)
        self._loader.exchange(graph.graph, graph.own, stored=stored)
        if recovered or graph.recovered:
            self._loader.exchange(graph.recovered_graph, graph.recovered, stored=recovered, subjects=False)

    def _refer(self, old: RecordRow | None, graph: RecordGraph | None) -> str:
        before = set(shared_numbers(old)) if old is not None else set()
        said = forms(graph.shared) if graph is not None else []
        now = set(self._register.forms.numbers([(form.key, form) for form in said]))
        self._ledger.refer(before - now, -1)
        self._ledger.refer(now - before, 1)
        return numbers_text(now)

    def cross(self, old: RecordRow | None, new: RecordRow, found: Crossings | None) -> None:
        """Keep what a record says of others, and whether links to it lead anywhere."""
        published = old is not None and old.published
        if published:
            self._register.crossings.clear(new.number)
        if found:
            self._register.crossings.add(new.number, found)
        if published is not (found is not None):
            self._register.crossings.touch(new.id)

    def mention(self, old: RecordRow | None, new: RecordRow) -> None:
        """Keep which entities a record speaks of."""
        before = set(shared_numbers(old)) if old is not None and old.published else set[int]()
        now = set(shared_numbers(new))
        if before != now:
            things, former = self._register.mentions.things(now), self._register.mentions.things(before)
            self._ledger.mention(former - things, new.number, -1)
            self._ledger.mention(things - former, new.number, 1)


__all__ = ["Statements"]
