"""What the service has learnt: what clients have used up, what queries cost, which of them kill. In memory, bounded, forgotten with it.

Times are seconds of a clock that never goes back, given by the caller.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from hashlib import blake2b
from math import log2

_MOST_CLIENTS = 20_000
_MOST_SHAPES = 20_000
_MOST_BLAMED = 2_000
_MINUTE = 60.0
_STRIKES = 2
_STEP = 0.03  # seconds
# What differs between two askings of one question: IRIs, texts, numbers, comments, and what variables are called.
_CONSTANTS = re.compile(
    r"""(?P<variable>[?$]\w+)|<[^<>"{}|^`\\\s]*>|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[0-9]+|\#[^\r\n]*""",
    re.VERBOSE,
)


class Accounts:
    """Seconds of querying that each client has left: a bucket that refills by what it may use in a minute.

    Args:
        seconds: of querying a minute.

    >>> accounts = Accounts(60)
    >>> accounts.charge("a", 70, now=0)
    >>> accounts.wait("a", now=0), accounts.wait("a", now=10), accounts.wait("b", now=0)
    (10.0, 0.0, 0.0)
    """

    def __init__(self, seconds: float) -> None:
        self._most = seconds
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def charge(self, client: str, seconds: float, *, now: float) -> None:
        """Put time on a client's account."""
        if not client:
            return
        left = self._now_left(client, now) - seconds
        self._left[client] = left, now
        self._left.move_to_end(client)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)

    def wait(self, client: str, *, now: float) -> float:
        """Seconds until a client may ask again; 0 if it may now."""
        left = self._now_left(client, now)
        return max(0.0, -left * _MINUTE / self._most)

    def burden(self, client: str, *, now: float) -> int:
        """How much of its share a client has used, as :func:`weight`."""
        return weight(self._most - self._now_left(client, now))

    def _now_left(self, client: str, now: float) -> float:
        left, when = self._left.get(client, (self._most, now))
        return min(self._most, left + (now - when) * self._most / _MINUTE)


class Costs:
    """What queries of one shape took the last time; a shape is the text without its constants.

    >>> costs = Costs()
    >>> costs.note(shape('ASK { <a:1> ?p "x" }'), 0.004)
    >>> costs.expected(shape("ASK { <a:2> ?p 'y' }")), costs.expected(shape("ASK {}"))
    (0.004, None)
    """

    def __init__(self) -> None:
        self._seconds: OrderedDict[bytes, float] = OrderedDict()

    def note(self, shape: bytes, seconds: float) -> None:
        """Remember what a query took."""
        self._seconds[shape] = seconds
        self._seconds.move_to_end(shape)
        if len(self._seconds) > _MOST_SHAPES:
            self._seconds.popitem(last=False)

    def expected(self, shape: bytes) -> float | None:
        """Seconds of a processor that the next one will take; None if nobody knows."""
        return self._seconds.get(shape)


def weight(seconds: float) -> int:
    """Processor time in steps, each twice as long as the one before; what is below the first does not count.

    >>> [weight(seconds) for seconds in (0.001, 0.05, 0.1, 1, 10)]
    [0, 1, 2, 5, 8]
    """
    return int(log2(1 + max(0.0, seconds) / _STEP))


def shape(query: str) -> bytes:
    """What is left of a query when its constants are taken out and its variables numbered, digested.

    >>> shape("ASK { <a:1> ?p 12 }") == shape("ASK { <b:2> ?q 7 } # again") != shape("ASK { ?s ?p 7 }")
    True
    """
    names: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        name = found["variable"]
        if name is None:
            return "" if found[0].startswith("#") else "_"
        return names.setdefault(name, f"?{len(names)}")

    form = " ".join(_CONSTANTS.sub(number, query).split())
    return blake2b(form.encode("utf-8", "surrogatepass"), digest_size=12).digest()


class Blame:
    """Queries that ended the process that answered them; after the second time they are barred for a while.

    Args:
        seconds: for which they are barred, and after which what they did is forgotten.

    >>> blame = Blame(600)
    >>> blame.add("q", now=0); blame.barred("q", now=1)
    0.0
    >>> blame.add("q", now=2); blame.barred("q", now=3)
    599
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._strikes: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def add(self, digest: str, *, now: float) -> None:
        """Blame a query once more."""
        strikes, when = self._strikes.pop(digest, (0, now))
        self._strikes[digest] = (strikes + 1 if now - when < self._seconds else 1), now
        if len(self._strikes) > _MOST_BLAMED:
            self._strikes.popitem(last=False)

    def barred(self, digest: str, *, now: float) -> float:
        """Seconds for which a query is still refused; 0 if it is not."""
        strikes, when = self._strikes.get(digest, (0, 0.0))
        return max(0.0, when + self._seconds - now) if strikes >= _STRIKES else 0.0


__all__ = ["Accounts", "Blame", "Costs", "shape", "weight"]
