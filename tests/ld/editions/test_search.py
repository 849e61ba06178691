"""The full-text index: what is published is found by its words, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.editions import Editions
from ld.pipeline import ingest
from ld.register.search import spaced
from tests.ld.chunks import cases


def publish(editions: Editions, *records: cases.SourceRecord) -> None:
    ingest(cases.Source(*records), editions, cases.converter(), chunk_size=3)
    assert editions.verify().problems == ()


def found(editions: Editions, words: str) -> list[str]:
    with editions.open() as edition:
        return [row.id for row in edition.found(words)]


@pytest.fixture
def published(editions: Editions) -> Editions:
    publish(
        editions,
        cases.source("a", "The first Gödel lectures", author="Nagel, Ernest", topic=["Logic -- History"]),
        cases.source("b", "紅樓夢", author="曹雪芹"),
        cases.source("c", 'Or "not" AND (so)', isbn=["9780306406157"], topic=["Logic"]),
        cases.source("d", "bad"),
    )
    return editions


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("godel", ["a"]),
        ("GÖDEL lectures", ["a"]),
        ("lectures Nagel", ["a"]),
        ("logic", ["a", "c"]),
        ("logic history", ["a"]),
        ("樓夢", ["b"]),
        ("夢樓", []),
        ("曹雪芹", ["b"]),
        ("9780306406157", ["c"]),
        ('"not" AND (so', ["c"]),
        ("bad", []),
        ("", []),
        ("*", []),
    ],
)
def test_records_are_found_by_their_words(published: Editions, words: str, ids: list[str]) -> None:
    assert found(published, words) == ids


def test_what_changes_is_found_anew(published: Editions) -> None:
    publish(
        published, cases.source("a", "Another"), cases.source("b", deleted=True), cases.source("d", "Good")
    )
    assert found(published, "lectures") == found(published, "曹雪芹") == []
    assert (found(published, "another"), found(published, "good")) == (["a"], ["d"])


@given(st.text())
def test_spacing_keeps_every_character(text: str) -> None:
    assert spaced(text).replace(" ", "") == text.replace(" ", "")
    assert spaced(spaced(text)) == spaced(text)
