"""As many MARC records as one likes, from some real ones: copies under other control numbers, otherwise byte for byte the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

_DIRECTORY, _ENTRY = 24, 12  # offset of the directory, length of an entry (ISO 2709 §4.3)
_END = b"\x1d"


def multiply(source: Path, target: Path, count: int) -> None:
    """Write records.

    Args:
        source: ISO 2709, each record with a 001 of at least seven characters.
        target: made or replaced.
        count: of the records to write.
    """
    with target.open("wb") as file:
        file.writelines(islice(_renumbered(source.read_bytes()), count))


def _renumbered(records: bytes) -> Iterator[bytes]:
    originals = [record + _END for record in records.split(_END) if record.strip()]
    number = 0
    while True:
        for original in originals:
            number += 1
            yield _with_number(original, number)


def _with_number(record: bytes, number: int) -> bytes:
    """A record with another 001, of the same length."""
    base = int(record[12:17])
    for entry in range(_DIRECTORY, base - 1, _ENTRY):
        tag, length, start = (
            record[entry : entry + 3],
            record[entry + 3 : entry + 7],
            record[entry + 7 : entry + 12],
        )
        if tag == b"001":
            first, width = base + int(start), int(length) - 1
            return record[:first] + b"%0*d" % (width, number) + record[first + width :]
    return record
