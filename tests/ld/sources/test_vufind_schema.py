"""The field tables."""

from __future__ import annotations

import pytest

from ld.sources.vufind.schema import (
    DERIVATIVES,
    KNOWN,
    MULTIPLE,
    SINGLE,
    is_derivative,
    is_dynamic,
    is_field,
    is_multiple,
)

# The closed list, written out once more: a field that joins it is no longer published.
INDEX_ONLY = (
    "_version_ score spelling spellingShingle allfields allfields_unstemmed fulltext fulltext_unstemmed author_facet "
    "author_sort author_browse author_variant author2_variant author_corporate_variant title_sort title_fullStr "
    "title_full_unstemmed publisherStr publishDateSort topic_facet topic_browse topic_unstemmed genre_facet "
    "geographic_facet era_facet hierarchy_browse callnumber-first callnumber-subject callnumber-label callnumber-sort "
    "callnumber-search dewey-hundreds dewey-tens dewey-ones dewey-full dewey-sort dewey-search work_keys_str_mv"
)
OLD = {
    "author-letter",
    "author2Str",
    "authorStr",
    "callnumber-a",
    "callnumber-first-code",
    "callnumber-subject-code",
    "dewey-sort-browse",
}


def test_the_derivatives_are_a_closed_list() -> None:
    assert set(INDEX_ONLY.split()) | OLD == DERIVATIVES


def test_a_field_is_single_or_multiple() -> None:
    assert not SINGLE & MULTIPLE
    assert KNOWN == SINGLE | MULTIPLE
    assert {name for name in DERIVATIVES if not is_dynamic(name)} <= KNOWN


def test_no_name_looks_like_a_number_or_has_blanks() -> None:
    for name in KNOWN:
        assert not name[0].isdigit()
        assert name.isascii()
        assert name.split() == [name]


@pytest.mark.parametrize(
    ("name", "many"),
    [("doi_str_mv", True), ("x_str", False), ("x_txt", False), ("x_txt_mv", True), ("x_txtF", False), ("x_txtF_mv", True), ("x_txtP", False),
     ("x_txtP_mv", True), ("ismn_isn_mv", True), ("x_isn", False), ("x_date", False), ("x_date_mv", True), ("x_geo", False), ("x_geo_mv", True),
     ("x_boolean", False), ("x_random", False), ("x_autocomplete", False), ("Ä_str", False), ("a-b.c_str_mv", True)],
)  # fmt: skip
def test_dynamic_fields(name: str, many: bool) -> None:
    assert is_dynamic(name)
    assert is_field(name)
    assert is_multiple(name) is many


@pytest.mark.parametrize(
    "name", ["", "_str", "str", "title", "x_STR", "x_str_mv_", "x_string", "x_txtQ", "x_boolean_mv", "title_"]
)
def test_other_names_are_not_dynamic(name: str) -> None:
    assert not is_dynamic(name)


def test_what_nobody_knows_is_not_a_derivative_and_may_be_multiple() -> None:
    assert not is_derivative("shelf")
    assert is_multiple("shelf")
    assert not is_field("shelf")


@pytest.mark.parametrize(
    "name",
    [
        "callnumber",
        "callnumber-raw",
        "dewey-raw",
        "title",
        "title_auth",
        "author2",
        "doi_str_mv",
        "recordtype",
    ],
)
def test_data_is_not_derivative(name: str) -> None:
    assert not is_derivative(name)
