"""The user's own shapes in a run: whatever they do, a record costs a deadline at most, and the run goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ld.errors import ConfigError, LDError, RDFSyntaxError, ShapeLimitError, ShapeLoadError
from ld.findings import Finding, Severity
from shapes.engines import Result
from shapes.own import validation as module
from shapes.own.validation import IN_A_ROW, IN_ALL, OwnValidator, own_validator

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix x: <http://x/> .\n"
GOOD = (
    "x:good sh:targetSubjectsOf x:p ; sh:severity sh:Info ;\n sh:property [ sh:path x:p ; sh:minCount 2 ] .\n"
)
SHORT = 0.3
SMALL = '<http://x/1> <http://x/p> "b" .'
LARGE = "".join(f'<http://x/1> <http://x/p> "v{number}" .\n' for number in range(5_000))


def bad(query: str) -> str:
    return f'x:bad sh:targetSubjectsOf x:p ; sh:sparql [ sh:select "{query}" ] .'


CARTESIAN = bad("SELECT $this { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?i && ?f != ?i && ?a = ?f) }")
HOG = bad(
    "SELECT $this (GROUP_CONCAT(CONCAT(?c, ?f)) AS ?value) { ?a ?b ?c . ?d ?e ?f FILTER(?c != ?f) } GROUP BY $this"
)
PATTERN = "x:bad sh:targetSubjectsOf x:p ; sh:property [ sh:path x:p ; sh:pattern '^(a+)+$' ] ."

Make = Callable[..., OwnValidator]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Validators of a text in ``own.ttl``, beside a shape that finds something in each record."""
    made: list[OwnValidator] = []

    def make(text: str = "", engine: str = "shacl", **more: object) -> OwnValidator:
        (tmp_path / "own.ttl").write_text(PREFIXES + GOOD + text, encoding="utf-8")
        made.append(own_validator(tmp_path, engine, "https://catalogue.library.net", **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize(
    ("text", "engine", "triples", "what", "more"),
    [
        (CARTESIAN, "shacl", LARGE, "(5,000 statements): the engine took longer than 0.3 s", {"seconds": SHORT}),
        (CARTESIAN, "pyshacl", LARGE, "(5,000 statements): the engine took longer than 0.3 s", {"seconds": SHORT}),
        (PATTERN, "pyshacl", f'<http://x/1> <http://x/p> "{"a" * 40}!" .\n', "(1 statements): the engine took", {"seconds": SHORT}),
        (HOG, "shacl", LARGE, "the engine needed more than 12 MB of memory", {"seconds": 10.0, "memory": 12 << 20}),
    ],
    ids=["cartesian-shacl", "cartesian-pyshacl", "pattern", "memory"],
)  # fmt: skip
def test_a_limit_is_a_finding(
    make: Make, text: str, engine: str, triples: str, what: str, more: dict[str, object]
) -> None:
    """It names the record, the limit, and the shape to mend; the next record is checked."""
    checks = make(text, engine, **more)
    (found,) = checks.validate(triples, record_id="17")
    assert (found.code, found.severity, found.record_id) == ("shapes.limit", Severity.WARNING, "17")
    assert found.value == "<http://x/bad>"
    assert what in found.message
    assert (
        "<http://x/bad> (own.ttl, line 5) does this by itself: simplify its queries, patterns"
        in found.message
    )
    assert "own.good.1-p" in {f.code for f in checks.validate(SMALL, record_id="18")}
    assert (checks.limited, checks.unchecked, checks.off) == (1, 0, False)


def test_nobody_is_blamed_for_a_large_record(make: Make) -> None:
    checks = make(PATTERN, "pyshacl", seconds=0.1)
    (found,) = checks.validate(LARGE * 4 + LARGE.replace('"v', '"w') * 4, record_id="1")
    assert (found.code, found.value) == ("shapes.limit", "")
    assert found.message.endswith(
        "No shape does this by itself; those that may ask most are <http://x/bad> (own.ttl, line 5), <http://x/good> (own.ttl, line 3)."
    )


def test_both_engines_agree(make: Make) -> None:
    text = bad("SELECT $this ?value { $this $PATH ?value FILTER(STRLEN(?value) > 3) }").replace(
        "sh:sparql", "sh:path x:p ; sh:severity sh:Warning ; sh:sparql"
    )
    text += "\nx:iri sh:targetObjectsOf x:p ; sh:nodeKind sh:IRI ."
    records = [
        SMALL,
        '<http://x/1> <http://x/p> "long", "{$this}" .'.replace(",", " .\n<http://x/1> <http://x/p>"),
        "",
    ]
    one, other = make(text), make(text, "pyshacl")
    for record in records:
        assert one.validate(record, record_id="1") == other.validate(record, record_id="1")
    severities = [f.severity for f in one.validate(records[1], record_id="1")]
    assert severities == [Severity.VIOLATION] * 2 + [Severity.WARNING] * 2


@pytest.mark.parametrize("engine", ["shacl", "pyshacl"])
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT $this { $this <http://x/p ?o }", "the shapes do not compile"),
        ("SELECT $this { $this ?p ?o FILTER(<http://x/f>(?o)) }", "The custom function <http://x/f> is not supported"),
        ("SELECT $this { " + "{" * 5_000 + "$this ?p ?o" + "}" * 5_000 + " }", "the engine ended (SIGSEGV)"),
    ],
    ids=["syntax", "function", "deep"],
)  # fmt: skip
def test_what_no_rule_finds_is_refused_too(make: Make, engine: str, query: str, reason: str) -> None:
    """By a rehearsal, which names the shape."""
    with pytest.raises(ShapeLoadError) as caught:
        make(bad(query), engine)
    assert ": <http://x/bad> (own.ttl, line 5): " in str(caught.value)
    assert reason in str(caught.value)


def test_there_must_be_such_an_engine(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="must be one of pyshacl, shacl"):
        own_validator(tmp_path, "jena")


class _Engine:
    """Stands in for the guarded one: limits, failures and results as told."""

    def __init__(self, *_: object) -> None:
        self.told: list[LDError | None] = []
        self.closed = False

    def run(self, _: str) -> list[Result]:
        error = self.told.pop(0)
        if error is not None:
            raise error
        return []

    def close(self) -> None:
        self.closed = True


LIMIT = ShapeLimitError("took longer than 2 s", limit="time")
FAILED = LDError("pyshacl gives up: whatever.")


@pytest.fixture
def told(make: Make, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[OwnValidator, _Engine]]:
    catalog = make().catalog
    monkeypatch.setattr(module, "GuardedEngine", _Engine)
    monkeypatch.setattr(module, "culprit", lambda *_: "http://x/good")

    def told(*errors: LDError | None) -> tuple[OwnValidator, _Engine]:
        checks = OwnValidator(catalog)
        engine = checks._engine
        assert isinstance(engine, _Engine)
        engine.told = list(errors)
        return checks, engine

    return told


def codes(checks: OwnValidator, count: int) -> list[tuple[str, ...]]:
    return [tuple(f.code for f in checks.validate("", record_id=str(number))) for number in range(count)]


def test_three_in_a_row_switch_the_shapes_off(told: Callable[..., tuple[OwnValidator, _Engine]]) -> None:
    checks, engine = told(None, LIMIT, None, LIMIT, FAILED, LIMIT)
    assert codes(checks, 8) == [
        (), ("shapes.limit",), (), ("shapes.limit",), ("shapes.failed",), ("shapes.limit", "shapes.off"),
            ("shapes.unchecked",), ("shapes.unchecked",),
    ]  # fmt: skip
    assert engine.closed
    assert (checks.limited, checks.unchecked, checks.off) == (4, 2, True)


def test_so_many_in_all_switch_the_shapes_off(told: Callable[..., tuple[OwnValidator, _Engine]]) -> None:
    checks, _ = told(*[LIMIT, None] * 10)
    found = codes(checks, 12)
    assert [record for record, names in enumerate(found) if "shapes.off" in names] == [2 * (IN_ALL - 1)]
    assert checks.unchecked == 3


def test_what_is_said_when_the_shapes_are_switched_off(
    told: Callable[..., tuple[OwnValidator, _Engine]],
) -> None:
    checks, _ = told(*[FAILED] * IN_A_ROW)
    found = [f for number in range(IN_A_ROW) for f in checks.validate("", record_id=str(number))]
    failed, off = found[-2:]
    assert failed.message.startswith(
        "Your own shapes did not check this record (0 statements): pyshacl gives up: whatever. <http://x/good> does this"
    )
    assert off == Finding(
        "shapes.off",
        Severity.WARNING,
        "2",
        "",
        "",
        "Your own shapes are switched off for the rest of this run, as 3 records in a row could not be checked, this the last. "
        "Records after it are published unchecked by them. Mend <http://x/good> and run again.",
    )


def test_records_that_are_no_ntriples_are_nobodys_limit(make: Make) -> None:
    checks = make()
    with pytest.raises(RDFSyntaxError, match="line 1"):
        checks.validate("junk", record_id="1")
    assert checks.limited == 0
