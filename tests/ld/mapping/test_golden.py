"""What the bundled samples become, statement by statement: a change of the mapping shows, and must raise its version."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from ld.iris import Iris
from ld.mapping import VERSION, map_record
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES

SAMPLES = Path(__file__).resolve().parents[3] / "ld" / "samples"
GOLDEN = Path(__file__).resolve().parents[2] / "data" / "golden"
IRIS = Iris("https://catalog.example.org")
# One of each kind: article of PubMed Central, of PubMed, of a journal's own XML; book, with series, thesis, conference,
# chapter; journal with predecessor; map with coordinates; score; recording; video; manuscript.
CHOSEN = (
    "pubmed-5577770", "pmid-32294727", "journal.pmed.0020124", "00001045", "02022741", "03005282", "00029649", "00334080", "117821",
    "u1803", "3551622", "243249", "11587214", "00504726", "8801261", "u2632635",
    # Of other scripts and kinds: romanized Russian, Hebrew, Arabic, Chinese, Korean; microfilm, newspaper, slide, data set, kit.
    "00350002", "00290045", "00285051", "00560171", "00422150", "u1462", "u1589", "u3456292", "u3493081", "u3456322",
)  # fmt: skip


def graphs() -> dict[str, str]:
    """Canonical N-Quads of every sample by id."""
    found = {}
    for source in read([str(SAMPLES / "founding-record.txt"), str(SAMPLES / "catalogue.ndjson")]):
        assert isinstance(source, SourceRecord)
        record = SOURCES[source.format].parse(source, ParseOptions()).record
        assert record is not None
        found[source.id] = map_record(record, IRIS).nquads
    return found


@pytest.fixture(scope="module")
def mapped() -> dict[str, str]:
    return graphs()


@pytest.mark.parametrize("record_id", CHOSEN)
def test_chosen_records(mapped: dict[str, str], record_id: str, update_golden: bool) -> None:
    path = GOLDEN / f"{record_id}.nq"
    if update_golden:
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(mapped[record_id], encoding="utf-8")
    assert mapped[record_id].splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_a_changed_mapping_has_another_version(mapped: dict[str, str], update_golden: bool) -> None:
    path = GOLDEN / "samples.json"
    digest = sha256("".join(mapped[key] for key in sorted(mapped)).encode()).hexdigest()
    now = {"version": VERSION, "records": len(mapped), "digest": digest}
    if update_golden:
        path.write_text(f"{json.dumps(now, indent=1)}\n")
    assert now == json.loads(path.read_text()), (
        "raise ld.mapping.VERSION, note the change in the changelog, then pytest --update-golden"
    )
