"""VuFind's format labels: the class, type and carrier that each stands for.

The table is the total order in which formats decide the class of a thing with several of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from ld.normalize.tsv import rows

_HIERARCHICAL = re.compile(r"[0-9]{1,2}/(.*)", re.DOTALL)
_MAX = 200


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format label.

    Attributes:
        label: as VuFind's importer writes it.
        kind: ``content``, ``carrier+content``, ``content+carrier``, ``modifier`` or ``none``.
        rank: the format with the lowest rank gives the class.
        schema_class, bibo_class: local names; None on pure modifiers.
        refine_rule: what else may change the class, in words; empty if nothing.
        dcmitype: local name in http://purl.org/dc/dcmitype/, None where none fits.
        coar: IRI of the COAR resource type, None where none fits.
        carrier: IRI of the RDA carrier type, None where the label says none.
    """

    label: str
    kind: str
    rank: int
    schema_class: str | None
    refine_rule: str
    bibo_class: str | None
    dcmitype: str | None
    coar: str | None
    carrier: str | None


def format_row(label: str) -> FormatRow | None:
    """The row of a format label, None if the table has none.

    Args:
        label: VuFind's, or a hierarchical value of Finna such as ``1/Book/eBook/``, of which the last level counts. The
            exact label is looked up first, then without regard to case.

    >>> format_row("Book").schema_class, format_row("1/Book/eBook/").label, format_row("journal").rank
    ('Book', 'eBook', 31)
    """
    return _format_row(label) if len(label) <= _MAX else None


@lru_cache(maxsize=1024)
def _format_row(label: str) -> FormatRow | None:
    levels = _HIERARCHICAL.fullmatch(label.strip())
    name = next((part for part in reversed(levels[1].split("/")) if part.strip()), "") if levels else label
    exact, folded = _tables()
    return exact.get(name.strip()) or folded.get(name.strip().casefold())


@cache
def _tables() -> tuple[dict[str, FormatRow], dict[str, FormatRow]]:
    """Rows by label and by folded label."""
    table = [
        FormatRow(
            label=row["vufind_format"],
            kind=row["kind"],
            rank=int(row["rank"]),
            schema_class=row["schema_class"] or None,
            refine_rule=row["refine_rule"],
            bibo_class=row["bibo_class"].removeprefix("bibo:") or None,
            dcmitype=row["dcmitype"] or None,
            coar=row["coar"] or None,
            carrier=row["carrier"] or None,
        )
        for row in rows("format-class")
    ]
    return {row.label: row for row in table}, {row.label.casefold(): row for row in table}


_PAPER = re.compile(r"\b(?:alk(?:aline|\.)?|acid[- ]free|permanent)(?: alk\.?)? paper\b", re.IGNORECASE)
"""What a book is printed on, not what it is bound in."""


@lru_cache(maxsize=1024)
def book_format(qualifier: str) -> str | None:
    """The schema.org BookFormatType that the qualifier of an ISBN names: EBook, Paperback, Hardcover, AudiobookFormat.

    >>> book_format("pbk. : alk. paper"), book_format("alk. paper"), book_format("v. 1 : cloth")
    ('Paperback', None, 'Hardcover')
    """
    text = _PAPER.sub("", qualifier[:_MAX]).casefold()
    return next((binding for pattern, binding in _bindings() if pattern.search(text)), None)


@cache
def _bindings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for each book format, those that exclude a binding first."""
    words: dict[str, list[str]] = {}
    for row in rows("bindings"):
        words.setdefault(row["book_format"], []).append(re.escape(row["words"]))
    return tuple((re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)"), name) for name, found in words.items())


__all__ = ["FormatRow", "book_format", "format_row"]
