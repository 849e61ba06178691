"""What a thing is a part of: the way up from an article to its journal, from a volume to its series."""

from __future__ import annotations

from itertools import islice

from pyoxigraph import NamedNode

from flask_app.pages.reading import Reading
from flask_app.pages.values import Value
from flask_app.pages.wording import say

_SERIES = frozenset({"Book series", "Series"})
_DEEPEST = 8  # a record may say that it is a part of itself


def hosts(reading: Reading, thing: str) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """What a thing is a part of: (series, everything else), each with volume and issue."""
    chains = [_chain(reading, host) for host in reading.iris(thing, "schema:isPartOf")]
    passed = {node for chain in chains for node in chain}
    chains += [[host] for host in reading.iris(thing, "dcterms:isPartOf") if host not in passed]
    shown = [(_SERIES.isdisjoint(reading.kinds(chain[-1])), _place(reading, chain)) for chain in chains]
    return tuple(v for other, v in shown if not other), tuple(v for other, v in shown if other)


def _chain(reading: Reading, node: str) -> list[str]:
    """A host, what it is a part of, and so on: innermost first."""
    chain = [node]
    for _ in range(_DEEPEST):
        above = [host for host in reading.iris(chain[-1], "schema:isPartOf") if host not in chain]
        if not above:
            break
        chain.append(above[0])
    return chain


def _place(reading: Reading, chain: list[str]) -> Value:
    """``Journal, volume 16, issue 1``, leading to the outermost."""
    *inner, outer = chain
    value = reading.value(NamedNode(outer))
    steps = [_step(reading, node) for node in reversed(inner)]
    return value._replace(note=", ".join(step for step in steps if step))


def _step(reading: Reading, node: str) -> str:
    for name, key in (("schema:volumeNumber", "volume"), ("schema:issueNumber", "issue")):
        for literal in islice(reading.literals(node, name), 1):
            return say(key, number=literal.value)
    label = reading.label(node)
    return label.value if label is not None else ""


__all__ = ["hosts"]
