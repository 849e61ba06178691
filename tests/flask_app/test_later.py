"""Shapes that run after publishing: several processes find what one does."""

from __future__ import annotations

import os
import signal
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from flask_app.cli.console import Session
from ld.editions import Editions
from ld.errors import PublishError
from ld.later import check_later, read_later
from ld.pipeline import ingest
from ld.sources.reading import Reading
from shapes.site import SiteShapes
from tests.flask_app.checked import settings_of

SAMPLES = Path(__file__).resolve().parents[2] / "ld" / "samples" / "catalogue.ndjson"


def test_several_processes_find_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ld.later._CHUNK", 50)
    settings = settings_of(tmp_path)
    editions, shapes = Editions(settings.data_dir), SiteShapes(settings)
    ingest(Reading([str(SAMPLES)]), editions, Session(settings).converter())
    checks = shapes.after()
    assert checks is not None
    found = []
    with editions.open() as edition:
        for name, jobs in (("one", 1), ("two", 2)):
            check_later(
                edition, editions, checks, checks=name, jobs=jobs, recipe=partial(_validator, settings)
            )
            later = read_later(editions, edition.number)
            assert later is not None
            found.append(later.sums())
        assert found[0] == found[1]
        assert sum(one.n for one in found[0]) > 100
        told: list[int] = []

        def kill(done: int) -> None:
            told.append(done)
            for child in active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

        with pytest.raises(PublishError, match="has ended before it was done"):
            check_later(edition, editions, checks, checks="three", progress=kill, jobs=2, recipe=partial(_validator, settings))  # fmt: skip
        assert told


def _validator(settings: object) -> object:
    return SiteShapes(settings).after()  # type: ignore[arg-type] # settings, which a process gets as they are
