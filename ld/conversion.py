"""One record's way: source → BibRecord → statements → findings. Pure: the same source and settings give the same result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Protocol

from ld.config import Settings
from ld.editions import Entry, State
from ld.errors import MintingError
from ld.findings import Finding, Severity, excerpt
from ld.graph import RecordGraph
from ld.iris import Iris
from ld.mapping import VERSION, map_record
from ld.record import BibRecord, Stated, Text
from ld.search_text import NO_TEXT, search_text
from ld.sources.base import ParsedRecord, ParseOptions, SourceRecord
from ld.sources.registry import SOURCES

_WITHHOLDING = {
    "violation": frozenset({Severity.VIOLATION}),
    "warning": frozenset({Severity.VIOLATION, Severity.WARNING}),
    "never": frozenset[Severity](),
}
"""Values of the setting ``quarantine_on``."""
_TO_BE_REPEATED = frozenset({"shapes.failed", "shapes.limit", "shapes.off", "shapes.unchecked"})
"""Findings of records that the user's own shapes could not look at."""


class Validator(Protocol):
    """Checks one record's statements against shapes (SHACL)."""

    def validate(self, triples: str, *, record_id: str) -> tuple[Finding, ...]:
        """Findings about N-Triples text, in a fixed order."""


@dataclass(frozen=True, slots=True)
class Converter:
    """Takes records the whole way to what staging accepts.

    Attributes:
        iris: mints the site's IRIs.
        validator: see :class:`Validator`.
        options: what a source is taken to say.
        collection: name of a collection that every record is put in, ``""`` for none besides its own.
        licence: IRI of the licence of the records themselves, ``""`` where nobody states one.
        withholding: severities of findings for which a record is not published.
        checks: names the shapes of the validator in the state they are in: with other ones, every record is looked at again.
    """

    iris: Iris
    validator: Validator
    options: ParseOptions
    collection: str = ""
    licence: str = ""
    withholding: frozenset[Severity] = frozenset({Severity.VIOLATION})
    checks: str = ""

    @property
    def version(self) -> bytes:
        """What besides the source decides the result: the mapping's version, the settings that enter it, and the shapes."""
        settings = (self.iris.base, self.options, self.collection, self.licence, sorted(self.withholding))
        return repr((VERSION, settings, self.checks)).encode()

    def digest(self, source: SourceRecord) -> bytes:
        """SHA-256 over the source and :attr:`version`; a record whose digest is known need not be converted again."""
        return sha256(self.version + b"\0" + source.format.encode() + b"\0" + source.raw).digest()

    def parse(self, source: SourceRecord) -> ParsedRecord:
        """What the source says, in the collection and under the licence of this run."""
        parsed = SOURCES[source.format].parse(source, self.options)
        if parsed.record and self.collection:
            parsed = replace(parsed, record=_collected(parsed.record, self.collection))
        if parsed.record and self.licence:
            licensed = replace(parsed.record, metadata_licence=Stated(self.licence, "license setting"))
            parsed = replace(parsed, record=licensed)
        return parsed

    def convert(self, source: SourceRecord) -> Entry:
        """One record, mapped and validated; published unless a finding is of a severity that withholds."""
        parsed = self.parse(source)
        graph, findings = None, list(parsed.findings)
        if parsed.record:
            try:
                graph = map_record(parsed.record, self.iris)
                findings += self._validated(graph)
            except MintingError as error:
                findings.append(_unmintable(source, error))
        digest = self.digest(source)
        if any(finding.code in _TO_BE_REPEATED for finding in findings):
            digest = sha256(b"unchecked\0" + digest).digest()  # looked at again, even if nothing changes
        withheld = graph is None or any(finding.severity in self.withholding for finding in findings)
        return Entry(
            source=addressed(source),
            source_digest=digest,
            state=State.QUARANTINED if withheld else State.PUBLISHED,
            graph=graph,
            findings=tuple(findings),
            coverage=parsed.coverage,
            modified=parsed.record.modified.value.lexical
            if parsed.record and parsed.record.modified
            else None,
            previous_ids=tuple(one.value for one in parsed.record.previous_ids) if parsed.record else (),
            words=search_text(parsed.record) if parsed.record and not withheld else NO_TEXT,
        )

    def _validated(self, graph: RecordGraph) -> Iterator[Finding]:
        """What shapes find, each with the source field of the value, or of the node."""
        nested = f"{graph.graph}#"
        thing = f"{nested}it"
        for finding in self.validator.validate(graph.ntriples, record_id=graph.record_id):
            focus = finding.focus
            field = graph.field_of(focus, finding.path, finding.value) if finding.path else ""
            if not field and focus.startswith(nested) and focus != thing:
                field = graph.field_of(focus)
            yield replace(finding, field=field) if field else finding

    def convert_all(self, sources: Iterable[SourceRecord]) -> Iterator[Entry]:
        """Each record in turn; streaming."""
        return map(self.convert, sources)


def converter(
    settings: Settings, validator: Validator, *, collection: str = "", checks: str = ""
) -> Converter:
    """The converter of a site; for the arguments see :class:`Converter`."""
    return Converter(
        Iris(settings.base_url),
        validator,
        ParseOptions(settings.recover_spelling),
        collection,
        settings.license,
        _WITHHOLDING[settings.quarantine_on],
        checks,
    )


def addressed(record: SourceRecord) -> SourceRecord:
    """A record without an id goes by its place in the source, so that several can be told apart in quarantine.

    >>> from ld.sources.base import Origin
    >>> addressed(SourceRecord("", Origin("a.json", 2), b"{}", "application/json", "vufind")).id
    'a.json, record 2'
    """
    return record if record.id else replace(record, id=str(record.origin))


def _collected(record: BibRecord, name: str) -> BibRecord:
    if any(collection.value == name for collection in record.collections):
        return record
    return replace(record, collections=(*record.collections, Text(name, "--collection")))


def _unmintable(source: SourceRecord, error: MintingError) -> Finding:
    message = f"{source.origin}: {error}. Mend the value in the source."
    return Finding("value.unmintable", Severity.VIOLATION, source.id, "", excerpt(error.value), message)


__all__ = ["Converter", "Validator", "addressed", "converter"]
