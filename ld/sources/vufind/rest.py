"""Records of VuFind's own API (``/api/v1/record``, ``/api/v1/search``) as the index documents they were made of.

With ``field[]=rawData`` a record carries its index document, which is taken. Without, the API's names are turned back into
the index's. That loses nothing that the answer holds, but the answer itself lacks much. What is lost for good:

* ``subjects`` runs topics, places, genres and periods together: all become ``topic`` (``subjectsExtended`` tells them
  apart by type, where it was asked for). Subdivisions are joined by `` -- ``.
* ``authors`` is without duplicates: names of one person with two roles are repeated, but not in their old place.
* ``series`` holds ``series``, or ``series2`` where there is none; ``summary`` one string for several notes.
* ``cleanDoi``, ``cleanIsbn`` and the like are one value of several, normalized: used only where nothing else is.
* Formats, buildings and the like that come translated are taken as they stand in the index.

What has no field in the index (notes that VuFind reads from MARC when asked) stays under the API's name. Names are those
of ``config/vufind/SearchApiRecordFields.yaml``, VuFind 3 to 11.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import orjson

from ld.sources.vufind.schema import is_field, is_multiple

Json = Any
"""What :func:`json.loads` gives."""

FIELDS = {
    "buildings": "building",
    "callNumbers": "callnumber-raw",
    "containerEndPage": "container_end_page",
    "containerIssue": "container_issue",
    "containerReference": "container_reference",
    "containerStartPage": "container_start_page",
    "containerTitle": "container_title",
    "containerVolume": "container_volume",
    "edition": "edition",
    "formats": "format",
    "fullRecord": "fullrecord",
    "geoLocations": "long_lat",
    "hierarchyParentId": "hierarchy_parent_id",
    "hierarchyParentTitle": "hierarchy_parent_title",
    "hierarchyTopId": "hierarchy_top_id",
    "hierarchyTopTitle": "hierarchy_top_title",
    "id": "id",
    "institutions": "institution",
    "isbns": "isbn",
    "issns": "issn",
    "languages": "language",
    "lccn": "lccn",
    "newerTitles": "title_new",
    "oclc": "oclc_num",
    "physicalDescriptions": "physical",
    "previousTitles": "title_old",
    "publicationDates": "publishDate",
    "publishers": "publisher",
    "series": "series",
    "shortTitle": "title_short",
    "subTitle": "title_sub",
    "summary": "description",
    "title": "title",
    "toc": "contents",
    "urls": "url",
}
"""Name in the API → field of the index, value for value."""

_INSTEAD = {
    "cleanDoi": "doi_str_mv",
    "cleanIsbn": "isbn",
    "cleanIssn": "issn",
    "cleanOclcNumber": "oclc_num",
    "corporateAuthors": "author_corporate",
    "humanReadablePublicationDates": "publishDate",
    "primaryAuthors": "author",
    "secondaryAuthors": "author2",
    "subjects": "topic",
}
"""Name in the API → field of the index that it stands in for where nothing else gives that field."""

_AUTHORS = {"primary": "author", "main": "author", "secondary": "author2", "corporate": "author_corporate"}
_SUBJECTS = {"chronological": "era", "geographic": "geographic", "genre/form": "genre"}

_OWN = (FIELDS.keys() | _INSTEAD.keys() | {"authors", "rawData", "recordPage", "subjectsExtended"}) - {
    name for name in FIELDS if is_field(name)
}


def is_rest(document: dict[str, Json]) -> bool:
    """Whether `document` is a record of the API, rather than of the index.

    >>> is_rest({"id": "1", "languages": ["English"]}), is_rest({"id": "1", "language": ["English"]})
    (True, False)
    """
    if _OWN.isdisjoint(document):
        return any(isinstance(entry, dict) for entry in _entries(document.get("series")))
    return "rawData" in document or not any(is_field(name) and name not in FIELDS for name in document)


def index_document(raw: bytes) -> dict[str, Json]:
    """The index document of a record of the API.

    Args:
        raw: the record, an object in JSON; numbers keep their digits.

    >>> index_document(b'{"id": "1", "languages": ["English"], "urls": [{"url": "http://a.example/", "desc": "Text"}]}')
    {'id': '1', 'language': ['English'], 'url': ['http://a.example/']}
    """
    record = json.loads(raw, parse_float=Decimal, parse_int=_integer)
    index = _raw_data(record)
    if index is not None:
        return {"id": record.get("id"), **index} if "id" in record else index
    return _renamed(record)


def dumps(document: dict[str, Json]) -> bytes:
    """`document` as JSON in UTF-8, numbers with the digits they had.

    >>> dumps({"score": Decimal("1.50")})
    b'{"score":1.50}'
    """
    return orjson.dumps(document, default=_number)


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) < 19 else Decimal(digits)  # orjson writes integers of 64 bits


def _number(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))
    raise TypeError(value)


def _raw_data(record: dict[str, Json]) -> dict[str, Json] | None:
    raw = record.get("rawData")
    if not isinstance(raw, dict):
        return None
    return {name: _untranslated(value) for name, value in raw.items()}


def _untranslated(value: Json) -> Json:
    """`value`, with what VuFind translated for the answer as it stands in the index."""
    if isinstance(value, list):
        return [_untranslated(entry) for entry in value]
    return value["value"] if isinstance(value, dict) and value.keys() == {"value", "translated"} else value


class _Renaming:
    """A record on its way into the index's names: what is left of it, and what it has become."""

    def __init__(self, record: dict[str, Json]) -> None:
        self.left = {name: value for name, value in record.items() if value not in (None, "", [], {})}
        self.index: dict[str, Json] = {}

    def move(self, name: str, field: str) -> None:
        """Make member `name` the value of `field`; it stays where it is if `field` says something else already."""
        texts = _texts(self.left.get(name))
        if not texts or not set(texts) <= set(self.index.get(field, texts)):
            return
        self.index.setdefault(field, texts)
        del self.left[name]

    def move_authors(self) -> None:
        """Names with their roles, side by side as in the index."""
        authors = self.left.get("authors")
        credits_ = {_AUTHORS.get(kind, ""): _credits(entries) for kind, entries in _members(authors)}
        if not credits_ or "" in credits_ or None in credits_.values():
            return
        for field, pairs in credits_.items():
            self._put_authors(field, pairs or [])
        del self.left["authors"]

    def _put_authors(self, field: str, pairs: list[tuple[str, str]]) -> None:
        if pairs:
            self.index[field] = [name for name, _ in pairs]
        if any(role for _, role in pairs):
            self.index[f"{field}_role"] = [role for _, role in pairs]

    def move_subjects(self) -> None:
        """Headings that come with their type, each to its field."""
        entries = self.left.get("subjectsExtended")
        headings = [
            (_SUBJECTS.get(str(type_), "topic"), _text(heading)) for type_, heading in _typed(entries)
        ]
        if not headings or any(text is None for _, text in headings):
            return
        for field, text in headings:
            self.index.setdefault(field, []).append(text)
        del self.left["subjectsExtended"]
        self.left.pop("subjects", None)  # the same headings, without their types

    def move_statement(self) -> None:
        """Part of the title and statement of responsibility: what the full title has more than the title."""
        title, section, statement = (
            _text(self.left.get(name, "")) for name in ("title", "titleSection", "titleStatement")
        )
        if title and (section or statement):
            self.index["title_full"] = " / ".join(filter(None, (f"{title} {section}".strip(), statement)))
            self.left.pop("titleSection", None)
            self.left.pop("titleStatement", None)

    def document(self) -> dict[str, Json]:
        """The index document: fields to which the schema gives one value have it as text."""
        single = {
            name: values[0]
            for name, values in self.index.items()
            if len(values) == 1 and not is_multiple(name)
        }
        return self.left | self.index | single


def _renamed(record: dict[str, Json]) -> dict[str, Json]:
    renaming = _Renaming(record)
    renaming.move_statement()
    renaming.move_authors()
    renaming.move_subjects()
    for name, field in (*FIELDS.items(), *_INSTEAD.items()):
        renaming.move(name, field)
    return renaming.document()


def _entries(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _members(value: Json) -> Iterator[tuple[str, Json]]:
    yield from value.items() if isinstance(value, dict) else ()


def _typed(entries: Json) -> Iterator[tuple[Json, Json]]:
    for entry in _entries(entries):
        yield (entry.get("type"), entry.get("heading")) if isinstance(entry, dict) else (None, None)


def _texts(value: Json) -> list[str] | None:
    """`value`, one or a list, as texts; None if any of it is of no known form."""
    texts = [_text(entry) for entry in _entries(value)]
    known = [text for text in texts if text is not None]
    return known if len(known) == len(texts) else None


def _text(entry: Json) -> str | None:
    """One value as the text that the index would hold; None if it is of no known form."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, list) and entry and all(isinstance(part, str) for part in entry):
        return " -- ".join(entry)
    if isinstance(entry, dict):
        known = (entry.get(name) for name in ("value", "url", "name", "heading"))
        first = next((value for value in known if isinstance(value, str | list)), None)
        return _numbered(_text(first), entry.get("number"))
    return str(entry) if isinstance(entry, int | Decimal) and not isinstance(entry, bool) else None


def _numbered(name: str | None, number: Json) -> str | None:
    return f"{name} ; {number}" if name and isinstance(number, str) and number else name


def _credits(entries: Json) -> list[tuple[str, str]] | None:
    """Names with roles: an object name → roles, or a list of names or of objects with both; None if neither."""
    if isinstance(entries, dict):
        return [(name, role) for name, roles in entries.items() for role in _roles(roles)]
    pairs: list[tuple[str, str]] = []
    for entry in _entries(entries):
        name, roles = (entry.get("name"), entry) if isinstance(entry, dict) else (entry, None)
        if not isinstance(name, str):
            return None
        pairs += [(name, role) for role in _roles(roles)]
    return pairs


def _roles(value: Json) -> list[str]:
    if isinstance(value, dict):
        value = value.get("role", value.get("roles"))
    roles = [role for role in _entries(value) if isinstance(role, str) and role != "-"]
    return roles or [""]


__all__ = ["FIELDS", "dumps", "index_document", "is_rest"]
