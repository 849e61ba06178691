"""Codes of countries and areas, standard numbers, and class numbers that MARC 21 fields hold."""

from __future__ import annotations

import re

import pytest

from ld.errors import LexicalError
from ld.normalize.callnumbers import nlm_class, udc_class
from ld.normalize.marc_codes import country, geographic_area
from ld.normalize.standard_numbers import standard_number
from ld.normalize.tsv import rows


@pytest.mark.parametrize(
    ("code", "label", "current"),
    [
        ("nyu", "New York (State)", True),
        ("is ", "Israel", True),
        ("GW ", "Germany", True),
        ("ne|", "Netherlands", True),
        ("xxr", "Soviet Union", False),
        ("yu ", "Serbia and Montenegro", False),
        ("cs ", "Czechoslovakia", False),
        ("ai ", "Armenia (Republic)", True),
        ("enk", "England", True),
    ],
)
def test_countries(code: str, label: str, current: bool) -> None:
    found = country(code)
    assert found is not None
    assert (found.label, found.current) == (label, current)
    assert found.iri == f"http://id.loc.gov/vocabulary/countries/{found.code}"


@pytest.mark.parametrize("code", ["xx ", "vp ", "|||", "   ", "", "xx|", "###"])
def test_no_one_country(code: str) -> None:
    assert country(code) is None


@pytest.mark.parametrize("code", ["ny ", "coA", "usa", "---", " 10", "en ", "x" * 1000])
def test_unknown_countries(code: str) -> None:
    with pytest.raises(LexicalError):
        country(code)


def test_areas() -> None:
    assert geographic_area("e-uk-en").label == "England"
    assert geographic_area("E-FR---").iri == "http://id.loc.gov/vocabulary/geographicAreas/e-fr"
    assert geographic_area("a------").label == "Asia"
    assert not geographic_area("e-ur-ru").current


@pytest.mark.parametrize(
    "code",
    ["aa-is---", "f-----", "s-cl--", "lit", "f-sa----", "e--gw---", "a-jp---", "-------", "", "http://x"],
)
def test_areas_of_no_code(code: str) -> None:
    with pytest.raises(LexicalError):
        geographic_area(code)


@pytest.mark.parametrize("name", ["marc-countries", "marc-geographic-areas"])
def test_the_tables_are_whole(name: str) -> None:
    table = rows(name)
    assert len({row["code"] for row in table}) == len(table)
    assert len(table) == {"marc-countries": 380, "marc-geographic-areas": 588}[name]
    assert {row["status"] for row in table} == {"current", "obsolete"}
    assert all(row["label"] and row["label"] == row["label"].strip() for row in table)
    code = re.compile(
        r"[a-z]{2,3}" if name == "marc-countries" else r"[a-z]{1,4}|[a-z]-[a-z]{2,3}(?:-[a-z]{2})?"
    )
    assert [row["code"] for row in table if not code.fullmatch(row["code"])] == []


@pytest.mark.parametrize(
    ("scheme", "value", "expected", "iri"),
    [
        ("isrc", "ISRC FR-Z03-91-01231", "FRZ039101231", None),
        ("upc", "8 80952 00003 3", "880952000033", None),
        ("ean", "9781572705524", "9781572705524", None),
        ("gtin-14", "00883904299783", "00883904299783", None),
        ("istc", "0A3-2009-12B4A105-7", "0A3200912B4A1057", None),
        ("hdl", "hdl:2027/mdp.39015", "2027/mdp.39015", "https://hdl.handle.net/2027/mdp.39015"),
        ("urn", "URN:nbn:de:101:1-2012", "urn:nbn:de:101:1-2012", "urn:nbn:de:101:1-2012"),
        ("urn", "urn:uuid:1-2", "urn:uuid:1-2", "urn:uuid:1-2"),
        ("uri", "HTTP://Example.org/a b", "http://example.org/a%20b", "http://example.org/a%20b"),
        (
            "sici",
            "0361-526X(2011)17:3/4<193:TOGTSU>2.0.CO;2-#",
            "0361-526X(2011)17:3/4<193:TOGTSU>2.0.CO;2-#",
            None,
        ),
    ],
)
def test_standard_numbers(scheme: str, value: str, expected: str, iri: str | None) -> None:
    found = standard_number(scheme, value)
    assert (found.value, found.iri) == (expected, iri)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("upc", "880952000034"),
        ("upc", "7559714091"),
        ("ean", "9781572705525"),
        ("isrc", "FRZ0391"),
        ("urn", "http://example.org/"),
        ("uri", "see the library"),
        ("eidr", "10.5240/7791-8534"),
        ("stock-number", " "),
    ],
)
def test_no_standard_numbers(scheme: str, value: str) -> None:
    with pytest.raises(LexicalError):
        standard_number(scheme, value)


def test_classes_of_medicine_and_udc() -> None:
    assert nlm_class("W 22 DC2.1") == "W 22"
    assert nlm_class("QW 52") == "QW 52"
    assert udc_class("820-3AUSj7pri.03=60") == "820-3AUSj7pri.03=60"
    for value in ("QH 431 M554a", "CC8876", "Film S04123", "WXYZ 1", ""):
        with pytest.raises(LexicalError):
            nlm_class(value)
    for value in ("", "sociology", "x" * 300):
        with pytest.raises(LexicalError):
            udc_class(value)
