"""Terms in parameters: what is written comes back, and what is no term is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from flask_app.fragments.terms import Term, parse, show
from ld.errors import LexicalError

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IRIS = st.sampled_from(
    [
        "http://x/1",
        "urn:isbn:1",
        "http://x/ü?a=b#c",
        "http://x/@en",
        f"{XSD}integer",
        "mailto:a@b",
    ]
).map(NamedNode)
TEXTS = st.text() | st.sampled_from(
    ['"', '""', '"a"@en', '"5"^^http://x/', "\\", "\\u0022", "?x", "_:b", "a\nb\r"]
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag),
        TEXTS,
        st.sampled_from(["en", "de-CH", "zh-hant", "x-1"]),
    ),
    st.builds(lambda text, type_: Literal(text, datatype=type_), TEXTS, IRIS),
)
OTHERS = st.from_regex(r"\A[A-Za-z]\w{0,9}\Z").filter(str.isascii)
TERMS = IRIS | LITERALS | OTHERS.map(Variable) | OTHERS.map(BlankNode)


@given(TERMS)
def test_what_is_written_comes_back(term: Term) -> None:
    assert parse(show(term)) == term


@given(st.text())
def test_whatever_is_given_is_a_term_or_refused(text: str) -> None:
    try:
        term = parse(text)
    except LexicalError:
        return
    assert (term is None) == (text == "")
    assert parse(show(term)) == term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("http://x/1", NamedNode("http://x/1")),
        ("<http://x/1>", NamedNode("http://x/1")),
        ('"a"', Literal("a")),
        ('""', Literal("")),
        ('"a"@EN-gb', Literal("a", language="en-gb")),
        (f'"a"^^{XSD}string', Literal("a")),
        (f'"5"^^{XSD}integer', Literal("5", datatype=NamedNode(f"{XSD}integer"))),
        (f'"5"^^<{XSD}integer>', Literal("5", datatype=NamedNode(f"{XSD}integer"))),
        ('"a "b"@en"@fr', Literal('a "b"@en', language="fr")),
        ('"a\\"b"', Literal('a\\"b')),
        ('"a\nb"@en', Literal("a\nb", language="en")),
        ("?x", Variable("x")),
        ("_:b1", BlankNode("b1")),
    ],
)
def test_forms(text: str, term: Term) -> None:
    assert parse(text) == term


@pytest.mark.parametrize(
    "text",
    ["x", "a b", "/relative", "http://x/a b", "<http://x/1", "http://x/1>", "<>", '"', '"a', '"a"en', '"a"@', '"a"@e n', '"a"^^',
     '"a"^^x', '"a"@en^^http://x/', f'"a"^^{RDF}langString', f'"a"^^<{RDF}dirLangString>', '"a"@ar--rtl', "?", "?a b", "?ü", "$x", "_:",
     "<<( http://a http://b http://c )>>", "'a'", "5", "true", '"\ud800"', " http://x/1", "http://x/\x00", "?" + "x" * 50],
)  # fmt: skip
def test_what_is_no_term(text: str) -> None:
    with pytest.raises(LexicalError):
        parse(text)
