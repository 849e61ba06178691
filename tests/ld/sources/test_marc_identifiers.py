"""Numbers and classes of MARC 21 records: 010 to 037, 050 to 088, and 856 as an identifier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from ld.findings import Severity
from ld.record import Agent, AgentKind, Classification, Container, HostKind, Isbn, Release, Stated, Text
from ld.sources.marc.classes import classes
from ld.sources.marc.identifiers import identifiers
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from tests.ld.sources.marc_rows import fields_of, grouped, outcomes, records

SERIAL = "00000nas a2200000 a 4500"
RECORDING = "00000njm a2200000 a 4500"
ARTICLE = "00000naa a2200000 a 4500"


def numbers(*rows: str, leader: str = "00000nam a2200000 a 4500") -> list[tuple[str, str, str]]:
    parts, _ = grouped(identifiers, *rows, leader=leader)
    return [(stated.value.scheme, stated.value.value, stated.source) for stated in parts["identifiers"]]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("010    $a   00290045 ", ("lccn", "00290045", "010$a")),
        ("013    $a67-SC-33095-A$bUS$cA", ("org:Patent number", "US 67-SC-33095-A", "013$a$b")),
        ("015    $aGBA1Y9622$2bnb", ("org:bnb", "GBA1Y9622", "015$a$2")),
        ("015    $aB67-26615", ("org:National bibliography number", "B67-26615", "015$a")),
        ("016 7  $2DE-600$a569886-8", ("zdb", "569886-8", "016$2$a")),
        ("016 7  $a014692246$2Uk", ("org:Uk", "014692246", "016$a$2")),
        ("016    $a990000001", ("org:CaOONL", "990000001", "016$a")),
        (
            "017    $aVA 238-330$bU.S. Copyright Office",
            ("org:U.S. Copyright Office", "VA 238-330", "017$a$b"),
        ),
        ("024 0  $aFRZ039101231", ("isrc", "FRZ039101231", "024$a")),
        ("024 1  $a880952000033$q(v.4)", ("upc", "880952000033", "024$a")),
        ("024 2  $aM570406203$qscore", ("ismn", "9790570406203", "024$a")),
        ("024 7  $a10.1000/ABC$2doi", ("doi", "10.1000/ABC", "024$a$2")),
        ("024 7  $a0A3200912B4A1057$2istc", ("istc", "0A3200912B4A1057", "024$a$2")),
        ("024 7  $aurn:nbn:de:101:1-2012$2urn", ("urn-nbn", "urn:nbn:de:101:1-2012", "024$a$2")),
        ("024 7  $a1234$2Sample", ("org:sample", "1234", "024$a$2")),
        ("024 8  $ahttps://doi.org/10.1000/x", ("doi", "10.1000/x", "024$a")),
        ("027    $aNCES 1999-046", ("strn", "NCES 1999-046", "027$a")),
        ("028 22 $aR.L. 11573$bÉditions Salabert", ("music-plate", "R.L. 11573", "028$a")),
        ("028 62 $a3015-2$bStrand Releasing", ("org:Strand Releasing", "3015-2", "028$a$b")),
        ("030    $aASIRAF$zASITAF", ("org:CODEN", "ASIRAF", "030$a")),
        ("035    $a(OCoLC)ocm00012345", ("oclc", "12345", "035$a")),
        ("035    $a(CStRLIN)DCLH00-B540", ("org:CStRLIN", "DCLH00-B540", "035$a")),
        ("037    $aLC-DIG-prok-01252$bDLC", ("org:DLC", "LC-DIG-prok-01252", "037$a$b")),
        ("037    $a12", ("stock-number", "12", "037$a")),
        ("086 0  $aY 4.J 89/2:S.HRG.106-528", ("org:SuDocs", "Y 4.J 89/2:S.HRG.106-528", "086$a")),
        ("086    $aC2600.8 SCH65GA 2000$2txdocs", ("org:txdocs", "C2600.8 SCH65GA 2000", "086$a$2")),
        ("088    $aCR-27-99-184-EN-C", ("org:Report number", "CR-27-99-184-EN-C", "088$a")),
    ],
)
def test_each_number_in_its_scheme(row: str, expected: tuple[str, str, str]) -> None:
    assert numbers(row) == [expected]


@pytest.mark.parametrize(
    ("row", "reason", "code"),
    [
        ("010    $aabc", "invalid-lccn", "lccn"),
        ("024 1  $a7559714091", "invalid-identifier", "identifier"),
        ("024 7  $a0000-0002-1825-0097$2orcid", "invalid-identifier", "identifier"),
        ("024 8  $a99948516920", "no-scheme", "identifier"),
        ("035    $a254-6115", "no-scheme", "control-number"),
        ("035    $a(OCoLC)oca13172524", "invalid-control-number", "control-number"),
        ("020    $a1558612743", "invalid-isbn", "isbn"),
    ],
)
def test_what_is_no_number_is_left_out_and_said(row: str, reason: str, code: str) -> None:
    parts, fields = grouped(identifiers, row)
    assert parts["identifiers"] == parts["isbns"] == ()
    assert outcomes(fields)[f"{row[:3]}$a"] == reason
    assert [(one.code, one.severity) for one in fields.findings] == [(code, Severity.INFO)]


def test_each_once() -> None:
    parts, fields = grouped(
        identifiers, "010    $a   84002522 ", "035    $a(DLC)84002522", "035    $a(OCoLC)1$z(OCoLC)2"
    )
    assert [stated.value.value for stated in parts["identifiers"]] == ["84002522", "1"]
    found = [(name, told[1] if told else "?") for name, told, _ in fields.outcomes()]
    assert found == [("010$a", ""), ("035$a", "repeated"), ("035$a", ""), ("035$z", "cancelled")]


def test_terms_of_availability_are_no_identifiers() -> None:
    _, fields = grouped(identifiers, "037    $bLibrary of Congress -- Jakarta Overseas Office$cP430.00")
    assert outcomes(fields) == {"037$b": "without-number", "037$c": "terms-of-availability"}


def test_an_oclc_record_is_numbered_by_oclc() -> None:
    assert numbers("001 ocm05831268 820113", "003 OCoLC") == [("oclc", "5831268", "001+003")]
    # The Library of Congress numbers its records anew: 001 with DLC is no LCCN.
    assert numbers("001 12149120", "003 DLC") == []


def test_isbns_with_what_they_are_bound_in() -> None:
    parts, fields = grouped(identifiers, "020    $a1558612742 (pbk. : alk. paper)$c§9.95$z0000000000")
    assert parts["isbns"] == (Isbn("9781558612747", "020$a", "Paperback"),)
    assert outcomes(fields)["020$z"] == "cancelled"
    parts, fields = grouped(identifiers, "020    $a9781558612747$qhardcover$qacid-free paper")
    assert parts["isbns"] == (Isbn("9781558612747", "020$a+020$q", "Hardcover"),)
    parts, fields = grouped(identifiers, "020    $a9781558612747$qhardcover", "020    $a9780521825146$qv. 2")
    assert [(isbn.source, isbn.book_format) for isbn in parts["isbns"]] == [("020$a", None)] * 2
    assert outcomes(fields)["020$q"] == "qualifier"


def test_ten_and_thirteen_digits_are_one_isbn() -> None:
    parts, fields = grouped(identifiers, "020    $a1558612742", "020    $a9781558612747 (cloth)")
    assert parts["isbns"] == (Isbn("9781558612747", "020$a", "Hardcover"),)
    assert outcomes(fields)["020$a"] == "repeated"


def test_an_ean_of_a_book_is_its_isbn() -> None:
    parts, fields = grouped(identifiers, "024 3  $a9780521825146", "020    $a9780521825146")
    assert (parts["isbns"], parts["identifiers"]) == ((Isbn("9780521825146", "020$a"),), ())
    assert outcomes(fields)["024$a"] == "same-as-isbn"
    parts, _ = grouped(identifiers, "024 3  $a9781572705524")
    assert parts["isbns"] == (Isbn("9781572705524", "024$a"),)


def test_a_number_of_printed_music_among_the_isbns() -> None:
    parts, fields = grouped(identifiers, "020    $aM-2306-7118-7")
    assert [stated.value.scheme for stated in parts["identifiers"]] == ["ismn"]
    assert (parts["isbns"], fields.findings) == ((), [])


def test_issns_of_a_serial() -> None:
    row = "022 0  $a2042-8693$l0307-952X$y2042-0927$zbad$202"
    parts, fields = grouped(identifiers, row, leader=SERIAL)
    assert parts["issns"] == (Stated("2042-8693", "022$a"), Stated("0307-952X", "022$l"))
    assert outcomes(fields)["022$y"] == "incorrect"
    parts, fields = grouped(identifiers, "022    $a0253-0228$l0253-0228", leader=SERIAL)
    assert parts["issns"] == (Stated("0253-0228", "022$a"),)


def test_an_issn_of_what_is_no_serial_is_its_hosts() -> None:
    parts, fields = grouped(identifiers, "022    $a0253-0228")
    assert (parts["issns"], outcomes(fields)["022$a"]) == ((), "owner-unknown")
    host = Container(HostKind.PERIODICAL, "773$t", titles=(Text("Journal", "773$t"),))
    for issns, source, told in (
        ((), "773$t+022$a", "mapped"),
        ((Stated("0253-0228", "773$x"),), "773$t", "issn-of-the-host"),
    ):
        fields = fields_of("022    $a0253-0228", leader=ARTICLE)
        parts = {"container": replace(host, issns=issns)}
        identifiers(fields, parts)
        assert parts["issns"] == ()
        assert [issn.value for issn in parts["container"].issns] == ["0253-0228"]
        assert (parts["container"].source, outcomes(fields)["022$a"]) == (source, told)


def test_the_release_of_a_recording() -> None:
    rows = ("028 02 $aCFP 166$bClassics for Pleasure", "028 10 $aXTV 1$bEMI", "028 02 $aCFP 166$aCFP 167")
    parts, _ = grouped(identifiers, *rows, leader=RECORDING)
    label = Agent(AgentKind.ORGANIZATION, "Classics for Pleasure", "Classics for Pleasure", "028$b")
    assert parts["release"] == Release("028$a$b+028$a", ("CFP 166", "CFP 167"), label)
    assert [(stated.value.scheme, stated.value.value) for stated in parts["identifiers"]] == [
        ("matrix-number", "XTV 1")
    ]
    assert grouped(identifiers, *rows)[0]["release"] is None


@pytest.mark.parametrize(
    ("ind2", "formats", "expected"),
    [
        ("0", (), ["10.1000/x"]),
        ("1", (), []),
        ("1", ("Article",), ["10.1000/x"]),
        ("2", ("Article",), []),
        (" ", (), []),
        (" ", ("Electronic",), ["10.1000/x"]),
    ],
)
def test_an_address_of_the_thing_may_identify_it(
    ind2: str, formats: tuple[str, ...], expected: list[str]
) -> None:
    fields = fields_of(f"856 4{ind2} $uhttps://doi.org/10.1000/x")
    parts: Parts = {"formats": tuple(Text(label, "LDR") for label in formats)}
    identifiers(fields, parts)
    assert [stated.value.value for stated in parts["identifiers"]] == expected


def test_classes_without_the_items_part() -> None:
    parts, fields = grouped(
        classes,
        "050 00 $aDS109$b.F7313 1999",
        "050 14 $aMLCSN 2003/00552",
        "060 10 $aWM 18.2$bM978b 2001",
        "060 00 $aQH 431$bM554a",
        "072  7 $aCOM$x051000$2bisacsh",
        "080    $a530.182$24",
        "082 04 $a813/.54$a[Fic]$221",
        "083 0  $z2$a73",
        "084    $aNG 1610$2rvk$qDE-1",
        "084    $a335.2$2njb/9",
        "084    $a89.5",
        "070 0  $aaSB112.5$b.X",
    )
    assert parts["classifications"] == (
        Classification("lcc", "DS109", "050$a"),
        Classification("nlm", "WM 18.2", "060$a"),
        Classification("lcc", "QH431", "060$a"),
        Classification("bisacsh", "COM 051000", "072$a$x$2"),
        Classification("udc", "530.182", "080$a"),
        Classification("ddc", "813.54", "082$a"),
        Classification("rvk", "NG 1610", "084$a$2"),
        Classification("njb", "335.2", "084$a$2"),
    )
    found = outcomes(fields)
    assert (found["050$b"], found["050$a"], found["082$a"]) == ("item-number", "no-class", "no-class")
    assert (found["084$a"], found["083$a"], found["070$a"]) == ("no-scheme", "no-class", "local-call-number")


TAGS = [
    f"{n:03}"
    for n in (
        10,
        13,
        15,
        16,
        17,
        20,
        22,
        24,
        27,
        28,
        30,
        32,
        35,
        36,
        37,
        50,
        55,
        60,
        72,
        80,
        82,
        83,
        84,
        86,
        88,
        856,
    )
]


@given(records(TAGS))
def test_never_an_error(fields: Fields) -> None:
    parts: Parts = {}
    identifiers(fields, parts)
    classes(fields, parts)
    assert len({(entry.value.scheme, entry.value.value) for entry in parts["identifiers"]}) <= len(
        parts["identifiers"]
    )
