"""The files of a folder of dumps: what is known of each, the lists of them, and how new ones take the place of old ones."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from ld.disk import disk_errors, sync, write_json
from ld.editions.lock import locked

CHECKSUMS = "SHA256SUMS"
WHOLE, DELTA = "dataset", "delta"
"""What the names of files begin with: of the whole edition, and of what has changed."""
_MANIFESTS = {WHOLE: "dumps.json", DELTA: "delta.json"}
_NEW, _LOCK = ".new", ".lock"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A dump file.

    Attributes:
        path: where it is.
        name: of the file.
        format: extension of its format, see :data:`ld.dumps.serializing.DUMP_FORMATS`.
        media_type: of the content; that of the file itself is the compression's.
        quads: statements in it.
        size: bytes of the file.
        sha256: of the file, hex.
        compression: name, see :data:`ld.dumps.compressing.COMPRESSIONS`.
        part: which part of the dump it is, from 1.
        parts: how many there are.
        documents: portions in it, see :mod:`ld.dumps.portions`.
        left_out: portions that the format cannot hold.
    """

    path: Path
    name: str
    format: str
    media_type: str
    quads: int
    size: int
    sha256: str
    compression: str = "gzip"
    part: int = 1
    parts: int = 1
    documents: int = 0
    left_out: int = 0


@contextmanager
def filling(directory: Path) -> Iterator[Path]:
    """Hold a folder of dumps, with a folder in it for files that are not complete.

    What a run left there that was killed is removed, and at the end whatever was not moved out.

    Args:
        directory: made if it is not there.

    Raises:
        LockedError: another run is writing there.
        PublishError: the disk does not do what it should.
    """
    with disk_errors(f"writing dumps to {directory}"), locked(directory / _LOCK):
        new = directory / _NEW
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        try:
            yield new
        finally:
            shutil.rmtree(new)


def read_list(directory: Path, stem: str) -> tuple[Mapping[str, Any], tuple[DumpFile, ...]]:
    """What is said of the dump files of a folder, and the files; nothing if they are not complete.

    Args:
        stem: what their names begin with.
    """
    path = directory / _MANIFESTS[stem]
    with disk_errors(f"reading {path}"):
        try:
            said: dict[str, Any] = orjson.loads(path.read_bytes())
        except (
            FileNotFoundError,
            NotADirectoryError,
        ):  # asked for first, it could be gone by now: editions are removed while others read
            return {}, ()
    return said, tuple(DumpFile(path=directory / item["name"], **item) for item in said.pop("files"))


def read_dumps(directory: Path) -> tuple[DumpFile, ...]:
    """The files of a folder that hold the whole edition; none if they are not complete."""
    return read_list(directory, WHOLE)[1]


def install(
    directory: Path, stem: str, written: Sequence[DumpFile], said: Mapping[str, Any] | None = None
) -> tuple[DumpFile, ...]:
    """Put complete files in the place of those that a folder has; the list of them comes last.

    A kill leaves the folder with its files and list of before, with the new ones, or without a list. It never has a list that
    is not true.

    Args:
        directory: held by :func:`filling`.
        stem: what the names begin with.
        written: the files where they were written, durable.
        said: of them all.
    """
    files = tuple(replace(file, path=directory / file.name) for file in written)
    content = {**(said or {}), "files": [_fields(file) for file in files]}
    if read_list(directory, stem) != (said or {}, files):
        (directory / _MANIFESTS[stem]).unlink(missing_ok=True)
        sync(directory)
    for file, new in zip(written, files, strict=True):
        file.path.replace(new.path)
    _remove_others(directory, stem, files)
    _write_checksums(directory, stem, files)
    sync(directory)
    write_json(directory / _MANIFESTS[stem], content)
    return files


def _fields(file: DumpFile) -> dict[str, Any]:
    fields = asdict(file)
    del fields["path"]
    return fields


def _remove_others(directory: Path, stem: str, files: Sequence[DumpFile]) -> None:
    """What earlier runs wrote under names that are ours: other parts, formats or compressions."""
    ours = re.compile(rf"{stem}(-removals|-deleted)?(-[0-9]{{4,}})?\.(nq|nt|ttl|jsonl|rdf|ru|txt)\.(gz|zst)")
    kept = {file.name for file in files}
    for path in directory.iterdir():
        if ours.fullmatch(path.name) and path.name not in kept:
            path.unlink()


def _write_checksums(directory: Path, stem: str, files: Sequence[DumpFile]) -> None:
    by_stem = {name: files if name == stem else read_list(directory, name)[1] for name in _MANIFESTS}
    temporary = directory / _NEW / CHECKSUMS
    temporary.write_text(checksums([file for each in by_stem.values() for file in each]), encoding="utf-8")
    sync(temporary)
    temporary.replace(directory / CHECKSUMS)


def checksums(files: Sequence[DumpFile]) -> str:
    """A list of checksums as ``sha256sum --check`` reads it."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


__all__ = [
    "CHECKSUMS",
    "DELTA",
    "WHOLE",
    "DumpFile",
    "checksums",
    "filling",
    "install",
    "read_dumps",
    "read_list",
]
