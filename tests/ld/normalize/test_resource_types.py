"""Kinds of things in the words of repositories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.normalize.formats import format_row
from ld.normalize.resource_types import resource_type
from ld.normalize.tsv import rows
from ld.record import Trait


@pytest.mark.parametrize(
    ("value", "formats", "genre"),
    [
        ("Text", ("Text",), None),
        ("http://purl.org/dc/dcmitype/StillImage", ("Image",), None),
        ("dcmitype:Sound", ("Audio",), None),
        ("Moving Image", ("Video",), None),
        ("info:eu-repo/semantics/doctoralThesis", ("Thesis",), "Doctoral thesis"),
        ("http://purl.org/info:eu-repo/semantics/article", ("Article",), None),
        ("http://purl.org/coar/resource_type/c_2f33/", ("Book",), None),
        ("https://purl.org/coar/resource_type/c_998f", ("Newspaper", "Article"), None),
        ("Master's Thesis", ("Thesis",), "Master's thesis"),
        ("Video Game", ("Video Game",), None),
        ("0/Book/", ("Book",), None),
        ("Other", (), None),
    ],
)
def test_known_terms(value: str, formats: tuple[str, ...], genre: str | None) -> None:
    found = resource_type(value)
    assert found
    assert (found.formats, found.genre) == (formats, genre)


@pytest.mark.parametrize(
    "value", ["", "Case Map", "x" * 300, "http://purl.org/coar/resource_type/c_00000", "maalaus"]
)
def test_unknown_terms(value: str) -> None:
    assert resource_type(value) is None


def test_the_table_names_formats_and_traits_that_there_are() -> None:
    for row in rows("resource-types"):
        assert row["type"] == row["type"].casefold()
        assert all(format_row(label) for label in row["formats"].split("+") if label)
        assert not row["trait"] or Trait(row["trait"])


@given(st.text(max_size=60))
def test_any_text(value: str) -> None:
    resource_type(value)
