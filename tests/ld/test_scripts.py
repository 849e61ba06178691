"""Every title, name, note and series in another script arrives: as pymarc reads them, in 880s or not, against the published graph."""

from __future__ import annotations

import html
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pymarc
import pytest
from pyoxigraph import Literal

from ld.graph import to_triples
from ld.iris import Iris
from ld.mapping import map_record
from ld.normalize.text import fold, nfc
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

pytestmark = pytest.mark.shared
IRIS = Iris("https://catalog.example.org")
FILES = ("loc-books/loc-books-sample.mrc", "solrmarc/test/data/records/*.mrc")
SHOWN = {
    "245": "a",
    "246": "a",
    "100": "a",
    "110": "a",
    "700": "a",
    "710": "a",
    "440": "a",
    "490": "a",
    "500": "a",
    "600": "a",
}
WANTED = {"CJK": 50, "ARABIC": 50, "HEBREW": 50, "HANGUL": 20, "CYRILLIC": 10, "GREEK": 1}


def script_of(text: str) -> str:
    """The commonest script that is not Latin, as Unicode names its letters; empty where there is none."""
    found = Counter(unicodedata.name(char, "?").split()[0] for char in text if char.isalpha())
    del found["LATIN"], found["MODIFIER"]
    return found.most_common(1)[0][0] if found else ""


def written(record: pymarc.Record) -> Iterator[tuple[str, str, str]]:
    """Field, script and text of what the record has in another script; not what $5 says of one copy."""
    for field in record.get_fields("880", *SHOWN):
        tag = (field.get("6") or "")[:3] if field.tag == "880" else field.tag
        for value in field.get_subfields(*SHOWN.get(tag, "")) if "5" not in field else ():
            text = nfc(html.unescape(value))  # loc-books 00289934
            if script_of(text):
                yield tag, script_of(text), text


@pytest.fixture(scope="module")
def files(shared: Path) -> list[Path]:
    return [path for pattern in FILES for path in sorted((shared / "corpora").glob(pattern))]


def test_what_is_in_another_script_is_published(files: list[Path]) -> None:
    seen: Counter[str] = Counter()
    lost = []
    for path in files:
        with path.open("rb") as stream:
            known = {
                record["001"].data.strip(): list(written(record))
                for record in pymarc.MARCReader(stream, to_unicode=True, utf8_handling="replace")
                if record and "001" in record
            }
        for source in read([str(path)]):
            if not isinstance(source, SourceRecord) or not known.get(source.id):
                continue
            parsed = SOURCES[source.format].parse(source, ParseOptions()).record
            if parsed is None:
                continue
            literals = [
                triple.object
                for triple in to_triples(map_record(parsed, IRIS).ntriples.split("\n"))
                if isinstance(triple.object, Literal)
            ]
            for tag, script, text in known[source.id]:
                seen[script] += 1
                if not _is_said(text, script, literals):
                    lost.append((path.name, source.id, tag, script, text))
    assert lost == []
    assert all(seen[script] >= count for script, count in WANTED.items()), seen


def _is_said(text: str, script: str, literals: list[Literal]) -> bool:
    """Whether a literal in that script, not tagged as Latin, says it but for punctuation."""
    key = fold(text)
    return any(
        key in fold(literal.value) or fold(literal.value) == key
        for literal in literals
        if not (literal.language or "").endswith("-latn") and script_of(literal.value)
    )
