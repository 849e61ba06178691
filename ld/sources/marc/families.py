"""What kind of MARC a record is: bibliographic MARC 21, or something that is refused.

Source: MARC 21 leader/06 of the five formats; UNIMARC manual, bibliographic format, 100 and 200.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ld.sources.marc.model import RawRecord

_FORMATS: Final = {
    "z": "authority",
    "u": "holdings",
    "v": "holdings",
    "x": "holdings",
    "y": "holdings",
    "w": "classification",
    "q": "community information",
}
"""MARC 21 formats that describe no publication, by leader/06."""

# UNIMARC 100 $a: date of entry, type of date, two dates … 36 characters; MARC 21 has a name there.
_CODED_100: Final = re.compile(r"[0-9]{8}[a-z ][0-9 x?#-]{8}.{13,}", re.DOTALL)
_ONLY_UNIMARC: Final = frozenset({"200", "210", "215", "225", "606", "675", "676", "801"})


class Refusal(NamedTuple):
    """Why a record is not published: code and sentence of the finding."""

    code: str
    message: str


def refusal(record: RawRecord) -> Refusal | None:
    """Why a record is no bibliographic MARC 21, None if it is.

    >>> refusal(RawRecord("00313nz  a2200121o  4500", ())).code
    'marc.not-bibliographic'
    """
    kind = _FORMATS.get(record.leader[6])
    if kind:
        message = f"This describes no publication: {kind} (leader/06 {record.leader[6]}); only bibliographic records are published. Leave it out."
        return Refusal("marc.not-bibliographic", message)
    if _is_unimarc(record):
        message = "This is UNIMARC, in which the same tags mean other things. Convert it to MARC 21 first."
        return Refusal("marc.unimarc", message)
    return None


def _is_unimarc(record: RawRecord) -> bool:
    """UNIMARC has its coded data in 100 $a, or its title in 200 and none in 245 along with further fields of its own."""
    tags = {field.tag for field in record.fields}
    if "245" in tags or tags.isdisjoint(_ONLY_UNIMARC):
        return False
    coded = any(
        code == "a" and _CODED_100.match(value)
        for field in record.fields
        if field.tag == "100"
        for code, value in field.subfields
    )
    return coded or ("200" in tags and len(tags & _ONLY_UNIMARC) > 1)


__all__ = ["Refusal", "refusal"]
