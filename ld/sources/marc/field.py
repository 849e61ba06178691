"""One field of a MARC 21 record: as it is written, and as a parser takes it, every subfield accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ld.findings import Finding, Outcome
from ld.normalize.text import line

MAX_VALUE = 1_000_000
"""Characters; a longer value is no catalogue data and would be sent to every reader of the record."""

BLANK = (Outcome.DROPPED, "blank")
"""What a subfield or control field is that holds nothing."""

_LINK = re.compile(r"([0-9A-Za-z]{3})-([0-9]{2})(?:/([^/]*))?(?:/r)?")


class RawField(NamedTuple):
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
        local: it is of one institution's copy: no group sees it.
        tags: language tags of the 880 and of its twin, once the group `scripts` has found them.
    """

    __slots__ = (
        "_marks",
        "_subfields",
        "ind1",
        "ind2",
        "link",
        "local",
        "name",
        "script",
        "tag",
        "tags",
        "twin",
    )

    def __init__(self, raw: RawField) -> None:
        self.name = self.tag = raw.tag
        indicators = f"{raw.indicators}  "
        self.ind1, self.ind2 = indicators[0], indicators[1]
        self._subfields = subfields = [(code, line(value)) for code, value in raw.subfields]
        self._marks: dict[int, tuple[Outcome, str]] = {}
        self.twin: Field | None = None
        self.tags: tuple[str, str] | None = None
        self.local = False
        self.link = self.script = ""
        for code, value in subfields:  # $6 is the first subfield (MARC 21, appendix A), nearly always
            if code == "6":
                self._link(value)
                break

    def _link(self, linkage: str) -> None:
        found = _LINK.match(linkage)
        if found:
            self.link = found[2]
            if self.name == "880":
                self.tag, self.script = found[1], found[3] or ""

    def is_of_institution(self) -> bool:
        """Whether the field is of one institution's copy (MARC 21, $5)."""
        for code, value in self._subfields:  # noqa: SIM110 # twice as fast as any()
            if code == "5" and value:
                return True
        return False

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

    def drop_by(self, reasons: Mapping[str, str]) -> None:
        """Every subfield whose code is in a table is dropped for the reason that stands there, whatever it counted as."""
        for n, (code, _) in enumerate(self._subfields):
            if code in reasons:
                self._marks[n] = (Outcome.DROPPED, reasons[code])

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

    def drop_mapped(self, codes: str, reason: str) -> None:
        """Of these subfields, those that count as mapped so far are dropped."""
        for n, (code, _) in enumerate(self._subfields):
            if code in codes and self._marks.get(n, (None, ""))[0] is Outcome.MAPPED:
                self._marks[n] = (Outcome.DROPPED, reason)

    def derive_value(self, code: str, value: str, reason: str) -> None:
        """One occurrence of a subfield, the last that counts as mapped, is derivative: another one says the same."""
        for n in range(len(self._subfields) - 1, -1, -1):
            mapped = self._marks.get(n, (Outcome.MAPPED, ""))[0] is Outcome.MAPPED
            if mapped and self._subfields[n] == (code, value):
                self._marks[n] = (Outcome.DERIVATIVE, reason)
                return

    def drop_all(self, reason: str) -> None:
        """The whole field is dropped."""
        for n in range(len(self._subfields)):
            self._marks[n] = (Outcome.DROPPED, reason)

    def source(self, codes: str) -> str:
        """How `explain` names these subfields, as far as they are there: ``245$a$b``."""
        there: list[str] = []
        for code, value in self._subfields:
            if value and code in codes and code not in there:
                there.append(code)
        return f"{self.name}${'$'.join(there)}" if there else self.name

    def outcomes(self) -> Iterator[tuple[str, tuple[Outcome, str] | None, str]]:
        """Each subfield: its name (``245$a``), what became of it (None: nobody took it), its value."""
        for n, (code, value) in enumerate(self._subfields):
            yield f"{self.name}${code}", self._marks.get(n) or (None if value else BLANK), value

    def decided(
        self, untaken: Callable[[str, str], tuple[Outcome, str]]
    ) -> Iterator[tuple[str, str, tuple[Outcome, str], str]]:
        """Each subfield: name of the field, code, what became of it (see :meth:`Fields.coverage`), value."""
        marks = self._marks
        for n, (code, value) in enumerate(self._subfields):
            yield self.name, code, marks.get(n) or (untaken(self.tag, code) if value else BLANK), value

    def __repr__(self) -> str:
        return f"{self.name} {self.ind1}{self.ind2} " + "".join(f"${c}{v}" for c, v in self._subfields)

    def _mark(self, codes: str, outcome: Outcome, reason: str) -> None:
        for n, (code, _) in enumerate(self._subfields):
            if code in codes:
                self._marks[n] = (outcome, reason)


__all__ = ["BLANK", "MAX_VALUE", "Field", "RawField", "RawRecord"]
