from __future__ import annotations

from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flask_app.paths import candidates, record_path, split_extension, wsgi_path
from ld.errors import MintingError
from ld.iris import id_fault

ids = st.text(
    st.sampled_from("aZ0/:%?# ü😀.~@&=+\\\"'<>\u202e") | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=40,
)
servable = ids.filter(lambda record_id: id_fault(record_id) is None)
EXTENSIONS = frozenset({"html", "ttl", "jsonld"})


def path_info(path: str) -> str:
    """What a server makes of the path of a request (PEP 3333)."""
    return unquote_to_bytes(path).decode("latin-1")


@given(servable)
@example("a/b")
@example("../../etc/passwd")
@example("a/../b")
@example("./a")
@example("//evil.example/")
@example("100%")
@example("%2F")
@example("?q#f")
@example("😀 ü")
@example("oai:x.org:1@2")
def test_an_id_comes_back_from_its_path(record_id: str) -> None:
    path = record_path(record_id)
    assert path.isascii()
    assert not set(path) & set('?# \\"<>^`{|}')
    assert path.count("/") == 2
    assert wsgi_path(path_info(path)) == f"/record/{record_id}"


@given(servable, servable)
def test_two_ids_never_share_a_path(one: str, other: str) -> None:
    assert (record_path(one) == record_path(other)) is (one == other)


@pytest.mark.parametrize("record_id", ["", ".", "..", "a\0", "a\n", "\ud800", "x" * 513, "ü" * 257])
def test_what_no_path_brings_back_has_none(record_id: str) -> None:
    with pytest.raises(MintingError):
        record_path(record_id)


@pytest.mark.parametrize("path", ["%ff", "%C3", "%ED%A0%80", "%C0%AF", "a%80"])
def test_what_is_not_utf8_is_no_path(path: str) -> None:
    assert wsgi_path(path_info("/record/" + path)) is None


@given(st.text(max_size=20))
def test_any_path_is_text_or_nothing(text: str) -> None:
    read = wsgi_path(text)
    assert read is None or quote(read) == quote(text.encode("latin-1"))


@pytest.mark.parametrize(
    ("path_id", "expected"),
    [
        ("a", [("a", None)]),
        ("a.ttl", [("a.ttl", None), ("a", "ttl")]),
        ("a.ttl.html", [("a.ttl.html", None), ("a.ttl", "html")]),
        ("a.TTL", [("a.TTL", None)]),
        ("a.", [("a.", None)]),
        (".ttl", [(".ttl", None)]),
        ("ttl", [("ttl", None)]),
        ("a/b.ttl", [("a/b.ttl", None), ("a/b", "ttl")]),
        ("", [("", None)]),
    ],
)
def test_what_a_path_may_mean(path_id: str, expected: list[tuple[str, str | None]]) -> None:
    assert list(candidates(path_id, EXTENSIONS)) == expected


@given(servable, st.sampled_from(sorted(EXTENSIONS)))
def test_an_extension_comes_off_again(record_id: str, extension: str) -> None:
    assert split_extension(f"{record_id}.{extension}", EXTENSIONS) == (record_id, extension)
