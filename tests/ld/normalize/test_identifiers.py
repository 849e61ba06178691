"""Identifiers: check digits, normal forms, IRIs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from stdnum import isbn as stdnum_isbn

from ld.errors import LexicalError
from ld.normalize import check_digits
from ld.normalize.identifiers import (
    SCHEMES,
    Identifier,
    authority,
    doi,
    from_control_number,
    from_url,
    handle,
    isbn,
    ismn,
    isni,
    issn,
    lccn,
    oclc,
    orcid,
    pmcid,
    pmid,
    ror,
    zdb,
)

PARSERS = (doi, handle, ismn, isni, lccn, oclc, orcid, pmcid, pmid, ror, zdb, from_control_number)


@pytest.mark.parametrize(
    ("raw", "number", "qualifier"),
    [
        ("1558612742 (pbk. : alk. paper)", "9781558612747", "pbk. : alk. paper"),
        ("8820737493", "9788820737498", None),
        ("0374249407:", "9780374249403", None),
        ("978-90-420-3464-8", "9789042034648", None),
        ("0931688175 (cloth) :", "9780931688171", "cloth"),
        ("0915027070 (U.S. : v. 1) :", "9780915027071", "U.S. : v. 1"),
        ("593006007X", "9785930060072", None),
        ("593006007x", "9785930060072", None),
        ("0709923775 :", "9780709923770", None),
        ("0 374 24940 7", "9780374249403", None),
        ("0374249407 12.50", "9780374249403", None),
        ("ISBN 0-374-24940-7 pbk. : $12.50", "9780374249403", "pbk."),
        ("ISBN-13: 9798644293513", "9798644293513", None),
        ("2870 1558612742", None, None),
        ("9028927417 (Bruxelles)", "9789028927414", "Bruxelles"),
    ],
)
def test_isbn(raw: str, number: str | None, qualifier: str | None) -> None:
    if number is None:
        with pytest.raises(LexicalError):
            isbn(raw)
    else:
        assert (isbn(raw).isbn13, isbn(raw).qualifier) == (number, qualifier)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "*",
        "2910993075 (v. 2)",
        "9602248499",
        "155861274",
        "9790060115615",
        "X234567890",
        "12345678901234567890",
    ],
)
def test_isbn_refuses(raw: str) -> None:
    with pytest.raises(LexicalError):
        isbn(raw)


@given(st.integers(0, 10**9 - 1))
def test_every_isbn10_is_its_isbn13(body: int) -> None:
    digits = f"{body:09}"
    check = "0123456789X"[sum(int(digit) * (place + 1) for place, digit in enumerate(digits)) % 11]
    number = isbn(f"{digits}{check}").isbn13
    assert number[:12] == f"978{digits}"
    assert sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(number)) % 10 == 0
    assert stdnum_isbn.is_valid(number)
    wrong = "0123456789X".replace(check, "")[body % 10]
    with pytest.raises(LexicalError):
        isbn(f"{digits}{wrong}")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("0034-0049", "0034-0049"),
        ("0307-952x ;", "0307-952X"),
        ("ISSN 03446727", "0344-6727"),
        ("0344‐290X", "0344-290X"),
    ],
)
def test_issn(raw: str, expected: str) -> None:
    assert issn(raw) == expected


@pytest.mark.parametrize(
    "raw", ["", "0854-3711 ;", "0440-7273 ;", "(OCoLC) 5877974", "0348-4653 ;v nr 37", "0034-0040"]
)
def test_issn_refuses(raw: str) -> None:
    with pytest.raises(LexicalError):
        issn(raw)


@given(st.integers(0, 10**7 - 1))
def test_every_issn_has_one_check_digit(body: int) -> None:
    valid = [check for check in "0123456789X" if check_digits.issn(f"{body:07}{check}")]
    assert len(valid) == 1
    assert issn(f"{body:07}{valid[0]}").replace("-", "") == f"{body:07}{valid[0]}"


@pytest.mark.parametrize(
    ("parser", "raw", "value", "iri"),
    [
        (ismn, "M-2306-7118-7", "9790230671187", None),
        (ismn, "979-0-2306-7118-7 (score)", "9790230671187", None),
        (
            doi,
            "10.1186/s12939-017-0655-2",
            "10.1186/s12939-017-0655-2",
            "https://doi.org/10.1186/s12939-017-0655-2",
        ),
        (
            doi,
            "http://dx.doi.org/10.1234/FAKETYFAKE1",
            "10.1234/FAKETYFAKE1",
            "https://doi.org/10.1234/faketyfake1",
        ),
        (doi, "doi:10.1000/abc).", "10.1000/abc", "https://doi.org/10.1000/abc"),
        (doi, "10.1000/a(b)c", "10.1000/a(b)c", "https://doi.org/10.1000/a(b)c"),
        (doi, "urn:doi:10.1000/ABC", "10.1000/ABC", "https://doi.org/10.1000/abc"),
        (
            doi,
            "https://doi.org/10.1002/(SICI)1096-8644(199601)99:1%3C1::AID-AJPA1%3E3.0.CO;2-1",
            "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-1",
            "https://doi.org/10.1002/(sici)1096-8644(199601)99:1%3C1::aid-ajpa1%3E3.0.co;2-1",
        ),
        (
            doi,
            '10.1000/É#?{}|^\\"',
            "10.1000/É#?{}|^\\",
            "https://doi.org/10.1000/%C3%89%23%3F%7B%7D%7C%5E%5C",
        ),
        (
            handle,
            "https://hdl.handle.net/2027.42/78183",
            "2027.42/78183",
            "https://hdl.handle.net/2027.42/78183",
        ),
        (handle, "hdl:1887/4531", "1887/4531", "https://hdl.handle.net/1887/4531"),
        (pmid, "28854930", "28854930", "https://pubmed.ncbi.nlm.nih.gov/28854930/"),
        (pmcid, "PMC5577770", "PMC5577770", "https://pmc.ncbi.nlm.nih.gov/articles/PMC5577770/"),
        (pmcid, "5577770", "PMC5577770", "https://pmc.ncbi.nlm.nih.gov/articles/PMC5577770/"),
        (
            orcid,
            "http://orcid.org/0000-0002-1825-0097",
            "0000-0002-1825-0097",
            "https://orcid.org/0000-0002-1825-0097",
        ),
        (orcid, "000000021694233X", "0000-0002-1694-233X", "https://orcid.org/0000-0002-1694-233X"),
        (isni, "ISNI 0000 0001 2103 2683", "0000000121032683", "https://isni.org/isni/0000000121032683"),
        (ror, "https://ror.org/05gq02987", "05gq02987", "https://ror.org/05gq02987"),
        (oclc, "(OCoLC)ocm30585539", "30585539", "http://www.worldcat.org/oclc/30585539"),
        (oclc, "ocm05831268 820113", "5831268", "http://www.worldcat.org/oclc/5831268"),
        (oclc, "9094826", "9094826", "http://www.worldcat.org/oclc/9094826"),
        (lccn, "84107832", "84107832", "https://lccn.loc.gov/84107832"),
        (lccn, "00422019 //r842", "00422019", "https://lccn.loc.gov/00422019"),
        (lccn, "sn 84001234", "sn84001234", "https://lccn.loc.gov/sn84001234"),
        (lccn, "a  54005678 /MN", "a54005678", "https://lccn.loc.gov/a54005678"),
        (lccn, "85-2 ", "85000002", "https://lccn.loc.gov/85000002"),
        (lccn, "2001-000002", "2001000002", "https://lccn.loc.gov/2001000002"),
        (zdb, "(DE-600)1413423-8", "1413423-8", "https://ld.zdb-services.de/resource/1413423-8"),
    ],
)
def test_normal_forms(parser: object, raw: str, value: str, iri: str | None) -> None:
    assert callable(parser)
    found = parser(raw)
    assert (found.value, found.iri) == (value, iri)
    assert SCHEMES[found.scheme].pattern.fullmatch(found.value)


@pytest.mark.parametrize(
    ("parser", "raw"),
    [
        (ismn, "M-2306-7118-8"),
        (doi, "10.1/x"),
        (doi, "10.1234/a b"),
        (doi, "10.1234/a%0Ab"),
        (doi, "10.1234/%FF"),
        (doi, "10.1234/"),
        (doi, "11.1234/x"),
        (handle, "x"),
        (pmid, "0"),
        (pmid, "123456789"),
        (pmid, "PMC5577770"),
        (pmcid, "PMC0"),
        (pmcid, "PMC9999999999"),
        (orcid, "0000-0002-1825-0098"),
        (orcid, "0000-0000-0000-0000"),
        (isni, "123"),
        (ror, "05gq02988"),
        (ror, "05gi02987"),
        (oclc, "(OCoLC)fst00799254"),
        (oclc, "0"),
        (oclc, "(OCoLC)ocm12275114e"),
        (lccn, "0034139"),
        (lccn, "abcd12345678"),
        (lccn, "abc1234567890"),
        (zdb, "1413423-9"),
        (zdb, "x"),
    ],
)
def test_refusals(parser: object, raw: str) -> None:
    assert callable(parser)
    with pytest.raises(LexicalError):
        parser(raw)


@given(st.one_of(st.text(), st.text(alphabet='10./doiPMC:hl-X(a%<>"é ', max_size=30).map("10.1234/".__add__)))
@settings(max_examples=300)
def test_what_is_read_is_valid_and_reads_as_itself(value: str) -> None:
    for parser in PARSERS:
        try:
            found = parser(value)
        except LexicalError:
            continue
        if found.iri:
            assert NamedNode(found.iri).value == found.iri
            assert found.iri.isascii()
        if found.scheme == "doi":
            assert re.fullmatch(r"10\.\d{4,9}/\S+", found.value, re.ASCII)
            assert from_url(found.iri or "") is not None
        elif not found.scheme.startswith("org:"):
            assert parser(found.value) == found or found.scheme in {"handle", "k10plus", "gnd"}


@pytest.mark.parametrize(
    ("url", "scheme", "value"),
    [
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5577770/", "pmcid", "PMC5577770"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/28854930", "pmid", "28854930"),
        ("http://dx.doi.org/10.1186/s12939-017-0655-2", "doi", "10.1186/s12939-017-0655-2"),
        ("https://pubmed.ncbi.nlm.nih.gov/28854930/?from=x", "pmid", "28854930"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC5577770/pdf/main.pdf", "pmcid", "PMC5577770"),
        ("https://europepmc.org/article/MED/28854930", "pmid", "28854930"),
        ("https://orcid.org/0000-0002-1825-0097", "orcid", "0000-0002-1825-0097"),
        ("https://hdl.handle.net/1887/4531?locatt=view:master", "handle", "1887/4531"),
        ("urn:nbn:de:bvb:12-bsb11054209-2", "urn-nbn", "urn:nbn:de:bvb:12-bsb11054209-2"),
        (
            "https://nbn-resolving.org/urn:nbn:de:bvb:12-bsb11054209-2",
            "urn-nbn",
            "urn:nbn:de:bvb:12-bsb11054209-2",
        ),
        ("URN:ISBN:978-90-420-3464-8", "isbn", "9789042034648"),
        ("http://www.worldcat.org/oclc/30585539", "oclc", "30585539"),
        ("http://viaf.org/viaf/102333412", "viaf", "102333412"),
        ("https://d-nb.info/gnd/118540238", "gnd", "118540238"),
        ("http://id.loc.gov/authorities/subjects/sh85069833", "lcsh", "sh85069833"),
        ("http://id.worldcat.org/fast/fst00799254", "fast", "799254"),
        ("https://www.wikidata.org/wiki/Q42", "wikidata", "Q42"),
        ("https://arxiv.org/abs/2101.12345v2", "arxiv", "2101.12345"),
        ("https://portal.issn.org/resource/ISSN/0034-0049", "issn", "0034-0049"),
    ],
)
def test_urls_that_are_identifiers(url: str, scheme: str, value: str) -> None:
    found = from_url(url)
    assert found is not None
    assert (found.scheme, found.value) == (scheme, value)


@pytest.mark.parametrize(
    "url",
    [
        "http://proquest.umi.com/pqdweb?pmid=000029287&clientId=3260",
        "http://www.loc.gov/catdir/toc/fy02/00045547.html",
        "http://openurl.villanova.edu:9003/sfx_local?sid=sfx:e_collection&issn=0022-4499&genre=journal",
        "http://hdl.loc.gov/loc.gdc/scd0001.00144422661",
        "https://doi.org.evil.example/10.1234/x",
        "https://orcid.org/0000-0002-1825-0098",
        "https://doi.org/",
        "doi.org",
        "",
    ],
)
def test_urls_that_are_none(url: str) -> None:
    assert from_url(url) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("(OCoLC)ocm47013195", Identifier("oclc", "47013195", "http://www.worldcat.org/oclc/47013195")),
        ("RB(OCoLC)10670095", Identifier("oclc", "10670095", "http://www.worldcat.org/oclc/10670095")),
        ("ocm10945712", Identifier("oclc", "10945712", "http://www.worldcat.org/oclc/10945712")),
        ("(DE-599)GBV690250223", Identifier("k10plus", "690250223", None)),
        ("(DE-599)ZDB2072-2", Identifier("zdb", "2072-2", "https://ld.zdb-services.de/resource/2072-2")),
        ("(DE-599)DNB986210218", Identifier("org:DE-599", "DNB986210218", None)),
        (
            "(DE-600)1413423-8",
            Identifier("zdb", "1413423-8", "https://ld.zdb-services.de/resource/1413423-8"),
        ),
        ("(Sirsi) o10712062", Identifier("org:Sirsi", "o10712062", None)),
        ("(CStRLIN)DCLP00-B11414", Identifier("org:CStRLIN", "DCLP00-B11414", None)),
        ("(CaOTULAS)203453340", Identifier("org:CaOTULAS", "203453340", None)),
    ],
)
def test_control_numbers(raw: str, expected: Identifier) -> None:
    assert from_control_number(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "*",
        "194-8271",
        "b2903349",
        "sdr-miu000031056",
        "j comp ph b",
        "(OCoLC)",
        "(OCoLC)ocm12275114e",
        "()1",
    ],
)
def test_control_numbers_without_a_scheme(raw: str) -> None:
    with pytest.raises(LexicalError):
        from_control_number(raw)


@pytest.mark.parametrize(
    ("raw", "iri"),
    [
        ("(DLC)n  79021164", "http://id.loc.gov/authorities/names/n79021164"),
        ("(DLC)sh 85069833", "http://id.loc.gov/authorities/subjects/sh85069833"),
        ("(DE-588)118540238", "https://d-nb.info/gnd/118540238"),
        ("(viaf)102333412", "http://viaf.org/viaf/102333412"),
        ("(orcid)0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("(OCoLC)fst00799254", "http://id.worldcat.org/fast/799254"),
        ("(uri)http://viaf.org/viaf/102333412", "http://viaf.org/viaf/102333412"),
        ("http://id.loc.gov/rwo/agents/n79021164", "http://id.loc.gov/authorities/names/n79021164"),
        ("(DE-627)104500138", None),
        ("(DLC)xyz", None),
        ("", None),
    ],
)
def test_authorities(raw: str, iri: str | None) -> None:
    found = authority(raw)
    assert (found.iri if found else None) == iri


def test_every_scheme_has_an_address_of_its_own() -> None:
    for scheme in SCHEMES.values():
        assert NamedNode(scheme.property_id).value.startswith("http")
        assert scheme.label
        assert scheme.iri_template is None or scheme.iri_template.count("{}") == 1
