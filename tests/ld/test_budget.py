"""A bound on the processor time of foreign code."""

from __future__ import annotations

import sys

import pytest

from ld.budget import OverBudgetError, budget


def loop(n: int) -> int:
    return sum(map(abs, range(n)))


def test_what_is_quick_is_not_disturbed() -> None:
    with budget(5):
        assert loop(1000) == 499_500
    assert sys.getprofile() is None


def test_what_catches_everything_ends_all_the_same() -> None:
    def stubborn() -> None:
        while True:
            try:
                loop(10)
            except Exception:
                continue

    with pytest.raises(OverBudgetError), budget(0.02):
        stubborn()
    assert sys.getprofile() is None


def test_a_profiler_that_was_there_comes_back() -> None:
    def profiler(*_: object) -> None:
        return None

    sys.setprofile(profiler)
    try:
        with budget(1):
            assert sys.getprofile() is not profiler
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)
