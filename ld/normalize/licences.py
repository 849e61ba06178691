"""Licences and rights statements as IRIs, from addresses, short names and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ld.errors import LexicalError
from ld.normalize.tsv import rows
from ld.normalize.urls import http_iri

_CC = "https://creativecommons.org/"
_VERSIONS = frozenset({"1.0", "2.0", "2.1", "2.5", "3.0", "4.0"})
_TYPES = frozenset(
    {"by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd", "sa", "nc", "nd", "nc-sa", "nd-nc", "by-nd-nc"}
)
_OLD_TYPES = frozenset({"sa", "nc", "nd", "nc-sa", "nd-nc", "by-nd-nc"})
"""Types that exist in version 1.0 only; later the order is by-nc-nd."""
_DEDICATIONS = frozenset({"zero/1.0", "mark/1.0", "certification/1.0/us"})

_ADDRESS = re.compile(
    r"(?<![\w.-])(?:https?:)?(?://)?(?:www\.)?creativecommons\.org/(licen[sc]es|publicdomain)/([a-z+-]{2,13})/([0-9]\.[0-9])"
    r"(?:/(?!rdf\b)([a-z]{2}|igo|scotland)(?![a-z]))?(?:/(?:legalcode|deed|rdf)[a-z.-]*)?/?(?:[?#][^\s\"<>]*)?(?![\w])",
    re.IGNORECASE,
)
_PARTS = {
    "attribution": "by",
    "noncommercial": "nc",
    "noderivatives": "nd",
    "noderivs": "nd",
    "sharealike": "sa",
}
_SEP = r"[\s_/.‐-]{0,3}"
_NAME = re.compile(
    rf"(?<![^\W_])(?:(?:creative\s{{0,3}}commons|cc){_SEP}(?=by|attribution)|(?=attribution))((?:by|attribution)(?:{_SEP}(?:nc|nd|sa|non-?commercial|no-?deriv(?:ative)?s|share-?alike))*+)"
    rf"(?:{_SEP}licen[sc]e)?{_SEP}(?:version|v\.?)?{_SEP}([0-9]\.[0-9])(?!\.?[0-9])"
    rf"(?:{_SEP}(international|unported|igo|[a-z]{{2}}(?![a-z])))?",
    re.IGNORECASE,
)
_ZERO = re.compile(
    rf"(?<![^\W_])(?:creative commons|cc){_SEP}(?:zero|0)(?:{_SEP}v?1\.0)?(?!\.?[0-9])", re.IGNORECASE
)
_MARK = re.compile(rf"public domain mark(?:{_SEP}1\.0)?(?!\.?[0-9])", re.IGNORECASE)
_PART = re.compile(
    r"by|nc|nd|sa|attribution|non-?commercial|no-?deriv(?:ative)?s|share-?alike", re.IGNORECASE
)
_FILLER = re.compile(
    r"[\s().,;:]*(?:universal|international|unported|public domain dedication|generic|licen[sc]e|deed|the)?",
    re.IGNORECASE,
)
_GRANT = re.compile(
    r"(?:distributed|licen[sc]ed|published|made available|available|released|provided|access|article)\s[^.]{0,80}?"
    r"under (?:the terms(?: and conditions)? of|an?|the)\b|under the terms(?: and conditions)? of",
    re.IGNORECASE,
)
_MAX_TEXT = 100_000


def licence(value: str) -> str:
    """The IRI of the licence that an address or a short name is.

    Args:
        value: an address of Creative Commons in any of its forms, ``CC BY-NC 4.0``, ``Creative Commons Attribution 4.0
            International License``, ``CC0``, or the address of another known licence.
    Returns:
        of Creative Commons ``https://creativecommons.org/licenses/{type}/{version}/``, a jurisdiction kept, for a ported
        licence is another licence; any other address as given.
    Raises:
        LexicalError: this is no licence, or none in particular: ``CC BY`` without a version.
    Source: https://creativecommons.org/licenses/, list of all licences.

    >>> licence("http://creativecommons.org/licenses/by/4.0/legalcode"), licence("CC BY-NC-ND 3.0")
    ('https://creativecommons.org/licenses/by/4.0/', 'https://creativecommons.org/licenses/by-nc-nd/3.0/')
    """
    found = _licence(value.strip(" \n.,;()<>")) if len(value) <= _MAX_NAME else None
    if found is None:
        raise LexicalError(value, "a licence in a version")
    return found


_MAX_NAME = 500


@lru_cache(maxsize=512)
def _licence(text: str) -> str | None:
    address = _ADDRESS.fullmatch(text)
    if address:
        return _of_address(address)
    named = {iri for _, iri in _names(text)}
    if named:
        return named.pop() if len(named) == 1 and _only(text) else None
    bare = re.sub(r"^https?://(?:www\.)?", "", text.lower())
    known = bare != text.lower() and any(bare.startswith(row["prefix"]) for row in rows("licence-addresses"))
    return http_iri(text) if known else None


def _of_address(address: re.Match[str]) -> str | None:
    kind, type_, version, place = (part.lower() if part else "" for part in address.groups())
    name = f"{type_}/{version}" + (f"/{place}" if place else "")
    if kind == "publicdomain":
        return f"{_CC}publicdomain/{name}/" if name in _DEDICATIONS else None
    return _of_parts(type_, version, place)


def _of_parts(type_: str, version: str, place: str) -> str | None:
    if type_ == "by-nd-nc" and version != "1.0":
        type_ = "by-nc-nd"
    if type_ not in _TYPES or version not in _VERSIONS or (type_ in _OLD_TYPES and version != "1.0"):
        return None
    ported = place and version != "4.0"
    return f"{_CC}licenses/{type_}/{version}/{f'{place}/' if ported else ''}"


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Where `text` names licences of Creative Commons in words or letters, and which."""
    for pattern, iri in ((_ZERO, f"{_CC}publicdomain/zero/1.0/"), (_MARK, f"{_CC}publicdomain/mark/1.0/")):
        yield from ((found.start(), iri) for found in pattern.finditer(text))
    for found in _NAME.finditer(text):
        parts = [_PARTS.get(word := part.lower().replace("-", ""), word) for part in _PART.findall(found[1])]
        place = (found[3] or "").lower()
        iri_or_none = _of_parts(
            "-".join(parts), found[2], place if place not in {"international", "unported"} else ""
        )
        if iri_or_none:
            yield found.start(), iri_or_none


def _only(text: str) -> bool:
    """Whether `text` names licences and nothing else."""
    rest = text
    for pattern in (_ZERO, _MARK, _NAME):
        rest = pattern.sub("", rest)
    return _FILLER.sub("", _FILLER.sub("", rest)).strip(" ().,;:") == ""


def find_licence(text: str) -> str | None:
    """The licence that a rights statement grants, None if it names none, or several without saying which one is granted.

    Of several, the one in the clause "distributed under the terms of" is taken, not the last: many articles state
    CC BY for the text and, after it, CC0 for the data.

    >>> find_licence("distributed under the terms of CC BY 4.0 (http://creativecommons.org/licenses/by/4.0/). The waiver "
    ...     "(http://creativecommons.org/publicdomain/zero/1.0/) applies to the data")
    'https://creativecommons.org/licenses/by/4.0/'
    """
    text = text[:_MAX_TEXT]
    found = [(match.start(), iri) for match in _ADDRESS.finditer(text) if (iri := _of_address(match))]
    found = found or sorted(_names(text))
    if len({iri for _, iri in found}) == 1:
        return found[0][1]
    grant = _GRANT.search(text) if found else None
    return next((iri for start, iri in found if start >= grant.end()), None) if grant else None


_STATEMENT = re.compile(
    r"(?:https?://)?(?:www\.)?rightsstatements\.org/(?:vocab|page)/([a-z-]{2,9})/1\.0(?:/.*)?(?:\?.*)?",
    re.IGNORECASE,
)


def rights_statement(value: str) -> str | None:
    """The IRI of a statement of rightsstatements.org from its address, code or title; None for anything else.

    These state facts of copyright; they are no licences.

    >>> rights_statement("https://rightsstatements.org/page/InC/1.0/?language=de")
    'http://rightsstatements.org/vocab/InC/1.0/'
    """
    text = value.strip(" \n.") if len(value) <= _MAX_NAME else ""
    found = _STATEMENT.fullmatch(text)
    code = _statements().get((found[1] if found else text).casefold())
    return f"http://rightsstatements.org/vocab/{code}/1.0/" if code else None


@cache
def _statements() -> dict[str, str]:
    """Codes of rightsstatements.org by code and title, case-folded."""
    return {
        row[key].casefold(): row["code"] for row in rows("rights-statements") for key in ("label", "code")
    }


__all__ = ["find_licence", "licence", "rights_statement"]
