"""The coded data that tell what kind of thing a MARC 21 record describes.

Source: MARC 21 bibliographic, leader, 007, 008, 336, 338.
"""

from __future__ import annotations

from dataclasses import dataclass

from ld.normalize.rda_terms import carrier_code, content_code
from ld.sources.marc import kind_codes as codes
from ld.sources.marc.model import Field, Fields


@dataclass(frozen=True, slots=True)
class Codes:
    """The coded data of a record, in lower case.

    Attributes:
        type, level: leader/06 and /07.
        fixed: 008, filled up with blanks.
        physical: every 007.
        contents: codes of 336.
        carriers: codes of 338, each with its source.
    """

    type: str
    level: str
    fixed: str
    physical: tuple[str, ...]
    contents: tuple[str, ...]
    carriers: tuple[tuple[str, str], ...]

    @property
    def form_of_item(self) -> str:
        """008/23, of maps and pictures 008/29."""
        return self.fixed[29 if self.type in "efgkor" else 23]

    @property
    def is_electronic(self) -> bool:
        """Whether form of item or carrier says that it is read by a computer."""
        online = any(carrier == "cr" for carrier, _ in self.carriers)
        return online or self.form_of_item in codes.ELECTRONIC

    @property
    def contradicted(self) -> bool:
        """Whether none of the content types is one of leader/06, so that RDA wins."""
        own = codes.CONTENTS_OF_TYPE.get(self.type)
        return bool(own) and bool(self.contents) and own.isdisjoint(self.contents)  # type: ignore[union-attr]


def coded(fields: Fields) -> Codes:
    """The coded data of a record; takes 338."""
    leader = fields.leader.lower()
    contents = (content_code(value) for field in fields.get("336") for value in field.peek("ba"))
    return Codes(
        type=leader[6],
        level=leader[7],
        fixed=f"{fields.control('008').lower():40.40}",
        physical=tuple(f"{text.lower():5.23}" for text in fields.controls("007")),
        contents=tuple(dict.fromkeys(code for code in contents if code)),
        carriers=tuple(dict(found for field in fields.get("338") if (found := _carrier(field))).items()),
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
