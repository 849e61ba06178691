"""Tables of the simple fields of MARC records, and their mapping in RML and in stOTTR: for tools that begin with tables.

A row of :data:`TABLES` is all that is known of a table: from it come the CSV and both mappings, which state the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from pymarc import MARCReader, Record

BASE = "https://catalog.example.org"
_DCTERMS, _SDO = "http://purl.org/dc/terms/", "https://schema.org/"
# A table: its columns (morph-kgc has columns of its own called subject, predicate and object), and of each the property, the fields and the subfields that its value is from.
TABLES: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "records": {
        "title": (f"{_DCTERMS}title", "245", "ab"), "name": (f"{_SDO}name", "245", "ab"),
        "publisher": (f"{_DCTERMS}publisher", "260 264", "b"), "issued": (f"{_DCTERMS}issued", "260 264", "c"),
        "extent": (f"{_DCTERMS}extent", "300", "ac"), "edition": (f"{_SDO}bookEdition", "250", "a"),
        "lccn": (f"{_SDO}identifier", "010", "a"), "creator": (f"{_DCTERMS}creator", "100 110 111", "a"),
        "callnumber": (f"{_DCTERMS}subject", "050", "ab"), "credit": (f"{_SDO}creditText", "245", "c"),
    },
    "isbns": {"isbn": (f"{_SDO}isbn", "020", "a")},
    "contributors": {"contributor": (f"{_DCTERMS}contributor", "700 710 711", "a")},
    "subjects": {
        "heading": (f"{_DCTERMS}subject", "600 610 611 630 650 651", "axyzv"),
        "about": (f"{_SDO}about", "600 610 611 630 650 651", "axyzv"),
    },
    "notes": {"note": (f"{_SDO}description", "500 504 505 520", "a")},
}  # fmt: skip
_SINGLE = "records"  # a row a record; the others have a row a field


def write(source: Path, folder: Path) -> int:
    """Write the tables and the mappings, among them ``morph.ini``; how many records there are."""
    files = {name: (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") for name in TABLES}
    writers = {name: csv.writer(file) for name, file in files.items()}
    count = 0
    for name, columns in TABLES.items():
        writers[name].writerow(["iri", *columns])
    with source.open("rb") as stream:
        for record in MARCReader(stream, utf8_handling="replace"):
            if record is not None:
                count += 1
                for name, row in _rows(record):
                    writers[name].writerow(row)
    for file in files.values():
        file.close()
    (folder / "templates.stottr").write_text(_stottr(), encoding="utf-8")
    (folder / "map.ttl").write_text(_rml(folder), encoding="utf-8")
    (folder / "morph.ini").write_text(
        f"[CONFIGURATION]\nlogging_level=ERROR\n[tables]\nmappings={folder}/map.ttl\n", encoding="utf-8"
    )
    return count


def _rows(record: Record) -> Iterator[tuple[str, list[str]]]:
    iri = f"{BASE}/record/{quote(record['001'].data.strip())}"
    for name, columns in TABLES.items():
        values = [list(_values(record, tags, codes)) for _, tags, codes in columns.values()]
        if name == _SINGLE:
            yield name, [iri, *(next(iter(found), "") for found in values)]
        else:
            yield from ((name, [iri, *row]) for row in zip(*values, strict=True))


def _values(record: Record, tags: str, codes: str) -> Iterator[str]:
    for field in record.get_fields(*tags.split()):
        if value := " ".join(part.strip() for part in field.get_subfields(*codes)).rstrip(" /:;,"):
            yield value


def _stottr() -> str:
    """An empty cell states nothing: its parameter is optional (stOTTR §3.2)."""
    templates = []
    for name, columns in TABLES.items():
        parameters = "".join(f", ? xsd:string ?{column}" for column in columns)
        triples = ", ".join(f"ottr:Triple(?iri, <{iri}>, ?{c})" for c, (iri, _, _) in columns.items())
        templates.append(f"<urn:table:{name}> [ ottr:IRI ?iri{parameters} ] :: {{ {triples} }} .\n")
    return (
        "@prefix ottr: <http://ns.ottr.xyz/0.4/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        + "".join(templates)
    )


def _rml(folder: Path) -> str:
    maps = []
    for name, columns in TABLES.items():
        objects = "".join(
            f'; rr:predicateObjectMap [ rr:predicate <{iri}> ; rr:objectMap [ rml:reference "{column}" ] ]'
            for column, (iri, _, _) in columns.items()
        )
        maps.append(
            f'<#{name}> rml:logicalSource [ rml:source "{folder}/{name}.csv" ; rml:referenceFormulation ql:CSV ] ; '
            f'rr:subjectMap [ rml:reference "iri" ] {objects} .\n'
        )
    return (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix rml: <http://semweb.mmlab.be/ns/rml#> . "
        "@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n" + "".join(maps)
    )


__all__ = ["TABLES", "write"]
