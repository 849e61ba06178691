"""Answers that come page by page: whether the pages at hand are all there are.

Source: OAI-PMH 2.0 §3.5 (`resumptionToken`, `completeListSize`); Solr, ``numFound``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ld.findings import Finding
from ld.sources.base import SourceRecord

PARTIAL = "source.partial"
"""A page says that there is more; its value is how many records there are in all, where it says so."""


class Pages:
    """Holds back what single pages say until all of them are read; then tells of those whose rest is missing."""

    def __init__(self) -> None:
        self._said: list[tuple[str, Finding]] = []
        self._ended: set[str] = set()
        self._records: Counter[str] = Counter()

    def read(self, format: str, items: Iterator[SourceRecord | Finding]) -> Iterator[SourceRecord | Finding]:
        """What one file yields, but for what it says of further pages.

        Args:
            format: name of the row that reads the file.
            items: of the file, to its end.
        """
        known, found = len(self._said), 0
        for item in items:
            if isinstance(item, Finding) and item.code == PARTIAL:
                self._said.append((format, item))
                continue
            found += isinstance(item, SourceRecord)
            yield item
        self._records[format] += found
        if found and len(self._said) == known:
            self._ended.add(format)

    def missing(self) -> Iterator[Finding]:
        """Of pages whose rest is not among the files: the last page of a list has no token, or the records make up the total."""
        for format, finding in self._said:
            total = int(finding.value) if finding.value.isdigit() else None
            complete = format in self._ended if total is None else self._records[format] >= total
            if not complete:
                yield finding


__all__ = ["PARTIAL", "Pages"]
