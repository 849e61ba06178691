from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_app.ranges import Span, UnsatisfiableError, span


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-0", Span(0, 1)),
        ("bytes=0-", Span(0, 100)),
        ("Bytes=10-19", Span(10, 20)),
        ("bytes=90-1000", Span(90, 100)),
        ("bytes=-1000", Span(0, 100)),
        ("bytes=5-4", None),
        ("bytes=0-1,5-6", None),
        ("bytes=a-b", None),
        ("bytes=-", None),
        ("bytes=1", None),
        ("items=0-1", None),
        ("bytes=٣-٤", None),
        (f"bytes={'9' * 5000}-", None),
    ],
)
def test_one_range_is_read_and_others_are_ignored(header: str, expected: Span | None) -> None:
    assert span(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_is_unsatisfiable(header: str) -> None:
    with pytest.raises(UnsatisfiableError):
        span(header, 100)


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"bytes=[0-9]{0,4}-[0-9]{0,4}", fullmatch=True)),
    st.integers(0, 2000),
)
def test_a_span_is_never_empty_and_never_outside(header: str, size: int) -> None:
    try:
        found = span(header, size)
    except UnsatisfiableError:
        return
    assert found is None or 0 <= found.start < found.stop <= size
