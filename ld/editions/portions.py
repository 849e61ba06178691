"""What is done to a store in the making in one go, written down before, so that a kill in between can be made good.

The register and the store are two files, and nothing changes both at once. So the register goes first: its transaction holds a portion's
description, and only then is the portion applied. A run that is taken up again applies the last portion once more, which changes nothing
where it had been applied. When a portion is in the store and synced, what it was made of is removed: files that are missing say that
it is done.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import zstandard

from ld.disk import sync
from ld.editions.chunk_files import quads_of
from ld.errors import DamagedEditionError
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
    def text(self) -> str:
        """For the register."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Portion:
        """The reverse of :attr:`text`.

        >>> Portion.of(Portion(1, ("a",)).text)
        Portion(number=1, chunks=('a',), own=False, drop=(), touched=(), statements=0)
        """
        values: dict[str, Any] = json.loads(text)
        lists = {name: tuple(it) for name, it in values.items() if isinstance(it, list)}
        return cls(**{**values, **lists})


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

    def write(self, number: int, added: Iterable[str], removed: Iterable[str]) -> None:
        """Write a portion's own statements, N-Quads lines, durably."""
        self.own.mkdir(exist_ok=True)
        for path, lines in zip(self._paths(number), (added, removed), strict=True):
            path.write_bytes(self._compressor.compress("".join(f"{line}\n" for line in lines).encode()))
            sync(path)
        sync(self.own)

    def apply(self, portion: Portion, store: StagedStore) -> None:
        """Do to the store what a portion says, make that durable, and remove the files; nothing, if they are gone."""
        paths = [*(self.chunks / name for name in portion.chunks), *self._own(portion)]
        if all(path.is_file() for path in paths):
            for graph in portion.drop:
                store.drop(graph)
            added, removed = self._paths(portion.number)
            if portion.own:
                store.remove_lines(self._read(removed))
            with self._joined(
                [self.chunks / name for name in portion.chunks], added if portion.own else None
            ) as file:
                store.insert(file, portion.statements)
            for graph in portion.touched:
                if not store.holds(graph):
                    store.drop(graph)
            store.flush()
        for path in paths:
            path.unlink(missing_ok=True)

    @contextmanager
    def _joined(self, chunks: Iterable[Path], own: Path | None) -> Iterator[Path]:
        """The statements to be added as one file, N-Quads: a million of them take 200 MB, which memory need not hold."""
        self.own.mkdir(parents=True, exist_ok=True)
        path = self.own / "joined.nq"
        with path.open("wb") as file:
            for chunk in chunks:
                file.write(quads_of(chunk))
            if own is not None:
                file.write(self._read(own))
        yield path
        path.unlink()

    def _own(self, portion: Portion) -> Iterator[Path]:
        return iter(self._paths(portion.number) if portion.own else ())

    def _paths(self, number: int) -> tuple[Path, Path]:
        return self.own / f"{number:06d}.added", self.own / f"{number:06d}.removed"

    def _read(self, path: Path) -> bytes:
        try:
            return zstandard.ZstdDecompressor().decompress(path.read_bytes())
        except zstandard.ZstdError as error:
            raise DamagedEditionError(f"{path} is damaged: {error}") from error


__all__ = ["Portion", "PortionFiles"]
