"""The coded data that tell what kind of thing a MARC 21 record describes.

Source: MARC 21 bibliographic, leader, 007, 008, 336, 338.
"""

from __future__ import annotations

from typing import NamedTuple

from ld.normalize.rda_terms import carrier_code, content_code
from ld.sources.marc import kind_codes as codes
from ld.sources.marc.model import Field, Fields


class Codes(NamedTuple):
    """The coded data of a record, in lower case.

    Attributes:
        type, level: leader/06 and /07.
        fixed: 008, filled up with blanks.
        physical: every 007.
        contents: codes of 336.
        carriers: codes of 338, each with its source.
        form_of_item: 008/23, of maps and pictures 008/29.
        is_electronic: whether form of item or carrier says that it is read by a computer.
        contradicted: whether none of the content types is one of leader/06, so that RDA wins.
    """

    type: str
    level: str
    fixed: str
    physical: tuple[str, ...]
    contents: tuple[str, ...]
    carriers: tuple[tuple[str, str], ...]
    form_of_item: str
    is_electronic: bool
    contradicted: bool


def coded(fields: Fields) -> Codes:
    """The coded data of a record; takes 338."""
    leader = fields.leader.lower()
    type_ = leader[6]
    fixed = f"{fields.control('008').lower():40.40}"
    form = fixed[29 if type_ in "efgkor" else 23]
    named = (content_code(value) for field in fields.get("336") for value in field.peek("ba"))
    contents = tuple(dict.fromkeys(code for code in named if code))
    carriers = dict(found for field in fields.get("338") if (found := _carrier(field)))
    own = codes.CONTENTS_OF_TYPE.get(type_)
    return Codes(
        type_,
        leader[7],
        fixed,
        tuple([f"{text.lower():5.23}" for text in fields.controls("007")]),
        contents,
        tuple(carriers.items()),
        form,
        "cr" in carriers or form in codes.ELECTRONIC,
        bool(own and contents and own.isdisjoint(contents)),
    )


def _carrier(field: Field) -> tuple[str, str] | None:
    """The carrier type of one 338: its code, else its term; what does not name one is dropped."""
    for code in "b0a":
        for value in field.peek(code):
            found = carrier_code(value)
            if found:
                field.take(code)
                field.derive("ab01".replace(code, ""), "same-as-the-carrier-type")
                return found, field.source(code)
    field.drop("ab01", "carrier-type-unknown")
    return None


__all__ = ["Codes", "coded"]
