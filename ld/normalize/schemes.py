"""Identifier schemes: what an identifier of each looks like, and under which IRIs scheme and identifier are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from ld.immutable import immutable
from ld.normalize.tsv import rows

_IN_PATH = "/:;()@!$&'*+,=~-._"
"""Besides letters and digits, what RFC 3986 §3.3 allows in a path as it is."""


@immutable
class Scheme:
    """One kind of identifier.

    Attributes:
        name: key in :data:`SCHEMES`.
        label: for people.
        property_id: IRI of the scheme for schema:propertyID: of identifiers.org where that is established usage (DOI,
            PMID, PMCID, ROR, OCLC …), else of id.loc.gov's standard identifier schemes, else of Wikidata's property.
        iri_template: an identifier's IRI with ``{}`` for its value; None where there is no such IRI.
        pattern: a value in normal form matches it as a whole.
    """

    name: str
    label: str
    property_id: str
    iri_template: str | None
    pattern: re.Pattern[str]


@immutable
class Identifier:
    """A valid identifier in normal form.

    Attributes:
        scheme: key of :data:`SCHEMES`, or ``org:{code}`` for the numbers of an organization (MARC 21, 035).
        value: as it is displayed.
        iri: valid and absolute, None where the scheme has no IRIs.
    """

    scheme: str
    value: str
    iri: str | None


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        row["scheme"]: Scheme(
            row["scheme"],
            row["label"],
            row["property_id"],
            row["iri_template"] or None,
            re.compile(row["pattern"]),
        )
        for row in rows("identifier-schemes")
    }
)
"""Every scheme by its name.

>>> SCHEMES["doi"].property_id
'https://registry.identifiers.org/registry/doi'
"""


def identifier(scheme: str, value: str) -> Identifier | None:
    """The identifier `value` of a scheme, None if it is not in the scheme's normal form.

    >>> identifier("viaf", "102333412")
    Identifier(scheme='viaf', value='102333412', iri='http://viaf.org/viaf/102333412')
    """
    known = SCHEMES[scheme]
    if not known.pattern.fullmatch(value):
        return None
    return Identifier(scheme, value, known.iri_template.format(value) if known.iri_template else None)


def in_path(value: str) -> str:
    """`value` for the path of a URL: percent-encoded UTF-8 where RFC 3986 §3.3 asks for it.

    >>> in_path("10.1002/(sici)1<1::aid>3.0.co;2-1")
    '10.1002/(sici)1%3C1::aid%3E3.0.co;2-1'
    """
    return quote(value, safe=_IN_PATH)


__all__ = ["SCHEMES", "Identifier", "Scheme", "identifier", "in_path"]
