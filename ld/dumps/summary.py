"""What the dataset is, in words: the publisher's own, and the facts where these are few."""

from __future__ import annotations

from ld.config import Settings
from ld.register.model import Counts, State

LEAST, MOST = 50, 5000
"""Characters of a description: what Google asks of schema.org's Dataset, and enough for any catalogue of datasets."""
_CUT = " …"


def summary(settings: Settings, counts: Counts) -> str:
    """A description of 50 to 5,000 characters: the setting, and what is true anyway if that is short or empty.

    >>> from ld.register.model import State
    >>> summary(Settings(title="Our catalogue"), Counts(records={State.PUBLISHED: 2}, quads=170, entities=9))
    'Our catalogue: 2 bibliographic records as linked data in the terms of schema.org and Dublin Core, 170 statements in all.'
    """
    own = " ".join(settings.description.split())
    text = own if len(own) >= LEAST else " ".join(filter(None, [own, _facts(settings, counts)]))
    return text if len(text) <= MOST else _shortened(text)


def _facts(settings: Settings, counts: Counts) -> str:
    n = counts.records.get(State.PUBLISHED, 0)
    records = "1 bibliographic record" if n == 1 else f"{n:,} bibliographic records"
    vocabularies = "in the terms of schema.org and Dublin Core"
    title = " ".join(settings.title.split())
    start = f"{title}: " if title else ""
    return f"{start}{records} as linked data {vocabularies}, {counts.quads:,} statements in all."


def _shortened(text: str) -> str:
    """The words that fit, or the beginning of a single one that does not."""
    room = MOST - len(_CUT)
    kept = text[: room + 1].rpartition(" ")[0]
    return (kept if len(kept) >= LEAST else text[:room]) + _CUT


__all__ = ["LEAST", "MOST", "summary"]
