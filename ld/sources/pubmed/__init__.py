"""PubMed: its XML as E-utilities and the yearly baseline give it, articles and books of NCBI Bookshelf."""

from __future__ import annotations

from ld.sources.pubmed.parsing import parse
from ld.sources.pubmed.reading import FORMAT, LABEL, RECORDS, detect, one_record, read
from ld.sources.registry import ANY, Source

PUBMED = Source(
    name=FORMAT,
    label=LABEL,
    detect=detect,
    read=read,
    parse=parse,
    roots=frozenset((ANY, name) for name in (*RECORDS, "PubmedArticleSet")),
    one_record=one_record,
)

__all__ = ["PUBMED", "detect", "one_record", "parse", "read"]
