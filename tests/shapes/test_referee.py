"""Both engines give the same findings, down to their order and wording."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from ld.errors import RDFSyntaxError, ShapeLoadError
from ld.iris import Iris
from ld.mapping import map_record
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from ld.sources.registry import SOURCES
from shapes import ENGINES, EngineValidator, Validator, catalog_of, group, load, validator
from shapes.engines import PyshaclEngine
from shapes.validator import VIEWS
from tests.ld.corpora import CORPORA as CORPORA_BESIDE

BASE = "https://catalogue.library.net"
EXAMPLES = Path(__file__).parent / "examples"
BATCH = 30  # pyshacl reads the shapes anew for each graph: a few larger graphs take less time than many small ones
Read = Callable[..., str]


def agree(one: Validator, other: Validator, triples: str) -> int:
    found = one.validate(triples, record_id="1")
    assert found == other.validate(triples, record_id="1")
    return len(found)


def batches(name: str) -> list[tuple[str, list[str]]]:
    """Names of a group's examples, a few at a time."""
    names = sorted(path.name for path in (EXAMPLES / name).iterdir())
    return [(name, names[start : start + BATCH]) for start in range(0, len(names), BATCH)]


BATCHES = [batch for name in ("core", "quality", "google") for batch in batches(name)]


@cache
def engines(name: str) -> tuple[EngineValidator, EngineValidator]:
    """Both look at what is handed to them as it is."""
    catalog = catalog_of(name, BASE)
    return EngineValidator(catalog), EngineValidator(catalog, PyshaclEngine)


@pytest.mark.parametrize(("name", "examples"), BATCHES, ids=[f"{name}-{names[0]}" for name, names in BATCHES])
def test_on_the_examples(name: str, examples: list[str], read_turtle: Read) -> None:
    """Each example as a record of its own, so that they keep apart; as their group sees it."""
    view = VIEWS[group(name).view]
    texts = [
        view(
            read_turtle(EXAMPLES / name / example / f"{kind}.ttl", "/record/1>", f"/record/{kind}-{example}>")
        ).triples
        for example in examples
        for kind in ("valid", "invalid")
    ]
    assert agree(*engines(name), "".join(texts)) >= len(examples)


HOSTILE = [
    "",
    "\n  # a comment\n",
    "_:a <https://schema.org/name> _:b .\n_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Map> .",
    '<http://x/record/1#it> <https://schema.org/url> "a\\u0000\\"\\\\\\n\\r\\t\\u0085\\u00A0\\u2028\\U0001F600{$this}" .',
    '<http://x/record/1#it> <https://schema.org/datePublished> "1999\\n"^^<http://www.w3.org/2001/XMLSchema#gYear> .',
    '<http://x/record/1#it> <https://schema.org/inLanguage> "en\\n" , "x"@EN-gb .'.replace(
        " , ", " .\n<http://x/record/1#it> <https://schema.org/inLanguage> "
    ),
    '<http://x/record/1#it> <https://schema.org/numberOfPages> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    '<http://x/record/1#it> <https://schema.org/isbn> "٩٧٨٣٩٢٢٧٤٠٠٦٣" .',
    '<http://x/record/1#it> <https://schema.org/pageEnd> "9"^^<http://x/{}> .'.replace("{}", "t"),
    '<http://x/record/1#it> <http://purl.org/dc/terms/creator> "' + "x" * 2000 + '"@en .',
    '<http://x/record/1#it> <http://purl.org/dc/terms/issued> "2017-02-20T24:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> .',
]


@pytest.mark.parametrize("triples", HOSTILE)
def test_on_hostile_text(
    triples: str, shacl_validator: EngineValidator, pyshacl_validator: EngineValidator
) -> None:
    agree(shacl_validator, pyshacl_validator, triples)


@pytest.mark.parametrize(
    "triples",
    ["junk", "<http://x/a> <b> <http://x/c> .", "<http://x/a> <http://x/b> <http://x/c d> .", '<http://x/a> <http://x/b> "c .',
     "\ud800", "<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> <http://x/b> <http://x/\\u0020> ."],
)  # fmt: skip
def test_on_what_is_no_ntriples(
    triples: str, shacl_validator: EngineValidator, pyshacl_validator: EngineValidator
) -> None:
    messages = []
    for one in (shacl_validator, pyshacl_validator):
        with pytest.raises(RDFSyntaxError) as caught:
            one.validate(triples, record_id="1")
        messages.append((str(caught.value), caught.value.line))
    assert messages[0] == messages[1]
    assert messages[0][1] == (triples.count("\n") + 1 if triples != "\ud800" else None)


OWN = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> . @prefix my: <http://x/my#> .
my:book a sh:NodeShape ; sh:targetClass schema:Book ; sh:severity sh:Warning ;
    sh:property [ sh:path schema:name ; sh:pattern "^[A-Z].*[a-z]$" ; sh:message "{$value} is odd." ] ,
        [ sh:path schema:name ; sh:maxCount 1 ] ,
        [ sh:path ( schema:author [ sh:zeroOrOnePath schema:memberOf ] ) ; sh:nodeKind sh:IRI ; sh:minCount 3 ] .
"""


def test_on_own_shapes_with_anonymous_properties(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(OWN, encoding="utf-8")
    catalog = load([file])
    book = "<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Book> .\n"
    triples = book + "".join(
        f'<http://x/1> <https://schema.org/{p}> "Emma\\n" .\n' for p in ("name", "author")
    )
    triples += '<http://x/1> <https://schema.org/name> "emma" .\n'
    one, other = EngineValidator(catalog), EngineValidator(catalog, PyshaclEngine)
    assert agree(one, other, triples) == 5
    found = one.validate(triples, record_id="1")
    assert [finding.code for finding in found] == [
        f"own.book.{name}" for name in ("1-path", "1-path", "2-name", "3-name", "3-name")
    ]
    path = "(<https://schema.org/author>/(<https://schema.org/memberOf>)?)"
    assert {finding.path for finding in found} == {"https://schema.org/name", path}


def test_own_shapes_that_an_engine_refuses(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    query = '[ <http://www.w3.org/ns/shacl#select> "SELECT $this WHERE { $this" ]'
    file.write_text(
        f"<http://x/s> <http://www.w3.org/ns/shacl#targetClass> <http://x/C> ; <http://www.w3.org/ns/shacl#sparql> {query} .",
        encoding="utf-8",
    )
    catalog = load([file])
    for engine in ENGINES.values():
        with pytest.raises(ShapeLoadError, match="do not compile"):
            EngineValidator(catalog, engine)


def test_own_shapes_that_are_classes(tmp_path: Path) -> None:
    """A class that is a shape targets its instances (SHACL §2.1.3.3)."""
    file = tmp_path / "own.ttl"
    file.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <http://x/C> a rdfs:Class , sh:NodeShape ; sh:nodeKind sh:Literal .""",
        encoding="utf-8",
    )
    catalog = load([file])
    triples = "<http://x/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/C> ."
    assert agree(EngineValidator(catalog), EngineValidator(catalog, PyshaclEngine), triples) == 1


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["seed-pubmed-5577770.ttl", "marc-00290045.ttl", "pubmed-38147649.ttl", "competency.ttl"]
)
def test_on_the_worked_examples(
    shared: Path,
    name: str,
    shacl_validator: EngineValidator,
    pyshacl_validator: EngineValidator,
    read_turtle: Read,
) -> None:
    assert agree(shacl_validator, pyshacl_validator, read_turtle(shared / "design" / "examples" / name)) > 0


CORPORA = ("loc", "marc4j", "solrmarc", "vufind-tests")


@pytest.mark.shared
@pytest.mark.parametrize("name", CORPORA)
def test_on_a_sample_of_the_corpora(
    shared: Path, name: str, shacl_validator: EngineValidator, pyshacl_validator: EngineValidator
) -> None:
    """Six records of each, from all over the first few hundred."""
    items = islice(read([str(shared / "corpora" / "vufind-solr" / f"{name}.ndjson.gz")]), 300)
    records = [item for item in items if isinstance(item, SourceRecord)]
    iris = Iris("https://catalogue.library.net")
    for source in records[:: max(1, len(records) // 6)]:
        record = SOURCES[source.format].parse(source, ParseOptions()).record
        assert record is not None
        assert agree(shacl_validator, pyshacl_validator, map_record(record, iris).ntriples) > 0


OTHERS = sorted(set(CORPORA_BESIDE) - {"vufind-solr"})


@pytest.mark.shared
@pytest.mark.parametrize("name", OTHERS)
def test_on_every_corpus_with_all_that_is_run_before_publishing(shared: Path, name: str) -> None:
    """The two shortest of the first records of each: the referee takes a second for a thousand statements."""
    engines = [
        validator(engine, ("core", "vocabulary", "quality"), base_url=BASE) for engine in ("shacl", "pyshacl")
    ]
    files = [str(shared / "corpora" / pattern) for pattern in CORPORA_BESIDE[name]]
    records = (item for item in read(files) if isinstance(item, SourceRecord) and not item.deleted)
    parsed = (SOURCES[item.format].parse(item, ParseOptions()).record for item in islice(records, 20))
    graphs = [map_record(record, Iris(BASE)).ntriples for record in parsed if record is not None]
    assert graphs
    for triples in sorted(graphs, key=len)[:2]:
        agree(*engines, triples)
