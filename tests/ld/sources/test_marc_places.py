"""Places and addresses of MARC 21 records: 034 and 255, 043, 044, 752, 856."""

from __future__ import annotations

import pytest
from hypothesis import given

from ld.findings import Severity
from ld.normalize.places import Box, Point
from ld.record import Place, Publication, Stated, Text, Url, UrlRole
from ld.sources.marc.model import Fields
from ld.sources.marc.parsing import Parts
from ld.sources.marc.places import country, places
from ld.sources.marc.urls import urls
from tests.ld.sources.marc_rows import fields_of, grouped, outcomes, records

AREAS = "http://id.loc.gov/vocabulary/geographicAreas/"
COUNTRIES = "http://id.loc.gov/vocabulary/countries/"


def test_an_area_drawn_and_described() -> None:
    """University of Virginia: a map sheet, its degrees in MARC-8's own signs."""
    parts, fields = grouped(
        places,
        "034 1  $aa$b24000$dW0785230$eW0781230$fN0381730$gN0374300",
        "255    $aScale 1:24,000$c(W 78₋p0₋s52ʹ30ʺ--W 78⁰12ʹ30ʺ/N 38°17ʹ30ʺ--N 37º43ʹ00ʺ).",
    )
    box = Box("37.71666667", "-78.875", "38.29166667", "-78.20833333")
    label = "W 78°52ʹ30ʺ--W 78°12ʹ30ʺ/N 38°17ʹ30ʺ--N 37°43ʹ00ʺ"
    assert parts["places"] == (Place(label, "034$d$e$f$g+255$c", box),)
    assert outcomes(fields)["034$b"] == "coded-scale"


def test_areas_without_words() -> None:
    parts, _ = grouped(
        places,
        "034 0  $aa$dE0483057$eE0483057$fS0582011$gS0582011",
        "034 0  $dE070$eE160$fN055$gN010",
        "034 0  $d-10.5$e-9.5$f20$g10$zSite 521",
    )
    point = Point("-58.33638889", "48.51583333")
    assert [(place.label, place.area) for place in parts["places"]] == [
        ("-58.33638889 48.51583333", point),
        ("10 70 55 160", Box("10", "70", "55", "160")),
        ("Site 521", Box("10", "-10.5", "20", "-9.5")),
    ]


@pytest.mark.parametrize(
    ("row", "reason", "remarked"),
    [
        ("034    $dW189.8$eW59.5$fN10$gN5", "invalid-coordinates", True),
        ("034    $dE010$fN010", "invalid-coordinates", True),
        ("034    $dE010$eE020$fN010$gN020", "invalid-coordinates", True),
        ("034    $dE010$eE020$fN020$gN010$zMars", "not-on-earth", False),
    ],
)
def test_what_is_no_area_on_earth(row: str, reason: str, remarked: bool) -> None:
    parts, fields = grouped(places, row)
    assert (parts["places"], outcomes(fields)["034$d"]) == ((), reason)
    assert [(one.code, one.severity) for one in fields.findings] == [
        ("coordinates", Severity.WARNING)
    ] * remarked


def test_coded_areas() -> None:
    parts, fields = grouped(places, "043    $ae-fr---$an-us-ny$bn-us-ny$aaa-is---$ae-fr---$2xx")
    assert parts["places"] == (
        Place("France", "043$a", iri=f"{AREAS}e-fr"),
        Place("New York", "043$a", iri=f"{AREAS}n-us-ny"),
    )
    told = [(value, found[1]) for name, found, value in fields.outcomes() if found and name == "043$a"]
    assert told == [("e-fr---", ""), ("n-us-ny", ""), ("aa-is---", "invalid-code"), ("e-fr---", "repeated")]
    assert [(one.code, one.severity, one.value) for one in fields.findings] == [
        ("invalid-code", Severity.INFO, "aa-is---")
    ]


@pytest.mark.parametrize(
    ("code", "label"),
    [("is ", "Israel"), ("xx ", None), ("vp ", None), ("|||", None), ("   ", None), ("zz9", None)],
)
def test_the_country_of_publication(code: str, label: str | None) -> None:
    fields = fields_of(f"008 000725s1999    {code}c")
    found = country(fields)
    assert (found.label if found else None) == label
    assert [one.code for one in fields.findings] == (["invalid-code"] if code == "zz9" else [])
    assert country(fields_of()) is None


def test_further_places_of_publication() -> None:
    fields = fields_of(
        "008 000725s1999    enkc",
        "044    $aenk$agw$czz$axx",
        "752    $aEngland$dLondon.$epublication place.$4pup$2tgn",
        "752    $aFrance$dParis$eprinter",
        "751    $aLeiden",
        "751    $aLeipzig$4pup$0(DE-588)4035206-7",
    )
    england = country(fields)
    assert england is not None
    parts: Parts = {"publication": Publication("008", places=(england,))}
    places(fields, parts)
    assert [(place.label, place.source, place.iri) for place in parts["publication"].places] == [
        ("England", "008", f"{COUNTRIES}enk"),
        ("Germany", "044$a", f"{COUNTRIES}gw"),
        ("England -- London", "752$a$d$e$4", None),
        ("Leipzig", "751$a$4$0", "https://d-nb.info/gnd/4035206-7"),
    ]
    told = [
        (value, found[1]) for name, found, value in fields.outcomes() if found and name in {"044$a", "752$d"}
    ]
    assert told == [
        ("enk", "same-as-008"),
        ("gw", ""),
        ("xx", "no-country"),
        ("London.", ""),
        ("Paris", "no-place-of-publication"),
    ]


def test_places_of_publication_without_an_imprint() -> None:
    parts, _ = grouped(
        places, "752    $6880-01$aRussia$dKazanʹ", "880    $6752-01/(N$aРоссия$dКазань", languages="rus"
    )
    (place,) = parts["publication"].places
    assert place.alternates == (Text("Россия -- Казань", "880$a$d", "ru-cyrl"),)
    assert parts["publication"].source == "752$a$d"


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ("856 41 $3Table of contents$uhttp://example.org/1", UrlRole.ABOUT),
        ("856 40 $uhttp://www.loc.gov/catdir/toc/fy02/00045547.html", UrlRole.ABOUT),
        ("856 42 $3Inhaltsverzeichnis$uhttp://d-nb.info/1/04", UrlRole.ABOUT),
        ("856 4  $yCover image$uhttp://example.org/1.jpg", UrlRole.ABOUT),
        ("856 40 $uhttp://example.org/1", UrlRole.RESOURCE),
        ("856 40 $3Full text$zTable of contents$uhttp://example.org/1", UrlRole.RESOURCE),
        ("856 41 $uhttp://hdl.loc.gov/loc.gdc/gcfr.0092", UrlRole.FORMAT),
        ("856 42 $3Finding aid$uhttp://example.org/1", UrlRole.ABOUT),
        ("856 4  $uhttp://example.org/1", UrlRole.RELATED),
        ("856 48 $uhttp://example.org/1", UrlRole.RELATED),
        ("856 43 $uhttp://example.org/1", UrlRole.RELATED),
    ],
)
def test_what_an_address_leads_to(row: str, role: UrlRole) -> None:
    parts, _ = grouped(urls, row)
    assert [url.role for url in parts["urls"]] == [role]


def test_an_address_without_an_indicator_is_the_thing_online() -> None:
    fields = fields_of("856 4  $uhttp://example.org/1$qPDF$70", "856 40 $uhttp://example.org/1$zFree")
    parts: Parts = {"formats": (Text("eBook", "LDR/06"),)}
    urls(fields, parts)
    assert parts["urls"] == (Url("http://example.org/1", UrlRole.RESOURCE, "856$u$q", "application/pdf"),)
    assert parts["free"] == Stated(True, "856$7")
    assert [found[1] for name, found, _ in fields.outcomes() if found and name == "856$u"] == ["", "repeated"]


def test_several_addresses_and_some_that_are_none() -> None:
    row = "856 40 $uhttp://example.org/a b$uHTTP://Example.org/2$uno address$qtext/html$qh$xsecret$hold"
    parts, fields = grouped(urls, row)
    assert [(url.iri, url.media_type) for url in parts["urls"]] == [
        ("http://example.org/a%20b", "text/html"),
        ("http://example.org/2", "text/html"),
    ]
    assert [(one.code, one.severity, one.value) for one in fields.findings] == [
        ("url", Severity.WARNING, "no address")
    ]
    assert (outcomes(fields)["856$x"], outcomes(fields)["856$h"]) == ("nonpublic-note", "non-functioning")


@given(records(["034", "043", "044", "255", "751", "752", "856"]))
def test_never_an_error(fields: Fields) -> None:
    parts: Parts = {}
    places(fields, parts)
    urls(fields, parts)
    country(fields)
    assert all(place.label for place in parts["places"])
