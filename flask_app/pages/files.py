"""Dump files as pages list them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask_app.pages.values import Site
from ld.dumps import DumpFile
from ld.dumps.distributions import dump_address
from ld.dumps.serializing import dump_format


class FileRow(NamedTuple):
    """A row of a table of files.

    Attributes:
        href: where it is fetched.
        name: of the file.
        label: of its format.
        size: in the unit that people read.
        quads: statements in it.
        sha256: hex.
    """

    href: str
    name: str
    label: str
    size: str
    quads: int
    sha256: str


def file_rows(site: Site, number: int, dumps: Sequence[DumpFile]) -> tuple[FileRow, ...]:
    """The files of an edition.

    Args:
        number: of the edition.
    """
    return tuple(
        FileRow(
            dump_address(site.path("/dumps"), number, dump),
            dump.name,
            dump_format(dump.format).label,
            readable_size(dump.size),
            dump.quads,
            dump.sha256,
        )
        for dump in dumps
    )


def readable_size(size: int) -> str:
    """Bytes in the unit that people read.

    >>> readable_size(512), readable_size(2_500_000)
    ('512 B', '2.5 MB')
    """
    if size < 1000:
        return f"{size} B"
    amount = float(size)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 1000:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:.1f} TB"


__all__ = ["FileRow", "file_rows", "readable_size"]
