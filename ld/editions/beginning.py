"""The folder of an edition in the making: empty, or with what another holds, by hard links."""

from __future__ import annotations

from pathlib import Path

from ld.disk import link
from ld.editions.layout import GRAPH, PACKS, REGISTER
from ld.errors import DamagedEditionError
from ld.stores.embedded import copy_store


def begin_folder(folder: Path, parent: Path | None) -> None:
    """Make it; the register is copied by whoever opens it.

    Args:
        folder: which is not there.
        parent: folder of the edition to begin with; None to begin with nothing.
    """
    (folder / PACKS).mkdir(parents=True)
    if parent is not None:
        copy_store(parent / GRAPH, folder / GRAPH)
        for pack in (parent / PACKS).iterdir():
            link(pack, folder / PACKS / pack.name)


def check_folder(folder: Path) -> None:
    """See that an interrupted run has left all that belongs to an edition in the making: what is missing would silently be begun anew.

    Raises:
        DamagedEditionError: something is missing.
    """
    for path in (folder / REGISTER, folder / GRAPH / "CURRENT", folder / PACKS):
        if not path.exists():
            raise DamagedEditionError(f"{path} is missing")


__all__ = ["begin_folder", "check_folder"]
