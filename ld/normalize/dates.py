"""Dates as catalogues write them, in the precision that they have; nothing is padded to a day.

`parse` is for dates of publication, `parse_timestamp` for dates of the record, `parse_span` for the numbering of serials,
`life_dates` for persons, `interval_year` for periods as subjects.
"""

from __future__ import annotations

import datetime
from functools import lru_cache

from ld.errors import LexicalError
from ld.normalize.calendar_dates import Datatype, Date, bounded, iso_date, last_year, parse_timestamp
from ld.normalize.imprints import ParsedDate, imprint
from ld.normalize.spans import Span, interval_year, life_dates, parse_span
from ld.normalize.written_dates import months

_CACHED = 64
"""Longer values are rare; shorter ones repeat all through a catalogue."""


def parse(value: str, *, today: datetime.date | None = None) -> ParsedDate:
    """Read a date of publication.

    Args:
        value: ISO 8601 or the words of a catalogue: ``2017-08``, ``c1999``, ``[1999?]``, ``1834-35``, ``199-``,
            ``1402 [1981 or 1982]``, ``2000 Spring``, EDTF level 1.
        today: decides what lies in the future; by default the day of the call, UTC.
    Returns:
        `issued` in XSD precision where one date can be told, `copyright`, and in `edtf` what only EDTF can say.
    Raises:
        LexicalError: no date from 1000 to two years ahead can be read.
    Source: XSD 1.1 Part 2 §3.3; EDTF https://www.loc.gov/standards/datetime/; AACR2 1.4F, RDA 2.8.6.

    >>> parse("2017-08-30").issued
    Date(lexical='2017-08-30', datatype='date')
    >>> parse("[1999?]")
    ParsedDate(issued=Date(lexical='1999', datatype='gYear'), copyright=None, edtf=Date(lexical='1999?', datatype='edtf'))
    >>> parse("1402 [1981 or 1982]").edtf
    Date(lexical='[1981..1982]', datatype='edtf')
    """
    limit = last_year(today)
    return _cached(value, limit) if len(value) <= _CACHED else _parse(value, limit)


def _parse(value: str, limit: int) -> ParsedDate:
    text = bounded(value, "a date")
    exact = iso_date(text, limit)
    found = ParsedDate(exact) if exact else imprint(text, limit)
    if found is None:
        raise LexicalError(value, f"a date from 1000 to {limit}")
    return found


_cached = lru_cache(maxsize=4096)(_parse)

__all__ = [
    "Datatype",
    "Date",
    "ParsedDate",
    "Span",
    "interval_year",
    "life_dates",
    "months",
    "parse",
    "parse_span",
    "parse_timestamp",
]
