"""Telling VuFind's forms by what a source begins with."""

from __future__ import annotations

import re
from typing import BinaryIO, Literal

import orjson

from ld.sources.opening import peek
from ld.sources.vufind.schema import is_field
from ld.sources.vufind.staffview import is_staff_view

Form = Literal["solr-json", "rest-json", "staff-view"]

_BOM = b"\xef\xbb\xbf"

# A name in an object: a string before a colon. A quote that a backslash escapes does not count, so that the JSON in a
# fullrecord (MARC-in-JSON as text) names nothing.
_NAME = re.compile(rb'(?<!\\)"([^"\\\s]{1,64})"\s*:')

_LOOKED_AT = 20
_SOLR_ANSWER = frozenset({"responseHeader", "docs", "numFound"})
_REST_ANSWER = frozenset({"resultCount", "records", "statusMessage"})
_MARC_IN_JSON = frozenset({"leader", "fields"})


def detect(stream: BinaryIO) -> Form | None:
    """The form of VuFind data that begins here.

    Args:
        stream: decompressed; nothing is taken from it. Up to 64 kB are looked at.
    Returns:
        ``solr-json`` (index documents: one, a list, lines, or in an answer of Solr), ``rest-json`` (answers of VuFind's
        own API), ``staff-view`` (text of a record's page), or None.

    >>> import io
    >>> detect(io.BytesIO(b'{"id": "1", "title": "A"}')), detect(io.BytesIO(b'{"resultCount": 0, "status": "OK"}'))
    ('solr-json', 'rest-json')
    >>> detect(io.BytesIO(b"Loading\\n_version_ 178326041\\nid 7\\n")), detect(io.BytesIO(b"<record/>"))
    ('staff-view', None)
    """
    head = peek(stream).removeprefix(_BOM).lstrip(b" \t\r\n")
    if head.startswith(
        b"<"
    ):  # XML is never ours: folders may hold a file a record, so do not look at each closely
        return None
    if head.startswith((b"{", b"[")) or has_object_lines(head):
        return _json_form({name.decode("utf-8", "replace") for name in _NAME.findall(head)})
    return "staff-view" if is_staff_view(head.decode("utf-8", "replace")) else None


def has_object_lines(head: bytes) -> bool:
    """Whether any of the first lines of `head` is a JSON object by itself, even if others are broken.

    Only lines that are not indented count: inside an object that is spread over lines there may be smaller ones.

    >>> has_object_lines(b'# exported today\\n{"id": 1}\\n'), has_object_lines(b'{"a": [\\n  {"id": 1}\\n]}')
    (True, False)
    """
    lines = (
        line.rstrip(b" \t\r").removeprefix(b"\x1e") for line in head.split(b"\n", _LOOKED_AT)[:_LOOKED_AT]
    )
    return any(line[:1] == b"{" and line[-1:] == b"}" and _is_object(line) for line in lines)


def _is_object(line: bytes) -> bool:
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(document, dict) and bool(document)


def _json_form(names: set[str]) -> Form | None:
    """The form of JSON in which objects, at any depth, have these `names`."""
    if names & _SOLR_ANSWER:
        return "solr-json"
    if names & _REST_ANSWER:
        return "rest-json"
    fields = {name for name in names if is_field(name)}
    # `id` and `title` are in most JSON, `title_short` and `record_format` in an index only.
    telling = any(not name.isalpha() for name in fields)
    return "solr-json" if (telling or len(fields) > 1) and not names >= _MARC_IN_JSON else None


__all__ = ["Form", "detect", "has_object_lines"]
