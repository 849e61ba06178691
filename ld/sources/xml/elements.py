"""An XML record's elements as a parser takes them: clean strings, each occurrence accounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from ld.findings import FieldOutcome, Finding, Outcome, Severity, excerpt
from ld.normalize.text import clean, line
from ld.sources.xml.loading import local_name

Untaken = Callable[[str], tuple[Outcome, str]]
"""What an element is that no rule takes, by its path: outcome and reason."""

MAX_VALUE = 1_000_000
"""Characters; a longer value is no catalogue data and would be sent to every reader of the record."""


def inner_text(element: etree._Element) -> str:
    """All text inside of an element, as it stands there."""
    if not len(element):
        return element.text or ""
    return "".join(map(str, element.itertext()))


class Elements:
    """The elements of one record.

    An occurrence is an element without elements inside, or one with text of its own beside them (mixed content). An element
    is *taken* by the rule that maps it, with all that is inside of it, and counts as one occurrence; what nobody takes is what
    `untaken` says. So every occurrence ends in exactly one outcome.

    Args:
        root: the record's element.
        record_id: for findings.
        untaken: see :data:`Untaken`.
        plain: the text of an element, markup taken away; a format in which not all text is meant to be read has its own.
        through: local names of wrappers right below the root that paths leave out.
    """

    def __init__(
        self,
        root: etree._Element,
        record_id: str,
        untaken: Untaken,
        plain: Callable[[etree._Element], str] = inner_text,
        through: frozenset[str] = frozenset(),
    ) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self._id = record_id
        self._untaken = untaken
        self._plain = plain
        self._through = through
        self._marks: dict[etree._Element, tuple[Outcome, str]] = {}
        self._settled: dict[etree._Element, tuple[FieldOutcome, ...]] = {}

    def path(self, element: etree._Element) -> str:
        """Local names from below the root to `element`: ``Article/ArticleTitle``; that of the root itself is its name."""
        names = [local_name(element)]
        parent = element.getparent()
        while element is not self.root and parent is not None and parent is not self.root:
            names.append(local_name(parent))
            parent = parent.getparent()
        if len(names) > 1 and names[-1] in self._through:
            names.pop()
        return "/".join(reversed(names))

    def line(self, element: etree._Element) -> str:
        """The text of an element on one line, inline markup taken away; it counts as mapped, or as blank if none is left."""
        return self._taken(element, line)

    def text(self, element: etree._Element) -> str:
        """Like :meth:`line`, but line breaks stay."""
        return self._taken(element, clean)

    def take(self, element: etree._Element) -> None:
        """The element counts as mapped; a rule has read it otherwise."""
        self._marks[element] = _MAPPED

    def settle(self, element: etree._Element, outcomes: Iterable[FieldOutcome]) -> None:
        """A rule has accounted for each occurrence inside of the element itself: lists of thousands are walked once."""
        self._settled[element] = tuple(outcomes)

    def drop(self, element: etree._Element, reason: str) -> None:
        """The element is dropped, whatever it counted as before."""
        self._marks[element] = (Outcome.DROPPED, reason)

    def mark(self, element: etree._Element, outcome: Outcome, reason: str) -> None:
        """What became of the element, where a rule has several to tell."""
        self._marks[element] = (outcome, reason)

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
        raw = self._plain(element)
        if len(raw) > MAX_VALUE:
            self.drop(element, "too-long")
            message = f"{local_name(element)} holds {len(raw):,} characters; more than {MAX_VALUE:,} cannot be catalogue data. Mend the source."
            self.remark("value.too-long", Severity.VIOLATION, element, raw[:80], message)
            return ""
        found = read(raw)
        self._marks[element] = _MAPPED if found else _BLANK
        return found

    def coverage(self) -> tuple[FieldOutcome, ...]:
        """What became of every occurrence."""
        tally: _Tally = {}
        settled: list[FieldOutcome] = []
        if self.root in self._marks or is_occurrence(self.root):
            name = local_name(self.root)
            _count(tally, name, self._marks.get(self.root) or self._untaken(name), self.root)
        else:
            self._walk(list(self.root), "", tally, settled)
        outcomes = [
            FieldOutcome(path, outcome, reason, count, _example(element))
            for path, entries in tally.items()
            for (outcome, reason), count, element in entries
        ]
        return (*outcomes, *settled)

    def _walk(
        self, elements: list[etree._Element], prefix: str, tally: _Tally, settled: list[FieldOutcome]
    ) -> None:
        """Count what is inside of an element that is no occurrence itself."""
        marks = self._marks
        for element in elements:
            tag = element.tag
            name = tag if tag[0] != "{" else local_name(element)
            path = prefix + name
            mark = marks.get(element)
            if mark is None:
                inside = list(element)
                if inside and not _has_own_text(element, inside):
                    if element in self._settled:
                        settled += self._settled[element]
                    else:
                        through = not prefix and name in self._through
                        self._walk(inside, "" if through else f"{path}/", tally, settled)
                    continue
                mark = self._untaken(path)
            _count(tally, path, mark, element)


_Mark = tuple[Outcome, str]
_MAPPED: _Mark = (Outcome.MAPPED, "")
_BLANK: _Mark = (Outcome.DROPPED, "blank")
_Tally = dict[str, list[tuple[_Mark, int, etree._Element]]]
"""By path the marks, how often, and the first element. A path has one or two marks, so a list is faster than a key of both."""


def _count(tally: _Tally, path: str, mark: _Mark, element: etree._Element) -> None:
    entries = tally.get(path)
    if entries is None:
        tally[path] = [(mark, 1, element)]
        return
    for n, (known, count, first) in enumerate(entries):
        if known is mark or known == mark:
            entries[n] = (mark, count + 1, first)
            return
    entries.append((mark, 1, element))


def is_occurrence(element: etree._Element) -> bool:
    """Whether there are no elements inside, or text of its own stands beside them."""
    inside = list(element)
    return not inside or _has_own_text(element, inside)


def _has_own_text(element: etree._Element, inside: list[etree._Element]) -> bool:
    text = element.text
    if text and not text.isspace():
        return True
    for child in inside:
        tail = child.tail
        if tail and not tail.isspace():
            return True
    return False


def _example(element: etree._Element) -> str:
    """The beginning of an occurrence's text; of elements that a rule took as a whole, their texts side by side."""
    if not len(element):
        text = element.text or ""
    elif is_occurrence(element):
        text = inner_text(element)
    else:
        text = " ".join(map(str, element.itertext()))
    return excerpt(" ".join(text[:300].split())[:200], 120)


__all__ = ["MAX_VALUE", "Elements", "Untaken", "inner_text", "is_occurrence"]
