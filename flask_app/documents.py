"""Documents: what there is under an address, in several representations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Quad

from flask_app.links import Link
from flask_app.representations import Representation
from flask_app.variants import Variant
from ld.formats.profiles import FULL, Profile

MAX_AGE = 60
"""Seconds for which a document may be used without asking."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that there is in several representations.

    Attributes:
        url: its address, without format; absolute, of the configured base.
        edition: number of the edition that it is of.
        state: whatever besides address and representation decides its bytes; part of the entity tag.
        variants: in the order of our preference.
        address: the own address of a variant, absolute.
        render: writes a variant that is not RDF, or every one if there are no `quads`.
        quads: what is said in it; None if `render` writes the RDF too.
        profiles: in which there is its RDF, the usual one first.
        links: those of a representation besides `canonical`, `alternate` and `profile`.
        modified: when it was last changed; None if that is not known.
        max_age: seconds for which it may be used without asking.
        language: of the words in its pages and tables, if that was negotiated.
        volatile: `state` may change while the edition does not, so that it must be worked out for every request.
        policy: Content-Security-Policy of its page, where that needs more than others do.
        status: of the answer; one other than 200 is never answered by 304 (RFC 9110 §13.2.1).
    """

    url: str
    edition: int
    state: bytes | str
    variants: Sequence[Variant]
    address: Callable[[Variant], str]
    render: Callable[[Variant], bytes]
    quads: Callable[[], Sequence[Quad]] | None = None
    profiles: Sequence[Profile] = (FULL,)
    links: Callable[[Representation], Iterable[Link]] = lambda _: ()
    modified: datetime | None = None
    max_age: int = MAX_AGE
    language: str = ""
    volatile: bool = False
    policy: str = ""
    status: int = 200


__all__ = ["MAX_AGE", "Document"]
