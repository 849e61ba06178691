"""What can be set, called or fetched is documented; what is documented exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask

from flask_app import create_app
from flask_app.cli import group
from ld.config import SETTINGS, load

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(
        load({"data_dir": str(tmp_path_factory.mktemp("data"))}, path=Path("/dev/null"), environment={})
    )


@pytest.mark.parametrize("name", [setting.name for setting in SETTINGS])
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name}` |" in README


def test_documented_defaults_are_true() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| `([^`]*)` \|", README, flags=re.MULTILINE))
    for setting in SETTINGS:
        default = setting.default
        text = (
            ", ".join(default)
            if isinstance(default, tuple)
            else str(default).lower()
            if isinstance(default, bool)
            else str(default)
        )
        assert rows[setting.name] == text, setting.name


def commands(parent: click.Group, prefix: str = "ldpub") -> list[str]:
    found = []
    context = click.Context(parent)
    for name in parent.list_commands(context):
        command = parent.get_command(context, name)
        assert command is not None
        path = f"{prefix} {name}"
        found += commands(command, path) if isinstance(command, click.Group) else [path]
    return found


@pytest.mark.parametrize("command", commands(group))
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}" in README


@pytest.mark.parametrize("command", commands(group))
def test_every_command_explains_itself(command: str) -> None:
    found: click.Command = group
    for name in command.split()[1:]:
        assert isinstance(found, click.Group)
        child = found.get_command(click.Context(found), name)
        assert child is not None
        found = child
    assert found.help
    assert all(p.help for p in found.params if isinstance(p, click.Option)), [p.name for p in found.params]


def test_every_route_is_documented(app: Flask) -> None:
    undocumented = []
    for rule in app.url_map.iter_rules():
        start = re.split(r"[<{]", rule.rule)[0].rstrip(".")
        if f"`{start}" not in README:
            undocumented.append(rule.rule)
    assert not undocumented


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    (tmp_path / "records.ndjson").write_text('{"id": "1", "title": "Emma"}\n{"id": \n')
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(example, "README.md", "exec"), names)
    assert len(names["graph"]) > 10


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)`", README):
        assert f"\n{target}:" in makefile


def test_nothing_names_the_machine_it_was_made_on() -> None:
    files = [
        p
        for p in ROOT.rglob("*")
        if p.suffix in {".py", ".md", ".toml", ".ttl", ".html", ".css", ".yml"}
        and not {".venv", ".venv-peers", ".peers", "node_modules"} & set(p.parts)
    ]
    assert len(files) > 50
    for path in files:
        # Addresses of works at their publishers have such a segment too, after a host.
        assert not re.search(r"(?<!\w)/" + "work/", path.read_text(encoding="utf-8")), path
