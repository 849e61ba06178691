"""An article without its text: nine tenths of the file, of which no rule reads a word."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from ld.sources.xml import XmlFault, load

_SKIPPED: Final = rb"(?:\s++|<!--(?:[^-]|-(?!->))*+-->|<\?[^>]*+\?>)*+"
_PREFIX: Final = rb"(?:[A-Za-z_][\w.-]*+:)?"
_BODY: Final = re.compile(
    rb"</" + _PREFIX + rb"front\s*>" + _SKIPPED + rb"(<(" + _PREFIX + rb"body)(?:\s[^<>]*)?(?<!/)>)"
)
_NEXT: Final = re.compile(
    _SKIPPED + rb"<(?:" + _PREFIX + rb"(?:back|floats-group|floats-wrap|sub-article|response)[\s/>]|/)"
)


def load_without_body(raw: bytes) -> etree._Element:
    """The root of an article, its `body` empty.

    libxml2 takes as long for the text as for all else together, several times over, and Python to forget it again. A body
    that is not well-formed costs the record nothing, so.

    Args:
        raw: standalone XML in UTF-8.
    Raises:
        XmlFault: what is left is not well-formed.

    >>> etree.tostring(load_without_body(b"<article><front/><body><p>A</p></body></article>"))
    b'<article><front/><body><p>A</p></body></article>'
    >>> etree.tostring(load_without_body(b"<article><front></front> <body id='b'><p>A</p></body><back/></article>"))
    b'<article><front/> <body id="b"/><back/></article>'
    """
    shorter = _without_body(raw)
    if shorter is None:
        return load(raw)
    try:
        return load(shorter)
    except (
        XmlFault
    ):  # what looked like the end of the body stands in a comment, or the fault is real: the whole tells
        return load(raw)


def _without_body(raw: bytes) -> bytes | None:
    """`raw` with an empty body; None if it has none, or where it ends cannot be told by its tags."""
    body = _BODY.search(raw)
    if body is None:
        return None
    end = b"</%b>" % body[2]
    place = raw.find(end, body.end())
    if place < 0 or not _NEXT.match(raw, place + len(end)):
        return None
    return raw[: body.end(1)] + raw[place:]


__all__ = ["load_without_body"]
