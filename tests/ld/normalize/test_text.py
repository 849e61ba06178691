"""Clean text: what goes, what stays, once."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.normalize.punctuation import is_abbreviated
from ld.normalize.text import clean, fold, is_blank, line, nfc, one_line, strip_isbd

PIECES = [
    "<",
    ">",
    "/",
    "b",
    "<b>",
    "</b>",
    "<p ",
    "script",
    "&lt;",
    "&amp;",
    "&#x3c;",
    ";",
    "&",
    '"',
    "=",
    "\u200b",
    "\u0301",
    "K",
    " ",
    "<!--",
    "-->",
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
TAG = re.compile(r"</?(?:b|i|p|script|jats:p)(?:\s+[a-z]+='[^'<>]*')*\s*/?>", re.IGNORECASE)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The ship of death /", "The ship of death /"),
        ("Cafe\u0301", "Café"),
        ("co\u00adoper\u200bation\ufeff", "cooperation"),
        ("\x98Die\x9c Zeit", "Die Zeit"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb\x0bc\x00d", "a b cd"),
        ("lone \ud800 surrogate\ufffe\U0001fffe", "lone  surrogate"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("AT&T, R&D; &nosuch;", "AT&T, R&D; &nosuch;"),
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("&#x4E00;&#20108;&#0;&#xD800;", "一二"),
        ("caf&eacute; e&#x301;", "café é"),
        ("H<sub>2</sub>O and <i>E. coli</i>", "H2O and E. coli"),
        ("<jats:p>One</jats:p><jats:p>two</jats:p>", "One\ntwo"),
        ("&lt;p&gt;escaped&lt;/p&gt;", "escaped"),
        ("<script>alert('x')</script>shown", "shown"),
        ("<a href='x' title=\"a > b\">link</a><br/>", "link"),
        ("<![CDATA[raw]]> <!-- note --><?xml version='1.0'?>text", "raw text"),
        ("<<b>b>nested", "nested"),
        ("<\u200bb>hidden", "hidden"),
        ("p < 0.05 and x<y, a > b", "p < 0.05 and x<y, a > b"),
        ("v. <3   > ; 21 cm.", "v. <3   > ; 21 cm."),
        ("<1998- >", "<1998- >"),
        ("<HTML> The Basics", "<HTML> The Basics"),
        (
            "The Study of Things & Combinations <HTML Edition>",
            "The Study of Things & Combinations <HTML Edition>",
        ),
        ("<angle>brackets&ampersands", "<angle>brackets&ampersands"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\u200db", "ab"),
        ("  \n\u00a0", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text(alphabet=st.characters(exclude_characters="&<")))
@settings(max_examples=150)
def test_without_markup_clean_is_idempotent(value: str) -> None:
    once = clean(value)
    assert clean(once) == once


@given(st.text(alphabet=st.characters(), max_size=40))
@settings(max_examples=150)
def test_escaping_is_undone_exactly_once(value: str) -> None:
    shown = clean(value.replace("<", "‹").replace("&", "+"))
    assert clean(html.escape(shown, quote=True)) == shown
    assert clean(html.escape(html.escape("&", quote=False), quote=False)) == "&amp;"


@given(st.one_of(MARKUP, st.text(alphabet=st.characters(exclude_categories=()))))
@settings(max_examples=300)
def test_clean_leaves_no_tag_no_control_and_nfc(value: str) -> None:
    text = clean(value)
    assert not TAG.search(text)
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text.replace("\n", ""))


@given(st.text(alphabet=st.characters(exclude_characters="&<")))
def test_line_is_one_line_of_clean(value: str) -> None:
    text = line(value)
    assert text == one_line(clean(value))
    assert text.split() == text.split(" ") or not text
    assert is_blank(value) == (text == "")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Report to the commissioner. -", "Report to the commissioner"),
        ("Lord Byron's marriage ;", "Lord Byron's marriage"),
        ("The new international economic order :", "The new international economic order"),
        ("A concise account of North America:", "A concise account of North America"),
        ("Li romans de Claris et Laris,", "Li romans de Claris et Laris"),
        ("Title =", "Title"),
        ("Boletin de la Sociedad astronomica de Mexico.", "Boletin de la Sociedad astronomica de Mexico"),
        ("[1st ed.]. -", "[1st ed.]"),
        ("1st ed.", "1st ed."),
        ("Di 1 ban.", "Di 1 ban"),
        ("Izd. 3., dop.", "Izd. 3., dop."),
        ("Smith, J.", "Smith, J."),
        ("Kalinin, M. I︠U︡.", "Kalinin, M. I︠U︡."),
        ("American book co.", "American book co."),
        ("John Wiley & Sons, Inc.,", "John Wiley & Sons, Inc."),
        ("Wasson, John, M.D.", "Wasson, John, M.D."),
        ("To be continued ...", "To be continued ..."),
        ("Und so weiter… /", "Und so weiter…"),
        ("Jewel, 1974-", "Jewel, 1974-"),
        ("http://example.org/ :", "http://example.org/"),
        ("Learning XML.", "Learning XML"),
        ("李 水城 著.", "李 水城 著"),
        ("名賢 簡牘．", "名賢 簡牘"),
        ("汗馬 古典 叢書 ；", "汗馬 古典 叢書"),
        ("مجموعۀ سيماى زن ؛", "مجموعۀ سيماى زن"),
        ("مجاهد، امين،", "مجاهد، امين"),
        ("モーニング娘。", "モーニング娘。"),
        ("...", "..."),
        ("/", "/"),
        ("", ""),
    ],
)
def test_strip_isbd(raw: str, expected: str) -> None:
    assert strip_isbd(raw) == expected


@given(st.one_of(st.text(), st.text(alphabet="ab.,/:;=- …JI", max_size=12)))
@settings(max_examples=300)
def test_strip_isbd_is_idempotent_and_only_shortens(value: str) -> None:
    once = strip_isbd(value)
    assert strip_isbd(once) == once
    assert once in value


def test_abbreviations_keep_their_stop() -> None:
    assert is_abbreviated("Hrsg")
    assert not is_abbreviated("Works")
    assert is_abbreviated("Mont︠s︡, I︠U︡")
    assert not is_abbreviated("Ikonomova, Anastasii͡a")


@pytest.mark.parametrize(
    ("one", "two", "equal"),
    [
        ("The ship of death /", "THE SHIP OF DEATH.", True),
        ("Foo : bar", "Foo: bar", True),
        ("C++", "C", False),
        ("C#", "C", False),
        ("Müller", "Muller", False),
        ("Straße", "STRASSE", True),
        ("कि", "की", False),
        ("!!!", "???", False),
    ],
)
def test_fold(one: str, two: str, equal: bool) -> None:
    assert (fold(one) == fold(two)) is equal


@given(st.text())
def test_fold_is_idempotent(value: str) -> None:
    assert fold(fold(value)) == fold(value)


def test_long_runs_of_marks_are_cut_as_in_stream_safe_text() -> None:
    assert nfc("e" + "\u0301\u0323" * 5) == unicodedata.normalize("NFC", "e" + "\u0301\u0323" * 5)
    assert len(nfc("e" + "\u0301\u0323" * 2000)) <= 31
