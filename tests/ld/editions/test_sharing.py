"""What is published of an entity follows from what records say of it, and from nothing else."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from ld.graph import to_lines
from ld.namespaces import DCTERMS, RDF, RDFS, SCHEMA
from ld.sharing import contribution, is_name, resolve, subject_of, winners

NAMING = (RDFS.label, SCHEMA.name, DCTERMS.title)
SUBJECTS = [NamedNode("http://example.org/a"), NamedNode("http://example.org/b#it")]
# Few enough that names coincide; with what must be escaped, and what sorts otherwise when it is.
VALUES = [
    "Nature",
    "Nature (London)",
    'say "n"',
    "say",
    "back\\slash",
    "tab\t",
    "",
    "ü",
    "\U0001f600",
    "a\u2028b",
]
TAGS = [None, None, "en", "he-hebr"]

literals = st.builds(lambda v, t: Literal(v, language=t), st.sampled_from(VALUES), st.sampled_from(TAGS))
statements = st.builds(
    Triple,
    st.sampled_from(SUBJECTS),
    st.sampled_from([*NAMING, SCHEMA.alternateName, SCHEMA.sameAs]),
    literals,
) | st.builds(
    Triple, st.sampled_from(SUBJECTS), st.just(RDF.type), st.sampled_from([SCHEMA.Person, SCHEMA.Periodical])
)
records = st.lists(st.lists(statements, max_size=6, unique=True).map(to_lines), max_size=8)


def line(value: str, predicate: NamedNode = RDFS.label, language: str | None = None) -> str:
    return to_lines([Triple(SUBJECTS[0], predicate, Literal(value, language=language))])[0]


def read(lines: tuple[str, ...]) -> list[Triple]:
    return [quad.triple for quad in parse("\n".join(lines), format=RdfFormat.N_TRIPLES)]


def count(stated: list[list[str]]) -> Counter[str]:
    return Counter(statement for record in stated for statement in record)


def test_the_form_that_most_records_give_is_the_label() -> None:
    lines = resolve({line("Nature (London)"): 2, line("Nature"): 3})
    assert lines == (line("Nature"), line("Nature (London)", SCHEMA.alternateName))


def test_equally_many_are_decided_by_code_point_not_by_escape() -> None:
    # Escaped, the quotation mark would sort as a backslash, behind letters; a shorter name would sort behind a longer one.
    assert winners({line('"'): 1, line("A"): 1}) == {line('"')}
    assert winners({line("Nature"): 1, line("Nature (London)"): 1}) == {line("Nature")}


def test_one_label_a_language() -> None:
    english, german, plain = line("Nature", language="en"), line("Natur", language="de"), line("Nature")
    assert set(resolve({english: 1, german: 1, plain: 1})) == {english, german, plain}
    second = line("The Nature", language="en")
    assert second not in resolve({english: 2, second: 1})


def test_a_losing_label_that_is_the_name_is_no_alternate() -> None:
    lines = resolve({line("N", RDFS.label): 2, line("Nature", RDFS.label): 1, line("Nature", SCHEMA.name): 3})
    assert line("Nature", SCHEMA.alternateName) not in lines
    assert len(lines) == 2


def test_a_stated_alternate_that_is_the_name_is_not_repeated() -> None:
    assert resolve({line("Nature"): 1, line("Nature", SCHEMA.alternateName): 1}) == (line("Nature"),)


def test_what_nobody_states_any_more_is_gone() -> None:
    assert resolve({line("Nature"): 0}) == ()


def test_an_iri_as_a_name_is_left_alone() -> None:
    stated = to_lines([Triple(SUBJECTS[0], SCHEMA.name, SUBJECTS[1])])
    assert resolve({stated[0]: 1}) == tuple(stated)
    assert not is_name(stated[0])


@pytest.mark.parametrize("language", ["en", "EN"])
def test_tags_differ_in_case_only(language: str) -> None:
    upper = '<http://example.org/a> <https://schema.org/name> "B"@EN .'
    assert len(winners({upper: 1, line("A", SCHEMA.name, "en"): 1})) == 1


def test_a_long_name_takes_no_longer_than_its_length() -> None:
    huge = line('\\"' * 1_000_000)
    assert set(resolve({huge: 1, line("short"): 2})) == {
        line("short"),
        line('\\"' * 1_000_000, SCHEMA.alternateName),
    }


@settings(max_examples=150, deadline=None)
@given(records, st.randoms(use_true_random=False))
def test_order_does_not_matter(stated: list[list[str]], shuffler: random.Random) -> None:
    contributed = count(stated)
    items = list(contributed.items())
    shuffler.shuffle(items)
    assert resolve(dict(items)) == resolve(contributed)


@settings(max_examples=150, deadline=None)
@given(records)
def test_one_name_each_and_nothing_else_lost(stated: list[list[str]]) -> None:
    contributed = count(stated)
    published = read(resolve(contributed))
    assert len(set(published)) == len(published)
    names = Counter((t.subject, t.predicate, t.object.language) for t in published if t.predicate in NAMING)
    assert set(names.values()) <= {1}
    before = read(tuple(contributed))
    assert {t for t in before if t.predicate not in (*NAMING, SCHEMA.alternateName)} <= set(published)
    # Every name that was given is still one of the entity's names.
    assert {(t.subject, t.object) for t in before if t.predicate in NAMING} <= {
        (t.subject, t.object) for t in published if t.predicate in (*NAMING, SCHEMA.alternateName)
    }


@settings(max_examples=150, deadline=None)
@given(records)
def test_records_show_parts_that_make_the_whole(stated: list[list[str]]) -> None:
    contributed = count(stated)
    published, chosen = resolve(contributed), winners(contributed)
    shown = [
        contribution(record, {name for name in chosen if subject_of(name) in set(map(subject_of, record))})
        for record in stated
    ]
    assert all(set(part) <= set(published) for part in shown)
    assert {statement for part in shown for statement in part} == set(published)
