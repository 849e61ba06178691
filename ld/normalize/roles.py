"""What an agent did: role texts of many languages to MARC relator codes.

Source: MARC code list for relators, https://id.loc.gov/vocabulary/relators.html; the role texts of RDA in German,
Finnish, Swedish, French, Spanish and Italian catalogues; the abbreviations of AACR2 21.0D.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ld.errors import LexicalError
from ld.normalize.tsv import rows

RELATORS = "http://id.loc.gov/vocabulary/relators/"
_MAX = 200
_DROPPED = re.compile(r"[.,()\[\]:;'’\"]")
_SEPARATORS = re.compile(r"[\s_/&-]+")
_LOCAL = re.compile(r"\$[0-9].*", re.DOTALL)
"""A subfield that was run into the text: ``former owner.$5ViU``."""


def role(value: str) -> str | None:
    """The MARC relator code of a role.

    Args:
        value: a code (``edt``), its IRI, a term (``editor``) or its like in another language (``HerausgeberIn``), with or
            without punctuation, in any case.
    Returns:
        None for an empty value: index fields hold one as a placeholder where a name has no role.
    Raises:
        LexicalError: no relator is known for it.

    >>> role("joint author."), role("HerausgeberIn"), role("http://id.loc.gov/vocabulary/relators/trl"), role("")
    ('aut', 'edt', 'trl', None)
    """
    if len(value) > _MAX:
        raise LexicalError(value, "a role")
    return _role(value)


@lru_cache(maxsize=2048)
def _role(value: str) -> str | None:
    key = _key(_LOCAL.sub("", value.strip()).removeprefix(RELATORS))
    if not key:
        return None
    known = _codes()
    code = known.get(key) or known.get(key.removesuffix("in"))  # VerfasserIn, Verfasserin
    if code is None:
        raise LexicalError(value, "a role of the MARC relator list")
    return code


def term(code: str) -> str:
    """The English term of a relator code.

    Raises:
        LexicalError: there is no such code.

    >>> term("dgg")
    'Degree granting institution'
    """
    found = _terms().get(code)
    if found is None:
        raise LexicalError(code, "a MARC relator code")
    return found


def _key(text: str) -> str:
    """Case-folded, without diacritics and punctuation, words apart by one space."""
    expanded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in expanded if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", _DROPPED.sub(" ", unicodedata.normalize("NFC", plain))).strip()


@cache
def _terms() -> dict[str, str]:
    return {row["code"]: row["term"] for row in rows("relators")}


@cache
def _codes() -> dict[str, str]:
    """Codes by every text that stands for them; the list's own codes and terms first."""
    aliases = {row["alias"]: row["code"] for row in rows("role-alias")}
    terms = {_key(term_): code for code, term_ in _terms().items()}
    return aliases | terms | {code: code for code in _terms()}


__all__ = ["RELATORS", "role", "term"]
