from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flask_app.caching import (
    CachedResponse,
    ResponseCache,
    etag,
    http_date,
    if_match,
    if_none_match,
    not_modified,
    parse_http_date,
)

seconds = st.integers(0, 3_000_000_000)
moments = seconds.map(lambda second: datetime.fromtimestamp(second, UTC))
tags = st.binary(max_size=8).map(etag)


def test_an_entity_tag_is_strong_and_legal() -> None:
    tag = etag("a", b"b")
    assert tag[0] == tag[-1] == '"'
    assert tag[1:-1].isascii()
    assert not set(tag[1:-1]) & set('" \\')


@given(
    st.lists(st.text(max_size=4) | st.binary(max_size=4), max_size=4),
    st.lists(st.text(max_size=4), max_size=4),
)
def test_entity_tags_are_equal_where_the_parts_are(one: list[str | bytes], other: list[str]) -> None:
    flat = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in one]
    assert (etag(*one) == etag(*other)) == (flat == [part.encode("utf-8", "surrogatepass") for part in other])


def test_borders_between_parts_count() -> None:
    assert len({etag("ab", "c"), etag("a", "bc"), etag("abc"), etag("abc", ""), etag()}) == 5
    assert etag("\ud800") != etag("?")


@pytest.mark.parametrize(
    ("header", "listed"),
    [
        (None, False),
        ("", False),
        ("*", True),
        (" * ", True),
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ('"b","a"', True),
        ('"b" , W/"a" ,', True),
        (',, "a"', True),
        ('"b"', False),
        ("a", False),
        ('"a', False),
        ('w/"a"', False),
        ('"A"', False),
        ('"b,"a"', False),
        ('"x*"', False),
        ('*, "a"', True),
        ("\0", False),
    ],
)
def test_if_none_match(header: str | None, listed: bool) -> None:
    assert if_none_match(header, '"a"') is listed
    assert if_none_match(header, 'W/"a"') is listed


@pytest.mark.parametrize(
    ("header", "allowed"),
    [
        (None, True),
        ("*", True),
        ('"a"', True),
        ('"b", "a"', True),
        ('W/"a"', False),
        ('"b"', False),
        ("", False),
        ("a", False),
    ],
)
def test_if_match(header: str | None, allowed: bool) -> None:
    assert if_match(header, '"a"') is allowed


def test_a_weak_tag_never_matches_strongly() -> None:
    assert not if_match('W/"a", "a"', 'W/"a"')
    assert if_match("*", 'W/"a"')


@given(st.lists(tags, max_size=6), tags, st.booleans())
def test_lists_of_tags(listed: list[str], tag: str, weak: bool) -> None:
    header = ", ".join(f"W/{one}" if weak else one for one in listed)
    assert if_none_match(header, tag) is (tag in listed)
    assert if_match(header, tag) is (tag in listed and not weak)


@given(st.text(st.sampled_from('W/",* a\0é'), max_size=40))
def test_no_list_raises(header: str) -> None:
    if_none_match(header, '"a"')
    if_match(header, '"a"')


@pytest.mark.parametrize(
    "header", ['"' * 100_001, "W/" * 100_000, ", " * 100_000, '"a"' * 50_000, "a" * 100_000, '" ,' * 50_001]
)
def test_hostile_lists_take_no_time(header: str) -> None:
    start = time.process_time()
    if_none_match(header, '"zz"')
    assert time.process_time() - start < 0.5


@given(moments)
def test_dates_round_trip_and_agree_with_the_standard_library(moment: datetime) -> None:
    assert http_date(moment) == format_datetime(moment, usegmt=True)
    assert parse_http_date(http_date(moment)) == moment
    assert http_date(moment.timestamp()) == http_date(moment)
    assert http_date(moment.astimezone(timezone(timedelta(hours=5, minutes=30)))) == http_date(moment)


@given(st.integers(-49 * 365, 49 * 365))
@settings(max_examples=50)
def test_the_obsolete_forms_are_read(days: int) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(days)
    assert parse_http_date(moment.ctime()) == moment
    long_day = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[
        moment.weekday()
    ]
    day, month, year, clock = http_date(moment)[5:-4].split(" ")
    assert parse_http_date(f"{long_day}, {day}-{month}-{year[2:]} {clock} GMT") == moment


def test_a_moment_without_a_zone_is_utc_and_fractions_are_dropped() -> None:
    assert (
        http_date(datetime(2026, 11, 22, 10, 0, 0, 999_999, UTC).replace(tzinfo=None))
        == "Sun, 22 Nov 2026 10:00:00 GMT"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Xxx 1994 08:49:37 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, ٠٦ Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT\n",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "\0" * 10_000,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_http_date(text) is None


def test_two_digits_of_a_year_far_ahead_mean_the_past() -> None:
    this_year = datetime.now(UTC).year
    for year in (this_year - 49, this_year + 49):
        read = parse_http_date(f"Monday, 02-Jan-{year % 100:02} 00:00:00 GMT")
        assert read is not None
        assert read.year == year


def test_a_leap_second_is_read() -> None:
    assert parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)


MODIFIED = datetime(2026, 11, 22, 10, 0, 0, 500_000, tzinfo=UTC)
SAME, EARLIER, LATER = (http_date(MODIFIED + timedelta(seconds=s)) for s in (0, -1, 1))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"If-None-Match": '"a"'}, True),
        ({"If-None-Match": '"b"'}, False),
        ({"If-None-Match": '"a"', "If-Modified-Since": EARLIER}, True),
        ({"If-None-Match": '"b"', "If-Modified-Since": LATER}, False),
        ({"If-None-Match": "", "If-Modified-Since": LATER}, False),
        ({"If-Modified-Since": SAME}, True),
        ({"If-Modified-Since": LATER}, True),
        ({"If-Modified-Since": EARLIER}, False),
        ({"If-Modified-Since": "nonsense"}, False),
    ],
)
def test_not_modified(headers: dict[str, str], expected: bool) -> None:
    assert not_modified(headers, '"a"', MODIFIED) is expected
    assert not_modified(headers, '"a"', MODIFIED.timestamp()) is expected


def test_without_validators_everything_is_modified() -> None:
    assert not not_modified({"If-None-Match": "*"}, None, None)
    assert not not_modified({"If-Modified-Since": LATER}, None, None)


def response(size: int) -> CachedResponse:
    return CachedResponse(200, (("Content-Type", "text/turtle"),), b"x" * size)


def test_the_least_recently_used_goes_first() -> None:
    cache = ResponseCache(3 * response(1000).weight)
    for key in "abc":
        cache.put(key, response(1000))
    assert cache.get("a") is not None
    cache.put("d", response(1000))
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]
    stats = cache.stats()
    assert (stats.entries, stats.weight, stats.evictions) == (3, 3 * response(1000).weight, 1)
    assert (stats.hits, stats.misses) == (4, 1)


def test_what_is_too_long_is_not_kept_and_does_not_stay() -> None:
    cache = ResponseCache(2000)
    cache.put("a", response(10))
    cache.put("a", response(5000))
    assert cache.get("a") is None
    assert cache.stats().weight == 0
    nothing = ResponseCache(0)
    nothing.put("a", response(0))
    assert nothing.get("a") is None


def test_clear_keeps_the_counts() -> None:
    cache = ResponseCache(10_000)
    cache.put("a", response(10))
    cache.get("a")
    cache.clear()
    assert cache.stats()[:3] == (0, 0, 1)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3000)), max_size=40), st.integers(0, 6000))
def test_the_cache_never_outgrows_its_limit(puts: list[tuple[int, int]], limit: int) -> None:
    cache, last = ResponseCache(limit), dict[int, CachedResponse]()
    for key, size in puts:
        last[key] = response(size)
        cache.put(key, last[key])
        held = [found for number in range(6) if (found := cache.get(number)) is not None]
        assert cache.stats().weight == sum(one.weight for one in held) <= limit
        assert all(cache.get(number) in (None, last.get(number)) for number in range(6))


def test_threads_may_share_it() -> None:
    cache = ResponseCache(20 * response(100).weight)

    def work(offset: int) -> None:
        for number in range(2000):
            cache.put((number + offset) % 40, response(100))
            cache.get(number % 40)

    threads = [Thread(target=work, args=(offset,)) for offset in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stats = cache.stats()
    assert (stats.entries, stats.weight) == (20, 20 * response(100).weight)
    assert stats.hits + stats.misses == 8000
