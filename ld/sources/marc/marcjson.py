"""MARC in JSON: MARC-in-JSON, marc4j's MARC/JSON, and the arrays of Catmandu.

marc4j writes names without quotes and leaves out commas, and line breaks stand in strings; such text is mended before it is given up.

Source: https://github.com/marc4j/marc4j/wiki/MARC-in-JSON-Description (both shapes of marc4j); the Catmandu::MARC manual.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import orjson

from ld.errors import TruncatedSourceError
from ld.findings import Finding, Severity
from ld.sources.base import Origin, SourceRecord
from ld.sources.json_pieces import Answer, Stray, pieces
from ld.sources.marc.iso2709 import FORMAT
from ld.sources.marc.model import RawField, RawRecord
from ld.sources.marc.remarks import NO_CODE, MarcFault, Remark, assembled, control_number, field
from ld.sources.opening import PEEK, peek
from ld.sources.unreadable import unreadable

MEDIA_TYPE = "application/marc-in-json"
MAX_LINE = 64 << 20

_SPACE = b" \t\r\n\x1e\xef\xbb\xbf"
_STRING = r'"(?:[^"\\]|\\.)*+"'
_TOKEN: Final = re.compile(
    rf"({_STRING})|([A-Za-z_][A-Za-z_0-9]*)(?=\s*:)|([\]}}])(?=\s*(?:[{{\[\"A-Za-z_]))", re.DOTALL
)
_RAW_CONTROL: Final = re.compile("[\x00-\x1f]")
_ARRAY_VALUE = "_"
"""Catmandu's code of the value of a control field."""


def read_marcjson(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read MARC in JSON: one record, a list, or one a line; see :data:`ld.sources.base.Reader`.

    >>> import io
    >>> text = b'{"leader": "00000nam a2200000 a 4500", "fields": [{"001": "a1"}]}'
    >>> [record.id for record in read_marcjson(io.BytesIO(text + b"\\n" + text), "two.ndjson")]
    ['a1', 'a1']
    """
    whole = peek(stream)
    head = whole.lstrip(_SPACE)
    if not head.startswith(b"[") and _is_json(head.partition(b"\n")[0]):
        return _lines(stream, path)
    return _small(whole, path) if len(whole) < PEEK else _pieces(stream, path)


def _small(whole: bytes, path: str) -> Iterator[SourceRecord | Finding]:
    """The records of a small file; one whose strings go over lines, so that its brackets mislead, is mended as a whole."""
    found: list[SourceRecord | Finding] = []
    fault: TruncatedSourceError | None = None
    try:
        for one in _pieces(io.BytesIO(whole), path):
            found.append(one)  # what is there before the fault is kept
    except TruncatedSourceError as error:
        fault = error
    if fault or any(isinstance(one, Finding) for one in found):
        mended = _mended_file(whole, path)
        found, fault = (mended, None) if mended else (found, fault)
    yield from found
    if fault:
        raise fault


def _mended_file(whole: bytes, path: str) -> list[SourceRecord | Finding]:
    try:
        value = _mended(whole.lstrip(_SPACE), "")
    except MarcFault:
        return []
    records = value if isinstance(value, list) else [value]
    return [marcjson_record(orjson.dumps(record), Origin(path, n)) for n, record in enumerate(records, 1)]


def _is_json(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _lines(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """One record a line: a broken one costs only itself."""
    offset = number = 0
    while line := stream.readline(MAX_LINE):
        raw = line.strip(_SPACE)
        if raw:
            number += 1
            yield marcjson_record(raw, Origin(path, number, offset + line.find(raw)))
        offset += len(line)


def _pieces(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    number = 0
    for piece in pieces(stream, path):
        if isinstance(piece, Answer):
            continue
        number += 1
        origin = Origin(path, number, piece.offset)
        if isinstance(piece, Stray):
            yield unreadable(
                origin, "between records is what is none; export the file again", raw=piece.raw[:2000]
            )
        else:
            yield marcjson_record(piece.raw, origin)


def marcjson_record(raw: bytes, origin: Origin) -> SourceRecord | Finding:
    """The record that the JSON object `raw` is, or the finding that it cannot be read."""
    try:
        record = decode_marcjson(raw)
    except MarcFault as fault:
        return unreadable(origin, f"this record cannot be read: {fault}", raw=raw[:2000])
    number = control_number(record.fields)
    return SourceRecord(number, origin, raw, MEDIA_TYPE, FORMAT, deleted=record.leader[5] == "d")


def decode_marcjson(raw: bytes) -> RawRecord:
    """A record as text.

    Args:
        raw: a JSON object.
    Raises:
        MarcFault: it is no JSON, or none of the shapes.

    >>> decode_marcjson(b'{leader: "x", controlfield: [{tag: "001", data: "a1"}] datafield: []}').fields[0].text
    'a1'
    """
    document, remarks = _loaded(raw)
    reader = _Reader(remarks)
    if isinstance(document.get("fields"), list):
        reader.marc_in_json(document["fields"])
    elif isinstance(document.get("record"), list):
        return reader.arrays(document["record"])
    elif {"controlfield", "datafield"} & document.keys():
        reader.marc_json(document)
    else:
        raise MarcFault(
            f"this JSON object is no MARC record; it has {', '.join(map(str, document))[:100] or 'nothing'}"
        )
    return assembled(reader.text(document.get("leader", ""), "LDR"), reader.fields, reader.remarks)


def _loaded(raw: bytes) -> tuple[dict[str, Any], list[Remark]]:
    remarks = []
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        document = _mended(raw, error)
        message = f"This is not JSON ({error}); it could be mended and is read. Write it with a JSON library."
        remarks = [Remark("marc.not-json", Severity.INFO, "", "", message)]
    if not isinstance(document, dict):
        raise MarcFault(f"it is a JSON {type(document).__name__}, not an object")
    return document, remarks


def _mended(raw: bytes, error: object) -> Any:
    """The value of JSON without quotes around names, without commas, or with controls in strings."""
    try:
        return orjson.loads(_TOKEN.sub(_token, raw.decode()))
    except (UnicodeDecodeError, orjson.JSONDecodeError):
        raise MarcFault(f"not JSON: {error}") from None


def _token(found: re.Match[str]) -> str:
    string, name, closing = found.groups()
    if string:
        return _RAW_CONTROL.sub(" ", string)
    return f'"{name}"' if name else f"{closing},"


class _Reader:
    """One record while it is read; what has not the type that it should have is remarked."""

    def __init__(self, remarks: list[Remark]) -> None:
        self.fields: list[RawField] = []
        self.remarks = remarks

    def text(self, value: object, place: str) -> str:
        """A value as text."""
        if isinstance(value, str):
            return value
        message = f"{place} holds a JSON {type(value).__name__} where text belongs. Write it as text."
        self.remarks.append(Remark("marc.not-text", Severity.WARNING, place, str(value)[:100], message))
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""

    def marc_in_json(self, fields: list[Any]) -> None:
        """``[{"001": "…"}, {"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": "…"}]}}]``"""
        for entry in self.objects(fields, "fields"):
            for tag, value in entry.items():
                if isinstance(value, dict):
                    pairs = [
                        (code, self.text(text, tag))
                        for subfield in self.objects(value.get("subfields"), tag)
                        for code, text in subfield.items()
                    ]
                    self.add(tag, _indicators(value), pairs)
                else:
                    self.add(tag, "", [(NO_CODE, self.text(value, tag))])

    def marc_json(self, document: dict[str, Any]) -> None:
        """``{"controlfield": [{"tag", "data"}], "datafield": [{"tag", "ind", "subfield": [{"code", "data"}]}]}``"""
        for entry in self.objects(document.get("controlfield"), "controlfield"):
            tag = self.text(entry.get("tag", ""), "controlfield")
            self.add(tag, "", [(NO_CODE, self.text(entry.get("data", ""), tag))])
        for entry in self.objects(document.get("datafield"), "datafield"):
            tag = self.text(entry.get("tag", ""), "datafield")
            pairs = [
                (self.text(subfield.get("code", ""), tag), self.text(subfield.get("data", ""), tag))
                for subfield in self.objects(entry.get("subfield"), tag)
            ]
            self.add(tag, _indicators(entry), pairs)

    def arrays(self, rows: list[Any]) -> RawRecord:
        """``[["LDR", " ", " ", "_", "…"], ["245", "1", "0", "a", "…", "c", "…"]]``"""
        leader = ""
        for row in rows:
            if not isinstance(row, list) or len(row) < 3:
                self._odd("record", row)
                continue
            tag, ind1, ind2, *rest = (self.text(value, str(row[0])) for value in row)
            pairs = list(zip(rest[::2], rest[1::2], strict=False))
            if tag == "LDR":
                leader = " ".join(value for _, value in pairs)
            else:
                self.add(tag, f"{ind1:1.1}{ind2:1.1}", pairs)
        if not self.fields and not leader:
            raise MarcFault("its list of fields holds none")
        return assembled(leader, self.fields, self.remarks)

    def add(self, tag: str, indicators: str, pairs: list[tuple[str, str]]) -> None:
        """A field; a code of no or several characters is none."""
        if not tag:
            message = "A field has no tag; nobody knows what it means. Give it its tag."
            self.remarks.append(Remark("marc.no-tag", Severity.WARNING, "", str(pairs)[:100], message))
        known = [
            (code if len(code) == 1 and code != _ARRAY_VALUE else NO_CODE, value) for code, value in pairs
        ]
        self.fields.append(field(tag, indicators, known))

    def objects(self, value: object, place: str) -> Iterator[dict[str, Any]]:
        """The objects of a list; whatever else is there is remarked."""
        for entry in value if isinstance(value, list) else () if value is None else (value,):
            if isinstance(entry, dict):
                yield entry
            else:
                self._odd(place, entry)

    def _odd(self, place: str, value: object) -> None:
        message = f"{place} holds a JSON {type(value).__name__} that is no field or subfield; it is left out. Export it anew."
        self.remarks.append(Remark("marc.not-text", Severity.WARNING, place, str(value)[:100], message))


def _indicators(entry: dict[str, Any]) -> str:
    """Both indicators; marc4j writes them together as ``ind``."""
    if "ind" in entry:
        return str(entry["ind"])
    return "".join(f"{entry.get(name) or ' '!s:.1}" for name in ("ind1", "ind2"))


__all__ = ["MEDIA_TYPE", "decode_marcjson", "marcjson_record", "read_marcjson"]
