"""Languages: catalogue labels and codes to BCP 47 tags and IRIs.

Source: MARC code list for languages; ISO 639-1, 639-2, 639-3, 639-5; BCP 47 §2.2.1 (shortest code).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ld.errors import LexicalError
from ld.immutable import immutable
from ld.normalize.tsv import rows

_NONE = frozenset({"special", "unknown"})
_TAG = re.compile(r"([A-Za-z]{2,3})[-_][A-Za-z0-9_-]+")
_LITERAL_TAG = re.compile(r"([a-z]{2,3})((?:-[a-z0-9]{1,8})*)")
# BCP 47 §2.1: extended languages, script, region, variants. Extensions and private use say nothing of a catalogue's text.
_SUBTAGS = re.compile(
    r"(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))?"
)
_MAX = 80
_MARC = 3
"""Letters of a MARC code."""


@immutable
class Language:
    """A language or group of languages.

    Attributes:
        bcp47: shortest tag, lower case.
        iri: at id.loc.gov (ISO 639-2, else 639-5), or lexvo.org where only ISO 639-3 has a code.
        label: in English.
        status: ``ok``, ``collective`` (a group), ``withdrawn`` (the current code stands here) or ``iso639-3``.
    """

    bcp47: str
    iri: str
    label: str
    status: str


def language(value: str) -> Language | None:
    """The language that a label or code names.

    Args:
        value: VuFind's label (``Greek, Modern (1453-)``), a MARC or ISO 639 code (``gre``, ``ell``, ``el``) or a BCP 47
            tag (``pt-BR``, of which the language is taken); case does not matter.
    Returns:
        None for what is no one language: undetermined, multiple languages, no linguistic content, unknown.
    Raises:
        LexicalError: neither table has it, or it stands for several languages (``sh``).

    >>> language("Greek, Modern (1453-)").bcp47, language("ell").bcp47, language("zxx")
    ('el', 'el', None)
    """
    if len(value) > _MAX:
        raise LexicalError(value, "a language")
    return _language(value)


@lru_cache(maxsize=2048)
def _language(value: str) -> Language | None:
    row = _row(_key(value))
    tag = _TAG.fullmatch(value.strip()) if row is None else None
    row = _row(tag[1].lower()) if tag else row
    if row is None:
        raise LexicalError(value, "a language of ISO 639-2 or VuFind's list")
    if row["status"] in _NONE:
        return None
    # One IRI, one label: a withdrawn code is called as the current one.
    named = _by_name()[row["iso639_2b"]] if row["status"] == "withdrawn" else row
    return Language(named["bcp47"], named["iri"], named["vufind_label"], row["status"])


def language_tag(value: str) -> str | None:
    """The tag of a literal from what a source says of its language, such as ``xml:lang``: valid BCP 47, lower case.

    Args:
        value: a tag with or without script and region; the language in any code that :func:`language` knows.
    Returns:
        the shortest code of the language, with the subtags where they are well-formed; None for what is no one language (``und``, ``mul``, ``zxx``).
    Raises:
        LexicalError: this is no tag, or nobody knows the language.
    Source: BCP 47 §2.1, §2.2.1.

    >>> language_tag("EN"), language_tag("eng"), language_tag("zh_Hant-TW"), language_tag("und")
    ('en', 'en', 'zh-hant-tw', None)
    """
    if len(value) > _MAX:
        raise LexicalError(value, "a language tag (BCP 47)")
    return _language_tag(value)


@lru_cache(maxsize=512)
def _language_tag(value: str) -> str | None:
    parts = _LITERAL_TAG.fullmatch(value.strip().replace("_", "-").lower())
    if parts is None:
        raise LexicalError(value, "a language tag (BCP 47)")
    known = _language(parts[1])
    subtags = parts[2] if _SUBTAGS.fullmatch(parts[2]) else ""
    return f"{known.bcp47}{subtags}" if known else None


def language_codes(value: str) -> tuple[str, ...]:
    """The MARC codes of a subfield 041 that runs them together: ``engfre``.

    Returns:
        the codes one by one; the value itself where it does not come apart into known codes.

    >>> language_codes("engfreger"), language_codes("eng"), language_codes("English")
    (('eng', 'fre', 'ger'), ('eng',), ('English',))
    """
    text = value.strip()
    if len(text) % _MARC or not _MARC < len(text) <= _MAX:
        return (text,)
    codes = tuple(text[place : place + _MARC].lower() for place in range(0, len(text), _MARC))
    return codes if all(_row(code) for code in codes) else (text,)


def _row(key: str) -> dict[str, str] | None:
    current = _aliases().get(key)
    return _by_name().get(key if current is None else current)


def _key(text: str) -> str:
    """Case-folded, single spaces, none before a bracket (``(1453- )``), no final punctuation."""
    return " ".join(text.casefold().split()).replace(" )", ")").rstrip(" .,;:/")


@cache
def _aliases() -> dict[str, str]:
    """Other codes to the ISO 639-2/B code; "" where a code means several languages."""
    return {row["code"]: row["iso639_2b"] for row in rows("language-alias")}


@cache
def _by_name() -> dict[str, dict[str, str]]:
    """Rows by code and label. A label that two codes share means the row marked as its default."""
    table = rows("vufind-language")
    labels = {_key(row["vufind_label"]): row for row in sorted(table, key=lambda row: row["label_default"])}
    current = {
        row["iso639_2b"]: row for row in reversed(table) if row["iso639_2b"] and row["status"] != "withdrawn"
    }
    own = {row["marc_code"]: row for row in table}
    return labels | current | own


__all__ = ["Language", "language", "language_codes", "language_tag"]
