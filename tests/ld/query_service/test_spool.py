"""A result is written whole, counted, coded, and never longer than it may be."""

from __future__ import annotations

import gzip
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from zstandard import ZstdDecompressor

from ld.query_service.results import FORMATS, WrongFormError, first_rows
from ld.query_service.spool import IN_MESSAGE, Spool, TooLargeError

SELECT, CONSTRUCT, ASK = "SELECT ?s ?o { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "ASK {}"
TABLES, GRAPHS = ("json", "xml", "csv", "tsv"), ("ntriples", "nquads", "turtle", "trig", "jsonld", "rdfxml")


def store(rows: int, text: str = "text") -> Store:
    found = Store()
    found.extend(
        Quad(NamedNode(f"http://example.org/{number}"), NamedNode("http://example.org/p"), Literal(text))
        for number in range(rows)
    )
    return found


def read(spool: Spool) -> bytes:
    body, file, length = spool.end()
    data = body if file is None else os.pread(file, length, 0)
    assert len(data) == length
    return data


@pytest.mark.parametrize("rows", [0, 1, 2, 700])
@pytest.mark.parametrize("name", [*TABLES, *GRAPHS])
def test_rows_are_counted(name: str, rows: int) -> None:
    spool = FORMATS[name].spool(10_000_000, 10_000)
    FORMATS[name].write(store(rows).query(SELECT if name in TABLES else CONSTRUCT), spool)
    assert max(spool.rows, 0) == rows
    spool.close()


@pytest.mark.parametrize("name", FORMATS)
def test_more_rows_than_allowed_are_refused(name: str) -> None:
    query = SELECT if name in TABLES else CONSTRUCT
    spool = FORMATS[name].spool(10_000_000, 300)
    with pytest.raises(TooLargeError, match="more than 300 rows"):
        FORMATS[name].write(store(900).query(query), spool)
    spool.close()


@given(st.lists(st.binary(max_size=40)), st.integers(1, 16))
def test_marks_are_counted_however_the_bytes_are_cut(parts: list[bytes], width: int) -> None:
    whole = b"".join(part + b"}},{" for part in parts)
    spool = Spool(10_000_000, 10_000, (b"}},{",))
    for start in range(0, len(whole), width):
        spool.write(whole[start : start + width])
    assert spool.rows == whole.count(b"}},{")
    assert read(spool) == whole


@pytest.mark.parametrize("coding", ["", "gzip", "zstd", "unknown"])
@pytest.mark.parametrize("size", [0, 1, IN_MESSAGE, IN_MESSAGE + 1, 1_000_000])
def test_codings(coding: str, size: int) -> None:
    spool = Spool(10_000_000, 1, coding=coding)
    for start in range(0, size, 8192):
        spool.write(b"z" * min(8192, size - start))
    data = read(spool)
    decoded = {"gzip": gzip.decompress, "zstd": ZstdDecompressor().decompressobj().decompress}
    assert decoded.get(spool.coding, bytes)(data) == b"z" * size
    assert spool.coding == (coding if size > IN_MESSAGE and coding in decoded else "")
    spool.close()


def test_too_many_bytes() -> None:
    spool = Spool(100, 10)
    spool.write(b"x" * 100)
    with pytest.raises(TooLargeError, match="100 bytes"):
        spool.write(b"x")


@pytest.mark.parametrize(("name", "query"), [("turtle", SELECT), ("ntriples", ASK), ("json", CONSTRUCT)])
def test_a_result_that_has_no_such_form(name: str, query: str) -> None:
    with pytest.raises(WrongFormError):
        FORMATS[name].write(store(1).query(query), FORMATS[name].spool(100, 10))


@pytest.mark.parametrize("rows", [0, 1, 49, 50, 51, 2_000, 2_999, 3_000, 3_001])
@pytest.mark.parametrize("text", ["text", 'line\nline\r\n\t"quoted" }},{ <result>'])
def test_the_first_rows(rows: int, text: str) -> None:
    found = store(3_000, text)
    spool = Spool(10_000_000, 10_000)
    assert first_rows(found.query(SELECT), rows, spool) == (rows < 3_000)
    solutions = parse_query_results(read(spool), QueryResultsFormat.TSV)
    assert isinstance(solutions, QuerySolutions)
    values = [solution["o"] for solution in solutions]
    assert values == [Literal(text)] * min(rows, 3_000)
    spool.close()


@pytest.mark.parametrize("rows", [0, 1, 3, 4])
def test_the_first_triples(rows: int) -> None:
    spool = Spool(10_000, 10)
    assert first_rows(store(3).query(CONSTRUCT), rows, spool) == (rows < 3)
    assert len(list(parse(read(spool), format=RdfFormat.N_TRIPLES))) == min(rows, 3)


def test_every_format_says_the_same() -> None:
    found = store(5)
    graphs = {
        name: {str(quad.triple) for quad in parse(written_by(found, name), format=format_)}
        for name, format_ in zip(
            GRAPHS,
            (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS, RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.JSON_LD, RdfFormat.RDF_XML),
            strict=True,
        )
    }  # fmt: skip
    assert len(graphs["turtle"]) == 5
    assert all(graph == graphs["turtle"] for graph in graphs.values())


@pytest.mark.parametrize("rows", [0, 3, 999, 1_000, 1_500])
@pytest.mark.parametrize("name", ["turtle", "trig", "rdfxml"])
def test_short_graphs_declare_the_prefixes_that_they_use(name: str, rows: int) -> None:
    spool = FORMATS[name].spool(1_000_000, 10_000)
    query = "CONSTRUCT { ?s <https://schema.org/name> ?o } { ?s ?p ?o }"
    FORMATS[name].write(store(rows).query(query), spool)
    text = read(spool).decode()
    assert spool.rows == rows
    assert ("schema" in text) == (rows > 0)
    assert ("bibo" in text) == (rows >= 1_000)
    spool.close()


def written_by(found: Store, name: str) -> bytes:
    spool = FORMATS[name].spool(100_000, 100)
    FORMATS[name].write(found.query(CONSTRUCT), spool)
    return read(spool)
