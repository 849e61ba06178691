"""Kinds of things as repositories name them: DCMI types, COAR resource types, OpenAIRE's ``info:eu-repo`` terms, English words.

Source: DCMI Type Vocabulary; https://vocabularies.coar-repositories.org/resource_types/; OpenAIRE guidelines for
literature repositories 3, "Publication type".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ld.normalize.formats import format_row
from ld.normalize.tsv import rows

_MAX = 200
_PREFIX = re.compile(
    r"(?:https?://purl\.org/dc/dcmitype/|dcmitype:|https?://purl\.org/coar/resource_type/|info:eu-repo/semantics/"
    r"|https?://purl\.org/(?:eprint|info:eu-repo)/(?:type|semantics)/)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ResourceType:
    """What a term says of the kind of thing.

    Attributes:
        formats: labels of the format vocabulary; none where the term says less than any of them.
        trait: name of a trait that makes the class more precise, such as ``review``.
        genre: what the formats do not say, as a heading.
    """

    formats: tuple[str, ...] = ()
    trait: str | None = None
    genre: str | None = None


def resource_type(value: str) -> ResourceType | None:
    """The kind of thing that a term names, None if no list has it.

    >>> resource_type("info:eu-repo/semantics/masterThesis")
    ResourceType(formats=('Thesis',), trait=None, genre="Master's thesis")
    >>> resource_type("http://purl.org/coar/resource_type/c_ddb1").formats, resource_type("StillImage").formats
    (('Data Set',), ('Image',))
    """
    return _resource_type(value.strip()) if len(value) <= _MAX else None


@lru_cache(maxsize=1024)
def _resource_type(value: str) -> ResourceType | None:
    key = _PREFIX.sub("", value, count=1).strip(" ./").casefold()
    found = _table().get(key)
    if found:
        return found
    row = format_row(value)
    return ResourceType((row.label,)) if row and row.kind != "none" else None


@cache
def _table() -> dict[str, ResourceType]:
    return {
        row["type"]: ResourceType(
            tuple(filter(None, row["formats"].split("+"))), row["trait"] or None, row["genre"] or None
        )
        for row in rows("resource-types")
    }


__all__ = ["ResourceType", "resource_type"]
