"""A MARC 21 record as a parser takes it: fields with clean subfields, 880s beside their twins, every subfield accounted for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from ld.findings import FieldOutcome, Finding, Outcome, Severity, excerpt
from ld.sources.marc.field import BLANK, MAPPED, MAX_VALUE, Field, Kind, Mark, RawField, RawRecord, Untaken

_EXAMPLE = 120


_NONE: Final = ()
_NO_FIELD = "00"
"""Occurrence number of an 880 whose record has no other form of it."""
_ONCE = frozenset({"100", "110", "111", "130", "240", "243", "245", "263", "306"})
"""Fields that are not repeatable and of which one is read."""


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
        self._control_marks: dict[tuple[str, int], Mark] = {}
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
            if field.name == "880" and field.link != _NO_FIELD
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
        """An 880 without its field stands for it: ``00`` says that there is none, and its text is nowhere else (MARC 21, appendix A, $6).

        If its number is another, its field may be one that has lost the number, so fields of that tag go before it; and what can stand
        once only cannot stand twice.
        """
        others = self._by_tag.setdefault(field.tag, [])
        alone = field.link == _NO_FIELD and field.tag not in _ONCE
        if not alone and any(other.name != "880" for other in others):
            field.drop_all("unlinked-880")
        else:
            others.append(field)

    def mark_local(self, reason_of: Callable[[str], str | None]) -> None:
        """Take out what is of one institution's copy: fields with $5, with their twins, and those of tags that are local.

        Args:
            reason_of: why the fields of a tag are local; None where they are not.
        """
        for field in self._all:
            reason = "institution" if field.is_of_institution() else reason_of(field.tag)
            if reason:
                for form in (field, field.twin) if field.twin else (field,):
                    form.keep_local(reason)
                    self._take_out(form)

    def _take_out(self, field: Field) -> None:
        """The field is counted in :meth:`coverage` alone."""
        field.local = True
        standing = self._by_tag.get(field.tag)
        if standing and field in standing:
            standing.remove(field)

    def get(self, tag: str, *more: str) -> Sequence[Field]:
        """Data fields with these tags, tag by tag, in the record's order; an 880 only where it stands for a field that is not there."""
        found = self._by_tag.get(tag, _NONE)
        if more:
            return [*found, *(field for other in more for field in self._by_tag.get(other, _NONE))]
        return found

    def ordered(self, tags: Collection[str]) -> list[Field]:
        """Data fields with any of these tags, in the record's order."""
        if self._by_tag.keys().isdisjoint(tags):
            return []
        return [
            field for field in self._all if field.tag in tags and field in self._by_tag.get(field.tag, _NONE)
        ]

    def among(self, tags: Iterable[str]) -> list[str]:
        """Those of these tags that fields have, in the order given."""
        return [tag for tag in tags if tag in self._by_tag]

    def in_scripts(self) -> list[Field]:
        """Every 880 that stands for a field or beside its twin, in the record's order."""
        return [
            field
            for field in self._all
            if field.name == "880" and not field.local and (field.twin or field.tag != "880")
        ]

    def control(self, tag: str) -> str:
        """The first control field of a tag as it is written, which counts as mapped; empty if there is none."""
        values = self._control.get(tag)
        if not values:
            return ""
        self._control_marks.setdefault((tag, 0), MAPPED)
        return values[0]

    def controls(self, tag: str) -> list[str]:
        """Every control field of a tag (006 and 007 repeat); all count as mapped."""
        values = self._control.get(tag, [])
        for n in range(len(values)):
            self._control_marks.setdefault((tag, n), MAPPED)
        return values

    def drop_control(self, tag: str, reason: str) -> None:
        """The control fields of a tag are dropped."""
        for n in range(len(self._control.get(tag, ()))):
            self._control_marks[tag, n] = (Outcome.DROPPED, reason)

    def drop_control_at(self, tag: str, place: int, reason: str) -> None:
        """One control field of a tag, counted from 0, is dropped."""
        self._control_marks[tag, place] = (Outcome.DROPPED, reason)

    def derive_control(self, tag: str, reason: str) -> None:
        """The control fields of a tag are derivative."""
        for n in range(len(self._control.get(tag, ()))):
            self._control_marks[tag, n] = (Outcome.DERIVATIVE, reason)

    def remark(self, code: str, severity: Severity, field: str, value: object, message: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, self._id, field, excerpt(value), message))

    def outcomes(self) -> Iterator[tuple[str, Mark | None, str]]:
        """Every occurrence of a control field (``008``) or subfield (``245$a``), see :meth:`Field.outcomes`."""
        for tag, values in self._control.items():
            for n, value in enumerate(values):
                yield tag, self._control_marks.get((tag, n)), value
        for field in self._all:
            yield from field.outcomes()

    def coverage(self, untaken: Untaken) -> tuple[FieldOutcome, ...]:
        """What became of every occurrence.

        Args:
            untaken: an 880's tag is that of the field it stands for; of a control field the code is empty.
        """
        counts: dict[Kind, int] = {}
        examples: list[str] = []
        of_fields = chain.from_iterable([field.decided(untaken) for field in self._all])
        for kind, value in chain(self._decided(untaken), of_fields):
            if kind in counts:
                counts[kind] += 1
            else:
                counts[kind] = 1
                examples.append(value)
        return tuple(
            [
                FieldOutcome(f"{name}${code}" if code else name, outcome, reason, count, _example(value))
                for ((name, code, (outcome, reason)), count), value in zip(
                    counts.items(), examples, strict=True
                )
            ]
        )

    def _decided(self, untaken: Untaken) -> Iterator[tuple[Kind, str]]:
        """Each control field, see :meth:`Field.decided`."""
        for tag, values in self._control.items():
            for n, value in enumerate(values):
                mark = self._control_marks.get((tag, n)) or untaken(tag, "")
                yield (tag, "", mark if value.strip() else BLANK), value


def _example(value: str) -> str:
    """A value, cut if it is long."""
    return value if len(value) <= _EXAMPLE and value.isprintable() else excerpt(value[:200], _EXAMPLE)


__all__ = ["MAX_VALUE", "Field", "Fields", "RawField", "RawRecord"]
