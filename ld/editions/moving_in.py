"""The last steps of publishing: what files an edition has, and its folder put in its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ld.disk import digest_file, sync, sync_tree
from ld.editions.info import EditionInfo
from ld.editions.layout import GRAPH, PACKS, REGISTER, Layout


def files_of(folder: Path, known: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every file of an edition: size and, but for the store's own, which checks its contents itself, SHA-256.

    Args:
        folder: of the edition.
        known: files of the edition that it was made from: nobody writes the packs that they share.
    """
    parts = (path for name in (GRAPH, PACKS) for path in (folder / name).rglob("*"))
    paths = sorted([*(path for path in parts if path.is_file()), folder / REGISTER])
    names = {path.relative_to(folder).as_posix(): path for path in paths}
    return {
        name: {"size": path.stat().st_size} | _digest(name, path, known.get(name, {}))
        for name, path in names.items()
    }


def _digest(name: str, path: Path, known: Mapping[str, Any]) -> dict[str, str]:
    if name.startswith(GRAPH):
        return {}
    if name.startswith(PACKS) and "sha256" in known:
        return {"sha256": known["sha256"]}
    return {"sha256": digest_file(path)}


def move_in(layout: Layout, folder: Path, info: EditionInfo) -> None:
    """Serve an edition. The order is the point: durable content, numbers taken, the folder in its place, and only then served."""
    sync_tree(folder)
    layout.write_sequence(layout.sequence().given(info.number, info.last_change))
    layout.editions.mkdir(exist_ok=True)
    folder.rename(layout.edition(info.number))
    sync(layout.editions)
    layout.point(info.number)


__all__ = ["files_of", "move_in"]
