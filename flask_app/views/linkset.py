"""``/record/{id}.linkset``: every link of a record, in one document (RFC 9264)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from flask_app.documents import Document
from flask_app.jsonld_forms import json_bytes
from flask_app.links import Link, link_header
from flask_app.signposting import LINKSET_JSON, Guide, linkset
from flask_app.variants import Variant

LINKSETS = (
    Variant("json", LINKSET_JSON, LINKSET_JSON, "json", "Linkset (JSON)", aliases=("application/json",)),
    Variant(
        "text", "application/linkset", "application/linkset", "txt", "Linkset (text)", aliases=("text/plain",)
    ),
)


def linkset_document(
    edition: int, state: str, modified: datetime | None, guide: Callable[[], Guide]
) -> Document:
    """The linkset of a record as a document.

    Args:
        edition: its number.
        state: of the record.
        modified: when the record was last changed.
        guide: what leads where; asked when it is written.
    """
    url = guide().linkset
    return Document(
        url=url,
        edition=edition,
        state=state,
        variants=LINKSETS,
        address=lambda variant: f"{url}?_format={variant.name}",
        render=lambda variant: _WRITERS[variant.name](linkset(guide())),
        links=lambda _: [Link(guide().document, "describes")],
        modified=modified,
    )


_Sets = Iterable[tuple[str, Sequence[Link]]]


def as_json(sets: _Sets) -> bytes:
    """Links by their anchors (§4.2).

    >>> b'"describedby": [' in as_json([("http://x/1", [Link("http://x/1.ttl", "describedby", type="text/turtle")])])
    True
    """
    return json_bytes({"linkset": [_object(anchor, links) for anchor, links in sets]})


def _object(anchor: str, links: Iterable[Link]) -> dict[str, object]:
    relations: dict[str, list[dict[str, str]]] = {}
    for link in links:
        relations.setdefault(link.rel, []).append({"href": link.target, **dict(link.attributes)})
    return {"anchor": anchor, **relations}


def as_text(sets: _Sets) -> bytes:
    """As a Link header has them, each on a line of its own (§4.1)."""
    links = (
        Link(link.target, link.rel, **{"anchor": anchor, **dict(link.attributes)})
        for anchor, found in sets
        for link in found
    )
    return (",\n".join(link_header([link]) for link in links) + "\n").encode()


_WRITERS = {"json": as_json, "text": as_text}

__all__ = ["LINKSETS", "as_json", "as_text", "linkset_document"]
