"""Identifiers that are resolved on the web: DOI, Handle, PMID, PMCID, ORCID iD, ISNI, ROR and other registries'."""

from __future__ import annotations

import re
import string
from urllib.parse import unquote

from ld.errors import LexicalError
from ld.normalize import check_digits
from ld.normalize.schemes import Identifier, identifier, in_path

_MAX = 2000
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_DOI = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*|urn:doi:|info:doi/)*(10\.[0-9]{4,9}/.+)",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?:https?://hdl\.handle\.net/|hdl:|info:hdl/|urn:hdl:)?([0-9A-Za-z][0-9A-Za-z.]*/.+)", re.IGNORECASE
)
_PMID = re.compile(r"(?:pmid:?\s*)?0*([1-9][0-9]{0,7})", re.IGNORECASE)
_PMCID = re.compile(r"(?:pmcid:?\s*)?(?:PMC)?0*([1-9][0-9]{0,8})(?:\.[0-9]+)?", re.IGNORECASE)
_SIXTEEN = re.compile(
    r"(?:https?://(?:www\.)?(?:orcid\.org|isni\.org(?:/isni)?)/|\((?:orcid|isni)\)|orcid(?:\s?iD)?:?|isni:?)?\s*"
    r"((?:[0-9][- ]?){15}[0-9X])/?",
    re.IGNORECASE,
)
_ROR = re.compile(
    r"(?:https?://)?(?:www\.)?(?:ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})/?", re.IGNORECASE
)
_FUNDER = re.compile(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*|info:doi/)?(?:10\.13039/)?([0-9]{3,12})/?",
    re.IGNORECASE,
)
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}


def doi(value: str) -> Identifier:
    """Read a DOI, bare or as a URL or URN.

    Returns:
        the value as given, without prefix, escapes and punctuation after it; the IRI is in lower case, because DOIs
        are equal regardless of ASCII case.
    Raises:
        LexicalError: this is none, or holds white space or controls once decoded.
    Source: ISO 26324:2022; DOI Handbook §2.4 (case), §2.5.2 (encoding).

    >>> doi("http://dx.doi.org/10.1234/FAKETYFAKE1")
    Identifier(scheme='doi', value='10.1234/FAKETYFAKE1', iri='https://doi.org/10.1234/faketyfake1')
    """
    found = _DOI.fullmatch(value.strip()) if len(value) <= _MAX else None
    text = _trimmed(_decoded(found[1], value)) if found else ""
    if not identifier("doi", text) or not text.isprintable():
        raise LexicalError(value, "a DOI")
    return Identifier("doi", text, f"https://doi.org/{in_path(text.translate(_LOWER))}")


def _decoded(text: str, value: str) -> str:
    """`text` with its percent escapes decoded, once."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise LexicalError(value, "an identifier of which the escapes are UTF-8") from None


def _trimmed(text: str) -> str:
    """`text` without the punctuation of the sentence it stood in; a bracket goes only if it was not opened inside."""
    while text:
        last = text[-1]
        opening = _BRACKETS.get(last)
        if last not in ".,;:'\"" and not (opening and text.count(last) > text.count(opening)):
            return text
        text = text[:-1]
    return text


def handle(value: str) -> Identifier:
    """Read a Handle: ``hdl:``, ``info:hdl/`` or ``https://hdl.handle.net/`` before it, or nothing.

    Raises:
        LexicalError: this is none.
    Source: RFC 3650 §3.

    >>> handle("http://hdl.handle.net/2027/mdp.39015").iri
    'https://hdl.handle.net/2027/mdp.39015'
    """
    found = _HANDLE.fullmatch(value.strip()) if len(value) <= _MAX else None
    text = _decoded(found[1], value) if found else ""
    if not identifier("handle", text) or not text.isprintable():
        raise LexicalError(value, "a Handle")
    return Identifier("handle", text, f"https://hdl.handle.net/{in_path(text)}")


def pmid(value: str) -> Identifier:
    """Read the number of a PubMed record.

    Raises:
        LexicalError: this is none.

    >>> pmid("PMID: 28854930").iri
    'https://pubmed.ncbi.nlm.nih.gov/28854930/'
    """
    return _by_pattern("pmid", _PMID, value, "a PubMed identifier")


def pmcid(value: str) -> Identifier:
    """Read the number of an article in PubMed Central, with or without ``PMC`` and a version.

    Raises:
        LexicalError: this is none.

    >>> pmcid("PMC5577770")
    Identifier(scheme='pmcid', value='PMC5577770', iri='https://pmc.ncbi.nlm.nih.gov/articles/PMC5577770/')
    """
    return _by_pattern("pmcid", _PMCID, value, "a PubMed Central identifier", prefix="PMC")


def _by_pattern(
    scheme: str, pattern: re.Pattern[str], value: str, expected: str, prefix: str = ""
) -> Identifier:
    found = pattern.fullmatch(value.strip())
    known = identifier(scheme, f"{prefix}{found[1]}") if found else None
    if known is None:
        raise LexicalError(value, expected)
    return known


def orcid(value: str) -> Identifier:
    """Read an ORCID iD, bare or as a URL.

    Raises:
        LexicalError: this is none, or its check digit is wrong.
    Source: https://support.orcid.org, structure of the ORCID identifier; ISO/IEC 7064.

    >>> orcid("http://orcid.org/0000-0002-1825-0097").iri
    'https://orcid.org/0000-0002-1825-0097'
    """
    digits = _sixteen(value, "an ORCID iD")
    return Identifier(
        "orcid",
        hyphenated := f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}",
        f"https://orcid.org/{hyphenated}",
    )


def isni(value: str) -> Identifier:
    """Read an ISNI; 16 digits without spaces.

    Raises:
        LexicalError: this is none, or its check digit is wrong.
    Source: ISO 27729:2012.

    >>> isni("0000 0001 2103 2683").iri
    'https://isni.org/isni/0000000121032683'
    """
    digits = _sixteen(value, "an ISNI")
    return Identifier("isni", digits, f"https://isni.org/isni/{digits}")


def _sixteen(value: str, expected: str) -> str:
    found = _SIXTEEN.fullmatch(value.strip()) if len(value) <= _MAX else None
    digits = found[1].replace("-", "").replace(" ", "").upper() if found else ""
    if not digits or digits == "0" * 16 or not check_digits.mod_11_2_ok(digits):
        raise LexicalError(value, expected)
    return digits


def ror(value: str) -> Identifier:
    """Read an identifier of the Research Organization Registry.

    Raises:
        LexicalError: this is none, or its check digits are wrong.
    Source: https://ror.readme.io/docs/identifier.

    >>> ror("https://ror.org/05gq02987").value
    '05gq02987'
    """
    found = _ROR.fullmatch(value.strip())
    text = found[1].lower() if found else ""
    known = identifier("ror", text) if found and check_digits.ror_ok(text) else None
    if known is None:
        raise LexicalError(value, "a ROR identifier")
    return known


def funder(value: str) -> Identifier:
    """Read the number of a body in Crossref's registry of funders: a DOI under 10.13039, or its last part alone.

    Raises:
        LexicalError: this is none.
    Source: https://www.crossref.org/services/funder-registry/.

    >>> funder("http://dx.doi.org/10.13039/501100001691").iri
    'https://doi.org/10.13039/501100001691'
    """
    return _by_pattern("fundref", _FUNDER, value, "a number of the registry of funders (10.13039/…)")


__all__ = ["doi", "funder", "handle", "isni", "orcid", "pmcid", "pmid", "ror"]
