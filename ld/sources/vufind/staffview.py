"""VuFind's staff view as plain text: a record's page, copied or saved.

The page's template prints the index document's fields sorted by name (PHP's ``ksort``), each name once, each value on a
line of its own, without quotes; what the browser shows around it comes with it. Read back by these rules:

* A line begins a field if its first word is a field's name and comes after the field before, in the order of ``ksort``.
  Every other line is one more value. The order matters: a value may begin with a word like ``title`` or ``format``.
* ``ksort`` compares names that look like numbers as numbers, all others byte by byte. No field's name looks like a
  number (schema names begin with a letter or ``_``, dynamic ones end in a word), so bytes decide: capitals, then ``_``,
  then small letters. Python orders such names in the same way.
* An array of PHP holds a key once. So a name that is already there is a value; except where prose was before it: an
  abstract with a line ``format of the trial`` is followed by the true ``format Book``, and then the first was prose.
* Every document has an ``id``: no name past ``id`` is a field as long as the line with the ``id`` is still to come.
* If the first field has a tab after its name, as in text copied from a browser, all have; then the tab alone decides, and
  the order does not matter, as some releases and themes do not sort.
* What is above ``_version_`` (or above the first field, if there is none) is the page's head, in any language: dropped.
* Each ``_version_`` with its number begins another record, so several pages may stand in one file. A record ends at the
  empty line after its last field, for that is where the page's foot, or the next page's head, begins.
* A field to which the schema gives one value has one: its lines are one value with line breaks. A run of lines of any
  other field that is such a value is put together again (``title_full`` tells of ``title_fullStr``, ``author_sort`` of
  ``author`` and ``author_facet``). Other values with line breaks cannot be told from several values.
* Empty values only count in the fields that run parallel to others (roles and the like); elsewhere they are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import BinaryIO, NamedTuple

import orjson

from ld.errors import SourceError
from ld.findings import Finding
from ld.sources.base import Origin, SourceRecord
from ld.sources.unreadable import unreadable
from ld.sources.vufind.schema import is_dynamic, is_field, is_multiple

MAX_BYTES = 64 << 20
"""A longer text is not some pages that somebody saved."""

_BOM = "\ufeff"
_BLANK = " \t\u00a0\r"
_FIELD = re.compile(r"[ \t\u00a0]*([^ \t\u00a0\r\n]+)(?:([ \t\u00a0])(.*))?", re.DOTALL)
_VERSION_LINE = re.compile(r"^[ \t\u00a0]*_version_[ \t\u00a0]+\d+[ \t\u00a0\r]*$", re.MULTILINE)
_BEFORE_VERSION = re.compile(r"^[ \t\u00a0]*([!-^][^ \t\u00a0\r\n]*)", re.MULTILINE)
_PROSE = frozenset({"allfields", "contents", "description", "fullrecord", "fulltext", "spelling"})
_PARALLEL = ("_role", "_fuller", "_variant")
_ENOUGH = 4


class _Line(NamedTuple):
    """A line; name, separator and value are empty if its first word is no field's name."""

    text: str
    name: str = ""
    separator: str = ""
    value: str = ""


def is_staff_view(text: str) -> bool:
    """Whether `text` has the fields of a staff view: ``_version_`` with its number, or some fields in their order.

    >>> is_staff_view("author_sort A\\nformat Book\\nid 7\\ntitle_sort a"), is_staff_view("title of a text\\nurl none")
    (True, False)
    """
    text = text.removeprefix(_BOM)
    if _VERSION_LINE.search(text):
        return True
    names = [line.name for _, line in _starts([_line(line) for line in text.split("\n")])]
    return len(names) >= _ENOUGH and any(not name.isalpha() for name in names)


def split_staff_views(text: str) -> Iterator[tuple[int, str]]:
    """The records of `text`: where each begins, in characters, and its text up to where the next one begins.

    >>> list(split_staff_views("Head\\n_version_ 1\\nid a\\n\\nNext\\n_version_ 2\\nid b"))
    [(5, '_version_ 1\\nid a\\n\\nNext\\n'), (28, '_version_ 2\\nid b')]
    """
    versions = [match.start() for match in _VERSION_LINE.finditer(text)]
    if not versions:
        yield 0, text
        return
    begins = [
        _first_field(text, after, version) for after, version in zip([0, *versions], versions, strict=False)
    ]
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        yield begin, text[begin:end]


def _first_field(text: str, after: int, version: int) -> int:
    """Where the record begins that has its ``_version_`` at `version`: there, or at a dynamic field in capitals."""
    early = _BEFORE_VERSION.finditer(text, after, version)
    return next((match.start() for match in early if is_dynamic(match[1])), version)


def parse_staff_view(text: str) -> dict[str, list[str]]:
    """The fields of the first record in `text`, by the rules above.

    Args:
        text: the page as text, with or without head and foot; any line ends, tabs or blanks after names.
    Returns:
        Field → its values, in order; a field with one value by the schema has one. Nothing if there is no field.

    >>> parse_staff_view("Autores: A\\n\\n_version_ 12\\nauthor A\\nB\\nid x-1\\ntitle format wars")
    {'_version_': ['12'], 'author': ['A', 'B'], 'id': ['x-1'], 'title': ['format wars']}
    """
    _, record = next(split_staff_views(text.removeprefix(_BOM)))
    lines = [_line(line) for line in re.sub("\r\n?", "\n", record).split("\n")]
    fields = {name: values for name, values in _fields(lines) if values}
    return _joined(fields)


def _line(text: str) -> _Line:
    match = _FIELD.match(text)
    if match is None or not is_field(match[1]):
        return _Line(text.strip(_BLANK))
    return _Line(text.strip(_BLANK), match[1], match[2] or "", (match[3] or "").strip(_BLANK))


def _fields(lines: Sequence[_Line]) -> Iterator[tuple[str, list[str]]]:
    """Each field with its lines; those of the last one end at an empty line."""
    starts = list(_starts(lines))
    for (index, line), (end, _) in pairwise([*starts, (len(lines), _Line(""))]):
        values = [line.value, *(other.text for other in lines[index + 1 : end])]
        if end == len(lines):
            values = values[: values.index("", 1)] if "" in values[1:] else values
        yield line.name, _values(line.name, values)


def _values(name: str, lines: list[str]) -> list[str]:
    if name.endswith(_PARALLEL):
        return lines
    if is_multiple(name):
        return [line for line in lines if line]
    value = "\n".join(lines).strip("\n")
    return [value] if value else []


def _starts(lines: Sequence[_Line]) -> list[tuple[int, _Line]]:
    """The lines that begin a field, with their places."""
    lines = _of_one_kind(lines)
    if _is_tabbed(lines):
        return _tabbed_starts(lines)
    anchor = next((index for index, line in enumerate(lines) if line.name == "id" and line.value), -1)
    starts: list[tuple[int, _Line]] = []
    index, last = 0, ""
    while index < len(lines):
        name = lines[index].name
        if name > last and (index >= anchor or name < "id"):
            starts.append((index, lines[index]))
            last = name
        elif name and name == last and len(starts) > 1 and starts[-2][1].name in _PROSE:
            index, _ = starts.pop()  # prose: read what is behind it again
            last = starts[-1][1].name
        index += 1
    return starts


def _is_tabbed(lines: Sequence[_Line]) -> bool:
    """Whether names are set off by tabs, and so beyond doubt whatever their order: not every release sorted them."""
    names = [line.name for line in lines if line.separator == "\t"]
    return len(names) >= _ENOUGH and "id" in names


def _tabbed_starts(lines: Sequence[_Line]) -> list[tuple[int, _Line]]:
    """The first line of each name that a tab follows."""
    found: dict[str, tuple[int, _Line]] = {}
    for index, line in enumerate(lines):
        if line.separator == "\t":
            found.setdefault(line.name, (index, line))
    return list(found.values())


def _of_one_kind(lines: Sequence[_Line]) -> Sequence[_Line]:
    """`lines`; if names are set off by tabs, those with a blank after the first word begin no field."""
    first = next((line for line in lines if line.name), None)
    if first is None or first.separator != "\t":
        return lines
    return [line if line.separator in ("\t", "") else _Line(line.text) for line in lines]


def _joined(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """`fields`, with lines put together again that are one value of a field with a single value."""
    runs = {
        tuple(value.split("\n"))
        for name, (value, *_) in fields.items()
        if not is_multiple(name) and "\n" in value
    }
    if not runs:
        return dict(fields)
    return {
        name: _with_runs(values, runs) if is_multiple(name) else values for name, values in fields.items()
    }


def _with_runs(lines: list[str], runs: set[tuple[str, ...]]) -> list[str]:
    lengths = sorted({len(run) for run in runs}, reverse=True)
    result, index = [], 0
    while index < len(lines):
        length = next((length for length in lengths if tuple(lines[index : index + length]) in runs), 1)
        result.append("\n".join(lines[index : index + length]))
        index += length
    return result


def read_staff_views(stream: BinaryIO, path: str) -> Iterator[SourceRecord | Finding]:
    """Read the records of a text with staff views; see :data:`ld.sources.base.Reader`.

    Yields:
        Each record as an index document in JSON: a list for a field that may hold several values, else a string. The
        numbers are text, as on the page.
    Raises:
        SourceError: the text is longer than :data:`MAX_BYTES`.
    """
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(f"a staff view of more than {MAX_BYTES >> 20} MiB; split the file", origin=path)
    try:
        text = re.sub("\r(?!\n)", "\n", data.decode("utf-8").removeprefix(_BOM))
    except UnicodeDecodeError as error:
        cause = f"byte {error.start:,} is not UTF-8; save the text as UTF-8"
        yield unreadable(Origin(path, 1, error.start), cause, raw=data)
        return
    offset, before = len(data) - len(data.removeprefix(_BOM.encode())), 0
    for number, (begin, record) in enumerate(split_staff_views(text), start=1):
        offset += len(text[before:begin].encode())
        before = begin
        yield _record(record, Origin(path, number, offset))


def _record(text: str, origin: Origin) -> SourceRecord | Finding:
    fields = parse_staff_view(text)
    if not fields:
        return unreadable(origin, "no line begins with a field of VuFind's index", raw=text[:2000].encode())
    document = {name: values if is_multiple(name) else values[0] for name, values in fields.items()}
    return SourceRecord(
        id=fields.get("id", [""])[0].strip(),
        origin=origin,
        raw=orjson.dumps(document),
        media_type="application/json",
        format="vufind",
    )


__all__ = ["MAX_BYTES", "is_staff_view", "parse_staff_view", "read_staff_views", "split_staff_views"]
