"""Folders as an administrator may have them: small, or read-only. That takes the rights of root; without them the tests say so and skip."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small(folder: Path, megabytes: int) -> Iterator[Path]:
    """A folder in memory that holds so much and no more, while the block runs (tmpfs(5))."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    yield from _until_unmounted(folder)


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A folder in which nobody can write, not even root, while the block runs (mount(8), bind mounts)."""
    _mount("--bind", str(folder), str(folder))
    with _unmounting(folder):
        _mount("-o", "remount,ro,bind", str(folder))
        yield folder


@contextmanager
def _unmounting(folder: Path) -> Iterator[Path]:
    yield from _until_unmounted(folder)


def _until_unmounted(folder: Path) -> Iterator[Path]:
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*arguments: str) -> None:
    try:
        done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip(f"mounting takes rights that we do not have: {done.stderr.strip()}")


__all__ = ["read_only", "small"]
