"""What the service remembers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ld.query_service.experience import Accounts, Blame, Costs, shape, weight

TIMES = st.floats(0, 1_000)


@given(st.lists(st.tuples(TIMES, st.floats(0, 50)), max_size=20))
def test_nobody_gets_more_than_a_minute_of_a_minute(uses: list[tuple[float, float]]) -> None:
    accounts, now, spent = Accounts(60), 0.0, 0.0
    for pause, seconds in uses:
        now += pause
        if not accounts.wait("a", now=now):
            accounts.charge("a", seconds, now=now)
            spent += seconds
    assert (
        spent <= 60 + now + 50 + 1e-6
    )  # what it began with, what came back, and the last, which nobody could foresee


@given(TIMES, st.floats(0.1, 500))
def test_who_waits_as_long_as_told_may_ask_again(now: float, seconds: float) -> None:
    accounts = Accounts(30)
    accounts.charge("a", seconds, now=now)
    wait = accounts.wait("a", now=now)
    assert accounts.wait("a", now=now + wait + 1e-6) < 1e-3
    assert (wait > 0) == (seconds > 30)


def test_programs_on_this_machine_have_no_account() -> None:
    accounts = Accounts(1)
    accounts.charge("", 1_000, now=0)
    assert accounts.wait("", now=0) == 0
    assert accounts.burden("", now=0) == 0


def test_the_oldest_accounts_are_forgotten() -> None:
    accounts = Accounts(1)
    for number in range(20_002):
        accounts.charge(str(number), 100, now=0)
    assert accounts.wait("0", now=0) == 0
    assert accounts.wait("20001", now=0) > 0


def test_a_burden_grows_with_use_and_goes_with_time() -> None:
    accounts = Accounts(60)
    burdens = []
    for _ in range(5):
        accounts.charge("a", 1, now=0)
        burdens.append(accounts.burden("a", now=0))
    assert burdens == sorted(burdens)
    assert burdens[-1] > accounts.burden("a", now=4) > accounts.burden("a", now=6) == 0


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_weights_keep_the_order(one: float, other: float) -> None:
    assert one > other or weight(one) <= weight(other)


@given(st.text())
def test_every_text_has_a_shape(text: str) -> None:
    assert shape(text) == shape(f"{text} ".replace("\n", "\n")) or "#" in text


def test_shapes_are_what_queries_have_in_common() -> None:
    one = "SELECT ?title { <http://a/1> s:name ?title FILTER(?title > 'a\\'b' && ?n = 12) } # first"
    other = 'SELECT ?x {\n<http://b/2>  s:name ?x FILTER(?x > "c" && ?y = 7) }'
    assert shape(one) == shape(other)
    assert shape("{ ?a ?b ?c . ?a ?d ?e }") != shape("{ ?a ?b ?c . ?d ?e ?f }")


def test_a_query_is_barred_after_the_second_time_and_only_for_a_while() -> None:
    blame = Blame(10)
    blame.add("q", now=0)
    assert not blame.barred("q", now=0)
    blame.add("q", now=1)
    assert blame.barred("q", now=2) == 9
    assert not blame.barred("q", now=11)
    assert not blame.barred("other", now=2)
    blame.add("q", now=20)  # the first time again
    assert not blame.barred("q", now=20)


def test_old_blame_and_costs_are_forgotten() -> None:
    blame, costs = Blame(10), Costs()
    for number in range(20_002):
        for _ in range(2):
            blame.add(str(number), now=0)
        costs.note(str(number).encode(), 1)
    assert not blame.barred("0", now=0)
    assert blame.barred("20001", now=0)
    assert costs.expected(b"0") is None
    assert costs.expected(b"20001") == 1
