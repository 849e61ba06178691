"""A page of a list of records, as a page and as data need it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256

from pyoxigraph import Quad

from flask_app.hydra import collection
from flask_app.links import Link
from flask_app.pages import Site, Value
from flask_app.paging import Page
from flask_app.titles import entry
from ld.editions import Edition, RecordRow

_NEEDS = {"first": "prev", "last": "next"}


class RecordList:
    """A page of a list of records.

    Attributes:
        url: address of the page.
        page: what is on it.
        total: how many records the list has.

    Args:
        edition: that they are of.
        site: whose pages link to them.
        iri: of the list.
        address: of its first page; it may have a query.
        page: that is shown.
        total: see above.
    """

    def __init__(
        self, edition: Edition, site: Site, iri: str, address: str, page: Page[RecordRow], total: int
    ) -> None:
        self.url = page.window.at(address)
        self.page = page
        self.total = total
        self._edition = edition
        self._site = site
        self._iri = iri
        self._address = address

    @cached_property
    def members(self) -> list[tuple[str, Value]]:
        """IRIs of what the page lists, in its order, each with how it is shown."""
        return [self.member(row) for row in self.page.rows]

    def member(self, row: RecordRow) -> tuple[str, Value]:
        """What a record is in the list; here the thing that it describes."""
        assert row.graph is not None  # only what is published is listed
        return f"{row.graph}#it", entry(self._edition, row.graph, self._site)

    @property
    def entries(self) -> list[Value]:
        """The records, in their order, as a list shows them."""
        return [shown for _, shown in self.members]

    @property
    def links(self) -> list[Link]:
        """To other pages: `first` and `last` always, `prev` and `next` where there are such."""
        return self.page.links(self._address)

    @property
    def pager(self) -> dict[str, str]:
        """Where people go from here, by relation type; not to the page where they are."""
        pages = {link.rel: self._site.href(link.target) for link in self.links}
        return {rel: href for rel, href in pages.items() if _NEEDS.get(rel, rel) in pages}

    @property
    def quads(self) -> Iterator[Quad]:
        """What the page says of the list and of what it lists."""
        return collection(self._iri, self.url, self.total, self.members, self.links)

    @property
    def state(self) -> bytes:
        """What decides :attr:`quads`, and whatever else is shown of the records: it changes only if that does."""
        said = [(row.id, row.digest) for row in self.page.rows]
        state = (self.total, said, self.page.prev, self.page.next)
        return sha256(repr(state).encode("utf-8", "surrogatepass")).digest()


__all__ = ["RecordList"]
