"""XML files cut into records: what hides tags, what looks like one, encodings, and records that never end."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.errors import SourceError
from ld.sources.xml import Piece, load, records, root
from ld.sources.xml import window as window_module
from ld.sources.xml.opening_tag import encoding


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes a read, and can look ahead."""

    def __init__(self, data: bytes, sizes: Iterable[int]) -> None:
        super().__init__()
        self._file = io.BytesIO(data)
        self._sizes = list(sizes)
        self._turn = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        if self._turn == 0:  # the look ahead, for which real streams have a buffer
            self._turn = 1
            return self._file.read(size)
        self._turn += 1
        few = self._sizes[self._turn % len(self._sizes)]
        return self._file.read(few if size < 0 else min(size, few))


def cut(data: bytes | str, names: Iterable[str] = ("r",), *, nested: bool = True) -> list[Piece]:
    raw = data.encode() if isinstance(data, str) else data
    return list(records(io.BytesIO(raw), "test.xml", names, nested=nested))


def raws(data: bytes | str, names: Iterable[str] = ("r",), *, nested: bool = True) -> list[str]:
    return [piece.raw.decode() for piece in cut(data, names, nested=nested)]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every tag, name and comment is cut somewhere by the end of what has been read."""
    monkeypatch.setattr(window_module, "_CHUNK", 7)


HIDDEN = [
    "<s><!-- <r>no</r> --><r>1</r></s>",
    "<s><![CDATA[ <r>no</r> ]]><r>1</r></s>",
    "<s><?php <r>no</r> ?><r>1</r></s>",
    "<?xml version='1.0'?><!DOCTYPE s SYSTEM 'x.dtd'><s><r>1</r></s>",
    '<!DOCTYPE s [<!ENTITY e "]><r>no</r>">]><s><r>1</r></s>',
    "<!DOCTYPE s [<!-- it's ]> <r>no</r> --> <!ENTITY e 'x'>]><s><r>1</r></s>",
    "<!DOCTYPE s [<?pi ]> <r>no</r> ?>]><s><r>1</r></s>",
    '<s a="<r>no</r>"><r>1</r></s>',
    "<s a='x > y'><r>1</r></s>",
]


@pytest.mark.parametrize("text", [*HIDDEN[:7], HIDDEN[8]])
def test_what_is_no_tag(text: str) -> None:
    assert raws(text) == ["<r>1</r>"]


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("text", [*HIDDEN[:7], HIDDEN[8]])
def test_what_is_no_tag_in_small_chunks(text: str) -> None:
    assert raws(text) == ["<r>1</r>"]


@pytest.mark.parametrize(
    "inside",
    [
        "<!-- </r> -->",
        "<![CDATA[</r>]]>",
        "<?x </r> ?>",
        "<a b='>'/>",
        "<rr></rr>",
        "<r-x/>",
        "<r.x/></r.x>",
        "<r>nested</r>",
        "<r/><r a='1'><r></r></r>",
        "a < b and c > d ! ?",
        "<!-- <r> -->",
        "Why? <x>No!</x>",
    ],
)
def test_a_record_ends_with_its_own_tag(inside: str) -> None:
    text = f"<s><r>{inside}</r ><r>2</r></s>"
    assert raws(text) == [f"<r>{inside}</r >", "<r>2</r>"]


@pytest.mark.usefixtures("small_chunks")
def test_a_record_ends_with_its_own_tag_in_small_chunks() -> None:
    text = "<s><r><!-- </r> --><r-x/><![CDATA[</r>]]><r>n</r></r\n><r>2</r></s>"
    assert raws(text) == [text[3:-12], "<r>2</r>"]


def test_empty_and_self_closed_records() -> None:
    assert raws("<s><r/><r a='/'/><r></r></s>") == ["<r/>", "<r a='/'/>", "<r></r>"]


def test_only_whole_names_are_records() -> None:
    assert raws("<rs><r-s/><r.s/><r:s/><rr/><R/><r>1</r></rs>") == ["<r>1</r>"]


def test_several_names_and_none_inside_of_another() -> None:
    found = cut("<s><a><b>in</b></a><b>out</b><c/></s>", ["a", "b"])
    assert [(piece.name, piece.raw) for piece in found] == [("a", b"<a><b>in</b></a>"), ("b", b"<b>out</b>")]


def test_a_lone_record_is_a_source_too() -> None:
    assert raws("\n<r><t>1</t></r>\n") == ["<r><t>1</t></r>"]


def test_namespaces_around_are_kept() -> None:
    text = """<o:s xmlns:o="http://o" xmlns="http://d?a=1&amp;b='2'"><o:m xmlns:x='http://x'><r xmlns:o="http://own"/></o:m><r/></o:s>"""
    one, two = cut(text)
    loaded = load(one.raw)
    assert loaded.nsmap == {"o": "http://own", None: "http://d?a=1&b='2'", "x": "http://x"}
    assert load(two.raw).nsmap == {"o": "http://o", None: "http://d?a=1&b='2'"}


def test_a_namespace_taken_back_is_taken_back() -> None:
    (one,) = cut('<s xmlns="http://d"><m xmlns=""><r/></m></s>')
    assert load(one.raw).tag == "r"


def test_prefixed_records() -> None:
    (one,) = cut('<m:c xmlns:m="http://m"><m:r><m:r>in</m:r><r>other</r></m:r></m:c>')
    assert one.raw == b'<m:r xmlns:m="http://m"><m:r>in</m:r><r>other</r></m:r>'
    assert one.name == "r"


def test_places() -> None:
    text = "\ufeff<s>é<r>1</r>–<r>2</r></s>".encode()
    assert [text[piece.offset :].startswith(b"<r>") for piece in cut(text)] == [True, True]
    assert cut("<s>é<r/></s>".encode("utf-16"))[0].offset is None


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("utf8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("UTF-32", "utf-32"),
        ("ISO-8859-1", "iso8859-1"),
        ("latin1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("US-ASCII", "utf-8"),
        ("UTF-16", "utf-8"),
        ("hex", "utf-8"),
        ("rot13", "utf-8"),
        ("idna", "utf-8"),
        ("no-such", "utf-8"),
    ],
)
def test_encodings(declared: str, codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><s><r>Café ÿ</r><r>2</r></s>'
    data = text.encode(codec)
    assert raws(data) == ["<r>Café ÿ</r>", "<r>2</r>"]
    found = root(io.BytesIO(data))
    assert found is not None
    assert found.name == "s"


def test_characters_cut_between_reads() -> None:
    data = "<s><r>𝔄é漢</r></s>".encode("utf-16")
    assert [piece.raw.decode() for piece in records(Dribble(data, [1]), "a.xml", ["r"])] == ["<r>𝔄é漢</r>"]


def test_a_declaration_that_lies_does_not_lose_records() -> None:
    data = b'<?xml version="1.0" encoding="UTF-8"?><s><r>caf\xe9</r><r>2</r></s>'
    assert [piece.raw for piece in cut(data)] == [b"<r>caf\xe9</r>", b"<r>2</r>"]


@pytest.mark.parametrize(
    "head", [b"", b"   ", b"\xff", b"{}", b"<", b"<?xml", b"\0\0\0", b"<!DOCTYPE [", b"plain text > < <3"]
)
def test_what_is_no_xml_has_no_root(head: bytes) -> None:
    assert root(io.BytesIO(head)) is None
    assert cut(head) == []


def test_encoding_of_nothing() -> None:
    assert encoding(b"") == "utf-8"


def test_a_record_cut_off_is_not_complete() -> None:
    whole, cut_off = cut("<s><r>1</r><r>2<r>in</r>")
    assert whole.complete
    assert (cut_off.raw, cut_off.complete) == (b"<r>2<r>in</r>", False)


def test_a_record_never_closed_ends_where_the_next_begins() -> None:
    """Of records that are never inside of one another nothing else can be meant."""
    found = cut("<s><r>1<t></r2><r>2</r><r>3</r></s>", nested=False)
    assert [(piece.raw, piece.complete) for piece in found] == [
        (b"<r>1<t></r2>", False),
        (b"<r>2</r>", True),
        (b"<r>3</r>", True),
    ]


def test_a_record_never_closed_among_those_that_may_nest() -> None:
    """The element around it ends before it does, so the next record is no part of it."""
    found = cut("<s><r>1<r>2</r><r>3</r></s><s><r>4</r></s>")
    assert [(piece.raw, piece.complete) for piece in found] == [
        (b"<r>1", False),
        (b"<r>2</r>", True),
        (b"<r>3</r>", True),
        (b"<r>4</r>", True),
    ]


def test_the_last_record_never_closed() -> None:
    found = cut("<s><r>1</r><r>2</s><s><r>3</r></s>")
    assert [(piece.raw, piece.complete) for piece in found] == [
        (b"<r>1</r>", True),
        (b"<r>2", False),
        (b"<r>3</r>", True),
    ]


@pytest.mark.parametrize(
    "stray",
    ["<!-- no end", "<![CDATA[ no end", "<? no end", "<!DOCTYPE [ no end", "<b 'no end", "< b", "<b", "<"],
)
def test_markup_without_an_end_costs_one_record(stray: str) -> None:
    found = cut(f"<s><r>1</r><r>{stray}</r><r>3</r></s>", nested=False)
    assert [piece.raw for piece in found][::2] == [b"<r>1</r>", b"<r>3</r>"]


@pytest.mark.parametrize(
    "stray", ["<!-- no end", "<![CDATA[ no end", "<b 'no end", "<b", '"', "</x>", "]]>", "-->"]
)
def test_garbage_between_records(stray: str) -> None:
    assert raws(f"<s><r>1</r>{stray}<r>2</r></s>") == ["<r>1</r>", "<r>2</r>"]


def test_concatenated_files() -> None:
    one = '<?xml version="1.0"?><!DOCTYPE s><s xmlns="http://a"><r>1</r></s>\n'
    assert raws(one * 2 + "<s><r>3</r></s>") == ['<r xmlns="http://a">1</r>'] * 2 + ["<r>3</r>"]


def test_a_record_too_long_is_an_error_that_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_module, "MAX_RECORD", 1000)
    monkeypatch.setattr(window_module, "_CHUNK", 100)
    with pytest.raises(SourceError, match="after byte 3;"):
        cut(b"<s><r>" + b"x" * 5000)
    found = cut(b"<s><r>" + b"x" * 500 + b"<r>2</r>" + b"y" * 5000 + b"<r>3</r>")
    assert [piece.raw[-8:] for piece in found][1:] == [b"<r>2</r>", b"<r>3</r>"]


@pytest.mark.parametrize(
    "attack",
    [
        "<!--",
        "<![CDATA[",
        "<?",
        "<!DOCTYPE [",
        "<b '",
        "<r ",
        "<r",
        "<",
        "<r>",
        "</r>",
        "<!DOCTYPE [<!--",
        "<b a='",
    ],
)
def test_time_is_linear(attack: str) -> None:
    """Whatever is opened thousands of times and never closed is looked through once."""
    data = attack * (60_000 // len(attack))
    start = time.perf_counter()
    cut(f"<s><r>1</r>{data}<r>2</r></s>", nested=False)
    cut(f"<s><r>{data}</r><r>2</r></s>", nested=False)
    cut(f"<s><r>{data}</r><r>2</r></s>")
    assert time.perf_counter() - start < 20  # seconds; quadratic it would be many minutes


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="<>&\r", exclude_categories=["Cc", "Cs"]), max_size=20
)
NODES = st.recursive(
    TEXTS
    | st.sampled_from(
        ["<!-- <r> -->", "<![CDATA[</r>]]>", "<?p <r>?>", "<x/>", "&#60;", "<rr/>", "<r/>", "\n"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        .map("".join)
        .flatmap(
            lambda text: st.sampled_from(["x", "r", "r-x", "y"]).map(
                lambda name: f"<{name} a='1>2'>{text}</{name}>"
            )
        )
    ),
    max_leaves=6,
)
RECORDS = st.lists(NODES.map(lambda inner: f"<r>{inner}</r>"), max_size=5)


@settings(max_examples=150, deadline=None)
@given(found=RECORDS, between=TEXTS, sizes=st.lists(st.integers(1, 7), min_size=1, max_size=4))
def test_concatenated_records_come_back_equal(found: list[str], between: str, sizes: list[int]) -> None:
    data = f"<s>{between.join(['', *found, ''])}</s>".encode()
    assert [piece.raw.decode() for piece in records(Dribble(data, sizes), "a.xml", ["r"])] == found
    assert raws(data) == found


@settings(max_examples=200, deadline=None)
@given(
    data=st.lists(
        st.sampled_from(
            [
                b"<r>",
                b"</r>",
                b"<r/>",
                b"<s>",
                b"</s>",
                b"<!--",
                b"-->",
                b"<![CDATA[",
                b"]]>",
                b"<?",
                b"?>",
                b"'",
                b'"',
                b"<!DOCTYPE [",
                b"<r a='",
                b"\xff",
                b"x",
            ]
        )
        | st.binary(max_size=5),
        max_size=30,
    ).map(b"".join),
    nested=st.booleans(),
)
def test_any_bytes_give_pieces_in_order_and_never_overlapping(data: bytes, nested: bool) -> None:
    place = 0
    for piece in cut(data, nested=nested):
        if piece.offset is not None:
            assert piece.offset >= place
            assert data[piece.offset :].startswith(piece.raw[:2])
            place = piece.offset + len(piece.raw)
    chopped = list(records(Dribble(data, [3, 1]), "test.xml", ["r"], nested=nested))
    assert chopped == cut(data, nested=nested)
