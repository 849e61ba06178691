"""A browser, and a real server for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ld.config import Settings
from tests.browser.chromium import Chromium, Page, chromium
from tests.flask_app.catalogue import publish_all
from tests.http.serving import free_port, serving


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """Chromium; the test skips where it is absent."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed")
    with chromium(program, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def page(browser: Chromium) -> Iterator[Page]:
    """A fresh page."""
    with browser.page() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running site over the small catalogue."""
    data_dir: Path = tmp_path_factory.mktemp("browsed")
    publish_all(data_dir)
    settings = Settings(data_dir=data_dir, port=(port := free_port()), base_url=f"http://127.0.0.1:{port}")
    with serving(settings):
        yield settings.base_url


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core; the test skips where it is not installed."""
    source = Path(__file__).parents[1] / "clients" / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        pytest.skip("axe-core is not installed: make node-clients")
    return source.read_text(encoding="utf-8")
