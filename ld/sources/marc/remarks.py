"""What the readers of all serializations share: faults, remarks, and a record put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ld.findings import Finding, Severity, excerpt
from ld.sources.marc.model import RawField, RawRecord

NAMELESS: Final = "???"
"""Tag of a field without one."""

NO_CODE: Final = "?"
"""Code of a subfield without one."""

_LEADER_LENGTH = 24
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_FIXED: Final = frozenset({"006", "007", "008"})
# Aleph writes a blank as "^", the documentation of MARC 21 too; neither leader nor 006-008 have a code "^".
_WRITTEN_BLANK: Final = str.maketrans("^", " ")


class MarcFault(Exception):  # noqa: N818 # what is wrong with one record; its reader makes a finding of it
    """A record cannot be read; the message says why, without a full stop."""


class Remark(NamedTuple):
    """What is repaired or doubtful in a record, before its id is known; see :class:`ld.findings.Finding`."""

    code: str
    severity: Severity
    field: str
    value: str
    message: str


def assembled(leader: str, fields: Sequence[RawField], remarks: Iterable[Remark]) -> RawRecord:
    """A record as it is written, without controls in its leader and control fields; written blanks are blanks.

    Args:
        leader: as it is; filled up or cut to 24 characters, which is remarked.
        fields: in order.
        remarks: of the reader.

    >>> assembled("00000nam^a2200301^i^4500", [RawField("008", "x^\\x1ey")], []).fields[0].text
    'x y'
    """
    control_id = control_number(fields)
    if len(leader) != _LEADER_LENGTH or not leader.isprintable():
        remarks = [*remarks, _leader(leader)]
    return RawRecord(
        leader=_CONTROLS.sub(" ", leader).translate(_WRITTEN_BLANK).ljust(_LEADER_LENGTH)[:_LEADER_LENGTH],
        fields=tuple([_tidy(field) if field.text else field for field in fields]),
        remarks=tuple(
            Finding(code, severity, control_id, field, excerpt(value), message)
            for code, severity, field, value, message in remarks
        ),
    )


def is_control(tag: str) -> bool:
    """Whether a field with this tag has text and no subfields (001 to 009).

    >>> is_control("008"), is_control("010"), is_control("LKR")
    (True, False, False)
    """
    return tag < "010" and tag.isdigit()


def field(tag: str, indicators: str, subfields: Sequence[tuple[str, str]]) -> RawField:
    """A field as its tag wants it: what is written of a control field as a data field is its text, and the other way round.

    >>> field("001", "", [(NO_CODE, "a1")]).text, field("245", "", [(NO_CODE, "Emma")]).subfields
    ('a1', [('?', 'Emma')])
    """
    if is_control(tag):
        return RawField(tag, " ".join(value for _, value in subfields))
    return RawField(tag or NAMELESS, indicators=indicators, subfields=subfields)


def control_number(fields: Iterable[RawField]) -> str:
    """001 without outer white space, otherwise as it is; empty if there is none."""
    return next((field.text.strip() for field in fields if field.tag == "001"), "")


def _leader(leader: str) -> Remark:
    message = (
        f"The leader has {len(leader)} characters, or controls among them, instead of 24; what it lacks is taken as blank. "
        "Mend the leader."
    )
    return Remark("marc.leader", Severity.WARNING, "LDR", leader, message)


def _tidy(field: RawField) -> RawField:
    text = field.text
    if not text.isprintable() and field.tag != "001":  # an id is not changed: with controls it is unservable
        text = _CONTROLS.sub("", text)
    if field.tag in _FIXED and "^" in text:
        text = text.translate(_WRITTEN_BLANK)
    return field if text is field.text else RawField(field.tag, text)


__all__ = ["NAMELESS", "NO_CODE", "MarcFault", "Remark", "assembled", "control_number", "field", "is_control"]
