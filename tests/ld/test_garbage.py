"""Cyclic garbage is looked for between chunks, and as before once a run is over."""

from __future__ import annotations

import gc
import weakref

import pytest

from ld.garbage import collected_between_chunks


class Twin:
    """As fields in two scripts: each knows the other."""

    other: Twin


def _twins() -> weakref.ref[Twin]:
    one, two = Twin(), Twin()
    one.other, two.other = two, one
    return weakref.ref(one)


def test_what_a_chunk_leaves_behind_is_gone_after_it() -> None:
    with collected_between_chunks() as collect:
        left = _twins()
        assert left() is not None
        collect()
        assert left() is None


def test_what_was_there_before_is_passed_over() -> None:
    gc.collect()
    left = _twins()
    with collected_between_chunks() as collect:
        collect()
        assert left() is not None
    gc.collect()
    assert left() is None


def _fails() -> None:
    with collected_between_chunks():
        assert gc.get_freeze_count()
        raise ZeroDivisionError


def test_after_a_run_that_fails_everything_is_as_before() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError):
        _fails()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
