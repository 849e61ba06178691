"""What ``edition.json`` says of an edition."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ld.disk import write_json
from ld.editions.layout import EDITION_FILE
from ld.errors import DamagedEditionError
from ld.register.schema import VERSION


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """An edition at a glance.

    Attributes:
        number: of the edition.
        created: when it was published (xsd:dateTime, UTC).
        parent: the edition that it was made from; None for the first.
        last_change: the highest change number in it.
        digest: SHA-256 digests of all records, entities and moved ids, summed: equal if and only if what is published is; hex.
        records: by state.
        quads: statements.
        versions: of the programs and settings that made it.
        report: what the run reported.
        files: path in the edition's folder to size and, but for the store's own, SHA-256.
        current: whether it is the one being served.
        problem: why nothing more is known of it; empty for a sound one.
    """

    number: int
    created: str = ""
    parent: int | None = None
    last_change: int = 0
    digest: str = ""
    records: Mapping[str, int] = field(default_factory=dict)
    quads: int = 0
    versions: Mapping[str, str] = field(default_factory=dict)
    report: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    current: bool = False
    problem: str = ""


def read_info(folder: Path, *, current: bool = False) -> EditionInfo:
    """What is known of an edition.

    Raises:
        DamagedEditionError: its description is missing or broken.
    """
    path = folder / EDITION_FILE
    try:
        info = EditionInfo(**json.loads(path.read_text(encoding="ascii")), current=current)
        if info.number != int(folder.name) or not info.files:
            msg = f"it describes edition {info.number}"
            raise ValueError(msg)  # noqa: TRY301 - wrapped with the other ways of being wrong
    except (OSError, ValueError, TypeError) as error:
        msg = f"{path} is damaged: {error}"
        raise DamagedEditionError(msg) from error
    return info


def write_info(folder: Path, info: EditionInfo) -> None:
    """Write the description of an edition."""
    content = asdict(info)
    del content["current"], content["problem"]
    write_json(folder / EDITION_FILE, content)


def made_now(before: EditionInfo | None) -> str:
    """When an edition that is made now was made (xsd:dateTime, UTC).

    Whatever the clock says, that is not before the edition that it is made from: those who follow changes ask by time.

    >>> made_now(EditionInfo(1, created="9999-01-01T00:00:00Z"))
    '9999-01-01T00:00:00Z'
    """
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return now if before is None else max(now, before.created)


def program_versions() -> dict[str, str]:
    """Versions of what an edition's files depend on."""
    try:
        own = version("ldpub")
    except PackageNotFoundError:  # run from a checkout
        own = "unknown"
    return {
        "ldpub": own,
        "pyoxigraph": version("pyoxigraph"),
        "sqlite": sqlite3.sqlite_version,
        "register": str(VERSION),
    }


__all__ = ["EditionInfo", "made_now", "program_versions", "read_info", "write_info"]
