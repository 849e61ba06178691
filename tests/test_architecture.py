"""The structure that the architecture promises: imports point one way, no cycles, no grab-bag modules, true ``__all__``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {"ld": {"ld"}, "shapes": {"shapes", "ld"}, "flask_app": {"flask_app", "shapes", "ld"}}
MODULES = sorted(path for package in ALLOWED for path in (ROOT / package).rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
# Where a third-party library may be imported: it is wrapped there.
ADAPTERS = {"pyld": {"ld.formats.pyld_adapter"}, "shacl": {"shapes.engines", "shapes.validator"}}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path): path for path in MODULES}


def imported(path: Path) -> Iterator[str]:
    """Modules of ours, and names of others, that are imported when `path` is (not under TYPE_CHECKING)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else node.module


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_one_way(name: str) -> None:
    tops = {target.partition(".")[0] for target in imported(NAMES[name])} & set(ALLOWED)
    assert tops <= ALLOWED[name.partition(".")[0]]


@pytest.mark.parametrize("name", NAMES)
def test_names_say_what_a_module_is(name: str) -> None:
    assert not FORBIDDEN_NAMES & set(name.split("."))


def test_no_import_cycles() -> None:
    graph = {
        name: {target for target in imported(path) if target in NAMES and target != name}
        for name, path in NAMES.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for target in sorted(graph[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("library", ADAPTERS)
def test_libraries_stay_in_their_adapters(library: str) -> None:
    users = {
        name for name, path in NAMES.items() if any(t.partition(".")[0] == library for t in imported(path))
    }
    assert users <= ADAPTERS[library]


@pytest.mark.parametrize(
    "name", [name for name, path in NAMES.items() if "__all__" in path.read_text(encoding="utf-8")]
)
def test_all_is_true(name: str) -> None:
    module = import_module(name)
    assert len(set(module.__all__)) == len(module.__all__)  # its order is ruff's concern (RUF022)
    assert all(hasattr(module, attribute) for attribute in module.__all__)


def test_no_function_level_imports() -> None:
    """Lazy imports hide cycles; the registry is the one place that imports by name."""
    for name, path in NAMES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                assert not inner, f"{name}.{node.name} imports inside the function"
