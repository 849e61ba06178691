"""Quad stores."""

from __future__ import annotations

from ld.stores.base import QueryResult, ReadableStore, WritableStore
from ld.stores.embedded import EmbeddedStore, StagedStore, copy_store

__all__ = ["EmbeddedStore", "QueryResult", "ReadableStore", "StagedStore", "WritableStore", "copy_store"]
