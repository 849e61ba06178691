"""Carrier and content types of RDA, by code or term.

Source: RDA value vocabularies as https://id.loc.gov/vocabulary/carriers and https://id.loc.gov/vocabulary/contentTypes;
terms also in the other languages that 336 and 338 are seen in.
"""

from __future__ import annotations

from functools import cache

from ld.normalize.tsv import rows

CARRIERS = "http://id.loc.gov/vocabulary/carriers/"
CONTENTS = "http://id.loc.gov/vocabulary/contentTypes/"


def carrier_code(value: str) -> str | None:
    """The code of a carrier type from its code, its IRI or its term; None if it is none.

    >>> carrier_code("cr"), carrier_code("Online-Ressource"), carrier_code("http://id.loc.gov/vocabulary/carriers/sd")
    ('cr', 'cr', 'sd')
    """
    return _codes("rda-carriers").get(_key(value, CARRIERS))


def content_code(value: str) -> str | None:
    """The code of a content type from its code, its IRI or its term; None if it is none.

    >>> content_code("txt"), content_code("Text."), content_code("poetry")
    ('txt', 'txt', None)
    """
    return _codes("rda-contents").get(_key(value, CONTENTS))


def _key(value: str, namespace: str) -> str:
    return value.removeprefix(namespace).casefold().strip(" .")


@cache
def _codes(table: str) -> dict[str, str]:
    """Codes by code and term, case-folded."""
    found = {row["code"]: row["code"] for row in rows(table)}
    return found | {term.casefold(): row["code"] for row in rows(table) for term in row["terms"].split(" | ")}


__all__ = ["CARRIERS", "CONTENTS", "carrier_code", "content_code"]
