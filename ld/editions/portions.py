"""What is done to a store in the making, written down before, so that a kill in between can be made good.

The register and the store are two files, and nothing changes both at once. So the register goes first: its transactions hold the
descriptions of all portions that are not known to be in the store, and only then are these applied. A run that is taken up again applies
them once more, from the first on: each says what shall be there and what shall not, so that it does not matter how far they had been
applied. What a portion is made of is removed only when the register has forgotten it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import zstandard

from ld.disk import sync
from ld.editions.chunk_files import ChunkFile, quads_of
from ld.errors import DamagedChunkError, DamagedEditionError
from ld.stores.embedded import StagedStore

_LEVEL = 1  # N-Quads shrink to a tenth at once, and are gone in seconds


@dataclass(frozen=True, slots=True)
class Portion:
    """What is to be done to the store.

    Attributes:
        number: 1 for the first of a run.
        chunks: names of chunk files whose statements are to be added.
        own: whether the portion has statements besides, in files of its own.
        drop: graphs to be removed whole.
        touched: graphs that may be empty afterwards, and are then removed.
        statements: to be added, how many.
    """

    number: int
    chunks: tuple[str, ...] = ()
    own: bool = False
    drop: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    statements: int = 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.chunks or self.own or self.drop)

    @property
    def adds_only(self) -> bool:
        """Whether nothing is removed."""
        return not (self.drop or self.touched)


def portions_text(portions: Iterable[Portion]) -> str:
    """For the register."""
    return json.dumps([asdict(portion) for portion in portions])


def portions_of(text: str) -> list[Portion]:
    """The reverse of :func:`portions_text`.

    >>> portions_of(portions_text([Portion(1, ("a",))]))
    [Portion(number=1, chunks=('a',), own=False, drop=(), touched=(), statements=0)]
    """
    return [_portion(values) for values in json.loads(text)]


def _portion(values: dict[str, Any]) -> Portion:
    lists = {name: tuple(it) for name, it in values.items() if isinstance(it, list)}
    return Portion(**{**values, **lists})


@dataclass(slots=True)
class PortionFiles:
    """The files of portions.

    Attributes:
        chunks: folder of the chunk files.
        own: folder of the portions' own files.
    """

    chunks: Path
    own: Path
    _compressor: zstandard.ZstdCompressor = field(
        default_factory=lambda: zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True), repr=False
    )

    def keep(self) -> None:
        """Let no power cut take chunk files away that the register is about to rely on; their contents are synced already."""
        sync(self.chunks)

    def write(self, number: int, added: Iterable[str], removed: Iterable[str]) -> None:
        """Write a portion's own statements, N-Quads lines, durably."""
        self.own.mkdir(exist_ok=True)
        for path, lines in zip(self._paths(number), (added, removed), strict=True):
            path.write_bytes(self._compressor.compress("".join(f"{line}\n" for line in lines).encode()))
            sync(path)
        sync(self.own)

    def check(self, portions: Iterable[Portion]) -> None:
        """See that everything is there and whole.

        Raises:
            DamagedChunkError, DamagedEditionError: it is not.
        """
        for portion in portions:
            for name in portion.chunks:
                _check_chunk(self.chunks / name)
            for path in self._own(portion):
                self._read(path)

    def apply(self, portions: Sequence[Portion], store: StagedStore) -> None:
        """Do to the store what portions say, in their order, and make that durable."""
        for adds_only, group in groupby(portions, key=attrgetter("adds_only")):
            if adds_only:
                self._add(list(group), store)
            else:
                for portion in group:
                    self._exchange(portion, store)
        store.flush()

    def _exchange(self, portion: Portion, store: StagedStore) -> None:
        for graph in portion.drop:
            store.drop(graph)
        if portion.own:
            store.remove_lines(self._read(self._paths(portion.number)[1]))
        self._add([portion], store)
        for graph in portion.touched:
            if not store.holds(graph):
                store.drop(graph)

    def _add(self, portions: Sequence[Portion], store: StagedStore) -> None:
        """Add statements: the more at once, the less often does the engine merge its files."""
        with self._joined(portions) as file:
            store.insert(file, sum(portion.statements for portion in portions))

    def remove(self, portions: Iterable[Portion]) -> None:
        """Remove the files of portions."""
        for portion in portions:
            for path in (*(self.chunks / name for name in portion.chunks), *self._own(portion)):
                path.unlink(missing_ok=True)

    @contextmanager
    def _joined(self, portions: Iterable[Portion]) -> Iterator[Path]:
        """The statements to be added as one file, N-Quads: ten million of them take 2 GB, which memory need not hold."""
        self.own.mkdir(parents=True, exist_ok=True)
        path = self.own / "joined.nq"
        try:
            with path.open("wb") as file:
                for portion in portions:
                    for name in portion.chunks:
                        file.write(quads_of(self.chunks / name))
                    if portion.own:
                        file.write(self._read(self._paths(portion.number)[0]))
            yield path
        finally:  # a full disk has room again
            path.unlink(missing_ok=True)

    def _own(self, portion: Portion) -> Iterator[Path]:
        return iter(self._paths(portion.number) if portion.own else ())

    def _paths(self, number: int) -> tuple[Path, Path]:
        return self.own / f"{number:06d}.added", self.own / f"{number:06d}.removed"

    def _read(self, path: Path) -> bytes:
        try:
            return zstandard.ZstdDecompressor().decompress(path.read_bytes())
        except (FileNotFoundError, zstandard.ZstdError) as error:
            raise DamagedEditionError(f"{path} is damaged: {error}") from error


def _check_chunk(path: Path) -> None:
    try:
        ChunkFile(path)
    except FileNotFoundError as error:
        raise DamagedChunkError(f"{path} is gone") from error


__all__ = ["Portion", "PortionFiles", "portions_of", "portions_text"]
