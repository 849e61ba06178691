"""The view of the embedded copy: what a JSON-LD processor makes of it, without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import orjson
import pyoxigraph as ox
import pytest

from ld.errors import RDFSyntaxError
from ld.formats import Description
from ld.formats import embedded as writer
from ld.formats.embedded import embedded
from ld.formats.pyld_adapter import to_triples
from shapes import validate
from shapes.embedding import ADDRESSES, embedding

GOLDEN = sorted((Path(__file__).resolve().parents[1] / "data" / "golden").glob("*.nq"))
EXAMPLES = sorted((Path(__file__).parent / "examples" / "google").glob("*/invalid.ttl"))
DOCUMENT, IT = "<http://x/record/1>", "<http://x/record/1#it>"
MAIN = f"{DOCUMENT} <https://schema.org/mainEntity> {IT} .\n"
# schema.org's own context says http: and types dates; the page's copy is read with the names and addresses alone.
CONTEXT = {"@vocab": "https://schema.org/"} | {name: {"@type": "@id"} for name in (*ADDRESSES, "bookFormat")}


def by_pyld(triples: str) -> set[str]:
    """The same view by a JSON-LD processor."""
    quads = [
        ox.Quad(t.subject, t.predicate, t.object) for t in ox.parse(triples.encode(), ox.RdfFormat.N_TRIPLES)
    ]
    document = min(q.subject.value for q in quads if q.predicate.value == "https://schema.org/mainEntity")
    copy = orjson.loads(embedded(Description(document, quads, "")))
    assert copy["@context"] == "https://schema.org"
    made = to_triples(copy | {"@context": CONTEXT}, context="https://x.example/context.jsonld")
    return {f"{triple} .\n" for triple in made}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_as_a_processor_expands_it(path: Path) -> None:
    quads = ox.parse(path.read_bytes(), ox.RdfFormat.N_QUADS)
    triples = "".join(f"{quad.triple} .\n" for quad in quads)
    found = embedding(triples)
    assert set(found.splitlines(keepends=True)) == by_pyld(triples)
    assert found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_too(path: Path, read_turtle: Callable[..., str]) -> None:
    triples = read_turtle(path)
    assert set(embedding(triples).splitlines(keepends=True)) == by_pyld(triples)


def test_addresses_are_those_that_are_written_as_such() -> None:
    assert writer.ADDRESSES <= ADDRESSES


@pytest.mark.parametrize("triples", ["", f'{IT} <https://schema.org/name> "Emma" .'])
def test_without_a_document_nothing_is_said(triples: str) -> None:
    assert embedding(triples) == ""


@pytest.mark.parametrize(
    "line",
    [
        '_:a <https://schema.org/name> "x" .',
        f"{IT} <https://schema.org/author> _:a .",
        f'{IT} <https://schema.org/name> "x"@en--ltr .',
        f"{IT} <https://schema.org/about> <<( {IT} <https://schema.org/about> {IT} )>> .",
    ],
)
def test_what_no_page_could_say_is_left_out(line: str) -> None:
    assert embedding(MAIN + line) == embedding(MAIN)


def test_words_in_the_place_of_an_address_stay_words() -> None:
    line = f'{IT} <https://schema.org/url> "see there" .\n{IT} <https://schema.org/sameAs> "see there" .'
    assert f'{IT} <https://schema.org/sameAs> "see there" .' in embedding(MAIN + line)


def test_what_is_no_ntriples_is_refused() -> None:
    with pytest.raises(RDFSyntaxError):
        embedding("junk")


def test_groups_of_several_views_are_checked_together() -> None:
    """Each by its view: the page shows no author without schema.org's word for one, whatever Dublin Core says."""
    a, schema = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "https://schema.org/"
    triples = f"{MAIN}{IT} {a} <{schema}Article> .\n{IT} <http://purl.org/dc/terms/creator> <http://x/record/1#agent-a> ."
    codes = {finding.code for finding in validate(triples, groups=("core", "quality", "google"))}
    assert {"shacl.dcmi-agent", "shacl.article-abstract", "shacl.google-article-author"} <= codes
    assert "shacl.article-author" not in codes


def test_several_documents_are_all_seen() -> None:
    def of(number: int) -> str:
        doc = f"http://x.library.net/record/{number}"
        lines = (
            f"<{doc}> <https://schema.org/mainEntity> <{doc}#it> .",
            f'<{doc}#it> <https://schema.org/name> "{number}" .',
        )
        return "\n".join(lines) + "\n"

    both = embedding(of(1) + of(2))
    assert sorted(both.splitlines()) == sorted(
        [*embedding(of(1)).splitlines(), *embedding(of(2)).splitlines()]
    )
