"""Identifiers: parsers for each scheme, and recognition in URLs and control numbers.

A parser returns an :class:`Identifier` in normal form or raises :class:`ld.errors.LexicalError`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ld.errors import LexicalError
from ld.normalize.numbers import Isbn, isbn, ismn, issn, lccn, oclc, zdb
from ld.normalize.persistent import doi, funder, handle, isni, orcid, pmcid, pmid, ror
from ld.normalize.schemes import SCHEMES, Identifier, Scheme, identifier

Parser = Callable[[str], Identifier]

_MAX = 2000
_URL = re.compile(r"https?://(?:www\.)?([a-z0-9.-]+)(?::[0-9]+)?/([^\s#]*)", re.IGNORECASE)


def _in(scheme: str) -> Parser:
    """A parser for a scheme of which the pattern says it all."""

    def parse(value: str) -> Identifier:
        found = identifier(scheme, value.strip().rstrip("/"))
        if found is None:
            raise LexicalError(value, f"an identifier of {SCHEMES[scheme].label}")
        return found

    return parse


def _isbn(value: str) -> Identifier:
    number = isbn(value).isbn13
    return Identifier("isbn", number, f"urn:isbn:{number}")


def _issn(value: str) -> Identifier:
    number = issn(value)
    return Identifier("issn", number, f"urn:issn:{number}")


def _fast(value: str) -> Identifier:
    return _in("fast")(value.strip().removeprefix("fst").lstrip("0"))


def _urn(value: str) -> Identifier:
    return _in("urn-nbn")(value[:7].lower() + value[7:])


_viaf, _gnd, _wikidata, _mesh = _in("viaf"), _in("gnd"), _in("wikidata"), _in("mesh")

_PLACES: dict[str, tuple[tuple[re.Pattern[str], Parser], ...]] = {
    host: tuple((re.compile(pattern), parser) for pattern, parser in rules)
    for hosts, *rules in (
        (("doi.org", "dx.doi.org"), (r"(10\..+)", doi)),
        (("hdl.handle.net",), (r"([^?]+)(?:\?.*)?", handle)),
        (("pubmed.ncbi.nlm.nih.gov",), (r"([0-9]+)/?(?:\?.*)?", pmid)),
        (("pmc.ncbi.nlm.nih.gov",), (r"articles/(PMC[0-9]+)\b.*", pmcid)),
        (
            ("ncbi.nlm.nih.gov", "m.ncbi.nlm.nih.gov"),
            (r"(?:m/)?pubmed/([0-9]+)/?(?:\?.*)?", pmid),
            (r"pmc/articles/(PMC[0-9]+)\b.*", pmcid),
        ),
        (
            ("europepmc.org",),
            (r"articles?/(?:PMC/)?(PMC[0-9]+)\b.*", pmcid),
            (r"(?:article|abstract)/MED/([0-9]+)/?", pmid),
        ),
        (("orcid.org",), (r"([0-9X-]+)/?", orcid)),
        (("isni.org", "isni-url.oclc.nl"), (r"(?:isni/)?([0-9X]+)/?", isni)),
        (("ror.org",), (r"([0-9a-z]+)/?", ror)),
        (("worldcat.org", "search.worldcat.org"), (r"(?:oclc|title)/([0-9]+)\b.*", oclc)),
        (("lccn.loc.gov",), (r"([a-z]*[0-9]+)/?", lccn)),
        (("viaf.org",), (r"viaf/([0-9]+)\b.*", _viaf)),
        (("d-nb.info",), (r"gnd/([0-9X-]+)/?", _gnd)),
        (
            ("id.loc.gov",),
            (r"(?:authorities/names|rwo/agents)/(n[a-z]*[0-9]+)(?:\.html)?", _in("lcnaf")),
            (r"authorities/subjects/(sh[0-9]+)(?:\.html)?", _in("lcsh")),
            (r"authorities/childrensSubjects/(sj[0-9]+)(?:\.html)?", _in("lcshac")),
            (r"authorities/genreForms/(gf[0-9]+)(?:\.html)?", _in("lcgft")),
        ),
        (("id.worldcat.org",), (r"fast/(?:fst)?([0-9]+)/?", _fast)),
        (("id.nlm.nih.gov",), (r"mesh/([A-Z0-9]+)(?:\.html)?", _mesh)),
        (("wikidata.org",), (r"(?:entity|wiki)/(Q[0-9]+)/?", _wikidata)),
        (("arxiv.org",), (r"(?:abs|pdf)/((?:[a-z.-]+/)?[0-9.]+?)(?:v[0-9]+)?(?:\.pdf)?", _in("arxiv"))),
        (("portal.issn.org",), (r"resource/ISSN/([0-9]{4}-[0-9]{3}[0-9Xx])\b.*", _issn)),
        (
            ("nbn-resolving.org", "nbn-resolving.de"),
            (r"(?:resolver\?(?:identifier|urn)=)?(urn:nbn:.+)", _urn),
        ),
        (("ld.zdb-services.de",), (r"resource/([0-9]+-[0-9X])/?", zdb)),
    )
    for host in hosts
}
_URNS: dict[str, Parser] = {
    "urn:nbn:": _urn,
    "urn:isbn:": _isbn,
    "urn:issn:": _issn,
    "urn:doi:": doi,
    "info:doi/": doi,
    "info:hdl/": handle,
}
_URN_START = 9


def from_url(url: str) -> Identifier | None:
    """The identifier that a URL or URN is the address of; None for any other address.

    Hosts decide, not the form of the path: ``http://proquest.umi.com/pqdweb?pmid=29287`` is no PubMed record.

    >>> from_url("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5577770/")
    Identifier(scheme='pmcid', value='PMC5577770', iri='https://pmc.ncbi.nlm.nih.gov/articles/PMC5577770/')
    >>> from_url("http://www.loc.gov/catdir/toc/fy02/00045547.html") is None
    True
    """
    text = url.strip()
    if len(text) > _MAX:
        return None
    named = _URNS.get(text[:_URN_START].lower()) or _URNS.get(text[: _URN_START - 1].lower())
    if named:
        return _tried(named, text)
    place = _URL.fullmatch(text)
    for pattern, parser in _PLACES.get(place[1].lower(), ()) if place else ():
        found = pattern.fullmatch(place[2]) if place else None
        if found:
            return _tried(parser, found[1])
    return None


def _tried(parser: Parser, text: str) -> Identifier | None:
    try:
        return parser(text)
    except LexicalError:
        return None


_UNION = re.compile(r"(GBV|KXP|ZDB)([0-9]+-?[0-9X])")


def _union(text: str) -> Identifier:
    """A number of the German union catalogues, which their own letters tell apart; DNB's and BSZ's are of other catalogues."""
    found = _UNION.fullmatch(text)
    if not found:
        return Identifier("org:DE-599", text, None)
    return zdb(found[2]) if found[1] == "ZDB" else _in("k10plus")(found[2])


_ORGANIZATION = re.compile(r"(?:[A-Za-z]{1,4}(?=\(OCoLC\)))?\(([^()]{1,40})\)\s*(\S.*)", re.DOTALL)
_ORGANIZATIONS: dict[str, Parser] = {
    "OCoLC": oclc,
    "DE-599": _union,
    "DE-627": _in("k10plus"),
    "DE-600": zdb,
    "DE-588": _gnd,
    "DLC": lccn,
    "DOI": doi,
    "doi": doi,
    "PMID": pmid,
    "PubMed": pmid,
}
_MAX_NUMBER = 200


def from_control_number(value: str) -> Identifier:
    """Read a system control number, MARC 21 field 035 or VuFind's `ctrlnum`.

    Args:
        value: ``(OCoLC)ocm30585539``, ``(DE-599)GBV690250223``, ``(Sirsi) o10712062``, ``ocm05831268 820113``.
    Returns:
        of a known organization an identifier of its scheme, of any other one of the scheme ``org:{code}``.
    Raises:
        LexicalError: no organization and no OCLC prefix, or not what the organization's numbers look like.
    Source: MARC 21 bibliographic, 035; MARC code list for organizations.

    >>> from_control_number("(Sirsi) o10712062")
    Identifier(scheme='org:Sirsi', value='o10712062', iri=None)
    """
    text = " ".join(value.split()) if len(value) <= _MAX_NUMBER else ""
    found = _ORGANIZATION.fullmatch(text)
    if not found and text[:2].lower() in {"oc", "on"}:
        return oclc(text)
    if not found:
        raise LexicalError(value, "a control number with its organization in front (MARC 21, 035)")
    parser = _ORGANIZATIONS.get(found[1])
    return parser(found[2]) if parser else Identifier(f"org:{found[1]}", found[2], None)


_AUTHORITY = re.compile(r"\(([^()]{1,40})\)\s*(\S.*)")
_LOC = {"sh": _in("lcsh"), "sj": _in("lcshac"), "gf": _in("lcgft")}


def _loc(value: str) -> Identifier:
    """A number of the Library of Congress's authority files, by its first letters."""
    text = "".join(value.split())
    return _LOC.get(text[:2], _in("lcnaf"))(text)


_AUTHORITIES: dict[str, Parser] = {
    "dlc": _loc,
    "lcnaf": _loc,
    "de-588": _gnd,
    "viaf": _viaf,
    "orcid": orcid,
    "isni": isni,
    "ocolc": _fast,
    "fast": _fast,
    "wikidata": _wikidata,
    "wikidataentity": _wikidata,
    "dnlm": _mesh,
    "mesh": _mesh,
    "ror": ror,
}


def authority(value: str) -> Identifier | None:
    """The agent or subject that MARC 21 $0 or $1 names, None if its file is not one we know.

    Args:
        value: ``(DLC)n79021164``, ``(DE-588)118540238``, ``(OCoLC)fst00799254``, ``(uri)http://viaf.org/viaf/1``, or a URL.

    >>> authority("(OCoLC)fst00799254").iri
    'http://id.worldcat.org/fast/799254'
    """
    text = value.strip() if len(value) <= _MAX else ""
    found = _AUTHORITY.fullmatch(text)
    if not found or found[1].lower() == "uri":
        return from_url(found[2] if found else text)
    parser = _AUTHORITIES.get(found[1].lower())
    return _tried(parser, found[2]) if parser else None


__all__ = [
    "SCHEMES",
    "Identifier",
    "Isbn",
    "Scheme",
    "authority",
    "doi",
    "from_control_number",
    "from_url",
    "funder",
    "handle",
    "isbn",
    "ismn",
    "isni",
    "issn",
    "lccn",
    "oclc",
    "orcid",
    "pmcid",
    "pmid",
    "ror",
    "zdb",
]
