"""Shapes mean the same with IRIs for their blank nodes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from shapes import catalog_of
from shapes.engines import ShaclEngine
from shapes.skolem import skolemized

EXAMPLES = Path(__file__).parent / "examples"
BLANK = re.compile(r"_:\w+")


@pytest.mark.parametrize("name", ["core", "quality"])
def test_results_are_the_same(name: str, read_turtle: Callable[..., str]) -> None:
    ntriples = catalog_of(name, "https://catalogue.library.net").ntriples
    one, other = ShaclEngine(ntriples), ShaclEngine(skolemized(ntriples))
    for path in sorted((EXAMPLES / name).glob("*/*.ttl")):
        triples = read_turtle(path)
        # The names of a path's blank nodes are in no result, but a path of several properties is bracketed as it is met.
        found, expected = (
            Counter(result._replace(path="") for result in e.run(triples)) for e in (other, one)
        )
        assert found == expected, path


def test_only_paths_keep_their_blank_nodes() -> None:
    ntriples = catalog_of("core").ntriples
    found = skolemized(ntriples)
    assert found.count("\n") == ntriples.count("\n")
    assert set(BLANK.findall(found)) < set(BLANK.findall(ntriples))
    predicates = {line.split(" ", 2)[1].rpartition("#")[2][:-1] for line in found.split("\n") if "_:" in line}
    assert predicates == {"path", "alternativePath", "inversePath", "first", "rest"}


def test_text_that_looks_like_a_blank_node_is_left_alone() -> None:
    line = '<http://x/s> <http://www.w3.org/ns/shacl#pattern> "a _:b . <c>" .\n'
    assert skolemized(line) == line
    assert skolemized("") == ""
