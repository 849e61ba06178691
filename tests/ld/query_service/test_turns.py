"""Whose turn it is."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ld.query_service.channel import Message
from ld.query_service.jobs import Job
from ld.query_service.lanes import claim, count, dearest_halted, displaceable, grown, resumable
from ld.query_service.limits import ServiceLimits
from ld.query_service.waiting import Queue, Ticket

LIMITS = ServiceLimits(heavy=2, quick=1)


def ticket(client: str = "", arrived: float = 0.0, expected: float | None = None, burden: int = 0) -> Ticket:
    job = Job("ASK {}", "json", client=client)
    return Ticket(job, Message({}), 1, arrived, job.digest, b"shape", expected, burden)


def running(
    started: float = 0.0, *, heavy: bool = False, stopped: float | None = None, burden: int = 0
) -> Ticket:
    found = ticket(burden=burden)
    found.started, found.heavy, found.stopped = started, heavy, stopped
    return found


def test_the_cheap_of_the_modest_come_first() -> None:
    order = [
        ticket(arrived=5, expected=0.001),
        ticket(arrived=6, expected=0.001),
        ticket(arrived=2, expected=0.05),
        ticket(arrived=3),
        ticket(arrived=1, expected=0.001, burden=4),
        ticket(arrived=0, expected=9.0),
    ]
    queue = Queue(10)
    for one in reversed(order):
        assert queue.add(one) is None
    assert [queue.next(Counter(), 1, heavy=True) for _ in order] == order
    assert queue.next(Counter(), 1, heavy=True) is None


def test_what_is_known_to_be_heavy_waits_for_a_heavy_place() -> None:
    queue = Queue(10)
    queue.add(ticket(expected=5.0))
    assert queue.next(Counter(), 1, heavy=False) is None
    assert queue.next(Counter(), 1, heavy=True) is not None


def test_a_client_has_so_many_running_and_no_more() -> None:
    queue = Queue(10)
    queue.add(ticket("greedy"))
    queue.add(ticket("modest", arrived=1))
    first = queue.next(Counter({"greedy": 2, "modest": 1}), 2, heavy=True)
    assert first is not None
    assert first.job.client == "modest"
    assert queue.next(Counter({"greedy": 2}), 2, heavy=True) is None
    assert queue.waiting("greedy") == 1


def test_programs_on_this_machine_are_not_held_to_that() -> None:
    queue = Queue(10)
    queue.add(ticket(""))
    assert queue.next(Counter({"": 99}), 2, heavy=True) is not None


def test_a_full_queue_lets_the_dearest_go() -> None:
    queue = Queue(2)
    dear, cheap = ticket(expected=5.0), ticket(expected=0.0)
    assert queue.add(dear) is None
    assert queue.add(cheap) is None
    assert queue.add(ticket(expected=0.01, arrived=1)) is dear
    late = ticket(expected=9.0, arrived=2)
    assert queue.add(late) is late


def test_what_one_query_shows_is_known_of_those_that_wait() -> None:
    queue = Queue(2)
    waiting = ticket()
    queue.add(waiting)
    queue.learn(b"shape", 3.0)
    assert waiting.known_heavy


def test_who_has_waited_too_long_or_gone_is_taken_out() -> None:
    queue = Queue(5)
    queue.add(old := ticket(arrived=0))
    queue.add(ticket(arrived=5))
    queue.add(hasty := ticket(arrived=5))
    hasty.deadline = 5.5
    assert queue.expired(6.0, 2.0) == [old, hasty]
    assert len(queue.of_caller(1)) == 1
    assert not queue.tickets


@given(st.lists(st.tuples(st.none() | st.floats(0, 20), st.integers(0, 8)), max_size=30), st.integers(1, 10))
def test_nothing_is_lost_in_a_queue(rows: list[tuple[float | None, int]], most: int) -> None:
    queue, out = Queue(most), []
    tickets = [
        ticket(arrived=number, expected=cost, burden=burden) for number, (cost, burden) in enumerate(rows)
    ]
    for one in tickets:
        evicted = queue.add(one)
        assert len(queue.tickets) <= most
        out += [evicted] if evicted is not None else []
    while (first := queue.next(Counter(), 1, heavy=True)) is not None:
        out.append(first)
    assert sorted(map(id, out)) == sorted(map(id, tickets))


def test_lanes() -> None:
    lanes = count([running(), running(heavy=True), running(heavy=True, stopped=1.0)])
    assert lanes == (1, 1, 1)
    assert lanes.room(LIMITS)
    assert lanes.heavy_room(LIMITS)
    assert not count([running(heavy=True)] * 2).heavy_room(LIMITS)
    assert not count([*[running(heavy=True)] * 2, running()]).room(LIMITS)


def test_queries_grow_heavy_by_the_processor_or_by_the_clock() -> None:
    young, busy, idle, old = running(9.95), running(9.0 + 0.5), running(9.5), running(8.9)
    used = {busy: 0.2, idle: 0.01, old: 0.0, young: 0.2}
    assert grown(used, 10.0, used.__getitem__) == [busy, old]
    old.heavy = True
    assert old not in grown(used, 10.0, used.__getitem__)


def test_a_halted_query_does_not_run() -> None:
    halted = running(0.0, stopped=2.0)
    assert halted.ran(10.0) == 2.0
    halted.stopped, halted.halted = None, 8.0
    assert halted.ran(11.0) == 3.0


def test_who_has_had_least_goes_on_first() -> None:
    greedy, late, early = (
        running(0.9, stopped=1.0, burden=5),
        running(2.9, stopped=3.0),
        running(1.9, stopped=2.0),
    )
    assert resumable([greedy, late, early, running()], 10.0) is early
    assert resumable([running()], 10.0) is None
    assert dearest_halted([greedy, late, running(burden=9)]) is greedy
    assert dearest_halted([running()]) is None


def test_who_has_had_most_halts_for_others_after_its_second() -> None:
    young, long, greedy = (
        running(9.5, heavy=True),
        running(5.0, heavy=True),
        running(8.0, heavy=True, burden=6),
    )
    assert displaceable([young, long], 10.0) is long
    assert displaceable([young, long, greedy], 10.0) is greedy
    assert displaceable([young, running(5.0), running(1.0, heavy=True, stopped=2.0)], 10.0) is None
    long.halt(10.0)
    long.resume(11.0)
    assert displaceable([long], 11.5) is None
    assert displaceable([long], 12.0) is long


@given(st.floats(0.1, 50), st.floats(0.1, 50), st.integers(0, 9))
def test_a_claim_grows_with_time_and_use(one: float, other: float, burden: int) -> None:
    first, second = claim(running(0.0), one), claim(running(0.0), other)
    assert one > other or first <= second
    assert claim(running(0.0, burden=burden), one) == first + burden
