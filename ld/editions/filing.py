"""Filing the papers of records: in the pack of the edition in the making, and in the sums over all of them."""

from __future__ import annotations

from pathlib import Path

from ld.editions.entries import Entry
from ld.packs import PackReader, PackWriter, Place
from ld.papers import Papers
from ld.register.ledger import Ledger
from ld.register.model import RecordRow


class Filing:
    """The papers of an edition in the making.

    Args:
        folder: of the packs.
        number: of the edition.
        size: bytes of its pack that are there already, see :class:`ld.packs.PackWriter`.
        ledger: of the sums.
    """

    def __init__(self, folder: Path, number: int, size: int, ledger: Ledger) -> None:
        self._number = number
        self._ledger = ledger
        self._packs = PackWriter(folder, number, size)
        self._reader = PackReader(folder)

    def swap(self, row: RecordRow | None, entry: Entry, collection: str, *, published: bool) -> Place:
        """File an entry's papers and give up those that it replaces: a published version also replaces a withheld one."""
        if row is not None:
            self.unfile(row.held, row.collection, published=False)
            if published:
                self.unfile(row.papers, row.collection, published=True)
        papers = _papers(entry)
        place = self._packs.add(papers)
        self._ledger.file(papers, place, collection, published=published)
        return place

    def unfile(self, place: Place | None, collection: str, *, published: bool) -> None:
        """Give up papers, if there are any."""
        if place is not None:
            self._ledger.unfile(self._read(place), place, collection, published=published)

    def same(self, place: Place | None, entry: Entry) -> bool:
        """Whether papers are those of an entry, but for the place in the source."""
        return place is not None and self._read(place).same_content(_papers(entry))

    def _read(self, place: Place) -> Papers:
        waiting = self._packs.read(place) if place.pack == self._number else None
        return waiting or self._reader.read(place)

    def append(self, frames: bytes) -> int:
        """Take in whole frames, whose sums are the caller's; what is to be added to their places."""
        return self._packs.append(frames)

    def seal(self) -> int:
        """Make everything durable; the size of the pack."""
        return self._packs.seal()

    def close(self) -> None:
        """Close every file, whatever is still waiting."""
        self._reader.close()
        self._packs.abandon()


def _papers(entry: Entry) -> Papers:
    return Papers(entry.source, entry.findings, entry.coverage)


__all__ = ["Filing"]
