"""The registry of extension points, and the rows of sources."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint

import pytest

from ld import registry as module
from ld.errors import ConfigError, UnknownSourceFormatError
from ld.registry import Registry
from ld.sources.registry import SOURCES, Source


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of another package, one of which has the name of one of ours."""
    rows = [EntryPoint("json", "evil:loads", "ldpub.test"), EntryPoint("csv", "csv:reader", "ldpub.test")]
    monkeypatch.setattr(module, "entry_points", lambda *, group: rows if group == "ldpub.test" else [])


def test_rows_are_imported_when_first_asked_for() -> None:
    sys.modules.pop("this_is_not_there", None)
    registry: Registry[object] = Registry("ldpub.none", {"broken": "this_is_not_there:x", "ok": "json:loads"})
    assert list(registry) == ["broken", "ok"]
    assert len(registry) == 2
    assert registry["ok"] is registry["ok"]


@pytest.mark.parametrize("path", ["this_is_not_there:x", "json:no_such_thing", "json"])
def test_a_row_that_cannot_be_loaded_names_itself(path: str) -> None:
    registry: Registry[object] = Registry("ldpub.none", {"broken": path})
    with pytest.raises(ConfigError, match=r"'broken' of ldpub\.none cannot be loaded"):
        _ = registry["broken"]


def test_an_unknown_name_lists_the_known_ones() -> None:
    registry: Registry[object] = Registry(
        "ldpub.none", {"a": "json:loads", "b": "json:dumps"}, unknown=UnknownSourceFormatError
    )
    with pytest.raises(UnknownSourceFormatError, match="'c' is not one of a, b"):
        _ = registry["c"]
    assert "c" not in registry
    assert "a" in registry


@pytest.mark.usefixtures("added")
def test_other_packages_add_rows_and_replace_none() -> None:
    import csv
    import json

    registry: Registry[object] = Registry("ldpub.test", {"json": "json:loads"})
    assert list(registry) == ["json", "csv"]
    assert list(registry.rows()) == [json.loads, csv.reader]


def test_every_source_has_a_row_of_its_name() -> None:
    assert "vufind" in SOURCES
    for name in SOURCES:
        assert isinstance(SOURCES[name], Source)
        assert SOURCES[name].name == name
        assert SOURCES[name].label
