"""An XML record's elements as a parser takes them: clean strings, each occurrence accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from ld.findings import FieldOutcome, Finding, Outcome, Severity, excerpt
from ld.normalize.text import clean, line
from ld.sources.xml.loading import local_name

Untaken = Callable[[str], tuple[Outcome, str]]
"""What an element is that no rule takes, by its path: outcome and reason."""

MAX_VALUE = 1_000_000
"""Characters; a longer value is no catalogue data and would be sent to every reader of the record."""


class Elements:
    """The elements of one record.

    An occurrence is an element without elements inside, or one with text of its own beside them (mixed content). An element
    is *taken* by the rule that maps it, with all that is inside of it, and counts as one occurrence; what nobody takes is what
    `untaken` says. So every occurrence ends in exactly one outcome.

    Args:
        root: the record's element.
        record_id: for findings.
        untaken: see :data:`Untaken`.
    """

    def __init__(self, root: etree._Element, record_id: str, untaken: Untaken) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self._id = record_id
        self._untaken = untaken
        self._marks: dict[etree._Element, tuple[Outcome, str]] = {}

    def path(self, element: etree._Element) -> str:
        """Local names from below the root to `element`: ``Article/ArticleTitle``; that of the root itself is its name."""
        names = [local_name(element)]
        parent = element.getparent()
        while element is not self.root and parent is not None and parent is not self.root:
            names.append(local_name(parent))
            parent = parent.getparent()
        return "/".join(reversed(names))

    def line(self, element: etree._Element) -> str:
        """The text of an element on one line, inline markup taken away; it counts as mapped, or as blank if none is left."""
        return self._taken(element, line)

    def text(self, element: etree._Element) -> str:
        """Like :meth:`line`, but line breaks stay."""
        return self._taken(element, clean)

    def take(self, element: etree._Element) -> None:
        """The element counts as mapped; a rule has read it otherwise."""
        self._marks[element] = (Outcome.MAPPED, "")

    def drop(self, element: etree._Element, reason: str) -> None:
        """The element is dropped, whatever it counted as before."""
        self._marks[element] = (Outcome.DROPPED, reason)

    def derive(self, element: etree._Element, reason: str) -> None:
        """The element is derivative: another one says the same."""
        self._marks[element] = (Outcome.DERIVATIVE, reason)

    def remark(
        self, code: str, severity: Severity, element: etree._Element | str, value: object, message: str
    ) -> None:
        """Add a finding."""
        path = element if isinstance(element, str) else self.path(element)
        self.findings.append(Finding(code, severity, self._id, path, excerpt(value), message))

    def _taken(self, element: etree._Element, read: Callable[[str], str]) -> str:
        raw = "".join(str(part) for part in element.itertext())
        if len(raw) > MAX_VALUE:
            self.drop(element, "too-long")
            message = f"{local_name(element)} holds {len(raw):,} characters; more than {MAX_VALUE:,} cannot be catalogue data. Mend the source."
            self.remark("value.too-long", Severity.VIOLATION, element, raw[:80], message)
            return ""
        found = read(raw)
        self._marks[element] = (Outcome.MAPPED, "") if found else (Outcome.DROPPED, "blank")
        return found

    def coverage(self) -> tuple[FieldOutcome, ...]:
        """What became of every occurrence."""
        tally: dict[tuple[str, Outcome, str], list[object]] = {}
        for path, element, mark in self._occurrences(self.root, ""):
            outcome, reason = mark or self._untaken(path)
            entry = tally.setdefault((path, outcome, reason), [0, element])
            entry[0] += 1  # type: ignore[operator] # the first of the pair is the count
        return tuple(
            FieldOutcome(path, outcome, reason, count, _example(element))  # type: ignore[arg-type] # see above
            for (path, outcome, reason), (count, element) in tally.items()
        )

    def _occurrences(
        self, element: etree._Element, path: str
    ) -> Iterator[tuple[str, etree._Element, tuple[Outcome, str] | None]]:
        mark = self._marks.get(element)
        if mark is not None or not len(element) or _has_own_text(element):
            yield path or local_name(element), element, mark
            return
        for child in element:
            name = local_name(child)
            yield from self._occurrences(child, f"{path}/{name}" if path else name)


def _has_own_text(element: etree._Element) -> bool:
    """Whether text stands beside the elements inside."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _example(element: object) -> str:
    assert isinstance(element, etree._Element)  # lxml names its own type so
    return excerpt(" ".join("".join(map(str, element.itertext())).split())[:200], 120)


__all__ = ["MAX_VALUE", "Elements", "Untaken"]
