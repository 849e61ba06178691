"""Parts of a dataset by class and by property (VoID §4.5), and what the other parts are named and counted with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from ld.namespaces import PREFIXES, VOID, XSD

_SLUG = re.compile(r"[\w-]+", re.ASCII)


def partitions(
    whole: NamedNode, kind: str, numbers: Mapping[str, int], counted: NamedNode, *, name: str = ""
) -> Iterator[Triple]:
    """The parts of one kind; each has a hash IRI: there are no blank nodes.

    Args:
        whole: the dataset, or a part of it, that is divided; its IRI has a fragment.
        kind: ``class`` or ``property``.
        numbers: IRI of each class to its instances, or of each property to its statements.
        counted: what the numbers are of: ``void:entities`` or ``void:triples``.
        name: what the fragments begin with; `kind` unless given.

    >>> it = NamedNode("https://example.org/dataset#it")
    >>> for triple in partitions(it, "property", {"https://schema.org/name": 7}, VOID.triples):
    ...     print(triple.subject.value.partition("#")[2], triple.object.value)
    it https://example.org/dataset#property-schema-name
    property-schema-name https://schema.org/name
    property-schema-name 7
    """
    document = whole.value.partition("#")[0]
    for term, n in numbers.items():
        part = NamedNode(f"{document}#{name or kind}-{term_slug(term)}")
        yield Triple(whole, VOID[f"{kind}Partition"], part)
        yield Triple(part, VOID[kind], NamedNode(term))
        yield Triple(part, counted, integer(n))


def term_slug(term: str) -> str:
    """A fragment for the IRI of a term, unique: a prefix and a name, or else part of a digest.

    >>> term_slug("http://purl.org/dc/terms/title"), term_slug("https://example.org/x/y")
    ('dcterms-title', 'adb3b5823ea63338')
    """
    for prefix, iri in PREFIXES.items():
        if term.startswith(iri) and _SLUG.fullmatch(term.removeprefix(iri)):
            return f"{prefix}-{term.removeprefix(iri)}"
    return sha256(term.encode()).hexdigest()[:16]


def integer(n: int) -> Literal:
    """A number as VoID has them.

    >>> integer(7).datatype.value
    'http://www.w3.org/2001/XMLSchema#integer'
    """
    return Literal(str(n), datatype=XSD.integer)


__all__ = ["integer", "partitions", "term_slug"]
