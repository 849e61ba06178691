"""Dates: ISO forms, imprints, numbering of serials, lives, eras."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from ld.errors import LexicalError
from ld.normalize.dates import Date, interval_year, life_dates, parse, parse_span, parse_timestamp

TODAY = datetime.date(2026, 11, 22)
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = re.compile(
    r"(?:\d{4}|\d{3}X|\d{2}XX)(?:-\d\d(?:-\d\d)?)?[?~]?"
    r"|(?:\d{4}(?:-\d\d(?:-\d\d)?)?[?~]?|\.\.|)/(?:\d{4}(?:-\d\d(?:-\d\d)?)?[?~]?|\.\.|)"
    r"|\[(?:\d{4}\.\.\d{4}|\d{4}\.\.|\.\.\d{4})\]"
)


def lexical(date: Date | None) -> str | None:
    return date.lexical if date else None


@pytest.mark.parametrize(
    ("raw", "issued", "copyright_", "edtf"),
    [
        ("2017", "2017", None, None),
        ("2017-08", "2017-08", None, None),
        ("2017-08-30", "2017-08-30", None, None),
        ("20170830", "2017-08-30", None, None),
        ("2017-08-30T12:00:00Z", "2017-08-30T12:00:00Z", None, None),
        ("1899.", "1899", None, None),
        ("c2000.", "2000", "2000", None),
        ("©1900", "1900", "1900", None),
        ("℗1972", "1972", "1972", None),
        ("p1972", "1972", "1972", None),
        ("1994, c1993.", "1994", "1993", None),
        ("[2000], c1992.", "2000", "1992", None),
        ("1902.[c1901]", "1902", "1901", None),
        ("c1982 (1983 printing).", "1983", "1982", None),
        ("[1983] p1979.", "1983", "1979", None),
        ("[1983]-c1996.", "1983", None, "1983/1996"),
        ("[1900]", "1900", None, None),
        ("[1997?]", "1997", None, "1997?"),
        ("ca. 1850", "1850", None, "1850~"),
        ("2000-2004.", "2000", None, "2000/2004"),
        ("1999-<2003   >", "1999", None, "1999/2003"),
        ("2000-", "2000", None, "2000/.."),
        ("1950-9999", "1950", None, "1950/.."),
        ("<-1999>", None, None, "/1999"),
        ("1834-35.", "1834", None, "1834/1835"),
        ("[1981-1983?]", "1981", None, "1981/1983?"),
        ("1838[-1839]", "1838", None, "1838/1839"),
        ("[199-?]", None, None, "199X"),
        ("19--.", None, None, "19XX"),
        ("19XX", None, None, "19XX"),
        ("1990s", None, None, "199X"),
        ("[198-], c1966.", None, "1966", "198X"),
        ("[1981 or 1982]", None, None, "[1981..1982]"),
        ("1365 [1989 or 1990]", None, None, "[1989..1990]"),
        ("[between 1993 and 2000]", None, None, "[1993..2000]"),
        ("[not before 1800]", None, None, "[1800..]"),
        ("2542 [1999]", "1999", None, None),
        ("Shōwa 46 [1971]", "1971", None, None),
        ("shōwa 53 [1978]", "1978", None, None),
        ("1402 [1981 or 1982]", None, None, "[1981..1982]"),
        ("2543 [2000]-2549 [2006]", "2000", None, "2000/2006"),
        ("[1378, i.e., 1999]", "1999", None, None),
        ("1999/2000 [i.e. 1999]", "1999", None, None),
        ("1378-   [1999-", "1999", None, "1999/.."),
        ("[760-<765> i.e. 1999-<2004 or 2005>]", "1999", None, "1999/2004?"),
        ("1995, 1997.", "1995", None, "1997"),
        ("2008; 2016", "2008", None, "2016"),
        ("Sept. 22, 1856.", "1856-09-22", None, None),
        ("[October 2000]", "2000-10", None, None),
        ("22 août 1793", "1793-08-22", None, None),
        ("2000 Spring", "2000", None, "2000-21"),
        ("1978 Jul-Sep", "1978-07", None, "1978-07/1978-09"),
        ("1998 Dec-1999 Jan", "1998-12", None, "1998-12/1999-01"),
        ("2001 May 22-29", "2001-05-22", None, "2001-05-22/2001-05-29"),
        ("1998 Dec 28-1999 Jan 3", "1998-12-28", None, "1998-12-28/1999-01-03"),
        ("the yere of our lorde God 1527 the xvi. daye of Maye.", "1527", None, None),
        ("2004-06/2006-08", "2004-06", None, "2004-06/2006-08"),
        ("١٩٩٩", "1999", None, None),
    ],
)
def test_parse(raw: str, issued: str | None, copyright_: str | None, edtf: str | None) -> None:
    found = parse(raw, today=TODAY)
    assert (lexical(found.issued), lexical(found.copyright), lexical(found.edtf)) == (
        issued,
        copyright_,
        edtf,
    )


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "s.a.",
        "0000",
        "9999",
        "2029",
        "999",
        "2017-02-29",
        "Minguo 87",
        "36194.",
        "l983.",
        "LP 75.",
        "London,",
        "1" * 300,
    ],
)
def test_parse_refuses(raw: str) -> None:
    with pytest.raises(LexicalError):
        parse(raw, today=TODAY)


def test_the_future_is_two_years_wide() -> None:
    assert parse("2028", today=TODAY).issued == Date("2028", "gYear")


@given(st.text(alphabet="0123456789-/[]<>?.,c©p XuorJanMay~", max_size=24))
@settings(max_examples=400)
def test_whatever_is_parsed_is_valid(value: str) -> None:
    try:
        found = parse(value, today=TODAY)
    except LexicalError:
        return
    assert found.issued or found.copyright or found.edtf
    for date in (found.issued, found.copyright, found.edtf):
        if date and date.datatype == "edtf":
            assert EDTF.fullmatch(date.lexical), date
        elif date:
            assert date.year is not None
            assert 1000 <= date.year <= 2028


@given(st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2028, 12, 31)))
def test_every_day_of_the_calendar_parses_as_itself(day: datetime.date) -> None:
    assert parse(day.isoformat(), today=TODAY).issued == Date(day.isoformat(), "date")
    assert parse(f"{day:%Y%m%d}", today=TODAY).issued == Date(day.isoformat(), "date")
    assert parse(f"{day:%d %B %Y}", today=TODAY).issued == Date(day.isoformat(), "date")


@pytest.mark.parametrize(
    ("raw", "expected", "datatype"),
    [
        ("2012-09-27T17:00:08Z", "2012-09-27T17:00:08Z", "dateTime"),
        ("2012-09-27T17:00:08.500Z", "2012-09-27T17:00:08.5Z", "dateTime"),
        ("2012-09-27T19:00:08+02:00", "2012-09-27T17:00:08Z", "dateTime"),
        ("2012-09-27T23:30:00-0130", "2012-09-28T01:00:00Z", "dateTime"),
        ("2012-09-27 17:00:08", "2012-09-27T17:00:08", "dateTime"),
        ("2012-09-27T24:00:00Z", "2012-09-28T00:00:00Z", "dateTime"),
        ("2012-09-27T17:00Z", "2012-09-27T17:00:00Z", "dateTime"),
        ("20050605163513.0", "2005-06-05T16:35:13", "dateTime"),
        ("2012-09-27", "2012-09-27", "date"),
    ],
)
def test_timestamps(raw: str, expected: str, datatype: str) -> None:
    found = parse_timestamp(raw, today=TODAY)
    assert (found.lexical, found.datatype) == (expected, datatype)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "2012",
        "2012-09",
        "2012-13-01T00:00:00Z",
        "2012-02-30",
        "2012-09-27T25:00:00Z",
        "2012-09-27T17:00:60Z",
        "0001-01-01T00:00:00Z",
        "2012-09-27T17:00:08+15:00",
        "2012-09-27T17:00:08+01:75",
        "3012-09-27T17:00:08Z",
    ],
)
def test_timestamps_refuse(raw: str) -> None:
    with pytest.raises(LexicalError):
        parse_timestamp(raw, today=TODAY)


@given(
    st.datetimes(
        min_value=datetime.datetime.fromisoformat("1000-01-02"),
        max_value=datetime.datetime.fromisoformat("2027-01-01"),
        timezones=st.none() | st.timezones(),
    )
)
@settings(max_examples=60, deadline=None)
def test_timestamps_are_canonical_for_the_store(moment: datetime.datetime) -> None:
    try:
        found = parse_timestamp(moment.isoformat(), today=TODAY)
    except LexicalError:
        offset = moment.utcoffset()
        assert offset is not None
        # Before standard time there were seconds of an offset, and more than XSD's 14 hours of it.
        assert offset.seconds % 60 or abs(offset) > datetime.timedelta(hours=14)
        return
    store = Store()
    literal = Literal(found.lexical, datatype=NamedNode(f"{XSD}dateTime"))
    store.add(Quad(NamedNode("urn:x"), NamedNode("urn:y"), literal))
    assert [quad.object for quad in store] == [literal]


@pytest.mark.parametrize(
    ("raw", "start", "end", "edtf"),
    [
        ("1878-", "1878", None, "1878/.."),
        ("1922-1975", "1922", "1975", "1922/1975"),
        ("-1953.", None, "1953", "/1953"),
        ("Vol. 1 (Feb. 1956)-", "1956", None, "1956-02/.."),
        ("Vol. 1, no. 1 (Jan./Feb. 1985)-", "1985", None, "1985-01/.."),
        ("Vol. 1, no. 1 (fall 1983)-v. 5, no. 4 (winter 1987).", "1983", "1987", "1983/1987"),
        (
            "Vol. 1, no. 1 (Dec. 21, 1767)-v. 3, no. 26 (June 25, 1770).",
            "1767",
            "1770",
            "1767-12-21/1770-06-25",
        ),
        ("11 août 1791-25 août 1793.", "1791", "1793", "1791-08-11/1793-08-25"),
        (
            "[1. Jahrg.] No. 1 (3. Jan. 1872)-Jahrg. 11, No. 47 (22. Nov. 1882).",
            "1872",
            "1882",
            "1872-01-03/1882-11-22",
        ),
        ("-Nr. 664 (30. Juli 1937).", None, "1937", "/1937-07-30"),
        ("Ceased with: Vol. 17, no. 4 (1998).", None, "1998", "/1998"),
        ("Vol. 1, no. 2-v. 4, no. 4 (June 1982).", None, "1982", "/1982-06"),
        ("no. 1-   1916-", "1916", None, "1916/.."),
        ("1st ed. (1984-1985)-", "1984", None, "1984/.."),
        ("1947/48-", "1947", None, "1947/.."),
        ("1939-82--", "1939", None, "1939/.."),
        ("no. 1664 (1937)-", "1937", None, "1937/.."),
        ("Vol. 1 (1979)", "1979", None, None),
    ],
)
def test_spans(raw: str, start: str | None, end: str | None, edtf: str | None) -> None:
    span = parse_span(raw, today=TODAY)
    assert (lexical(span.start), lexical(span.end), lexical(span.edtf)) == (start, end, edtf)


@pytest.mark.parametrize("raw", ["", "Vol. 1-", "No 1-no 6.", "1-", "-vyp. 18.", "1960-1950"])
def test_spans_refuse(raw: str) -> None:
    with pytest.raises(LexicalError):
        parse_span(raw, today=TODAY)


@given(st.text(alphabet="0123456789-()., VolnoJan/[]", max_size=40))
@settings(max_examples=200)
def test_spans_are_in_order(value: str) -> None:
    try:
        span = parse_span(value, today=TODAY)
    except LexicalError:
        return
    assert span.start or span.end
    assert not (span.start and span.end) or span.start.lexical <= span.end.lexical
    assert span.edtf is None or EDTF.fullmatch(span.edtf.lexical)


@pytest.mark.parametrize(
    ("raw", "birth", "death"),
    [
        ("1884-1920", "1884", "1920"),
        ("1829-1906.", "1829", "1906"),
        ("1950-", "1950", None),
        ("1871-    ,", "1871", None),
        ("-1521", None, "1521"),
        ("1795 - 1881", "1795", "1881"),
        ("b. 1903", "1903", None),
        ("d.1871.", None, "1871"),
        ("ca. 1556-1626", None, "1626"),
        ("1822-1884?", "1822", None),
        ("approximately 1722-", None, None),
        ("1954 or 1955-", None, None),
        ("1923 or 1924-1998.", None, "1998"),
        ("942-1017.", None, "1017"),
        ("145 B.C.-approximately 86 B.C.", None, None),
        ("active 1516-1546.", None, None),
        ("fl. 1240.", None, None),
        ("17th cent.", None, None),
        ("1937 April 4-", "1937-04-04", None),
        ("1875 December-1951", "1875-12", "1951"),
    ],
)
def test_lives(raw: str, birth: str | None, death: str | None) -> None:
    assert tuple(map(lexical, life_dates(raw, today=TODAY))) == (birth, death)


@pytest.mark.parametrize("raw", ["", "-", "pseud.", "1922.", "1950-1900", "1818?-l890."])
def test_lives_refuse(raw: str) -> None:
    with pytest.raises(LexicalError):
        life_dates(raw, today=TODAY)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1939-1945.", "1939/1945"),
        ("1945", "1945"),
        ("1900-2099", "1900/2099"),
        ("20th century.", None),
        ("1945-", None),
        ("1945-1939", None),
        ("0000", None),
        ("Civil War, 1936-1939.", None),
        ("", None),
    ],
)
def test_eras(raw: str, expected: str | None) -> None:
    assert interval_year(raw) == expected
