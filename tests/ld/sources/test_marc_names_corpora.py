"""Names, titles, works and series over real records of the Library of Congress: what counts as mapped is somewhere in the record."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from itertools import islice
from pathlib import Path

import pytest

from ld.findings import Outcome
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.marc import read
from ld.sources.marc.conductor import parse

pytestmark = pytest.mark.shared

RECORDS = 1200
TAGS = (
    "100 110 111 130 210 222 240 242 245 246 247 440 490 700 710 711 720 730 740 758 760 765 767 770 772 773 774 775 776 777 780"
    " 785 786 787 800 810 811 830 880"
)


def sources(value: object) -> set[str]:
    """Every subfield that some value names as its source: ``245$a``."""
    if isinstance(value, tuple | frozenset):
        return {name for part in value for name in sources(part)}
    if not is_dataclass(value):
        return set()
    found = {
        name for one in fields(value) if one.name != "source" for name in sources(getattr(value, one.name))
    }
    for named in str(getattr(value, "source", "")).split("+"):
        tag, *codes = named.split("$")
        found |= {f"{tag}${code}" for code in codes}
    return found


def test_everything_mapped_is_the_source_of_a_value(shared: Path) -> None:
    path = shared / "corpora" / "loc-books" / "loc-books-sample.mrc"
    wrong: dict[str, str] = {}
    with path.open("rb") as stream:
        for source in islice(read(stream, path.name), 0, None, 5):
            assert isinstance(source, SourceRecord)
            found = parse(source, ParseOptions())
            assert found.record is not None
            known = sources(found.record)
            for entry in found.coverage:
                tag = entry.field.partition("$")[0]
                if entry.outcome is Outcome.MAPPED and tag in TAGS and entry.field not in known:
                    wrong.setdefault(entry.field, f"{source.id}: {entry.example}")
    assert wrong == {}


def test_most_titles_in_two_scripts_have_their_language(shared: Path) -> None:
    """``und`` is left for two languages of one script and for codes that are wrong."""
    path = shared / "corpora" / "loc-books" / "loc-books-sample.mrc"
    tags: list[str] = []
    with path.open("rb") as stream:
        for source in read(stream, path.name):
            if isinstance(source, SourceRecord) and b"\x1f6880-" in source.raw:
                record = parse(source, ParseOptions()).record
                tags += [text.language or "" for text in record.titles] if record else []
    assert len(tags) > RECORDS
    assert sum(tag.startswith("und") for tag in tags) < len(tags) / 20
