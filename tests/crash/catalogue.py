"""A small but real catalogue in three versions, and which of its records differ between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson

SAMPLES = Path(__file__).resolve().parents[2] / "ld/samples/catalogue.ndjson"
BASE = "https://catalog.example.org"
_SHARE = 12  # one record in so many is changed, one is added and one left out, each time
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sources:
    """Files to ingest.

    Attributes:
        first: the whole catalogue.
        second: the whole catalogue later: some records are changed, some new, some gone.
        third: only what is changed and new after that.
        deleted: ids of records of the second version that the operator withdraws.
        watched: ids worth reading: of records that stay, change, come and go.
    """

    first: Path
    second: Path
    third: Path
    deleted: tuple[str, ...]
    watched: tuple[str, ...]


def write_sources(folder: Path, size: int) -> Sources:
    """Write the files.

    Args:
        folder: that is there.
        size: records of the first version, at least 48.
    """
    documents = dict(enumerate(islice(_copies(), size + size // 4)))
    changed, gone = range(0, size, _SHARE), range(1, size, _SHARE)
    new = range(size, size + size // 8)
    first = {n: documents[n] for n in range(size)}
    second = {n: one for n, one in first.items() if n not in gone}
    second |= {n: _version(documents[n], 2) for n in (*changed, *new)}
    newer = range(size + size // 8, size + size // 4)
    third = {n: _version(documents[n], 3) for n in (*range(2, size, _SHARE), *changed[:2], *newer)}
    deleted = tuple(map(_id, range(3, size, _SHARE)))
    watched = (0, 1, 2, 3, 4, 5, _SHARE, _SHARE + 1, 2 * _SHARE, new[0], newer[0])
    return Sources(
        _write(folder / "first.ndjson", first),
        _write(folder / "second.ndjson", second),
        _write(folder / "third.ndjson", third),
        deleted,
        tuple(map(_id, watched)),
    )


def _copies() -> Iterator[Document]:
    """The samples again and again, each time under other ids."""
    samples = [orjson.loads(line) for line in SAMPLES.read_bytes().splitlines()]
    for number, document in enumerate(cycle(samples)):
        yield document | {"id": _id(number)}


def _id(number: int) -> str:
    return f"copy-{number:06d}"


def _version(document: Document, number: int) -> Document:
    """The same record with another title, which tells its version."""
    titles = {name: f"Version {number}: {document[name]}" for name in _TITLES if name in document}
    return {**document, **titles}


_TITLES = ("title", "title_full", "title_short", "title_auth", "title_fullStr", "title_full_unstemmed")


def _write(path: Path, documents: Mapping[int, Document]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(one) + b"\n" for _, one in sorted(documents.items())))
    return path


__all__ = ["BASE", "Sources", "write_sources"]
