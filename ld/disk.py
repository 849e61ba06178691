"""Writing files so that a power cut leaves either the old or the new, never half (POSIX: fsync, rename, fsync of the folder)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from shutil import copyfile
from typing import Any

from ld.errors import PublishError


def sync(path: Path) -> None:
    """Make a file's content, or a folder's entries, durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Make everything below a folder durable, and the folder."""
    for parent, _, names in os.walk(folder):
        for name in names:
            sync(Path(parent, name))
        sync(Path(parent))


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write or replace a JSON file, atomically and durably."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(json.dumps(content, indent=1, ensure_ascii=True) + "\n", encoding="ascii")
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def link(source: Path, target: Path) -> None:
    """Give a file that nobody changes a second name, or copy it where the file system has no hard links."""
    try:
        target.hardlink_to(source)
    except OSError:
        copyfile(source, target)


def digest_file(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def disk_errors(doing: str) -> Iterator[None]:
    """Turn what the disk refuses into :class:`ld.errors.PublishError`.

    Args:
        doing: what was tried, to begin the message with.

    >>> with disk_errors("reading"):
    ...     Path("/nowhere").read_bytes()
    Traceback (most recent call last):
    ld.errors.PublishError: reading failed: [Errno 2] No such file or directory: '/nowhere'
    """
    try:
        yield
    except OSError as error:
        msg = f"{doing} failed: {error}"
        raise PublishError(msg) from error


__all__ = ["digest_file", "disk_errors", "link", "sync", "sync_tree", "write_json"]
