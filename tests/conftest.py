"""Fixtures that many rooms of the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real records and independent judges beside the project; the test skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared corpora are not beside the project")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the expected files anew; look at the difference before committing it."""
    parser.addoption("--update-golden", action="store_true", help="write expected files anew")
    parser.addoption(
        "--whole-corpora", action="store_true", help="take every record of the corpora, not a sample"
    )
    parser.addoption("--long", action="store_true", help="run the tests that take minutes as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked ``long`` are for ``--long``."""
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="takes minutes: --long runs it"))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))
