"""What an operator may say of an id that was merged or renamed."""

from __future__ import annotations

from ld.iris import id_fault
from ld.register.writing import StagedRegister


def move_fault(register: StagedRegister, old_id: str, new_id: str) -> str | None:
    """Why an id cannot lead to another, or None.

    Args:
        register: of the edition in the making.
        old_id: the id that is to lead there.
        new_id: a published record's, or one that leads to a published record itself.
    """
    if fault := id_fault(old_id):
        return f"{old_id[:100]!r} is no id that can be asked for: {fault}"
    row = register.record(new_id)
    end = new_id if row is not None and row.published else register.moves.end(new_id)
    if old_id in {new_id, end}:
        return f"{old_id!r} would lead to itself"
    return f"there is no published record {new_id[:100]!r}" if end is None else None


__all__ = ["move_fault"]
