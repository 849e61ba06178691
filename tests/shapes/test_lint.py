"""Shapes that the engines would pass over or read each in its way are refused, with file and feature."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.errors import ShapeLoadError
from shapes import load
from shapes.engines import python_pattern
from shapes.loading.lint import pattern_fault

SHAPE = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x/> .\nx:s sh:targetClass x:C ; {} ."


def refused(tmp_path: Path, body: str) -> str:
    file = tmp_path / "own.ttl"
    file.write_text(SHAPE.replace("{}", body), encoding="utf-8")
    with pytest.raises(ShapeLoadError) as caught:
        load([file])
    assert str(caught.value).startswith(f"{file}: ")
    return str(caught.value).removeprefix(f"{file}: ")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("sh:minCuont 1", "sh:minCuont is not a term that both engines know"),
        ("sh:js [ ]", "sh:js is not a term that both engines know"),
        ("sh:target [ ]", "sh:target is not a term that both engines know"),
        ("sh:rule [ ]", "sh:rule is not a term that both engines know"),
        ('sh:sparql [ sh:ask "ASK { $this ?p ?o }" ]', "sh:ask is not a term that both engines know"),
        ("sh:nodeKind sh:Iri", "sh:Iri is not a term that both engines know"),
        ('sh:pattern "(?!a)"', "<http://x/s>: the pattern '(?!a)' uses look-around"),
        ('sh:pattern "(?<=a)b"', "<http://x/s>: the pattern '(?<=a)b' uses look-around"),
        ('sh:pattern "(?i)a"', "<http://x/s>: the pattern '(?i)a' uses a group of the form (?…)"),
        (r'sh:pattern "(a)\\1"', r"<http://x/s>: the pattern '(a)\\1' uses a back-reference"),
        (r'sh:pattern "\\p{Lu}"', r"<http://x/s>: the pattern '\\p{Lu}' uses a character property (\p, \i, \c)"),
        ('sh:pattern "[a-z-[aeiou]]"', "<http://x/s>: the pattern '[a-z-[aeiou]]' uses a set operation within […]"),
        ('sh:pattern "[a&&b]"', "<http://x/s>: the pattern '[a&&b]' uses a set operation within […]"),
        ('sh:pattern "a++"', "<http://x/s>: the pattern 'a++' uses a possessive quantifier"),
        (r'sh:pattern "\\Aa"', r"<http://x/s>: the pattern '\\Aa' uses an assertion other than ^ and $"),
        ('sh:pattern "(a"', "<http://x/s>: the pattern '(a' uses what is no regular expression (missing ), unterminated "),
        ('sh:pattern "a" ; sh:flags "s"', "<http://x/s>: the pattern 'a' uses the flags 's', of which only i means"),
        ('sh:property [ sh:path x:p ; sh:or ( [ sh:pattern "(?=a)" ] ) ]', "<http://x/s>: the pattern '(?=a)' uses look-"),
        ('sh:sparql [ sh:select "SELECT $this { VALUES ?x { 1 } }" ]', "<http://x/s>: its query uses VALUES, which pre-"),
        ('sh:sparql [ sh:select "SELECT $this { SERVICE x:y { } }" ]', "<http://x/s>: its query uses SERVICE, which pre"),
        ('sh:sparql [ sh:select "SELECT ?x { ?x ?y ?z }" ]', "<http://x/s>: its query does not select $this"),
        ("sh:severity x:Bad", "<http://x/s>: its severity http://x/Bad is none of Violation, Warning, Info"),
        ("sh:message x:y", "<http://x/s>: its sh:message is not text"),
        ("a sh:NodeShape . [] sh:targetClass x:D", "a shape with sh:targetClass has no IRI, so that no finding could name"),
        ("sh:minCuont 1 ; sh:maxCuont 2", "sh:maxCuont is not a term that both engines know (and 1 more)"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, body: str, message: str) -> None:
    assert refused(tmp_path, body).startswith(message)


@pytest.mark.parametrize(
    "body",
    ['sh:sparql [ sh:select "SELECT $this { $this ?p ?o FILTER(STR(?o) = \\"VALUES\\") # FROM here\\n }" ]',
     r'sh:pattern "^\\[a\\](?:b|[^\\]x])+?$" ; sh:flags "i"', "sh:deactivated true"],
)  # fmt: skip
def test_taken(tmp_path: Path, body: str) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(SHAPE.replace("{}", body), encoding="utf-8")
    assert "http://x/s" in load([file]).shapes


def test_syntax_errors_say_where(tmp_path: Path) -> None:
    message = refused(tmp_path, "a sh:NodeShape .\n\n junk")
    assert message.startswith("line 4: ")


@pytest.mark.parametrize(
    "body",
    [
        "sh:property [ sh:path _:p ] . _:p sh:inversePath _:p",
        "sh:property [ sh:path _:p ] . _:p sh:alternativePath _:l . _:l rdf:rest _:l ; rdf:first x:p",
    ],
)
def test_paths_that_never_end(tmp_path: Path, body: str) -> None:
    assert refused(tmp_path, body) == "a path or list leads back to itself"


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(ShapeLoadError, match="cannot be read"):
        load([tmp_path / "none.ttl"])
    file = tmp_path / "latin.ttl"
    file.write_bytes(b'<http://x/s> <http://x/p> "caf\xe9" .')
    with pytest.raises(ShapeLoadError, match="cannot be read"):
        load([file])


@given(st.text(alphabet="ab[]()^$\\-&|?*+{}=!<:1pdZ,", max_size=12))
def test_any_text_is_judged(pattern: str) -> None:
    fault = pattern_fault(pattern)
    assert fault is None or fault
    if fault is None:
        re.compile(python_pattern(pattern))


@given(st.text(alphabet="ab$\n", max_size=5))
def test_dollar_is_the_very_end(text: str) -> None:
    assert bool(re.search(python_pattern("^[ab]+$"), text)) == (bool(text) and not set(text) - {"a", "b"})
