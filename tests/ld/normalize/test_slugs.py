"""Slugs and heading keys: stable, ASCII, never empty."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ld.normalize.slugs import heading_key, slug


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Benoit, Cecilia", "benoit-cecilia"),
        ("Universität München", "universitat-munchen"),
        ("Pfeilschifter, Frank, 1946-", "pfeilschifter-frank-1946"),
        ("Łódź & Ærø", "lodz-aero"),
        ("Straße; Þór; đ ð œ ı", "strasse-thor-d-d-oe-i"),
        ("Arīʼel", "ariel".replace("iel", "i-el")),
        ("№ 5", "no-5"),
        ("אריאל", "xda38b4ca9802"),
        (
            "Alimentary Pharmabiotic Centre Microbiome Ireland, University College Cork, Cork T12YT20, Ireland",
            "alimentary-pharmabiotic-centre-microbiome-ireland-university-col-f4d6c0d0",
        ),
        (
            "Department of Psychiatry and Neurobehavioural Science, University College Cork, Cork T12YT20, Ireland",
            "department-of-psychiatry-and-neurobehavioural-science-university-91cd7c52",
        ),
    ],
)
def test_slug(value: str, expected: str) -> None:
    assert slug(value) == expected


def test_a_letter_that_would_be_lost_makes_a_hash() -> None:
    assert slug("Oto 漢字").startswith("x")
    assert slug("漢字") != slug("漢子")


def test_case_of_lost_letters_does_not_matter() -> None:
    assert slug("ΑΘΗΝΑ") == slug("αθηνα")


@given(st.text(alphabet=st.characters(exclude_categories=())))
@settings(max_examples=200)
def test_slugs_are_names(value: str) -> None:
    name = slug(value)
    assert re.fullmatch(r"[a-z0-9]+(?:-+[a-z0-9]+)*", name)
    assert len(name) <= 64 + 1 + 8
    assert slug(value) == name


@given(st.text(max_size=60))
def test_short_slugs_are_their_own_slugs(value: str) -> None:
    name = slug(value)
    if len(name) <= 64:
        assert slug(name) == name


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Jerusalem -- Description and travel", "3b06e726"),
        ("Palestine -- Description and travel", "97d45043"),
        ("Cafe\u0301", heading_key("Café")),
    ],
)
def test_heading_key(heading: str, key: str) -> None:
    assert heading_key(heading) == key


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_heading_keys_are_eight_hexadecimal_digits(value: str) -> None:
    assert re.fullmatch("[0-9a-f]{8}", heading_key(value))
