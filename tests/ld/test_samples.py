"""The bundled sample records are what the demonstration promises: real, varied, of VuFind's schema, openly licensed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import ld

Document = dict[str, Any]

SAMPLES = Path(ld.__file__).parent / "samples"
CATALOGUE = SAMPLES / "catalogue.ndjson"
FOUNDING = SAMPLES / "founding-record.txt"
SCRIPT = Path(__file__).resolve().parents[1] / "data" / "make_samples.py"

MANDATORY = {
    "collection", "first_indexed", "format", "id", "institution", "last_indexed", "record_format", "title", "title_full",
    "title_fullStr", "title_full_unstemmed", "title_short", "title_sort",
}  # fmt: skip

# Stored fields of VuFind's schema.xml, by what they hold, and the one dynamic field that its importers fill.
SINGLE = {
    "author_sort", "callnumber-first", "callnumber-label", "callnumber-sort", "callnumber-subject", "container_issue",
    "container_reference", "container_start_page", "container_title", "container_volume", "description", "dewey-sort",
    "edition", "first_indexed", "fullrecord", "hierarchytype", "id", "illustrated", "is_hierarchy_id",
    "is_hierarchy_title", "last_indexed", "lccn", "record_format", "thumbnail", "title", "title_auth", "title_full",
    "title_fullStr", "title_full_unstemmed", "title_short", "title_sort", "title_sub",
}  # fmt: skip
MANY = {
    "author", "author2", "author2_role", "author2_variant", "author_additional", "author_corporate",
    "author_corporate_role", "author_facet", "author_role", "author_variant", "building", "callnumber-raw",
    "callnumber-search", "collection", "contents", "ctrlnum", "dateSpan", "dewey-full", "dewey-hundreds", "dewey-ones",
    "dewey-raw", "dewey-search", "dewey-tens", "doi_str_mv", "era", "era_facet", "format", "genre", "genre_facet",
    "geographic", "geographic_facet", "hierarchy_parent_id", "hierarchy_parent_title", "hierarchy_sequence",
    "hierarchy_top_id", "hierarchy_top_title", "institution", "isbn", "issn", "language", "long_lat",
    "long_lat_display", "long_lat_label", "marc_error", "oclc_num", "physical", "publishDate", "publisher", "series",
    "series2", "spelling", "spellingShingle", "title_alt", "title_in_hierarchy", "title_new", "title_old", "topic",
    "topic_facet", "url", "work_keys_str_mv",
}  # fmt: skip
FORMATS = {
    "Article", "Audio", "Blu-ray Disc", "Book", "Book Chapter", "Braille", "CD", "Cassette", "Conference Proceeding",
    "DVD", "Data Set", "Electronic", "Globe", "Government Document", "Image", "Journal", "Kit", "Manuscript", "Map",
    "Microfilm", "Musical Score", "Newspaper", "Online", "Photo", "Physical Object", "Sensor Image", "Serial", "Slide",
    "Software", "Text", "Thesis", "VHS", "Video", "Video Game", "eBook",
}  # fmt: skip
ORIGINS = (
    "Library of Congress", "marc2bibframe2", "pymarc", "solrmarc", "pubmed-xml", "ncbiutils", "plos-jats", "PMC5577770",
)  # fmt: skip
LICENCES = ("public domain", "CC0 1.0", "CC BY 4.0", "Apache 2.0", "BSD 2-Clause", "MIT")

DOCUMENTS: list[Document] = [json.loads(line) for line in CATALOGUE.read_text(encoding="utf-8").splitlines()]


def of_every(field: str) -> Counter[str]:
    return Counter(value for document in DOCUMENTS for value in document.get(field, []))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_document_is_of_vufinds_schema(document: Document) -> None:
    assert document.keys() >= MANDATORY
    assert document.keys() <= SINGLE | MANY
    for field, value in document.items():
        values = value if isinstance(value, list) else [value]
        assert isinstance(value, list) == (field in MANY), field
        assert values, field
        assert all(isinstance(v, str) and (v.strip() or field.endswith("_role")) for v in values), field


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["id"])
def test_document_says_what_vufind_says(document: Document) -> None:
    assert set(document["format"]) <= FORMATS
    assert all(re.fullmatch(r"[12]\d{3}", year) for year in document.get("publishDate", []))
    assert all(re.match(r"(https?|ftp)://\S+$", url) for url in document.get("url", []))
    assert all(re.match(r"10\.\d{4,}/\S+$", doi) for doi in document.get("doi_str_mv", []))
    assert document["title_full"] == document["title_fullStr"] == document["title_full_unstemmed"]
    names = [name for field in ("author", "author2", "author_corporate") for name in document.get(field, [])]
    assert Counter(names) == Counter(document.get("author_facet", []))


@pytest.mark.parametrize("field", ["author", "author2", "author_corporate"])
def test_roles_run_parallel_to_names(field: str) -> None:
    having = [document for document in DOCUMENTS if f"{field}_role" in document]
    assert having
    assert all(len(document[field]) == len(document[f"{field}_role"]) for document in having)


def test_coordinates_are_boxes_on_the_earth() -> None:
    boxes = of_every("long_lat")
    assert len(boxes) >= 3
    for box in boxes:
        match = re.fullmatch(r"ENVELOPE\((.+),(.+),(.+),(.+)\)", box)
        assert match
        west, east, north, south = map(float, match.groups())
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


def test_ids_are_unique_and_servable() -> None:
    ids = [document["id"] for document in DOCUMENTS]
    assert len(set(ids)) == len(ids) >= 200
    assert all(
        re.fullmatch(r"[A-Za-z0-9._-]+", identifier) and identifier not in {".", ".."} for identifier in ids
    )


def test_variety() -> None:
    assert len(of_every("format")) >= 20
    assert len(of_every("language")) >= 90
    assert len(of_every("institution")) >= 8
    assert {document["record_format"] for document in DOCUMENTS} == {"marc", "MEDLINE/PubMed", "Article"}
    decades = {int(year) // 10 for year in of_every("publishDate")}
    assert len(decades) >= 30


@pytest.mark.parametrize(
    ("field", "least"),
    [("isbn", 60), ("issn", 60), ("doi_str_mv", 50), ("title_old", 8), ("title_new", 4), ("dateSpan", 15), ("contents", 25),
     ("series2", 20), ("edition", 10), ("description", 60), ("container_title", 55), ("era_facet", 20), ("genre", 50)],
)  # fmt: skip
def test_each_kind_of_statement_is_there(field: str, least: int) -> None:
    assert sum(field in document for document in DOCUMENTS) >= least


def test_text_is_whole() -> None:
    text = CATALOGUE.read_text(encoding="utf-8")
    assert "\ufffd" not in text
    assert not re.search(r"&(#x?[0-9a-f]+|amp|lt|gt|quot);", text)
    assert not {c for c in set(text) if unicodedata.category(c) == "Cc"} - {"\n"}
    assert text.endswith("}\n")


def test_only_openly_licensed_abstracts() -> None:
    """PubMed abstracts are the publishers'; the three articles with one are from PubMed Central, under CC BY."""
    pubmed = {d["id"] for d in DOCUMENTS if d["record_format"] == "MEDLINE/PubMed" and "description" in d}
    assert pubmed == {"pubmed-9023058", "pubmed-8809986", "pubmed-6756846"}
    summaries = (d["description"] for d in DOCUMENTS if d["record_format"] == "marc" and "description" in d)
    assert not [s for s in summaries if re.search(r"publisher|jacket", s, re.IGNORECASE)]


def test_licences_name_every_origin_and_institution() -> None:
    text = (SAMPLES / "LICENCES.md").read_text(encoding="utf-8")
    missing = [word for word in (*ORIGINS, *LICENCES, *of_every("institution")) if word not in text]
    assert not missing


def test_licences_count_every_record() -> None:
    text = (SAMPLES / "LICENCES.md").read_text(encoding="utf-8")
    assert sum(map(int, re.findall(r"^\| (\d+) \|", text, re.MULTILINE))) == len(DOCUMENTS)


def test_size() -> None:
    assert CATALOGUE.stat().st_size < 600_000
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 1_000_000


def test_founding_record_is_as_it_came() -> None:
    digest = hashlib.sha256(FOUNDING.read_bytes()).hexdigest()
    assert digest == "fe5460c18ef0c4f5bdda080f4f7e3af443f93ea5360a29cc612b6411f7b7edd8"


@pytest.mark.shared
def test_founding_record_is_the_seed(shared: Path) -> None:
    assert FOUNDING.read_bytes() == (shared / "seed" / "000_46e93989956170d8.txt").read_bytes()


def make_samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore")  # pymarc's own, about the corpora's faults
def test_the_script_makes_the_catalogue(shared: Path, tmp_path: Path) -> None:
    pytest.importorskip("pymarc", reason="make_samples.py needs pymarc")
    output = tmp_path / "catalogue.ndjson"
    make_samples().main([str(shared / "corpora"), str(output)])
    assert output.read_bytes() == CATALOGUE.read_bytes()
