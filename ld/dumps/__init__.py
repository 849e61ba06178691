"""Dump files of an edition, and their description."""

from __future__ import annotations

from ld.dumps.dcat import describe_catalog
from ld.dumps.versions import Version
from ld.dumps.void import describe
from ld.dumps.writing import DumpFile, read_dumps, write_dumps

__all__ = ["DumpFile", "Version", "describe", "describe_catalog", "read_dumps", "write_dumps"]
