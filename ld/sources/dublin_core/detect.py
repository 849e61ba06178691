"""Telling answers of OAI-PMH and Dublin Core records from other XML by their first tags."""

from __future__ import annotations

import re
from typing import BinaryIO, Literal, NamedTuple

from ld.sources.opening import peek
from ld.sources.xml.namespaces import DC, DCTERMS, OAI
from ld.sources.xml.opening_tag import ATTRIBUTES, DOCTYPE, NAME, Root, declarations, plain_head

ROOTS = frozenset({"dc", "oai_dc", "qualifieddc", "oai_qdc", "qdc", "dcterms", "oai_dcterms"})
"""Local names of roots of Dublin Core records, in whatever namespace; there is no standard of the qualified ones."""

_ANSWERS = frozenset({"OAI-PMH", "ListRecords", "GetRecord"})
_OTHERS = frozenset({"RDF", "rss", "feed", "html", "mods", "mets", "package"})
"""Roots of other formats, which have elements of Dublin Core among theirs."""

_MARKUP = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|" + DOCTYPE + rb"|<" + NAME + rb"(" + ATTRIBUTES + rb")>",
    re.DOTALL,
)
_PREFIXES = {b"dc": DC, b"dcterms": DCTERMS, b"oai_dc": f"{OAI}oai_dc/"}
_LOOKED_AT = 3


class Form(NamedTuple):
    """What a source is: its name for people, and the local names of its records."""

    name: Literal["oai-pmh", "dublin-core"]
    records: frozenset[str]


_ANSWER = Form("oai-pmh", frozenset({"record"}))


def form(stream: BinaryIO) -> Form | None:
    """The form of what begins here, None if it is neither; nothing is taken from `stream`.

    Records may stand alone, in an element around them, or in answers of OAI-PMH.

    >>> import io
    >>> form(io.BytesIO(b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">')).name
    'oai-pmh'
    >>> form(io.BytesIO(b'<records><record xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A</dc:title>'))
    Form(name='dublin-core', records=frozenset({'record'}))
    """
    head = plain_head(peek(stream))
    if not head.lstrip().startswith(b"<"):
        return None
    tags = _first_tags(head)
    if not tags or tags[0].name in _OTHERS:
        return None
    if tags[0].name in _ANSWERS:
        return _ANSWER
    return _form(tags) or (_form(tags[1:]) if tags[1:] else None)


def _form(tags: list[Root]) -> Form | None:
    """The form of what has these first tags, the record's own before those inside."""
    root, inside = tags[0], tags[1] if len(tags) > 1 else None
    if root.name == "record" and inside and inside.name == "header":
        return _ANSWER
    if root.name in ROOTS:
        return Form("dublin-core", frozenset({root.name}))
    if inside and inside.namespace in (DC, DCTERMS):
        return Form("dublin-core", frozenset({root.name}))
    return None


def _first_tags(head: bytes) -> list[Root]:
    tags: list[Root] = []
    declared: dict[bytes, bytes] = {}
    for found in _MARKUP.finditer(head):
        prefix, name, attributes = found.groups()
        if name is None:
            continue
        declared |= declarations(attributes)
        space = declared.get(prefix or b"", b"").decode("utf-8", "replace") or _PREFIXES.get(
            prefix or b"", ""
        )
        tags.append(Root(name.decode("utf-8", "replace"), space))
        if len(tags) == _LOOKED_AT:
            break
    return tags


def detect(stream: BinaryIO) -> str | None:
    """See :attr:`ld.sources.registry.Source.detect`: ``oai-pmh`` or ``dublin-core``."""
    found = form(stream)
    return found.name if found else None


__all__ = ["ROOTS", "Form", "detect", "form"]
