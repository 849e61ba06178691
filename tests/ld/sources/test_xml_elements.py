"""One record's XML as a tree: what is refused, what is read; and elements accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ld.findings import FieldOutcome, Outcome
from ld.sources.xml import Elements, XmlFault, load, local_name, namespace


def elements(text: str, through: frozenset[str] = frozenset()) -> Elements:
    return Elements(load(text.encode()), "1", lambda path: (Outcome.DROPPED, "untaken"), through=through)


def outcomes(found: Elements) -> set[tuple[str, Outcome, str, int]]:
    return {(entry.field, entry.outcome, entry.reason, entry.count) for entry in found.coverage()}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"<a>1<!-- no -->2</a>", "12"),
        (b"<a><![CDATA[<b>&amp;]]></a>", "<b>&amp;"),
        (b"<a>x<?pi y?>z</a>", "xz"),
        (b"<a>&lt;&#233;&#xe9;&amp;</a>", "<éé&"),
        (b"<a>&eacute;&alpha;&nbsp;&mdash;</a>", "éα\xa0—"),
        (b"<a>&LT;b&GT;</a>", "<b>"),
        ("<a>漢字 𝔄</a>".encode(), "漢字 𝔄"),
    ],
)
def test_text_as_it_is_meant(raw: bytes, text: str) -> None:
    assert "".join(load(raw).itertext()) == text


BILLION = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    "raw",
    [
        BILLION,
        EXTERNAL,
        b"<a>&own;</a>",
        b"<a>",
        b"",
        b"text",
        b"<a></b>",
        b"<a>\x0b</a>",
        b"<a>\xff</a>",
        b"<a b=1/>",
        b"<a><b c='1' c='2'/></a>",
        b"<m:a/>trailing",
        b"<a>&#0;</a>",
        b"<a>" * 300 + b"</a>" * 300,
        b"<a>\0</a>",
        b"<a/><a/>",
        b"<a>&#xD800;</a>",
    ],
)
def test_what_is_refused(raw: bytes) -> None:
    with pytest.raises(XmlFault) as caught:
        load(raw)
    assert str(caught.value)
    assert "<string>" not in str(caught.value)


def test_names() -> None:
    element = load(b'<m:a xmlns:m="http://m"/>')
    assert (local_name(element), namespace(element)) == ("a", "http://m")
    assert (local_name(load(b"<a/>")), namespace(load(b"<a/>"))) == ("a", "")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60) | st.binary(max_size=30).map(lambda inner: b"<a>" + inner + b"</a>"))
def test_any_bytes_are_a_tree_or_a_fault(raw: bytes) -> None:
    try:
        found = load(raw)
    except XmlFault:
        return
    assert isinstance(found.tag, str)


def test_every_occurrence_has_one_end() -> None:
    found = elements("<r><t>A <i>b</i></t><t>C</t><g><x>1</x><x>2</x><y/></g></r>")
    assert [found.line(title) for title in found.root.iterchildren("t")] == ["A b", "C"]
    assert outcomes(found) == {
        ("t", Outcome.MAPPED, "", 2),
        ("g/x", Outcome.DROPPED, "untaken", 2),
        ("g/y", Outcome.DROPPED, "untaken", 1),
    }


def test_mixed_content_is_one_occurrence() -> None:
    found = elements("<r>\n <p>a<b>c</b></p><q><b>c</b>d</q><s>\n<b>c</b>\n</s></r>")
    assert {entry[0] for entry in outcomes(found)} == {"p", "q", "s/b"}


def test_marks() -> None:
    found = elements("<r><a>1</a><b>2</b><c><d/><d/></c><e> </e><f>5</f></r>")
    by_name = {child.tag: child for child in found.root}
    found.drop(by_name["a"], "no-use")
    found.derive(by_name["b"], "same")
    found.take(by_name["c"])
    assert found.line(by_name["e"]) == ""
    assert outcomes(found) == {
        ("a", Outcome.DROPPED, "no-use", 1),
        ("b", Outcome.DERIVATIVE, "same", 1),
        ("c", Outcome.MAPPED, "", 1),
        ("e", Outcome.DROPPED, "blank", 1),
        ("f", Outcome.DROPPED, "untaken", 1),
    }


def test_a_list_that_a_rule_counts_itself() -> None:
    found = elements("<r><l><x/><x/></l><a/></r>")
    found.settle(found.root[0], [FieldOutcome("l/x", Outcome.MAPPED, "", 2, "")])
    assert outcomes(found) == {("l/x", Outcome.MAPPED, "", 2), ("a", Outcome.DROPPED, "untaken", 1)}


def test_paths() -> None:
    found = elements("<r><w><a><b/></a></w><a/></r>", frozenset({"w"}))
    (b,) = found.root.iter("b")
    assert found.path(b) == "a/b"
    assert found.path(found.root) == "r"
    assert found.path(found.root[1]) == "a"
    assert {entry[0] for entry in outcomes(found)} == {"a", "a/b"}


def test_paths_have_local_names() -> None:
    found = elements('<m:r xmlns:m="http://m"><m:a><m:b>1</m:b></m:a></m:r>')
    assert {entry[0] for entry in outcomes(found)} == {"a/b"}
    assert found.path(found.root[0][0]) == "a/b"


def test_a_record_without_elements() -> None:
    assert outcomes(elements("<r>x</r>")) == {("r", Outcome.DROPPED, "untaken", 1)}
    assert outcomes(elements("<r/>")) == {("r", Outcome.DROPPED, "untaken", 1)}


def test_lines_and_texts() -> None:
    found = elements("<r><a>one\n two &amp;amp; <sub>2</sub></a></r>")
    assert found.line(found.root[0]) == "one two & 2"
    assert found.text(found.root[0]) == "one\n two & 2"


def test_a_value_too_long_is_dropped() -> None:
    found = elements(f"<r><a>{'x' * 1_000_001}</a></r>")
    assert found.line(found.root[0]) == ""
    assert outcomes(found) == {("a", Outcome.DROPPED, "too-long", 1)}
    assert [finding.code for finding in found.findings] == ["value.too-long"]


def tree(depth: int = 3) -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["<a/>", "<b>1</b>", "text", "<c> </c>", "<m:d xmlns:m='http://m'/>"])
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<e>{''.join(parts)}</e>"),
        max_leaves=12,
    )


@settings(max_examples=150, deadline=None)
@given(text=st.lists(tree(), max_size=4).map("".join), marks=st.lists(st.integers(0, 30), max_size=6))
def test_occurrences_are_counted_once(text: str, marks: list[int]) -> None:
    """The count is that of an independent walk: leaves, mixed content and marked elements, each whole."""
    found = elements(f"<r>{text}</r>")
    everything = list(found.root.iter())
    marked = {everything[n % len(everything)] for n in marks}
    for element in marked:
        found.take(element)

    def count(element: etree._Element) -> int:
        mixed = bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
        return 1 if element in marked or not len(element) or mixed else sum(map(count, element))

    assert sum(entry.count for entry in found.coverage()) == count(found.root)
