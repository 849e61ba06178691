"""VuFind's full record: mapped by its own format, the index adds what only the catalogue knows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.findings import Outcome, Severity
from ld.record import BibRecord, Profile
from ld.sources import SOURCES, ParseOptions, SourceRecord
from ld.sources.base import Origin, ParsedRecord
from ld.sources.reading import read

INDEX = {
    "id": "cat/1",
    "record_format": "marc",
    "title": "Title of the index",
    "author": ["Index, A."],
    "format": ["Book"],
    "collection": ["Catalog"],
    "institution": ["My University"],
    "building": ["Main"],
    "first_indexed": "2020-01-02T03:04:05Z",
    "last_indexed": "2021-01-02T03:04:05Z",
    "title_sort": "title",
    "shelf_str_mv": ["x"],
    "doi_str_mv": ["10.1234/x"],
    "marc_error": ["?"],
    "hierarchy_parent_id": ["cat/0"],
    "hierarchy_parent_title": ["Above"],
    "previous_id_str_mv": ["cat/00"],
}
LEADER = "00000nam a2200000 a 4500"
FIELDS = [("001", "m1"), ("005", "20190102030405.0"), ("245", "10\x1faEmma /\x1fcJane Austen.")]
JSON = orjson.dumps(
    {
        "leader": LEADER,
        "fields": [
            {"001": "m1"},
            {"005": "20190102030405.0"},
            {"245": {"ind1": "1", "ind2": "0", "subfields": [{"a": "Emma /"}, {"c": "Jane Austen."}]}},
        ],
    }
).decode()
XML = (
    f"<leader>{LEADER}</leader>"
    '<controlfield tag="001">m1</controlfield><controlfield tag="005">20190102030405.0</controlfield><datafield tag="245" ind1="1" '
    'ind2="0"><subfield code="a">Emma /</subfield><subfield code="c">Jane Austen.</subfield></datafield>'
)
MARCXML = f'<record xmlns="http://www.loc.gov/MARC21/slim">{XML}</record>'
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Emma</dc:title><dc:creator>Austen, Jane</dc:creator></oai_dc:dc>"
)


def iso2709() -> str:
    body, directory = "", ""
    for tag, value in FIELDS:
        data = f"{value}\x1e"
        directory += f"{tag}{len(data):04}{len(body):05}"
        body += data
    base = 24 + len(directory) + 1
    length = base + len(body) + 1
    return f"{length:05}nam a22{base:05} a 4500{directory}\x1e{body}\x1d"


def parsed(full: object, *, options: ParseOptions | None = None, **changes: object) -> ParsedRecord:
    document = INDEX | changes | ({} if full is None else {"fullrecord": full})
    source = SourceRecord(
        str(document["id"]), Origin("a.json", 1), orjson.dumps(document), "application/json", "vufind"
    )
    return SOURCES["vufind"].parse(source, options or ParseOptions())


def of(found: ParsedRecord) -> BibRecord:
    assert found.record is not None
    return found.record


def outcome(found: ParsedRecord, field: str) -> tuple[str, str]:
    (one,) = [one for one in found.coverage if one.field == field]
    return one.outcome.value, one.reason


MARC = {
    "iso2709": iso2709(),
    "escaped": iso2709().replace("\x1d", "#29;").replace("\x1e", "#30;").replace("\x1f", "#31;"),
    "json": JSON,
    "json with a line end": f"{JSON}\n",
    "marcxml": MARCXML,
    "declared": f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{MARCXML}',
    "collection": f'<collection xmlns="http://www.loc.gov/MARC21/slim"><record>{XML}</record></collection>',
    "without namespace": f"<record>{XML}</record>",
    "in a list": [MARCXML],
}


@pytest.mark.parametrize("full", MARC.values(), ids=MARC)
def test_marc_in_any_form(full: object) -> None:
    found = parsed(full)
    record = of(found)
    assert (record.id, record.profile) == ("cat/1", Profile.MARC)
    assert [(one.value, one.source) for one in record.titles] == [("Emma", "245$a")]
    assert [one.value for one in record.responsibility] == ["Jane Austen"]
    assert not record.contributions
    assert "fullrecord.unreadable" not in {one.code for one in found.findings}
    assert outcome(found, "fullrecord") == ("mapped", "")
    assert outcome(found, "245$a") == ("mapped", "")


def test_letters_beyond_ascii_in_any_form() -> None:
    declared = f'<?xml version="1.0" encoding="ISO-8859-1"?>{MARCXML}'
    for full in (JSON, MARCXML, declared):
        assert of(parsed(full.replace("Emma", "Äpfel 日本"))).titles[0].value == "Äpfel 日本"


def test_the_index_adds_what_only_the_catalogue_knows() -> None:
    record = of(parsed(MARCXML))
    assert [one.value for one in record.collections] == ["Catalog"]
    assert [one.label for one in record.providers] == ["My University"]
    assert record.created
    assert record.modified
    assert (record.created.source, record.modified.source) == ("first_indexed", "last_indexed")
    assert [one.record_id for one in record.parents] == ["cat/0"]
    assert [one.value for one in record.previous_ids] == ["cat/00"]


def test_every_field_of_both_has_an_outcome() -> None:
    found = parsed(MARCXML)
    assert {one.field: (one.outcome.value, one.reason) for one in found.coverage if one.field in INDEX} == {
        "id": ("mapped", ""),
        "record_format": ("derivative", "selects-the-profile"),
        "title": ("derivative", "from-full-record"),
        "author": ("derivative", "from-full-record"),
        "format": ("derivative", "from-full-record"),
        "collection": ("mapped", ""),
        "institution": ("mapped", ""),
        "building": ("local", "holdings"),
        "first_indexed": ("mapped", ""),
        "last_indexed": ("mapped", ""),
        "title_sort": ("derivative", ""),
        "shelf_str_mv": ("local", "dynamic-field"),
        "doi_str_mv": ("derivative", "from-full-record"),
        "marc_error": ("dropped", "quality-report"),
        "hierarchy_parent_id": ("mapped", ""),
        "hierarchy_parent_title": ("derivative", "title-of-another-record"),
        "previous_id_str_mv": ("derivative", "leads-to-the-record"),
    }
    assert outcome(found, "005") == ("derivative", "catalogue-knows-better")


def test_without_dates_of_the_index_those_of_the_record_hold() -> None:
    found = parsed(MARCXML, last_indexed=None)
    assert of(found).modified
    assert of(found).modified.source == "005"  # type: ignore[union-attr] # the line above
    assert outcome(found, "005") == ("mapped", "")


def test_dublin_core() -> None:
    record = of(parsed(DC, record_format="dspace", format=["Article"]))
    assert ([one.value for one in record.titles], record.profile) == (["Emma"], Profile.GENERIC)
    assert [one.agent.label for one in record.contributions] == ["Austen, Jane"]
    # The record says nothing of its kind: the catalogue's importer does.
    assert [(one.value, one.source) for one in record.formats] == [("Article", "format")]
    assert (
        of(parsed(DC.replace("<dc:creator>", "<dc:type>Thesis</dc:type><dc:creator>"))).formats[0].value
        == "Thesis"
    )


@pytest.mark.parametrize(
    ("full", "cause"),
    [
        (
            "<lido:lido xmlns:lido='http://www.lido-schema.org'/>",
            "nobody here reads XML with the root lido in the namespace",
        ),
        ("<ead/>", "nobody here reads XML with the root ead"),
        (MARCXML[:-20], "its XML is cut off"),
        (MARCXML.replace("</subfield>", "", 1), "The full record is not used: "),
        (DC.replace("Emma", "Emma & Co"), "not well-formed XML"),
        ("<", "it begins like XML and has no element"),
        ("00608cam", "it is neither MARC nor XML"),
        ("a text", "it is neither MARC nor XML"),
        ('{"leader": 7', "The full record is not used: "),
        ("{}", "The full record is not used: "),
        (iso2709()[:30], "The full record is not used: "),
        (MARCXML.replace("nam a", "nz  a"), "The full record is not used: "),
    ],
)
def test_what_cannot_be_read_leaves_the_index(full: str, cause: str) -> None:
    found = parsed(full)
    record = of(found)
    assert [one.value for one in record.titles] == ["Title of the index"]
    assert record.id == "cat/1"
    (finding,) = [one for one in found.findings if one.code == "fullrecord.unreadable"]
    assert (finding.severity, finding.record_id, finding.path) == (Severity.WARNING, "cat/1", "fullrecord")
    assert cause in finding.message
    assert not [one for one in found.findings if one.severity is Severity.VIOLATION]
    assert outcome(found, "fullrecord") == ("dropped", "full-record-not-read")
    assert outcome(found, "title") == ("mapped", "")


@pytest.mark.parametrize("full", [None, "", " \n", [], 7, {"a": 1}])
def test_without_a_full_record_the_index_is_all(full: object) -> None:
    found = parsed(full)
    assert [one.value for one in of(found).titles] == ["Title of the index"]
    assert not [one for one in found.findings if one.code == "fullrecord.unreadable"]


def test_it_can_be_switched_off() -> None:
    found = parsed(MARCXML, options=ParseOptions(full_record=False))
    assert [one.value for one in of(found).titles] == ["Title of the index"]
    assert outcome(found, "fullrecord") == ("dropped", "full-record-not-read")


def test_an_unservable_id_is_none() -> None:
    assert parsed(MARCXML, id="..").record is None


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from([iso2709(), JSON, MARCXML, DC]).flatmap(
            lambda full: st.tuples(st.integers(0, len(full)), st.text(max_size=5), st.integers(0, 5)).map(
                lambda cut: full[: cut[0]] + cut[1] + full[cut[0] + cut[2] :]
            )
        ),
    )
)
def test_any_full_record_is_read_or_left(full: str) -> None:
    found = parsed(full)
    assert of(found).id == "cat/1"
    counted = Counter(one.field for one in found.coverage for _ in range(one.count))
    assert all(
        counted[name] >= (len(value) if isinstance(value, list) else 1) for name, value in INDEX.items()
    )
    assert all(one.reason for one in found.coverage if one.outcome is Outcome.DROPPED)


@pytest.mark.shared
def test_the_full_records_there_are(shared: Path) -> None:
    corpora = shared / "corpora"
    files = [
        *sorted((corpora / "vufind-solr").glob("[mv]*.gz")),
        corpora / "vufind/vufind-solr-docs-from-fixtures.ndjson",
    ]
    count = 0
    for source in read([str(path) for path in files]):
        assert isinstance(source, SourceRecord)
        full = SOURCES["vufind"].parse(source, ParseOptions())
        index = of(SOURCES["vufind"].parse(source, ParseOptions(full_record=False)))
        assert not [one for one in full.findings if one.code == "fullrecord.unreadable"]
        if orjson.loads(source.raw).get("fullrecord"):
            count += 1
            # Where the index has one of these, the full record has it too; of others the index says more than is known.
            for name in ("titles", "formats", "languages", "isbns", "identifiers", "series"):
                assert bool(getattr(of(full), name)) >= bool(getattr(index, name)), (source.id, name)
    assert count > 200
