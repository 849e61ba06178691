"""What the tests of the command line share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from click.testing import Result

SAMPLES = Path(__file__).resolve().parents[3] / "ld" / "samples"
FOUNDING = str(SAMPLES / "founding-record.txt")
Run = Callable[..., Result]


def records(path: Path, *documents: dict[str, Any]) -> str:
    """A file of documents, a line each."""
    path.write_bytes(b"\n".join(orjson.dumps(document) for document in documents))
    return str(path)
