from __future__ import annotations

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.links import Link, link_header, parse_link_header
from ld.errors import MintingError

uris = st.text(st.sampled_from(string.ascii_letters + string.digits + ":/?#[]@!$&'()*+,;=%-._~"), max_size=20)
rels = st.lists(st.text(string.ascii_lowercase + "-:/.", min_size=1, max_size=8), min_size=1, max_size=3).map(
    " ".join
)
names = st.text(string.ascii_lowercase, min_size=1, max_size=6).filter(lambda name: name != "rel")
values = st.text(max_size=12).filter(
    lambda value: value.isascii() or not any(0xD800 <= ord(c) < 0xE000 for c in value)
)
links = st.builds(
    lambda target, rel, attributes: Link(target, rel, **attributes),
    uris,
    rels,
    st.dictionaries(names, values, max_size=3),
)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (Link("/a", "canonical"), '</a>; rel="canonical"'),
        (Link("/a", "alternate", type="text/turtle"), '</a>; rel="alternate"; type="text/turtle"'),
        (Link("/a", "first prev"), '</a>; rel="first prev"'),
        (Link("/a", "item", title='say "hi" \\o/'), '</a>; rel="item"; title="say \\"hi\\" \\\\o/"'),
        (Link("/a", "item", title="Ü"), "</a>; rel=\"item\"; title*=UTF-8''%C3%9C"),
        (Link("/a", "item", title="a\r\nb"), "</a>; rel=\"item\"; title*=UTF-8''a%0D%0Ab"),
        (Link("/a>; rel=evil, <b", "item"), '</a%3E;%20rel=evil,%20%3Cb>; rel="item"'),
        (Link("/a\r\nSet-Cookie: x", "item"), '</a%0D%0ASet-Cookie:%20x>; rel="item"'),
        (Link("/%C3%BC?q=a%20b", "item"), '</%C3%BC?q=a%20b>; rel="item"'),
        (Link("/ü", 'it"em\n'), '</%C3%BC>; rel="it%22em%0A"'),
        (Link("/a", "item", title=None), '</a>; rel="item"'),
        (Link("", "self"), '<>; rel="self"'),
    ],
)
def test_links_are_written(link: Link, expected: str) -> None:
    assert link_header([link]) == expected


def test_many_links_and_none() -> None:
    assert link_header([]) == ""
    assert link_header([Link("/a", "x"), Link("/b", "y")]) == '</a>; rel="x", </b>; rel="y"'


def test_an_attribute_name_that_is_none_is_refused() -> None:
    with pytest.raises(MintingError):
        link_header([Link("/a", "x", **{"ti\r\ntle": "y"})])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ()),
        ("nonsense", ()),
        ("<a>", (Link("a", ""),)),
        ("<a>;rel=x", (Link("a", "x"),)),
        ("<a>;rel=x;rel=y", (Link("a", "x"),)),
        (
            '<a> ; REL = x ; ; title = "b\\"c" ,\t<b>;rel=\'y\'',
            (Link("a", "x", title='b"c'), Link("b", "'y'")),
        ),
        ('<a>; rel="x"; type=text/html', (Link("a", "x", type="text/html"),)),
        ('<a>; rel="x"; crossorigin', (Link("a", "x", crossorigin=""),)),
        ("<a>;rel=x;title*=UTF-8'en'%C3%BC", (Link("a", "x", title="ü"),)),
        ("<a>;rel=x;title*=latin1''%FC;title=u", (Link("a", "x", title="u"),)),
        ("<a>;rel=x;target=b;self=c", (Link("a", "x", target="b", self="c"),)),
        ("<a>;rel=x <b>;rel=y", ()),
        ("<a>;rel=x, <b;rel=y", (Link("a", "x"),)),
    ],
)
def test_links_are_read(header: str, expected: tuple[Link, ...]) -> None:
    assert parse_link_header(header) == expected


@given(st.lists(links, max_size=4))
def test_links_round_trip(given_links: list[Link]) -> None:
    assert list(parse_link_header(link_header(given_links))) == given_links


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=30))
def test_whatever_it_holds_one_link_stays_one_printable_link(target: str, rel: str, title: str) -> None:
    header = link_header([Link(target, rel, title=title)])
    assert all(" " <= character <= "~" for character in header)
    (read,) = parse_link_header(header)
    assert [name for name, _ in read.attributes] == ["title"]
    assert link_header([read]) == header


@given(st.text(st.sampled_from("<>;=,\"\\ ab*'%\0é"), max_size=40))
def test_no_header_raises(header: str) -> None:
    parse_link_header(header)


@pytest.mark.parametrize(
    "header", ["<a>;" * 50_000, "<a>" + ";" * 100_000, '<a>;b="' * 30_000, "<" * 100_000, ", " * 100_000]
)
def test_hostile_headers_take_no_time(header: str) -> None:
    start = time.process_time()
    parse_link_header(header)
    assert time.process_time() - start < 0.5
