"""From a chunk to what comes of it: a pure function of the chunk, the settings, and what the edition before knows."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from ld.chunks.cutting import Item
from ld.chunks.known import Known
from ld.conversion import Converter, addressed
from ld.editions.chunk_files import Converted, Material
from ld.editions.entries import Entry
from ld.findings import Finding, Severity
from ld.graph import quad_line
from ld.papers import FrameWriter, Papers
from ld.register.census import Kind, census
from ld.register.crossing import Crossings, crossings
from ld.register.facts import Facts, FormFacts, PartFacts, RowFacts
from ld.register.keys import key_of, storable
from ld.register.ledger import CoverageKey, key_columns, kind_of, worst
from ld.register.model import FindingKind, State
from ld.sharing import Form, forms
from ld.sources.base import SourceRecord
from ld.sources.reading import UNSURE

_MODULUS = 1 << 256
_NOTES = 20


class Writing:
    """Collects records of a part of a chunk."""

    def __init__(self) -> None:
        self.facts = PartFacts()
        self._file = io.BytesIO()
        self._frames = FrameWriter(self._file)
        self._quads: list[str] = []
        self._forms: dict[Form, list[int]] = {}
        self._kinds: dict[FindingKind, int] = {}

    def add(self, entry: Entry, found: Crossings | None) -> None:
        """Take a record in.

        Args:
            entry: what came of it.
            found: what it says that others may say too; None if it is not published.
        """
        graph = entry.graph if entry.state is State.PUBLISHED else None
        frame, item = self._frames.add(Papers(entry.source, entry.findings, entry.coverage))
        if graph is not None:
            self._quads += [quad_line(line, graph.graph) for line in graph.own]
            self._quads += [quad_line(line, graph.recovered_graph) for line in graph.recovered]
        row = RowFacts(
            key=_hex(entry.source.id),
            state=entry.state.value,
            graph=graph.graph if graph else "",
            digest=graph.digest.hex() if graph else "",
            source_digest=entry.source_digest.hex(),
            stated=entry.modified,
            quads=len(graph.own) if graph else 0,
            recovered=len(graph.recovered) if graph else 0,
            frame=frame,
            item=item,
            forms=[self._form(form) for form in forms(graph.shared)] if graph else [],
            remarks=self._remarks(entry),
            identifiers=[storable(value) for value in sorted(found.identifiers)] if found else [],
            links=[key.hex() for key in sorted(found.links)] if found else [],
            previous=[_hex(previous) for previous in entry.previous_ids],
            words=[storable(text) for text in entry.words],
        )
        self.facts.rows.append(row)

    def _form(self, form: Form) -> int:
        place = self._forms.setdefault(form, [len(self._forms), 0])
        place[1] += 1
        return place[0]

    def _remarks(self, entry: Entry) -> list[tuple[int, int]]:
        kinds = Counter(kind_of(finding, entry.source.format, entry.collection) for finding in entry.findings)
        return [(self._kinds.setdefault(kind, len(self._kinds)), n) for kind, n in kinds.items()]

    def finish(self) -> Material:
        """What belongs to the facts."""
        self._frames.seal()
        self.facts.forms = [FormFacts(form.key.hex(), *form, refs) for form, (_, refs) in self._forms.items()]
        self.facts.kinds = [[kind.code, kind.severity.value, *kind[2:]] for kind in self._kinds]
        quads = "".join(f"{line}\n" for line in self._quads).encode()
        return Material(self._file.getvalue(), quads)


def convert_chunk(items: Sequence[Item], converter: Converter, known: Known) -> Converted:
    """What comes of a chunk.

    Args:
        items: of the chunk, in the order of the source.
        converter: takes each record the whole way.
        known: of the edition before.
    """
    times = Counter(addressed(item).id for item in items if isinstance(item, SourceRecord))
    work = _Conversion(converter, known)
    for item in items:
        if isinstance(item, Finding):
            work.remark(item)
        else:
            work.convert(item, alone=times[addressed(item).id] == 1)
    return work.finish()


class _Conversion:
    """The conversion of one chunk."""

    def __init__(self, converter: Converter, known: Known) -> None:
        self._converter = converter
        self._known = known
        self._facts = Facts()
        self._fresh, self._others = Writing(), Writing()
        self._findings, self._violations = Counter[str](), Counter[str]()
        self._graphs: list[Entry] = []

    def remark(self, finding: Finding) -> None:
        """A reader's finding; a violation stands in the place of a record, or of a whole file."""
        self._findings[finding.code] += 1
        if finding.code in UNSURE and len(self._facts.notes) < _NOTES:
            self._facts.notes.append(finding.message)
        if finding.severity is Severity.VIOLATION:
            self._facts.read += 1
            self._facts.problems.append(asdict(finding))

    def convert(self, source: SourceRecord, *, alone: bool) -> None:
        """One record.

        Args:
            source: of the record.
            alone: whether no other of the chunk has that id.
        """
        self._facts.read += 1
        record_id = addressed(source).id
        if source.deleted:
            self._facts.events.append(("gone", _hex(record_id)))
            return
        row = self._known.of(record_id)
        if row is not None and row.source_digest == self._converter.digest(source):
            self._facts.events.append(("same", row.number))
            return
        self._put(self._converter.convert(source), fresh=alone and row is None)

    def _put(self, entry: Entry, *, fresh: bool) -> None:
        for finding in entry.findings:
            self._findings[finding.code] += 1
            if finding.severity in self._converter.withholding:
                self._violations[finding.code] += 1
        published = entry.state is State.PUBLISHED and entry.graph is not None
        found = crossings(entry.graph.graph, entry.graph.own) if published and entry.graph else None
        if fresh and published:
            self._graphs.append(entry)
            self._fresh.add(entry, found)
        else:
            self._facts.events.append(("put", len(self._others.facts.rows)))
            self._others.add(entry, found)

    def finish(self) -> Converted:
        """Everything that came of it."""
        facts = self._facts
        fresh, others = self._fresh.finish(), self._others.finish()
        facts.fresh, facts.others = self._fresh.facts, self._others.facts
        facts.findings, facts.violations = dict(self._findings), dict(self._violations)
        self._sum()
        return Converted(facts, fresh, others)

    def _sum(self) -> None:
        sums = self._facts.sums
        graphs = [entry.graph for entry in self._graphs if entry.graph is not None]
        sums.add_tally(census(line for graph in graphs for line in graph.own))
        sums.add_tally(census((line for graph in graphs for line in graph.recovered), subjects=False))
        severities = Counter((Kind.WORST.value, worst(entry.findings)) for entry in self._graphs)
        sums.add_tally(severities)
        sums.coverage = _coverage(self._graphs)
        digests = (int(row.digest, 16) for row in self._facts.fresh.rows)
        sums.digest = f"{sum(digests) % _MODULUS:x}"


def _coverage(entries: Iterable[Entry]) -> list[tuple[str, str, str, int, str]]:
    counts, examples = Counter[CoverageKey](), dict[CoverageKey, str]()
    for outcome in (outcome for entry in entries for outcome in entry.coverage):
        key = outcome.field, outcome.outcome, outcome.reason
        counts[key] += outcome.count
        if outcome.example:
            examples.setdefault(key, outcome.example)
    return [(*key_columns(key), n, storable(examples.get(key, ""))) for key, n in counts.items()]


def _hex(record_id: str) -> str:
    return key_of(record_id).hex()


__all__ = ["convert_chunk"]
