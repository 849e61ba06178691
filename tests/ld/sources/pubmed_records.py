"""PubMed records made by hand for the tests."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from ld.findings import Outcome
from ld.record import BibRecord
from ld.sources.base import Origin, ParsedRecord, ParseOptions, SourceRecord
from ld.sources.pubmed import parse


def article(article_: str = "", citation: str = "", data: str = "") -> str:
    """A record: what is inside of ``Article``, behind it in ``MedlineCitation``, and in ``PubmedData``."""
    return (
        f"<PubmedArticle><MedlineCitation><PMID>1</PMID><Article>{article_}</Article>{citation}</MedlineCitation>"
        f"<PubmedData>{data}</PubmedData></PubmedArticle>"
    )


def parsed(xml: str | bytes, record_id: str = "pmid-1") -> ParsedRecord:
    """What the parser makes of it."""
    raw = xml if isinstance(xml, bytes) else xml.encode()
    return parse(
        SourceRecord(record_id, Origin("a.xml", 1), raw, "application/xml", "pubmed"), ParseOptions()
    )


def record(article_: str = "", citation: str = "", data: str = "") -> BibRecord:
    """The record of such an article."""
    found = parsed(article(article_, citation, data)).record
    assert found is not None
    return found


def outcomes(found: ParsedRecord) -> set[tuple[str, str, str, int]]:
    """Coverage: path, outcome, reason and count."""
    return {(entry.field, entry.outcome.value, entry.reason, entry.count) for entry in found.coverage}


def mapped(found: ParsedRecord) -> set[str]:
    """Paths that count as mapped."""
    return {entry.field for entry in found.coverage if entry.outcome is Outcome.MAPPED}


def sources(value: Any) -> set[str]:
    """Every path that a value of the record names as its source."""
    if isinstance(value, tuple | frozenset):
        return {path for item in value for path in sources(item)}
    if not is_dataclass(value):
        return set()
    own = {path for part in [getattr(value, "source", "")] for path in part.split("+") if path}
    return own | {path for field in fields(value) for path in sources(getattr(value, field.name))}
