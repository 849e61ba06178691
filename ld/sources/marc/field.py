"""One field of a MARC 21 record: as it is written, and as a parser takes it, every subfield accounted for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ld.findings import Finding, Outcome
from ld.normalize.text import line

MAX_VALUE = 1_000_000
"""Characters; a longer value is no catalogue data and would be sent to every reader of the record."""

Mark = tuple[Outcome, str]
"""What became of a subfield or control field, and why."""

MAPPED: Mark = (Outcome.MAPPED, "")
BLANK: Mark = (Outcome.DROPPED, "blank")
"""What a subfield or control field is that holds nothing."""

Kind = tuple[str, str, Mark]
"""What is counted together: name of the field, code (empty of a control field), what became of it."""

Untaken = Callable[[str, str], Mark]
"""What a subfield is that nobody took, by tag and code."""

_INSTITUTION = "5"
_LINKAGE = "6"
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
        "_codes",
        "_filled",
        "_marks",
        "_values",
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
        tag, _, indicators, subfields = raw
        self.name = self.tag = tag
        indicators = f"{indicators}  "
        self.ind1, self.ind2 = indicators[0], indicators[1]
        # A code is one character, so the codes are a string, beside it the values and what became of each.
        self._codes = codes = "".join([code for code, _ in subfields])
        self._values = values = [line(value) for _, value in subfields]
        self._marks: list[Mark | None] = [None] * len(values)
        self._filled = codes if all(values) else "".join([c for c, v in zip(codes, values, strict=True) if v])
        self.twin: Field | None = None
        self.tags: tuple[str, str] | None = None
        self.local = False
        self.link = self.script = ""
        if _LINKAGE in codes:
            self._link(values[codes.index(_LINKAGE)])

    def _link(self, linkage: str) -> None:
        found = _LINK.match(linkage)
        if found:
            self.link = found[2]
            if self.name == "880":
                self.tag, self.script = found[1], found[3] or ""

    def is_of_institution(self) -> bool:
        """Whether the field is of one institution's copy (MARC 21, $5)."""
        return _INSTITUTION in self._filled

    def has(self, code: str) -> bool:
        """Whether there is such a subfield that is not blank."""
        return code in self._filled

    def peek(self, codes: str) -> list[str]:
        """Values of these subfields without taking them, in the record's order, blank ones left out."""
        return [
            value for code, value in zip(self._codes, self._values, strict=True) if code in codes and value
        ]

    def take(self, codes: str) -> list[str]:
        """Values of these subfields, in the record's order, blank ones left out; they count as mapped from now on."""
        found = []
        for n, code in enumerate(self._codes):
            if code in codes:
                value = self._values[n]
                if value:
                    found.append(value)
                    self._marks[n] = MAPPED
                else:
                    self._marks[n] = BLANK
        return found

    def pairs(self, codes: str) -> list[tuple[str, str]]:
        """Like :meth:`take`, each value with its code."""
        self.take(codes)
        return [
            (code, value)
            for code, value in zip(self._codes, self._values, strict=True)
            if code in codes and value
        ]

    def first(self, code: str) -> str:
        """The first value of a subfield, empty if there is none; further ones are dropped as repeated."""
        values = self.take(code)
        if len(values) > 1:
            seen = False
            for n, (own, value) in enumerate(zip(self._codes, self._values, strict=True)):
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
        for n, code in enumerate(self._codes):
            if code in reasons:
                self._marks[n] = (Outcome.DROPPED, reasons[code])

    def derive(self, codes: str, reason: str) -> None:
        """These subfields are derivative: another field says the same."""
        self._mark(codes, Outcome.DERIVATIVE, reason)

    def keep_local(self, reason: str) -> None:
        """The whole field is of one institution's copy (MARC 21, $5) or otherwise local."""
        self._mark_all((Outcome.LOCAL, reason))

    def drop_value(self, code: str, value: str, reason: str) -> None:
        """One occurrence of a subfield is dropped."""
        for n, mark in enumerate(self._marks):
            if (mark is None or mark[0] is Outcome.MAPPED) and self._is(n, code, value):
                self._marks[n] = (Outcome.DROPPED, reason)
                return

    def drop_mapped(self, codes: str, reason: str) -> None:
        """Of these subfields, those that count as mapped so far are dropped."""
        for n, mark in enumerate(self._marks):
            if mark and mark[0] is Outcome.MAPPED and self._codes[n] in codes:
                self._marks[n] = (Outcome.DROPPED, reason)

    def derive_value(self, code: str, value: str, reason: str) -> None:
        """One occurrence of a subfield, the last that counts as mapped, is derivative: another one says the same."""
        for n in range(len(self._marks) - 1, -1, -1):
            mark = self._marks[n]
            if (mark is None or mark[0] is Outcome.MAPPED) and self._is(n, code, value):
                self._marks[n] = (Outcome.DERIVATIVE, reason)
                return

    def drop_all(self, reason: str) -> None:
        """The whole field is dropped."""
        self._mark_all((Outcome.DROPPED, reason))

    def source(self, codes: str) -> str:
        """How `explain` names these subfields, as far as they are there: ``245$a$b``."""
        return _source(self.name, self._filled, codes)

    def outcomes(self) -> Iterator[tuple[str, Mark | None, str]]:
        """Each subfield: its name (``245$a``), what became of it (None: nobody took it), its value."""
        for code, mark, value in zip(self._codes, self._marks, self._values, strict=True):
            yield f"{self.name}${code}", mark or (None if value else BLANK), value

    def decided(self, untaken: Untaken) -> Iterator[tuple[Kind, str]]:
        """Each subfield: its kind (see :meth:`Fields.coverage`) and its value."""
        name, tag = self.name, self.tag
        for code, mark, value in zip(self._codes, self._marks, self._values, strict=True):
            yield (name, code, mark or (untaken(tag, code) if value else BLANK)), value

    def __repr__(self) -> str:
        pairs = zip(self._codes, self._values, strict=True)
        return f"{self.name} {self.ind1}{self.ind2} " + "".join(f"${code}{value}" for code, value in pairs)

    def _is(self, n: int, code: str, value: str) -> bool:
        return self._codes[n] == code and self._values[n] == value

    def _mark(self, codes: str, outcome: Outcome, reason: str) -> None:
        for n, code in enumerate(self._codes):
            if code in codes:
                self._marks[n] = (outcome, reason)

    def _mark_all(self, mark: Mark) -> None:
        self._marks = [mark] * len(self._marks)


@lru_cache(maxsize=8192)
def _source(name: str, filled: str, codes: str) -> str:
    """The name of a field with those of `codes` that are among `filled`, the codes of its subfields."""
    there = dict.fromkeys(code for code in filled if code in codes)
    return f"{name}${'$'.join(there)}" if there else name


__all__ = ["BLANK", "MAPPED", "MAX_VALUE", "Field", "Kind", "Mark", "RawField", "RawRecord", "Untaken"]
