"""The table of datasets that are linked to, and what the census makes of it."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from ld.namespaces import RDF
from ld.register.census import Kind, census
from ld.targets import BY_HEAD, HEAD, TARGETS, Target, target_of

PREDICATES = ("https://schema.org/sameAs", "http://purl.org/dc/terms/subject", RDF.type.value)
ENDS = st.text("abz019/#-.:", max_size=12)
# Near misses: a prefix cut short, another scheme, a host that goes on, upper case.
MANGLED = st.sampled_from(TARGETS).flatmap(
    lambda target: st.sampled_from(
        [
            target.space,
            target.space[:-1],
            target.space.replace("http", "ftp", 1),
            target.space.replace("://", "://x."),
            target.space.upper(),
            target.space.replace("https:", "http:")
            if target.space.startswith("https:")
            else target.space.replace("http:", "https:"),
        ]
    )
)
OBJECTS = st.one_of(
    st.builds("<{}{}>".format, MANGLED, ENDS),
    st.builds('"<{}{}>"'.format, MANGLED, ENDS),
    st.builds('"{}{}"'.format, MANGLED, ENDS),
    st.builds("<https://catalog.example.org/{}>".format, ENDS),
    st.just('"2017"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
    st.just('""'),
)
LINES = st.lists(
    st.builds("<http://x/{}> <{}> {} .".format, st.sampled_from("abc"), st.sampled_from(PREDICATES), OBJECTS),
    unique=True,
    max_size=30,
)


def read(line: str) -> tuple[str, str]:
    match = re.fullmatch(r"<[^>]*> <([^>]*)> (.*) \.", line)
    assert match
    return match[1], match[2]


@given(LINES)
def test_links_are_the_statements_that_lead_to_a_target(lines: list[str]) -> None:
    expected = Counter[tuple[str, str]]()
    for predicate, value in map(read, lines):
        target = target_of(value[1:-1]) if value.startswith("<") else None
        if target is not None and predicate != RDF.type.value:
            expected[Kind.LINK, f"{target.key} {predicate}"] += 1
    counted = census(lines)
    assert {key: n for key, n in counted.items() if key[0] == Kind.LINK} == expected
    assert not any(key[0] == Kind.LINK for key in census(lines, links=False))


@given(LINES)
def test_the_other_counts_do_not_depend_on_links(lines: list[str]) -> None:
    assert census(lines, links=False) == Counter(
        {key: n for key, n in census(lines).items() if key[0] != Kind.LINK}
    )


def test_rows_are_told_apart_by_nine_characters() -> None:
    """The census looks at those alone before it compares the whole beginning."""
    assert len(BY_HEAD) == len(TARGETS)
    assert {len(head) for head in BY_HEAD} == {HEAD.stop - HEAD.start}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.key)
def test_a_row_is_well_formed(target: Target) -> None:
    assert re.fullmatch(r"[a-z]+", target.key)  # it stands in IRIs, before a hyphen
    for iri in (target.space, target.homepage):
        assert NamedNode(iri).value == iri
    assert target.title == target.title.strip() != ""
    assert target_of(f"{target.space}x") is target


def test_rows_are_in_order_and_once() -> None:
    keys = [target.key for target in TARGETS]
    assert keys == sorted(set(keys))


def test_a_change_of_the_table_is_noticed() -> None:
    """Editions that exist have counted with the old one: raise ``ld.register.schema.VERSION``, then write the digest here."""
    digest = sha256(repr([(target.key, target.space) for target in TARGETS]).encode()).hexdigest()[:16]
    assert digest == "6d5f28d51ca2a6c2"
