"""A dump in any format, compression and number of files is the edition, to every program that reads it."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from shutil import which

import orjson
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from zstandard import ZstdDecompressor, get_frame_parameters

from ld.dumps import DumpFile, DumpPlan, write_dumps
from ld.dumps.compressing import COMPRESSIONS
from ld.dumps.distributions import distributions, dump_folder
from ld.dumps.serializing import DUMP_FORMATS
from ld.editions import Edition, Editions
from ld.graph import to_lines
from ld.iris import Iris
from ld.namespaces import DCTERMS, SCHEMA
from tests.ld.dumps.loading import (
    CONTEXT,
    RDFLIB_WARNS,
    content,
    oxigraph_statements,
    pyld_statements,
    rdflib_statements,
)
from tests.ld.editions.cards import BASE, dump, entry, graph, put

pytestmark = RDFLIB_WARNS
FORMATS = pytest.mark.parametrize("extension", DUMP_FORMATS)
SIZES = pytest.mark.parametrize("part_size", [1, 1500, 10**9])
WITHOUT_GRAPHS = pytest.mark.parametrize("extension", [name for name in DUMP_FORMATS if name != "nq"])


def write(edition: Edition, folder: Path, extension: str, **plan: object) -> tuple[DumpFile, ...]:
    return write_dumps(edition, folder, replace(DumpPlan(formats=(extension,), context=CONTEXT), **plan))  # type: ignore[arg-type] # fields of it


def triples(edition: Edition) -> list[str]:
    return sorted({f"{quad.triple}" for quad in edition.store})


@FORMATS
@SIZES
def test_pyoxigraph_reads_the_edition(
    edition: Edition, tmp_path: Path, extension: str, part_size: int
) -> None:
    files = write(edition, tmp_path, extension, part_size=part_size)
    assert (len(files) > 1) == (part_size < 10**9)
    expected = dump(edition) if extension == "nq" else triples(edition)
    assert oxigraph_statements(files) == expected
    assert sum(file.quads for file in files) == edition.counts().quads
    # Documents of records and of the serial, and what is said of two languages.
    assert sum(file.documents for file in files) == 4 + 1 + 2
    assert sum(file.left_out for file in files) == 0


@FORMATS
@SIZES
def test_rdflib_reads_the_edition(edition: Edition, tmp_path: Path, extension: str, part_size: int) -> None:
    quads = set(
        rdflib.Dataset().parse(data="\n".join(f"{line} ." for line in dump(edition)), format="nquads").quads()
    )
    expected = quads if extension == "nq" else {quad[:3] for quad in quads}
    assert len(expected) == len(dump(edition) if extension == "nq" else triples(edition))
    assert rdflib_statements(write(edition, tmp_path, extension, part_size=part_size)) == expected


@SIZES
def test_each_line_of_json_is_a_document_that_stands_alone(
    edition: Edition, tmp_path: Path, part_size: int
) -> None:
    files = write(edition, tmp_path, "jsonl", part_size=part_size)
    assert pyld_statements(files) == triples(edition)
    lines = [orjson.loads(line) for file in files for line in content(file).split(b"\n")[:-1]]
    assert [line["id"] for line in lines] == [
        *(f"{BASE}/record/{name}" for name in ("Z", "a", "b%2F2", "%C3%A9")),
        f"{BASE}/serial/issn-1234-5679",
        "iso639-2:eng",
        "iso639-2:ger",
    ]


@FORMATS
@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_twice_is_the_same_bytes(edition: Edition, tmp_path: Path, extension: str, compression: str) -> None:
    one, two = (
        write(edition, tmp_path / name, extension, part_size=1500, compression=compression) for name in "ab"
    )
    assert [file.sha256 for file in one] == [file.sha256 for file in two]
    assert [file.path.read_bytes() for file in one] == [file.path.read_bytes() for file in two]


@FORMATS
def test_where_it_is_cut_does_not_depend_on_the_compression(
    edition: Edition, tmp_path: Path, extension: str
) -> None:
    gzip, zstd = (
        write(edition, tmp_path / name, extension, part_size=1500, compression=name) for name in COMPRESSIONS
    )
    assert [content(file) for file in gzip] == [content(file) for file in zstd]
    assert [file.name for file in zstd] == [f"{file.name.removesuffix('.gz')}.zst" for file in gzip]


def test_parts_are_as_long_as_they_may_be(edition: Edition, tmp_path: Path) -> None:
    (whole,) = write(edition, tmp_path / "whole", "nq")
    files = write(edition, tmp_path / "parts", "nq", part_size=1500)
    assert [file.name for file in files] == [f"dataset-{n:04d}.nq.gz" for n in range(1, len(files) + 1)]
    assert {file.parts for file in files} == {len(files)}
    contents = [content(file) for file in files]
    assert b"".join(contents) == content(whole)
    assert all(len(one) <= 1500 or file.documents == 1 for one, file in zip(contents, files, strict=True))
    # No document is in two files, and with the first of the next file each would have been too long.
    first = [_first_portion(one) for one in contents[1:]]
    assert all(len(one) + len(after) > 1500 for one, after in zip(contents, first, strict=False))


def _first_portion(nquads: bytes) -> bytes:
    """At least the lines of the first graph, which is the document, or the first subject among those of others."""
    lines = nquads.splitlines(keepends=True)
    key = lines[0].rsplit(b" ", 2)[1].partition(b"#")[0].rstrip(b">"), lines[0].split(b" ")[0]
    return b"".join(
        line
        for line in lines
        if line.rsplit(b" ", 2)[1].partition(b"#")[0].rstrip(b">") == key[0]
        and (b"/terms" not in key[0] or line.split(b" ")[0] == key[1])
    )


def test_a_part_of_what_is_longer_than_any_part(edition: Edition, tmp_path: Path) -> None:
    files = write(edition, tmp_path, "ttl", part_size=1)
    assert [file.documents for file in files] == [1] * 7


@FORMATS
def test_nothing_at_all_is_a_file_too(editions: Editions, tmp_path: Path, extension: str) -> None:
    put(editions, withdraw=["a", "b/2", "Z", "é"])
    with editions.open() as edition:
        files = write(edition, tmp_path, extension)
    assert [(file.quads, file.documents) for file in files] == [(0, 0)]
    assert oxigraph_statements(files) == []
    assert rdflib_statements(files) == set()


def test_turtle_is_grouped_by_record_and_short(edition: Edition, tmp_path: Path) -> None:
    (file,) = write(edition, tmp_path, "ttl")
    text = content(file).decode()
    assert "@prefix schema: <https://schema.org/> .\n" in text.partition("\n\n")[0]
    _, _, record = text.partition(f"@base <{BASE}/record/%C3%A9> .\n")
    assert record.partition("@base")[0] == (
        '<> dcterms:modified "2020-01-01" .\n\n'
        '<#it> a schema:Book ;\n    schema:name "Nothing shared" ;\n    dcterms:title "Nothing shared" .\n\n'
    )
    assert text.endswith('iso639-2:ger a dcterms:LinguisticSystem ;\n    rdfs:label "German" .\n\n')


def test_what_a_format_cannot_hold_is_left_out_and_said(editions: Editions, tmp_path: Path) -> None:
    control = Triple(NamedNode(f"{BASE}/record/odd#it"), SCHEMA.name, Literal("form\x0cfeed"))
    odd = replace(graph("odd", serials=[]), own=tuple(to_lines([control])))
    put(editions, entry(odd))
    with editions.open() as edition:
        (xml,) = write(edition, tmp_path / "rdf", "rdf")
        (turtle,) = write(edition, tmp_path / "ttl", "ttl")
    assert (xml.left_out, xml.documents, xml.quads) == (1, turtle.documents - 1, turtle.quads - 1)
    assert set(oxigraph_statements([turtle])) - set(oxigraph_statements([xml])) == {str(control)}
    said = distributions(
        Iris(BASE), dump_folder(3, [xml], address=f"{BASE}/dumps", issued="2026-01-01T00:00:00Z")
    )
    assert any(
        triple.predicate == DCTERMS.description and "without 1 documents" in triple.object.value
        for triple in said
    )


def test_zstd_says_its_checksum_and_no_size(edition: Edition, tmp_path: Path) -> None:
    (file,) = write(edition, tmp_path, "nq", compression="zstd")
    packed = file.path.read_bytes()
    parameters = get_frame_parameters(packed)
    assert parameters.has_checksum
    assert parameters.content_size in {0, 2**64 - 1}  # unknown
    read = io.BytesIO()
    ZstdDecompressor(max_window_size=8 << 20).copy_stream(io.BytesIO(packed), read)  # what any reader grants
    assert read.getvalue() == content(file)


@pytest.mark.parametrize(("compression", "program"), [("gzip", "gzip"), ("zstd", "zstd")])
def test_the_usual_programs_read_it(edition: Edition, tmp_path: Path, compression: str, program: str) -> None:
    if which(program) is None:
        pytest.skip(f"there is no {program} here")
    (file,) = write(edition, tmp_path, "nq", compression=compression)
    ran = subprocess.run([program, "-dc", str(file.path)], check=True, capture_output=True)
    assert ran.stdout == content(file)
