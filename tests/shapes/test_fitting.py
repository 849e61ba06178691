"""Fewer shapes find the same: trimmed to what records have, and without those that a look at the record answers."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from shapes import catalogs, known_terms, plain, terms
from shapes.ancestors import Seen, seen, with_ancestors
from shapes.engines import Result, ShaclEngine
from shapes.fitting import PATIENCE, Fitting
from shapes.plain import SHAPES
from shapes.skolem import skolemized
from shapes.trimming import named, trimmed

HERE = Path(__file__).resolve().parent
PAIRS = sorted((HERE.parent / "data").rglob("*.nq"))[::9]
EXAMPLES = sorted((HERE / "examples").glob("*/*/*.ttl"))
SH, RDF = "http://www.w3.org/ns/shacl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = f"<{RDF}type>"
DOCUMENT, IT, PERSON, TERM, SET = (
    f"<http://x.net/{name}>"
    for name in (
        "record/1",
        "record/1#it",
        "record/1#p",
        "subject/lcsh/widows-ffabf79f#it",
        "subject/lcsh#it",
    )
)
FRAME = f"""{DOCUMENT} {TYPE} <https://schema.org/ItemPage> .
{DOCUMENT} <https://schema.org/mainEntity> {IT} .
{IT} {TYPE} <https://schema.org/Book> .
{SET} {TYPE} <https://schema.org/DefinedTermSet> .
{TERM} <https://schema.org/inDefinedTermSet> {SET} .
"""
FINE = f"""{IT} <https://schema.org/isbn> "9783922740063" .
{TERM} <http://www.w3.org/2000/01/rdf-schema#label> "Widows" .
{PERSON} <https://schema.org/name> "George Eliot"@en .
{PERSON} <https://schema.org/familyName> "Eliot" .
"""


@cache
def shapes() -> str:
    return skolemized(catalogs(["core", "vocabulary"], "https://catalogue.library.net").ntriples)


@cache
def whole() -> ShaclEngine:
    return ShaclEngine(shapes())


def statements(path: Path) -> str:
    quads = parse(path.read_bytes(), RdfFormat.N_QUADS if path.suffix == ".nq" else RdfFormat.TURTLE)
    return "".join(f"{quad.triple} .\n" for quad in quads)


def results(engine: ShaclEngine, triples: str) -> Counter[Result]:
    """Without compound paths, which findings name as the shapes have them: see the validator."""
    return Counter(
        result._replace(path="") if result.path.startswith("(") else result for result in engine.run(triples)
    )


@pytest.mark.parametrize("path", [*PAIRS, *EXAMPLES[::4]], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_trimmed_to_one_record_they_find_the_same_in_it(path: Path) -> None:
    record = seen(statements(path))
    if not record.terms:
        pytest.skip("it has terms that are not known, so all shapes are run")
    fitting = ShaclEngine(trimmed(shapes(), with_ancestors(record.terms)))
    assert results(fitting, record.triples) == results(whole(), record.triples)


def plainly_wrong(triples: str) -> set[str]:
    """Shapes that find something in what is plain: there must be none."""
    return {f"<{result.shape}>" for result in whole().run(triples)} & SHAPES


def test_what_is_right_is_plain() -> None:
    assert seen(FRAME + FINE).plain
    assert plainly_wrong(FRAME + FINE) == set()


BROKEN = {
    "document-fragment": (f"<https://schema.org/mainEntity> {IT}", "<https://schema.org/mainEntity> <http://x.net/record/2#it>"),
    "graph-old-class": ("<https://schema.org/Book>", "<http://schema.org/Book>"),
    "isbn": ("9783922740063", "9783922740064"),
    "person-name-parts": ('"Eliot"', '"Evans"'),
    "term-hash": ('"Widows"', '"Widowers"'),
}  # fmt: skip


def test_every_shape_is_broken_below() -> None:
    assert {f"<https://w3id.org/ldpub/shapes/core#{name}>" for name in BROKEN} == SHAPES


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_not_plain(name: str) -> None:
    record = seen((FRAME + FINE).replace(*BROKEN[name]))
    assert plainly_wrong(record.triples) == {f"<https://w3id.org/ldpub/shapes/core#{name}>"}
    assert not (record.plain and record.terms)


SUBJECTS = st.sampled_from(
    [IT, PERSON, TERM, TERM.replace("widows", r"w\u0069dows"), TERM.replace("ffabf79f", "x")]
)
PROPERTIES = st.sampled_from(sorted(plain.ASKED - {"<https://schema.org/mainEntity>"}))
LEXICAL = st.one_of(
    st.sampled_from(["Widows", r"\u0057idows", "9783922740063", "9783922740064", "97839227400६3", "Eliot", "George Eliot", r"\"", r"\n"]),
    st.text(alphabet='George "nt\\.@', max_size=4).map(lambda text: terms.literal(text)[1:-1]),
)  # fmt: skip
SUFFIXES = st.sampled_from(
    [
        '" .',
        '"@en .',
        '"@fr-ca .',
        '"^^<http://www.w3.org/2001/XMLSchema#anyURI> .',
        '"  .',
        '" . # "Eliot" .',
    ]
)
LINES = st.one_of(
    st.builds('{} {} "{}{}'.format, SUBJECTS, PROPERTIES, LEXICAL, SUFFIXES),
    st.builds("{} {} {} .".format, SUBJECTS, PROPERTIES, SUBJECTS),
    st.just(f"_:a <https://schema.org/mainEntity> {IT} ."),
)
NAME, GIVEN = (f"{PERSON} <https://schema.org/{name}> " for name in ("name", "givenName"))


@given(st.lists(LINES, max_size=6))
@example([NAME + r'"a\nb" .', GIVEN + '"n" .'])
@example([NAME + '"Eva" . # Eliot" .', GIVEN + '"Eliot" .'])
def test_in_what_is_plain_the_shapes_find_nothing(lines: list[str]) -> None:
    record = seen(FRAME + "".join(f"{line}\n" for line in lines))
    assert not record.plain or plainly_wrong(record.triples) == set()


def test_known_classes_are_of_one_namespace() -> None:
    assert [term for term in known_terms() if term.startswith("http://schema.org/")] == []


def test_shapes_that_are_left_out_are_there() -> None:
    assert named(shapes()) >= SHAPES


def test_they_are_made_once_enough_records_have_come() -> None:
    made: list[str] = []

    def make(text: str) -> ShaclEngine:
        made.append(text)
        return ShaclEngine(text)

    fitting = Fitting(shapes(), make, patience=2)
    record = seen(FRAME + FINE)
    assert [fitting.engine(record) is fitting.whole for _ in range(4)] == [True, False, False, False]
    every, spared, fitted = made
    assert len(fitted) < len(spared) < len(every)
    assert not any(f"{shape} " in spared + fitted for shape in SHAPES)
    for chosen in (fitting.engine(record), fitting.engine(record._replace(terms={TYPE, "<x:new>"}))):
        assert chosen is not fitting.whole
        assert results(chosen, record.triples) == results(fitting.whole, record.triples)


def test_what_the_shapes_do_not_name_makes_no_new_ones() -> None:
    made: list[str] = []
    fitting = Fitting(shapes(), lambda text: made.append(text) or ShaclEngine(text), patience=1)
    for place in range(1, 20):
        record = Seen("", {TYPE, f"<{RDF}_{place}>"}, plain=True)
        fitting.engine(record)
        assert fitting.engine(record) is not fitting.whole
    assert (
        len(made) == 12
    )  # all, all but those for what is not plain; then for each place that the shapes name, which are ten


@pytest.mark.parametrize(
    ("record", "why"),
    [(Seen(FRAME), "its terms are not known"), (seen(FRAME)._replace(plain=False), "it is not plain")],
    ids=["terms", "plain"],
)
def test_all_shapes_are_run_where_it_is_not_known_that_fewer_do(record: Seen, why: str) -> None:
    fitting = Fitting(shapes(), patience=1)
    assert {fitting.engine(record) is fitting.whole for _ in range(PATIENCE + 1)} == {True}, why


LISTS = f"""
<x:s> <{SH}targetSubjectsOf> <x:p> .
<x:s> <{SH}path> _:path .
<x:s> <{SH}or> <x:or> .
_:path <{SH}alternativePath> _:1 .
_:1 <{RDF}first> <x:a> .
_:1 <{RDF}rest> _:2 .
_:2 <{RDF}first> <x:b> .
_:2 <{RDF}rest> _:3 .
_:3 <{RDF}first> <x:c> .
_:3 <{RDF}rest> <{RDF}nil> .
<x:or> <{RDF}first> <x:is-c> .
<x:or> <{RDF}rest> <x:or2> .
<x:or2> <{RDF}first> <x:is-d> .
<x:or2> <{RDF}rest> <x:or3> .
<x:or3> <{RDF}first> <x:all-d> .
<x:or3> <{RDF}rest> <{RDF}nil> .
<x:all-d> <{SH}path> <x:a> .
<x:all-d> <{SH}class> <x:D> .
<x:is-c> <{SH}class> <x:C> .
<x:is-d> <{SH}class> <x:D> .
<x:t> <{SH}targetClass> <x:C> .
<x:t> <{SH}path> _:path .
<x:t> <{SH}or> <x:or> .
""".lstrip()


@pytest.mark.parametrize(
    ("having", "members"),
    [
        ("x:a x:b x:c x:C x:D", "a b c is-c is-d all-d"),
        ("x:b x:c x:D", "b c is-d all-d"),
        ("x:c x:C", "a c is-c all-d"),
        ("", "a b all-d"),
    ],
)
def test_lists_that_are_shared_are_cut_once(having: str, members: str) -> None:
    cut = trimmed(
        LISTS,
        {"<x:p>", "<x:C>", *(f"<{term}>" for term in having.split())}
        - ({"<x:C>"} if "x:C" not in having else set()),
    )
    kept = [
        line.split()[2].removeprefix("<x:").removesuffix(">")
        for line in cut.splitlines()
        if f"{RDF}first" in line
    ]
    assert sorted(kept) == sorted(members.split())
    assert len(set(cut.splitlines())) == len(cut.splitlines())
    ShaclEngine(cut)
