"""A description of the dataset is of a length that others take, and true."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ld.config import Settings
from ld.dumps.summary import LEAST, MOST, summary
from ld.register.model import Counts, State

TEXTS = st.one_of(
    st.text(max_size=200),
    st.builds(lambda text, n: text * n, st.text(min_size=1, max_size=20), st.integers(1, 1_000)),
)


@given(title=TEXTS, description=TEXTS, records=st.integers(0, 10**9), quads=st.integers(0, 10**11))
@example(title="", description="", records=0, quads=0)
@example(title="x" * 9_000, description="", records=0, quads=0)
@example(title="", description="x" * 9_000, records=0, quads=0)
def test_any_settings_give_one_that_is_long_enough_and_not_too_long(
    title: str, description: str, records: int, quads: int
) -> None:
    counts = Counts(records={State.PUBLISHED: records}, quads=quads)
    text = summary(Settings(title=title, description=description), counts)
    assert LEAST <= len(text) <= MOST
    assert text == " ".join(text.split())
    own = " ".join(description.split())
    assert text.startswith(own) or text.endswith(" …")


def test_what_the_publisher_says_stands_alone_if_it_is_long_enough() -> None:
    own = "Everything that the library has on rivers, from 1850 on, with the maps."
    assert summary(Settings(description=own), Counts()) == own


def test_what_is_short_is_followed_by_facts() -> None:
    counts = Counts(records={State.PUBLISHED: 1}, quads=1_234)
    assert summary(Settings(title="Rivers", description="On rivers."), counts) == (
        "On rivers. Rivers: 1 bibliographic record as linked data in the terms of schema.org and Dublin Core,"
        " 1,234 statements in all."
    )
