"""Dublin Core: oai_dc and qualified records, bare or as a repository's answers to OAI-PMH, which may hold other formats too."""

from __future__ import annotations

from ld.sources.dublin_core.detect import detect as _detect  # `detect` itself is the module here
from ld.sources.dublin_core.parsing import parse
from ld.sources.dublin_core.reading import FORMAT, LABEL, RECORD_ROOTS, one_record, read
from ld.sources.registry import Source

OAI_DC = Source(
    name=FORMAT,
    label=LABEL,
    detect=_detect,
    read=read,
    parse=parse,
    roots=RECORD_ROOTS,
    one_record=one_record,
)

__all__ = ["OAI_DC", "one_record", "parse", "read"]
