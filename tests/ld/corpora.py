"""Every corpus beside the project, the whole way: what was read, what became of it, as figures and as a table of the docs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from ld.conversion import Converter
from ld.editions import Entry
from ld.findings import Finding, Outcome, Severity
from ld.iris import Iris
from ld.mapping import explain
from ld.pipeline import Report, try_out
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from shapes import validator

IRIS = Iris("https://catalog.example.org")
EXPLAINED = 5

CORPORA: dict[str, tuple[str, ...]] = {
    "loc-books": ("loc-books/*.mrc",),
    "solrmarc": ("solrmarc/test/data/records/*.mrc", "solrmarc/test/data/records/*.xml"),
    "marc2bibframe2": ("marc2bibframe2/dataset/*.xml", "marc2bibframe2/test/data/**/*.xml"),
    "marc4j": ("marc4j/test/resources/*",),
    "pymarc": ("pymarc/test/*",),
    "Catmandu-MARC": ("Catmandu-MARC/t/*",),
    "vufind": (
        "vufind/tests/data/*.mrc",
        "vufind/module/VuFind/tests/fixtures/marc/*.xml",
        "vufind/*.ndjson",
    ),
    "vufind-solr": ("vufind-solr/*.ndjson.gz",),
    "pubmed-xml": ("pubmed-xml/*.xml",),
    "ncbiutils": ("ncbiutils/tests/data/*",),
    "plos-jats": ("plos-jats/*.xml.gz",),
    "oai-dc": ("oai-dc/*.xml",),
}
MARKERS = "<!-- corpora: written by the tests -->", "<!-- end of corpora -->"


@dataclass(slots=True)
class Tally:
    """Figures of one corpus.

    Attributes:
        withheld: records in quarantine by the code of the first violation.
        unreadable: findings in the place of records or files, by code.
        outcomes: field occurrences by outcome.
        unmapped: occurrences that no rule knows, by field.
        violations: codes of SHACL with the records that have them.
        unstated: fields that count as mapped in a record, of every fifth, in which no statement names them, with records.
    """

    report: Report = field(default_factory=Report)
    statements: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    unmapped: Counter[str] = field(default_factory=Counter)
    violations: dict[str, list[str]] = field(default_factory=dict)
    unstated: dict[str, list[str]] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Count one record."""
        worst = [finding for finding in entry.findings if finding.severity is Severity.VIOLATION]
        if worst:
            self.withheld[worst[0].code] += 1
        for finding in worst:
            if finding.code.startswith("shacl."):
                self.violations.setdefault(finding.code, []).append(str(entry.source.origin))
        self.statements += len(entry.graph) if entry.graph and not worst else 0
        for outcome in entry.coverage:
            assert outcome.reason or outcome.outcome is not Outcome.DROPPED, outcome
            self.outcomes[outcome.outcome] += outcome.count
            if outcome.reason == "unmapped":
                self.unmapped[outcome.field] += outcome.count

    @property
    def known(self) -> float:
        """Share of field occurrences that are mapped, or left out on purpose."""
        total = self.outcomes.total()
        return 1 - self.unmapped.total() / total if total else 1.0

    def row(self, name: str) -> str:
        """The row of the table."""
        published = self.report.published
        gone = "; ".join(f"{code} {count:,}" for code, count in self.withheld.most_common()) or "–"
        unread = "; ".join(f"{code} {count:,}" for code, count in self.unreadable.most_common()) or "–"
        total = self.outcomes.total() or 1
        shares = " | ".join(f"{self.outcomes[outcome] / total:.1%}" for outcome in Outcome)
        cells = [
            name,
            f"{self.report.read:,}",
            f"{published:,}",
            gone,
            unread,
            f"{self.statements / max(published, 1):.0f}",
        ]
        return f"| {' | '.join(cells)} | {shares} | {self.known:.2%} |"


HEADER = """\
| corpus | read | published | quarantined | unreadable | statements a record | mapped | derivative | local | dropped | known |
|---|---:|---:|---|---|---:|---:|---:|---:|---:|---:|"""


def files(shared: Path, name: str) -> list[str]:
    """Files of a corpus, without what says where it is from."""
    found = {
        path for pattern in CORPORA[name] for path in (shared / "corpora").glob(pattern) if path.is_file()
    }
    return [
        str(path)
        for path in sorted(found)
        if path.name not in {"LICENSE", "ORIGIN.txt"} and path.stat().st_size
    ]


def tally(shared: Path, name: str, *, every: int = 1) -> Tally:
    """Read, map and validate a corpus, or every n-th record of it."""
    found = Tally()
    converter = Converter(IRIS, validator("shacl"), ParseOptions())
    items = _thinned(read(files(shared, name)), every)
    for entry in try_out(_counted(items, found), converter, found.report):
        found.add(entry)
        if found.report.read % EXPLAINED == 0:
            _explain(entry, converter, found)
    return found


def _explain(entry: Entry, converter: Converter, found: Tally) -> None:
    """Note what counts as mapped and is the source of no statement."""
    record = converter.parse(entry.source).record
    if record is None:
        return
    stated = {
        field for one in explain(record, IRIS) for part in one.field.split("+") for field in fields_of(part)
    }
    for outcome in entry.coverage:
        if outcome.outcome is Outcome.MAPPED and outcome.field not in stated:
            found.unstated.setdefault(outcome.field, []).append(str(entry.source.origin))


def fields_of(source: str) -> list[str]:
    """``245$a$b`` as the two subfields that it names."""
    tag, *codes = source.split("$")
    return [f"{tag}${code}" for code in codes] if codes else [source]


def _thinned(items: Iterable[SourceRecord | Finding], every: int) -> Iterator[SourceRecord | Finding]:
    return islice(iter(items), 0, None, every)


def _counted(items: Iterable[SourceRecord | Finding], found: Tally) -> Iterator[SourceRecord | Finding]:
    for item in items:
        if isinstance(item, Finding) and item.severity is Severity.VIOLATION:
            found.unreadable[item.code] += 1
        yield item
