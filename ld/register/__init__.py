"""The register: what an edition knows of its records besides their statements. One SQLite file an edition."""

from __future__ import annotations

from ld.register.ledger import Ledger
from ld.register.model import Counts, Entity, RecordRow, State
from ld.register.reading import Register
from ld.register.writing import StagedRegister

__all__ = ["Counts", "Entity", "Ledger", "RecordRow", "Register", "StagedRegister", "State"]
