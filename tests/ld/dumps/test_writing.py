"""Dump files hold the edition, in one order, and are there completely or not at all."""

from __future__ import annotations

import gzip
import hashlib
import random
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from ld.config import SETTINGS, Settings
from ld.dumps import DumpPlan, read_dumps, write_dumps
from ld.dumps.compressing import COMPRESSIONS
from ld.dumps.serializing import DUMP_FORMATS
from ld.dumps.writing import PART_SIZE
from ld.editions import Edition, Editions
from ld.errors import DamagedEditionError, PublishError, UnsupportedFormatError
from tests.ld.dumps.loading import CONTEXT
from tests.ld.editions.cards import dump, entry, graph, put


def test_dumps_hold_the_edition(edition: Edition, tmp_path: Path) -> None:
    nquads, ntriples = write_dumps(edition, tmp_path / "new")
    assert [(file.name, file.format, file.media_type) for file in (nquads, ntriples)] == [
        ("dataset.nq.gz", "nq", "application/n-quads"),
        ("dataset.nt.gz", "nt", "application/n-triples"),
    ]
    found = list(parse(gzip.decompress(nquads.path.read_bytes()), format=RdfFormat.N_QUADS))
    assert sorted(map(str, found)) == dump(edition)
    triples = list(parse(gzip.decompress(ntriples.path.read_bytes()), format=RdfFormat.N_TRIPLES))
    assert [quad.triple for quad in found] == [quad.triple for quad in triples]
    assert nquads.quads == ntriples.quads == len(found) == edition.counts().quads
    for file in (nquads, ntriples):
        assert file.size == file.path.stat().st_size
        assert file.sha256 == hashlib.sha256(file.path.read_bytes()).hexdigest()


def test_the_order_is_that_of_ids_then_of_entities(edition: Edition, tmp_path: Path) -> None:
    (file,) = write_dumps(edition, tmp_path, DumpPlan(formats=("nq",)))
    lines = gzip.decompress(file.path.read_bytes()).decode().split("\n")[:-1]
    graphs = list(dict.fromkeys(line.rsplit(" ", 2)[1] for line in lines))
    site = "<https://catalog.example.org"
    assert graphs == [
        *(f"{site}/record/{name}>" for name in ("Z", "a", "a#recovered", "b%2F2", "%C3%A9")),
        f"{site}/serial/issn-1234-5679>",
        f"{site}/terms>",
    ]
    serial = [line for line in lines if line.endswith(f"{graphs[5]} .")]
    assert serial == sorted(serial)


def test_equal_data_give_equal_bytes(editions: Editions, tmp_path: Path) -> None:
    records = [graph(f"r{n}", f"T{n}", serials=[("1234-5679", f"Nature {n % 3}")]) for n in range(30)]
    other = Editions(editions.data_dir.parent / "other")
    random.Random(1).shuffle(shuffled := list(records))
    put(editions, *map(entry, records), withdraw=["a", "b/2", "Z", "é"])
    for start in range(0, 30, 10):
        put(other, *map(entry, shuffled[start : start + 10]))
    written = []
    for name, source in (("one", editions), ("two", other)):
        with source.open() as edition:
            written.append(write_dumps(edition, tmp_path / name))
    assert [file.sha256 for file in written[0]] == [file.sha256 for file in written[1]]
    assert [file.path.read_bytes() for file in written[0]] == [file.path.read_bytes() for file in written[1]]


def test_checksums_are_in_the_form_of_sha256sum(edition: Edition, tmp_path: Path) -> None:
    files = write_dumps(edition, tmp_path)
    assert (tmp_path / "SHA256SUMS").read_text() == "".join(f"{file.sha256}  {file.name}\n" for file in files)
    subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True, capture_output=True
    )


def test_a_folder_of_dumps_can_be_read_again(edition: Edition, tmp_path: Path) -> None:
    assert read_dumps(tmp_path) == ()
    files = write_dumps(edition, tmp_path)
    assert read_dumps(tmp_path) == files
    assert write_dumps(edition, tmp_path) == files
    assert {path.name for path in tmp_path.iterdir()} == {
        ".lock",
        "SHA256SUMS",
        "dumps.json",
        "dataset.nq.gz",
        "dataset.nt.gz",
    }


def test_dumps_may_be_removed_while_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda _: True)  # it was there a moment ago
    assert read_dumps(tmp_path / "removed") == ()


@pytest.mark.parametrize("extension", ["trig", "ru", "nope", "", "../nq"])
def test_other_formats_are_refused(extension: str) -> None:
    with pytest.raises(UnsupportedFormatError, match="there are nq, nt, ttl, jsonl, rdf"):
        DumpPlan(formats=("nq", extension))


def test_what_cannot_be_written_is_refused_before_anything_is() -> None:
    with pytest.raises(UnsupportedFormatError):
        DumpPlan(formats=())
    with pytest.raises(UnsupportedFormatError, match="gzip, zstd"):
        DumpPlan(compression="bz2")
    with pytest.raises(UnsupportedFormatError, match="context"):
        DumpPlan(formats=("jsonl",))


def test_the_settings_know_the_formats_that_there_are() -> None:
    choices = {item.name: item.metadata["choices"] for item in SETTINGS}
    assert choices["dump_formats"] == tuple(DUMP_FORMATS)
    assert choices["dump_compression"] == tuple(COMPRESSIONS)
    plan = DumpPlan.of(Settings(base_url="https://catalog.example.org"))
    assert plan == DumpPlan(context=CONTEXT, part_size=PART_SIZE, workers=0)


def test_nothing_remains_of_a_dump_that_failed(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edition, "entity_lines", lambda entity: [])
    with pytest.raises(DamagedEditionError, match="statements"):
        write_dumps(edition, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_files_of_another_plan_give_way(edition: Edition, tmp_path: Path) -> None:
    write_dumps(edition, tmp_path, DumpPlan(part_size=1))
    (tmp_path / "dataset-of-ours.nq.gz").touch()
    files = write_dumps(edition, tmp_path, DumpPlan(formats=("ttl",), compression="zstd"))
    assert [file.name for file in files] == ["dataset.ttl.zst"]
    assert {path.name for path in tmp_path.iterdir()} == {
        ".lock",
        "SHA256SUMS",
        "dataset-of-ours.nq.gz",
        "dataset.ttl.zst",
        "dumps.json",
    }


def test_a_folder_that_cannot_be_made(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishError):
        write_dumps(edition, tmp_path / "file" / "dumps")
