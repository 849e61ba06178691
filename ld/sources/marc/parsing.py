"""From a MARC 21 record to a :class:`~ld.record.BibRecord`: field group by field group, each a module of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ld.sources.marc.model import Fields

Parts = dict[str, Any]
"""Arguments of :class:`BibRecord` so far; what a group needs of an earlier one stands there."""

Group = Callable[[Fields, Parts], None]
"""Reads some fields and adds to the parts; never raises for what a record holds."""

__all__ = ["Group", "Parts"]
