"""MARCXML, and MarcXchange (ISO 25577), whose elements are the same.

Source: MARC21slim.xsd; ISO 25577.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from ld.findings import Finding, Severity
from ld.sources.base import Origin, SourceRecord
from ld.sources.marc.iso2709 import FORMAT
from ld.sources.marc.model import RawField, RawRecord
from ld.sources.marc.remarks import NO_CODE, MarcFault, Remark, assembled, control_number, field
from ld.sources.unreadable import unreadable
from ld.sources.xml import XmlFault, load, local_name, records

MEDIA_TYPE = "application/marcxml+xml"

NAMESPACES: Final = (
    "http://www.loc.gov/MARC21/slim",
    "info:lc/xmlns/marcxchange-v1",
    "info:lc/xmlns/marcxchange-v2",
)

_MEND = "Export the record anew as MARCXML."


def read_marcxml(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read MARCXML; see :data:`ld.sources.base.Reader`. A record that is not well-formed costs only itself.

    >>> import io
    >>> text = b'<collection><record><controlfield tag="001"> a1 </controlfield></record></collection>'
    >>> [record.id for record in read_marcxml(io.BytesIO(text), "one.xml")]
    ['a1']
    """
    for number, piece in enumerate(records(stream, path, ["record"]), 1):
        origin = Origin(path, number, piece.offset)
        if piece.complete:
            yield marcxml_record(piece.raw, origin)
        else:
            yield unreadable(
                origin, "the file ends inside of this record; fetch it again", raw=piece.raw[:2000]
            )


def marcxml_record(raw: bytes, origin: Origin) -> SourceRecord | Finding:
    """The record that `raw` is, or the finding that it cannot be read.

    Args:
        raw: standalone XML in UTF-8: a ``record``, or a ``collection`` of one.
        origin: where it stands.
    """
    try:
        record = decode_marcxml(raw)
    except MarcFault as fault:
        return unreadable(origin, f"this record cannot be read: {fault}", raw=raw[:2000])
    return SourceRecord(
        control_number(record.fields),
        origin,
        raw,
        MEDIA_TYPE,
        FORMAT,
        deleted=record.leader[5] == "d",
    )


def decode_marcxml(raw: bytes) -> RawRecord:
    """A record as text.

    Args:
        raw: see :func:`marcxml_record`.
    Raises:
        MarcFault: it is not well-formed, or no MARC.

    >>> decode_marcxml(b'<record><datafield tag="245"><subfield code="a">Emma</subfield></datafield></record>').fields[0].subfields
    [('a', 'Emma')]
    """
    try:
        root = load(raw)
    except XmlFault as fault:
        raise MarcFault(f"{fault}; {_MEND[:1].lower()}{_MEND[1:-1]}") from None
    return _Record(_record(root)).decoded()


def _record(root: etree._Element) -> etree._Element:
    """`root`, or the one record in it."""
    if local_name(root) != "collection":
        return root
    inside = [child for child in root if local_name(child) == "record"]
    if len(inside) != 1:
        raise MarcFault(f"a collection of {len(inside)} records stands where one record should")
    return inside[0]


class _Record:
    """One record while it is read."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.leader = ""
        self.fields: list[RawField] = []
        self.remarks: list[Remark] = []

    def decoded(self) -> RawRecord:
        readers = {"controlfield": self._control, "datafield": self._data, "leader": self._leader}
        for child in self.element:
            name = local_name(child)
            read = readers.get(name)
            if read:
                read(child)
            else:
                message = f"A MARCXML record has no element {name!r}; it is left out. {_MEND}"
                self._remark("marc.unknown-element", Severity.INFO, name, child, message)
        if not self.fields and not self.leader:
            raise MarcFault(f"the element {local_name(self.element)!r} holds no MARC record")
        return assembled(self.leader, self.fields, self.remarks)

    def _leader(self, element: etree._Element) -> None:
        self.leader = self.leader or _text(element).strip("\r\n\t")

    def _control(self, element: etree._Element) -> None:
        self.fields.append(field(self._tag(element), "", [(NO_CODE, _text(element))]))

    def _data(self, element: etree._Element) -> None:
        tag = self._tag(element)
        indicators = f"{element.get('ind1') or ' ':.1}{element.get('ind2') or ' ':.1}"
        self.fields.append(field(tag, indicators, [self._subfield(child, tag) for child in element]))

    def _tag(self, element: etree._Element) -> str:
        tag = element.get("tag", "")
        if not tag:
            message = f"A {local_name(element)} has no tag; nobody knows what it means. Give it its tag."
            self._remark("marc.no-tag", Severity.WARNING, "", element, message)
        return tag

    def _subfield(self, element: etree._Element, tag: str) -> tuple[str, str]:
        code = element.get("code", "")
        name = local_name(element)
        if name != "subfield":
            message = f"A {name} in a datafield is no subfield; its value is left out. {_MEND}"
            self._remark("marc.unknown-element", Severity.WARNING, tag, element, message)
        elif len(code) != 1:
            message = (
                f"A subfield of {tag} has the code {code!r}; nobody knows what it means. Give it its code."
            )
            self._remark("marc.no-code", Severity.WARNING, tag, element, message)
        else:
            return code, _text(element)
        return NO_CODE, _text(element)

    def _remark(
        self, code: str, severity: Severity, place: str, element: etree._Element, message: str
    ) -> None:
        self.remarks.append(Remark(code, severity, place, _text(element).strip(), message))


def _text(element: etree._Element) -> str:
    return (element.text or "") if not len(element) else "".join(map(str, element.itertext()))


__all__ = ["MEDIA_TYPE", "NAMESPACES", "decode_marcxml", "marcxml_record", "read_marcxml"]
