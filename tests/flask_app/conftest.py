"""The application over a real edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from flask_app import create_app
from ld.config import Settings
from ld.dumps import write_delta, write_dumps
from ld.editions import Editions
from tests.flask_app.catalogue import BASE, DELTA_PLAN, publish_all


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    data_dir = tmp_path_factory.mktemp("site")
    publish_all(data_dir)
    editions = Editions(data_dir)
    with editions.open() as edition:
        write_dumps(edition, editions.dumps_folder(edition.number))
        write_delta(edition, editions.dumps_folder(edition.number), plan=DELTA_PLAN)
    return Settings(
        base_url=BASE,
        data_dir=data_dir,
        title="A small catalogue",
        description="For tests.",
        publisher="A Library",
        license="https://creativecommons.org/publicdomain/zero/1.0/",
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    """Settings of a data folder of the test's own, with nothing in it."""
    return Settings(base_url=BASE, data_dir=tmp_path / "data")
