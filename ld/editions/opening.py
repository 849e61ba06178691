"""Opening the files of a published edition: its description, register, packs and store."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ld.editions.info import EditionInfo, read_info
from ld.editions.layout import GRAPH, PACKS, REGISTER
from ld.errors import DamagedEditionError, StoreUnavailableError
from ld.packs import PackReader
from ld.register.reading import Register
from ld.stores.embedded import EmbeddedStore


class OpenFiles(NamedTuple):
    """The files of an edition, open for reading.

    Attributes:
        info: its description.
        register: what is known of its records.
        packs: their papers.
        store: what is published.
    """

    info: EditionInfo
    register: Register
    packs: PackReader
    store: EmbeddedStore

    def close(self) -> None:
        """Close them."""
        self.register.close()
        self.packs.close()
        self.store.close()


def open_files(folder: Path, *, current: bool) -> OpenFiles:
    """Open them all, or none.

    Args:
        folder: of the edition.
        current: whether it is the one being served.
    Raises:
        DamagedEditionError: they are missing or do not agree with each other.
    """
    info = read_info(folder, current=current)
    _check_files(folder, info)
    register = Register(folder / REGISTER)
    packs = PackReader(folder / PACKS)
    try:
        return OpenFiles(info, register, packs, EmbeddedStore(folder / GRAPH))
    except StoreUnavailableError as error:
        register.close()
        raise DamagedEditionError(str(error)) from error


def _check_files(folder: Path, info: EditionInfo) -> None:
    """Whether every file is there and as long as it was: cheap, and what a broken copy fails."""
    for name, facts in info.files.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else None
        if size != facts["size"]:
            found = "missing" if size is None else f"{size} bytes long instead of {facts['size']}"
            msg = f"{path} is {found}: roll back to another edition, or ingest again"
            raise DamagedEditionError(msg)


__all__ = ["OpenFiles", "open_files"]
