from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.sparql.tokens import Lexer, tokenize

TRIVIA = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*(?=[\r\n]|\Z))*")
PIECES = [
    *"?$<>{}[]()|&=!+-*/^.,;:@_\\\"'#\n\r\t a1é\0\ud800",
    "<<", "<<(", ")>>", "{|", "|}", "^^", "||", "&&", "<=", ">=", "!=", '"""', "'''", "\\u0041", "%20", "\\-",
    "?x", "$x1", "x:a", "x:", ":", "_:b", "<http://x/#a>", "SELECT", "true", "1.5e-3", "@en-GB", "@ar--rtl", '"s"',
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60))
def test_tokens_and_what_is_between_them_make_up_the_text(text: str) -> None:
    end = 0
    tokens = list(tokenize(text))
    for _, token, start in tokens:
        assert TRIVIA.fullmatch(text[end:start])
        end = start + len(token)
        assert text[start:end] == token
    assert end == len(text)
    assert [kind for kind, _, _ in tokens].index("end") == len(tokens) - 1
    assert all(token for _, token, _ in tokens[:-1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?a$b_1·", ["var ?a", "var $b_1·"]),
        ("?a-b", ["var ?a", "op -", "word b"]),
        ("? x", ["op ?", "word x"]),
        ("x:a-b.c.", ["name x:a-b.c", "op ."]),
        ("x:a\\-b\\#c%2F", ["name x:a\\-b\\#c%2F"]),
        ("x:a%2", ["name x:a", "bad %", "number 2"]),
        ("a.b:c :d :", ["name a.b:c", "name :d", "name :"]),
        ("x:1:2", ["name x:1:2"]),
        ("SERVICEx:a", ["name SERVICEx:a"]),
        ("service:a SERVICE :a", ["name service:a", "word SERVICE", "name :a"]),
        ("_:b.1. _:", ["bnode _:b.1", "op .", "bad _", "name :"]),
        ("<http://x/?q#f>", ["iri <http://x/?q#f>"]),
        ("<a b>", ["op <", "word a", "word b", "op >"]),
        ("<a\\u00e9>", ["iri <a\\u00e9>"]),
        ("1<2", ["number 1", "op <", "number 2"]),
        ("?a<?b&&?c>?d", ["var ?a", "iri <?b&&?c>", "var ?d"]),
        ("1 1.5 .5 1. 1e3", ["number 1", "number 1.5", "number .5", "number 1", "op .", "number 1e3"]),
        ("1.E-3 -1 1.a", ["number 1.E-3", "op -", "number 1", "number 1", "op .", "word a"]),
        ('"a"@en-GB "b"^^x:c', ['string "a"', "lang @en-GB", 'string "b"', "datatype ^^", "name x:c"]),
        ("\"a\\\"b\" 'c\\'d'", ['string "a\\"b"', "string 'c\\'d'"]),
        ('"" \'\' """""" \'\'\'\'\'\'', ['string ""', "string ''", 'string """"""', "string ''''''"]),
        ('"""a"b""c\n\\""" """', ['string """a"b""c\n\\""" """']),
        ('""""a"""', ['string """"a"""']),
        ('"""a""""', ['string """a"""', 'bad "']),
        ('"""a"', ['bad "', 'string ""', "word a", 'bad "']),
        ('"a\nb"', ['bad "', "word a", "word b", 'bad "']),
        ('"\\x"', ['bad "', "bad \\", "word x", 'bad "']),
        ("# SERVICE\nASK#{", ["word ASK"]),
        ("a#b\rc", ["word a", "word c"]),
        ("<<(?a 1)>> {|?p|}", ["open <<(", "var ?a", "number 1", "close )>>", "open {|", "var ?p", "close |}"]),
        ("<< ?a >>", ["open <<", "var ?a", "close >>"]),
        ("!=!<= >=<=>", ["op !=", "op !", "op <=", "op >=", "iri <=>"]),
        ("é", ["bad é"]),
        ("é:ü", ["name é:ü"]),
    ],
)  # fmt: skip
def test_tokens(text: str, expected: list[str]) -> None:
    assert [f"{kind} {token}" for kind, token, _ in tokenize(text)][:-1] == expected


def test_a_token_can_be_split() -> None:
    lexer, texts = Lexer("?a<?b&&?c>?d"), []
    while lexer.kind != "end":
        lexer.advance()
        if lexer.kind == "iri":
            lexer.split()
        texts.append(lexer.text)
        assert lexer.query[lexer.start :].startswith(lexer.text)
    assert texts == ["?a", "<", "?b", "&&", "?c", ">", "?d", ""]
    assert lexer.tokens == 7


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        '"""' + '"' * 100_000,
        '"""' * 30_001,
        '"a' + "\\" * 100_000,
        "'" + "\\n" * 50_000,
        "<" * 100_000,
        "<a" * 50_000,
        "#" * 100_000,
        "x" * 100_000,
        "x.:" * 30_000,
        "x:" + "a." * 50_000,
        "x:" + "%2" * 50_000,
        "_:" + "a." * 50_000,
        "1" * 100_000,
        "1." * 50_000,
        "@en-" * 25_000,
        "\n" * 100_000,
        "(" * 100_000,
    ],
)
def test_a_token_takes_linear_time_whatever_it_is(text: str) -> None:
    # the guard stops at the first bad or misplaced token, so that one token is what counts
    start = time.process_time()
    next(tokenize(text))
    assert time.process_time() - start < 0.1
