"""As many MARC records as one likes, from some real ones, as a stream: copies under other control numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from iso2709 import Edit, after_first_word, edited, records

# Names, and headings of subjects: what records share with others.
_HEADINGS = frozenset(
    b"100 110 111 130 240 440 600 610 611 630 650 651 655 700 710 711 730 800 810 811 830".split()
)


def multiply(source: Path, target: Path, wanted: int, *, distinct: bool = False) -> None:
    """Write records.

    Args:
        source: ISO 2709, each record with a 001 of at least seven characters; it is read again for every copy.
        target: made or replaced.
        wanted: number of the records to write.
        distinct: names and headings of every copy but the first are others (a letter more in their first word), so that there are
            as many more of them as of records. Else, and in all other fields in any case (010, 020, 035), a copy is byte for byte
            the same: it shares its numbers with the others.
    """
    with target.open("wb") as file:
        file.writelines(islice(_copies(source, distinct=distinct), wanted))


def _copies(source: Path, *, distinct: bool) -> Iterator[bytes]:
    number = 0
    for copy in count():
        before = number
        for record in records(source):
            number += 1
            yield edited(record, _edit(number, _letters(copy) if distinct else b""))
        assert number > before, f"{source} holds no records"


def _letters(copy: int) -> bytes:
    """What tells a copy from the others; nothing for the first."""
    return bytes([ord("a") + copy % 26]) * (copy // 26 + 1) if copy else b""


def _edit(number: int, letters: bytes) -> Edit:
    def edit(tag: bytes, field: bytes) -> bytes:
        if tag == b"001":  # of the same length
            return b"%0*d" % (len(field) - 1, number) + field[-1:]
        return after_first_word(field, letters) if letters and tag in _HEADINGS else field

    return edit


__all__ = ["multiply"]
