"""A MARC record for people's eyes: a field a line, as MarcEdit writes it."""

from __future__ import annotations

from ld.sources.base import SourceRecord
from ld.sources.marc.decoding import decode
from ld.sources.marc.field import RawField
from ld.sources.marc.remarks import MarcFault

_BLANK = "\\"


def lines(source: SourceRecord) -> str:
    """The record in lines: ``=245  10$aEmma /$cJane Austen.``, a blank indicator as a backslash; its bytes if they are not understood.

    Args:
        source: in any serialization of MARC.

    >>> from ld.sources.base import Origin
    >>> xml = b'<record><controlfield tag="001">1</controlfield></record>'
    >>> lines(SourceRecord("1", Origin("a.xml", 1), xml, "application/marcxml+xml", "marc"))
    '=LDR  \\n=001  1'
    """
    try:
        record = decode(source.media_type, source.raw)
    except MarcFault:
        return source.raw.decode("utf-8", "replace")
    return "\n".join([f"=LDR  {record.leader.strip()}", *map(_line, record.fields)])


def _line(field: RawField) -> str:
    if not field.subfields:
        return f"={field.tag}  {field.text}"
    text = "".join(f"${code}{value}" for code, value in field.subfields)
    return f"={field.tag}  {field.indicators.replace(' ', _BLANK)}{text}"


__all__ = ["lines"]
