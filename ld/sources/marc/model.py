"""A MARC 21 record as a parser takes it: fields with clean subfields, 880s beside their twins, every subfield accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ld.findings import FieldOutcome, Finding, Outcome, Severity, excerpt
from ld.normalize.text import line

MAX_VALUE = 1_000_000
"""Characters; a longer value is no catalogue data and would be sent to every reader of the record."""

_LINK = re.compile(r"([0-9A-Za-z]{3})-([0-9]{2})(?:/([^/]*))?(?:/r)?")


@dataclass(frozen=True, slots=True)
class RawField:
    """A field as it is written: `text` of a control field; indicators and subfields of a data field, not yet clean."""

    tag: str
    text: str = ""
    indicators: str = "  "
    subfields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as it is written, decoded to text, whatever its serialization; fields in the source's order."""

    leader: str
    fields: tuple[RawField, ...]
    remarks: tuple[Finding, ...] = ()


class Field:
    """A data field.

    A subfield is *taken* by the rule that maps it and counts as mapped until it is dropped or derived. What nobody takes is
    what the parser's table of untaken fields says.

    Attributes:
        tag: of an 880, the tag of the field that it stands for.
        name: as coverage and `source` call it: the tag; ``880`` of an 880.
        ind1, ind2: indicators; a blank is ``" "``.
        twin: the same field in another script: of a field its 880, of an 880 the field (none, if it is linked to none).
        script: of an 880, MARC's code of its script (``(2``, ``$1`` …), empty if it has none.
    """

    __slots__ = ("_marks", "_subfields", "ind1", "ind2", "link", "name", "script", "tag", "twin")

    def __init__(self, raw: RawField) -> None:
        self.name = self.tag = raw.tag
        indicators = f"{raw.indicators}  "
        self.ind1, self.ind2 = indicators[0], indicators[1]
        self._subfields = [(code, line(value)) for code, value in raw.subfields]
        self._marks: dict[int, tuple[Outcome, str]] = {}
        self.twin: Field | None = None
        self.link = self.script = ""
        linkage = next((value for code, value in self._subfields if code == "6"), None)
        found = _LINK.match(linkage) if linkage else None
        if found:
            self.link = found[2]
            if raw.tag == "880":
                self.tag, self.script = found[1], found[3] or ""

    def has(self, code: str) -> bool:
        """Whether there is such a subfield that is not blank."""
        return any(own == code and value for own, value in self._subfields)

    def peek(self, codes: str) -> list[str]:
        """Values of these subfields without taking them, in the record's order, blank ones left out."""
        return [value for code, value in self._subfields if code in codes and value]

    def take(self, codes: str) -> list[str]:
        """Values of these subfields, in the record's order, blank ones left out; they count as mapped from now on."""
        found = []
        for n, (code, value) in enumerate(self._subfields):
            if code in codes:
                if value:
                    found.append(value)
                    self._marks[n] = (Outcome.MAPPED, "")
                else:
                    self._marks[n] = (Outcome.DROPPED, "blank")
        return found

    def pairs(self, codes: str) -> list[tuple[str, str]]:
        """Like :meth:`take`, each value with its code."""
        found = [(code, value) for code, value in self._subfields if code in codes and value]
        self.take(codes)
        return found

    def first(self, code: str) -> str:
        """The first value of a subfield, empty if there is none; further ones are dropped as repeated."""
        values = self.take(code)
        if len(values) > 1:
            seen = False
            for n, (own, value) in enumerate(self._subfields):
                if own == code and value:
                    if seen:
                        self._marks[n] = (Outcome.DROPPED, "not-repeatable")
                    seen = True
        return values[0] if values else ""

    def drop(self, codes: str, reason: str) -> None:
        """These subfields are dropped, whatever they counted as."""
        self._mark(codes, Outcome.DROPPED, reason)

    def derive(self, codes: str, reason: str) -> None:
        """These subfields are derivative: another field says the same."""
        self._mark(codes, Outcome.DERIVATIVE, reason)

    def keep_local(self, reason: str) -> None:
        """The whole field is of one institution's copy (MARC 21, $5) or otherwise local."""
        for n in range(len(self._subfields)):
            self._marks[n] = (Outcome.LOCAL, reason)

    def drop_value(self, code: str, value: str, reason: str) -> None:
        """One occurrence of a subfield is dropped."""
        for n, subfield in enumerate(self._subfields):
            if subfield == (code, value) and self._marks.get(n, (Outcome.MAPPED, ""))[0] is Outcome.MAPPED:
                self._marks[n] = (Outcome.DROPPED, reason)
                return

    def drop_all(self, reason: str) -> None:
        """The whole field is dropped."""
        for n in range(len(self._subfields)):
            self._marks[n] = (Outcome.DROPPED, reason)

    def source(self, codes: str) -> str:
        """How `explain` names these subfields, as far as they are there: ``245$a$b``."""
        there = dict.fromkeys(code for code, value in self._subfields if code in codes and value)
        return "".join([self.name, *(f"${code}" for code in there)])

    def outcomes(self) -> Iterator[tuple[str, tuple[Outcome, str] | None, str]]:
        """Each subfield: its name (``245$a``), what became of it (None: nobody took it), its value."""
        for n, (code, value) in enumerate(self._subfields):
            yield f"{self.name}${code}", self._marks.get(n), value

    def __repr__(self) -> str:
        return f"{self.name} {self.ind1}{self.ind2} " + "".join(f"${c}{v}" for c, v in self._subfields)

    def _mark(self, codes: str, outcome: Outcome, reason: str) -> None:
        for n, (code, _) in enumerate(self._subfields):
            if code in codes:
                self._marks[n] = (outcome, reason)


class Fields:
    """The fields of one record.

    Args:
        raw: the record as it is written.
        record_id: for findings.

    Attributes:
        leader: 24 characters, filled up with blanks.
        findings: remarks so far, those of the reader first.
    """

    def __init__(self, raw: RawRecord, record_id: str) -> None:
        self.leader = f"{raw.leader:24.24}"
        self.findings = list(raw.remarks)
        self._id = record_id
        self._control: dict[str, list[str]] = {}
        self._control_marks: dict[tuple[str, int], tuple[Outcome, str]] = {}
        self._all: list[Field] = []
        self._by_tag: dict[str, list[Field]] = {}
        for field in raw.fields:
            if field.tag < "010" and field.tag.isdigit():
                self._control.setdefault(field.tag, []).append(field.text)
            else:
                self._all.append(Field(field))
        self._index()

    def _index(self) -> None:
        """Fields by tag; 880s beside their twins, those of no twin with the fields of the tag that they stand for."""
        linked = {
            (field.tag, field.link): field
            for field in self._all
            if field.name == "880" and field.link != "00"
        }
        for field in self._all:
            if field.name != "880":
                self._by_tag.setdefault(field.tag, []).append(field)
                twin = linked.pop((field.tag, field.link), None) if field.link else None
                if twin:
                    field.twin, twin.twin = twin, field
        for field in self._all:
            if field.name == "880" and field.twin is None and field.tag != "880":
                self._stray(field)

    def _stray(self, field: Field) -> None:
        """An 880 without its field stands for it, unless there are other fields of that tag."""
        others = self._by_tag.setdefault(field.tag, [])
        if any(other.name != "880" for other in others):
            field.drop_all("unlinked-880")
        else:
            others.append(field)

    def get(self, *tags: str) -> list[Field]:
        """Data fields with these tags, tag by tag, in the record's order; an 880 only where it stands for a field that is not there."""
        return [field for tag in tags for field in self._by_tag.get(tag, ())]

    def ordered(self, *tags: str) -> list[Field]:
        """Data fields with any of these tags, in the record's order."""
        wanted = frozenset(tags)
        return [
            field for field in self._all if field.tag in wanted and field in self._by_tag.get(field.tag, ())
        ]

    def control(self, tag: str) -> str:
        """The first control field of a tag as it is written, which counts as mapped; empty if there is none."""
        values = self._control.get(tag)
        if not values:
            return ""
        self._control_marks.setdefault((tag, 0), (Outcome.MAPPED, ""))
        return values[0]

    def controls(self, tag: str) -> list[str]:
        """Every control field of a tag (006 and 007 repeat); all count as mapped."""
        values = self._control.get(tag, [])
        for n in range(len(values)):
            self._control_marks.setdefault((tag, n), (Outcome.MAPPED, ""))
        return values

    def drop_control(self, tag: str, reason: str) -> None:
        """The control fields of a tag are dropped."""
        for n in range(len(self._control.get(tag, ()))):
            self._control_marks[tag, n] = (Outcome.DROPPED, reason)

    def derive_control(self, tag: str, reason: str) -> None:
        """The control fields of a tag are derivative."""
        for n in range(len(self._control.get(tag, ()))):
            self._control_marks[tag, n] = (Outcome.DERIVATIVE, reason)

    def remark(self, code: str, severity: Severity, field: str, value: object, message: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, self._id, field, excerpt(value), message))

    def outcomes(self) -> Iterator[tuple[str, tuple[Outcome, str] | None, str]]:
        """Every occurrence of a control field (``008``) or subfield (``245$a``), see :meth:`Field.outcomes`."""
        for tag, values in self._control.items():
            for n, value in enumerate(values):
                yield tag, self._control_marks.get((tag, n)), value
        for field in self._all:
            yield from field.outcomes()


def tally(found: Iterator[tuple[str, tuple[Outcome, str], str]]) -> tuple[FieldOutcome, ...]:
    """Outcomes summed up.

    >>> tally(iter([("245$a", (Outcome.MAPPED, ""), "Emma"), ("245$a", (Outcome.MAPPED, ""), "Emma")]))[0].count
    2
    """
    counts: dict[tuple[str, Outcome, str], int] = {}
    examples: dict[tuple[str, Outcome, str], str] = {}
    for name, (outcome, reason), value in found:
        key = (name, outcome, reason)
        counts[key] = counts.get(key, 0) + 1
        examples.setdefault(key, value)
    return tuple(
        FieldOutcome(*key, count, excerpt(examples[key][:200], 120)) for key, count in counts.items()
    )


__all__ = ["MAX_VALUE", "Field", "Fields", "RawField", "RawRecord", "tally"]
