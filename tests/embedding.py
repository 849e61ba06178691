"""The copy for search engines beside the profile `schema`: both as plain statements, so that they can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ld.formats.pyld_adapter import to_triples
from ld.namespaces import SCHEMA

Plain = set[tuple[str, str, str]]
_KEYWORDS = SCHEMA.keywords.value


def plain(statements: Iterable[Quad | Triple]) -> Plain:
    """Subject, predicate and text: search engines take dates and addresses as strings, and keywords as one."""
    found: Plain = set()
    for statement in statements:
        subject, predicate, value = statement.subject, statement.predicate.value, statement.object
        assert isinstance(subject, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        texts = value.value.split(", ") if predicate == _KEYWORDS else [value.value]
        found |= {(subject.value, predicate, text) for text in texts}
    return found


def of_script(document: dict[str, Any], context: str) -> Plain:
    """What a script element says.

    Args:
        document: its JSON-LD.
        context: address of the site's context.
    """
    return plain(to_triples(document, context=context))


def of_profile(url: str, statements: Iterable[Quad | Triple]) -> Plain:
    """What the script element of a record must say: the profile, and that the page is the thing's address.

    But for statements about licences: search engines want a licence's address alone.
    """
    said = plain(statements)
    licences = {text for _, predicate, text in said if predicate == SCHEMA.license.value}
    kept = {one for one in said if one[0] not in licences}
    return kept | {(f"{url}#it", SCHEMA.url.value, url)}
