"""The example queries: each is read, passes the guard, and finds what it should."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, RdfFormat, Store

from flask_app.sparql import guard
from flask_app.sparql.examples import EXAMPLES, WRITTEN_FOR, Example, read_example
from ld import Iris, SourceRecord, parse, read
from ld.mapping import map_record

FOLDER = files("flask_app") / "sparql" / "queries"
SITE = "http://127.0.0.1:8080/catalogue"
BY_NAME = {example.name: example for example in EXAMPLES}
QUESTIONS = (
    "translations", "works-of-an-orcid", "frequent-headings", "works-of-a-heading", "works-a-decade", "authors-in-order",
    "articles-of-a-journal", "works-of-a-series", "two-scripts", "maps-of-a-point", "corrections", "funded-works", "theses",
    "former-titles", "compositions-and-areas",
)  # fmt: skip
"""Names of the fifteen competency questions, in their order."""
_INDEX = "the samples are documents of an index, which has no field for"
WITHOUT_ROWS = {
    "translations": f"{_INDEX} the language of the original",
    "works-of-an-orcid": f"{_INDEX} identifiers of persons",
    "articles-of-a-journal": "no sample is of that journal and states its issue",
    "works-of-a-series": "no sample is of that series",
    "two-scripts": f"{_INDEX} which title is the romanised one",
    "corrections": f"{_INDEX} corrections",
    "funded-works": f"{_INDEX} grants",
    "theses": "no sample is a thesis",
    "compositions-and-areas": f"{_INDEX} compositions and codes of areas",
}
"""Examples that find nothing among the bundled samples, and why."""


@pytest.fixture(scope="module")
def samples() -> Store:
    """The bundled samples, in graphs of their records."""
    store, iris, folder = Store(), Iris(SITE), files("ld") / "samples"
    for source in read([str(folder / "founding-record.txt"), str(folder / "catalogue.ndjson")]):
        assert isinstance(source, SourceRecord)
        record = parse(source).record
        assert record is not None
        store.load(map_record(record, iris).nquads.encode(), format=RdfFormat.N_QUADS)
    return store


def rows(store: Store, query: str) -> int:
    """How many there are; for ASK, 1 for yes."""
    result = store.query(query, use_default_graph_as_union=True)
    return int(bool(result)) if isinstance(result, QueryBoolean) else len(list(result))


def test_every_file_is_an_example() -> None:
    assert len(EXAMPLES) == len(list(FOLDER.iterdir())) >= 18
    assert len(BY_NAME) == len(EXAMPLES) == len({example.title for example in EXAMPLES})
    assert EXAMPLES[0].title == "Ten titles"  # the form shows it


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_passes_the_guard_and_has_rows(samples: Store, example: Example) -> None:
    query = example.at(SITE)
    assert guard(query).form == example.form in {"SELECT", "CONSTRUCT", "ASK"}
    assert WRITTEN_FOR not in query
    found = rows(samples, query)
    assert (found == 0) == (example.name in WITHOUT_ROWS), WITHOUT_ROWS.get(example.name)


def test_iris_of_the_site_take_its_base() -> None:
    example = BY_NAME["articles-of-a-journal"]
    assert f"<{WRITTEN_FOR}/serial/issn-0027-8424#it>" in example.query
    assert f"<{SITE}/serial/issn-0027-8424#it>" in example.at(SITE)
    assert example.file(SITE).startswith(
        f"# title: {example.title}\n# question: {example.question}\n\nPREFIX"
    )


def test_the_file_for_its_own_base_is_the_file() -> None:
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        assert read_example(file.name, text).file(WRITTEN_FOR) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ten.rq", "# title: T\n# question: Q?\n\nASK {}\n"),
        ("01-Ten.rq", "# title: T\n# question: Q?\n\nASK {}\n"),
        ("01-ten.rq", "# title: T\n\nASK {}\n"),
        ("01-ten.rq", "# question: Q?\n# title: T\n\nASK {}\n"),
        ("01-ten.rq", "# title: T\n# question: No question.\n\nASK {}\n"),
        ("01-ten.rq", "# title: T\n# question: Q?\nASK {}\n"),
        ("01-ten.rq", "# title: \n# question: Q?\n\nASK {}\n"),
        ("01-ten.rq", "# title: T\n# question: Q?\n\n"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(name)):
        read_example(name, text)


@pytest.mark.shared
@pytest.mark.parametrize(("number", "name"), [*enumerate(QUESTIONS, 1)])
def test_the_questions_are_answered(shared: Path, number: int, name: str) -> None:
    """The same queries as in the design, and as many rows over its examples."""
    text = (shared / "design" / "QUESTIONS.md").read_text(encoding="utf-8")
    section = re.split(r"^## \d+\. ", text, flags=re.MULTILINE)[number]
    query = re.search(r"```sparql\n(.*?)```", section, re.DOTALL)
    wanted = re.search(r"Rows over the examples: (\d+)\.", section)
    assert query is not None
    assert wanted is not None
    assert BY_NAME[name].question == section.partition("\n")[0]
    assert BY_NAME[name].query.endswith(f"\n\n{query[1]}")
    assert rows(_worked_examples(shared), BY_NAME[name].query) == int(wanted[1])


def _worked_examples(shared: Path) -> Store:
    store = Store()
    for path in sorted((shared / "design" / "examples").glob("*.ttl")):
        store.load(path=path, format=RdfFormat.TURTLE)
    return store
