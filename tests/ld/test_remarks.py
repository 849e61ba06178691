"""Every code that readers and the mapping give to a finding is worded."""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path

import pytest

from ld.conversion import Converter
from ld.iris import Iris
from ld.remarks import LABELS, label
from ld.sources.base import ParseOptions, SourceRecord
from ld.sources.reading import read
from shapes import validator

ROOT = Path(__file__).resolve().parents[2]
GIVING = {"Finding", "remark", "Remark", "_remark"}


def codes_in(path: Path) -> set[str]:
    """Codes that are written in a module."""
    calls = (
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    )
    return {
        str(call.args[0].value)
        for call in calls
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in GIVING
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_code_in_the_program_is_worded() -> None:
    codes = set(chain.from_iterable(codes_in(path) for path in (ROOT / "ld").rglob("*.py")))
    assert len(codes) > 30
    assert sorted(code for code in codes if label(code) == code) == []


@pytest.mark.parametrize("name", ["marc", "pubmed", "jats", "oai_dc"])
def test_every_code_of_the_pairs_is_worded(name: str) -> None:
    make = Converter(Iris("https://catalogue.library.net"), validator(groups=()), ParseOptions())
    sources = (
        item
        for item in read([str(ROOT / "tests" / "data" / "pairs" / name)])
        if isinstance(item, SourceRecord)
    )
    codes = {finding.code for source in sources for finding in make.convert(source).findings}
    assert sorted(code for code in codes if label(code) == code) == []


def test_every_label_is_there_in_both_languages() -> None:
    assert all(english and spanish for english, spanish in LABELS.values())
    assert list(LABELS) == sorted(LABELS)
    assert label("something.else") == "something.else"
