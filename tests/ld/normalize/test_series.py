"""Numbers behind the names of series."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ld.normalize.series import numbered


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Silsilat Kitāb Sharqīyāt lil-jamīʻ ; 98", ("Silsilat Kitāb Sharqīyāt lil-jamīʻ", "98")),
        ("Altenglische bibliothek; 5. Bd.", ("Altenglische bibliothek", "5. Bd.")),
        ("American writers series; H.H. Clark, general editor", ("American writers series; H.H. Clark, general editor", None)),
        ("Series A ; Series B ; 3", ("Series A ; Series B", "3")),
        ("Europäische Hochschulschriften ;", ("Europäische Hochschulschriften", None)),
        ("; 7", ("; 7", None)),
        ("", ("", None)),
    ],
)  # fmt: skip
def test_numbered(value: str, expected: tuple[str, str | None]) -> None:
    assert numbered(value) == expected


@given(st.text())
def test_nothing_is_lost_or_made_up(value: str) -> None:
    name, number = numbered(value)
    assert [c for c in name + (number or "") if c.isalnum()] == [c for c in value if c.isalnum()]
    assert number is None or any(map(str.isdigit, number))
