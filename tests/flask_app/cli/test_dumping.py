"""``ldpub dump``, and the dump files that follow a publish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ld.dumps import read_delta, read_dumps
from tests.flask_app.cli.running import Run, records
from tests.ld.dumps.loading import oxigraph_statements


def publish(ldpub: Run, data: Path, *titles: str, settings: tuple[str, ...] = ()) -> None:
    documents = [{"id": str(n), "title": title, "format": "Book"} for n, title in enumerate(titles)]
    ldpub(*settings, "ingest", records(data / "a.ndjson", *documents))


def test_formats_and_compression(ldpub: Run, data: Path) -> None:
    publish(ldpub, data, "One", "Two")
    said = json.loads(ldpub("dump", "d", "--to", "ttl, jsonl", "--compress", "zstd", "--json").stdout)
    files = read_dumps(data / "d")
    assert [file["name"] for file in said["files"]] == [file.name for file in files]
    assert [file.name for file in files] == ["dataset.ttl.zst", "dataset.jsonl.zst"]
    turtle, lines = files
    assert oxigraph_statements([turtle]) == oxigraph_statements([lines])
    shown = ldpub("dump", "d").stdout
    assert all(word in shown for word in ("dataset.nq.gz", "dataset.nt.gz", "documents"))
    assert {path.name for path in (data / "d").iterdir() if path.name.startswith("dataset")} == {
        "dataset.nq.gz",
        "dataset.nt.gz",
    }


@pytest.mark.parametrize("wrong", ["trig", "", "nq,../x", "ru"])
def test_formats_that_there_are_not(ldpub: Run, data: Path, wrong: str) -> None:
    publish(ldpub, data, "One")
    assert "known are nq, nt, ttl, jsonl, rdf" in ldpub("dump", "d", "--to", wrong, status=2).stderr
    assert not (data / "d").exists()


@pytest.mark.parametrize(
    "setting", ["dump_formats=nq,trig", "dump_formats=", "dump_compression=bz2", "dump_part_size=0"]
)
def test_settings_are_refused_before_anything_is_published(ldpub: Run, data: Path, setting: str) -> None:
    assert setting.partition("=")[0] in ldpub("--set", setting, "ingest", "nothing", status=2).stderr


def test_what_has_changed_since(ldpub: Run, data: Path) -> None:
    publish(ldpub, data, "One", "Two")
    publish(ldpub, data, "One", "Other")
    publish(ldpub, data, "Changed", "Other")
    assert [
        file["name"] for file in json.loads(ldpub("dump", "d", "--since", "2", "--json").stdout)["files"]
    ] == [
        "delta.nq.gz",
        "delta.nt.gz",
        "delta-removals.ru.gz",
        "delta-deleted.txt.gz",
    ]
    delta = read_delta(data / "d")
    assert delta is not None
    assert (delta.edition, delta.since, delta.until) == (1, 2, 4)
    assert delta.files[0].documents == 2
    assert "ended with 0, 2, 3, 4" in str(ldpub("dump", "e", "--since", "1", status=1).exception)


def test_every_publish_says_what_it_changes(ldpub: Run, data: Path) -> None:
    manual = ("--set", "dumps=manual")
    publish(ldpub, data, "One", "Two", settings=manual)
    first, second = (data / "data" / "dumps" / f"00000{n}" for n in (1, 2))
    assert not first.exists()
    publish(ldpub, data, "One", "Other", settings=(*manual, "--set", "dump_formats=jsonl"))
    assert read_dumps(second) == ()
    delta = read_delta(second)
    assert delta is not None
    assert [file.format for file in delta.files] == ["nq", "jsonl", "ru", "txt"]
    assert [file.documents for file in delta.files] == [1, 1, 1, 0]


def test_settings_shape_what_follows_a_publish(ldpub: Run, data: Path) -> None:
    wanted = ("--set", "dump_formats=rdf", "--set", "dump_compression=zstd", "--set", "dump_part_size=100")
    publish(ldpub, data, "One", "Two", settings=wanted)
    names = [file.name for file in read_dumps(data / "data" / "dumps" / "000001")]
    assert names == [f"dataset-{n:04d}.rdf.zst" for n in range(1, len(names) + 1)]
    assert len(names) > 1
