"""Every word of the interface is in one place, and none is there for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flask_app.fragments.pattern import NAMES
from flask_app.pages import vocabulary, wording
from flask_app.pages.record import _DETAILS, _RECORD

ROOT = Path(wording.__file__).parents[1]
SOURCES = [
    *ROOT.rglob("*.html"),
    *(path for path in ROOT.rglob("*.py") if path.name not in {"wording.py", "vocabulary.py"}),
]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
SAID = set(re.findall(r"""say\(\s*["']([a-z-]+)["']""", TEXT)) | {
    key for key, _ in re.findall(r'\("([a-z-]+)", "(/[a-z/]*)"\)', TEXT)
}
INDIRECT = {"sparql-rows", "sparql-rows-cut", "volume", "issue", "fragments-bound", "fragments-exact"} | {
    f"fragments-{place}" for place in NAMES
}


def test_every_text_that_is_said_is_there() -> None:
    assert SAID
    assert sorted(SAID - set(wording.TEXTS)) == []


def test_every_text_that_is_there_is_said() -> None:
    assert sorted(set(wording.TEXTS) - SAID - INDIRECT) == []


def test_every_row_has_its_label() -> None:
    assert {key for key, _ in (*_DETAILS, *_RECORD)} <= set(vocabulary.PROPERTIES)


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path.suffix == ".html"], ids=lambda path: path.name
)
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    markup = re.sub(
        r"\{[{%#].*?[#%}]\}|<!doctype html>|<[^<>]*>|(?:dir|lang)=\"[^\"]*\"?",
        " ",
        path.read_text(encoding="utf-8"),
        flags=re.S,
    )
    assert re.findall(r"[A-Za-z]{2,}", markup) == []
