"""Markup that has no place in a literal: tags are taken out, character references are decoded once.

What counts as a tag is decided by its shape, because catalogues use angle brackets for other things as well:
``<1998- >`` is unfinished bibliographic data, ``a < b`` is mathematics, ``<HTML> The basics`` is a title.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from ld.normalize.tsv import words

# Possessive throughout, and no part may run past the next "<": the time is linear in the length of the text.
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w.-]*+(?::[A-Za-z][\w.-]*+)?+)"
    r"((?:[\s/]++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'|[^\s\"'<>]++))?+)*+)"
    r"\s*+(/?)>"
)
_DECLARATION = re.compile(r"<!--[^<]*?-->|<!DOCTYPE[^<>]*+>|<\?[A-Za-z][^<>?]*+\?>", re.IGNORECASE)
_BARE_ATTRIBUTE = re.compile(r"[\s/]([^\s\"'<>/=]++)(?!\s*+=)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PASSES = 4
"""Tags inside tags beyond this depth are nobody's markup; the angle brackets go."""

_HIDDEN = frozenset({"script", "style"})


def strip_markup(text: str) -> str:
    """`text` without XML and HTML tags, comments, declarations, and without what ``script`` and ``style`` hold.

    A tag is an end tag, an empty-element tag, a start tag with an attribute that has a value, a start tag that has
    its end tag in the same text, or a start tag of HTML or JATS. A tag that divides blocks becomes a line break.

    >>> strip_markup("H<sub>2</sub>O, <i>sic</i>")
    'H2O, sic'
    >>> strip_markup("<HTML> The basics: a < b, <1998- >, <angle>")
    '<HTML> The basics: a < b, <1998- >, <angle>'
    """
    if "<" not in text:
        return text
    text = text.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in text else text
    for _ in range(_PASSES):
        stripped = _strip_once(_DECLARATION.sub("", text))
        if stripped == text:
            return text
        text = stripped
    return text.replace("<", "") if _strip_once(text) != text else text


def _strip_once(text: str) -> str:
    """One pass; taking tags out may join what is left into new ones."""
    tags = list(_TAG.finditer(text))
    closed = {tag[2].lower() for tag in tags if tag[1]}
    blocks = words("block-elements")
    pieces: list[str] = []
    start, hidden = 0, ""
    for tag in tags:
        name = tag[2].lower()
        if hidden and not (tag[1] and name == hidden):
            continue
        if not _is_markup(tag, name, closed):
            continue
        if not hidden:
            pieces += (text[start : tag.start()], "\n" if name.rpartition(":")[2] in blocks else "")
        hidden = name if name in _HIDDEN and name in closed and not tag[1] else ""
        start = tag.end()
    pieces.append(text[start:])
    return "".join(pieces)


def _is_markup(tag: re.Match[str], name: str, closed: set[str]) -> bool:
    """Whether something in the shape of a tag is one (see :func:`strip_markup`)."""
    end, attributes, empty = tag[1], tag[3], tag[4]
    if end or empty or name in closed:
        return True
    bare = _BARE_ATTRIBUTE.findall(attributes) if attributes else []
    if name in words("block-elements") or name in words("inline-elements"):
        return all(word.lower() in words("boolean-attributes") for word in bare)
    return "=" in attributes and not bare


def decode_entities(text: str) -> str:
    """`text` with its character references decoded, once: ``&amp;lt;`` becomes ``&lt;``.

    Numeric references, also those which MARC-8 conversion leaves (``&#x4E00;``), and HTML's names; the semicolon is
    required, for ``AT&T`` and ``?a=1&copy=2`` are no references. A reference to nothing (NUL, a surrogate) is
    dropped. Source: MARC 21 character sets, lossless conversion; HTML Living Standard 13.5.

    >>> decode_entities("Caf&eacute; &#x4E00; &amp;lt; AT&T")
    'Café 一 &lt; AT&T'
    """
    return _ENTITY.sub(_decode, text) if "&" in text else text


def _decode(reference: re.Match[str]) -> str:
    written = reference[0]
    if written[1] != "#":
        return html5.get(written[1:], written)
    return unescape(written).replace("\ufffd", "")


__all__ = ["decode_entities", "strip_markup"]
