"""Raw bytes of one record, in whatever serialization, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ld.findings import Finding, Severity, excerpt
from ld.sources.marc import iso2709, lines, marcjson, marcxml
from ld.sources.marc.charset import fields_named
from ld.sources.marc.marc8 import UNKNOWN
from ld.sources.marc.model import RawRecord
from ld.sources.marc.remarks import MarcFault, control_number

DECODERS: Final[Mapping[str, Callable[[bytes], RawRecord]]] = {
    iso2709.MEDIA_TYPE: iso2709.decode_iso2709,
    marcxml.MEDIA_TYPE: marcxml.decode_marcxml,
    marcjson.MEDIA_TYPE: marcjson.decode_marcjson,
    lines.ALEPH: lines.decode_aleph,
    lines.MARCEDIT: lines.decode_marcedit,
}
"""Media type → what understands it."""

_MAY_HAVE_LOST: Final = (b"\xef\xbf\xbd", b"\\ufffd", b"\\uFFFD", b"&#")


def decode(media_type: str, raw: bytes) -> RawRecord:
    """One record as text.

    Args:
        media_type: one of :data:`DECODERS`.
        raw: the record alone.
    Raises:
        MarcFault: it cannot be understood, or the media type is none of MARC.

    >>> decode("application/marcxml+xml", b'<record><controlfield tag="001">a1</controlfield></record>').fields[0].text
    'a1'
    """
    decoder = DECODERS.get(media_type)
    if decoder is None:
        raise MarcFault(f"{media_type} is no serialization of MARC that is read here")
    record = decoder(raw)
    return _with_losses(record) if any(sign in raw for sign in _MAY_HAVE_LOST) else record


def _with_losses(record: RawRecord) -> RawRecord:
    """The record with a remark, where somebody before us has lost characters (U+FFFD)."""
    lost = [
        (field.tag, value)
        for field in record.fields
        for value in (field.text, *(value for _, value in field.subfields))
        if UNKNOWN in value
    ]
    if not lost:
        return record
    message = (
        f"{fields_named(tag for tag, _ in lost)}: the text holds U+FFFD: characters were lost when somebody converted it. "
        "Convert the record anew from its origin."
    )
    identifier = control_number(record.fields)
    finding = Finding("charset.lost", Severity.WARNING, identifier, lost[0][0], excerpt(lost[0][1]), message)
    return replace(record, remarks=(*record.remarks, finding))


__all__ = ["DECODERS", "decode"]
