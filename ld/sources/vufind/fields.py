"""A Solr document's fields as a parser takes them: clean strings, each occurrence accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ld.findings import FieldOutcome, Finding, Outcome, Severity, excerpt
from ld.normalize.text import clean
from ld.sources.vufind.schema import is_derivative, is_dynamic

MAX_VALUE = 1_000_000
"""Characters; a longer value is no catalogue data and would be sent to every reader of the record."""

_UNTAKEN = {
    "building": (Outcome.LOCAL, "holdings"),
    "fullrecord": (Outcome.DROPPED, "full-record-not-read"),
    "hierarchy_parent_title": (Outcome.DERIVATIVE, "title-of-another-record"),
    "hierarchy_top_id": (Outcome.DERIVATIVE, "follows-from-parents"),
    "hierarchy_top_title": (Outcome.DERIVATIVE, "title-of-another-record"),
    "hierarchytype": (Outcome.DROPPED, "display-of-hierarchies"),
    "illustrated": (Outcome.DROPPED, "facet-only"),
    "is_hierarchy_id": (Outcome.DERIVATIVE, "same-as-id"),
    "is_hierarchy_title": (Outcome.DERIVATIVE, "same-as-title"),
    "marc_error": (Outcome.DROPPED, "quality-report"),
    "title_in_hierarchy": (Outcome.DERIVATIVE, "same-as-title"),
}


def untaken(name: str) -> tuple[Outcome, str]:
    """What a field is that no rule takes: a site's own unless the schema says otherwise."""
    if name in _UNTAKEN:
        return _UNTAKEN[name]
    if is_derivative(name):
        return Outcome.DERIVATIVE, ""
    if name.startswith("container_"):
        return Outcome.DROPPED, "container-unknown"
    return Outcome.LOCAL, "dynamic-field" if is_dynamic(name) else "not-in-the-mapping"


_Tally = dict[tuple[str, Outcome, str], list[Any]]


class Fields:
    """The fields of one document.

    A field is *taken* by the rule that maps it: all its values count as mapped until one is dropped with a reason. What
    nobody takes is a derivative or local (:meth:`coverage`), so that every occurrence ends in exactly one outcome.

    Args:
        document: a Solr document; any JSON value may stand anywhere.
        record_id: for findings.
        untaken: what a field is that no rule takes, by its name.
    """

    def __init__(
        self,
        document: dict[str, Any],
        record_id: str,
        untaken: Callable[[str], tuple[Outcome, str]] = untaken,
    ) -> None:
        self._document = document
        self._id = record_id
        self._untaken = untaken
        self._taken: dict[str, tuple[str, ...]] = {}
        self._tally: _Tally = {}
        self.findings: list[Finding] = []

    def take(self, name: str) -> tuple[str, ...]:
        """The values of a field, clean and not blank, in order; they count as mapped from now on."""
        if name not in self._taken:
            self._taken[name] = tuple(self._clean(name)) if name in self._document else ()
        return self._taken[name]

    def first(self, name: str) -> str | None:
        """The first value; further ones of a field that can have one only are dropped."""
        values = self.take(name)
        for extra in values[1:]:
            self.drop(name, "single-valued", extra)
        return values[0] if values else None

    def verbatim(self, name: str) -> None:
        """The first value counts as mapped, whatever is in it: it is a record of its own. Further ones are dropped."""
        raw = self._document.get(name)
        values = raw if isinstance(raw, list) else [raw]
        self._taken[name] = ()
        self._count(name, Outcome.MAPPED, "", 1, values[0] if values else "")
        if len(values) > 1:
            self._count(name, Outcome.DROPPED, "single-valued", len(values) - 1, values[1])

    def slots(self, name: str) -> tuple[str, ...]:
        """Like :meth:`take`, but what is blank or no text keeps its place: for arrays that run parallel to another."""
        if name not in self._document:
            return ()
        raw = self._document[name]
        self._taken.setdefault(name, ())
        return tuple(self._slot(name, value) for value in (raw if isinstance(raw, list) else (raw,)))

    def _slot(self, name: str, value: object) -> str:
        text = clean(value) if isinstance(value, str) else ""
        if text:
            self._count(name, Outcome.MAPPED, "", 1, text)
        elif value is None or isinstance(value, str):
            self._count(name, Outcome.DERIVATIVE, "placeholder", 1, "")
        else:
            self._count(name, Outcome.DROPPED, "not-text", 1, value)
        return text

    def drop(self, name: str, reason: str, value: str) -> None:
        """Move one taken occurrence from mapped to dropped."""
        self._move(name, Outcome.DROPPED, reason, value)

    def derive(self, name: str, reason: str, value: str) -> None:
        """Move one taken occurrence from mapped to derivative: another field says the same."""
        self._move(name, Outcome.DERIVATIVE, reason, value)

    def remark(self, code: str, severity: Severity, field: str, value: object, message: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(code, severity, self._id, field, excerpt(value), message))

    def coverage(self) -> tuple[FieldOutcome, ...]:
        """What became of every occurrence of every field of the document."""
        for name, value in self._document.items():
            if name not in self._taken:
                count = len(value) if isinstance(value, list) else 1
                self._count(
                    name,
                    *self._untaken(name),
                    count,
                    value[0] if count and isinstance(value, list) else value,
                )
        return tuple(
            FieldOutcome(
                name,
                outcome,
                reason,
                count,
                excerpt(example if not isinstance(example, str) else example[:200], 120),
            )
            for (name, outcome, reason), (count, example) in self._tally.items()
            if count
        )

    def _clean(self, name: str) -> Iterator[str]:
        raw = self._document[name]
        for value in raw if isinstance(raw, list) else (raw,):
            text = self._text(name, value)
            if text is not None:
                self._count(name, Outcome.MAPPED, "", 1, text)
                yield text

    def _text(self, name: str, value: object) -> str | None:
        """A value as clean text; what is none is dropped with its reason."""
        if isinstance(value, str):
            return self._string(name, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.remark(
                "value.not-a-string",
                Severity.INFO,
                name,
                value,
                f"{name} holds a number; its digits are taken as text. Index it as a string.",
            )
            return str(value)
        reason = "null" if value is None else "not-text"
        if value is not None:
            self.remark(
                "value.not-text",
                Severity.WARNING,
                name,
                value,
                f"{name} holds {type(value).__name__} where text belongs; it is left out.",
            )
        self._count(name, Outcome.DROPPED, reason, 1, value)
        return None

    def _string(self, name: str, value: str) -> str | None:
        if len(value) > MAX_VALUE:
            self.remark(
                "value.too-long",
                Severity.VIOLATION,
                name,
                value[:80],
                f"{name} holds {len(value):,} characters; more than {MAX_VALUE:,} cannot be catalogue data. Mend the source.",
            )
            self._count(name, Outcome.DROPPED, "too-long", 1, value[:80])
            return None
        text = clean(value)
        if not text:
            self._count(name, Outcome.DROPPED, "blank", 1, value)
            return None
        return text

    def _move(self, name: str, outcome: Outcome, reason: str, value: str) -> None:
        entry = self._tally[name, Outcome.MAPPED, ""]
        assert entry[0] > 0, f"{name} was not taken so often"
        entry[0] -= 1
        self._count(name, outcome, reason, 1, value)

    def _count(self, name: str, outcome: Outcome, reason: str, count: int, example: object) -> None:
        entry = self._tally.setdefault((name, outcome, reason), [0, example])
        entry[0] += count
