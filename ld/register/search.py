"""The full-text index: words of published records, for finding them (SQLite FTS5, https://www.sqlite.org/fts5.html)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ld.register.connection import Connection
from ld.register.keys import storable

INDEX = """
CREATE VIRTUAL TABLE search USING fts5(titles, agents, subjects, identifiers, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216)
"""
"""The table; its rows have the numbers of those of the records. The hash table takes some thousand records between two writes."""

# Scripts that put no space between words: every character is a word, and a word in them a phrase. Without that, whole sentences
# would be words, which nobody finds.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_GAPS = re.compile(" {2,}")
_WORD = re.compile(r"[^\W_]+")


def spaced(text: str) -> str:
    """Text as it is indexed.

    >>> spaced("紅樓夢 Hong lou meng")
    '紅 樓 夢 Hong lou meng'
    """
    return text if text.isascii() else _GAPS.sub(" ", _UNSPACED.sub(r" \1 ", text)).strip(" ")


class SearchWriter:
    """Keeps the index of an edition in the making.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add records that are not in the index: numbers of their rows, and their four texts."""
        values = ((number, *(spaced(storable(text)) for text in texts)) for number, texts in rows)
        self._db.many(
            "INSERT INTO search (rowid, titles, agents, subjects, identifiers) VALUES (?, ?, ?, ?, ?)", values
        )

    def replace(self, number: int, texts: Sequence[str]) -> None:
        """Put the texts of a record in the place of those that it had, if it had any."""
        self.remove(number)
        self.add([(number, texts)])

    def remove(self, number: int) -> None:
        """Take a record out."""
        self._db.run("DELETE FROM search WHERE rowid = ?", (number,))


class SearchReader:
    """Finds records of a published edition by their words.

    Args:
        db: its register.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def records(self, words: str, *, limit: int = 50) -> list[int]:
        """Numbers of the records in which all words stand, in whatever order and field, ascending.

        Args:
            words: as somebody types them; nothing in them is an operator.
            limit: records at most.
        """
        terms = " ".join(f'"{spaced(word)}"' for word in _WORD.findall(words))
        if not terms:
            return []
        rows = self._db.all(
            "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?", (terms, limit)
        )
        return [number for (number,) in rows]

    def miscounts(self) -> Iterator[str]:
        """Published records that cannot be found, and others that can, a sentence each."""
        published = "SELECT number FROM record WHERE state = 'published'"
        for said, one, other in (
            ("is not in the index", published, "SELECT id FROM search_content"),
            ("is in the index but not published", "SELECT id FROM search_content", published),
        ):
            for (number,) in self._db.stream(f"{one} EXCEPT {other}"):
                yield f"record {number} {said}"


__all__ = ["INDEX", "SearchReader", "SearchWriter", "spaced"]
