"""Published editions: a dataset is an immutable folder, built in staging, swapped in at once, and never changed."""

from __future__ import annotations

from ld.editions.catalogue import Editions
from ld.editions.comparing import Change, Comparison, EntityDifference, RecordDifference
from ld.editions.entries import Entry, PutCounts
from ld.editions.info import EditionInfo
from ld.editions.reading import Edition
from ld.editions.staging import Staging
from ld.editions.verifying import VerifyReport
from ld.register.model import Counts, Entity, RecordRow, State

__all__ = [
    "Change",
    "Comparison",
    "Counts",
    "Edition",
    "EditionInfo",
    "Editions",
    "Entity",
    "EntityDifference",
    "Entry",
    "PutCounts",
    "RecordDifference",
    "RecordRow",
    "Staging",
    "State",
    "VerifyReport",
]
