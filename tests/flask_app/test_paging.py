"""Pages of a list: the links lead over everything, once, in both directions, whatever is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import BadRequest

from flask_app.paging import MOST, PAGE, Page, Read, Window, turn, window
from ld.editions import RecordRow, State

keys = st.text(st.sampled_from("ab/&=é \U0010ffff"), min_size=1, max_size=4)
lists = st.lists(keys, max_size=12, unique=True).map(sorted)
limits = st.integers(1, 5)


def reader(ids: Iterable[str]) -> Read:
    rows = [RecordRow(one, State.PUBLISHED) for one in ids]

    def read(part: Window) -> Sequence[RecordRow]:
        if part.before is None:
            return [row for row in rows if row.id > part.after][: part.limit]
        return [row for row in rows if not part.before or row.id < part.before][-part.limit :]

    return read


def page(ids: Iterable[str], asked: Window) -> Page:
    return turn(reader(ids), asked, lambda row: row.id)


def shown(found: Page) -> list[str]:
    return [row.id for row in found.rows]


def asked_by(address: str, usual: int = PAGE) -> Window:
    return window(dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)), usual=usual)


@given(lists, limits)
def test_next_leads_over_everything_once(ids: list[str], limit: int) -> None:
    found, asked = list[str](), Window(limit=limit)
    while asked is not None:
        one = page(ids, asked)
        found += shown(one)
        assert len(one.rows) == limit or one.next is None
        assert (one.prev is None) is (not asked.after)
        asked = one.next
    assert found == ids


@given(lists, limits)
def test_prev_leads_over_everything_once(ids: list[str], limit: int) -> None:
    found, asked = list[str](), Window(before="", limit=limit)
    while asked is not None:
        one = page(ids, asked)
        found = shown(one) + found
        assert len(one.rows) == limit or one.prev is None
        assert (one.next is None) is (not asked.before)
        asked = one.prev
    assert found == ids


@given(lists, limits, keys, st.booleans())
def test_wherever_one_begins_the_links_tell_the_truth(
    ids: list[str], limit: int, key: str, backwards: bool
) -> None:
    one = page(ids, Window(before=key, limit=limit) if backwards else Window(after=key, limit=limit))
    rows = shown(one)
    beyond = [other for other in ids if (other < key if backwards else other > key)]
    assert rows == (beyond[-limit:] if backwards else beyond[:limit])
    if rows:
        assert (one.prev is not None) is (ids[0] < rows[0])
        assert (one.next is not None) is (rows[-1] < ids[-1])
    for other in filter(None, (one.prev, one.next)):
        assert page(ids, other).rows  # no link leads to an empty page
    if one.prev:
        assert shown(page(ids, one.prev)) == [other for other in ids if not rows or other < rows[0]][-limit:]
    if one.next:
        assert shown(page(ids, one.next)) == [other for other in ids if not rows or other > rows[-1]][:limit]


@given(lists, limits, st.sampled_from([PAGE, 3]), st.sampled_from(["", "?field=a%26b", "?a=1&b="]))
def test_addresses_bring_the_windows_back(ids: list[str], limit: int, usual: int, query: str) -> None:
    address = f"https://x.example/list{query}"
    for asked in (
        Window(limit=limit, usual=usual),
        Window(before="", limit=limit, usual=usual),
        *(Window(one, limit=limit, usual=usual) for one in ids),
    ):
        one = page(ids, asked)
        assert all(link.target.startswith(address) for link in one.links(address))
        assert all(link.target.count("?") <= 1 for link in one.links(address))
        links = {link.rel: asked_by(link.target, usual) for link in one.links(address)}
        assert links.pop("first") == Window(limit=limit, usual=usual)
        assert links.pop("last") == Window(before="", limit=limit, usual=usual)
        assert links == {rel: other for rel, other in (("prev", one.prev), ("next", one.next)) if other}


@pytest.mark.parametrize(
    ("arguments", "numbers", "expected"),
    [
        ({}, False, Window()),
        ({"after": ""}, False, Window()),
        ({"before": ""}, False, Window(before="")),
        ({"after": "", "before": "x"}, False, Window(before="x")),
        ({"after": "x", "limit": str(MOST)}, False, Window("x", limit=MOST)),
        ({"after": "12"}, True, Window("12")),
        ({"before": ""}, True, Window(before="")),
    ],
)
def test_what_is_asked_for(arguments: dict[str, str], numbers: bool, expected: Window) -> None:
    assert window(arguments, numbers=numbers) == expected


def test_a_list_may_have_other_lengths() -> None:
    assert window({}, usual=9, most=20) == Window(limit=9, usual=9)
    assert window({"limit": "20"}, usual=9, most=20).query == "?limit=20"
    assert window({"limit": "9"}, usual=9, most=20).query == ""
    with pytest.raises(BadRequest, match="from 1 to 20"):
        window({"limit": "21"}, usual=9, most=20)


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ({"after": "a", "before": "b"}, False),
        ({"after": "a", "before": ""}, False),
        *(
            ({"limit": limit}, False)
            for limit in ("0", "-1", "x", "501", "000000001999999", "9" * 5000, "1.5", "٣", "", " 5")
        ),
        *(({"after": number}, True) for number in ("x", "-1", "1.0", "٣", "9" * 19, " 1", "1e3")),
        *(({"before": number}, True) for number in ("x", "-1", "9" * 5000)),
    ],
)
def test_what_cannot_be_asked_for(arguments: dict[str, str], numbers: bool) -> None:
    with pytest.raises(BadRequest):
        window(arguments, numbers=numbers)
