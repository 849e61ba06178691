"""Dump files of an edition, and their description."""

from __future__ import annotations

from ld.dumps.dcat import describe_catalog
from ld.dumps.deltas import Delta, read_delta, write_delta
from ld.dumps.files import DumpFile, read_dumps
from ld.dumps.versions import Version
from ld.dumps.void import describe
from ld.dumps.writing import DumpPlan, write_dumps

__all__ = [
    "Delta",
    "DumpFile",
    "DumpPlan",
    "Version",
    "describe",
    "describe_catalog",
    "read_delta",
    "read_dumps",
    "write_delta",
    "write_dumps",
]
