"""Index documents in JSON: one, several one after another, one a line, in a list, in answers of Solr or of VuFind's API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from ld.errors import SourceError
from ld.findings import Finding, Severity
from ld.sources.base import Origin, SourceRecord
from ld.sources.json_pieces import Answer, Document, Stray, pieces
from ld.sources.opening import peek
from ld.sources.pages import PARTIAL
from ld.sources.unreadable import unreadable, utf16_advice
from ld.sources.vufind.detect import has_object_lines
from ld.sources.vufind.rest import dumps, index_document, is_rest

MAX_LINE = 64 << 20
"""A longer line is given up; the rest of the source is read."""

FORMAT = "vufind"
MEDIA_TYPE = "application/json"

_SPACE = b" \t\r\n\x1e"  # \x1e: RFC 7464
_BOM = b"\xef\xbb\xbf"
_ANSWER = re.compile(rb'[{[\s]*"(?:responseHeader|response|docs|resultCount|records|status|error)"\s*:')
_ANSWER_NAMES = frozenset(
    {"responseHeader", "response", "docs", "resultCount", "records", "statusMessage", "error"}
)
_MEND = "mend it, or export the record again"


def read_documents(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read index documents; see :data:`ld.sources.base.Reader`.

    Lines are read as lines: one that is broken, or longer than :data:`MAX_LINE`, costs only itself. In a list or an answer
    a broken document costs only itself as long as its brackets balance.

    Yields:
        Each document, its own bytes (records of the API: the index document they were made of); a finding for what is
        none. ``source.partial``, a remark, where an answer says that it has not all that was found.
    Raises:
        TruncatedSourceError: a list or an answer ends inside of a bracket.
        SourceError: the source is the answer to a question that failed.

    >>> import io
    >>> [record.id for record in read_documents(io.BytesIO(b'{"id": "a"}\\n{"id": 7}'), "two.ndjson")]
    ['a', '7']
    """
    head = peek(stream)
    if advice := utf16_advice(head):
        return iter([unreadable(Origin(path, 1, 0), advice, raw=head[:2000])])
    return _read_lines(stream, path) if _has_lines(head) else _read_pieces(stream, path)


def _has_lines(head: bytes) -> bool:
    """Whether what begins with `head` is one document a line."""
    head = head.removeprefix(_BOM).lstrip(_SPACE)
    if head.startswith(b"[") or _ANSWER.match(head):
        return False
    first, _, rest = head.partition(b"\n")
    return has_object_lines(head) or (rest.lstrip()[:1] in (b"", b"{") and not _goes_on(first))


def _goes_on(line: bytes) -> bool:
    """Whether `line` has more than a document."""
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return "after document" in error.msg
    return False


def _loads(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None


def _read_lines(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    offset = number = 0
    while line := stream.readline(MAX_LINE):
        raw = line.strip(_SPACE).removeprefix(_BOM).lstrip(_SPACE)
        if raw or len(line) == MAX_LINE:
            number += 1
            origin = Origin(path, number, offset + line.find(raw))
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            offset += _skip_line(stream)
            yield unreadable(
                origin, f"the line is longer than {MAX_LINE >> 20} MiB; is one record on it?", raw=raw[:2000]
            )
        elif raw:
            yield _record(raw, origin)
        offset += len(line)


def _skip_line(stream: BinaryIO) -> int:
    """Take the rest of a line; its length."""
    skipped = 0
    while line := stream.readline(MAX_LINE):
        skipped += len(line)
        if line.endswith(b"\n"):
            break
    return skipped


def _read_pieces(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    number = 0
    for piece in pieces(stream, path):
        answer = piece if isinstance(piece, Answer) else _empty_answer(piece.raw, path)
        if answer:
            yield from _partial(answer, path)
        elif not isinstance(piece, Answer):
            number += 1
            yield _read_piece(piece, Origin(path, number, piece.offset))


def _read_piece(piece: Document | Stray, origin: Origin) -> SourceRecord | Finding:
    if isinstance(piece, Document):
        return _record(piece.raw, origin)
    return unreadable(origin, f"between documents is what is none; {_MEND}", raw=piece.raw)


def _partial(answer: Answer, path: str) -> Iterator[Finding]:
    if answer.found is None or answer.given >= answer.found:
        return
    yield Finding(
        code=PARTIAL,
        severity=Severity.INFO,
        record_id="",
        path="",
        value=str(answer.found),
        message=f"{path}: this answer holds {answer.given:,} of {answer.found:,} records found (from {answer.start:,} on); "
        "if it is meant to hold all, ask for more rows, or page by page",
    )


def _empty_answer(raw: bytes, path: str) -> Answer | None:
    """What looks like a document as an answer without documents, if it is one.

    Raises:
        SourceError: it is an answer that says what went wrong.
    """
    answer = _loads(raw) if _ANSWER.match(raw) else None
    if not isinstance(answer, dict) or "id" in answer or _ANSWER_NAMES.isdisjoint(answer):
        return None
    error = answer.get("error") or answer.get("statusMessage")
    if error:
        message = error.get("msg", error) if isinstance(error, dict) else error
        raise SourceError(
            f"this is an error message, not records: {str(message)[:500]}; ask again", origin=path
        )
    response = answer.get("response")
    found = response.get("numFound") if isinstance(response, dict) else answer.get("resultCount")
    return Answer(found if isinstance(found, int) else None, 0, 0)


def _record(raw: bytes, origin: Origin) -> SourceRecord | Finding:
    try:
        document = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return unreadable(origin, _fault(raw, origin, error), raw=raw)
    if not isinstance(document, dict):
        return unreadable(
            origin, f"a document is an object, this is a JSON {_KINDS[type(document)]}; {_MEND}", raw=raw
        )
    if names := _repeated_names(raw, document):
        cause = f"{', '.join(names)[:200]}: twice in one object, so that nobody knows which holds; {_MEND}"
        return unreadable(origin, cause, raw=raw, record_id="" if "id" in names else _id(document, raw))
    if is_rest(document):
        document = index_document(raw)
        raw = dumps(document)
    return SourceRecord(_id(document, raw), origin, raw, MEDIA_TYPE, FORMAT)


_KINDS = {list: "list", str: "text", int: "number", float: "number", bool: "truth value", type(None): "null"}


def _fault(raw: bytes, origin: Origin, error: orjson.JSONDecodeError) -> str:
    """Why `raw` is not JSON, where, and what to do."""
    start = origin.offset or 0
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        advice = "if the source is Latin-1, convert it: iconv -f ISO-8859-1 -t UTF-8"
        return f"not UTF-8 at byte {start + wrong.start:,} (0x{raw[wrong.start]:02x}); {advice}"
    place = start + len(text[: error.pos].encode())
    return f"not JSON at byte {place:,}: {error.msg}; {_MEND}"


def _repeated_names(raw: bytes, document: dict[str, Any]) -> list[str]:
    """Names that one object has twice. RFC 8259 §4: what a receiver makes of them is unpredictable."""
    # A name ends in a quote and a colon. Fewer or more of these than names: look closely (most records: neither).
    if raw.count(b'":') - raw.count(b'\\":') == len(document):
        return []
    repeated: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> None:
        names = [name for name, _ in pairs]
        if len(set(names)) < len(names):
            repeated.extend(sorted({name for name in names if names.count(name) > 1}))

    try:
        json.loads(raw, object_pairs_hook=note, parse_int=str, parse_float=str)
    except RecursionError:
        return []  # deeper than the standard library goes; what is read is what orjson took
    return repeated


def _id(document: dict[str, Any], raw: bytes) -> str:
    """The document's id as text; empty if it has none, or none that is text or a number."""
    value = document.get("id")
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    exact = json.loads(raw, parse_int=str, parse_float=str)["id"]  # 1.0 and 10^20 as they are written
    return str(exact[0] if isinstance(exact, list) else exact)


__all__ = ["FORMAT", "MAX_LINE", "MEDIA_TYPE", "read_documents"]
