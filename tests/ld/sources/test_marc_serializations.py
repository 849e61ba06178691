"""MARCXML, MARC in JSON of three shapes, Aleph sequential, MarcEdit's format: what each fault costs, and what is found by content."""

from __future__ import annotations

import gzip
import io
import json
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.errors import TruncatedSourceError
from ld.findings import Finding
from ld.sources import SOURCES, read
from ld.sources.base import Origin, SourceRecord
from ld.sources.marc import marcxml_record
from ld.sources.marc import read as read_any
from ld.sources.marc.decoding import DECODERS, decode
from ld.sources.marc.detect import detect
from ld.sources.marc.lines import decode_marcedit
from ld.sources.marc.marcjson import decode_marcjson
from ld.sources.marc.marcxml import decode_marcxml
from ld.sources.marc.model import RawField, RawRecord
from ld.sources.marc.remarks import MarcFault
from tests.ld.sources.marc_bytes import iso2709, numbered

LEADER = "00000nam a2200000 a 4500"
XML = f"""<record><leader>{LEADER}</leader><controlfield tag="001"> a1 </controlfield>
<datafield tag="245" ind1="1" ind2="0"><subfield code="a">Emma /</subfield><subfield code="c">Jane &amp; Co.</subfield></datafield></record>"""
JSON = (
    f'{{"leader":"{LEADER}","fields":[{{"001":" a1 "}},'
    '{"245":{"ind1":"1","ind2":"0","subfields":[{"a":"Emma /"},{"c":"Jane & Co."}]}}]}'
)
MARC4J = (
    f'{{leader:"{LEADER}",controlfield:[{{tag:"001",data:" a1 "}}]datafield:[{{tag:"245",ind:"10",'
    'subfield:[{code:"a",data:"Emma /"},{code:"c",data:"Jane & Co."}]}]}'
)
CATMANDU = json.dumps({"_id": "7", "record": [["LDR", " ", " ", "_", LEADER], ["001", " ", " ", "_", " a1 "], ["245", "1", "0", "a", "Emma /", "c", "Jane & Co."]]})  # fmt: skip
ALEPH = f"000000007 LDR   L {LEADER.replace(' ', '^')}\n000000007 001   L  a1 \n000000007 24510 L $$aEmma /$$cJane & Co.\n"
MARCEDIT = f"=LDR  {LEADER}\n=001  \\a1\\\n=245  10$aEmma /$cJane & Co.\n"
FORMS = {
    "marcxml": XML,
    "marc-in-json": JSON,
    "marc4j": MARC4J,
    "catmandu": CATMANDU,
    "aleph": ALEPH,
    "marcedit": MARCEDIT,
}


def records(data: bytes | str) -> list[SourceRecord | Finding]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_any(io.BytesIO(raw), "a"))


def one(data: bytes | str) -> RawRecord:
    (found,) = records(data)
    assert isinstance(found, SourceRecord), found
    return decode(found.media_type, found.raw)


def ids(data: bytes | str) -> list[str]:
    return [found.id if isinstance(found, SourceRecord) else found.code for found in records(data)]


def faults(data: bytes | str) -> list[str]:
    return [found.message for found in records(data) if isinstance(found, Finding)]


@pytest.mark.parametrize("form", FORMS)
def test_every_serialization_says_the_same(form: str) -> None:
    record = one(FORMS[form])
    assert record.leader == LEADER
    control, title = record.fields
    assert (control.tag, control.text.strip()) == ("001", "a1")
    assert title.indicators == "10"
    assert list(title.subfields) == [("a", "Emma /"), ("c", "Jane & Co.")]
    assert ids(FORMS[form]) == ["a1"]


@pytest.mark.parametrize("form", FORMS)
def test_a_deleted_record(form: str) -> None:
    (found,) = records(FORMS[form].replace("00000nam", "00000dam"))
    assert isinstance(found, SourceRecord)
    assert found.deleted


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (f"<collection>{XML}{XML}</collection>", ["a1", "a1"]),
        (f'<?xml version="1.0"?>\n<!-- x --><collection xmlns="http://www.loc.gov/MARC21/slim">{XML}</collection>', ["a1"]),
        (f"<collection>{XML}<record><leader>x</record>{XML}</collection>", ["a1", "record.unreadable", "a1"]),
        (f"<collection>{XML}<record><leader>&nothing;</leader></record>{XML}</collection>", ["a1", "record.unreadable", "a1"]),
        (f"<collection>{XML}{XML[:100]}", ["a1", "record.unreadable"]),
        (f"<collection>{XML}<record/></collection>", ["a1", "record.unreadable"]),
        (f"[{JSON},{JSON}]", ["a1", "a1"]),
        (f"{JSON}\n{JSON}\n", ["a1", "a1"]),
        (f"{JSON}\n{JSON[:-5]}\n{JSON}\n", ["a1", "record.unreadable", "a1"]),
        (f"{JSON}\n[1]\n{{}}\n", ["a1", "record.unreadable", "record.unreadable"]),
        (json.dumps([json.loads(JSON)] * 2, indent=2), ["a1", "a1"]),
        (f"[{JSON}, x, {JSON}]", ["a1", "record.unreadable", "a1"]),
        (f"{MARC4J}\n{MARC4J}", ["a1", "a1"]),
        (f"{CATMANDU}\n{CATMANDU}\n", ["a1", "a1"]),
        (ALEPH + ALEPH.replace("000000007", "ABC000000008").replace(" a1 ", "b2"), ["a1", "b2"]),
        (ALEPH.replace(" a1 ", ""), ["000000007"]),
        (MARCEDIT * 2, ["a1", "a1"]),
        (f"{MARCEDIT}\r\n\r\n{MARCEDIT}", ["a1", "a1"]),
        (f"\ufeff{MARCEDIT}oops\n\n{MARCEDIT}", ["a1", "a1"]),
    ],
)  # fmt: skip
def test_several_records(data: str, expected: list[str]) -> None:
    assert ids(data) == expected


def test_raw_is_the_record_alone_and_standalone() -> None:
    found = records(
        f'<m:collection xmlns:m="http://www.loc.gov/MARC21/slim"><m:record><m:leader>{LEADER}</m:leader></m:record></m:collection>'
    )
    (record,) = found
    assert isinstance(record, SourceRecord)
    assert (
        record.raw
        == f'<m:record xmlns:m="http://www.loc.gov/MARC21/slim"><m:leader>{LEADER}</m:leader></m:record>'.encode()
    )
    assert record.origin.offset == 55
    assert [one.raw for one in records(f"[ {JSON} , {JSON} ]") if isinstance(one, SourceRecord)] == [
        JSON.encode()
    ] * 2
    first, *_ = records(ALEPH + "\n" + ALEPH.replace("7 ", "8 "))
    assert isinstance(first, SourceRecord)
    assert first.raw == ALEPH.encode()


def test_faults_name_record_and_cause() -> None:
    (fault,) = faults(f"<collection>{XML}<record><leader>x</record></collection>")
    assert fault.startswith(f"a, record 2, byte {12 + len(XML)}: this record cannot be read: ")
    (fault,) = faults(f"{JSON}\n{JSON[:-5]}\n")
    assert fault.startswith(f"a, record 2, byte {len(JSON) + 1}: this record cannot be read: not JSON")


@pytest.mark.parametrize(
    ("inside", "code", "path", "field"),
    [
        ("<controlfield>x</controlfield>", "marc.no-tag", "", RawField("???", "", "", [("?", "x")])),
        ('<datafield><subfield code="a">x</subfield></datafield>', "marc.no-tag", "", RawField("???", "", "  ", [("a", "x")])),
        ('<datafield tag="245"><subfield>x</subfield></datafield>', "marc.no-code", "245", RawField("245", "", "  ", [("?", "x")])),
        ('<datafield tag="245"><subfield code="ab">x</subfield></datafield>', "marc.no-code", "245", RawField("245", "", "  ", [("?", "x")])),
        ('<datafield tag="245"><subfields code="a">x</subfields></datafield>', "marc.unknown-element", "245", RawField("245", "", "  ", [("?", "x")])),
    ],
)  # fmt: skip
def test_elements_that_are_wrong_are_told_and_kept(
    inside: str, code: str, path: str, field: RawField
) -> None:
    record = one(
        f'<record><leader>{LEADER}</leader><controlfield tag="001">a1</controlfield>{inside}</record>'
    )
    assert record.fields[1] == field
    (remark,) = record.remarks
    assert (remark.code, remark.path, remark.value, remark.record_id) == (code, path, "x", "a1")


def test_other_elements_in_a_record() -> None:
    record = one(f"<record><leader>{LEADER}</leader><datestamp>2016</datestamp></record>")
    assert [(remark.code, remark.severity) for remark in record.remarks] == [("marc.unknown-element", "info")]


def test_control_fields_that_are_written_as_data_fields() -> None:
    xml = '<record><datafield tag="001"><subfield code="a">a1</subfield></datafield><controlfield tag="245">Emma</controlfield></record>'
    assert decode_marcxml(xml.encode()).fields == (
        RawField("001", "a1"),
        RawField("245", "", "", [("?", "Emma")]),
    )


def test_a_collection_of_one_stands_for_its_record() -> None:
    origin = Origin("a", 1)
    record = marcxml_record(f"<collection>{XML}</collection>".encode(), origin)
    assert isinstance(record, SourceRecord)
    assert record.id == "a1"
    several = marcxml_record(f"<collection>{XML}{XML}</collection>".encode(), origin)
    assert isinstance(several, Finding)
    assert "a collection of 2 records" in several.message


@pytest.mark.parametrize(
    ("json_", "code"),
    [
        ('{"leader":"%s","fields":[{"001":7}]}', "marc.not-text"),
        ('{"leader":"%s","fields":[{"001":"a1"},{"245":{"subfields":[{"a":null}]}}]}', "marc.not-text"),
        ('{"leader":"%s","fields":[{"001":"a1"},"245"]}', "marc.not-text"),
        ('{"leader":"%s","fields":[{"001":"a1"},{"245":{"subfields":["a"]}}]}', "marc.not-text"),
        ('{"leader":"%s","fields":[{"":"x"}]}', "marc.no-tag"),
        ('{"leader":"%s","fields":[{"001":"a\n1"}]}', "marc.not-json"),
        ('{leader:"%s","fields":[{"001":"a1"}]}', "marc.not-json"),
    ],
)
def test_json_that_is_odd_is_told(json_: str, code: str) -> None:
    record = decode_marcjson((json_ % LEADER).encode())
    assert [remark.code for remark in record.remarks] == [code]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"7", b'{"a": 1}', b'{"fields": {}}', b'{"record": []}', b"\xff"]
)
def test_json_that_is_no_record(raw: bytes) -> None:
    with pytest.raises(MarcFault):
        decode_marcjson(raw)


def test_json_that_is_cut_off() -> None:
    found = read_any(io.BytesIO(f"[{JSON}, {JSON[:-20]}".encode()), "a")
    first = next(found)
    assert isinstance(first, SourceRecord)
    with pytest.raises(TruncatedSourceError):
        list(found)


def test_subfields_of_one_object() -> None:
    """Some write all subfields as one object; their order is that of the names."""
    record = decode_marcjson(
        b'{"fields": [{"245": {"ind1": "1", "ind2": " ", "subfields": {"a": "Emma", "c": "Austen"}}}]}'
    )
    assert record.fields[0] == RawField("245", "", "1 ", [("a", "Emma"), ("c", "Austen")])


def test_mnemonics_and_blanks_of_marcedit() -> None:
    record = decode_marcedit(
        b"=008  1\\2\n=245  \\0$aCaf{acute}e{dollar} {lcub}{rcub} {bsol} \\ {what}$c{breve}{caron}a\n"
    )
    assert record.fields[0].text == "1 2"
    assert record.fields[1].indicators == " 0"
    assert record.fields[1].subfields == [("a", "Café$ {} \\ \\ {what}"), ("c", "ă\u030c")]


def test_lines_that_go_on() -> None:
    record = decode_marcedit(b"=520  \\\\$aOne\ntwo\r\n=650  \\0$aWomen\n")
    assert record.fields[0].subfields == [("a", "One two")]


def test_text_before_the_first_subfield() -> None:
    assert decode("text/x-aleph-sequential", b"000000007 500   L no code$$ayes").fields[0].subfields == [
        ("?", "no code"),
        ("a", "yes"),
    ]


@pytest.mark.parametrize("media_type", DECODERS)
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes(media_type: str, raw: bytes) -> None:
    with suppress(MarcFault):
        decode(media_type, raw)


def test_a_media_type_of_others() -> None:
    with pytest.raises(MarcFault, match="text/plain"):
        decode("text/plain", b"")


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["001", "245", "ind1", "subfields", "tag", "data", "code", "a"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["leader", "fields", "record", "controlfield", "datafield"]), VALUES, max_size=4
    )
)
def test_json_of_any_shape(document: dict[str, object]) -> None:
    with suppress(MarcFault):
        decode_marcjson(orjson.dumps(document))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (iso2709(), "iso2709"),
        (b"\n\n" + iso2709(), "iso2709"),
        (b"Exported on Monday\n" + iso2709(), "iso2709"),
        (iso2709(leader=b"nam \x1422"), "iso2709"),
        (iso2709([("0 2", b"  \x1fa0253325528"), ("001", b"a1")]), "iso2709"),  # a tag in pymarc's bad_indicator.dat
        (XML.encode(), "marcxml"),
        (b'<collection xmlns="info:lc/xmlns/marcxchange-v1"/>', "marcxml"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><m:record xmlns:m="http://www.loc.gov/MARC21/slim"/>', "marcxml"),
        (f'<?xml version="1.0" encoding="UTF-16"?>{XML}'.encode("utf-16"), "marcxml"),
        (JSON.encode(), "marc-in-json"),
        (MARC4J.encode(), "marc-in-json"),
        (b"[" + JSON.encode() + b"]", "marc-in-json"),
        (CATMANDU.encode(), "marc-in-json"),
        (ALEPH.encode(), "aleph"),
        (b"KAT000000001 245   L $$aEmma\n", "aleph"),
        (MARCEDIT.encode(), "marcedit"),
        (b"", None),
        (b"<record><header/></record>", None),
        (b'<collection xmlns="http://example.org/"><record><leader>x</leader></record></collection>', None),
        (b'{"id": "1", "title": "Emma", "fullrecord": "00755cam  22002414a 4500001001300000"}', None),
        (b'{"leader": "Monday"}', None),
        (b"00755cam  22002414a 4500 is a leader", None),
        (b"245 10 $a Emma", None),
    ],
)  # fmt: skip
def test_detection(data: bytes, form: str | None) -> None:
    assert detect(io.BytesIO(data)) == form
    # The row that is tried before ours leaves MARC alone.
    assert form is None or SOURCES["vufind"].detect(io.BytesIO(data)) is None


def test_an_unknown_file() -> None:
    assert ids("just text") == ["source.unknown-format"]


def test_through_the_front_door(tmp_path: Path) -> None:
    (tmp_path / "a.mrc.gz").write_bytes(gzip.compress(numbered("a1") + numbered("a2")))
    (tmp_path / "b.xml").write_text(XML)
    (tmp_path / "c.json").write_text(JSON)
    found = list(read([str(tmp_path)]))
    assert [record.id for record in found if isinstance(record, SourceRecord)] == ["a1", "a2", "a1", "a1"]
    assert {record.format for record in found if isinstance(record, SourceRecord)} == {"marc"}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "records_", "unreadable", "codes"),
    [
        ("marc4j/test/resources/chabon-bad-subfields-element.xml", 1, 0, {"marc.unknown-element"}),
        ("marc4j/test/resources/chabon-missing-controlfield-tag.xml", 1, 0, {"marc.no-tag"}),
        ("marc4j/test/resources/chabon-missing-datafield-tag.xml", 1, 0, {"marc.no-tag", "marc.unknown-element"}),
        ("marc4j/test/resources/chabon-missing-subfield-code.xml", 1, 0, {"marc.no-code"}),
        ("marc4j/test/resources/cruel-cruel-indicatorless-summerland.xml", 1, 0, set()),
        ("marc4j/test/resources/1474920681_KOHA_LFL_6_with_comment.xml", 1, 0, {"marc.unknown-element"}),
        ("marc4j/test/resources/illegal-marc-in-json.json", 1, 0, set()),
        ("marc4j/test/resources/legal-json-marc-in-json.json", 1, 0, set()),
        ("marc4j/test/resources/marc-in-json.json", 1, 0, set()),
        ("marc4j/test/resources/marc-json.json", 1, 0, {"marc.not-json"}),
        ("marc4j/test/resources/summerland-indented-marc-json.json", 1, 0, {"marc.not-json"}),
        ("marc4j/test/resources/summerland-marc-json.json", 1, 0, {"marc.not-json"}),
        ("pymarc/test/batch.json", 2, 0, set()),
        ("pymarc/test/test.json", 1, 0, set()),
        ("pymarc/test/batch.xml", 2, 0, set()),
        ("solrmarc/test/data/records/specTestRecs_withBOM.xml", 76, 0, set()),
        ("solrmarc/test/data/records/specTestRecs_no_Prolog.xml", 76, 0, set()),
        ("Catmandu-MARC/t/broken.xml", 10, 0, set()),
        ("Catmandu-MARC/t/test.ndj", 9, 0, set()),
        ("Catmandu-MARC/t/old_new.json", 2, 0, set()),
        ("Catmandu-MARC/t/rug01.aleph", 2, 0, set()),
        ("Catmandu-MARC/t/camel.mrk", 10, 0, set()),
    ],
)  # fmt: skip
def test_corpora(shared: Path, name: str, records_: int, unreadable: int, codes: set[str]) -> None:
    found = records((shared / "corpora" / name).read_bytes())
    good = [one for one in found if isinstance(one, SourceRecord)]
    assert (len(good), len(found) - len(good)) == (records_, unreadable)
    assert {remark.code for one in good for remark in decode(one.media_type, one.raw).remarks} == codes


@pytest.mark.shared
def test_the_same_records_in_two_serializations(shared: Path) -> None:
    folder = shared / "corpora" / "solrmarc" / "test" / "data" / "records"
    for binary, xml in zip(
        records((folder / "specTestRecs.mrc").read_bytes()),
        records((folder / "specTestRecs.xml").read_bytes()),
        strict=True,
    ):
        assert isinstance(binary, SourceRecord)
        assert isinstance(xml, SourceRecord)
        assert binary.id == xml.id
        ours, theirs = decode(binary.media_type, binary.raw), decode(xml.media_type, xml.raw)
        assert [(field.tag, len(field.subfields)) for field in ours.fields] == [
            (field.tag, len(field.subfields)) for field in theirs.fields
        ]
