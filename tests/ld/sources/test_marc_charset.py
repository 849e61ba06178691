"""The characters of MARC: MARC-8, UTF-8, what is neither, and files that say otherwise than they are."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.normalize.text import line
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.marc import parse
from ld.sources.marc import read as read_any
from ld.sources.marc.charset import texts
from ld.sources.marc.decoding import decode
from ld.sources.marc.marc8 import UNKNOWN, is_plausible, marc8
from ld.sources.marc.model import RawRecord
from tests.ld.sources.marc_bytes import good, iso2709

DATA = Path(__file__).resolve().parents[2] / "data" / "marc"


def one(data: bytes, *, flagged: bool) -> tuple[str, str]:
    """Text and doubt of a field."""
    (text,), doubts = texts([data], flagged=flagged)
    return text, doubts[0][1].code if doubts else ""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"plain", "plain"),
        (b"Caf\xe2e", "Café"),
        (b"\xb1\xa1\xb2\xa2", "łŁøØ"),
        (b"Vi\xf2\xe3et", "Việt"),  # two marks on one letter
        (b"\xebt\xecs", "t︠s︡"),
        (b"\x88L'\x89altra", "L'altra"),  # what does not count in sorting
        (b"\x1b(2a\x1b(B", "ב"),
        (b"\x1b(NpRAWDA\x1b(B, 1917", "Правда, 1917"),
        (b"\x1b)NCa \xf0", "Ca П"),  # Cyrillic as the second working set
        (b"\x1b$1!0!\x1b(B x", "\u4e00 x"),
        (b"H\x1bb2\x1bsO", "H₂O"),
        (b"\x1bga\x1bs-ray", "α-ray"),
        (b"\x1b$1! =\x1b(B", "…"),  # its second byte is a space
        (b"\xe2&#x0438;", "и\u0301"),  # the lossless technique, under a mark
        (b"AT&T &amp; &#x110000;", "AT&T &amp; &#x110000;"),
    ],
)
def test_marc8(data: bytes, text: str) -> None:
    assert marc8(data) == (unicodedata.normalize("NFC", text), 0)


@pytest.mark.parametrize(
    ("data", "text", "faults"),
    [
        (b"a\x9ab", f"a{UNKNOWN}b", 1),
        (b"caf\xe9", "caf\u030c", 1),  # a mark, and then nothing
        (b"Soci\xe2et\x1b,", "Sociét,", 1),
        (b"\x1b$1!0", UNKNOWN, 1),
        (b"\x1b$1~~~", UNKNOWN, 1),
        (b"\x1b", "", 1),
    ],
)
def test_marc8_without_meaning(data: bytes, text: str, faults: int) -> None:
    assert marc8(data) == (unicodedata.normalize("NFC", text), faults)


def test_plausible() -> None:
    assert is_plausible(b"D\xe9a\xe2e \xb1")
    assert not is_plausible(b"r\xe9sum\xe9")
    assert not is_plausible(b"\xe2 e")


@pytest.mark.parametrize(
    ("data", "flagged", "text", "code"),
    [
        (b"Emma", True, "Emma", ""),
        (b"Caf\xe2e", False, "Café", ""),
        ("Café".encode(), True, "Café", ""),
        ("Café".encode(), False, "Café", "charset.unflagged-utf-8"),
        (b"Per\xe2u", True, "Perú", "charset.flagged-marc-8"),
        (b"Espa\xe4na", True, "España", "charset.flagged-marc-8"),
        (b"$c\xb94.99", True, "$c£4.99", "charset.flagged-marc-8"),
        (b"\x1b(NpRAWDA", True, "Правда", "charset.flagged-marc-8"),
        (b"H\xe4ssleholm", True, "Hässleholm", "charset.latin-1"),
        (b"r\xe9sum\xe9 de", True, "résumé de", "charset.latin-1"),
        (b"r\xe9sum\xe9 de", False, "résumé de", "charset.latin-1"),
        (b"20 \x80", True, "20 €", "charset.latin-1"),
        (b"\xcb\xfc\xe4\xec\xe8\xeb\xe0", False, "Ëüäìèëà", "charset.unknown"),
        ("Хлеб".encode()[:-1] + b"!", True, "Хле\ufffd!", "charset.broken-utf-8"),
        ("Хлеб и вода\x1b(B".encode(), True, "Хлеб и вода", "charset.escapes-in-utf-8"),
        (b"pr\xe2ec\xe2ed\xe2ee\xe2 de", False, "précédée \u0301de", "charset.broken-marc-8"),
        ("Pe\u0301tain".encode().decode("latin-1").encode(), True, "Pe\u0301tain", "charset.encoded-twice"),
        (
            "Pe\u0301tain".encode().decode("latin-1").encode().decode("latin-1").encode(),
            False,
            "Pe\u0301tain",
            "charset.encoded-twice",
        ),
    ],
)
def test_whatever_the_leader_says(data: bytes, flagged: bool, text: str, code: str) -> None:
    found, doubt = one(data, flagged=flagged)
    assert (unicodedata.normalize("NFC", found), doubt) == (unicodedata.normalize("NFC", text), code)


def test_fields_of_one_record_in_different_encodings() -> None:
    found, doubts = texts([b"Emma", "Перевод".encode(), b"Caf\xe2e", b"Ume\xe5"], flagged=False)
    assert found == ["Emma", "Перевод", "Café", "Umeå"]
    assert [(n, doubt.code) for n, doubt in doubts] == [
        (1, "charset.unflagged-utf-8"),
        (3, "charset.latin-1"),
    ]


def test_character_sets_begin_anew_in_each_subfield() -> None:
    assert one(b"10\x1fa\x1b(NpRAWDA\x1fbplain", flagged=False) == ("10\x1faПравда\x1fbplain", "")


def test_findings_name_the_fields_once() -> None:
    rows = [("001", b"a1"), *[(tag, b"  \x1fa" + b"Ume\xe5") for tag in ("245", "245", "500")]]
    (finding,) = decode("application/marc", iso2709(rows)).remarks
    assert finding.code == "charset.latin-1"
    assert finding.record_id == "a1"
    assert finding.path == "245"
    assert finding.value == "   $aUmeå"
    assert finding.message.startswith("245, 500: the text is neither UTF-8 nor MARC-8")


@pytest.mark.parametrize(
    "media_type", ["application/marc", "application/marcxml+xml", "application/marc-in-json"]
)
def test_characters_lost_before_us_are_told(media_type: str) -> None:
    raw = {
        "application/marc": iso2709(
            [("001", b"a1"), ("245", "10\x1faCaf\ufffd".encode())], leader=b"nam a22"
        ),
        "application/marcxml+xml": b'<record><datafield tag="245"><subfield code="a">Caf&#xFFFD;</subfield></datafield></record>',
        "application/marc-in-json": b'{"leader": "00000nam aa2200000 a 4500", "fields": [{"245": {"subfields": [{"a": "Caf\\ufffd"}]}}]}',
    }[media_type]
    assert "charset.lost" in [remark.code for remark in decode(media_type, raw).remarks]


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_become_text(data: bytes, flagged: bool) -> None:
    pieces = data.split(b"\x1e")
    found, doubts = texts(pieces, flagged=flagged)
    assert len(found) == len(pieces)
    for n, text in enumerate(found):
        text.encode()  # no lone surrogates
        lost = UNKNOWN in text and "\ufffd".encode() not in pieces[n] and b"&#x" not in pieces[n]
        assert not lost or n in [place for place, _ in doubts]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_utf8_is_kept(text: str) -> None:
    assert texts([text.encode()], flagged=True) == ([text], [])


@given(st.binary(max_size=40))
def test_marc8_of_anything(data: bytes) -> None:
    text, faults = marc8(data)
    assert unicodedata.is_normalized("NFC", text)
    assert UNKNOWN not in text or faults or b"&#x" in data


def records(name: str) -> list[tuple[SourceRecord, RawRecord]]:
    found = read_any(io.BytesIO((DATA / name).read_bytes()), name)
    return [(one, decode(one.media_type, one.raw)) for one in found if isinstance(one, SourceRecord)]


def test_marc8_of_pymarc() -> None:
    (_, record), *_ = records("marc8.dat")
    assert record.remarks == ()
    titles = [value for field in record.fields if field.tag == "240" for _, value in field.subfields]
    assert titles[0] == "De la solitude à la communauté."


def test_utf8_without_its_flag() -> None:
    ((_, record),) = records("utf8_without_leader_flag.dat")
    assert [(remark.code, remark.message[:13]) for remark in record.remarks] == [
        ("charset.unflagged-utf-8", "240, 500, 730")
    ]


def test_windows_1251_is_withheld() -> None:
    """Cyrillic in a code page that nothing names: six records that must not be published as rubbish."""
    for source, _ in records("1251.dat"):
        findings = parse(source, ParseOptions()).findings
        assert [finding.severity for finding in findings if finding.code == "charset.unknown"] == [
            "violation"
        ]


def test_east_asian_that_breaks_off() -> None:
    ((_, record),) = records("bad_eacc_encoding.dat")
    assert [remark.code for remark in record.remarks] == ["charset.broken-marc-8"]
    assert "米国の統治の仕組\ufffd" in record.remarks[0].value


def test_an_id_in_marc8() -> None:
    assert good(iso2709([("001", b"k\xe8o1")], leader=b"nam  22"))[0].id == "kö1"


@pytest.mark.shared
def test_table_of_pymarc(shared: Path) -> None:
    """1,516 lines in MARC-8 and in UTF-8."""
    folder = shared / "corpora" / "pymarc" / "test"
    lines = (folder / "test_marc8.txt").read_bytes().split(b"\n")
    wanted = (folder / "test_utf8.txt").read_text("utf-8").split("\n")
    assert [marc8(line)[0] for line in lines] == [unicodedata.normalize("NFC", line) for line in wanted]


@pytest.mark.shared
def test_four_serializations_say_the_same(shared: Path) -> None:
    """MARC-8, UTF-8, and MarcEdit's format with and without mnemonics, of the same eight records; the last two spell ligatures otherwise."""

    def plain(name: str) -> list[list[str]]:
        with (shared / "corpora/marc4j/test/resources" / name).open("rb") as stream:
            found = [
                decode(one.media_type, one.raw)
                for one in read_any(stream, name)
                if isinstance(one, SourceRecord)
            ]
        return [
            [
                field.tag
                + field.text.rstrip()
                + "".join(f"${code}{line(value)}" for code, value in field.subfields)
                for field in one.fields
            ]
            for one in found
        ]

    assert plain("brkrtest.mrc") == plain("brkrtest.mrk")
    assert plain("brkrtest_UTF8.mrc") == plain("brkrtest.mrk8")
    marks = str.maketrans({"\ufe20": "\u0361", "\ufe21": None, "\ufe22": "\u0360", "\ufe23": None})
    mended = [[row.translate(marks) for row in one] for one in plain("brkrtest.mrc")]
    assert mended == plain("brkrtest_UTF8.mrc")
